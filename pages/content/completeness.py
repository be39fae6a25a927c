"""Which reports were expected and which came: span, rates, the matrix of agencies by period, and lists as files."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analytics.figures import legend
from analytics.figures import matrix as matrix_figure
from analytics.periods import FREQUENCIES, period_bounds
from pages.content import lists, reader, scope
from pages.words import language
from pages.words.language import t
from pages.words.row import Row

BANDS = {"whole": 100, "most": 90, "many": 75, "half": 50, "few": 0}
"""Least percentage of reports received for each shade of the matrix, the palest first."""
SPAN = "8"
"""Quarters whose reports are counted where nothing else is chosen: as long as the register asks back."""
COUNTS = ("expected", "received", "on_time", "late", "undated", "missing", "incomplete", "simulated")


@dataclass(frozen=True)
class Span:
    """Periods that end from `first` to `last`, judged on the day `per`."""

    first: dt.date
    last: dt.date
    per: dt.date

    @property
    def days(self) -> dict[str, dt.date]:
        """The three days as parameters of the queries."""
        return {"first_day": self.first, "last_day": self.last, "today": self.per}

    @property
    def words(self) -> dict[str, str]:
        return {"first": language.day(self.first), "last": language.day(self.last), "day": language.day(self.per)}


def clock() -> pd.Series:
    """The days by which targets and reports are judged, as the query of that name gives them for today in Aceh (of a
    cited snapshot: the day of its publication)."""
    return reader.fetch("clock", today=reader.today()).iloc[0]


def real_day() -> dt.date:
    """The day by which reports are late or missing."""
    day: dt.date = clock()["reported_on"].date()
    return day


def newest_day() -> dt.date:
    """Newest date of data; the last day reported where no data has a date."""
    span = reader.fetch("scope_span").iloc[0]
    day: dt.date = (span["last_day"] if language.missing(span["newest"]) else span["newest"]).date()
    return day


def judged_on() -> dt.date:
    """The day by which targets are judged: today, an example's own date while nothing official of one's own came."""
    day: dt.date = clock()["judged_on"].date()
    return day


def owed(here: scope.Scope) -> Span:
    """The reports that every page counts: those of the last eight quarters, as of today or the period chosen."""
    return span(here, SPAN, here.as_of or real_day())


def span(here: scope.Scope, chosen: str, per: dt.date) -> Span:
    """The span that was chosen: a year, or `4` or `8` quarters up to the scope's period or to `per`."""
    last = min(per, here.as_of) if here.as_of else per
    if len(chosen) == 4:
        year = int(chosen)
        return Span(dt.date(year, 1, 1), min(dt.date(year, 12, 31), last), per)
    running = pd.Period(last, freq="Q")
    ended = running if running.end_time.date() <= last else running - 1
    return Span((ended - int(chosen) + 1).start_time.date(), last, per)


def totals(rows: pd.DataFrame) -> pd.Series:
    """Counts of all rows, with rate and timeliness in percent of what was expected; NaN where nothing was."""
    counts = rows[list(COUNTS)].sum()
    return pd.concat([counts, _rates(counts)])


def by_cell(rows: pd.DataFrame, down: str, frequency: str | None) -> pd.DataFrame:
    """Counts and rates by `down` (agency or frequency) and quarter, or by the periods of one frequency.

    The lowest reporting rate stands on top.
    """
    rows = rows.assign(column=rows["period" if frequency else "quarter"])
    cells = rows.groupby([down, "column"], sort=False)[list(COUNTS)].sum().reset_index()
    cells = cells.join(_rates(cells))
    whole = cells.groupby(down)[["received", "expected"]].sum()
    order = (whole["received"] / whole["expected"]).rename("overall")
    cells = cells.join(order, on=down).sort_values(["overall", down, "column"])
    return cells.reset_index(drop=True)


def _rates(counts):
    expected = counts["expected"]
    received, on_time = 100 * counts["received"] / expected, 100 * counts["on_time"] / expected
    if isinstance(counts, pd.Series):
        return pd.Series({"rate": received, "timeliness": on_time})
    return pd.DataFrame({"rate": received, "timeliness": on_time})


def silent(rows: pd.DataFrame, by: str) -> list[str]:
    """Agencies, quarters or periods (`by` a column of quality_totals) of which no report came at all."""
    received = rows.groupby(by, sort=False)["received"].sum()
    return list(received.index[received == 0])


def missing_reports(span: Span, own: Mapping[str, object]) -> pd.DataFrame:
    """Every missing report of the span, the longest overdue first, with the post that answers (head_id, head_en).

    own: agency, units and frequency of the query quality_troubles.
    """
    asked = {"frequency": None, **own, **span.days, "record": "missing", "limit": lists.ALL}
    return reader.fetch("quality_troubles", **asked)


def owing(missing: pd.DataFrame, totals: pd.DataFrame) -> pd.DataFrame:
    """One row per agency that owes reports, the longest overdue first: missing, indicators, oldest (days), late, post.

    An agency whose missing reports are all simulated has no post: examples ask nobody.
    """
    late = totals.groupby("agency")["late"].sum()
    rows = missing.groupby("agency", sort=False).agg(
        agency_name=(language.name_column(stem="agency"), "first"),
        abbreviation=("abbreviation", "first"),
        missing=("indicator", "size"),
        indicators=("indicator", "nunique"),
        oldest=("days_late", "max"),
        example=("simulated", "all"),
        post=(language.name_column(stem="head"), "first"),
    )
    rows = rows.assign(late=late.reindex(rows.index).fillna(0).astype(int), post=rows["post"].mask(rows["example"]))
    return rows.sort_values(["oldest", "missing"], ascending=False, kind="stable").reset_index()


def band(rate: float) -> str:
    """Shade of a reporting rate in percent, judged before rounding: 99.9 is not complete."""
    return next(shade for shade, least in BANDS.items() if rate >= least)


def figure(cells: pd.DataFrame, names: Mapping[str, tuple[str, str]], down: str, theme: str, spoken: str):
    """The matrix as `analytics.figures.matrix` draws it; names: key of `down` → (short, full)."""
    columns = sorted(cells["column"].unique(), key=period_bounds)
    grid = pd.MultiIndex.from_product([cells[down].unique(), columns], names=[down, "column"])
    whole = cells.set_index([down, "column"]).reindex(grid).reset_index()
    shown = pd.DataFrame(
        {
            "row": whole[down],
            "row_label": [names[key][0] for key in whole[down]],
            "column": whole["column"],
            "column_label": [language.period(each, short=True).replace(" 20", "<br>20") for each in whole["column"]],
            "class": [None if pd.isna(rate) else band(rate) for rate in whole["rate"]],
            "text": ["" if pd.isna(rate) or rate == 100 else floored(rate) for rate in whole["rate"]],
            "hover": [
                "" if pd.isna(row["rate"]) else _hover(row, names[row[down]][1]) for row in whole.to_dict("records")
            ],
            "status": ["simulated" if count else "final" for count in whole["simulated"].fillna(0)],
        }
    )
    classes = legend.of_shades({shade: t(f"quality.band_{shade}") for shade in BANDS}, theme)
    words = {"empty": t("quality.matrix_none"), "simulated": t("cards.simulated")}
    drawn = matrix_figure.draw(shown, classes, words, theme=theme, language=spoken)
    drawn.update_layout(height=max(drawn.layout.height, 200))
    return drawn


def floored(rate: float) -> str:
    """A rate without decimals that shows 100 only where everything came."""
    return language.number(int(rate), 0)


def _hover(row: Row, name: str) -> str:
    counts = {key: int(row[key]) for key in ("received", "expected", "on_time", "late", "missing")}
    period = language.period(row["column"])
    return t("quality.matrix_hover", name=name, period=period, rate=language.percent(row["rate"]), **counts)


def calendar_words() -> str:
    """The due and grace days of every frequency in words."""
    rows = reader.fetch("calendar").set_index("frequency")
    return "; ".join(
        t(
            "quality.calendar_rule",
            frequency=t(f"download.frequency_{each}").lower(),
            due=int(rows.loc[each, "due_days"]),
            grace=int(rows.loc[each, "grace_days"]),
        )
        for each in FREQUENCIES
        if each in rows.index
    )
