"""The audit record as a page shows it: of the agencies whose record may be read, in the reader's words."""

import datetime as dt
import re
from collections.abc import Sequence

import pandas as pd

from analytics.decimals import rounded
from data import audit
from data.errors import KinerjaError
from data.office import ZONE, office_today
from data.settings import Mode, settings
from pages.content import choices, reader
from pages.words import language
from pages.words.language import t

COLUMNS = ("at", "kind", "person", "agency", "subject", "rows", "detail", "id")
SPANS = {"week": 7, "month": 31, "year": 366, "all": 0}  # days
TOLD = re.compile(r"\b(form|error|snapshot|bytes|passed_over)=")
KINDS = (*audit.LEDGER_KINDS, *audit.KINDS)


def found(span: str, kinds: Sequence[str], agency: str, person: str) -> pd.DataFrame:
    """The record of a span, the newest first: `at` in the time of Aceh, codes as codes."""
    since = office_today() - dt.timedelta(days=SPANS[span]) if SPANS[span] else None
    rows = audit.rows(settings().store, reader.ledger().entries(), since)
    rows = audit.agencies_of(rows, lambda one: reader.rights().may("read_audit", one))
    wanted = person.strip().casefold()
    kept = [
        row for row in rows
        if (not kinds or row.kind in kinds) and (not agency or row.agency == agency)
        and wanted in row.person.casefold()
    ]  # fmt: skip
    frame = pd.DataFrame([{name: getattr(row, name) for name in COLUMNS} for row in kept], columns=list(COLUMNS))
    moments = pd.to_datetime(frame["at"], utc=True, errors="coerce", format="ISO8601").dt.tz_convert(ZONE)
    return frame.assign(at=moments, rows=frame["rows"].astype("Int64"))


def in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """The same with moments, kinds and agencies in the reader's words."""
    return rows.assign(
        at=[moment(one) for one in rows["at"]],
        kind=[t(f"audit.kind_{one}") for one in rows["kind"]],
        person=[one or language.NOTHING for one in rows["person"]],
        agency=[_agencies(one) for one in rows["agency"]],
        detail=[
            told(said) if one.startswith("e") else said for one, said in zip(rows["id"], rows["detail"], strict=True)
        ],
    )


def _agencies(codes: str) -> str:
    known = choices.of("agency")
    return known.label(codes) if codes in known.labels else choices.agencies(codes)


def told(detail: str) -> str:
    """What an event says besides its columns, `mode=desk` for one, in words."""
    modes = {f"mode={mode.value}": t(f"audit.mode_{mode.value}") for mode in Mode}
    return modes.get(detail) or TOLD.sub(lambda found: t(f"audit.told_{found[1]}") + " ", detail)


def moment(at: object) -> str:
    """A moment of Aceh in words, to the minute; a dash for none."""
    return language.NOTHING if language.missing(at) else f"{language.day(at)} {at:%H:%M}"


def trouble() -> list[KinerjaError]:
    """Where the chain of events breaks; nothing where it holds."""
    return list(audit.trouble(settings().store))


def visits() -> pd.DataFrame:
    """How often each view was opened: `view`, `week` and `month` of the last days, `day` on average of the month."""
    days = audit.counted(settings().store)
    today = office_today()
    sums: dict[str, dict[str, int]] = {}
    for span in ("week", "month"):
        oldest = (today - dt.timedelta(days=SPANS[span] - 1)).isoformat()
        for one, views in days.items():
            for view, count in views.items() if one >= oldest else ():
                sums.setdefault(view, {"week": 0, "month": 0})[span] += count
    rows = [{"view": view, **counts, "day": float(rounded(counts["month"] / 31, 1))} for view, counts in sums.items()]
    return pd.DataFrame(rows, columns=["view", "week", "month", "day"]).sort_values("month", ascending=False)
