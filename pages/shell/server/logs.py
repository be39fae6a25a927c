"""The log of a server: lines for people, or with `KINERJA_LOG=json` one JSON object a line for what gathers logs."""

import logging
import os

from pythonjsonlogger.core import RESERVED_ATTRS
from pythonjsonlogger.json import JsonFormatter

FIELDS = ("levelname", "name", "message")
FOR_SCREENS = ["color_message"]  # uvicorn says its lines twice
RENAMED = {"levelname": "level", "name": "logger", "exc_info": "error"}
OWN_HANDLERS = ("streamlit", "uvicorn", "uvicorn.error", "uvicorn.access")


def set_up() -> None:
    """Have everything that is logged written to standard error, in the form the environment asks for."""
    logging.getLogger("pages").setLevel(logging.INFO)
    if os.environ.get("KINERJA_LOG", "").strip().lower() != "json":
        return
    handler = logging.StreamHandler()
    left_out = [*RESERVED_ATTRS, *FOR_SCREENS]
    handler.setFormatter(
        JsonFormatter(FIELDS, rename_fields=RENAMED, reserved_attrs=left_out, timestamp="at", json_ensure_ascii=False)
    )
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    for name in OWN_HANDLERS:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
