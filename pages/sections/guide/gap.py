"""Gap and pace: to the target, to last year, required and observed pace, share of the way, time, budget."""


from analytics import gap as gaps
from analytics.achievement import achievement
from analytics.periods import UNITS
from pages.sections.guide import blocks, exercise, live
from pages.words import language
from pages.words.language import number, t
from pages.words.row import Row

BASELINE, ACTUAL, TARGET = 60, 68, 80
YEARS_LEFT = 4
SLOPE, SLOPE_LOW, SLOPE_HIGH = 2.5, 2.0, 3.0
HORIZON = 10
# Figures of the exercise on the share of the way: poverty, which should fall.
START, NOW, GOAL = 14.0, 12.8, 11.0


def draw() -> None:
    blocks.section("gap")
    live.example("gap", "guide.gap_live", _gap)
    blocks.section("year")
    live.example("year", "guide.year_live", _year, chart=False)
    blocks.section("pace")
    _pace_worked()
    live.example("pace", "guide.pace_live", _pace, chart=False)
    _enough()
    _share()
    exercise.ask(_way())
    _time()
    blocks.notes("gap")
    blocks.section("budget")


def _gap(row: Row) -> dict[str, object]:
    return {
        "target": live.target(row),
        "actual": live.measured(row, row["actual"]),
        "gap": live.change(row, row["gap"]),
    }


def _year(row: Row) -> dict[str, object]:
    return {
        "period": language.period(row["last_period"]),
        "actual": live.measured(row, row["actual"]),
        "previous": live.measured(row, row["previous_year"]),
        "change": live.change(row, row["change_year"]),
    }


def _pace_worked() -> None:
    pace = gaps.pace(ACTUAL, TARGET, YEARS_LEFT, SLOPE)
    blocks.worked(
        "guide.pace_worked",
        actual=ACTUAL,
        target=TARGET,
        left=YEARS_LEFT,
        required=number(pace.required, 1),
        observed=number(pace.observed, 1),
        enough=t("guide.pace_enough" if pace.enough else "guide.pace_short"),
    )


def _pace(row: Row) -> dict[str, object]:
    paces = {name: live.change(row, row[f"{name}_pace"], 1) for name in ("required", "observed")}
    return {**paces, "step": t(f"guide.step_{UNITS[row['frequency']]}")}


def _enough() -> None:
    """Whether the pace of the example above is enough."""
    row = None if live.empty() else live.find("pace")
    if row is None:
        return
    ahead = row["actual"] + row["required_pace"]
    pace = gaps.pace(row["actual"], ahead, 1, row["observed_pace"], row["better"])
    words = {verdict: t(f"guide.exercise_enough_{verdict}") for verdict in (True, False, None)}
    asked = exercise.Exercise("enough", list(words.values()), words[pace.enough], _pace(row))
    exercise.ask(asked, exercise.of(row))


def _way() -> exercise.Exercise:
    """The share of the way an indicator has gone that should fall."""
    share = 100 * gaps.share_of_change(START, NOW, GOAL).value
    achieved = achievement(NOW, GOAL, "INV_2T")
    answers, right = exercise.by_size(share, (100 - share, achieved), lambda value: language.percent(value, 0))
    figures = {name: number(value, 1) for name, value in (("start", START), ("now", NOW), ("goal", GOAL))}
    steps = {"made": number(START - NOW, 1), "promised": number(START - GOAL, 1)}
    values = {**figures, **steps, "right": right, "achieved": language.percent(achieved, 0)}
    return exercise.Exercise("way", answers, right, values)


def _share() -> None:
    share = gaps.share_of_change(BASELINE, ACTUAL, TARGET).value
    blocks.section(
        "share",
        baseline=BASELINE,
        target=TARGET,
        actual=ACTUAL,
        achievement=language.percent(achievement(ACTUAL, TARGET, "R_T"), 0),
        share=language.percent(100 * share, 0),
    )


def _time() -> None:
    answer = gaps.time_to_target(ACTUAL, TARGET, SLOPE, SLOPE_LOW, SLOPE_HIGH, horizon=HORIZON)
    blocks.section(
        "time",
        distance=TARGET - ACTUAL,
        slope=number(SLOPE, 1),
        low=number(SLOPE_LOW, 1),
        high=number(SLOPE_HIGH, 1),
        earliest=number(answer.earliest, 0),
        latest=number(answer.latest, 0),
    )
