"""What follows the figures of Indikator: what is asked, units, regencies, values, and where they come from."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from analytics.periods import year_before
from pages.content import priorities, standing, told
from pages.content.asks import LIKELY, Ask, asks, years_without
from pages.content.series_head import TONES
from pages.content.series_reading import TESTED, Reading, part_name, part_of, steps_left
from pages.words import language
from pages.words.language import t

FILES = 3  # named in the foot
RECENT = 6  # years of a yearly series shown at once
DOT = 2.6  # percent of the width that a dot takes


# What is asked


def asked(of: Reading, post: str) -> dict[str, object]:
    """Values of the block of requests; a simulated value asks nobody, what it would ask is an example."""
    requests = requested(of)
    title = t("series.asked_none") if of.row["region"] == told.PROVINCE else ""
    if requests:
        title = t("series.asked_example") if of.simulated else t("series.asked", post=post)
    return {"title": title, "requests": requests, "simulated": of.simulated}


def requested(of: Reading) -> list[Ask]:
    """What the series asks for: the rules of this page first, else those of every target."""
    row = of.row
    if row["region"] != told.PROVINCE:
        return []
    if row["standing"] == "no_value":
        return asks(of.line)
    if of.accumulates:
        return [ask for ask in (_catch_up(of), _complete_year(of)) if ask] or asks(of.line)
    if not (of.ahead and of.slow and row["direction"] == "improving" and _unlikely(row)):
        return asks(of.line)
    goal = language.period(row["goal_period"])
    paces = [told.pace(row, float(row[name])) for name in ("observed_pace", "required_pace")]
    key = "series.speed_rise" if float(row["required_pace"]) > 0 else "series.speed_fall"
    words = t(key, pace=paces[0], needed=paces[1], unit=t(f"series.each_{row['frequency']}"), goal=goal)
    years = years_without(of.line)
    more = [Ask(t("asks.set"), t("asks.set_words", years=years))] if years else []
    return [Ask(t("series.speed"), words), *more]


def _unlikely(row: told.Row) -> bool:
    return language.missing(row["chance"]) or float(row["chance"]) < LIKELY


def _catch_up(of: Reading) -> Ask | None:
    """What a value that adds up still lacks of the target of the year's last period: this year's, else last's."""
    row = of.row
    left = steps_left(row)
    if row["standing"] != "not_met" or row["better"] != "higher" or not left:
        return None
    year = int(str(row["period"])[:4])
    values = of.values.set_index("period")
    last = max(part_of(of.values["period"]))
    ends = [f"{each}{last}" for each in (year, year - 1)]
    end = next((each for each in ends if each in values.index and not language.missing(values["target"][each])), None)
    if end is None or values["target"][end] <= row["actual"]:
        return None
    gap = told.amount(row, float(values["target"][end]) - float(row["actual"]))
    words = t(
        "series.catch_up", gap=gap, n=left, unit=t(f"series.several_{row['frequency']}"),
        target=told.value(row, values["target"][end]), period=language.period(end),
    )  # fmt: skip
    return Ask(t("asks.speed_up"), f"{words} {_added(row, values['actual'], ends[1])}".strip())


def _added(row: told.Row, actual: pd.Series, end: str) -> str:
    """What the rest of last year added."""
    same = year_before(str(row["period"]))
    if not {same, end} <= set(actual.dropna().index):
        return ""
    amount = told.amount(row, float(actual[end]) - float(actual[same]))
    return t("series.added", since=language.period(same), until=language.period(end), amount=amount)


def _complete_year(of: Reading) -> Ask | None:
    """That the rest of the year has no targets, where earlier years had them."""
    row, left = of.row, steps_left(of.row)
    year = str(row["period"])[:4]
    later = of.values[(of.values["period_start"] > row["period_start"]) & of.values["target"].notna()]
    parts = sorted({period[4:] for period in of.values["period"] if period[4:] > str(row["period"])[4:]})
    if not left or language.missing(row["target"]) or len(later) or not parts:
        return None
    last = language.period(f"{year}{parts[-1]}")
    told_ = last if len(parts) == 1 else f"{part_name(f'{year}{parts[0]}')}–{last}"
    return Ask(t("asks.complete"), t("series.complete_targets", periods=told_))


# Its units


def units(of: Reading, peers: pd.DataFrame, address: Callable[[str], str]) -> dict[str, object] | None:
    """Values of the list of the agency's units, each at its newest value; None without any. address: by unit."""
    if peers.empty:
        return None
    rows = [_unit({**of.row, **row, "goal": None, "goal_low": None}, address) for row in peers.to_dict("records")]
    rows.sort(key=lambda row: str(row["name"]))
    target = told.target(of.row)
    return {
        "title": t("series.units", period=language.period(of.row["period"])),
        "simulated": bool((peers["status"] == "simulated").any()),
        "rows": rows,
        "strokes": sorted({(str(row["stroke"]), str(row["direction"])) for row in rows if row["stroke"]}),
        "target": t("series.units_target", target=target) if target else "",
    }


def _unit(row: told.Row, address: Callable[[str], str]) -> Mapping[str, object]:
    state, confirmed = str(row["state"]), told.confirmed(row)
    moving = state in TESTED
    signs = standing.STROKES if confirmed else standing.UNCONFIRMED
    direction = (state if confirmed else f"unconfirmed_{state}") if moving else ""
    return {
        "name": language.name(row, stem="unit"), "href": address(str(row["unit"])),
        "bullet": told.bullet(row), "value": told.value(row, row["actual"]), "stroke": signs[state] if moving else "",
        "direction": t(f"series.sign_{direction}") if direction else "",
        "old": "" if row["last_period"] == row["period"] else language.period(row["last_period"], short=True),
    }  # fmt: skip


# Its regencies


def regencies(of: Reading, rows: pd.DataFrame, before: pd.DataFrame, province: float | None) -> dict[str, object]:
    """Values of the strip of regencies. rows: region, short_name, actual, differs of one period, as does `before`, of a
    year earlier; differs: better, worse, like or missing, once all comparisons are accounted for."""
    row = of.row
    period = str(rows["period"].iloc[0])
    low, high = _span([*rows["actual"], *([] if province is None else [province])])

    def place(value: float) -> float:
        return round(100 * (value - low) / (high - low), 2)

    in_order = rows.sort_values("actual")
    ends = [in_order.iloc[at].to_dict() for at in ((0, -1) if len(rows) > 1 else (0,))]
    return {
        "title": _moved_in(rows, before, period),
        "note": difference(rows, province),
        "simulated": bool((rows["status"] == "simulated").any()),
        "dots": _dots(of, rows, place),
        "province": None if province is None else {"at": place(province), "words": told.value(row, province)},
        "ends": [f"{end['short_name']} {told.value(row, end['actual'])}" for end in ends],
        "keys": [(name, t(f"series.differs_{name}")) for name in ("better", "worse", "like")
                 if (rows["differs"] == name).any()],
    }  # fmt: skip


def _span(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def _dots(of: Reading, rows: pd.DataFrame, place: Callable[[float], float]) -> list[Mapping[str, object]]:
    """A dot each regency; those that would cover each other stand above each other."""
    heights: dict[int, int] = {}
    dots = []
    for one in rows.sort_values("actual").to_dict("records"):
        column = round(place(one["actual"]) / DOT)
        heights[column] = heights.get(column, -1) + 1
        kind = "" if language.missing(one["differs"]) else str(one["differs"])
        words = f"{one['short_name']} {told.value(of.row, one['actual'])}"
        dots.append({"at": place(one["actual"]), "up": 14 * heights[column], "kind": kind, "words": words})
    return dots


def _moved_in(rows: pd.DataFrame, before: pd.DataFrame, period: str) -> str:
    """In how many regencies the value fell, or rose, within the year."""
    told_ = language.period(period)
    change = (rows.set_index("region")["actual"] - before.set_index("region")["actual"]).dropna()
    if change.empty:
        return t("series.regencies", period=told_)
    down, up = int((change < 0).sum()), int((change > 0).sum())
    key = "down" if down >= up else "up"
    if max(down, up) == len(change):
        return t(f"series.all_{key}", n=len(change), period=told_)
    return t(f"series.some_{key}", k=max(down, up), n=len(change), period=told_)


def difference(rows: pd.DataFrame, province: float | None) -> str:
    """How many regencies differ from the rest of the province by more than chance, or why that cannot be tested."""
    if province is None:
        return t("series.differs_no_province")
    tested = rows["differs"].dropna()
    if tested.empty:
        return t("series.differs_untested")
    counts = {name: int((tested == name).sum()) for name in ("better", "worse")}
    key = "series.differs" if sum(counts.values()) else "series.differs_none"
    return t(key, n=len(tested), k=sum(counts.values()), better=counts["better"], worse=counts["worse"])


# Its values


def values(of: Reading, labels: Mapping[str, str]) -> dict[str, object]:
    """Values of the table: this year's (of yearly ones the last few), earlier ones folded. labels: class → words."""
    known = of.values[of.values["actual"].notna()].iloc[::-1]
    yearly = bool((known["period"].str.len() == len("2024")).all())
    year = str(known["period"].iloc[0])[:4]
    recent = known.head(RECENT) if yearly else known[known["period"].str[:4] == year]
    rest = known.iloc[len(recent) :]
    ends = [str(rest["period"].iloc[at])[:4] for at in (-1, 0)] if len(rest) else []
    return {
        "title": t("series.values") if yearly else t("series.values_of", year=year),
        "heads": _heads(told.unit_of(of.row), before=not yearly),
        "recent": [_row(of, one, labels, short=not yearly) for one in recent.to_dict("records")],
        "rest": [_row(of, one, labels) for one in rest.to_dict("records")],
        "rest_title": t("series.values_rest", years="–".join(dict.fromkeys(ends))) if ends else "",
        "before": not yearly,
    }


def _heads(unit: str, before: bool) -> list[tuple[str, str]]:
    """How each column is set, and its head."""
    kinds = {"period": "", "value": "r", "target": "r", "gap": "r", "before": "r opt", "change": "r", "class": ""}
    heads = {name: t(f"series.head_{name}") for name in kinds if before or name != "before"}
    measured = {name: f"{heads[name]} {unit}" for name in ("value", "target") if unit}
    return [(kinds[name], words) for name, words in (heads | measured).items()]


def _row(of: Reading, one: told.Row, labels: Mapping[str, str], short: bool = False) -> Mapping[str, object]:
    decimals = int(of.row["decimals"])
    facts = {**of.row, **one}
    aim, gap = told.aim(facts), told.apart(facts)
    label = labels.get(str(one["class"]), "") if not language.missing(one["class"]) else ""
    period = str(one["period"])
    return {
        "period": part_name(period, short=True) if short else language.period(period, short=True),
        "value": language.number(one["actual"], decimals),
        "target": told.bare_target(facts) or language.NOTHING,
        "gap": language.number(gap, decimals, signed=True),
        "before": language.number(one["previous_year"], decimals),
        "change": language.number(one["change_year"], decimals, signed=True),
        "pips": TONES.index(one["tone"]) + 1 if label and one["tone"] in TONES else 0,
        "class": label or (t("series.no_target_then") if language.missing(aim) else language.NOTHING),
        "status": "" if one["status"] == "final" else t(f"indicator.status_{one['status']}"),
        "lacking": "" if one["complete"] else priorities.coverage(one),
    }


def others(rows: pd.DataFrame, theme: str, region: str, address: Callable[..., str]) -> dict[str, object]:
    """Values of the list of other indicators of the theme: name, whose, value and when, confirmed direction; of another
    place than `region` with its name."""
    return {"title": t("indicator.related"), "note": t("series.related", theme=theme, n=len(rows)),
            "rows": [_other(row, region, address) for row in rows.to_dict("records")]}  # fmt: skip


def _other(row: told.Row, region: str, address: Callable[..., str]) -> Mapping[str, object]:
    confirmed = told.confirmed(row)
    state = str(row["state"])
    known = state if confirmed or state not in TESTED else "unclear"
    known = "unclear" if known == "no_clear_change" else known
    where = [language.name(row, stem="agency"), *([language.name(row, stem="unit")] if row["unit"] else [])]
    where += [row["region_name"]] if row["region"] != region else []
    here = row["region"] if row["region"] != told.PROVINCE else ""
    line = {name: [code] if code else [] for name, code in (("unit", row["unit"]), ("region", here))}
    return {
        "name": language.name(row, stem="short"), "where": " · ".join(where),
        "href": address(indicator=row["indicator"], agency=row["agency"], **line),
        "value": told.value(row, row["actual"]), "period": language.period(row["period"], short=True),
        "stroke": standing.STROKES[known], "direction": t(f"standing.{known}"),
        "simulated": row["status"] == "simulated",
    }  # fmt: skip


def foot(of: Reading, owner: str, sources: Sequence[str], files: Sequence[str], snapshot: str) -> list[str]:
    """Who reports and answers, who owns the definition, where the values shown come from, and the snapshot."""
    lines = [t("series.answers", agency=language.name(of.row, stem="agency"), owner=owner)]
    lines += [t("cards.source", source="; ".join(sources)) + "."] if sources else []
    lines += [t("cards.files", files=language.several(files, FILES)) + "."] if files else []
    return [*lines, t("cards.snapshot", snapshot=snapshot)]
