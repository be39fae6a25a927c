"""The registry of rules: whole, in both languages, and all that a new check needs."""

import re
import shutil
from pathlib import Path

import pytest

from data.intake.checks import page, rules

ROOM = rules.REGISTRY.parent
ROOT = Path(__file__).resolve().parents[4]
SLOTS = {"found", "expected", "column", "detail"}
INVENTED = """
[ends_in_thirteen]
severity = "warning"
scope = "row"
title_id = "berakhir tiga belas"
title_en = "ends in thirteen"
message_id = "Realisasi {found} berakhir tiga belas."
message_en = "Actual {found} ends in thirteen."
expected = "angka lain / another number"
remedy_id = "Periksa angkanya."
remedy_en = "Check the number."
"""
ITS_QUERY = """
SELECT "row", slice, 'realisasi' AS role, shown(actual) AS found, NULL AS expected, NULL AS detail
FROM staged WHERE actual % 100 = 13
"""


def read_by_python() -> str:
    """The text of everything that finds faults without a check."""
    sources = [*ROOT.joinpath("data").rglob("*.py"), *(ROOM.parent / "staging").glob("*.sql")]
    return "\n".join(path.read_text("utf-8") for path in sources)


def test_every_query_has_its_paragraph():
    assert {path.stem for path in ROOM.glob("*.sql")} == {rule.id for rule in rules.rules().values() if rule.query}


def test_every_rule_has_its_query_or_is_found_by_the_reading():
    reading = read_by_python()
    lost = [rule.id for rule in rules.rules().values() if not rule.query and f'"{rule.id}"' not in reading
            and f"'{rule.id}'" not in reading]  # fmt: skip
    assert lost == []


@pytest.mark.parametrize("rule", rules.rules().values(), ids=lambda rule: rule.id)
def test_texts_are_complete_in_both_languages(rule):
    assert rule.severity in page.SEVERITIES
    assert rule.scope in page.SCOPES
    for name in ("title", "message", "remedy"):
        texts = [getattr(rule, f"{name}_{language}") for language in ("id", "en")]
        assert all(text.strip() for text in texts), name
        assert texts[0] != texts[1], name
        slots = [set(re.findall(r"{(\w+)}", text)) for text in texts]
        assert slots[0] == slots[1] <= (set() if name == "title" else SLOTS), name
    assert rule.expected.strip()
    assert all(len(title) <= 50 and title[-1] not in ".:;" for title in (rule.title_id, rule.title_en))


def test_the_page_of_the_export_standard_tells_them_all():
    text = (ROOT / "docs" / "export-standard.md").read_text("utf-8")
    assert text == page.renewed(text), "python -m data.intake.checks.page docs/export-standard.md"


def test_a_page_without_a_place_for_the_rules_is_refused():
    with pytest.raises(ValueError, match="0 places"):
        page.renewed("# Standar ekspor\n")


def test_a_new_check_is_a_paragraph_and_a_query(load, tmp_path, monkeypatch):
    room = tmp_path / "checks"
    shutil.copytree(ROOM, room)
    with (room / "rules.toml").open("a", encoding="utf-8") as registry:
        registry.write(INVENTED)
    (room / "ends_in_thirteen.sql").write_text(ITS_QUERY, "utf-8")
    monkeypatch.setattr(rules, "REGISTRY", room / "rules.toml")
    rules.rules.cache_clear()
    try:
        result = load("kode_indikator;kode_wilayah;periode;realisasi\nIKU-BAPPEDA-15;11.01;2024;12113\n")
        finding = result.one("ends_in_thirteen")
        assert (finding.row, finding.column, finding.found) == (2, "realisasi", "12113")
        assert finding.message_id == "Realisasi 12113 berakhir tiga belas."
        assert (result.outcome, result.rows("warning")) == ("accepted", ["ends_in_thirteen"])
        assert "| `ends_in_thirteen` | berakhir tiga belas | ends in thirteen | baris · row |" in page.table()
    finally:
        monkeypatch.undo()
        rules.rules.cache_clear()
