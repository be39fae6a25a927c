"""One box that finds indicators, agencies, units, regencies, pages and explanations, slips of the pen allowed."""

from typing import Any

import streamlit as st

from pages import session
from pages.content import choices, explanations, reader
from pages.session import asked, pace, views, visitor
from pages.words import language, signs
from pages.words.language import t
from pages.words.row import Row

FOUND_AT_MOST, EXPLAINED_AT_MOST = 8, 4
SURE, LIKELY = 0.85, 0.65  # beside what is found as sure, what is less than likely is left out
MOST_LETTERS = 80
SEARCHED = "_searched"
ICONS = {"indicator": "monitoring", "agency": "apartment", "unit": "groups", "region": "location_on",
         "explanation": "menu_book"}  # fmt: skip


def draw() -> None:
    """Draw the box and what it found."""
    st.text_input(
        t("search.label"),
        key="search",
        placeholder=t("search.placeholder"),
        icon=":material/search:",
        max_chars=MOST_LETTERS,
        label_visibility="collapsed",
    )
    typed = (st.session_state.get("search") or "").strip()
    wanted = words(typed)
    if not typed:
        return
    if st.session_state.get(SEARCHED) != typed and not pace.within("search", min(visitor.marks())):
        st.caption(t("frame.too_often"))
        return
    st.session_state[SEARCHED] = typed
    rows = find(wanted) if wanted else []
    if not rows:
        st.caption(t("search.nothing", words=language.plain(" ".join(wanted) or typed)))
    for row in rows:
        label, icon, page, codes = _target(row)
        st.button(
            label,
            key=f"search_{row['kind']}_{row['code']}",
            icon=f":material/{icon}:",
            type="tertiary",
            help=t(f"search.{row['kind']}"),
            on_click=_open,
            args=(page,),
            kwargs=codes,
        )


def words(text: str) -> tuple[str, ...]:
    """Lower-case words of Latin letters and digits, accents removed, each once."""
    return explanations.split(text[:MOST_LETTERS])


def find(wanted: tuple[str, ...]) -> list[dict[str, Any]]:
    """The best matches, best first: kind, code, agency, names; a page's code is the name of its view, that of an
    explanation its topic and place."""
    there = views.shown_to(reader.rights())
    titles = {view.name: {t(view.title, spoken) for spoken in language.LANGUAGES} for view in there}
    codes = tuple(name for name, texts in titles.items() for _ in texts)
    texts = tuple(text for each in titles.values() for text in sorted(each))
    rows = reader.fetch("search", words=wanted, limit=FOUND_AT_MOST, page_codes=codes, page_texts=texts)
    names = {view.name: t(view.title) for view in there}
    found = [{**row, "title": names.get(row["code"])} for row in rows.to_dict("records")]
    found += [_explained(one) for one in explanations.answering(wanted, EXPLAINED_AT_MOST)]
    near = [row for row in found if row["score"] > LIKELY] if any(row["score"] >= SURE for row in found) else found
    return sorted(near, key=lambda row: -row["score"])[:FOUND_AT_MOST]


def _explained(one: explanations.Explanation) -> dict[str, Any]:
    place = f"{one.topic}-{one.place}".replace("_", "-")
    return {"kind": "explanation", "code": place, "score": one.score, "title": one.name, "topic": one.topic,
            "place": one.place}  # fmt: skip


def _target(row: Row) -> tuple[str, str, str, dict[str, object]]:
    """Label, icon, page and sidebar codes of what was found."""
    kind, code = row["kind"], row["code"]
    if kind == "page":
        return row["title"], views.named(code).icon, code, {}
    if kind == "explanation":
        where = t(f"guide.topic_{row['topic']}")
        return f"{row['title']} ({where})", ICONS[kind], "guide", {"topic": row["topic"], "place": row["place"]}
    name = language.plain(language.name(row))
    if kind == "indicator":
        return name + _newest(row), ICONS[kind], "indicator", {"indicator": code, **_keeping(code)}
    if kind == "agency":
        return f"{name} ({language.plain(code)})", ICONS[kind], "agency", {"agency": code}
    if kind == "unit":
        place = f"{name} ({language.plain(row['agency'])})"
        return place, ICONS[kind], "agency", {"agency": row["agency"], "unit": [code]}
    return name, ICONS[kind], "region", {"region": [code]}


def _newest(row: Row) -> str:
    """The newest value of the province with its period, where the indicator has one."""
    if language.missing(row["actual"]):
        return ""
    value = language.measure(row["actual"], language.name(row, stem="measure"), int(row["decimals"]))
    when = language.period(row["last_period"], short=True)
    return f" · {value}, {when}{signs.simulated_mark(row['status'])}"


def _keeping(indicator: str) -> dict[str, object]:
    """The agency stays chosen only where it reports the indicator."""
    agency = st.session_state.get("agency")
    return {"agency": agency if indicator in choices.of("indicator", agency).labels else None}


def _open(page: str, topic: str | None = None, place: str = "", **codes: object) -> None:
    st.session_state["search"] = ""
    if topic:
        st.session_state[asked.GUIDE] = topic, place
    session.open_page(page, **codes)
