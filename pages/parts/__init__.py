"""What the pages share: frame, language, scope, cached reads, cards.

How to write a page
-------------------
A page is a short script, `pages/<stem>_page.py`, listed in `frame.PAGES` with a `url_path` that differs from the stem.
It reads the scope, fetches, computes, draws::

    import streamlit as st

    from pages.parts import cards, scope, source
    from pages.parts.language import t

    here = scope.current()                          # language, agency, units, regions, indicator, period: checked codes
    st.title(t("regency.title"))
    rows = source.fetch("regency_states", region=here.region)          # data/queries/regency_states.sql, cached
    if rows.empty:
        cards.nothing_here(here)                    # says what to widen, then ends the page
    figure = source.figure(drawings.ranks, rows, key=(here, …), theme=source.theme(), spoken=here.language)   # cached
    cards.chart(figure, "file-name-of-the-picture", alt, key="regency_ranks")
    cards.table(rows, {"name": t("cards.indicator"), …}, {"actual": language.number}, key="regency_table")
    cards.caption_of(rows)                          # source, snapshot, and what is simulated

Words live in `catalogue/<page>.toml`, both languages side by side; a test finds words left in the code. Numbers and
dates go through `language.number`, `percent`, `measure`, `day` and `period`. Nothing a file brought along (notes,
sources, file names) reaches Markdown without `language.plain`. The sidebar belongs to `scope`: a page draws its own
widgets with keys that start with its stem, and calls `scope.linked` before those that belong in the link.
Links to another page with another scope are `scope.open_page` (as an on_click or on_select callback) or `scope.link`.
"""
