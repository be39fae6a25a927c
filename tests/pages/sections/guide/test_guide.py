"""Panduan: every topic in both languages, with data and without, links, examples, exercise and glossary."""

import re
from collections import defaultdict

import pytest

from analytics import achievement, process, trend
from data.store import Store
from pages.sections.guide import classes, exercise, glossary, topics
from pages.sections.guide.trend import MONTHS, YEARS, pairs
from pages.words import language
from pages.words.language import LANGUAGES, catalogue, placeholders

SHOWN = ("title", "header", "subheader", "markdown", "caption", "info", "success")


@pytest.fixture
def open_guide(open_app):
    """`open_guide(store, topic, language)` runs the guide and returns the AppTest."""

    def opened(store, topic="", language="id"):
        link = {"topic": topic} if topic else {}
        return open_app(store, "guide", **(link if language == "id" else {**link, "lang": language}))

    return opened


def words(app) -> str:
    """What a reader of the page sees as text."""
    return "\n".join(str(element.value) for kind in SHOWN for element in app.get(kind))


def linked(app) -> str:
    """The topic in the link: AppTest gives back a list or what was last written."""
    topic = app.query_params["topic"]
    return topic if isinstance(topic, str) else topic[-1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", topics.TOPICS)
def test_every_topic_opens_on_the_shipped_data(open_guide, shipped, topic, language):
    app = open_guide(shipped, topic, language)
    assert not app.exception
    assert linked(app) == topic
    assert len(words(app)) > 1000
    assert not re.search(r"\bnan\b|None", words(app))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", topics.TOPICS)
def test_every_topic_opens_without_data_and_says_so(open_guide, empty_store, topic, language):
    app = open_guide(empty_store, topic, language)
    assert not app.exception
    assert len(words(app)) > 1000
    said = catalogue()["guide.example_empty"][language]
    assert (said in words(app)) == (topic not in topics.WITHOUT_EXAMPLES or topic == "data")
    assert not app.get("plotly_chart")


@pytest.mark.parametrize("topic", ["start", "trend", "gap", "regions", "data"])
def test_few_series_are_enough_for_a_topic_to_open(open_guide, full_store, topic):
    assert not open_guide(full_store, topic).exception


@pytest.mark.parametrize("topic", ["", "<script>", "Tren & sinyal"])
def test_a_link_without_a_known_topic_opens_the_first(open_guide, full_store, topic):
    app = open_guide(full_store, topic)
    assert linked(app) == "start"


def test_the_topic_chosen_goes_into_the_link(open_guide, full_store):
    app = open_guide(full_store, "gap")
    app.session_state[topics.KEY] = "glossary"
    app.run()
    assert linked(app) == "glossary"
    app.query_params["topic"] = "gap"  # the way back of the browser
    app.run()
    assert app.session_state[topics.KEY] == "gap"


def test_every_text_has_both_languages_and_the_same_placeholders():
    for key, entry in catalogue().items():
        if key.startswith(("guide.", "glossary.")):
            assert set(entry) == set(LANGUAGES), key
            assert placeholders(entry["id"]) == placeholders(entry["en"]), key


# Examples from data


@pytest.fixture(scope="module")
def examples(shipped):
    rows = Store(shipped).snapshot().fetch("guide_examples")
    return rows.set_index("kind")


def test_the_shipped_data_has_an_example_of_nearly_everything(examples):
    wanted = {"reading", "disagree", "trend", "season", "process", "short", "gap", "year", *exercise.QUESTIONS}
    assert wanted <= set(examples.index)
    assert examples.index.is_unique


def test_published_examples_come_before_simulated_ones(examples):
    assert (examples.loc[["reading", "trend", "gap", *exercise.QUESTIONS], "status"] == "final").all()


def test_simulated_examples_say_so(open_guide, shipped, examples):
    assert examples.loc["season", "status"] == "simulated"
    assert catalogue()["cards.simulated_all"]["id"] in words(open_guide(shipped, "trend"))


def test_the_trend_example_can_be_recomputed_from_its_rows(shipped, examples):
    row = examples.loc["trend"]
    values = Store(shipped).snapshot().fetch("guide_points", series=int(row["series"]))["actual"].dropna()
    rises, falls = pairs(values)
    assert rises - falls == row["s"]
    assert trend.mann_kendall(values).p_value == pytest.approx(row["p_value"])
    assert trend.sen_slope(values).slope == pytest.approx(row["slope"])


def test_the_limits_drawn_are_those_of_the_snapshot(shipped, examples):
    snapshot = Store(shipped).snapshot()
    for kind in ("process", "noise", "signal"):
        row = examples.loc[kind]
        values = snapshot.fetch("guide_points", series=int(row["series"]))["actual"]
        last = process.xmr(values, better=row["better"]).iloc[-1]
        assert (last["lower"], last["upper"]) == pytest.approx((row["lower"], row["upper"])), kind


def test_each_formula_example_follows_from_its_own_figures(shipped):
    for row in Store(shipped).snapshot().fetch("guide_formulas").to_dict("records"):
        if row["formula"] in {"R_T", "INV_2T"}:
            again = achievement.achievement(row["actual"], row["target"], row["formula"])
            assert again == pytest.approx(row["achievement"]), row["formula"]


# Worked examples


def test_worked_examples_by_hand():
    assert pairs(YEARS) == (9, 1)
    assert trend.mann_kendall(YEARS).p_value == pytest.approx(10 / 120)
    assert trend.mann_kendall(sorted(YEARS)).p_value == pytest.approx(2 / 120)
    last = process.xmr(MONTHS).iloc[-1]
    assert last["mean"] == 74
    assert last["upper"] == pytest.approx(74 + 2.66 * 35 / 11)
    assert last["beyond_limit"]


@pytest.mark.parametrize(
    ("scale", "name", "expected"),
    [
        ("permendagri_86_2017", "sangat_tinggi", "> 90"),
        ("permendagri_86_2017", "tinggi", "> 75 dan ≤ 90"),
        ("permendagri_86_2017", "sangat_rendah", "≤ 50"),
        ("ikm", "B", "≥ 76,61 dan < 88,31"),
        ("deviation_points", "sedang", "≥ −2,5 dan < −1"),
    ],
)
def test_bounds_in_signs(scale, name, expected):
    scales = achievement.scales()
    row = scales[(scales["scale"] == scale) & (scales["class"] == name)].iloc[0].to_dict()
    assert classes.bounds(row) == expected


def test_every_scale_has_a_title_and_every_confidence_its_words():
    scales = achievement.scales()
    assert {f"guide.scale_{name}" for name in scales["scale"]} <= set(catalogue())
    sure = {*scales["confidence"], *(formula.confidence for formula in achievement.FORMULAS)}
    assert {f"guide.confidence_{name}" for name in sure} <= set(catalogue())


def test_the_rule_of_importance_shows_its_first_change(open_guide, shipped):
    """The section names the change that the overview leads with."""
    snapshot = Store(shipped).snapshot()
    app = open_guide(shipped, "trend")
    assert any(header.proto.anchor == "importance" for header in app.header)
    first = snapshot.fetch("summary_changes", since="2000-01-01", limit=1).iloc[0]
    assert f"**{language.plain(first['short_id'])}**. {language.plain(first['sentence_id'])}" in words(app)


def test_methods_of_regencies_name_limits_and_source(open_guide, shipped):
    shown = words(open_guide(shipped, "regions"))
    for name in ("regions", "interval", "ranks", "convergence", "space", "closing"):
        for part in ("title", "limits", "source"):
            assert catalogue()[f"guide.{name}_{part}"]["id"] in shown, (name, part)


# Exercise and glossary


def test_the_exercise_answers_only_when_asked(open_guide, shipped):
    app = open_guide(shipped, "trend")
    assert not app.success
    app.radio(key="guide_answer_noise").set_value(exercise.ANSWERS.index("no"))
    app.button(key="guide_check_noise").click().run()
    assert app.success[0].value.startswith("Tepat.")
    app.radio(key="guide_answer_noise").set_value(exercise.ANSWERS.index("yes")).run()
    assert not app.success
    assert any("Belum tepat" in info.value for info in app.info)


EXERCISES = {
    "classes": {"lower", "bound"},
    "trend": {"course", "promise", "likely", "discovered", *exercise.QUESTIONS},
    "gap": {"enough", "way"},
    "regions": {"standing", "surely", "places", "apart", "alike", "largest"},
}


def asked(app) -> list:
    return [radio for radio in app.radio if radio.key.startswith("guide_answer_")]


def choose(app, place: int) -> None:
    """Answer every exercise of the page with its answer at `place`, or with none."""
    for radio in asked(app):
        radio.set_value(place if place < len(radio.options) else None)
        app.session_state[f"{radio.key.replace('answer', 'check')}_done"] = True
    app.run()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("topic", EXERCISES)
def test_every_exercise_has_one_right_answer_and_a_wrong_one_names_it(
    open_guide, shipped, monkeypatch, topic, language
):
    monkeypatch.setattr("pages.words.language.current", lambda: language)  # AppTest formats options outside the run
    app = open_guide(shipped, topic, language)
    assert {radio.key.removeprefix("guide_answer_") for radio in asked(app)} == EXERCISES[topic]
    wrong = re.escape(catalogue()["guide.exercise_wrong"][language]).replace(r"\{answer\}", "(.+?)") + " (.+)"
    right, named = defaultdict(list), defaultdict(set)
    for place in range(max(len(radio.options) for radio in asked(app))):
        choose(app, place)
        chosen = {radio.options[place] for radio in asked(app) if place < len(radio.options)}
        for said in app.success:
            right[said.value.removeprefix(catalogue()["guide.exercise_right"][language] + " ")].append(chosen)
        for match in filter(None, (re.fullmatch(wrong, said.value) for said in app.info)):
            named[match[2]].add(match[1])
    assert not app.exception
    assert len(right) == len(EXERCISES[topic])
    assert named.keys() == right.keys()
    for why, answers in named.items():
        assert len(right[why]) == len(answers) == 1, why
        assert answers <= right[why][0], why


@pytest.mark.parametrize("topic", EXERCISES)
def test_without_data_there_is_no_exercise(open_guide, empty_store, topic):
    assert not asked(open_guide(empty_store, topic))


@pytest.mark.parametrize("right", [1, 2, 3])
def test_numbers_to_choose_from_stand_by_size(right):
    assert exercise.by_size(right, {1, 2, 3} - {right}, str) == (["1", "2", "3"], str(right))


@pytest.mark.parametrize(
    ("wanted", "first"),
    [("capaian", "capaian"), ("P-VALUE", "nilai p"), ("human development", "IPM"), ("lkjip", "LKjIP, LAKIP")],
)
def test_the_search_finds_terms_of_both_languages(wanted, first):
    assert glossary.matching(wanted)[0].name == first


def test_the_search_says_when_nothing_matches(open_guide, empty_store):
    app = open_guide(empty_store, "glossary")
    everything = words(app)
    app.text_input(key="guide_search").set_value("zzzz").run()
    assert catalogue()["guide.glossary_none"]["id"] in words(app)
    app.text_input(key="guide_search").set_value("").run()
    assert words(app) == everything


def test_the_glossary_holds_the_terms_of_the_trade():
    names = " ".join(term.name for term in glossary.terms())
    for term in ("IKU", "realisasi", "serapan", "Renstra", "LKjIP", "SKPA", "gampong", "walidata", "batas wajar"):
        assert term in names
    assert len(glossary.terms()) >= 70


@pytest.mark.parametrize(
    ("page", "key", "link", "topic"),
    [
        ("summary", "summary", {}, "read"),
        ("agency", "agency", {"agency": "DISDIK"}, "read"),
        ("indicator", "indicator", {"indicator": "IKU-BAPPEDA-13"}, "read"),
        ("map", "map", {"indicator": "IKU-BAPPEDA-13"}, "classes"),
        ("region", "region", {"region": "11.06"}, "read"),
    ],
)
def test_every_view_leads_to_what_its_status_words_mean(open_app, full_store, page, key, link, topic):
    app = open_app(full_store, page, **link)
    app.button(key=f"explained_{key}").click().run()
    assert not app.exception
    assert app.title[0].value == "Panduan"
    assert linked(app) == topic


@pytest.mark.parametrize("place", ["capaian", "nothing", "<b>", "capaian_term"])
def test_a_link_to_a_term_opens_its_entry_and_any_other_the_glossary(open_app, full_store, place):
    app = open_app(full_store, "guide", topic="glossary", place=place, lang="id")
    assert not app.exception
    found = app.text_input(key=glossary.SEARCH).value
    assert found == (catalogue()["glossary.capaian_term"]["id"] if place == "capaian" else "")
    assert "place" not in app.query_params
