"""What the reader asks of the map: indicator, period, scale, and how it is drawn; each is kept in the link."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analytics.thresholds import SHARE_OF_REPORTERS
from pages import session
from pages.components import captions
from pages.content import mapping
from pages.words import language
from pages.words.language import t
from pages.words.row import Row

FORMS = ("map", "tiles", "pair", "multiples")
SCALES = ("all", "one")
MOST_TEXT = 120
COUNTS, USUAL_COUNT = ("3", "4", "5", "6", "7"), "5"


@dataclass(frozen=True)
class Asked:
    """Mode and view, as far as they can be drawn; scheme and number of classes."""

    mode: str
    view: str
    scheme: str
    count: int


class AnyText:
    """Allows every short text."""

    def __contains__(self, text: object) -> bool:
        return isinstance(text, str) and len(text) <= MOST_TEXT


def indicator(offered: pd.DataFrame, code: str) -> None:
    """The indicator drawn; choosing another moves the whole view to it."""
    names = {row["code"]: language.name(row) for row in offered.to_dict("records")}
    st.session_state["map_indicator"] = code
    st.selectbox(
        t("map.indicator"), list(names), format_func=lambda each: names[each], key="map_indicator",
        on_change=_indicator_chosen, width=300,
    )  # fmt: skip


def _indicator_chosen() -> None:
    session.assign(indicator=st.session_state["map_indicator"])


def usual(periods: pd.DataFrame) -> str:
    """The newest period that enough regencies have reported; the newest of all where none is."""
    enough = periods[periods["regions"] >= SHARE_OF_REPORTERS * periods["regions_due"]]
    return str((enough if len(enough) else periods)["period"].iloc[-1])


def newer(periods: pd.DataFrame, shown: str) -> str:
    """Which newer period is not shown first, since too few have reported it; empty where there is none."""
    newest = periods.iloc[-1]
    if shown == newest["period"] or shown != usual(periods):
        return ""
    told = {"period": language.period(newest["period"]), "k": int(newest["regions"]), "n": int(newest["regions_due"])}
    return t("map.newer", **told)


def period(periods: pd.DataFrame, mode: str) -> str:
    """The period to draw: the newest that is whole until the reader moves the slider."""
    names = periods["period"].tolist()
    if len(names) < 2 or mode == "trend":
        return names[-1]
    session.linked("map_period", names, usual(periods))
    return st.select_slider(
        t("map.period"), names, format_func=lambda each: language.period(each, short=True), key="map_period",
        width=240,
    )  # fmt: skip


def scale(names: list[str], shown: str, indicator_: Row) -> bool:
    """Whether the classes are cut over all periods (of the same month where values accumulate) or over this one."""
    if mapping.COLUMN[st.session_state["map_mode"]] not in mapping.SPREAD or st.session_state["map_mode"] == "clusters":
        return False
    session.linked("map_scale", SCALES, SCALES[0])
    alike = comparable(names, shown, indicator_)
    first, last = alike[0][:4], alike[-1][:4]
    month = language.period(shown).removesuffix(f" {shown[:4]}")
    words = {
        "all": t("map.scale_month", month=month, first=first, last=last) if len(alike) < len(names)
        else t("map.scale_all", first=first, last=last),
        "one": t("map.scale_one", period=language.period(shown, short=True)),
    }  # fmt: skip
    chosen = st.segmented_control(
        t("map.scale"), SCALES, format_func=lambda each: words[each], key="map_scale", required=True
    )
    return chosen == "all"


def comparable(names: list[str], shown: str, indicator_: Row) -> list[str]:
    """Periods whose values may share a scale: all, or the same part of each year where values accumulate in it."""
    if indicator_["accumulation"] != "cumulative":
        return names
    return [each for each in names if each[4:] == shown[4:]]


def cannot_draw(rows: pd.DataFrame, as_of: object) -> dict[str, str]:
    """Modes without a single number in these rows of `mapping.values`, with the reason."""
    off = {
        mode: t(f"map.lacks_{mode}")
        for mode in mapping.MODES[1:] if mode != "clusters" and rows[mapping.COLUMN[mode]].isna().all()
    }  # fmt: skip
    return off | ({"trend": t("map.newest_only")} if as_of else {})


def drawing(mode_off: Mapping[str, str], several: bool) -> Asked:
    """Mode, form and classes, behind one button. mode_off: modes that cannot be drawn, with the reason."""
    for key, allowed, usual_ in (
        ("map_view", FORMS, FORMS[0]), ("map_scheme", mapping.SCHEMES, mapping.SCHEMES[0]),
        ("map_count", COUNTS, USUAL_COUNT), ("map_bounds", AnyText(), ""),
    ):  # fmt: skip
        session.linked(key, allowed, usual_)
    mode, view = st.session_state["map_mode"], st.session_state["map_view"]
    offered = [each for each in mapping.MODES if each not in mode_off or each == mode]
    with st.popover(t("map.options"), icon=":material/tune:"):
        mode = st.segmented_control(
            t("map.mode"), offered, format_func=lambda each: t(f"map.mode_{each}"), key="map_mode", required=True,
            wrap=True,
        )  # fmt: skip
        view = st.segmented_control(
            t("map.view"), FORMS, format_func=lambda each: t(f"map.view_{each}"), key="map_view", required=True,
            wrap=True,
        )  # fmt: skip
        scheme, count = _classes(str(mode))
        if mode_off:
            off = [t("map.mode_off", mode=t(f"map.mode_{each}"), reason=why) for each, why in mode_off.items()]
            captions.say(t("map.modes_off", modes="; ".join(off)))
    return Asked(*_drawable(str(mode), str(view), mode_off, several), scheme, count)


def _classes(mode: str) -> tuple[str, int]:
    off = mode in mapping.WITHOUT_CLASSES
    scheme = st.selectbox(
        t("map.scheme"), mapping.SCHEMES, format_func=lambda each: t(f"map.scheme_{each}"), key="map_scheme",
        disabled=mode != "value",
    )  # fmt: skip
    own = scheme == "own" and mode == "value"
    count = st.segmented_control(t("map.count"), COUNTS, key="map_count", required=True, disabled=own or off)
    st.text_input(t("map.bounds"), key="map_bounds", help=t("map.bounds_help"), max_chars=MOST_TEXT, disabled=not own)
    return scheme, int(str(count))


def _drawable(mode: str, view: str, mode_off: Mapping[str, str], several: bool) -> tuple[str, str]:
    """Mode and view, put back to values and to the map where they cannot be drawn; the reason is said."""
    if mode in mode_off:
        st.info(t("map.mode_off_drawn", mode=t(f"map.mode_{mode}"), reason=mode_off[mode]), icon=":material/info:")
        mode = mapping.MODES[0]
    if mode == "trend" and view in ("pair", "multiples"):
        st.info(t("map.multiples_trend"), icon=":material/history:")
        mode = mapping.MODES[0]
    if view in ("pair", "multiples") and not several:
        st.info(t("map.multiples_one"), icon=":material/history:")
        view = FORMS[0]
    return mode, view


def settled(asked: Asked, rows: pd.DataFrame, province: pd.Series | None) -> mapping.Choice:
    """The choice with its bounds or centre; says why where the scheme cannot be used."""
    choice = mapping.Choice(asked.mode, asked.scheme, asked.count)
    if asked.mode != "value" or asked.scheme in mapping.SCHEMES[:3]:
        return choice
    if asked.scheme == "own":
        return mapping.Choice(asked.mode, asked.scheme, asked.count, _bounds())
    known = province is not None and not language.missing(province["actual"])
    centred = asked.scheme == "target"
    centre = mapping.common_target(rows) if centred else float(province["actual"]) if known else None
    if centre is None:
        st.info(t("map.no_target" if centred else "map.no_province"), icon=":material/tune:")
    return mapping.Choice(asked.mode, asked.scheme, asked.count, (), centre)


def _bounds() -> tuple[float, ...]:
    text = st.session_state.get("map_bounds") or ""
    bounds = mapping.parse_bounds(text)
    if not bounds:
        words = t("map.bounds_bad", text=language.plain(text)) if text.strip() else t("map.bounds_none")
        st.warning(words, icon=":material/tune:")
    return bounds or ()


def other_period(names: list[str], shown: str) -> str:
    """The period beside the one that is shown: the one before it until the reader chooses."""
    others = [each for each in names if each != shown]
    earlier = [each for each in others if names.index(each) < names.index(shown)]
    session.linked("map_other", others, (earlier or others)[-1])
    return st.selectbox(
        t("map.other_period"), others[::-1], format_func=language.period, key="map_other", width=320
    )
