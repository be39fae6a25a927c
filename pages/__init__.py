"""The pages: scripts above, seven rooms below.

How to write a page
-------------------
A page is a short script, `pages/<name>.py`, and a row in `session.views.VIEWS`, with an address that differs from its
name. It reads the scope, and calls `draw` of its sections, `pages/sections/<name>/`. A section fetches and draws::

    here = session.current()                        # language, agency, units, regions, indicator, period: checked codes
    st.title(t("region.title"))
    rows = reader.fetch("region_series", region=here.regions[0])        # data/queries/region_series.sql, cached
    if rows.empty:
        blank.nothing_here(here)                    # says what to widen, then ends the page
    figure = reader.figure(drawings.ranks, rows, key=(here, …), theme=reader.theme(), spoken=here.language)   # cached
    charts.chart(figure, "file-name-of-the-picture", alt, key="region_ranks", table=None)
    tables.table(rows, {"name": t("cards.indicator"), …}, {"actual": language.number}, key="region_table")
    captions.caption_of(rows)                       # source, snapshot, and what is simulated

`words` are the languages, `content` is what is shown, `documents` what leaves as a file: these three know no Streamlit.
`session` knows the visitor, `components` draw what any section uses, `shell` stands around every page.

Words live in `words/texts/<page>.toml`, both languages side by side; a test finds words left in the code. Numbers and
dates go through `language.number`, `percent`, `measure`, `day` and `period`. Nothing a file brought along (notes,
sources, file names) reaches Markdown without `language.plain`. The sidebar belongs to `shell.sidebar`: a page draws its
own widgets with keys that start with its name, and calls `session.linked` before those that belong in the link. Ways to
another page with another scope are `session.open_page` (as an on_click or on_select callback) or `scope.link`.
"""
