"""All regencies with their counts; a row opens the profile."""

import streamlit as st

from pages.components import blank, captions, tables
from pages.content import reader, regency, scope
from pages.words import language
from pages.words.language import t


def draw(here: scope.Scope) -> None:
    """All regencies with their counts; a row opens the profile."""
    st.markdown(t("region.choose"))
    rows = reader.fetch("summary_regions", as_of=here.as_of, since=here.since, **here.filters)
    if not rows["series"].sum():
        blank.nothing_here(here)
    example = rows["simulated"].any()
    captions.say(f"{t('region.all_basis')} {t('summary.who_by_name' if example else 'region.all_order')}")
    rows = rows.sort_values("short_name") if example else rows
    known = regency.names()
    rows = rows.assign(
        kind=[t(f"region.type_{kind}") for kind in rows["type"]],
        population=[regency.inhabitants(known.loc[code], here) for code in rows["region"]],
        share=100 * rows["low"] / rows["judged"].where(rows["judged"] > 0),
    )
    columns = {
        "short_name": st.column_config.Column(t("scope.region"), width="medium"),
        "low": t("summary.low"),
        "share": st.column_config.ProgressColumn(t("summary.low_share"), min_value=0, max_value=100, format="%.0f%%"),
        "worsening": t("summary.worsening"),
        "judged": t("summary.judged"),
        "series": t("region.series"),
        "kind": t("region.type"),
        "population": t("region.population"),
    }
    formats = {"population": lambda value: language.number(value, 0)}
    opens = ("region", {"region": "codes"})
    rows["codes"] = [[code] for code in rows["region"]]
    tables.table(rows, columns, formats, opens, key="region_overview", alt=t("region.title_all"), height="content")
    captions.simulated_note(int(rows["simulated"].sum()), int(rows["series"].sum()))
