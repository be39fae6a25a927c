"""Everything on a page that can be pressed, found in the tree of its elements, and pressed as a browser does."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Widget

from pages.words import language
from tests.pages.visiting import fine

TYPED = "kemiskinan"
MOST_BUTTONS = 8  # of a choice that are pressed one by one
OF_A_THING = re.compile(r"_[^_]*[A-Z0-9.|][^_]*")  # the part of a key that says of which series, agency or row it is
ELSEWHERE = {"download_button", "file_uploader"}  # their files are made and sent, nothing is pressed


class UnknownWidget(LookupError):
    """A kind of widget that nobody taught this file to press."""


@dataclass(frozen=True)
class Press:
    """One thing to do: `name` is alike on every page and in both languages where it does the same."""

    name: str
    states: tuple[tuple[str, str, Any], ...]  # widget, field of its state, value

    def on(self, app: AppTest) -> AppTest:
        """The page after it, by the states that a browser would send."""
        changed = {widget for widget, _, _ in self.states}
        with language.speaking(app.session_state[language.STATE_KEY]):  # its options are in the language of the page
            sent = app._tree.get_widget_states()
        kept = [each for each in sent.widgets if each.id not in changed]
        del sent.widgets[:]
        sent.widgets.extend([*kept, *(_state(*each) for each in self.states)])
        app._run(sent)
        return fine(app)


def _state(widget: str, field: str, value: Any) -> WidgetState:
    state = WidgetState(id=widget)
    if field.endswith("_array_value"):
        getattr(state, field).data[:] = value
    elif field == "string_trigger_value":
        state.string_trigger_value.data = value
    else:
        setattr(state, field, value)
    return state


def presses(app: AppTest) -> Iterator[Press]:
    """What can be pressed: every button, alone and, in a form, with its fields filled; of a choice each option where
    they are few, else the last one; a switch turned, a fold opened, a text typed, a number at both of its ends; of a
    table's buttons those of the last row."""
    nodes = [node for node in app._tree if not getattr(getattr(node, "proto", None), "disabled", False)]
    for node in nodes:
        if isinstance(node, Widget) and node.type not in KINDS and node.type not in ELSEWHERE:
            raise UnknownWidget(node.type)
        form = getattr(getattr(node, "proto", None), "form_id", "")
        if node.type not in KINDS or (form and node.type != "button"):
            continue
        for said, *state in KINDS[node.type](node):
            yield Press(f"{node.type} {_stem(node)} {said}".strip(), (tuple(state),))
        if form:
            fields = [each for each in nodes if each.type.startswith("text_") and each.proto.form_id == form]
            filled = [(each.id, "string_value", TYPED) for each in fields]
            yield Press(f"{node.type} {_stem(node)} filled", (*filled, (node.id, "trigger_value", True)))


def _stem(node: Any) -> str:
    """What stays the same of a key whatever it is of; of what has no key, its label."""
    key = getattr(node, "key", None) or getattr(node.proto, "id", "").rpartition("-")[2]
    return OF_A_THING.sub("", key) if key and key != "None" else re.sub(r"[\d.,]+", "", getattr(node, "label", ""))


def _few(options: list, most: int) -> list[tuple[str, Any]]:
    numbered = [(str(at), each) for at, each in enumerate(options)]
    return numbered if len(numbered) <= most else [("last", options[-1])]


def _row_buttons(node: Any) -> Iterator[tuple]:
    last = len(node.value) - 1
    for widget in node.proto.button_click_widgets.values() if last >= 0 else ():
        yield widget.rpartition("-")[2], widget, "string_trigger_value", json.dumps({"row": last, "label": ""})


def _tabs(node: Any) -> list[tuple]:
    labels = [each.label for each in node.children.values()]
    return [(str(at), node.proto.id, "string_value", each) for at, each in enumerate(labels) if node.proto.id]


def _opened(node: Any) -> list[tuple]:
    return [("", node.proto.id, "bool_value", True)] if node.proto.id else []


def _ends(node: Any) -> list[tuple]:
    of = node.proto
    ends = [("least", of.min)] * of.has_min + [("most", of.max)] * of.has_max
    return [(said, node.id, "double_value", value) for said, value in ends]


def _days(node: Any) -> list[tuple]:
    held = [each for each in (node.proto.min, node.proto.max) if each]
    return [(str(at), node.id, "string_array_value", [each]) for at, each in enumerate(held)]


def _slid(node: Any) -> list[tuple]:
    knobs = len(node.proto.default)
    ends = (("first", node.options[0]), ("last", node.options[-1]))
    return [(said, node.id, "string_array_value", [each] * knobs) for said, each in ends]


def _options(node: Any, field: str, most: int = MOST_BUTTONS) -> list[tuple]:
    several = field.endswith("array_value")
    return [(said, node.id, field, [each] if several else each) for said, each in _few(list(node.options), most)]


KINDS: dict[str, Callable[[Any], Iterable[tuple]]] = {
    "button": lambda node: [("", node.id, "trigger_value", True)],
    "button_group": lambda node: _options(node, "string_array_value"),
    "radio": lambda node: _options(node, "string_value", 1),
    "selectbox": lambda node: _options(node, "string_value"),
    "multiselect": lambda node: _options(node, "string_array_value"),
    "select_slider": _slid,
    "toggle": lambda node: [("", node.id, "bool_value", not node.value)],
    "checkbox": lambda node: [("", node.id, "bool_value", not node.value)],
    "text_input": lambda node: [("", node.id, "string_value", TYPED)],
    "text_area": lambda node: [("", node.id, "string_value", TYPED)],
    "number_input": _ends,
    "date_input": _days,
    "expander": _opened,
    "popover": _opened,
    "tab_container": _tabs,
    "dataframe": _row_buttons,
}  # fmt: skip
"""Kind of element → what can be done to it: words, widget, field of its state, value."""
