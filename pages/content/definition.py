"""What an indicator means and what a sentence about it rests on, as key and value for `st.table`."""

import pandas as pd

from analytics.achievement import FORMULA
from pages.content import reader
from pages.words import language
from pages.words.language import t
from pages.words.row import Row

KNOWN_METHODS = ("mann_kendall", "seasonal_mann_kendall", "hirsch_slack")


def card(row: Row) -> dict[str, str]:
    """The indicator's card: what is counted, how, by whom, and how sure we are of it. `row` of indicator_card."""
    spoken = language.current()
    fraction = [row.get(f"{part}_{spoken}") or "" for part in ("numerator", "denominator")]
    facts = {
        "code": f"`{row['code']}`",
        "what": row[f"definition_{spoken}"],
        "unit": unit(row),
        "fraction": " / ".join(fraction) if all(fraction) else "",
        "better": t(f"indicator.better_{row['better']}"),
        "result_level": t(f"indicator.level_{row['result_level']}") if row.get("result_level") else "",
        "formula": t(f"indicator.formula_{row['formula'].lower()}"),
        "formula_source": _rule(FORMULA[row["formula"]]),
        "scale": _scale(row["scale"]),
        "value_scale": _scale(row["value_scale"]),
        "accumulation": t(f"indicator.accumulation_{row['accumulation']}"),
        "aggregation": t(f"indicator.aggregation_{row['region_aggregation']}"),
        "frequency": t(f"indicator.frequency_{row['frequency']}"),
        "definition_owner": language.name(row, stem="owner"),
        "publisher": row["publisher"],
        "version": row["version"],
        "confidence": t(f"indicator.confidence_{row['confidence']}"),
        "caveat": row.get(f"caveat_{spoken}") or "",
        "reference": row["source"],
    }
    return {
        t(f"indicator.{name}"): text if name == "code" else language.plain(text, links=True)
        for name, text in facts.items()
        if text
    }


def _rule(formula) -> str:
    """Where the formula was read and how sure that makes it; empty where nothing is judged."""
    if formula.measure == "none":
        return ""
    cited = formula.source_id if language.current() == "id" else formula.source_en
    return t("indicator.rule", source=cited, confidence=t(f"guide.confidence_{formula.confidence}"))


def _scale(name: object) -> str:
    """The class scale with its bounds, source and confidence; empty without one."""
    rows = reader.fetch("class_scales")
    rows = rows[rows["scale"] == name].sort_values("rank", ascending=False)
    if rows.empty:
        return ""
    first = rows.iloc[0]
    rule = t(
        "indicator.rule",
        source=language.name(first, stem="source"),
        confidence=t(f"guide.confidence_{first['confidence']}"),
    )
    labels = ", ".join(rows[language.name_column(stem="label")])
    return f"{t(f'guide.scale_{name}')}: {labels}. {rule}"


def unit(row: Row) -> str:
    """Unit of measure in the reader's language."""
    return language.spoken_unit(row["unit" if language.current() == "id" else "unit_en"])


def evidence(state: pd.Series) -> dict[str, str]:
    """Test, counts and limits behind the sentence of a series."""
    method = state["method"] if state["method"] in KNOWN_METHODS else "none"
    slope_limits = f"{language.number(state['slope_low'], 3)} … {language.number(state['slope_high'], 3)}"
    limits = f"{language.number(state['lower'], 2)} … {language.number(state['upper'], 2)}"
    return {
        t("indicator.method"): t(f"indicator.method_{method}"),
        "n": language.number(state["n"], 0),
        "S": language.number(state["s"], 0),
        "z": language.number(state["z"], 2),
        "p": language.number(state["p_value"], 4),
        t("indicator.q_value"): language.number(state["q_value"], 4),
        "tau-b": language.number(state["tau"], 3),
        t("indicator.slope"): language.number(state["slope"], 3, signed=True),
        t("indicator.slope_limits"): slope_limits,
        t("indicator.limits"): limits,
        t("indicator.confirmed"): t(f"indicator.{'yes' if state['confirmed'] else 'no'}"),
    }
