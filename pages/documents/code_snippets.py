"""Code that reads a downloaded file, ready to copy: Python, R, DuckDB, and the way through Excel in words."""

from pages.documents import dataset
from pages.documents.dataset import Selection
from pages.documents.formats import FORMATS
from pages.words.language import t

PYTHON = """import pandas as pd

data = pd.read_csv(
    "{file}", sep="{separator}", decimal="{decimal}", skiprows={heading}, encoding="utf-8-sig",
    dtype={{"{region}": str, "{period}": str}},
)
print(data.groupby("{indicator}")["{actual}"].describe())
"""
R = """data <- {reader}(
  "{file}", skip = {heading}, fileEncoding = "UTF-8-BOM",
  colClasses = c({region} = "character", {period} = "character")
)
aggregate({actual} ~ {indicator}, data, mean)
"""
PARQUET = """import duckdb

duckdb.sql("SELECT indicator, region, {time}, actual FROM '{parquet}' ORDER BY ALL").df()
"""
PACKAGE = """from frictionless import Package

package = Package("{package}")
rows = package.get_resource("observations").read_rows()
"""


def csv_name(selection: Selection, decimal: str) -> str:
    """The name of the CSV file with a decimal mark: the two do not share one."""
    return FORMATS["csv_id" if decimal == "," else "csv_en"].named(selection.stem)


def snippets(selection: Selection, decimal: str) -> list[tuple[str, str, str | None]]:
    """(title, text, language of the code or None for plain words) for the CSV file with that decimal mark and the other
    formats."""
    time = "last_period" if selection.contents == "verdicts" else "period"
    names = {name: dataset.heading(name) for name in ("region", "indicator", "actual")}
    facts = {
        **names,
        "period": dataset.heading(time),
        "time": time,
        **{of: FORMATS[of].named(selection.stem) for of in ("parquet", "package")},
        "file": csv_name(selection, decimal),
        "decimal": decimal,
        "separator": ";" if decimal == "," else ",",
        "heading": len(dataset.heading_lines(selection)),
        "reader": "read.csv2" if decimal == "," else "read.csv",
    }
    excel = t("download.excel_steps", file=facts["file"], decimal=decimal, row=str(facts["heading"] + 1))
    told: list[tuple[str, str, str | None]] = [("Excel", excel, None), ("Python", PYTHON.format(**facts), "python")]
    told += [("R", R.format(**facts), "r"), ("Parquet (DuckDB)", PARQUET.format(**facts), "python")]
    if selection.contents == "observations":
        told.append((t("download.button_package"), PACKAGE.format(**facts), "python"))
    return told
