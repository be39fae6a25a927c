"""What changed between two snapshots: values, signals and classes, the most important change first."""

import datetime as dt

import pandas as pd
import streamlit as st

from analytics import periods
from data.changes.between_snapshots import Comparison, compare
from data.errors import KinerjaError
from data.office import ZONE
from data.store import open_store
from data.store.snapshots import KeptSnapshot
from pages import session
from pages.components import badges, captions, paging, remaking, tables, taking
from pages.content import cell_texts, completeness, lists, reader, scope
from pages.documents import list_file
from pages.sections.quality import changed
from pages.words import language, signs, troubles
from pages.words.language import t

BEFORE = "quality_before"
KEPT = 32
KEYS = ["agency", "unit", "indicator", "region"]


def draw(here: scope.Scope) -> None:
    """An earlier snapshot is chosen; what differs in the one that is shown stands below."""
    st.header(t("between.title"))
    current = reader.snapshot().id
    others = {kept.id: kept for kept in _others(current)}
    if not others:
        st.info(t("between.only_one", snapshot=current), icon=":material/history:")
        return
    captions.say(t("between.basis"))
    session.linked(BEFORE, others, next(iter(others)))
    before = st.selectbox(
        t("between.before"), list(others), format_func=lambda one: named(others[one]), key=BEFORE, width=480
    )
    try:
        if not others[before].held:
            remaking.made_again(before)
        with st.spinner(t("between.comparing")):
            found = compared(before, current, **here.filters)
    except KinerjaError as error:
        st.error(troubles.words(error), icon=":material/error:")
        return
    headline(found)
    signals(found)
    revised(found)


def pins() -> None:
    """The snapshots that are kept because somebody cited or pinned them, each with a button that releases it."""
    pinned = [kept for kept in open_store().shelf.all() if kept.pinned and kept.held]
    if not pinned:
        return
    with st.expander(t("between.pins", n=len(pinned)), icon=":material/keep:"):
        captions.say(t("between.pins_basis"))
        for kept in pinned:
            until = kept.pinned_until
            key, told = ("pin_cited", {"until": until.astimezone(ZONE).date()}) if until else ("pin_lasting", {})
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(t(f"between.{key}", name=named(kept), **told))
                st.button(
                    t("between.release"), key=f"between_release_{kept.id}", on_click=_release, args=(kept.id,),
                    type="tertiary",
                )  # fmt: skip


def _release(snapshot: str) -> None:
    try:
        open_store().release(snapshot)
    except KinerjaError as error:
        st.error(troubles.words(error), icon=":material/error:")


def _others(current: str) -> list[KeptSnapshot]:
    """The other snapshots that were published, the newest first; of a cited one those that were published before it."""
    shelf = open_store().shelf
    others = [kept for kept in shelf.all() if kept.published and kept.id != current]
    if not reader.is_cited():
        return others
    first = shelf.about(current).published[:1]
    return [kept for kept in others if kept.published[:1] < first]


def named(kept: KeptSnapshot) -> str:
    """A snapshot by the moment it was last published, and its id."""
    moment = kept.moment.astimezone(ZONE)
    return t("between.snapshot", day=language.day(moment), clock=f"{moment:%H:%M}", snapshot=kept.id)


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def compared(before: str, after: str, **filters: object) -> Comparison:
    return compare(open_store(), before, after, **filters)


def headline(found: Comparison) -> None:
    """The difference in numbers, and what may explain it besides the data."""
    rows = found.changed
    steps = rows["class_steps"].where(_goes_on(rows), 0)
    fallen, raised = (steps < 0).sum(), (steps > 0).sum()
    figures = [
        *((name, found.values[name], None) for name in ("new", "changed", "withdrawn")),
        ("fallen", fallen, None),
        ("raised", raised, None),
        *((state, _turned(rows, state), signs.icon(state)) for state in ("worsening", "improving")),
    ]
    with st.grid(4, min_column_width=160, gap="small"):
        for name, n, icon in figures:
            st.metric(t(f"between.{name}"), language.number(n, 0), icon=icon, border=True, height="stretch")
    counts = {name: int(found.series[name].sum()) for name in ("added", "dropped")}
    if any(counts.values()):
        captions.say(t("between.series", **counts))
    if found.same_program is False:
        st.warning(t("between.other_program"), icon=":material/function:")
    if found.same_reference is False:
        st.warning(t("between.other_reference"), icon=":material/menu_book:")


def _goes_on(rows: pd.DataFrame) -> pd.Series:
    """Whether the newest period is the same or a later one: where a value was withdrawn, an older one is no gain."""
    pairs = zip(rows["previous_period"], rows["period"], strict=True)
    later = [language.missing(old) or language.missing(new) or _begins(new) >= _begins(old) for old, new in pairs]
    return pd.Series(later, index=rows.index, dtype=bool)


def _begins(period: object) -> dt.date:
    return periods.period(str(period)).start


def _turned(rows: pd.DataFrame, state: str) -> int:
    return int(((rows["change_kind"] == "new") & (rows["state"] == state)).sum())


def signals(found: Comparison) -> None:
    """Series whose signal or class differs; a row opens its indicator."""
    st.subheader(t("between.signals"))
    rows = found.changed
    if rows.empty:
        st.success(t("between.signals_none"), icon=":material/task_alt:")
        return
    captions.say(t("between.signals_basis"))
    shown = _listed(rows)
    columns = {
        "abbreviation": t("scope.agency"),
        "name": st.column_config.Column(t("cards.indicator"), width="medium"),
        "place": st.column_config.Column(t("quality.place"), width=140),
        "standing": t("cards.class"),
        "signal": t("cards.signal"),
        "value": t("quality.value_change"),
        "when": t("cards.period"),
        "origin": st.column_config.Column(t("between.cause"), width="medium"),
    }
    opens = lists.opens(shown)
    tables.table(shown.head(lists.SHOWN), columns, opens=opens, key="quality_between", alt=t("between.signals"),
                 takeaway=False)  # fmt: skip
    paging.cut(min(len(shown), lists.SHOWN), len(shown))
    captions.simulated_note(int((rows["status"] == "simulated").sum()), len(rows))
    names = [*KEYS, "name", "previous_period", "period", "previous_actual", "actual", "previous_tone", "tone",
             "previous_state", "state", "change_kind", "class_steps", "cause", "status"]  # fmt: skip
    _button(found, "sinyal", shown, names, t("between.signals"))
    badges.explained("between")


def _listed(rows: pd.DataFrame) -> pd.DataFrame:
    rows = rows.assign(
        name=rows[language.name_column(stem="short")] + [signs.simulated_mark(status) for status in rows["status"]],
        place=changed.places(rows),
    )
    states = [[signs.state_short(state, mark=True) for state in rows[name]] for name in ("previous_state", "state")]
    tones = [[tone_word(tone) for tone in rows[name]] for name in ("previous_tone", "tone")]
    values = [cell_texts.values_in_words(rows, name) for name in ("previous_actual", "actual")]
    whens = [[language.period(period, short=True) for period in rows[name]] for name in ("previous_period", "period")]
    return rows.assign(
        when=became(*whens), value=became(*values), standing=became(*tones), signal=became(*states),
        origin=[t(f"between.cause_{cause}") for cause in rows["cause"]],
    )  # fmt: skip


def became(old: list[str], new: list[str]) -> list[str]:
    """Old and new with an arrow between them; one of them where nothing changed."""
    return [b if a == b else t("quality.became", old=a, new=b) for a, b in zip(old, new, strict=True)]


def tone_word(tone: object) -> str:
    """A class by its tone; a dash for none."""
    if language.missing(tone):
        return language.NOTHING
    return t(f"summary.tone_{tone}")


def revised(found: Comparison) -> None:
    """Values that the later snapshot gives otherwise, or no more."""
    st.subheader(t("between.revised"))
    rows, total = found.revised, found.values["changed"] + found.values["withdrawn"]
    if rows.empty:
        st.success(t("between.revised_none"), icon=":material/task_alt:")
        return
    shown = changed.revision_table(rows, key="quality_between_values", alt=t("between.revised"))
    paging.cut(min(len(shown), lists.SHOWN), total)
    simulated = (shown[["status", "new_status"]] == "simulated").any(axis=1)
    captions.simulated_note(int(simulated.sum()), len(shown))
    names = [*KEYS, "name", "period", "kind", "actual", "new_actual", "change_percent", "target", "new_target",
             "submission", "file", "received_at", "reason"]  # fmt: skip
    _button(found, "nilai", shown, names, t("between.revised"))


def _button(found: Comparison, stem: str, rows: pd.DataFrame, names: list[str], title: str) -> None:
    about = t("between.file", title=title, before=found.before, after=found.after)
    taking.file_button(
        "table", t("quality.csv"), lambda: list_file.in_words(rows, names, about),
        f"beda-{stem}-{found.before}-{found.after}-{completeness.real_day():%Y-%m-%d}",
        key=f"quality_csv_between_{stem}",
    )  # fmt: skip
