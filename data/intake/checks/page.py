"""The rules as a table in a Markdown page: `python -m data.intake.checks.page PAGE` writes it between the marks."""

import re
import sys
from pathlib import Path

from data.intake.checks.rules import rules

BETWEEN_MARKS = re.compile(r"(?<=-->\n)(?:\|.*\n)*(?=<!-- /rules -->)")
HEAD = "| aturan · rule | artinya | meaning | mengenai · concerns |\n|---|---|---|---|\n"
SEVERITIES = {"error": "galat · error", "warning": "peringatan · warning"}
WITH_REASON = "peringatan, menunggu alasan · warning, waits for a reason"
SCOPES = {"file": "berkas · file", "row": "baris · row", "series": "data berkala · series"}


def table() -> str:
    """One line a rule: errors, warnings that keep a value waiting, other warnings."""
    groups: dict[str, list[str]] = {words: [] for words in (SEVERITIES["error"], WITH_REASON, SEVERITIES["warning"])}
    for rule in rules().values():
        words = WITH_REASON if rule.reason else SEVERITIES[rule.severity]
        groups[words].append(f"| `{rule.id}` | {rule.title_id} | {rule.title_en} | {SCOPES[rule.scope]} |\n")
    return HEAD + "".join(f"| **{words}** | | | |\n" + "".join(lines) for words, lines in groups.items())


def renewed(page: str) -> str:
    """The text of a page with the table as the rules are now; ValueError where it holds no place for it."""
    text, places = BETWEEN_MARKS.subn(lambda _: table(), page)
    if places != 1:
        raise ValueError(f"{places} places for the rules")
    return text


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(renewed(path.read_text("utf-8")), "utf-8")
