"""Values that add up within the year: one line a year over its months or quarters, with the path of the targets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.decimals import number_text
from analytics.figures import palette, template

Texts = Mapping[str, str]

TEXTS = ("actual", "target", "forecast", "simulated", "empty")
OPTIONAL = ("caption", "axis")
BESIDE = 124  # pixels right of the last part, for what is written there


def draw(
    points: pd.DataFrame,
    parts: Mapping[str, str],
    texts: Mapping[str, str],
    *,
    decimals: int = 1,
    theme: str = "light",
    language: str = "id",
    ahead: Mapping[str, object] | None = None,
    height: int = 420,
) -> go.Figure:
    """This year strong, earlier years pale, this year's targets dashed.

    points: one row a period with year, part (a key of `parts`, the parts of a year in order with their short names),
    label (period in words), actual, target, status and, where it applies, complete: the newest value is the last
    complete one, what is not complete is hollow. Earlier years end where their values do; nothing is joined over a
    missing part. ahead: a forecast of this year as part, label, middle, low and high, with texts["forecast"].
    Each point carries its period's label in customdata.
    """
    points = points.assign(place=points["part"].map({part: at for at, part in enumerate(parts)}))
    points = points.assign(whole=points["complete"].fillna(True).astype(bool) if "complete" in points else True)
    known = points[points["actual"].notna()]
    if known.empty:
        return template.nothing(texts, theme, language)
    colours = palette.theme(theme)
    figure = template.blank(theme, language, height, hovermode="closest", hoverdistance=60, showlegend=False)
    year = (known[known["whole"]] if known["whole"].any() else known)["year"].max()
    for other in sorted(each for each in set(known["year"]) if each < year):
        _line(figure, points[points["year"] == other], texts, colours, decimals, language, now=False)
    now = points[points["year"] == year].sort_values("place")
    _targets(figure, now, texts, colours, decimals, language)
    if ahead is not None:
        _ahead(figure, now, ahead, list(parts).index(str(ahead["part"])), texts, colours, decimals, language)
    _line(figure, now, texts, colours, decimals, language, now=True)
    _ends(figure, points, year, ahead is not None, colours, decimals, language)
    _axes(figure, parts, now, texts)
    return template.headed(figure, template.marked(texts, points["status"]), theme)


def _line(
    figure: go.Figure, rows: pd.DataFrame, texts: Texts, colours: palette.Theme, decimals: int, language: str, *,
    now: bool,
) -> None:  # fmt: skip
    rows = rows.sort_values("place").set_index("place")
    rows = rows.reindex(range(int(rows.index.min()), int(rows.index.max()) + 1))
    colour = colours.text if now else colours.line
    figure.add_scatter(
        x=rows.index,
        y=rows["actual"],
        mode="lines+markers",
        line={"width": 3 if now else 1.1, "color": colour},
        marker=_marker(rows, colour, colours, now=now),
        opacity=1 if now else 0.75,
        connectgaps=False,
        customdata=rows["label"].tolist(),
        hovertext=[_hover(row, texts, decimals, language) for row in rows.to_dict("records")],
        hoverinfo="text",
    )


def _marker(rows: pd.DataFrame, colour: str, colours: palette.Theme, *, now: bool) -> dict[str, object]:
    whole = rows["whole"].eq(False)
    sizes = [(7 if lacks else 4) if now else 2.5 for lacks in whole]
    fill = [colours.background if lacks else colour for lacks in whole]
    return {"size": sizes, "color": fill, "line": {"width": 1.5, "color": colour}}


def _newest(rows: pd.DataFrame) -> pd.Series:
    """The last complete value of a year, in order of its parts; the last one where none is complete."""
    known = rows[rows["actual"].notna()].sort_values("place")
    return (known[known["whole"]] if known["whole"].any() else known).iloc[-1]


def _hover(row: Mapping[str, Any], texts: Texts, decimals: int, language: str) -> str:
    pairs = [(texts[name], number_text(row[name], decimals, language)) for name in ("actual", "target")]
    extra = f"<br>{template.escaped(texts['simulated'])}" if row["status"] == "simulated" else ""
    return f"<b>{template.escaped(row['label'])}</b><br>{template.labelled(pairs)}{extra}"


def _targets(
    figure: go.Figure, now: pd.DataFrame, texts: Texts, colours: palette.Theme, decimals: int, language: str
) -> None:
    """The path that is due, and how far the newest value lies from it."""
    aims = now.dropna(subset=["target"])
    if aims.empty:
        return
    rows = aims.set_index("place").reindex(range(int(aims["place"].min()), int(aims["place"].max()) + 1))
    figure.add_scatter(
        x=rows.index, y=rows["target"], mode="lines" if len(aims) > 1 else "markers", hoverinfo="skip",
        line={"width": 1.8, "color": colours.text, "dash": "dash"}, connectgaps=False,
        marker={"symbol": "line-ew-open", "size": 16, "color": colours.text},
    )  # fmt: skip
    newest = _newest(now)
    last = newest if pd.notna(newest["target"]) else aims.iloc[-1]
    words = f"{texts['target']} {number_text(last['target'], decimals, language)}"
    _words(
        figure, last["place"], last["target"], f"<b>{template.escaped(words)}</b>", colours, xanchor="right", yshift=12
    )
    if pd.isna(newest["target"]):
        return
    figure.add_shape(
        type="line", x0=newest["place"], x1=newest["place"], y0=newest["actual"], y1=newest["target"],
        line={"color": colours.ink["very_poor"] if texts.get("missed") else colours.line, "width": 1.6},
    )  # fmt: skip
    gap = number_text(newest["actual"] - newest["target"], decimals, language, True)
    middle = (newest["actual"] + newest["target"]) / 2
    _words(figure, newest["place"], middle, f"<b>{gap}</b>", colours, xanchor="left", xshift=4)


def _ahead(
    figure: go.Figure, now: pd.DataFrame, ahead: Mapping[str, Any], place: int, texts: Texts, colours: palette.Theme,
    decimals: int, language: str,
) -> None:  # fmt: skip
    """The forecast of a later part of this year with its interval, and the way to it."""
    last = now[now["actual"].notna()].iloc[-1]
    low, middle, high = (float(ahead[name]) for name in ("low", "middle", "high"))
    figure.add_shape(
        type="line", x0=place, x1=place, y0=low, y1=high, line={"color": colours.line, "width": 6}, opacity=0.45
    )
    between = " – ".join(number_text(end, decimals, language) for end in (low, high))
    told = number_text(middle, decimals, language)
    figure.add_scatter(
        x=[last["place"], place], y=[last["actual"], middle], mode="lines+markers",
        line={"width": 1.6, "color": colours.text, "dash": "dot"},
        marker={"symbol": ["circle", "circle-open"], "size": [0.1, 8], "color": colours.text},
        hovertext=["", f"<b>{template.escaped(ahead['label'])}</b><br>{template.escaped(texts['forecast'])} {told}"],
        hoverinfo="text",
    )  # fmt: skip
    words = f"<b>{template.escaped(texts['forecast'])} {told}</b><br>80%: {between}"
    _words(figure, place, middle, words, colours, xanchor="left", xshift=10, yanchor="top", align="left")


def _ends(
    figure: go.Figure, points: pd.DataFrame, year: int, forecast: bool, colours: palette.Theme, decimals: int,
    language: str,
) -> None:  # fmt: skip
    """The newest value beside its point; the range in which earlier years ended beside the last part."""
    known = points[points["actual"].notna()]
    last = _newest(known[known["year"] == year])
    words = f"<b>{year}: {number_text(last['actual'], decimals, language)}</b>"
    _words(figure, last["place"], last["actual"], words, colours, xanchor="left", xshift=8, yanchor="top")
    final = points["place"].max()
    ended = known[(known["year"] < year) & (known["place"] == final)]
    if ended.empty:
        return
    low, high = ended["actual"].min(), ended["actual"].max()
    first, latest = ended["year"].min(), ended["year"].max()
    years = f"{first}–{latest}" if first < latest else f"{first}"
    range_ = "–".join(number_text(end, decimals, language) for end in dict.fromkeys((low, high)))
    _words(
        figure, final, high, f"{years}:<br>{range_}", colours, xanchor="left", xshift=10,
        yanchor="bottom" if forecast else "middle", align="left", muted=True,
    )  # fmt: skip


def _words(
    figure: go.Figure, x: object, y: object, words: str, colours: palette.Theme, *, muted: bool = False, **place: object
) -> None:
    figure.add_annotation(
        x=x, y=y, text=words, showarrow=False, bgcolor=colours.background, opacity=0.95, borderpad=1,
        font={"color": colours.muted if muted else colours.text, "size": template.SIZE}, **place,
    )  # fmt: skip


def _axes(figure: go.Figure, parts: Mapping[str, str], now: pd.DataFrame, texts: Texts) -> None:
    newest = int(_newest(now)["place"])
    words = [
        f"<b>{template.escaped(name)}</b>"
        if at == newest
        else template.escaped(name)
        if _told(at, newest, parts)
        else ""
        for at, name in enumerate(parts.values())
    ]
    last = len(parts) - 1
    figure.update_xaxes(
        tickvals=list(range(len(parts))), ticktext=words, tickangle=0, showgrid=False,
        range=[-0.03 * last, 1.03 * last],
    )  # fmt: skip
    figure.update_layout(margin_r=BESIDE)
    figure.update_yaxes(
        title_text=template.escaped(texts.get("axis", "")), exponentformat="none", separatethousands=True, nticks=6,
        rangemode="tozero",
    )  # fmt: skip


def _told(at: int, newest: int, parts: Mapping[str, str]) -> bool:
    """Whether a part is named on the axis: every second of twelve, the newest among them, so that they fit a phone."""
    return len(parts) < 12 or (at - newest) % 2 == 0
