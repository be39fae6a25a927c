"""Figures: frames and texts in, plotly figures out.

Every module has one function `draw` (sparklines: `svg`) and a tuple `TEXTS` with the keys of the words it asks the
caller for, already in the reader's language; keys in `OPTIONAL` may be missing. No figure knows Streamlit, a
catalogue or the disk. Colours are those of `palette`, the look that of `template`.
"""
