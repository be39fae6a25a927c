"""What an officer sees of an upload: questions, outcome, findings, difference, publishing, history."""

import streamlit as st

from data import intake
from pages.parts import cards, language, reporting, scope
from pages.parts.language import t

RECOGNISED = ("encoding", "delimiter", "header_row", "layout", "decimal", "region_codes")
SHOWN_FINDINGS = 500


def ask(here: scope.Scope) -> intake.Options:
    """What a file may lack: agency, code system, decimal mark, sheet, fixed columns and the meaning of headers."""
    agencies = scope.choices("agency")
    indicators = scope.choices("indicator")
    with st.expander(t("report.help_reading"), icon=":material/tune:"):
        st.caption(t("report.help_reading_words"))
        left, right = st.columns(2)
        with left:
            agency = st.selectbox(
                t("scope.agency"),
                list(agencies.labels),
                index=list(agencies.labels).index(here.agency) if here.agency in agencies.labels else None,
                format_func=agencies.label,
                placeholder=t("report.from_file"),
                key="report_agency",
            )
            indicator = st.selectbox(
                t("scope.indicator"),
                list(indicators.labels),
                index=None,
                format_func=indicators.label,
                placeholder=t("report.from_file"),
                key="report_indicator",
            )
            period = st.text_input(
                t("report.period"), key="report_period", placeholder=t("report.from_file"), max_chars=30
            )
        with right:
            codes = st.selectbox(
                t("report.region_codes"),
                ("kemendagri", "bps"),
                index=None,
                format_func=lambda code: t(f"report.codes_{code}"),
                placeholder=t("report.from_file"),
                key="report_region_codes",
            )
            decimal = st.selectbox(
                t("report.decimal"),
                ("comma", "dot"),
                index=None,
                format_func=lambda mark: t(f"report.decimal_{mark}"),
                placeholder=t("report.from_file"),
                key="report_decimal",
            )
            sheet = st.text_input(
                t("report.sheet"), key="report_sheet", placeholder=t("report.first_sheet"), max_chars=31
            )
        mapping = st.text_area(
            t("report.map"), key="report_map", help=t("report.map_help"), placeholder=t("report.map_example")
        )
    fixed = {"kode_indikator": indicator, "periode": period.strip()}
    return intake.Options(
        agency=agency,
        region_codes=codes,
        set={column: value for column, value in fixed.items() if value},
        map=reporting.pairs(mapping),
        sheet=sheet.strip() or None,
        decimal=decimal,
    )


def announced() -> None:
    """Say once what was published or taken back in the run before."""
    said = st.session_state.pop("_report_said", None)
    if said:
        st.success(said, icon=":material/task_alt:")


def outcome(proposal) -> None:
    """Outcome, counts and what was recognised."""
    result = proposal.intake
    tone = {"accepted": st.success, "partly": st.warning, "rejected": st.error}[result.outcome]
    words = t(f"report.outcome_{result.outcome}", n=result.accepted, rejected=result.rejected)
    tone(words, icon=":material/fact_check:")
    with st.container(horizontal=True):
        st.metric(t("report.read"), language.number(result.read, 0), border=True)
        st.metric(t("report.accepted"), language.number(result.accepted, 0), border=True)
        st.metric(t("report.rejected"), language.number(result.rejected, 0), border=True)
        st.metric(t("report.findings"), language.number(len(result.findings), 0), border=True)
    with st.expander(t("report.recognised"), icon=":material/manage_search:"):
        for key in RECOGNISED:
            value = result.recognised.get(key)
            if value not in (None, ""):
                st.markdown(f"**{t(f'report.recognised_{key}')}**: {language.plain(reporting.readable(key, value))}")
        lines = reporting.preview(proposal)
        if not lines.empty:
            st.caption(t("report.preview"))
            st.dataframe(lines, hide_index=True)


def findings(proposal) -> None:
    """Findings grouped by rule, and all of them as a file."""
    found = reporting.findings_frame(proposal)
    if found.empty:
        st.markdown(f":material/check: {t('report.no_findings')}")
        return
    st.subheader(t("report.findings"))
    for rule, rows in found.groupby("rule", sort=False):
        first = rows.iloc[0]
        title = f"{first['severity']} · {language.plain(rule)} ({language.number(len(rows), 0)})"
        with st.expander(title, expanded=len(found["rule"].unique()) <= 3):
            st.markdown(f":material/build: {language.plain(first['remedy'])}")
            headings = {name: t(f"report.finding_{name}") for name in ("row", "column", "found", "expected", "message")}
            cards.table(rows.head(SHOWN_FINDINGS), headings, key=f"report_findings_{rule}")
    st.download_button(
        t("report.findings_file"),
        lambda: reporting.findings_file(found),
        file_name="temuan.csv",
        mime="text/csv",
        icon=":material/download:",
        key="report_findings_file",
        on_click="ignore",
    )


def difference(proposal) -> None:
    """What publishing would change: counts, values side by side, and on demand the classes and signals that flip."""
    st.subheader(t("report.difference"))
    with st.container(horizontal=True):
        for kind, count in proposal.changes.items():
            st.metric(t(f"report.change_{kind}"), language.number(count, 0), border=True)
    rows = reporting.changed_rows(proposal)
    if not rows.empty:
        cards.table(
            reporting.named(rows),
            {
                "kind_word": t("report.column_kind"),
                "agency": t("scope.agency"),
                "indicator_name": t("scope.indicator"),
                "region_name": t("report.column_region"),
                "period": t("report.column_period"),
                "old_actual": t("report.column_old_actual"),
                "new_actual": t("report.column_new_actual"),
                "old_target": t("report.column_old_target"),
                "new_target": t("report.column_new_target"),
            },
            formats={
                **dict.fromkeys(("old_actual", "new_actual", "old_target", "new_target"), language.number),
                "period": lambda code: language.period(code, short=True),
            },
            key="report_changes",
        )
    if st.toggle(t("report.show_flips"), key="report_show_flips", help=t("report.show_flips_help")):
        with st.spinner(t("report.building")), reporting.told():
            flips = reporting.named_flips(reporting.flips(proposal))
            if flips.empty:
                st.markdown(t("report.no_flips"))
            else:
                cards.table(
                    flips,
                    {name: t(f"report.flip_{name}") for name in flips.columns},
                    key="report_flips",
                )


def offer(proposal) -> None:
    """Ask for consent, reason and name, and publish."""
    result = proposal.intake
    warned = any(finding.severity == "warning" for finding in result.findings)
    consent = True
    if result.outcome == "partly":
        consent = st.checkbox(t("report.consent", n=result.accepted, rejected=result.rejected), key="report_consent")
    reason = ""
    if warned:
        reason = st.text_area(t("report.reason"), key="report_reason", max_chars=500, help=t("report.reason_help"))
    sender = st.text_input(t("report.sender"), key="report_sender", max_chars=80, help=t("report.sender_help"))
    ready = consent and (not warned or reason.strip())
    if st.button(
        t("report.publish"), type="primary", icon=":material/publish:", disabled=not ready, key="report_publish"
    ):
        with st.status(t("report.building")) as status, reporting.told():
            identity = reporting.publish(
                proposal,
                sender=sender,
                reason=reason,
                partial=consent,
                progress=lambda **facts: status.update(label=t("report.built", n=int(facts["rows"]))),
            )
            st.session_state["_report_said"] = t("report.published", submission=identity or "–")
            st.session_state["report_upload_number"] = st.session_state.get("report_upload_number", 0) + 1
            st.rerun()
    if not ready:
        st.caption(t("report.not_ready"))


def history() -> None:
    """What was submitted, and undo or redo of one of it."""
    st.subheader(t("report.history"))
    rows = reporting.history()
    if rows.empty:
        st.markdown(t("report.no_history"))
        return
    labels = {"accepted": t("report.word_accepted"), "partly": t("report.word_partly")}
    shown = rows.assign(
        stands=rows["standing"].map({True: t("report.stands"), False: t("report.undone")}),
        outcome=rows["outcome"].map(labels),
    )
    names = ["submission", "stands", "received_at", "file", "agency", "outcome", "accepted", "rejected", "warnings"]
    names += ["sender", "reason"]
    cards.table(
        shown,
        {name: t(f"report.history_{name}") for name in names},
        formats={"received_at": lambda moment: f"{language.day(moment)} {moment:%H:%M}"},
        key="report_history",
    )
    with st.form("report_turn", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        files = dict(zip(rows["submission"], rows["file"], strict=True))
        chosen = st.selectbox(
            t("report.which"),
            rows["submission"],
            format_func=lambda code: f"{code} · {files[code]}",
            key=f"report_which_{rows['submission'].iloc[0]}",  # a new submission becomes the one on offer
        )
        stands = dict(zip(rows["submission"], rows["standing"], strict=True))
        pressed = st.form_submit_button(t("report.turn"), icon=":material/undo:")
    if pressed:
        kind = "undo" if stands[chosen] else "redo"
        with st.spinner(t("report.building")), reporting.told():
            reporting.turn(kind, chosen, lambda **_: None)
            st.session_state["_report_said"] = t(f"report.done_{kind}", submission=chosen)
            st.rerun()
