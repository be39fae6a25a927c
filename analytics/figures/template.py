"""The one plotly template, and what every figure shares: heading, what is simulated, empty state, tooltip text."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

import pandas as pd
import plotly.graph_objects as go

from analytics.figures import palette

FONT = "'Kinerja Sans', system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif"
SIZE = 13
LETTERS = re.compile(r"(font-size:)(\d+)px")
SHIFTS = ("xshift", "yshift", "standoff")
TITLE, CAPTION = 38, 48  # characters a line, so that headings fit a phone
UNDIMMED = {"selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}}}
"""For traces: a click picks a mark and dims none of the others."""

SEPARATORS = {"id": ",.", "en": ".,"}
"""Decimal mark, then thousands mark: 1.234,5 in Indonesian, 1,234.5 in English."""


def config(name: str, kind: str = "png") -> dict:
    """For st.plotly_chart(config=…): no logo, no zoom, and a camera button that saves `name` at print size."""
    return {
        "displaylogo": False,
        "scrollZoom": False,
        "doubleClick": False,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": kind, "filename": name, "width": 1100, "scale": 2},
    }


@cache
def template(theme: str = "light", language: str = "id") -> go.layout.Template:
    """The look of all figures; pass it to Streamlit with theme=None so that nothing is painted over."""
    colours = palette.theme(theme)
    axis = _axis(colours)
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": SIZE, "color": colours.text},
            "separators": SEPARATORS.get(language, SEPARATORS["id"]),
            "paper_bgcolor": colours.background,
            "plot_bgcolor": colours.background,
            "colorway": [colours.accent, *colours.signal.values()],
            "xaxis": axis,
            "yaxis": axis,
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
            "hoverlabel": {
                "bgcolor": colours.surface,
                "bordercolor": colours.edge,
                "font": {"family": FONT, "size": SIZE, "color": colours.text},
                "align": "left",
            },
            "legend": _legend(colours),
            "dragmode": False,
            "hovermode": "closest",
        }
    )


def _axis(colours: palette.Theme) -> dict:
    return {
        "gridcolor": colours.grid,
        "linecolor": colours.line,
        "tickcolor": colours.line,
        "zerolinecolor": colours.line,
        "tickfont": {"color": colours.muted, "size": SIZE - 1},
        "title": {"font": {"color": colours.muted, "size": SIZE - 1}, "standoff": 8},
        "automargin": True,
        "fixedrange": True,
    }


def _legend(colours: palette.Theme) -> dict:
    return {
        "orientation": "h",
        "x": 0,
        "xanchor": "left",
        "y": 1.01,
        "yanchor": "bottom",
        "traceorder": "normal",
        "font": {"size": SIZE - 2, "color": colours.text},
        "maxheight": 0.7,
        "bgcolor": "rgba(0,0,0,0)",
        "itemclick": False,
        "itemdoubleclick": False,
    }


def blank(theme: str, language: str, height: int, **layout) -> go.Figure:
    """An empty figure with the template."""
    return go.Figure(layout={"template": template(theme, language), "height": height, **layout})


def enlarged(figure: go.Figure, times: float) -> go.Figure:
    """The figure with its letters, and the room that they have, `times` as large: to be read from afar."""
    return go.Figure(_larger(figure.to_plotly_json(), times))


def _larger(part: object, times: float, name: str = "", within: str = "") -> object:
    """A part of a figure's description, the sizes of letters and the distances in it multiplied."""
    if isinstance(part, Mapping):
        return {key: _larger(each, times, key, name) for key, each in part.items()}
    if isinstance(part, list | tuple):
        return [_larger(each, times, name, within) for each in part]
    if isinstance(part, str):
        return LETTERS.sub(lambda size: f"{size[1]}{float(size[2]) * times:.0f}px", part)
    is_letter = name == "size" and within.endswith("font")
    if isinstance(part, int | float) and (is_letter or name in SHIFTS or within == "margin"):
        return round(part * times)
    return part


def headed(figure: go.Figure, texts: Mapping[str, str], theme: str) -> go.Figure:
    """The figure with `texts["title"]` in bold and `texts["caption"]` (source, date, filters) above the drawing.

    A downloaded picture has to explain itself, so both stand in the figure. Where there is a legend they are its
    title: plotly then stacks title, legend rows and drawing at any width, which it does for nothing else.
    """
    colours = palette.theme(theme)
    lines = [f"<b>{line}</b>" for line in folded(texts.get("title", ""), TITLE)]
    small = [
        f'<span style="font-size:{SIZE - 2}px;color:{colours.muted}">{line}</span>'
        for line in folded(texts.get("caption", ""), CAPTION)
    ]
    words = "<br>".join([*lines, *small])
    if not words:
        return figure
    if figure.layout.showlegend is not False and any(trace.showlegend is not False for trace in figure.data):
        figure.update_layout(legend_title={"text": words, "side": "top", "font": {"size": SIZE}})
    else:
        figure.add_annotation(
            text=words, x=0, xref="paper", xanchor="left", y=1, yref="paper", yanchor="bottom", yshift=8, align="left",
            showarrow=False, font={"size": SIZE, "color": colours.text},
        )  # fmt: skip
        figure.update_layout(margin_t=heading_height(texts) + 16)
    return figure


def named_rows(figure: go.Figure, labels: Sequence[Sequence[str]], ends: tuple[float, float], colours, grid: bool):
    """The vertical axis of a figure with one row for each label (its lines); `ends` are those of the axis."""
    figure.update_yaxes(
        tickvals=list(range(len(labels))),
        ticktext=["<br>".join(lines) for lines in labels],
        range=list(ends),
        showgrid=grid,
        zeroline=False,
        tickfont={"size": SIZE - 2, "color": colours.text},
    )


def outline(chosen: Iterable[bool], colours: palette.Theme, width: float) -> dict:
    """The edges of marks: of those chosen in the colour of text and thick, of the others `width` pixels."""
    chosen = list(chosen)
    return {
        "color": [colours.text if each else colours.edge for each in chosen],
        "width": [3 if each else width for each in chosen],
    }


def marked(texts: Mapping[str, str], status: Iterable | None) -> Mapping[str, str]:
    """The texts, whose caption says `texts["simulated"]` where any row is simulated: the picture says so wherever it is
    shown, and nothing is written across the drawing."""
    if not simulated(status):
        return texts
    said = [texts.get("caption", ""), texts["simulated"]]
    return {**texts, "caption": " · ".join(part for part in said if part)}


def heading_height(texts: Mapping[str, str]) -> int:
    """Pixels that `headed` will take, for figures whose height follows their rows."""
    return 18 * len(folded(texts.get("title", ""), TITLE)) + 17 * len(folded(texts.get("caption", ""), CAPTION))


def simulated(status: Iterable | None) -> bool:
    """Whether any of the rows is simulated."""
    return status is not None and bool((pd.Series(status, dtype=object) == "simulated").any())


def nothing(texts: Mapping[str, str], theme: str, language: str, height: int = 160) -> go.Figure:
    """A figure that says in `texts["empty"]` that there is nothing to draw."""
    figure = blank(theme, language, height, xaxis_visible=False, yaxis_visible=False)
    words = "<br>".join(folded(texts["empty"], 44))
    figure.add_annotation(
        text=words, x=0.5, y=0.5, xref="paper", yref="paper", showarrow=False, font_color=palette.theme(theme).muted
    )
    return figure


def folded(words: str, width: int) -> list[str]:
    """The words as escaped lines of at most `width` characters; plotly breaks no line by itself."""
    return [escaped(line) for line in textwrap.wrap(words, width, break_long_words=False)]


def broken(words: str) -> str:
    """The words as they are, escaped, with their own line breaks."""
    return "<br>".join(escaped(line) for line in words.split("\n"))


def escaped(words: object) -> str:
    """Text that plotly shows as it is: data must bring no markup into a figure."""
    if words is None or words is pd.NA or words != words:
        return ""
    return str(words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def labelled(pairs: Iterable[tuple[str, object]]) -> str:
    """Tooltip lines `label: value`, without those that have no value."""
    lines = [f"{escaped(label)}: <b>{escaped(value)}</b>" for label, value in pairs if escaped(value)]
    return "<br>".join(lines)
