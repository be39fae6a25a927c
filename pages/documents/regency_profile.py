"""The profile of a regency as one HTML file for paper."""

import pandas as pd

from analytics.figures import locator, sparkline, spine_row
from analytics.regions import PROVINCE
from pages.content import cell_texts, choices, mapping, reader, regency, scope
from pages.documents import paper
from pages.words import language, signs
from pages.words.language import t
from pages.words.row import Row

LISTED = 10
HEADINGS = (
    "cards.indicator", "cards.period", "cards.actual", "cards.target", "cards.class", "region.place",
    "region.quarter_picture", "cards.course", "cards.signal",
)  # fmt: skip


def profile(here: scope.Scope, region: str, rows: pd.DataFrame, beside: pd.DataFrame) -> bytes:
    """The profile of a regency. rows: `regency.compared` without history; beside: the table of neighbours."""
    name = regency.names().loc[region, "name_id"]
    return paper.written(
        "regency_profile",
        name,
        summary=regency.summary(name, rows).split("**"),  # every second piece is bold
        filters=_filters(here),
        page_foot=" · ".join([str(name), t("cards.snapshot", snapshot=reader.snapshot().id)]),
        facts=regency.facts(region, here),
        locator=_locator(region, name),
        lists=[_listed("strengths", regency.strengths(rows)), _listed("worries", regency.worries(rows))],
        headings=HEADINGS,
        themes=_themes(rows),
        beside=_beside(beside),
        foot=_foot(rows),
    )


def _filters(here: scope.Scope) -> str:
    words = [choices.of("agency").label(here.agency)] if here.agency else []
    words += [t("scope.until", period=language.period(here.period))] if here.period else []
    return " · ".join(words)


def _locator(region: str, name: str) -> str:
    return locator.svg(
        mapping.shapes(), region, t("region.locator", name=name), beside=regency.neighbours()[region], width=240
    )


def _listed(kind: str, rows: pd.DataFrame) -> dict[str, object]:
    lines = [
        {"label": row["label"], "is_simulated": _simulated(row), "signal": _signal(row),
         "standing": regency.standing(row)}
        for row in rows.head(LISTED).to_dict("records")
    ]  # fmt: skip
    return {"kind": kind, "lines": lines, "more": max(0, len(rows) - LISTED)}


def _simulated(row: Row) -> bool:
    return bool(row["status"] == "simulated")


def _signal(row: Row) -> str:
    return signs.state_short(row["state"], mark=True) if row["state"] in ("improving", "worsening") else ""


def _themes(rows: pd.DataFrame) -> list[dict[str, object]]:
    column = language.name_column(stem="theme")
    rows = rows.assign(standing=cell_texts.standings(rows))
    return [
        {"name": str(theme), "lines": [_line(row) for row in some.to_dict("records")]}
        for theme, some in rows.groupby(rows[column].fillna(t("region.no_theme")), sort=False)
    ]


def _line(row: Row) -> dict[str, object]:
    signal = signs.SIGNAL_OF_STATE.get(row["state"], "common_cause")
    values, about = cell_texts.course(row), {"signal": signal, "target": row["target"]}
    return {
        "label": row["label"],
        "is_simulated": _simulated(row),
        "words": [
            language.period(row["period"], short=True),
            regency.value_words(row),
            regency.number_words(row, "target"),
            row["standing"],
            regency.rank_short(row) or language.NOTHING,
        ],
        "pictures": [
            spine_row.svg(row, f"{row['label']}: {regency.standing(row)}", width=104),
            sparkline.svg(values, str(row["label"]), width=72, height=20, **about),
        ],
        "signal": signs.state_short(row["state"], mark=True),
    }


def _beside(table: pd.DataFrame) -> dict[str, object] | None:
    if table.empty:
        return None
    known = regency.names()["short_name"]
    regions = [code for code in table.columns if code in known.index]
    headings = [t("cards.indicator"), t("region.measure"), *(known[code] for code in regions)]
    headings += [t("region.province"), t("region.ahead_of")]
    columns = ["name", language.name_column(stem="measure"), *regions, PROVINCE, "ahead"]
    lines = [[str(row[column]) for column in columns] for row in table.to_dict("records")]
    return {"headings": headings, "lines": lines}


def _foot(rows: pd.DataFrame) -> list[str]:
    newest, snapshot = rows["as_of"].max(), reader.snapshot().id
    made = t("cards.snapshot", snapshot=snapshot)
    if not language.missing(newest):
        made = t("region.made", day=language.day(newest), snapshot=snapshot)
    named = "; ".join(sorted({str(each) for each in rows["source"].dropna() if each}))
    simulated = int((rows["status"] == "simulated").sum())
    lines = [t("cards.source", source=named), made, mapping.boundaries.ATTRIBUTION[language.current()]]
    return [t("cards.simulated_some", n=simulated, total=len(rows)), *lines] if simulated else lines
