"""One indicator in time: actuals with their signals, target or target band, limits, breaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analytics.decimals import number_text
from analytics.figures import aims, palette, side_words, template

TEXTS = ("actual", "target", "limits", *palette.SIGNALS, "provisional", "simulated", "empty")
OPTIONAL = ("title", "caption", "axis", "beside")
TICKS, FEWER_TICKS = 7, 4  # fewer where words stand beside, so that they fit a phone
NAMED = 7  # values or fewer stand beside their points
SIGN = 15  # pixels of a sign, and of the ground that keeps the line from it
ROOM = 0.08  # of the axis, for a label of its own
BESIDE = 132  # pixels, for the words beside what lies ahead


def draw(
    points: pd.DataFrame,
    texts: Mapping[str, str],
    *,
    theme: str = "light",
    language: str = "id",
    decimals: int = 1,
    breaks: Sequence[tuple[object, str]] = (),
    ahead: Mapping[str, object] | None = None,
    later: Sequence[Mapping[str, object]] = (),
    yearly: bool = False,
    height: int = 400,
) -> go.Figure:
    """Actuals over time.

    points: a row a period with start (date), label, actual, and where they apply tick (may hold <br>), target,
    target_low, target_high, mean, lower, upper, segment, signal (of `analytics.process.xmr`), status, note, complete,
    beside (of what texts["beside"] names); what is missing leaves a gap, what is not final or complete is hollow.
    breaks: (date, words). ahead: a forecast as start, label, tick, middle, low, high. later: targets after the last
    value as start, tick, low, high (equal for a single one), words, oldest first. yearly: targets are level lines.
    customdata holds the labels.
    """
    points = points.sort_values("start").reset_index(drop=True)
    if points.empty or (points["actual"].isna().all() and _column(points, "target").isna().all()):
        return template.nothing(texts, theme, language)
    colours = palette.theme(theme)
    figure = template.blank(theme, language, height, hovermode="closest", hoverdistance=60)
    _limits(figure, points, texts, colours)
    aims.draw(figure, points, texts, colours, decimals, language, yearly=yearly)
    shown = points[points["actual"].notna()]
    if len(later) and len(shown):
        aims.ahead(figure, shown.iloc[-1], later, texts, colours)
    _fan(figure, shown, ahead, texts, colours, decimals, language)
    _actuals(figure, points, texts, colours, decimals, language)
    end = _end(points, ahead, later)
    _breaks(figure, points, breaks, end, colours)
    _axes(figure, points, texts, [*([ahead] if ahead is not None else []), *later], end)
    side_words.move_apart(figure)
    figure.update_layout(legend_entrywidth=118)  # two columns on a phone
    return template.headed(figure, template.marked(texts, _column(points, "status")), theme)


def _breaks(figure, points, breaks, end: pd.Timestamp, colours) -> None:
    """Words of a mark in the last quarter stand before it, above a last value that lies low."""
    first = points["start"].iloc[0]
    late, low = first + (end - first) * 0.75, _ends_low(points["actual"].dropna())
    for when, words in breaks:
        before = pd.Timestamp(when) > late
        _break(figure, when, words, colours, before=before, above=before and low)


def _end(points, ahead, later) -> pd.Timestamp:
    """The last day that is drawn."""
    starts = [points["start"].iloc[-1], *(each["start"] for each in (*later, *([] if ahead is None else [ahead])))]
    return max(pd.Timestamp(start) for start in starts)


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


def _beside(figure, points, texts, colours, decimals, language) -> None:
    """The same figure of another place: thin and grey, named at its last value, away from the values themselves."""
    other = _column(points, "beside").astype(float)
    at = other.last_valid_index()
    if at is None:
        return
    figure.add_scatter(
        x=points["start"], y=other, mode="lines+markers", line={"width": 1.3, "color": colours.muted},
        marker={"size": 4, "color": colours.muted}, showlegend=False, hoverinfo="skip", name=texts["beside"],
    )  # fmt: skip
    above = not other[at] < points["actual"][at]
    words = f"{texts['beside']} {number_text(other[at], decimals, language)}"
    figure.add_annotation(
        name=side_words.NAME, x=points["start"][at], y=other[at], text=words,
        showarrow=False, xanchor="right", xshift=14, yshift=14 if above else -14, bgcolor=colours.background,
        opacity=0.9, borderpad=1, font={"size": template.SIZE - 2, "color": colours.muted},
    )  # fmt: skip


def _fan(figure, shown, ahead, texts, colours, decimals, language) -> None:
    """The forecast interval, opening from the last value to its date, and its middle; nothing without either."""
    if ahead is None or shown.empty:
        return
    last = shown.iloc[-1]
    line = {"width": 0.8, "color": colours.accent, "dash": "dot"}
    ends = [[last["start"], ahead["start"]], [last["actual"], ahead["low"]], [last["actual"], ahead["high"]]]
    _band(figure, *ends, texts["forecast"], colours.target, line, showlegend=False)
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
    told = f"<b>{template.escaped(texts['forecast'])} {number_text(ahead['middle'], decimals, language)}</b>"
    aims.words(figure, ahead["start"], ahead["middle"], f"{told}<br>80%: {'–'.join(between)}", colours)


def _actuals(figure, points, texts, colours, decimals, language) -> None:
    _beside(figure, points, texts, colours, decimals, language)
    figure.add_scatter(
        x=points["start"],
        y=points["actual"],
        mode="lines",
        line={"width": 2.4, "color": colours.text},
        name=texts["actual"],
        showlegend=False,
        hoverinfo="skip",
    )
    signal = _column(points, "signal").where(_column(points, "signal").isin(palette.SIGNALS), "common_cause")
    final = ~_column(points, "status").eq("provisional") & _column(points, "complete").fillna(True).astype(bool)
    hover = _hover(points, signal, texts, decimals, language)
    shown = points["actual"].notna()
    first = signal.ne(signal.shift())
    for kind in ("common_cause", "improvement", "concern", "special_cause"):
        rows = shown & (signal == kind)
        if rows.any():
            _marks(figure, points[rows], kind, final[rows], first[rows], hover[rows], texts, colours)
    if (shown & _column(points, "status").eq("provisional")).any():
        _legend_entry(figure, texts["provisional"], 7, colours.background, colours.text)
    _end_label(figure, points[shown], colours, decimals, language)
    if shown.sum() <= NAMED:
        _names(figure, points[shown].iloc[:-1], colours, decimals, language)


def _names(figure, points, colours, decimals, language) -> None:
    """The values themselves, where they are few."""
    figure.add_scatter(
        x=points["start"], y=points["actual"], mode="text", textposition="top center", showlegend=False,
        hoverinfo="skip",
        text=[f"{number_text(value, decimals, language)}<br> " for value in points["actual"]],
        textfont_color=colours.muted,
    )  # fmt: skip


def _marks(figure, points, kind: str, final, first, hover, texts, colours) -> None:
    """The values of one signal; one other than the ordinary has its sign where it begins, and its entry in the legend.

    first: whether each point is the first of its run.
    """
    plain = kind == "common_cause"
    colour = colours.text if plain else colours.signal[kind]
    sign = "" if plain else palette.GLYPHS[kind]
    signed = first & bool(sign)
    figure.add_scatter(
        x=points["start"],
        y=points["actual"],
        mode="markers+text" if sign else "markers",
        text=np.where(signed, f"<b>{sign}</b>", ""),
        textfont={"size": SIGN, "color": colour},
        marker={
            "opacity": 1,
            "size": np.where(signed, SIGN, 6),
            "color": np.where(final & ~signed, colour, colours.background),
            "line": {"width": np.where(final & signed, 0, 2), "color": colour},
        },
        name=texts[kind],
        showlegend=False,
        customdata=points["label"].tolist(),
        hovertext=hover,
        hoverinfo="text",
    )
    if sign:
        told = f'<span style="color:{colour}"><b>{sign}</b></span> {texts[kind]}'
        _legend_entry(figure, told, 0.1, colours.background, colours.background)


def _legend_entry(figure, words: str, size: float, fill: str, edge: str) -> None:
    marker = {"size": size, "color": fill, "line": {"width": 2 if size > 1 else 0, "color": edge}}
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
        if "beside" in points:
            pairs.append((texts["beside"], number_text(row["beside"], decimals, language)))
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
        name=side_words.NAME,
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


def _axes(figure, points, texts, beyond, end: pd.Timestamp) -> None:
    shown = _spaced(len(points), TICKS if end <= pd.Timestamp(points["start"].iloc[-1]) else FEWER_TICKS)
    labels = points["tick"] if "tick" in points else points["label"]
    first, last = pd.Timestamp(points["start"].iloc[0]), pd.Timestamp(points["start"].iloc[-1])
    places, words = points["start"].iloc[shown].tolist(), labels.iloc[shown].tolist()
    for each in sorted(beyond, key=lambda one: pd.Timestamp(one["start"])):
        if pd.Timestamp(each["start"]) - pd.Timestamp(places[-1]) > (end - first) * ROOM:
            places, words = [*places, each["start"]], [*words, each["tick"]]
    margin = max((end - first) * 0.05, pd.Timedelta(days=20))
    figure.update_xaxes(
        type="date",
        tickvals=places,
        ticktext=words,
        tickangle=0,
        range=[first - margin, end + margin],
        showgrid=False,
        ticks="outside",
    )
    if end > last:
        figure.update_layout(margin_r=BESIDE)
    figure.update_yaxes(
        title_text=template.escaped(texts.get("axis", "")), exponentformat="none", separatethousands=True, nticks=6
    )


def _spaced(n: int, most: int) -> list[int]:
    """Evenly spaced positions that end with the last, no more than `most`."""
    step = -(-n // most)
    return list(range((n - 1) % step, n, step))
