"""One indicator in time: actuals with their signals, target or target band, limits, breaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.decimals import number_text
from analytics.figures import palette, template

TEXTS = ("actual", "target", "limits", *palette.SIGNALS, "provisional", "simulated", "empty")
OPTIONAL = ("title", "caption", "axis")
TICKS = 7
ROOM = 0.08  # of the axis, for a label of its own


def draw(
    points: pd.DataFrame,
    texts: Mapping[str, str],
    *,
    theme: str = "light",
    language: str = "id",
    decimals: int = 1,
    breaks: Sequence[tuple[object, str]] = (),
    ahead: Mapping[str, object] | None = None,
    height: int = 400,
) -> go.Figure:
    """Actuals over time.

    points: one row a period in any order, with start (date), label (period in words), actual, and where they apply
    tick (short label, may hold <br>), target, target_low, target_high, mean, lower, upper, segment and signal (of
    `analytics.process.xmr`), status, note. Missing actuals leave a gap. breaks: (date, words) of method breaks.
    ahead: a forecast as start, label, tick, middle, low and high, with texts["forecast"]. texts["axis"] is the unit of
    measure. Values that are not final are hollow; simulated ones are named across the figure.
    Each point carries its period's label in customdata.
    """
    points = points.sort_values("start").reset_index(drop=True)
    if points.empty or (points["actual"].isna().all() and _column(points, "target").isna().all()):
        return template.nothing(texts, theme, language)
    colours = palette.theme(theme)
    figure = template.blank(theme, language, height, hovermode="closest", hoverdistance=60)
    _limits(figure, points, texts, colours)
    _target(figure, points, texts, colours)
    if ahead is not None:
        _fan(figure, points[points["actual"].notna()], ahead, texts, colours, decimals, language)
    _actuals(figure, points, texts, colours, decimals, language)
    late, low = _late(points, ahead), _ends_low(points["actual"].dropna())
    for when, words in breaks:
        before = pd.Timestamp(when) > late
        _break(figure, when, words, colours, before=before, above=before and low)
    if template.simulated(_column(points, "status")):
        template.watermark(figure, texts["simulated"], theme)
    _axes(figure, points, texts, ahead)
    figure.update_layout(legend_entrywidth=118)  # two columns on a phone
    return template.headed(figure, texts, theme)


def _column(points: pd.DataFrame, name: str) -> pd.Series:
    return points[name] if name in points else pd.Series(np.nan, index=points.index, dtype=object)


def _limits(figure, points, texts, colours) -> None:
    """The range of ordinary variation, a band for each segment, and its mean."""
    if _column(points, "lower").isna().all():
        return
    segments = _column(points, "segment").fillna(0)
    for at, (_, rows) in enumerate(points[points["lower"].notna()].groupby(segments, sort=True)):
        line = {"width": 0.8, "color": colours.line, "dash": "dot"}
        legend = {"legendgroup": "limits", "showlegend": at == 0}
        _band(figure, rows["start"], rows["lower"], rows["upper"], texts["limits"], colours.band, line, **legend)
        figure.add_scatter(
            x=rows["start"],
            y=rows["mean"],
            mode="lines",
            line={"width": 1.2, "color": colours.line},
            showlegend=False,
            hoverinfo="skip",
        )


def _band(figure, start, low, high, words: str, fill: str, line: Mapping, **legend) -> None:
    """The area between two lines over time."""
    figure.add_scatter(
        x=[*start, *start[::-1]],
        y=[*high, *low[::-1]],
        mode="lines",
        fill="toself",
        fillcolor=fill,
        line=line,
        name=words,
        hoverinfo="skip",
        **legend,
    )


def _target(figure, points, texts, colours) -> None:
    line = {"width": 1.8, "color": colours.text, "dash": "dash"}
    low, high = _column(points, "target_low"), _column(points, "target_high")
    banded = low.notna() & high.notna()
    if banded.any():
        _band(figure, points["start"][banded], low[banded], high[banded], texts["target"], colours.target, line)
    target = _column(points, "target").where(~banded)
    if target.notna().any():
        figure.add_scatter(
            x=points["start"],
            y=target.astype(float),
            mode="lines" if target.notna().sum() > 1 else "markers",
            marker={"symbol": "line-ew-open", "size": 16, "color": colours.text},
            line=line,
            name=texts["target"],
            connectgaps=True,
            hoverinfo="skip",
        )


def _fan(figure, shown, ahead, texts, colours, decimals, language) -> None:
    """The forecast interval, opening from the last value to its date, and its middle."""
    if shown.empty:
        return
    last = shown.iloc[-1]
    line = {"width": 0.8, "color": colours.accent, "dash": "dot"}
    ends = [[last["start"], ahead["start"]], [last["actual"], ahead["low"]], [last["actual"], ahead["high"]]]
    _band(figure, *ends, texts["forecast"], colours.target, line)
    between = number_text(ahead["low"], decimals, language), number_text(ahead["high"], decimals, language)
    words = f"{number_text(ahead['middle'], decimals, language)} ({' – '.join(between)})"
    hover = f"<b>{template.escaped(ahead['label'])}</b><br>{template.labelled([(texts['forecast'], words)])}"
    figure.add_scatter(
        x=[last["start"], ahead["start"]],
        y=[last["actual"], ahead["middle"]],
        mode="lines+markers",
        line={"width": 1.6, "color": colours.accent, "dash": "dot"},
        marker={"symbol": ["circle", "diamond-open"], "size": [0.1, 9], "color": colours.accent},
        showlegend=False,
        hovertext=["", hover],
        hoverinfo="text",
    )


def _actuals(figure, points, texts, colours, decimals, language) -> None:
    figure.add_scatter(
        x=points["start"],
        y=points["actual"],
        mode="lines",
        line={"width": 2, "color": colours.accent},
        name=texts["actual"],
        hoverinfo="skip",
    )
    signal = _column(points, "signal").where(_column(points, "signal").isin(palette.SIGNALS), "common_cause")
    final = ~_column(points, "status").isin(["provisional", "simulated"])
    hover = _hover(points, signal, texts, decimals, language)
    shown = points["actual"].notna()
    for kind in ("common_cause", "improvement", "concern", "special_cause"):
        rows = shown & (signal == kind)
        if rows.any():
            _marks(figure, points[rows], kind, final[rows], hover[rows], texts, colours)
    if (shown & _column(points, "status").eq("provisional")).any():
        _legend_entry(figure, texts["provisional"], "circle", 7, colours.background, colours.accent)
    _end_label(figure, points[shown], colours, decimals, language)


def _marks(figure, points, kind: str, final, hover, texts, colours) -> None:
    """The values of one signal; a signal other than the ordinary one has its entry in the legend."""
    plain = kind == "common_cause"
    colour = colours.accent if plain else colours.signal[kind]
    symbol = palette.SYMBOLS[kind]
    figure.add_scatter(
        x=points["start"],
        y=points["actual"],
        mode="markers",
        marker={
            "symbol": symbol,
            "size": 7 if plain else 12,
            "color": np.where(final, colour, colours.background),
            "line": {"width": 2 if plain else 2.2, "color": colour},
        },
        name=texts[kind],
        showlegend=False,
        customdata=points["label"].tolist(),
        hovertext=hover,
        hoverinfo="text",
    )
    if not plain:
        _legend_entry(figure, texts[kind], symbol, 11, colour, colour)


def _legend_entry(figure, words: str, symbol: str, size: int, fill: str, edge: str) -> None:
    marker = {"symbol": symbol, "size": size, "color": fill, "line": {"width": 2, "color": edge}}
    figure.add_scatter(x=[None], y=[None], mode="markers", marker=marker, name=words)


def _hover(points, signal, texts, decimals, language) -> pd.Series:
    status = _column(points, "status").map({"provisional": texts["provisional"], "simulated": texts["simulated"]})
    note = _column(points, "note")
    lines = []
    for at, row in points.iterrows():
        target = number_text(row.get("target"), decimals, language)
        low, high = row.get("target_low"), row.get("target_high")
        if pd.notna(low) and pd.notna(high):
            target = f"{number_text(low, decimals, language)} – {number_text(high, decimals, language)}"
        pairs = [(texts["actual"], number_text(row["actual"], decimals, language)), (texts["target"], target)]
        extra = [] if signal[at] == "common_cause" else [texts[signal[at]]]
        extra += [word for word in (status[at], note[at]) if isinstance(word, str) and word]
        words = [f"<b>{template.escaped(row['label'])}</b>", template.labelled(pairs)]
        lines.append("<br>".join([*words, *(line for word in extra for line in template.folded(word, 48))]))
    return pd.Series(lines, index=points.index)


def _end_label(figure, shown, colours, decimals, language) -> None:
    if shown.empty:
        return
    last = shown.iloc[-1]
    before = shown["actual"].iloc[-2] if len(shown) > 1 else last["actual"]
    figure.add_annotation(
        x=last["start"],
        y=last["actual"],
        text=f"<b>{number_text(last['actual'], decimals, language)}</b>",
        showarrow=False,
        xanchor="right",
        xshift=14,
        yshift=16 if last["actual"] >= before else -16,
        font_color=colours.text,
        bgcolor=colours.background,
        opacity=0.9,
        borderpad=1,
    )


def _late(points, ahead) -> pd.Timestamp:
    """When the last quarter of the axis begins: words of a mark there stand before it."""
    first, last = pd.Timestamp(points["start"].iloc[0]), pd.Timestamp(points["start"].iloc[-1])
    last = last if ahead is None else max(last, pd.Timestamp(ahead["start"]))
    return first + (last - first) * 0.75


def _ends_low(actual: pd.Series) -> bool:
    """Whether the last value lies in the lower half, where the words of a mark beside it would cover it."""
    return bool(len(actual)) and actual.iloc[-1] < (actual.min() + actual.max()) / 2


def _break(figure, when, words: str, colours, *, before: bool = False, above: bool = False) -> None:
    figure.add_shape(
        type="line",
        x0=when,
        x1=when,
        y0=0,
        y1=1,
        yref="paper",
        line={"color": colours.muted, "width": 1.2, "dash": "dot"},
    )
    figure.add_annotation(
        x=when,
        y=0.99 if above else 0.01,
        yref="paper",
        yanchor="top" if above else "bottom",
        xanchor="right" if before else "left",
        xshift=-3 if before else 3,
        align="right" if before else "left",
        showarrow=False,
        text="<br>".join(template.folded(words, 18)),
        font={"size": template.SIZE - 3, "color": colours.muted},
        bgcolor=colours.background,
        opacity=0.85,
    )


def _axes(figure, points, texts, ahead) -> None:
    shown = _spaced(len(points), TICKS)
    labels = points["tick"] if "tick" in points else points["label"]
    first, last = pd.Timestamp(points["start"].iloc[0]), pd.Timestamp(points["start"].iloc[-1])
    places, words = points["start"].iloc[shown].tolist(), labels.iloc[shown].tolist()
    if ahead is not None:
        end = pd.Timestamp(ahead["start"])
        if end - last > (end - first) * ROOM:
            places, words = [*places, end], [*words, ahead["tick"]]
        last = max(last, end)
    margin = max((last - first) * 0.05, pd.Timedelta(days=20))
    figure.update_xaxes(
        type="date",
        tickvals=places,
        ticktext=words,
        tickangle=0,
        range=[first - margin, last + margin],
        showgrid=False,
        ticks="outside",
    )
    figure.update_yaxes(
        title_text=template.escaped(texts.get("axis", "")), exponentformat="none", separatethousands=True, nticks=6
    )


def _spaced(n: int, most: int) -> list[int]:
    """Evenly spaced positions that end with the last, no more than `most`."""
    step = -(-n // most)
    return list(range((n - 1) % step, n, step))
