"""What the visitor is looking at: language, agency, units, regencies, indicator and period, all of it in the link.

The sidebar's widgets are drawn once, by the frame, and write codes into the link
(`?agency=DINKES&indicator=IKU-DINKES-04&period=2025-Q2&lang=en`). A link may come with names of either language or
other names of a regency instead; whatever is unknown is hostile or old: it is dropped, and the visitor is told.
"""

import datetime as dt
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlencode

import pandas as pd
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from analytics.periods import period_bounds
from analytics.regions import PROVINCE
from pages.parts import language, source
from pages.parts.caching import cached
from pages.parts.language import t

SINGLE = ("agency", "indicator", "period")
SEVERAL = ("unit", "region")
SNAPSHOT = "snapshot"
KEYS = ("lang", *SINGLE, *SEVERAL, SNAPSHOT)
SHOWN_OF_A_BAD_VALUE = 40


@dataclass(frozen=True)
class Scope:
    """Checked codes of the present view; empty means everything."""

    language: str = "id"
    agency: str = ""
    units: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    indicator: str = ""
    period: str = ""
    snapshot: str = ""  # cited by the link; empty for the newest

    @property
    def as_of(self) -> dt.date | None:
        """Last day of the chosen period, None for the newest data."""
        return period_bounds(self.period)[1] if self.period else None

    @property
    def filters(self) -> dict[str, object]:
        """Parameters of the queries that filter by agency, units and regencies; what is not chosen is NULL."""
        return {"agency": self.agency or None, "units": self.units or None, "regions": self.regions or None}

    @property
    def codes(self) -> dict[str, object]:
        """The view as link parameters, without what is not chosen."""
        chosen = {
            "lang": self.language if self.language != language.LANGUAGES[0] else "",
            "agency": self.agency,
            "unit": list(self.units),
            "region": list(self.regions),
            "indicator": self.indicator,
            "period": self.period,
            SNAPSHOT: self.snapshot,
        }
        return {key: value for key, value in chosen.items() if value}


@dataclass(frozen=True)
class Choices:
    """Options of one sidebar widget: code → (Indonesian label, English label), and other names → code."""

    labels: Mapping[str, tuple[str, str]]
    aliases: Mapping[str, str] = field(default_factory=dict)

    def label(self, code: str, spoken: str | None = None) -> str:
        """Label in the reader's language, or in the one given; the code itself when it is unknown."""
        pair = self.labels.get(code)
        return pair[language.LANGUAGES.index(spoken or language.current())] if pair else str(code)

    def name(self, code: str) -> str:
        """Label without the code behind it."""
        return self.label(code).removesuffix(f" ({code})")

    def code(self, text: str) -> str | None:
        """The code that a link value means: by code, label of either language, other name, or the code at its end."""
        wanted = text.strip().casefold()
        for code, pair in self.labels.items():
            if wanted in {code.casefold(), *(label.casefold() for label in pair)}:
                return code
        known = self.aliases.get(wanted)
        if known in self.labels:
            return known
        tail = text.rpartition("(")[2].rstrip(") ")
        return tail if tail in self.labels and tail != text else None


def current() -> Scope:
    """The view as the frame has drawn it; stops a page that is run without the frame."""
    held = st.session_state.get("_scope")
    if held is None:
        st.stop()
    return held


def arrives() -> bool:
    """Whether this run shows what a link says: the first of a session, or the visitor went back or forward."""
    run = get_script_run_ctx()
    return not st.session_state.get("_link_read") or (run is not None and run.is_history_navigation)


def adopt_language() -> None:
    """Speak the language of a link that has just come. Called by the frame before it says anything."""
    if arrives():
        st.session_state[language.STATE_KEY] = language.spoken(st.query_params.get_all(language.STATE_KEY))
    language.hold()


def adopt_link() -> None:
    """Set the sidebar to what a link that has just come says, and note what it cannot mean."""
    if not arrives():
        return
    st.session_state["_link_read"] = True
    given = {key: st.query_params.get_all(key) for key in (*SINGLE, *SEVERAL) if key in st.query_params}
    wanted, unknown = _resolve(given)
    if unknown:
        st.session_state["_link_notices"] = [
            t("scope.unknown_value", name=t(f"scope.{key}"), value=language.plain(value)) for key, value in unknown
        ]
    assign(**{key: _first(wanted.get(key)) for key in SINGLE}, **{key: wanted.get(key, []) for key in SEVERAL})


def _write_link(here: Scope) -> None:
    """Write the scope into the link by code; one message, so that it is one step in the browser's history."""
    given = {key: st.query_params.get_all(key) for key in st.query_params}
    codes = {key: value if isinstance(value, list) else [value] for key, value in here.codes.items()}
    wanted = codes | {key: values for key, values in given.items() if key not in KEYS}
    if wanted != given:
        st.query_params.from_dict(wanted)


def draw() -> Scope:
    """Draw the sidebar, keep and return the scope. Called by the frame, once a run."""
    for key, value in st.session_state.pop("_moved", {}).items():
        st.session_state[key] = value
    language.hold()
    with st.sidebar:
        st.segmented_control(
            t("scope.language"),
            language.LANGUAGES,
            default=language.LANGUAGES[0],
            format_func=language.NAMES.get,
            required=True,
            key=language.STATE_KEY,
            label_visibility="collapsed",
            width="stretch",
        )
        agency = _select("agency", choices("agency"), on_change=_agency_changed)
        units = choices("unit", agency)
        if units.labels:
            _several("unit", units)
        _several("region", choices("region"))
        _select("indicator", choices("indicator", agency))
        _select("period", choices("period"))
        untouched = not any(st.session_state.get(key) for key in (*SINGLE, *SEVERAL))
        st.button(t("scope.reset"), on_click=reset, icon=":material/restart_alt:", type="tertiary", disabled=untouched)
    here = hold()
    _write_link(here)
    return here


def hold() -> Scope:
    """Keep the checked values of the widgets as the scope of this run. Forged values fall back to everything."""
    agency = _known("agency", choices("agency")) or ""
    st.session_state["_scope"] = Scope(
        language=language.current(),
        agency=agency,
        units=_all_known("unit", choices("unit", agency)),
        regions=_all_known("region", choices("region")),
        indicator=_known("indicator", choices("indicator")) or "",
        period=_known("period", choices("period")) or "",
        snapshot=st.session_state.get(SNAPSHOT) or "",
    )
    return st.session_state["_scope"]


def notices() -> list[str]:
    """What of the link could not be used, in words; each is told once."""
    return st.session_state.pop("_link_notices", [])


def reset() -> None:
    """Back to everything, in the same language. For use as a callback."""
    assign(agency=None, unit=[], region=[], indicator=None, period=None)


def assign(**codes: object) -> None:
    """Set sidebar values before the next run. For use in callbacks only."""
    for key, value in codes.items():
        st.session_state[key] = value


def open_page(stem: str, **codes: object) -> None:
    """Callback: open pages/<stem>.py with these sidebar values changed (`agency="DINKES"`, `unit=[…]`)."""
    if codes.get("agency", _MISSING) is not _MISSING:
        assign(unit=[])
    assign(**codes)
    st.session_state["_go_to"] = stem


def follow() -> None:
    """Go to the page that a callback asked for. Called by the frame, once the pages are known."""
    stem = st.session_state.pop("_go_to", None)
    if stem:
        st.session_state["_moved"] = {key: st.session_state.get(key) for key in KEYS}
        st.switch_page(f"pages/{stem}.py", query_params=())


def link(address: str, here: Scope, **codes: object) -> str:
    """Address of a page with the present view and these codes changed, relative to the site's root."""
    merged = {**here.codes, **codes}
    query = urlencode({key: value for key, value in merged.items() if value}, doseq=True)
    return f"/{address}?{query}" if query else f"/{address}"


def linked(key: str, allowed: Container[str], default: str | None = None) -> None:
    """Keep a page's own control and the link the same, by code. Call it right before the control `key` is drawn.

    `bind` would write the label in the reader's language, since that is all the browser knows. A value that the
    visitor has just changed wins over the link; a link that has changed (back button) wins over the control; what is
    not `allowed` becomes `default`, which the link leaves out.
    """
    _link(key, default, lambda texts: next((text for text in texts if text in allowed), default), lambda one: [one])


def linked_several(key: str, allowed: Container[str]) -> None:
    """The same for a control of several codes."""
    _link(key, [], lambda values: [value for value in values if value in allowed], list)


def linked_flag(key: str) -> None:
    """The same for a toggle: 1 in the link when it is on."""
    _link(key, False, lambda values: list(values) == ["1"], lambda _: ["1"])


def _link(key: str, default: object, read: Callable, write: Callable) -> None:
    """`read` makes a value of the link's texts, `write` the texts of a value."""
    kept = st.session_state.setdefault("_linked", {})
    given = read(st.query_params.get_all(key))
    value = st.session_state.get(key, given)
    if value == kept.get(key, value) and given != kept.get(key, given):
        value = given
    value = read(write(value)) if value else default
    st.session_state[key] = kept[key] = value
    if value != default:
        if st.query_params.get_all(key) != write(value):
            st.query_params[key] = write(value)
    elif key in st.query_params:
        del st.query_params[key]


def describe(here: Scope) -> list[str]:
    """The filters in force, in words, for captions and file headers."""
    words = [choices("agency").label(here.agency)] if here.agency else []
    units = choices("unit", here.agency)
    words += [units.label(unit) for unit in here.units]
    words += [choices("region").label(region) for region in here.regions]
    if here.period:
        words.append(t("scope.until", period=language.period(here.period)))
    return words


def quarter(here: Scope) -> str:
    """The quarter the view stands in: the chosen one, else the newest that monthly or quarterly reports reach."""
    if here.period:
        return here.period
    span = source.fetch("scope_span").iloc[0]
    newest = span["last_day"] if language.missing(span["newest_in_year"]) else span["newest_in_year"]
    return f"{newest.year}-Q{(newest.month + 2) // 3}"


def since(day: dt.date) -> dt.date:
    """Series whose newest value is older than this are history, not the present: two years before `day`."""
    return (pd.Timestamp(day) - pd.DateOffset(years=2)).date()


def choices(kind: str, agency: str | None = None) -> Choices:
    """Options of a sidebar widget in the present snapshot; units and indicators may depend on the agency."""
    current_snapshot = source.snapshot()
    return _choices(current_snapshot.id, kind, agency or None)


@cached(most=512)
def _choices(snapshot: str, kind: str, agency: str | None) -> Choices:
    return Choices(_LABELS[kind](agency), _aliases(kind))


def _aliases(kind: str) -> dict[str, str]:
    """Other names in small letters → code; a name of two things names none."""
    if kind not in ("agency", "region", "indicator"):
        return {}
    rows = source.fetch("aliases", kind=kind)
    rows = rows.assign(alias=rows["alias"].str.strip().str.casefold()).drop_duplicates()
    rows = rows[~rows["alias"].duplicated(keep=False)]
    return dict(zip(rows["alias"], rows["code"], strict=True))


def _agency_labels(_: str | None) -> dict[str, tuple[str, str]]:
    rows = source.fetch("scope_agencies")
    return _named(rows)


def _unit_labels(agency: str | None) -> dict[str, tuple[str, str]]:
    return _named(source.fetch("scope_units", agency=agency)) if agency else {}


def _indicator_labels(agency: str | None) -> dict[str, tuple[str, str]]:
    return _named(source.fetch("scope_indicators", agency=agency))


def _region_labels(_: str | None) -> dict[str, tuple[str, str]]:
    rows = source.fetch("regions")
    rows = rows[rows["code"] != PROVINCE]
    names = rows["short_name"].where(rows["type"] != "Kota", rows["name_id"])
    return {code: (label, label) for code, label in zip(rows["code"], names, strict=True)}


def _period_labels(_: str | None) -> dict[str, tuple[str, str]]:
    span = source.fetch("scope_span").iloc[0]
    if language.missing(span["last_day"]):
        return {}
    quarters = pd.period_range(span["first_day"], span["last_day"], freq="Q")[::-1]
    codes = [f"{quarter.year}-Q{quarter.quarter}" for quarter in quarters]
    return {code: (language.period(code, "id"), language.period(code, "en")) for code in codes}


_LABELS: dict[str, Callable[[str | None], dict[str, tuple[str, str]]]] = {
    "agency": _agency_labels,
    "unit": _unit_labels,
    "indicator": _indicator_labels,
    "region": _region_labels,
    "period": _period_labels,
}


def _named(rows: pd.DataFrame) -> dict[str, tuple[str, str]]:
    """Names with the code behind them: the code keeps a link good when a name changes."""
    return {
        row["code"]: tuple(f"{language.name(row, each)} ({row['code']})" for each in language.LANGUAGES)
        for row in rows.to_dict("records")
    }


def _select(key: str, options: Choices, on_change: Callable | None = None) -> str | None:
    if st.session_state.get(key) not in {None, *options.labels}:
        st.session_state[key] = None
    return st.selectbox(
        t(f"scope.{key}"),
        list(options.labels),
        index=None,
        format_func=partial(options.label, spoken=language.current()),
        key=key,
        placeholder=t(f"scope.{key}_all"),
        help=t(f"scope.{key}_help"),
        on_change=on_change or "rerun",
    )


def _several(key: str, options: Choices) -> list[str]:
    held = st.session_state.get(key) or []
    if any(code not in options.labels for code in held):
        st.session_state[key] = [code for code in held if code in options.labels]
    return st.multiselect(
        t(f"scope.{key}"),
        list(options.labels),
        format_func=partial(options.label, spoken=language.current()),
        key=key,
        placeholder=t(f"scope.{key}_all"),
        help=t(f"scope.{key}_help"),
        select_all=False,
    )


def _known(key: str, options: Choices) -> str | None:
    value = st.session_state.get(key)
    return value if isinstance(value, str) and value in options.labels else None


def _all_known(key: str, options: Choices) -> tuple[str, ...]:
    return tuple(value for value in st.session_state.get(key) or [] if value in options.labels)


def _agency_changed() -> None:
    """Units belong to one agency, and so may the indicator."""
    assign(unit=[])
    known = choices("indicator", st.session_state.get("agency")).labels
    if st.session_state.get("indicator") not in known:
        assign(indicator=None)


def _resolve(given: Mapping[str, list[str]]) -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    """Codes by key, and the (key, value) pairs that mean nothing here."""
    wanted: dict[str, list[str]] = {}
    unknown: list[tuple[str, str]] = []
    for key in ("agency", "unit", "region", "indicator", "period"):
        options = choices(key, _first(wanted.get("agency")) if key == "unit" else None)
        for value in given.get(key, [])[: len(options.labels) or 1]:
            code = options.code(value)
            if code is None:
                unknown.append((key, value[:SHOWN_OF_A_BAD_VALUE]))
            elif code not in wanted.setdefault(key, []) and (key in SEVERAL or not wanted[key]):
                wanted[key].append(code)
    agency = _first(wanted.get("agency"))
    indicator = _first(wanted.get("indicator"))
    if agency and indicator and indicator not in choices("indicator", agency).labels:
        unknown.append(("indicator", indicator))
        del wanted["indicator"]
    return {key: codes for key, codes in wanted.items() if codes}, unknown


def _first(values: list[str] | None) -> str | None:
    return values[0] if values else None


_MISSING = object()
