"""A letter that tells of an error in a figure: its subject, the figure it is about, and room for what is wrong."""

from collections.abc import Mapping
from urllib.parse import quote

from pages.words.language import t


def mail_link(address: str, told: Mapping[str, str]) -> str:
    """The letter as a draft of an e-mail to a desk, without addressee where none is known.

    told: name, code, agency, place, period, value, snapshot, link.
    """
    subject, body = t("indicator.error_subject", **told), t("indicator.error_body", **told)
    return f"mailto:{quote(address, safe='@')}?subject={quote(subject)}&body={quote(body)}"
