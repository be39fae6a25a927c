"""When the next figure comes, and where an error in this one is told."""

import streamlit as st

from pages import session
from pages.components import captions
from pages.content import definition, reader, releases, scope
from pages.content.series import Chosen
from pages.documents import error_report
from pages.words import language
from pages.words.language import t
from pages.words.row import Row


def draw(here: scope.Scope, card: Row, chosen: Chosen) -> None:
    """The next report with its last day, and an e-mail to the agency's data desk about the value that is shown."""
    awaited = None if here.as_of else releases.coming(chosen.agency, card["code"], chosen.unit)
    if awaited is not None:
        told = {"period": language.period(awaited["period"]), "day": language.day(awaited["deadline"])}
        captions.say(t("indicator.next_report", **told))
    agencies = reader.reference().agencies.set_index("code")
    row = agencies.loc[chosen.agency].to_dict() if chosen.agency in agencies.index else {}
    desk, name = str(row.get("desk") or ""), language.name(row) if row else chosen.agency
    st.link_button(
        t("indicator.report_error"), error_report.mail_link(desk, _figure(card, chosen, name)), icon=":material/flag:",
        type="tertiary", help=t("indicator.report_error_help"), key="indicator_report_error",
    )  # fmt: skip
    if not desk:
        captions.say(t("indicator.report_error_nobody", agency=language.plain(name)))


def _figure(card: Row, chosen: Chosen, agency: str) -> dict[str, str]:
    last, snapshot = chosen.last, reader.snapshot().id
    return {
        "name": language.name(card),
        "code": str(card["code"]),
        "agency": agency,
        "place": chosen.place,
        "period": language.period(last["period"]),
        "value": language.measure(last["actual"], definition.unit(card), int(card["decimals"])),
        "snapshot": snapshot,
        "link": session.address(snapshot),
    }
