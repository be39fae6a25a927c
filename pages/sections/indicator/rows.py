"""Every value of a series in a table."""


from pages.components import evidence, tables
from pages.content import cell_texts, doubts
from pages.sections.indicator.view import View
from pages.words import language
from pages.words.language import t


def draw(view: View) -> None:
    """Every value of the series with its origin: source, note, evidence, doubts and the sender's reasons."""
    card, history = view.card, view.chosen.history
    figures = int(card["decimals"])
    words = cell_texts.class_words()
    rows = history.iloc[::-1].assign(
        when=[language.period(period) for period in history["period"][::-1]],
        standing=[words.get((card["scale"], each), language.NOTHING) for each in history["class"][::-1]],
        state=[t(f"indicator.status_{status}") for status in history["status"][::-1]],
    )
    if "warning" in rows:
        doubted = rows["warning"].notna()
        warned = zip(rows["warning"], doubted, strict=True)
        rows["doubt"] = [doubts.titles(codes) if has else None for codes, has in warned]
        rows["explained"] = rows["reason"].fillna(t("indicator.reason_none")).where(doubted, None)
    columns = {
        "when": t("cards.period"),
        "actual": t("cards.actual"),
        "target": t("cards.target"),
        "achievement": t("cards.achievement"),
        "standing": t("cards.class"),
        "state": t("indicator.status"),
    }
    optional = {
        "numerator": t("indicator.numerator"),
        "denominator": t("indicator.denominator"),
        "as_of": t("indicator.as_of"),
        "source": t("indicator.source"),
        "note": t("indicator.note"),
        "evidence": t("indicator.evidence"),
        "doubt": t("indicator.doubt"),
        "explained": t("indicator.reason"),
    }
    columns |= {name: label for name, label in optional.items() if name in rows and rows[name].notna().any()}
    formats = {name: lambda value: language.number(value, figures) for name in ("actual", "target")}
    counted = {"numerator", "denominator"} & set(columns)
    formats |= {name: lambda value: language.number(value, 0) for name in counted}
    formats |= {"achievement": language.percent} | ({"as_of": language.day} if "as_of" in columns else {})
    tables.table(rows, columns, formats, key="indicator_rows_table", alt=t("indicator.rows"))
    evidence.listed(rows, {"indicator": view.here.indicator, "region": view.chosen.region, **view.chosen.keys})
