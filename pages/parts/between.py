"""What changed between two snapshots: values, signals and classes, the most important change first."""

import pandas as pd
import streamlit as st

from data.changes.between_snapshots import Comparison, compare
from data.errors import KinerjaError
from data.store import open_store
from data.store.snapshots import OFFICE_TIME, KeptSnapshot
from pages.parts import cards, changed, completeness, language, listing, scope, source
from pages.parts.language import t

BEFORE = "quality_before"
KEPT = 32
KEYS = ["agency", "unit", "indicator", "region"]


def draw(here: scope.Scope) -> None:
    """An earlier snapshot is chosen; what differs in the one that is shown stands below."""
    st.header(t("between.title"))
    current = source.snapshot().id
    others = {kept.id: kept for kept in open_store().shelf.all() if kept.published and kept.id != current}
    if not others:
        st.info(t("between.only_one", snapshot=current), icon=":material/history:")
        return
    st.caption(t("between.basis"))
    scope.linked(BEFORE, others, next(iter(others)))
    before = st.selectbox(
        t("between.before"), list(others), format_func=lambda one: named(others[one]), key=BEFORE, width=480
    )
    try:
        with st.spinner(t("between.comparing")):
            found = compared(before, current, **here.filters)
    except KinerjaError as error:
        st.error(language.plain(getattr(error, f"message_{language.current()}")), icon=":material/error:")
        return
    headline(found)
    signals(found)
    revised(found)


def named(kept: KeptSnapshot) -> str:
    """A snapshot by the moment it was last published, and its id."""
    moment = kept.moment.astimezone(OFFICE_TIME)
    return t("between.snapshot", day=language.day(moment), clock=f"{moment:%H:%M}", snapshot=kept.id)


def open_here(before: str) -> None:
    """Callback: compare the newest snapshot with an earlier one."""
    scope.assign(**{BEFORE: before, "quality_part": "snapshots", scope.SNAPSHOT: None})
    scope.open_page("quality_page")


@st.cache_resource(max_entries=KEPT, show_spinner=False)
def compared(before: str, after: str, **filters: object) -> Comparison:
    return compare(open_store(), before, after, **filters)


def headline(found: Comparison) -> None:
    """The difference in numbers, and what may explain it besides the data."""
    rows = found.changed
    fallen, raised = (rows["class_steps"] < 0).sum(), (rows["class_steps"] > 0).sum()
    figures = [
        ("new", found.values["new"], "add_circle"),
        ("changed", found.values["changed"], "edit"),
        ("withdrawn", found.values["withdrawn"], "remove_circle"),
        ("fallen", fallen, "keyboard_double_arrow_down"),
        ("raised", raised, "keyboard_double_arrow_up"),
        *((state, _turned(rows, state), cards.STATES[state][0]) for state in ("worsening", "improving")),
    ]
    with st.grid(4, min_column_width=160, gap="small"):
        for name, n, icon in figures:
            st.metric(
                t(f"between.{name}"), language.number(n, 0), icon=f":material/{icon}:", border=True, height="stretch"
            )
    counts = {name: int(found.series[name].sum()) for name in ("added", "dropped")}
    if any(counts.values()):
        st.caption(t("between.series", **counts))
    if found.same_program is False:
        st.warning(t("between.other_program"), icon=":material/function:")
    if found.same_reference is False:
        st.warning(t("between.other_reference"), icon=":material/menu_book:")


def _turned(rows: pd.DataFrame, state: str) -> int:
    return int(((rows["change_kind"] == "new") & (rows["state"] == state)).sum())


def signals(found: Comparison) -> None:
    """Series whose signal or class differs; a row opens its indicator."""
    st.subheader(t("between.signals"))
    rows = found.changed
    if rows.empty:
        st.success(t("between.signals_none"), icon=":material/task_alt:")
        return
    st.caption(t("between.signals_basis"))
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
    opens = ("indicator_page", {"indicator": "indicator", "agency": "agency"})
    cards.table(shown.head(listing.SHOWN), columns, opens=opens, key="quality_between", alt=t("between.signals"))
    listing.cut(min(len(shown), listing.SHOWN), len(shown))
    cards.simulated_note(int((rows["status"] == "simulated").sum()), len(rows))
    names = [*KEYS, "name", "previous_period", "period", "previous_actual", "actual", "previous_tone", "tone",
             "previous_state", "state", "change_kind", "class_steps", "cause", "status"]  # fmt: skip
    _button(found, "sinyal", shown, names, t("between.signals"))
    cards.explained("between")


def _listed(rows: pd.DataFrame) -> pd.DataFrame:
    rows = rows.assign(
        name=rows[language.name_column(stem="short")] + [cards.simulated_mark(status) for status in rows["status"]],
        place=changed.places(rows),
    )
    states = [[cards.state_short(state, mark=True) for state in rows[name]] for name in ("previous_state", "state")]
    tones = [[tone_word(tone) for tone in rows[name]] for name in ("previous_tone", "tone")]
    values = [cards.values_in_words(rows, name) for name in ("previous_actual", "actual")]
    whens = [[language.period(period, short=True) for period in rows[name]] for name in ("previous_period", "period")]
    return rows.assign(
        when=became(*whens), value=became(*values), standing=became(*tones), signal=became(*states),
        origin=[t(f"between.cause_{cause}") for cause in rows["cause"]],
    )  # fmt: skip


def became(old: list[str], new: list[str]) -> list[str]:
    """Old and new with an arrow between them; one of them where nothing changed."""
    return [b if a == b else t("quality.became", old=a, new=b) for a, b in zip(old, new, strict=True)]


def tone_word(tone: object) -> str:
    """A class by its tone, with its sign; a dash for none."""
    if language.missing(tone):
        return language.NOTHING
    return f"{cards.TONE_MARKS[tone]} {t(f'summary.tone_{tone}')}"


def revised(found: Comparison) -> None:
    """Values that the later snapshot gives otherwise, or no more."""
    st.subheader(t("between.revised"))
    rows, total = found.revised, found.values["changed"] + found.values["withdrawn"]
    if rows.empty:
        st.success(t("between.revised_none"), icon=":material/task_alt:")
        return
    shown = changed.revision_table(rows, key="quality_between_values", alt=t("between.revised"))
    listing.cut(min(len(shown), listing.SHOWN), total)
    simulated = (shown[["status", "new_status"]] == "simulated").any(axis=1)
    cards.simulated_note(int(simulated.sum()), len(shown))
    names = [*KEYS, "name", "period", "kind", "actual", "new_actual", "change_percent", "target", "new_target",
             "submission", "file", "received_at", "reason"]  # fmt: skip
    _button(found, "nilai", shown, names, t("between.revised"))


def _button(found: Comparison, stem: str, rows: pd.DataFrame, names: list[str], title: str) -> None:
    about = t("between.file", title=title, before=found.before, after=found.after)
    st.download_button(
        t("quality.csv"),
        lambda: listing.as_file(rows, {name: name for name in names}, about),
        file_name=f"beda-{stem}-{found.before}-{found.after}-{completeness.real_day():%Y-%m-%d}.csv",
        mime="text/csv", icon=":material/download:", key=f"quality_csv_between_{stem}", on_click="ignore",
    )  # fmt: skip
