"""The link and the widgets, kept the same by code.

A link (`?agency=DINKES&indicator=IKU-DINKES-04&period=2025-Q2&lang=en`) may come with names of either language or other
names of a regency instead; whatever is unknown is hostile or old: it is dropped, and the visitor is told.
"""

from collections.abc import Callable, Container, Iterable, Mapping
from urllib.parse import urlencode, urlsplit

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.content import choices
from pages.content.scope import KEYS, SEVERAL, SHOWN_OF_A_BAD_VALUE, SINGLE, SNAPSHOT, Scope
from pages.content.told import PROVINCE
from pages.session.state import assign
from pages.words import language
from pages.words.language import t


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


def write_link(here: Scope) -> None:
    """Write the scope into the link by code; one message, so that it is one step in the browser's history."""
    given = {key: st.query_params.get_all(key) for key in st.query_params}
    codes = {key: value if isinstance(value, list) else [value] for key, value in here.codes.items()}
    wanted = codes | {key: values for key, values in given.items() if key not in KEYS}
    if wanted != given:
        st.query_params.from_dict(wanted)


def address(snapshot: str) -> str:
    """The address of the present view at a snapshot, the site's own name included."""
    given = {key: st.query_params.get_all(key) for key in st.query_params if key != SNAPSHOT}
    query = urlencode({**given, SNAPSHOT: snapshot}, doseq=True)
    return urlsplit(st.context.url or "")._replace(query=query, fragment="").geturl()


def linked(key: str, allowed: Container[str], default: str | None = None) -> None:
    """Keep a page's own control and the link the same, by code. Call it right before the control `key` is drawn.

    `bind` would write the label in the reader's language, since that is all the browser knows. A value that the
    visitor has just changed wins over the link; a link that has changed (back button) wins over the control; what is
    not `allowed` becomes `default`, which the link leaves out.
    """
    _link(key, default, lambda texts: next((text for text in texts if text in allowed), default), lambda one: [one])


def linked_several(key: str, allowed: Container[str], default: Iterable[str] = ()) -> None:
    """The same for a control of several codes; an empty code in the link says that none of `default` is chosen."""
    usual = list(default)

    def read(values: list[str]) -> list[str]:
        known = [value for value in dict.fromkeys(values) if value in allowed]
        return known if known or values == [""] else usual

    _link(key, usual, read, lambda codes: codes or [""])


def linked_flag(key: str) -> None:
    """The same for a toggle: 1 in the link when it is on."""
    _link(key, False, lambda values: list(values) == ["1"], lambda on: ["1"] if on else [])


def _link(key: str, default: object, read: Callable, write: Callable) -> None:
    """`read` makes a value of the link's texts, `write` the texts of a value."""
    kept = st.session_state.setdefault("_linked", {})
    given = read(st.query_params.get_all(key))
    value = st.session_state.get(key, given)
    if value == kept.get(key, value) and given != kept.get(key, given):
        value = given
    value = read(write(value))
    st.session_state[key] = kept[key] = value
    if value != default:
        if st.query_params.get_all(key) != write(value):
            st.query_params[key] = write(value)
    elif key in st.query_params:
        del st.query_params[key]


def _resolve(given: Mapping[str, list[str]]) -> tuple[dict[str, list[str]], list[tuple[str, str]]]:
    """Codes by key, and the (key, value) pairs that mean nothing here; the province is shown without a regency."""
    wanted: dict[str, list[str]] = {}
    unknown: list[tuple[str, str]] = []
    for key in ("agency", "unit", "region", "indicator", "period"):
        options = choices.of(key, _first(wanted.get("agency")) if key == "unit" else None)
        for value in given.get(key, [])[: len(options.labels) or 1]:
            code = options.code(value)
            if (key, value) == ("region", PROVINCE):
                continue
            if code is None:
                unknown.append((key, value[:SHOWN_OF_A_BAD_VALUE]))
            elif code not in wanted.setdefault(key, []) and (key in SEVERAL or not wanted[key]):
                wanted[key].append(code)
    agency = _first(wanted.get("agency"))
    indicator = _first(wanted.get("indicator"))
    if agency and indicator and indicator not in choices.of("indicator", agency).labels:
        unknown.append(("indicator", indicator))
        del wanted["indicator"]
    return {key: codes for key, codes in wanted.items() if codes}, unknown


def _first(values: list[str] | None) -> str | None:
    return values[0] if values else None
