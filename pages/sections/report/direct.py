"""Values typed into a table: what is due of one unit, sent on as a file of the export standard."""

import datetime as dt

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from analytics import periods
from data import guarded
from data.office import ZONE, office_today
from pages.content import choices, reader, scope
from pages.documents import report_template
from pages.sections.report import desk
from pages.words import language
from pages.words.language import t

MOST = 30
KEYS = ("kode_instansi", "kode_unit", "kode_indikator", "kode_wilayah", "periode")
TYPED = ("realisasi", "pembilang", "penyebut", "catatan", "bukti")
TYPED_HELD, SENT = "_report_typed", "_report_typed_sent"
ASKED = 0  # the button was pressed before any text had come; uploads count from 1
SHOWN = ("what", "period_words", *TYPED, "last_words")


def draw(here: scope.Scope) -> None:
    """Agency, unit and a table of due values, which becomes an upload once it is sent."""
    reference, agency = reader.reference(), choose_agency(here, "report_direct_agency")
    if not agency:
        return
    today = office_today()
    rows = due(report_template.rows(reference, reader.snapshot(), agency, today), today)
    if rows.empty:
        st.markdown(t("report.direct_nothing"))
        return
    units = dict(zip(rows["kode_unit"], rows["uraian_unit"], strict=True))
    unit = st.selectbox(
        t("report.direct_unit"),
        list(units),
        format_func=lambda code: units[code] or t("report.direct_whole"),
        key=f"report_direct_unit_{agency}",
    )
    own = rows[rows["kode_unit"] == (unit or "")].reset_index(drop=True)
    _table(own, agency, f"{agency}_{unit}_{reader.snapshot().id}")


def choose_agency(here: scope.Scope, key: str) -> str | None:
    """A choice among the agencies that this visitor reports for, that of the sidebar at first."""
    rights = reader.rights()
    coded = choices.coded(reader.reference().agencies)
    names = {code: name for code, name in coded.items() if rights.may_somewhere("report", code)}
    return st.selectbox(
        t("scope.agency"),
        list(names),
        index=list(names).index(here.agency) if here.agency in names else None,
        format_func=names.__getitem__,
        placeholder=t("report.template_choose"),
        key=f"{key}_{here.agency}",
    )


def due(rows: pd.DataFrame, today: dt.date) -> pd.DataFrame:
    """The rows of a template whose period has ended, the newest period first."""
    ended = [periods.period(one).end < today for one in rows["periode"]]
    return rows[pd.Series(ended, index=rows.index, dtype=bool)].sort_values("periode", ascending=False, kind="stable")


@st.fragment
def _table(own: pd.DataFrame, agency: str, key: str) -> None:
    """The table and its button. What is typed is kept over other pages and languages, and a text that arrives after
    the button was pressed (the browser sends it a moment late) goes into the upload that was made of the others."""
    if len(own) > MOST:
        st.caption(t("report.direct_more", n=MOST, total=len(own)))
    own = own.head(MOST)
    left_out = () if own["parts"].any() else report_template.PARTS
    shown = [name for name in SHOWN if name not in left_out]
    held: dict[str, pd.DataFrame] = st.session_state.setdefault(f"{TYPED_HELD}_{key}", {})
    widget = f"report_direct_table_{key}_{language.current()}"
    if widget not in st.session_state or "base" not in held:
        held["base"] = held.get("typed", pd.DataFrame("", index=own.index, columns=list(TYPED)))
    table = st.data_editor(
        _prepared(own).assign(**held["base"])[shown],
        column_config={name: _column(name) for name in shown},
        disabled=[name for name in shown if name not in TYPED],
        hide_index=True,
        num_rows="fixed",
        key=widget,
    )
    held["typed"] = held["base"].assign(**{name: table[name] for name in TYPED if name in table})
    pressed = st.button(t("report.direct_check"), icon=":material/fact_check:", key=f"report_direct_check_{key}")
    st.caption(t("report.direct_words"))
    _send(own, table, agency, key, pressed)


def _send(own: pd.DataFrame, table: pd.DataFrame, agency: str, key: str, pressed: bool) -> None:
    """Make the upload when the button is pressed, and renew it when a text follows."""
    content, mark = as_file(own, table), f"{SENT}_{key}"
    sent = next((one for one in desk.uploads()[0] if one.number == st.session_state.get(mark)), None)
    pressed = pressed or st.session_state.get(mark) == ASKED
    if content is None:
        if pressed:
            st.session_state[mark] = ASKED
            st.warning(t("report.direct_empty"), icon=":material/edit_off:")
        return
    if sent and desk.renew(sent, content):
        st.session_state[desk.LOOKED_AT] = sent.number
        st.rerun()
    if pressed and not sent:
        name = f"isian-{agency.lower()}-{dt.datetime.now(ZONE):%Y%m%d-%H%M%S}.csv"
        made = desk.receive(name, content, agency)
        st.session_state[mark] = st.session_state[desk.LOOKED_AT] = made.number
        st.rerun()


def _prepared(own: pd.DataFrame) -> pd.DataFrame:
    facts = reader.reference().indicators.set_index("code").loc[own["kode_indikator"]]
    last = zip(own["nilai_terakhir"], own["decimals"], own["periode_terakhir"], strict=True)
    return own.assign(
        what=[
            f"{choices.place(code)} · {name}"
            for code, name in zip(own["kode_wilayah"], facts[language.name_column(stem="short")], strict=True)
        ],
        period_words=[language.period(one, short=True) for one in own["periode"]],
        last_words=[
            f"{language.number(value, int(decimals))} ({language.period(when, short=True)})" if when else ""
            for value, decimals, when in last
        ],
    )


def _column(name: str) -> ColumnConfig:
    widths = {"what": 190, "period_words": 78, "catatan": 160, "last_words": 150}  # the value is in sight on a phone
    return st.column_config.TextColumn(t(f"report.direct_{name}"), width=widths.get(name, 90), max_chars=200)


def as_file(own: pd.DataFrame, table: pd.DataFrame) -> bytes | None:
    """The rows of `own` in which something was typed, as a file of the standard; None where there is none.

    Cells stay the texts that were typed: the intake reads them as it reads those of any file.
    """
    typed = [name for name in TYPED if name in table]
    texts = table[typed].fillna("").astype(str).map(str.strip)
    filled = (texts != "").any(axis=1).to_numpy()
    if not filled.any():
        return None
    return guarded.delimited(pd.concat([own.loc[filled, list(KEYS)], texts[filled]], axis=1), ";")
