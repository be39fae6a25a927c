"""Single words of the sentences: chances, reasons, labels of periods, templates."""

import re

import numpy as np
import pytest

from analytics.forecast import REASONS as forecast_reasons
from analytics.verdict import chance_text, period_label, why
from analytics.verdict.templates import wording


@pytest.mark.parametrize(
    ("chance", "id_", "en"),
    [
        (0.0, "kurang dari 5 persen", "less than 5%"), (0.04, "kurang dari 5 persen", "less than 5%"),
        (0.06, "sekitar 5 persen", "about 5%"), (0.337, "sekitar 35 persen", "about 35%"),
        (0.94, "sekitar 95 persen", "about 95%"), (0.96, "lebih dari 95 persen", "more than 95%"),
        (np.nan, "", ""),
    ],
)  # fmt: skip
def test_chances_are_told_in_steps_of_five_percent(chance, id_, en):
    assert (chance_text(chance, "id"), chance_text(chance, "en")) == (id_, en)


def test_every_reason_of_a_forecast_has_words():
    for reason in (*forecast_reasons, "no_direction", "no_target", "target_passed"):
        if reason:
            assert why(reason, "id")
            assert why(reason, "en")


@pytest.mark.parametrize(
    ("period", "id_", "en"),
    [
        ("2024", "2024", "2024"), ("2024-06", "Juni 2024", "June 2024"), ("2024-12", "Desember 2024", "December 2024"),
        ("2024-Q2", "Triwulan II 2024", "Q2 2024"), ("2024-S1", "Semester I 2024", "H1 2024"), ("?", "?", "?"),
    ],
)  # fmt: skip
def test_period_labels(period, id_, en):
    assert (period_label(period, "id"), period_label(period, "en")) == (id_, en)


def test_every_template_is_whole_in_both_languages():
    for section, entries in wording().items():
        if section in ("measures", "periods"):
            continue
        for name, texts in entries.items():
            assert {"id", "en"} <= set(texts), f"{section}.{name}"
            fields = [set(re.findall(r"\{(\w+)\}", texts[language])) for language in ("id", "en")]
            assert fields[0] == fields[1], f"{section}.{name}"
