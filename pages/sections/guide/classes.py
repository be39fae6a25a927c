"""Achievement and class: every formula with a worked and a live example, special cases, every scale with its bounds."""

import math

import pandas as pd
import streamlit as st

from analytics import achievement
from analytics.decimals import decimals_needed
from data.intake.table import typed
from pages.content import cell_texts, reader
from pages.sections.guide import blocks, exercise, live
from pages.words import language
from pages.words.language import number, t
from pages.words.row import Row

SCALE_ORDER = (
    achievement.MAIN_SCALE,
    "traffic_light",
    "deviation_points",
    "sakip",
    "ikm",
    "absorption",
    "efficiency_gap",
    "opini_bpk",
)
# Target and actual of the worked examples. 24.13 against 35.45: APBA absorption on 10 June 2025 (P2K-APBA).
WORKED = {"R_T": (80, 72), "INV_2T": (10, 12), "INV_TR": (10, 12), "R_T_CUM": (35.45, 24.13), "DIFF_PP": (35.45, 24.13)}
BAND = {"low": 80, "high": 90, "inside": 85, "below": 70, "above": 92}
LOWER = (40, 46)
BOUND_CLASSES = 3
LOWER_TARGET, LOWER_ACTUALS = 10, (0, 5, 10, 20, 25)
TRIED = ("R_T", "INV_2T", "INV_TR")
IKM_ELEMENTS = (3.7, 3.6, 3.5, 3.8, 3.6, 3.7, 3.6, 3.7, 3.8)


def draw() -> None:
    blocks.section("formulas")
    examples = reader.fetch("guide_formulas").set_index("formula")
    for formula in achievement.FORMULAS:
        _formula(formula, examples)
    _two_formulas()
    _lower()
    blocks.section("special")
    _try()
    blocks.section("scales")
    scales = reader.fetch("guide_scales")
    known = [name for name in SCALE_ORDER if name in set(scales["scale"])]
    for name in [*known, *(other for other in scales["scale"].unique() if other not in SCALE_ORDER)]:
        _scale(name, scales[scales["scale"] == name])
    st.info(t("guide.letters"), icon=":material/sort_by_alpha:")
    exercise.ask(_bound(scales))
    _ikm()


def _formula(formula: achievement.Formula, examples: pd.DataFrame) -> None:
    with st.container(border=True):
        words = formula.words_id if language.current() == "id" else formula.words_en
        own = f"guide.expression_{formula.id}"
        expression = t(own) if own in language.catalogue() else formula.expression
        codes = " · ".join(f"`{code}`" for code in (expression, formula.id) if code)
        st.markdown(f"**{t(f'guide.formula_{formula.id}')}** · {codes}  \n{words}")
        worked = _worked(formula.id)
        if worked:
            st.markdown(f":gray-badge[:material/calculate: {t('guide.worked')}] {worked}")
        if formula.id in examples.index:
            _live(examples.loc[formula.id].to_dict())
        cited = formula.source_id if language.current() == "id" else formula.source_en
        st.caption(_evidence(cited, formula.confidence))


def _worked(formula: str) -> str:
    """The worked example of a formula, computed by the function that judges all data."""
    if formula == "RANGE":
        results = {
            f"result_{name}": language.percent(_band_achievement(BAND[name])) for name in ("inside", "below", "above")
        }
        results["result_higher"] = language.percent(_band_achievement(BAND["above"], "higher"))
        return t("guide.worked_RANGE", **BAND, **results)
    if formula == "SCALE":
        scales = reader.scales()
        *_, actual, target, _ = scales.named("sakip").classes
        return t(
            "guide.worked_SCALE",
            target=target,
            actual=actual,
            score=achievement.score(actual, "sakip", scales),
            score_target=achievement.score(target, "sakip", scales),
            result=language.percent(achievement.achievement(actual, target, "SCALE", scale="sakip", among=scales)),
        )
    if formula not in WORKED:
        return ""
    target, actual = WORKED[formula]
    result = achievement.achievement(actual, target, formula)
    shown = number(result, 2, signed=True) if formula == "DIFF_PP" else language.percent(result)
    return t(f"guide.worked_{formula}", target=target, actual=actual, result=shown)


def _band_achievement(actual: float, better: str = "range") -> float:
    return achievement.achievement(actual, None, "RANGE", low=BAND["low"], high=BAND["high"], better=better)


def _live(row: Row) -> None:
    st.markdown(
        f":gray-badge[:material/database: {t('guide.example')}] "
        + t(
            "guide.live_formula",
            name=language.plain(language.name(row)),
            region=language.plain(row["region_name"]),
            period=language.period(row["last_period"]),
            target=live.target(row),
            actual=live.measured(row, row["actual"]),
            result=live.achieved(row),
            **{"class": live.class_word(row)},
        )
    )
    live.simulated_note(row["status"])


def _two_formulas() -> None:
    blocks.section("two_formulas", target=LOWER_TARGET)
    formulas = ("INV_2T", "INV_TR")
    blocks.table(
        [t("guide.column_actual"), *(f"`{achievement.FORMULA[formula].expression}`" for formula in formulas)],
        [
            [
                number(actual, 0),
                *(number(achievement.achievement(actual, LOWER_TARGET, formula), 1) for formula in formulas),
            ]
            for actual in LOWER_ACTUALS
        ],
    )


def _lower() -> None:
    """What an indicator achieves where lower is better: a live one if its formula is the usual, else one made up."""
    row = None if live.empty() else live.find("gap")
    usual = (
        row is not None
        and row["better"] == "lower"
        and math.isclose(achievement.achievement(row["actual"], row["target"], "INV_2T"), row["achievement"])
    )
    target, actual = (row["target"], row["actual"]) if usual else LOWER
    shown = live.numbers(row) if usual else [number(value, 0) for value in (actual, target)]
    right, *wrong = (achievement.achievement(actual, target, formula) for formula in ("INV_2T", "R_T", "INV_TR"))
    answers, result = exercise.by_size(right, wrong, language.percent)
    values = {"actual": shown[0], "target": shown[1], "result": result, "wrong": language.percent(wrong[0])}
    asked = exercise.Exercise("lower", answers, result, values)
    exercise.ask(asked, exercise.of(row) if usual else None)


def _bound(scales: pd.DataFrame) -> exercise.Exercise:
    """Which class a SAKIP value on the very bound of the two best has."""
    rows = scales[scales["scale"] == "sakip"]
    bound = float(rows["lower"].iloc[0])
    code = achievement.classify(bound, "sakip", reader.scales())
    words = {name: cell_texts.class_words()["sakip", name] for name in rows["class"].head(BOUND_CLASSES)}
    row = rows[rows["class"] == code].iloc[0]
    values = {"value": bound, "class": words[code], "bounds": bounds(row)}
    return exercise.Exercise("bound", list(words.values()), words[code], values)


def _try() -> None:
    blocks.section("try", text=False)
    first, second, third = st.columns([2, 1, 1])
    with first:
        formula = st.selectbox(
            t("guide.try_formula"),
            TRIED,
            format_func=lambda code: f"{t(f'guide.formula_{code}')}: {achievement.FORMULA[code].expression}",
            key="guide_try_formula",
        )
    with second:
        target = _typed("target", 80.0)
    with third:
        actual = _typed("actual", 72.0)
    if target is None or actual is None:
        st.markdown(t("guide.try_number"))
        return
    result = achievement.achievement(actual, target, formula)
    code = None if target < 0 else achievement.classify(result, achievement.MAIN_SCALE, reader.scales())
    if code is None:
        st.markdown(t("guide.try_nothing"))
        return
    word = cell_texts.class_words()[achievement.MAIN_SCALE, code]
    scale = t(f"guide.scale_{achievement.MAIN_SCALE}")
    st.markdown(t("guide.try_result", result=language.percent(result), scale=scale, **{"class": word}))


def _typed(name: str, first: float) -> float | None:
    """A number typed with the marks of either language: a browser's box for numbers would swallow a comma."""
    text = st.text_input(t(f"guide.try_{name}"), number(first, 1), key=f"guide_try_{name}", max_chars=40)
    return typed.read(text).value


def _scale(name: str, rows: pd.DataFrame) -> None:
    key = f"guide.scale_{name}"
    st.subheader(t(key) if key in language.catalogue() else name, anchor=f"scale-{name.replace('_', '-')}")
    label = language.name_column(stem="label")
    blocks.table(
        [t("guide.column_class"), t("guide.column_bounds")],
        [[_class_name(row, row[label]), bounds(row)] for row in rows.to_dict("records")],
    )
    first = rows.iloc[0]
    st.markdown(language.plain(language.name(first, stem="note")))
    st.caption(_evidence(language.name(first, stem="source"), first["confidence"]))


def _evidence(cited: str, confidence: str) -> str:
    """Where a rule was read, and how sure that makes it."""
    sure = t(f"guide.confidence_{confidence}")
    if confidence == "product_decision":
        return f"{t('guide.confidence')}: {sure}."
    return f"{t('guide.source')}: {language.plain(cited)}. {t('guide.confidence')}: {sure}."


def _class_name(row: Row, label: str) -> str:
    """The label, behind its letter where the class is a letter."""
    return f"{row['class']} · {label}" if row["class"].isupper() else label


def bounds(row: Row) -> str:
    """The bounds of a class in signs: `> 75 dan ≤ 90`."""
    parts = {}
    for name, closed, opened in (("lower", "≥", ">"), ("upper", "≤", "<")):
        if not language.missing(row[name]):
            sign = closed if row[f"{name}_closed"] else opened
            parts[name] = f"{sign} {number(row[name], decimals_needed(row[name]))}"
    if len(parts) == 2:
        return t("guide.bounds_and", **parts)
    return next(iter(parts.values()), t("guide.bounds_any"))


def _ikm() -> None:
    """The worked example of the rule book's own trap: weights of 1/9 rounded to 0.11."""
    exact, rounded = achievement.ikm(IKM_ELEMENTS), sum(IKM_ELEMENTS) * 0.11 * 25
    code = achievement.classify(exact, "ikm", reader.scales())
    blocks.section(
        "ikm",
        elements=blocks.listed(IKM_ELEMENTS, 1),
        exact=exact,
        rounded=rounded,
        difference=exact - rounded,
        **{"class": f"{code} ({cell_texts.class_words()['ikm', code]})"},
    )
