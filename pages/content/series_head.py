"""The head of Indikator in words: whose series, its verdict, six facts, and how to read them; each by a rule."""

from collections.abc import Sequence
from typing import TypedDict

import pandas as pd

from analytics.periods import year_before
from pages.content import priorities, standing, told
from pages.content.series_reading import TESTED, Reading, extreme, part_name
from pages.words import language
from pages.words.language import t

TONES = ("very_poor", "poor", "fair", "good", "very_good")


class Fact(TypedDict):
    """One cell: its label, a sign, stroke or pips, a figure or a word, what stands small behind it, and beside it."""

    label: str
    sign: str
    stroke: str
    pips: int
    figure: str
    word: str
    small: str
    about: str
    warn: str


def head(of: Reading, agency: str, where: Sequence[str]) -> dict[str, object]:
    """Values of the block that is read first. agency: the address of the agency; where: unit, regency, post, source."""
    return {
        "agency": language.name(of.row, stem="agency"),
        "href": agency,
        "where": where,
        "name": language.name(of.row),
        "example": of.simulated,
        "verdict": verdict(of),
        "provenance": provenance(of.values),
        "facts": [fact for fact in (_stands(of), _value(of), _target(of), _before(of), _goes(of), _last(of)) if fact],
        "national": national(of),
        **why(of),
    }


def provenance(values: pd.DataFrame) -> str:
    """How many of the values are simulated; empty where none is."""
    known = values[values["actual"].notna()]
    simulated = int((known["status"] == "simulated").sum())
    if not simulated:
        return ""
    key = "series.all_simulated" if simulated == len(known) else "series.some_simulated"
    return t(key, n=simulated, total=len(known))


# The verdict


def verdict(of: Reading) -> str:
    """The series in one sentence."""
    row = of.row
    value = told.value(row, row["actual"])
    if row["standing"] == "no_value":
        return t("series.old_stopped" if row["stopped"] else "series.old", value=value, period=_when(of))
    if of.accumulates:
        return _so_far(of, value)
    if row["standing"] == "no_target" and of.ahead and row["direction"] == "improving":
        return _towards(of, value)
    gap = "" if language.missing(told.aim(row)) else f", {told.from_target(row)}"
    return t("series.verdict", value=value, period=language.period(row["period"]), gap=gap) + _but(of)


def _so_far(of: Reading, value: str) -> str:
    row, alike = of.row, of.alike
    words = t("series.so_far", value=value, part=part_name(str(row["period"])))
    parts = [] if language.missing(told.aim(row)) else [told.from_target(row)]
    end = extreme(alike)
    parts += [t(f"series.{end}", n=len(alike))] if end else []
    return f"{words}, {t('series.and').join(parts)}" if parts else words


def _towards(of: Reading, value: str) -> str:
    """An improving value on its way to a later target."""
    key = "series.rises_to" if float(of.row["slope"]) > 0 else "series.falls_to"
    reach = "too_slow" if of.slow and of.out_of_reach else "within_reach"
    return t(key, value=value) + t(f"series.{reach}", goal=language.period(of.row["goal_period"]))


def _but(of: Reading) -> str:
    """The direction behind the standing; where the two pull apart it says so."""
    row = of.row
    direction, apart = str(row["direction"]), row["standing"] in ("met", "not_met", "near")
    if of.outrun and row["standing"] != "met":
        return t("series.outrun_rising" if float(row["slope"]) > 0 else "series.outrun_falling")
    if direction not in TESTED:
        return t(f"series.but_{direction}")
    against = apart and (row["standing"] == "met") != (direction == "improving")
    return t(f"series.but_{direction}" if against else f"series.and_{direction}")


def _when(of: Reading) -> str:
    return language.period(of.row["period"])


# The facts


def _fact(label: str, about: str, **more: object) -> Fact:
    empty: Fact = {
        "label": label, "sign": "", "stroke": "", "pips": 0, "figure": "", "word": "", "small": "", "about": about,
        "warn": "",
    }  # fmt: skip
    return empty | more  # type: ignore[return-value]


def _stands(of: Reading) -> Fact:
    row = of.row
    word = t(f"standing.{row['standing']}")
    if row["standing"] == "no_target":
        word = t("series.no_target_in", period=language.period(row["period"], short=True))
    about = achievement(row)
    if not about and told.goal(row) and not language.missing(row["goal_period"]):
        about = t("series.next_target", period=language.period(row["goal_period"]))
    return _fact(t("series.stands"), about, sign=standing.SIGNS[row["standing"]], word=word)


def achievement(row: told.Row) -> str:
    """The official achievement with its noun; empty where there is none."""
    if language.missing(row["achievement"]):
        return ""
    if row["formula"] == "DIFF_PP":
        return t("series.deviation", value=language.number(row["achievement"], int(row["decimals"]), signed=True))
    return t("series.achievement", value=language.percent(row["achievement"], 2))


def _value(of: Reading) -> Fact:
    row = of.row
    figure, small = told.figure(row)
    parts = ["" if small else told.unit_of(row), told.when(row)]
    parts += [t("series.provisional")] if row["status"] == "provisional" else []
    about = " · ".join(part for part in parts if part)
    return _fact(t("series.value"), about, figure=figure, small=small, warn=priorities.coverage(row))


def _target(of: Reading) -> Fact:
    row = of.row
    own, later = told.target(row), told.goal(row)
    if not own and not later:
        return _fact(t("series.target"), t("series.target_none"), word=language.NOTHING)
    period = str(row["period"] if own else row["goal_period"])
    gap = told.distance(row)
    exact = gap in (t("standing.on_target"), t("standing.in_band"))
    about = gap if exact else t("series.value_gap", gap=gap)
    if own and of.ahead:
        about += t("series.then", target=later, period=language.period(row["goal_period"]))
        about += told.planned(row["goal_status"])
    name = part_name(period) if of.accumulates else language.period(period, short=True)
    name += told.planned(row["target_status"] if own else row["goal_status"])
    rate = own and told.unit_of(row).startswith(told.RATE)
    return _fact(t("series.target_in", period=name), about, figure=told.bare_target(row) if rate else own or later)


def _before(of: Reading) -> Fact:
    row = of.row
    period = year_before(str(row["period"]))
    label, was = language.period(period), row["previous_year"]
    if language.missing(was):
        return _fact(label, t("series.no_before"), word=language.NOTHING)
    figure, small = told.figure({**row, "actual": was})
    return _fact(label, change(row, float(row["actual"]) - float(was)), figure=figure, small=small)


def change(row: told.Row, by: float) -> str:
    """A change in physical words: turun 0,90 poin."""
    if round(abs(by), int(row["decimals"])) == 0:
        return t("series.same")
    return t("series.rise" if by > 0 else "series.fall", amount=told.amount(row, by))


def _goes(of: Reading) -> Fact:
    row = of.row
    direction, state = str(row["direction"]), str(row["state"])
    stroke = standing.STROKES[direction]
    about = told.course(row, of.alike)
    if direction in TESTED:
        about = t("series.confirmed", course=about)
    elif state in TESTED and direction == "unclear":
        stroke = standing.UNCONFIRMED[state]
        moved = told.moved(row, float(row["slope"]), str(row["slope_unit"]))
        about = t(f"series.unconfirmed_{state}", course=moved)
    elif not row["tested"]:
        about = t("series.looking_back" if row["looking_back"] else "standing.untested")
    return _fact(t("series.goes"), about, stroke=stroke, word=t(f"standing.{direction}"))


def _last(of: Reading) -> Fact | None:
    """The official class, with its noun; else the chance of the later target."""
    row = of.row
    if not language.missing(row["class_label"]):
        pips = TONES.index(row["tone"]) + 1 if row["tone"] in TONES else 0
        return _fact(t("series.class"), achievement(row), pips=pips, word=str(row["class_label"]))
    if language.missing(row["chance"]) or language.missing(row["forecast_period"]):
        return None
    goal = language.period(row["forecast_period"])
    return _fact(t("series.chance", period=goal), t("series.chance_by"), word=told.chance(row["chance"]))


# Beside Indonesia


def national(of: Reading) -> str:
    """The figure of Indonesia beside the value, the national targets of then and ahead, who published it and when."""
    known = of.national[of.national["period"] <= of.row["period"]].dropna(subset=["actual"])
    aims = of.national.dropna(subset=["target", "target_low"], how="all")
    aims = aims[aims["period"] >= of.row["period"]]
    parts = [_beside(of.row, known.iloc[-1].to_dict())] if len(known) else []
    parts += [_national_aim(of.row, one) for one in aims.to_dict("records")]
    return " ".join(parts)


def _beside(row: told.Row, one: told.Row) -> str:
    """Where the value stands against Indonesia in the same period; of an earlier one, only what it was."""
    value, period = told.value(row, one["actual"]), language.period(one["period"])
    difference = round(float(row["actual"]) - float(one["actual"]), int(row["decimals"]))
    key = "then" if one["period"] != row["period"] else "same" if not difference else ""
    key = key or ("above" if difference > 0 else "below")
    words = t(f"series.national_{key}", value=value, period=period, amount=told.amount(row, difference))
    published = one["publisher"]
    if not language.missing(one["as_of"]):
        published = t("series.national_on", publisher=published, day=language.day(one["as_of"], width="d MMMM y"))
    unsure = t("series.national_unverified") if one["confidence"] == "unverified" else ""
    return f"{words} ({published}{unsure})."


def _national_aim(row: told.Row, one: told.Row) -> str:
    target = told.target({**row, **{name: one[name] for name in ("target", "target_low", "target_high")}})
    return t("series.national_target", period=language.period(one["period"]), target=target, plan=one["plan"])


# How to read it


def why(of: Reading) -> dict[str, object]:
    """The line that reconciles what pulls apart, and what carries the direction: pace, change, forecast, chance."""
    row = of.row
    if of.accumulates:
        return {"read": t("series.read"), "because": _because_accumulates(of)}
    if row["direction"] == "improving" and of.ahead and of.slow:
        return {"read": t("series.improves_slowly"), "because": [_paces(of), _largest(of), _forecast(of)]}
    direction = t(f"series.is_{row['direction']}") if row["tested"] else ""
    parts = [_pace(of), _largest(of) if row["direction"] in TESTED else "", _forecast(of), _chance(of)]
    return {"read": of.reconciled or direction, "because": [part for part in parts if part]}


def _because_accumulates(of: Reading) -> list[str]:
    alike = of.alike
    parts = [t("series.accumulates")]
    if len(alike) > 1:
        first = alike.iloc[0]
        value = told.value(of.row, first["actual"])
        parts.append(t("series.first_alike", period=language.period(first["period"]), value=value))
    parts += [of.reconciled, _forecast(of), _chance(of)]
    return [part for part in parts if part]


def _span(of: Reading) -> str:
    alike = of.alike
    return t("asks.years", first=str(alike["period"].iloc[0])[:4], last=str(alike["period"].iloc[-1])[:4])


def _pace(of: Reading) -> str:
    row = of.row
    if row["direction"] not in TESTED:
        return ""
    return t("series.pace", span=_span(of), course=told.moved(row, float(row["slope"]), str(row["slope_unit"])))


def _paces(of: Reading) -> str:
    row = of.row
    pace, needed = row["observed_pace"], float(row["required_pace"])
    times = "" if language.missing(pace) or float(pace) * needed <= 0 else times_of(needed / float(pace))
    return t(
        "series.paces", span=_span(of), course=told.moved(row, float(row["slope"]), str(row["slope_unit"])),
        goal=language.period(row["goal_period"]), needed=told.pace(row, needed),
        unit=t(f"series.each_{row['frequency']}"), times=times,
    )  # fmt: skip


def times_of(ratio: float) -> str:
    return t("series.times_more", n=int(ratio)) if ratio >= 2 else t("series.times_less")


def _largest(of: Reading) -> str:
    """That the last yearly change is the largest of four or more."""
    row, steps = of.row, of.alike["change_year"].dropna()
    if row["frequency"] != "annual" or len(steps) < 4 or steps.index[-1] != of.alike.index[-1]:
        return ""
    if not abs(steps.iloc[-1]) > steps.iloc[:-1].abs().max():
        return ""
    first = language.period(of.alike["period"].iloc[0])
    return t("series.largest", period=language.period(row["period"]), change=change(row, steps.iloc[-1]), first=first)


def _forecast(of: Reading) -> str:
    row = of.row
    if language.missing(row["forecast"]):
        return ""
    ends = language.number(row["forecast_low"], int(row["decimals"])), told.value(row, row["forecast_high"])
    outside = of.ahead and str(row["forecast_period"]) == str(row["goal_period"]) and of.out_of_reach
    return t(
        "series.forecast_outside" if outside else "series.forecast", period=language.period(row["forecast_period"]),
        middle=told.value(row, row["forecast"]), low=ends[0], high=ends[1],
    )  # fmt: skip


def _chance(of: Reading) -> str:
    row = of.row
    if not language.missing(row["chance"]) and not language.missing(row["forecast_target"]):
        single = {"forecast_target": None} if not language.missing(row["forecast_target_low"]) else {}
        goal = told.target({**row, **single}, "forecast_target", "forecast_target_low", "forecast_target_high")
        period = language.period(row["forecast_period"])
        return t("series.chance_is", goal=goal, period=period, chance=told.chance(row["chance"]))
    return t("series.chance_untold", why=of.silence) if of.silence else ""
