"""Whose rows a file holds besides those that its sender reports for: then nothing of it is shown, since it is compared
with what is published of whatever it names."""

import streamlit as st

from data.reference.spellings import normalise
from data.rights.acting import Actor
from pages.content import reader
from pages.documents import marked_upload
from pages.sections.report import desk
from pages.session import person
from pages.words import language
from pages.words.language import t

MOST = 10


def draw(upload: desk.Upload) -> bool:
    """Say which agencies and units of a file are not this visitor's; whether there are any."""
    found = others(upload)
    if found:
        st.error(t("waiting.foreign", what=language.plain(", ".join(found[:MOST]))), icon=":material/block:")
    return bool(found)


def others(upload: desk.Upload) -> list[str]:
    """The agencies and units that this visitor does not report for, and texts that name no agency of theirs; none for
    who reports for all."""
    who = person.actor()
    if who.may("submit"):
        return []
    if "named" not in upload.kept:
        upload.kept["named"] = _named(upload)
    known = _own_names(who)
    places = ["/".join(filter(None, place)) for place in desk.places(upload) if not who.may("submit", [place])]
    return [*places, *(text for text in upload.kept["named"] if normalise(text) not in known)]


def _named(upload: desk.Upload) -> list[str]:
    """What stands in the column of agencies."""
    result = upload.proposal.intake
    facts = [one for one in result.recognised.get("columns") or () if one["role"] == "kode_instansi"]
    if not facts or result.cells_path is None:
        return []
    found = marked_upload.distinct(result.cells_path, facts, int(result.recognised.get("data_row") or 1))
    return [text for texts in found.values() for text in texts]


def _own_names(who: Actor) -> set[str]:
    """What agencies are called that this visitor reports for, or for units of."""
    reference = reader.reference()
    own = [one for one in reference.agencies.to_dict("records") if who.rights.may_somewhere("report", one["code"])]
    codes = {one["code"] for one in own}
    aliases = reference.aliases[(reference.aliases["kind"] == "agency") & reference.aliases["code"].isin(codes)]
    names = [one[name] for one in own for name in ("code", "name_id", "name_en", "abbreviation")]
    return {normalise(name) for name in (*names, *aliases["alias"])}
