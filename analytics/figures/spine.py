"""A spine chart: for each indicator where one region stands between the worst and the best regency."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from analytics.figures import palette, template

TEXTS = (
    "worst", "best", "lowest", "highest", "half", "median", "province", "quarter_best", "quarter_middle",
    "quarter_worst", "unranked", "undirected", "simulated", "empty",
)  # fmt: skip
OPTIONAL = ("title", "caption")
QUARTERS = {"best": "very_good", "middle": "fair", "worst": "very_poor"}
SYMBOLS = {"best": "triangle-right", "middle": "circle", "worst": "triangle-left"}
"""The dot's shape says what its colour says: right is good, left is bad."""

LINE, BAR, HEADING, ENDS, LEGEND = 16, 24, 30, 24, 150  # pixels
LINE_WIDTH, LEAST_LABEL = 43, 16  # characters: label and value fit beside each other on a phone
SIZE = template.SIZE - 1


def draw(rows: pd.DataFrame, texts: Mapping[str, str], *, theme: str = "light", language: str = "id") -> go.Figure:
    """One spine a row, in the given order; those without a direction stand apart, below.

    rows: key (given back by a click), label, group (heading; rows of a group together), value and rank (texts; rank
    may be empty), position, low_quarter, median_position, high_quarter (0 worst to 1 best), province_position (may be
    missing), directed (whether 0 is worst and 1 best, or merely lowest and highest), quarter (key of QUARTERS or
    missing), hover (lines), and where it applies status. Rows without a position are left out.
    """
    rows = rows[rows["position"].notna()]
    if rows.empty:
        return template.nothing(texts, theme, language)
    colours = palette.theme(theme)
    placed, words, bottom = _placed(rows, texts)
    height = bottom + LEGEND + template.heading_height(texts)
    notes = _words(placed, words, colours)
    if template.simulated(rows.get("status")):
        notes += _watermarks(placed, texts["simulated"], theme)
    # All at once: plotly copies every annotation there is for each one that is added.
    figure = template.blank(theme, language, height, clickmode="event+select", hoverdistance=30, annotations=notes)
    _bars(figure, placed, texts, colours)
    _marks(figure, placed, texts, colours)
    _dots(figure, placed, texts, colours)
    figure.update_xaxes(range=[-0.03, 1.03], visible=False)
    figure.update_yaxes(range=[bottom + 4, 0], visible=False)
    return template.headed(figure, texts, theme)


def _placed(rows: pd.DataFrame, texts: Mapping[str, str]) -> tuple[pd.DataFrame, list[tuple], int]:
    """Rows with the pixel of their label and of their spine; lines of words (pixel, left, right); the height."""
    directed = rows["directed"].astype(bool)
    at, parts, words = 0, [], []
    for section, left, right in ((rows[directed], "worst", "best"), (rows[~directed], "lowest", "highest")):
        if section.empty:
            continue
        words.append((at + ENDS / 2, f"← {texts[left]}", f"{texts[right]} →"))
        at += ENDS
        groups = section.groupby("group", sort=False) if left == "worst" else [(texts["undirected"], section)]
        for name, some in groups:
            words.append((at + HEADING / 2, name, ""))
            at += HEADING
            labels = [_folded(*row) for row in some[["label", "value", "rank"]].itertuples(index=False)]
            drop = pd.Series([LINE * beside for _, beside in labels], index=some.index)
            heights = pd.Series(
                [LINE * max(len(lines), beside + 1) + BAR for lines, beside in labels], index=some.index
            )
            top = at + heights.cumsum() - heights
            lines = ["<br>".join(each) for each, _ in labels]
            parts.append(some.assign(lines=lines, top=top, value_top=top + drop, y=top + heights - BAR / 2))
            at += int(heights.sum())
    return pd.concat(parts), words, at


def _folded(label: str, value: str, rank: str) -> tuple[list[str], int]:
    """Lines of the label and the line that the value stands on: beside the label, or below it where it is long."""
    room = LINE_WIDTH - len(value) - len(rank) - 3
    if room >= LEAST_LABEL:
        return template.folded(label, room), 0
    lines = template.folded(label, LINE_WIDTH)
    return lines, len(lines)


def _bars(figure, rows, texts, colours) -> None:
    """The whole range thin, the middle half of the regencies thick."""
    for name, low, high, width, colour in (
        (texts["half"], rows["low_quarter"], rows["high_quarter"], 11, colours.grid),
        ("", 0.0, 1.0, 1.2, colours.line),
    ):
        ends = pd.DataFrame({"low": low, "high": high, "y": rows["y"]})
        figure.add_scatter(
            x=[x for row in ends.itertuples() for x in (row.low, row.high, None)],
            y=[y for row in ends.itertuples() for y in (row.y, row.y, None)],
            mode="lines",
            line={"color": colour, "width": width},
            name=template.escaped(name),
            showlegend=bool(name),
            hoverinfo="skip",
        )


def _marks(figure, rows, texts, colours) -> None:
    for column, words, symbol, size in (
        ("median_position", texts["median"], "line-ns", 12),
        ("province_position", texts["province"], "diamond-open", 10),
    ):
        some = rows[rows[column].notna()]
        if some.empty:
            continue
        figure.add_scatter(
            x=some[column].clip(-0.02, 1.02),
            y=some["y"],
            mode="markers",
            marker={"symbol": symbol, "size": size, "color": colours.text, "line": {"width": 1.6}},
            name=template.escaped(words),
            hoverinfo="skip",
        )


def _dots(figure, rows, texts, colours) -> None:
    kinds = rows["quarter"].astype(object).where(rows["quarter"].isin(list(QUARTERS)), "none")
    for kind in (*QUARTERS, "none"):
        some = rows[kinds == kind]
        if some.empty:
            continue
        words = texts["unranked"] if kind == "none" else texts[f"quarter_{kind}"]
        figure.add_scatter(
            x=some["position"],
            y=some["y"],
            mode="markers",
            marker={
                "size": 13,
                "symbol": SYMBOLS.get(kind, "square"),
                "color": colours.tone[QUARTERS[kind]] if kind in QUARTERS else colours.signal["common_cause"],
                "line": {"color": colours.edge, "width": 1.2},
            },
            **template.UNDIMMED,
            cliponaxis=False,
            name=template.escaped(words),
            customdata=some["key"].tolist(),
            hovertext=some["hover"].map(template.broken).tolist(),
            hoverinfo="text",
        )


def _words(rows, words, colours) -> list[dict]:
    """Labels above their spines with values and ranks at the right, headings, and the two ends of the scale."""
    left = {"x": 0, "xanchor": "left", "align": "left"}
    right = {"x": 1, "xanchor": "right", "align": "right"}
    written = []
    for y, at, lines, value, rank in rows[["top", "value_top", "lines", "value", "rank"]].itertuples(index=False):
        beside = f"<b>{template.escaped(value)}</b>" + (f" · {template.escaped(rank)}" if rank else "")
        written.append(_note(y, lines, colours.text, left, "top"))
        written.append(_note(at, beside, colours.text, right, "top"))
    for y, start, end in words:
        heading = not end
        start = f"<b>{template.escaped(start)}</b>" if heading else template.escaped(start)
        written.append(_note(y, start, colours.accent if heading else colours.muted, left, "middle"))
        if end:
            written.append(_note(y, template.escaped(end), colours.muted, right, "middle"))
    return written


def _note(y: float, text: str, colour: str, side: Mapping, anchor: str) -> dict:
    font = {"size": SIZE, "color": colour}
    return {"y": y, "text": text, "showarrow": False, "font": font, "borderpad": 0, "yanchor": anchor, **side}


def _watermarks(rows: pd.DataFrame, words: str, theme: str) -> list[dict]:
    """A mark every screenful, since a long chart is seen in parts."""
    places = range(140, max(int(rows["y"].max()), 141), 420)
    return [template.watermark_at(words, theme, y=y, yref="y") for y in places]
