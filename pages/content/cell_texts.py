"""Texts and pictures for the cells of tables: classes, origins, courses, values with their unit."""

import numpy as np
import pandas as pd

from analytics.figures import legend, sparkline
from pages.content import reader
from pages.words import language
from pages.words.language import t
from pages.words.row import Row
from pages.words.signs import SIGNAL_OF_STATE


def class_words() -> dict[tuple[str, str], str]:
    """Labels of all classes by (scale, class)."""
    rows = reader.fetch("class_labels")
    labels = [legend.lettered(*pair) for pair in rows[["class", language.name_column(stem="label")]].to_numpy()]
    return dict(zip(zip(rows["scale"], rows["class"], strict=True), labels, strict=True))


def origins(rows: pd.DataFrame) -> list[str | None]:
    """What values are that no report gave: simulated, computed from regencies (`status`; `derived` may be missing)."""
    derived = rows["derived"] if "derived" in rows else pd.Series(False, index=rows.index)
    marks = {"simulated": t("cards.simulated_short"), "derived": t("cards.derived_mark")}
    pairs = zip(rows["status"] == "simulated", derived, strict=True)
    return [", ".join(marks[name] for name, is_so in zip(marks, pair, strict=True) if is_so) or None for pair in pairs]


def course(row: Row) -> list[float]:
    """The newest values of a series (`actuals`, a masked array or none), NaN where one is missing."""
    values = row["actuals"]
    return [] if language.missing(values) else np.ma.filled(np.ma.asarray(values, dtype=float), np.nan).tolist()


def courses(rows: pd.DataFrame) -> list[str]:
    """Sparklines of `actuals` with target and signal (`name`, `target`, `state`), as pictures for a table."""
    theme = reader.theme()
    return [
        sparkline.data_uri(
            course(row),
            str(row["name"]),
            theme=theme,
            signal=SIGNAL_OF_STATE.get(row["state"], "common_cause"),
            target=row["target"],
        )
        for row in rows.to_dict("records")
    ]


def standings(rows: pd.DataFrame) -> list[str]:
    """The class of each row in words (`scale`, `class`); a dash where there is none."""
    words = class_words()
    return [words.get(pair, language.NOTHING) for pair in zip(rows["scale"], rows["class"], strict=True)]


def values_in_words(rows: pd.DataFrame, column: str) -> list[str]:
    """Values of a column with their unit of measure and decimals (`measure_id`, `measure_en`, `decimals`)."""
    units = rows[language.name_column(stem="measure")]
    return [
        language.measure(value, unit, 2 if language.missing(decimals) else int(decimals))
        for value, unit, decimals in zip(rows[column], units, rows["decimals"], strict=True)
    ]
