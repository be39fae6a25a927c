"""What a sender told us of a layout, remembered for the next file of the same agency and layout.

A layout is known by its headers with the digits taken out, so that next year's columns are the same layout. One file
of the store holds the answers of one agency and layout.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from data.files import write_whole
from data.intake.contract import Intake, Options
from data.intake.table.places import REGIONS
from data.reference import normalise

LOOKED_AT = 20
# What is said of one file only: the next one of the same layout may be of another time or place.
OF_ONE_FILE = ("periode", "tahun", "bulan", "triwulan", "semester", "tanggal_data", *REGIONS)
RANKS = ("rejected", "partly", "accepted")


@dataclass(frozen=True)
class Answers:
    """Answers that hold for every file of a layout: never its period or place, never single cells.

    `title` is what stood above the table when the indicator was named.
    """

    region_codes: str | None = None
    decimal: str | None = None
    sheet: str | None = None
    set: Mapping[str, str] = field(default_factory=dict)
    map: Mapping[str, str] = field(default_factory=dict)
    title: str | None = None
    given_at: str | None = None

    @property
    def empty(self) -> bool:
        return not (self.region_codes or self.decimal or self.sheet or self.set or self.map)

    def applied(self, options: Options) -> Options:
        """Options with these answers where the sender gave none of their own."""
        return replace(
            options,
            region_codes=options.region_codes or self.region_codes,
            decimal=options.decimal or self.decimal,
            sheet=options.sheet or self.sheet,
            set={**self.set, **options.set},
            map={**self.map, **options.map},
        )

    def without(self, other: "Answers") -> "Answers":
        """What is left of these answers once those of `other` are taken away."""
        return replace(
            self,
            region_codes=None if other.region_codes else self.region_codes,
            decimal=None if other.decimal else self.decimal,
            sheet=None if other.sheet else self.sheet,
            set={name: value for name, value in self.set.items() if name not in other.set},
            map={name: value for name, value in self.map.items() if name not in other.map},
        )


def of_options(options: Options, title: str = "") -> Answers:
    """The answers among a reading's options that hold for the next file too; `title` stands above the table."""
    lasting = {column: value for column, value in options.set.items() if column not in OF_ONE_FILE}
    said = _plain(title) if "kode_indikator" in lasting else None
    return Answers(options.region_codes, options.decimal, options.sheet, lasting, dict(options.map), said)


def misfits(known: Answers, title: str, plain: Intake, tried: Intake) -> Answers:
    """The answers that a file contradicts; `plain` is its reading without any of them, `tried` the one with them.

    That is an indicator named under another title, sheets and headers that the file lacks, and all of them where it
    reads worse with than without.
    """
    sets = {"kode_indikator"} if known.title is not None and known.title != _plain(title) else set()
    headers, sheet = set(), None
    for one in tried.findings:
        sheet = known.sheet if one.rule == "sheet_unknown" else sheet
        sets |= {one.found or ""} if one.rule == "set_unknown" else set()
        headers |= {one.found} if one.rule == "map_unused" else {one.column} if one.rule == "map_unknown" else set()
    found = Answers(
        sheet=sheet,
        set={name: value for name, value in known.set.items() if name in sets},
        map={name: value for name, value in known.map.items() if name in headers},
    )
    return known if found.empty and _worth(tried) < _worth(plain) else found


def _worth(result: Intake) -> tuple[int, int]:
    return RANKS.index(result.outcome), result.accepted + result.waiting


def _plain(title: str) -> str:
    return re.sub(r"\d+", "#", normalise(title))


def layout_of(head: Sequence[Sequence[str]]) -> str | None:
    """The mark of a layout from the first lines of a file, None when no line looks like a header.

    The header is taken to be the first line with most cells of words; cells of figures alone do not count.
    """
    lines = [_words(line) for line in head[:LOOKED_AT]]
    header = max(lines, key=len, default=[])
    if not header:
        return None
    return hashlib.sha256("\n".join(header).encode()).hexdigest()[:16]


def _words(line: Sequence[str]) -> list[str]:
    cells = (re.sub(r"\d+", "#", normalise(cell)) for cell in line if cell)
    return sorted({cell for cell in cells if re.search(r"[^\W\d_]", cell)})


def remember(store: Path, agency: str | None, layout: str, answers: Answers) -> None:
    """Keep the answers; the file is replaced whole. Empty answers forget what was kept."""
    if answers.empty:
        forget(store, agency, layout)
        return
    path = _path(store, agency, layout)
    path.parent.mkdir(parents=True, exist_ok=True)
    record = {**answers.__dict__, "given_at": datetime.now(UTC).isoformat(timespec="seconds")}
    write_whole(path, record, locked=False)


def recall(store: Path, agency: str | None, layout: str) -> Answers | None:
    """What was answered last time; None when nothing was, or when the file cannot be read."""
    try:
        facts = json.loads(_path(store, agency, layout).read_text("utf-8"))
        found = Answers(**facts)
        texts = [found.region_codes, found.decimal, found.sheet, found.title, found.given_at]
        pairs = [*found.set.items(), *found.map.items()]
    except (OSError, ValueError, TypeError, AttributeError):
        return None
    whole = all(text is None or isinstance(text, str) for text in texts)
    return found if whole and all(isinstance(part, str) for pair in pairs for part in pair) else None


def recall_any(store: Path, layout: str) -> tuple[str, Answers] | None:
    """(agency, answers) where just one agency has answered for this layout; for a file that names no agency."""
    found = [path.stem.removesuffix(f"-{layout}") for path in (store / "answers").glob(f"*-{layout}.json")]
    answers = recall(store, found[0], layout) if len(found) == 1 else None
    return (found[0], answers) if answers else None


def header_line(head: Sequence[Sequence[str]]) -> list[str]:
    """The cells of the line that looks most like a header, without empty ones; empty where none does."""
    line = max(head[:LOOKED_AT], key=lambda cells: len(_words(cells)), default=[])
    return [cell.strip() for cell in line if cell.strip()] if _words(line) else []


def forget(store: Path, agency: str | None, layout: str) -> None:
    """Remove what was kept for an agency and layout."""
    _path(store, agency, layout).unlink(missing_ok=True)


def _path(store: Path, agency: str | None, layout: str) -> Path:
    named = re.sub(r"[^A-Z0-9_-]", "", (agency or "").upper()) or "any"
    return store / "answers" / f"{named}-{re.sub(r'[^0-9a-f]', '', layout)}.json"
