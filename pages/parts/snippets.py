"""Code that reads a downloaded file, ready to copy: Python, R, DuckDB, and the way through Excel in words."""

from pages.parts import downloads
from pages.parts.downloads import Selection
from pages.parts.language import t

PYTHON = """import pandas as pd

data = pd.read_csv(
    "{stem}.csv", sep="{separator}", decimal="{decimal}", skiprows={heading}, encoding="utf-8-sig",
    dtype={{"{region}": str, "{period}": str}},
)
print(data.groupby("{indicator}")["{actual}"].describe())
"""
R = """data <- {reader}(
  "{stem}.csv", skip = {heading}, fileEncoding = "UTF-8-BOM",
  colClasses = c({region} = "character", {period} = "character")
)
aggregate({actual} ~ {indicator}, data, mean)
"""
PARQUET = """import duckdb

duckdb.sql("SELECT indicator, region, period, actual FROM '{stem}.parquet' ORDER BY ALL").df()
"""
PACKAGE = """from frictionless import Package

package = Package("{stem}.zip")
rows = package.get_resource("observations").read_rows()
"""


def snippets(selection: Selection, decimal: str) -> list[tuple[str, str, str | None]]:
    """(title, text, language of the code or None for plain words) for the CSV file and the other formats."""
    names = {name: downloads.heading(name) for name in ("region", "period", "indicator", "actual")}
    facts = {
        **names,
        "stem": selection.stem,
        "decimal": decimal,
        "separator": ";" if decimal == "," else ",",
        "heading": len(downloads.heading_lines(selection)),
        "reader": "read.csv2" if decimal == "," else "read.csv",
    }
    excel = t("download.excel_steps", file=f"{selection.stem}.csv", decimal=decimal, row=str(facts["heading"] + 1))
    return [
        ("Python", PYTHON.format(**facts), "python"),
        ("R", R.format(**facts), "r"),
        ("Excel", excel, None),
        ("Parquet (DuckDB)", PARQUET.format(**facts), "python"),
        (t("download.button_package"), PACKAGE.format(**facts), "python"),
    ]
