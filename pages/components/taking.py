"""What is shown taken away: a table as a file or in the clipboard."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from pages.components import kept_files
from pages.content import reader
from pages.documents import list_file
from pages.documents.formats import FORMATS
from pages.session import noting
from pages.words.language import t

COPIED = "_copied"
LISTS = ("table", "reference")  # kinds of files whose rows are counted
SCRIPT = """export default function ({ data }) {
  const tell = (done) => { document.documentElement.dataset.copied = done ? "1" : "0"; };
  if (!data?.text || window.kinerjaCopied === data.turn) { return; }
  window.kinerjaCopied = data.turn;
  const aside = () => {
    const box = document.createElement("textarea");
    box.value = data.text;
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    tell(done);
  };
  navigator.clipboard ? navigator.clipboard.writeText(data.text).then(() => tell(true), aside) : aside();
}
"""


def buttons(
    make: Callable[[], pd.DataFrame], title: str, key: str, of_figure: bool = False, file: bool = True
) -> None:
    """Two small buttons below a table, or `of_figure`: its cells to the clipboard, and as a CSV `file` that says what
    it is, unless one of its own stands below."""
    what = "values" if of_figure else "table"
    with st.container(
        horizontal=True, gap="small", key=f"{key}_taken", width="content" if of_figure else "stretch"
    ):  # fmt: skip
        st.button(
            t(f"cards.copy_{what}"), icon=":material/content_copy:", type="tertiary", key=f"{key}_copy", on_click=_copy,
            args=(make,),
        )  # fmt: skip
        if file:
            file_button(
                "table", t(f"cards.csv_{what}"), lambda: list_file.written(make(), title),
                f"{_stem(title)}-{reader.snapshot().id}", type="tertiary", key=f"{key}_csv",
            )  # fmt: skip


def file_button(
    of: str, label: str, data: bytes | Callable[[], bytes], stem: str, *, rows: int | None = None, **options: Any
) -> None:
    """A button that gives a file of the kind `of`, named `stem`; a function as `data` makes it when it is asked
    for, of what this run shows. `rows` is how many it holds, counted in a list. `options` go to `st.download_button`.
    It is the only way to one, and what is taken is recorded."""
    form = FORMATS[of]
    name, make = form.named(stem), reader.keeping(data) if callable(data) else partial(bytes, data)
    counts_itself = rows is None and of in LISTS
    made = noting.taken((lambda: list_file.Counted(make())) if counts_itself else make, name, of, rows)
    who = noting.who()
    st.download_button(
        label, data=lambda: kept_files.made_for(who, made(), form.mime, name), file_name=name, mime=form.mime,
        icon=f":material/{form.icon}:", on_click="ignore", **options,
    )  # fmt: skip


def _stem(title: str) -> str:
    words = "".join(one if one.isalnum() else " " for one in title.lower()).split()
    return "-".join(words)[:60].strip("-") or "tabel"


def _copy(make: Callable[[], pd.DataFrame]) -> None:
    """Callback: the next run hands the table to the browser."""
    table = make()
    st.session_state[COPIED] = list_file.for_clipboard(table)
    noting.note("download", agency=noting.agency(), subject="clipboard", form="copy", rows=len(table))


def hand_over() -> None:
    """Put what was asked for into the clipboard and say so. Called by the frame at its end."""
    text = st.session_state.pop(COPIED, None)
    if text is None:
        return
    turn = st.session_state["_copies"] = st.session_state.get("_copies", 0) + 1
    st.components.v2.component("kinerja_copied", js=SCRIPT)(data={"text": text, "turn": turn}, key="copied")
    st.toast(t("cards.copied"), icon=":material/content_copy:")
