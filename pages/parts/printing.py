"""HTML files for paper, styles and pictures inside, no script, nothing from the network; and a regency's profile so."""

from collections.abc import Iterable
from html import escape

import pandas as pd

from analytics.figures import locator, palette, sparkline, spine_row
from analytics.regions import PROVINCE
from pages.parts import cards, language, mapping, regency, scope, source
from pages.parts.language import t
from pages.parts.row import Row

LISTED = 10
STYLE = """
@page {{ size: A4; margin: 14mm 12mm; }}
* {{ box-sizing: border-box; }}
body {{ font: 10pt/1.4 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; color: {text}; background: #fff;
  max-width: 190mm; margin: 0 auto; padding: 6mm; }}
h1 {{ font-size: 19pt; margin: 0 0 1mm; }} h2 {{ font-size: 12.5pt; margin: 6mm 0 1.5mm; break-after: avoid; }}
p {{ margin: 1mm 0 2mm; }} .small {{ font-size: 8.5pt; color: {muted}; }}
header {{ display: grid; grid-template-columns: 1fr 52mm; gap: 6mm; }} header svg {{ width: 52mm; height: auto; }}
.two {{ display: grid; grid-template-columns: 1fr 1fr; gap: 8mm; }} li {{ margin-bottom: 1.2mm; }}
ul {{ padding-left: 5mm; margin: 0; }} svg {{ vertical-align: middle; }}
table {{ border-collapse: collapse; width: 100%; font-size: 8.5pt; }} thead {{ display: table-header-group; }}
th, td {{ text-align: left; padding: 0.8mm 1.5mm; border-bottom: 0.2mm solid {grid}; vertical-align: middle; }}
th {{ border-bottom: 0.4mm solid {line}; }} tr {{ break-inside: avoid; }}
.note {{ border-left: 1mm solid {accent}; padding-left: 3mm; white-space: pre-wrap; min-height: 14mm; }}
section.item {{ break-inside: avoid; border-top: 0.3mm solid {line}; padding: 3mm 0; }}
tr.theme td {{ font-weight: 650; color: {accent}; padding-top: 2.5mm; }} .number {{ text-align: right; }}
.mark {{ border: 0.3mm solid {line}; border-radius: 1mm; padding: 0 1mm; font-size: 8pt; white-space: nowrap; }}
footer {{ margin-top: 6mm; border-top: 0.3mm solid {line}; padding-top: 2mm; }}
@media print {{ .screen {{ display: none; }} }}
"""


def profile(here: scope.Scope, region: str, rows: pd.DataFrame, beside: pd.DataFrame) -> bytes:
    """The profile of a regency. rows: `regency.compared` without history; beside: the table of neighbours."""
    name = regency.names().loc[region, "name_id"]
    listed = [_listed("strengths", regency.strengths(rows)), _listed("worries", regency.worries(rows))]
    hint, facts = escape(t("region.print_hint")), escape(regency.facts(region))
    parts = [
        opening(name),
        f"<header><div><h1>{escape(name)}</h1><p>{_bold(regency.summary(name, rows))}</p>{_filters(here)}",
        f'<p class="small">{facts}</p><p class="small screen">{hint}</p></div>',
        f"<div>{_locator(region, name)}</div></header>",
        '<div class="two">',
        *listed,
        "</div>",
        _spine(rows),
        _beside(region, beside),
        _foot(rows),
        "</body></html>",
    ]
    return "\n".join(part for part in parts if part).encode()


def opening(name: str) -> str:
    """The start of a file for paper up to the open body; `name` stands in its title before the product's."""
    colours = palette.LIGHT
    style = STYLE.format(
        text=colours.text, muted=colours.muted, grid=colours.grid, line=colours.line, accent=colours.accent
    )
    title = escape(f"{name} · {t('frame.product')}")
    return (
        f'<!doctype html><html lang="{language.current()}"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{style}</style></head><body>'
    )


def _bold(text: str) -> str:
    """Escaped text with the catalogue's double stars as bold."""
    pieces = escape(text).split("**")
    return "".join(f"<b>{piece}</b>" if place % 2 else piece for place, piece in enumerate(pieces))


def _filters(here: scope.Scope) -> str:
    words = [scope.choices("agency").label(here.agency)] if here.agency else []
    words += [t("scope.until", period=language.period(here.period))] if here.period else []
    return f'<p class="small">{escape(" · ".join(words))}</p>' if words else ""


def _locator(region: str, name: str) -> str:
    return locator.svg(
        mapping.shapes(), region, t("region.locator", name=name), beside=regency.neighbours()[region], width=240
    )


def _listed(kind: str, rows: pd.DataFrame) -> str:
    items = [
        f"<li><b>{escape(row['label'])}</b>{_simulated(row)}{_signal(row)}<br>{escape(regency.standing(row))}</li>"
        for row in rows.head(LISTED).to_dict("records")
    ]
    more = f'<p class="small">{escape(t("region.more", n=len(rows) - LISTED))}</p>' if len(rows) > LISTED else ""
    body = f"<ul>{''.join(items)}</ul>" if items else f"<p>{escape(t(f'region.{kind}_none'))}</p>"
    basis = escape(t(f"region.{kind}_basis"))
    return f'<section><h2>{escape(t(f"region.{kind}"))}</h2><p class="small">{basis}</p>{body}{more}</section>'


def _simulated(row: Row) -> str:
    return f' <span class="mark">{escape(t("cards.simulated_short"))}</span>' if row["status"] == "simulated" else ""


def _signal(row: Row) -> str:
    if row["state"] not in ("improving", "worsening"):
        return ""
    return f' <span class="mark">{escape(cards.state_short(row["state"], mark=True))}</span>'


def _spine(rows: pd.DataFrame) -> str:
    column = language.name_column(stem="theme")
    headings = ("cards.indicator", "cards.period", "cards.actual", "region.place", "region.quarter_picture",
                "cards.course", "cards.signal")  # fmt: skip
    lines = []
    for theme, some in rows.groupby(rows[column].fillna(t("region.no_theme")), sort=False):
        lines.append(f'<tr class="theme"><td colspan="{len(headings)}">{escape(str(theme))}</td></tr>')
        lines += [_line(row) for row in some.to_dict("records")]
    basis = escape(t("region.print_legend"))
    return f'<h2>{escape(t("region.spine"))}</h2><p class="small">{basis}</p>{_table(headings, lines)}'


def _line(row: Row) -> str:
    values = [] if language.missing(row["actuals"]) else pd.Series(row["actuals"], dtype=float).tolist()
    signal = cards.SIGNAL_OF_STATE.get(row["state"], "common_cause")
    course = sparkline.svg(values, str(row["label"]), signal=signal, target=row["target"], width=90, height=24)
    cells = [
        escape(row["label"]) + _simulated(row),
        escape(language.period(row["period"], short=True)),
        escape(regency.value_words(row)),
        escape(regency.rank_short(row) or language.NOTHING),
        spine_row.svg(row, f"{row['label']}: {regency.standing(row)}", width=130),
        course,
        escape(cards.state_short(row["state"], mark=True)),
    ]
    return _cells(cells)


def _beside(region: str, table: pd.DataFrame) -> str:
    if table.empty:
        return ""
    known = regency.names()["short_name"]
    regions = [code for code in table.columns if code in known.index]
    headings = [t("cards.indicator"), t("region.measure"), *(known[code] for code in regions)]
    headings += [t("region.province"), t("region.ahead_of")]
    columns = ["name", language.name_column(stem="measure"), *regions, PROVINCE, "ahead"]
    lines = [_cells([escape(str(row[column])) for column in columns]) for row in table.to_dict("records")]
    head = "".join(f"<th>{escape(word)}</th>" for word in headings)
    return (
        f'<h2>{escape(t("region.neighbours"))}</h2><p class="small">{escape(t("region.neighbours_basis"))}</p>'
        f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>"
    )


def _table(headings: Iterable[str], lines: Iterable[str]) -> str:
    head = "".join(f"<th>{escape(t(key))}</th>" for key in headings)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>"


def _cells(cells: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _foot(rows: pd.DataFrame) -> str:
    span = source.fetch("scope_span").iloc[0]
    made = t("region.made", day=language.day(span["newest"]), snapshot=source.snapshot().id)
    named = "; ".join(sorted({str(each) for each in rows["source"].dropna() if each}))
    simulated = int((rows["status"] == "simulated").sum())
    lines = [t("cards.source", source=named), made, mapping.boundaries.ATTRIBUTION[language.current()]]
    if simulated:
        lines.insert(0, t("cards.simulated_some", n=simulated, total=len(rows)))
    return f'<footer class="small">{"".join(f"<p>{escape(line)}</p>" for line in lines)}</footer>'
