"""What stands beside the values of a series: limits begun anew, proposals for it, and changes of source."""

import pandas as pd

from analytics import periods, process
from analytics.periods import period_bounds
from analytics.process import new_limits
from pages.content import reader, scope
from pages.content.series import Chosen
from pages.words import language
from pages.words.language import t
from pages.words.row import Row

LIMITS = ("segment", "mean", "lower", "upper", "signal")


def of_series(here: scope.Scope, chosen: Chosen) -> pd.DataFrame:
    """kind ("rebase", "proposal", "source"), period and words of every mark, oldest first; none of a derived series."""
    columns = ["kind", "period", "words"]
    if chosen.state is None:
        return pd.DataFrame(columns=columns)
    keys = {"indicator": here.indicator, "region": chosen.region, **chosen.keys}
    shown = set(chosen.history["period"])
    found = [
        ("rebase", row["period"], t("indicator.mark_rebase", why=_reason(row)))
        for row in reader.fetch("indicator_rebase", **keys).to_dict("records")
    ]
    found += [
        ("source", row["period"], t("indicator.mark_source", old=row["old_source"], new=row["new_source"]))
        for row in reader.fetch("indicator_breaks", as_of=here.as_of, **keys).to_dict("records")
    ]
    proposed = chosen.state["rebase_proposal"]
    if not here.period and not language.missing(proposed):
        found.append(("proposal", proposed, t("indicator.mark_proposal")))
    marks = pd.DataFrame(found, columns=columns)
    return marks[marks["period"].isin(shown)].sort_values("period", kind="stable")


def _reason(row: Row) -> str:
    return f"{row[language.name_column(stem='reason')]} ({row['source']})"


def limits(history: pd.DataFrame, better: str, marks: pd.DataFrame, slope: float = 0.0) -> pd.DataFrame:
    """Columns of LIMITS for the rows of `history`, round a level or round a trend of `slope` a period.

    A period left out breaks a run, a re-base mark starts a segment.
    """
    begins = history.assign(agency="", unit="", indicator="", region="")
    new = marks.loc[marks["kind"] == "rebase", ["period"]].assign(agency="", unit="", indicator="", region="")
    begins["new"] = new_limits.starts(begins, new)
    begins["time"] = periods.steps(begins["period_start"], periods.steps_a_year(begins["frequency"]))
    chart = process.xmr_around(begins, "region", slope, value="actual", better=better, rebase="new")
    return chart[list(LIMITS)]


def on_figure(marks: pd.DataFrame) -> tuple[tuple[object, str], ...]:
    """Date and short words of each mark, as the figure draws them."""
    return tuple(
        (period_bounds(row["period"])[0], t(f"indicator.mark_short_{row['kind']}")) for row in marks.to_dict("records")
    )


def listed(marks: pd.DataFrame) -> str:
    """Every mark with its period and its reason, a line each."""
    return "\n".join(
        f"- **{language.period(row['period'])}**: {language.plain(row['words'])}" for row in marks.to_dict("records")
    )
