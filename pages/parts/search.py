"""One box that finds indicators, agencies, units, regencies and pages by any name, slips of the pen allowed."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

import streamlit as st

from pages.parts import language, scope, source
from pages.parts.language import t
from pages.parts.row import Row

FOUND_AT_MOST = 8
MOST_LETTERS = 80
ICONS = {"indicator": "monitoring", "agency": "apartment", "unit": "groups", "region": "location_on"}


def draw(pages: Iterable[tuple[str, str, str]]) -> None:
    """Draw the box and what it found. `pages`: file stem, icon and catalogue key of the title of each page."""
    pages = tuple(pages)
    st.text_input(
        t("search.label"),
        key="search",
        placeholder=t("search.placeholder"),
        icon=":material/search:",
        max_chars=MOST_LETTERS,
        label_visibility="collapsed",
    )
    wanted = words(st.session_state.get("search") or "")
    if not wanted:
        return
    rows = find(wanted, pages)
    if not rows:
        st.caption(t("search.nothing", words=language.plain(" ".join(wanted))))
    icons = {stem: icon for stem, icon, _ in pages}
    for row in rows:
        label, icon, stem, codes = _target(row, icons)
        st.button(
            label,
            key=f"search_{row['kind']}_{row['code']}",
            icon=f":material/{icon}:",
            type="tertiary",
            help=t(f"search.{row['kind']}"),
            on_click=_open,
            args=(stem,),
            kwargs=codes,
        )


def words(text: str) -> tuple[str, ...]:
    """Lower-case words of Latin letters and digits, accents removed, each once."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return tuple(dict.fromkeys(re.findall(r"[a-z0-9]+", plain[:MOST_LETTERS].lower())))


def find(wanted: tuple[str, ...], pages: tuple[tuple[str, str, str], ...]) -> list[dict[str, Any]]:
    """The best matches, best first: kind, code, agency, names; a page's code is its file stem."""
    titles = {stem: {t(key, spoken) for spoken in language.LANGUAGES} for stem, _, key in pages}
    codes = tuple(stem for stem, texts in titles.items() for _ in texts)
    texts = tuple(text for each in titles.values() for text in sorted(each))
    rows = source.fetch("search", words=wanted, limit=FOUND_AT_MOST, page_codes=codes, page_texts=texts)
    names = {stem: t(key) for stem, _, key in pages}
    return [{**row, "title": names.get(row["code"])} for row in rows.to_dict("records")]


def _target(row: Row, icons: dict[str, str]) -> tuple[str, str, str, dict[str, object]]:
    """Label, icon, page and sidebar codes of what was found."""
    kind, code = row["kind"], row["code"]
    if kind == "page":
        return row["title"], icons[code], code, {}
    name = language.plain(language.name(row))
    if kind == "indicator":
        return name, ICONS[kind], "indicator_page", {"indicator": code, **_keeping(code)}
    if kind == "agency":
        return f"{name} ({language.plain(code)})", ICONS[kind], "agency_page", {"agency": code}
    if kind == "unit":
        place = f"{name} ({language.plain(row['agency'])})"
        return place, ICONS[kind], "agency_page", {"agency": row["agency"], "unit": [code]}
    return name, ICONS[kind], "region_page", {"region": [code]}


def _keeping(indicator: str) -> dict[str, object]:
    """The agency stays chosen only where it reports the indicator."""
    agency = st.session_state.get("agency")
    return {"agency": agency if indicator in scope.choices("indicator", agency).labels else None}


def _open(stem: str, **codes: object) -> None:
    st.session_state["search"] = ""
    scope.open_page(stem, **codes)
