"""Which regency, and whom it is measured against."""

import streamlit as st

from pages import session
from pages.components import captions
from pages.content import regency, scope
from pages.words.language import t


def draw(here: scope.Scope) -> None:
    """The regency of the profile: the first of the scope; choosing another one narrows the scope to it."""
    chosen = here.regions[0] if here.regions else None
    labels = regency.search_labels()
    st.session_state["region_pick"] = chosen
    st.selectbox(
        t("region.pick"), list(labels), index=None, format_func=lambda each: labels[each],
        placeholder=t("region.pick_none"),
        key="region_pick", on_change=_picked,
    )  # fmt: skip
    if len(here.regions) > 1:
        captions.say(t("region.several_chosen", n=len(here.regions)))


def _picked() -> None:
    code = st.session_state["region_pick"]
    session.assign(region=[code] if code else [])


def compared_with(kind: str) -> str:
    """Whether the regency is measured against all or against its own type."""
    sizes = {"all": len(regency.names()), "type": len(regency.of_type(kind))}
    session.linked("region_group", regency.GROUPS, "all")
    words = {"all": "region.group_all", "type": f"region.group_type_{kind}"}
    return st.segmented_control(
        t("region.group"), regency.GROUPS, required=True, key="region_group",
        format_func=lambda each: t(words[each], n=sizes[each]),
    )  # fmt: skip
