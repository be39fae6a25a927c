"""Kinerja Aceh. Start with `streamlit run app.py` (or `uvicorn app:app`).

The file is read twice: as a module it makes the web server, as Streamlit's script it draws the frame and a page.
"""

import streamlit as st

from pages.shell import frame
from pages.shell.server import launch


def _first_page() -> None:
    from pages.sections.summary import targets_met

    targets_met.ahead()


if __name__ == "__main__":
    frame.run()
else:
    app = st.App(launch.SCRIPT, **launch.options(_first_page))
    launch.hosting.host(app)
