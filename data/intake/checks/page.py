"""The rules as a table in a Markdown page: `python -m data.intake.checks.page PAGE` writes it between the marks."""

import re
import sys
from pathlib import Path

from data.intake.checks.rules import rules

BETWEEN_MARKS = re.compile(r"(?<=-->\n)(?:\|.*\n)*(?=<!-- /rules -->)")
HEAD = "| aturan · rule | artinya | meaning | mengenai · concerns |\n|---|---|---|---|\n"
SEVERITIES = {"error": "**galat · error**", "warning": "**peringatan · warning**"}
SCOPES = {"file": "berkas · file", "row": "baris · row", "series": "deret · series"}


def table() -> str:
    """One line a rule, errors before warnings."""
    lines = [HEAD]
    for severity, words in SEVERITIES.items():
        lines.append(f"| {words} | | | |\n")
        lines += [
            f"| `{rule.id}` | {rule.title_id} | {rule.title_en} | {SCOPES[rule.scope]} |\n"
            for rule in rules().values()
            if rule.severity == severity
        ]
    return "".join(lines)


def renewed(page: str) -> str:
    """The text of a page with the table as the rules are now; ValueError where it holds no place for it."""
    text, places = BETWEEN_MARKS.subn(lambda _: table(), page)
    if places != 1:
        raise ValueError(f"{places} places for the rules")
    return text


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(renewed(path.read_text("utf-8")), "utf-8")
