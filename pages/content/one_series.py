"""The series that Indikator shows, put together for its words: row, values, plan, and whom they concern."""

import pandas as pd

from analytics import verdict
from analytics.regions import PROVINCE
from pages.content import cell_texts, origin, reader, scope, targets
from pages.content.asks import Line
from pages.content.series import Chosen
from pages.content.series_reading import TESTED, Reading
from pages.words import language
from pages.words.language import t
from pages.words.row import Row

UNASKED = ("no_direction", "no_target", "no_values")  # where nobody expects a chance
OF_CARD = (
    "name_id", "name_en", "short_id", "short_en", "decimals", "better", "formula", "accumulation", "near_from", "scale",
)  # fmt: skip
OF_STATE = (
    "state", "confirmed", "slope", "slope_unit", "required_pace", "observed_pace", "goal_period", "chance",
    "chance_reason", "forecast", "forecast_low", "forecast_high", "forecast_period", "forecast_target",
    "forecast_target_low", "forecast_target_high", "n",
)  # fmt: skip
OF_TARGET = ("head_id", "head_en", "stopped", "counts_as", "position")
OF_VALUE = (
    "period", "period_start", "frequency", "actual", "target", "target_low", "target_high", "numerator", "denominator",
    "achievement", "class", "tone", "status", "standing", "previous_year", "complete",
)  # fmt: skip


def reading(here: scope.Scope, card: Row, chosen: Chosen) -> Reading:
    """The chosen series at its value."""
    whole = _counted(here, chosen)
    row = _row(here, card, chosen, whole)
    line = targets.beside(here, (here.indicator,)).line(row, chosen.history.iloc[:0])
    if chosen.region != PROVINCE:
        line = Line(row, chosen.history, line.plan.iloc[:0])
    more = {}
    if chosen.region == PROVINCE:
        more["national"] = reader.fetch("indicator_national", indicator=here.indicator, as_of=here.as_of)
    return Reading(line, chosen.history, reconciled(here, card, chosen), silence(row), **more)


def _counted(here: scope.Scope, chosen: Chosen) -> Row:
    """The row of `standing` of the agency and the indicator, whichever of its lines that counts."""
    rows = reader.fetch("standing", agency=chosen.agency, as_of=here.as_of, today=targets.judged_on(here))
    return rows[rows["indicator"] == here.indicator].iloc[0].to_dict()


def _row(here: scope.Scope, card: Row, chosen: Chosen, counted: Row) -> Row:
    last, state, known = chosen.last, chosen.state, chosen.known
    same = chosen.region == PROVINCE and counted["unit"] == chosen.unit and counted["period"] == last["period"]
    row = {
        **{name: card[name] for name in OF_CARD},
        "measure_id": card["unit"], "measure_en": card["unit_en"], "indicator": card["code"],
        "agency": chosen.agency, "unit": chosen.unit, "region": chosen.region,
        **{name: known[name] for name in ("agency_id", "agency_en", "unit_id", "unit_en")},
        **{name: counted[name] for name in OF_TARGET},
        **{name: last[name] for name in OF_VALUE},
        **{name: None if state is None else state[name] for name in OF_STATE},
        "regions_reported": last.get("regions_reported"), "regions_due": last.get("regions_due"),
        "goal": None if state is None else state["goal"], "goal_low": None, "goal_high": None,
        "direction": direction(state), "tested": state is not None,
        "seasonal": state is not None and state["method"] == "seasonal_mann_kendall", "looking_back": bool(here.period),
        "class_label": cell_texts.class_words().get((card["scale"], last["class"])),
        "target_status": counted["target_status"] if same else None, "goal_status": None,
    }  # fmt: skip
    if same and counted["goal_period"] == row["goal_period"]:
        row |= {name: counted[name] for name in ("goal", "goal_low", "goal_high", "goal_status")}
    old = pd.Timestamp(last["period_start"]).year < targets.judged_on(here).year - 2
    if (same and counted["standing"] == "no_value") or old:
        row["standing"] = "no_value"
    return row | {"stopped": bool(same and counted["stopped"])}


def direction(state: Row | None) -> str:
    """improving or worsening where that stands after false-discovery control, else unclear or cannot_say."""
    if state is None or state["state"] == "cannot_say":
        return "cannot_say"
    confirmed = not language.missing(state["confirmed"]) and bool(state["confirmed"])
    return str(state["state"]) if state["state"] in TESTED and confirmed else "unclear"


def reconciled(here: scope.Scope, card: Row, chosen: Chosen) -> str:
    """The sentence where the official and the statistical verdict part, or empty."""
    if chosen.state is None or direction(chosen.state) not in TESTED:
        return ""
    facts = {name: card[name] for name in OF_CARD} | {"measure_id": card["unit"], "measure_en": card["unit_en"]}
    # Limits about a level say nothing of a series that moves: what lies ahead of it the forecast tells.
    facts["assurance"] = None
    return verdict.sentence(chosen.state.to_dict() | facts, here.language, "reconciled", reader.scales())


def silence(row: Row) -> str:
    """Why no chance is told, of a series whose direction is tested."""
    if not row["tested"] or not language.missing(row["chance"]) or language.missing(row["chance_reason"]):
        return ""
    reason = str(row["chance_reason"])
    return "" if reason in UNASKED else verdict.why(reason, language.current())


def sources(chosen: Chosen) -> list[str]:
    """Where the values shown come from: publisher, table and year as their reports name them."""
    if "source" not in chosen.history:
        return []
    last = chosen.last["source"]
    named = [name for name in chosen.history["source"].dropna().unique() if name]
    first = [] if language.missing(last) else [last]
    return list(dict.fromkeys([*first, *named]))[:3]


def whose(of: Reading, chosen: Chosen) -> list[str]:
    """What stands behind the agency: unit, regency, the post that answers (of real values), source or date."""
    row, last = of.row, chosen.last
    parts = [language.name(row, stem="unit")] if row["unit"] else []
    parts += [str(chosen.known["region_full"])] if chosen.region != PROVINCE else []
    if of.simulated:
        received = chosen.history["as_of"].dropna() if "as_of" in chosen.history else []
        parts += [t("series.received", day=language.day(max(received), width="d MMMM y"))] if len(received) else []
        return parts
    parts += [post] if (post := head(row)) else []
    told = last.get("source")
    return parts if language.missing(told) else [*parts, t("series.source", source=told)]


def files(chosen: Chosen) -> list[str]:
    """The file and row of the value shown, then the files of the earlier ones."""
    newest = origin.files(chosen.history[chosen.history["period"] == chosen.last["period"]])
    return list(dict.fromkeys([*newest, *origin.files(chosen.history)]))


def head(row: Row) -> str:
    """The post that answers for the agency; empty where the register names none."""
    return "" if language.missing(row["head_id"]) else language.name(row, stem="head")


def labels(card: Row) -> dict[str, str]:
    """Words of the official classes of the indicator."""
    return {name: words for (scale, name), words in cell_texts.class_words().items() if scale == card["scale"]}
