"""What the indicator page says of regencies: every verdict in both languages, with the numbers it rests on."""

import pandas as pd
import pytest

from analytics.equity import convergence
from analytics.gap.shortfall import close_the_gap
from pages.sections.indicator import shortfall, spread
from pages.words import language

CARD = {
    "code": "IKU-DINKES-16", "unit": "%", "unit_en": "%", "decimals": 1, "better": "higher", "factor": 100.0,
    "region_aggregation": "ratio", "numerator_id": "persalinan ditolong", "numerator_en": "births attended",
}  # fmt: skip
ROWS = pd.DataFrame(
    {"short_name": ["Simeulue", "Aceh <b>Jaya</b>", "Langsa"], "actual": [50.0, 80, 90],
     "numerator": [50.0, 160, 90], "denominator": [100.0, 200, 100], "target": [60.0, 200, 100]}
)  # fmt: skip
SIGMA = {"regions": 21, "periods": 11, "first": 0.2164, "last": 0.1521, "s": -33.0, "p_value": 0.0123, "tau": -0.6,
         "slope": -0.006, "slope_low": -0.01, "slope_high": -0.002}  # fmt: skip
BETA = {"regions": 21, "years": 10.0, "coefficient": -0.0312, "intercept": 0.1, "standard_error": 0.01, "t": -3.1,
        "p_value": 0.0001, "r_squared": 0.4, "speed": 0.04, "half_life": 17.3}  # fmt: skip


@pytest.fixture(params=language.LANGUAGES)
def spoken(request, monkeypatch):
    monkeypatch.setattr(language, "current", lambda: request.param)
    return request.param


@pytest.mark.parametrize("state", convergence.STATES[:3])
def test_the_direction_of_the_spread_is_told_with_its_numbers(spoken, state):
    words = spread.sigma_words(convergence.SigmaConvergence(**SIGMA, state=state), "2015", "2025")
    for number in ("2015", "2025", "21", "11"):
        assert number in words
    assert ("21,6%" if spoken == "id" else "21.6%") in words
    assert ("p = 0,012" if spoken == "id" else "p = 0.012") in words
    direction = {"converging": ("menyempit", "narrowed"), "diverging": ("melebar", "widened")}
    if state in direction:
        assert f"**{direction[state][spoken == 'en']}**" in words
    else:
        assert ("Belum ada bukti" if spoken == "id" else "no evidence") in words


@pytest.mark.parametrize("reason", ["no_values", "too_few_regions", "too_few_periods", "mean_not_positive"])
def test_every_refusal_says_why(spoken, reason):
    refused = convergence.SigmaConvergence(**SIGMA, state="cannot_say", reason=reason)
    words = spread.sigma_words(refused, "2015", "2025")
    assert words
    if reason == "too_few_regions":
        assert "21" in words
        assert "10" in words


@pytest.mark.parametrize("state", convergence.STATES[:3])
def test_catching_up_is_told_with_its_half_life(spoken, state):
    words = spread.beta_words(convergence.BetaConvergence(**BETA, state=state))
    assert ("−3,12%" if spoken == "id" else "−3.12%") in words[0]
    assert ("p < 0,001" if spoken == "id" else "p < 0.001") in words[0]
    assert len(words) == (2 if state == "converging" else 1)
    if state == "converging":
        assert "17" in words[1]
    assert spread.beta_words(convergence.BetaConvergence(**BETA, state="cannot_say", reason="constant")) == []


@pytest.mark.parametrize(("better", "target", "lacking"), [("higher", 85.0, "40"), ("lower", 70.0, "20")])
def test_closing_names_what_is_lacking_and_who_carries_it(spoken, better, target, lacking):
    card = CARD | {"better": better}
    found = close_the_gap(ROWS, target, better=better, aggregation="ratio", factor=100)
    words = " ".join(shortfall.closing_words(card, found))
    assert f" {lacking}." in words
    assert card[f"numerator_{spoken}"] in words
    assert ("75,0%" if spoken == "id" else "75.0%") in words
    assert ("bukan ramalan" if spoken == "id" else "not a forecast") in words
    assert "<b>" not in words


def test_closing_of_sums_and_of_a_met_target(spoken):
    card = CARD | {"region_aggregation": "sum", "unit": "ton", "unit_en": "tonnes"}
    found = close_the_gap(ROWS, None, better="higher", aggregation="sum")
    words = " ".join(shortfall.closing_words(card, found))
    assert "140" in words  # 60 + 200 + 100 less 220
    met = close_the_gap(ROWS, 60.0, better="higher", aggregation="ratio", factor=100)
    words = " ".join(shortfall.closing_words(CARD, met))
    assert ("sudah mencapai" if spoken == "id" else "have met") in words


def test_the_page_tells_the_spread_and_refuses_to_take_an_official_figure_apart(open_app, full_store):
    app = open_app(full_store, "indicator", indicator="IKU-BAPPEDA-13", lang="id")
    assert not app.exception
    words = " ".join(element.value for element in (*app.markdown, *app.caption))
    # values fall by 0.3 a year in all 18 regencies: the same distances around a lower mean
    assert "Kesenjangan **melebar** dari 2016 ke 2025" in words
    assert "18 kabupaten/kota, 10 periode" in words
    assert "hanya angka resmi" in words


@pytest.mark.parametrize("spoken", ["id", "en"])
def test_small_courses_stand_for_every_regency_on_one_scale_when_asked(open_app, full_store, spoken):
    link = {"indicator": "IKU-BAPPEDA-13", "agency": "BAPPEDA", "lang": spoken}
    assert not open_app(full_store, "indicator", **link).get("image")
    app = open_app(full_store, "indicator", **link, indicator_multiples="1")
    assert not app.exception
    pictures = app.get("image")
    assert len(pictures) == 18
    named = [each.value.split("**")[1] for each in app.markdown if each.value.startswith("**") and "  \n" in each.value]
    assert named[0] == "Aceh Selatan"  # 13 + …: the lowest of a falling row, low being good
