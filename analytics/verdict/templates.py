"""The words of sentences.toml, and measures and periods as they name them."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from analytics.periods import ID

SENTENCES = Path(__file__).with_name("sentences.toml")


def period_label(period: str, language: str) -> str:
    """A period id in words: 2025-Q2 is Triwulan II 2025 or Q2 2025; what is no period id comes back as it is."""
    match = ID.fullmatch(period)
    if not match or match[0] == match[1]:
        return period
    year, letter, number, month = match.groups()
    words = wording()["periods"]
    if month:
        return words["month"][language].format(name=words[f"months_{language}"][int(month) - 1], year=year)
    template = words["quarter" if letter == "Q" else "semester"][language]
    return template.format(roman=words["roman"][int(number) - 1], number=number, year=year)


@cache
def wording() -> dict[str, Any]:
    return tomllib.loads(SENTENCES.read_text("utf-8"))


@cache
def pattern_of(key: str, language: str) -> tuple[str, tuple[str, ...]]:
    """A template as a %-pattern and the fields it takes, in order."""
    section, name = key.split(".")
    text = wording()[section][name][language].replace("%", "%%")
    return re.sub(r"\{\w+\}", "%s", text), tuple(re.findall(r"\{(\w+)\}", text))


@cache
def measure_of(unit: str) -> str:
    return next((name for name, measure in wording()["measures"].items() if unit in measure["of"]), "named")
