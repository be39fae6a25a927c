"""Any table in any dialect is read as it was written, or asked about; never with another value in silence."""

import io
import os
from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.data.intake.test_one_table_many_ways import open_document, web_page, workbook

EXAMPLES = 400 if os.environ.get("KINERJA_TESTS") == "thorough" else 8
# Indicators by the periods they are said of, with their bounds: poverty and its line, growth, people, complaints.
YEARLY = {"IKU-BAPPEDA-13": (0, 100), "IKU-BAPPEDA-14": (0, 2e6), "IKU-BAPPEDA-04": (-30, 30),
          "IKU-BAPPEDA-15": (0, 1e6)}  # fmt: skip
QUARTERLY = {"IKU-DISKOMINSA-02": (0, 100)}
YEARS, QUARTERS = ["2021", "2022", "2023", "2024"], [f"2024-Q{number}" for number in range(1, 5)]
REGIONS = ["11", "11.01", "11.02", "11.11", "11.71"]
ENCODINGS = ["utf-8", "utf-8-sig", "cp1252", "utf-16"]
STYLES = {"1.234,5": (".", ","), "1,234.5": (",", "."), "1234,5": ("", ","), "1234.5": ("", ".")}
KINDS = ["csv", "csv", "xlsx", "ods", "xls"]


@dataclass(frozen=True)
class Table:
    """Values of one indicator by region and period, None where nothing is known."""

    indicator: str
    values: dict

    @property
    def regions(self):
        return list(dict.fromkeys(region for region, _ in self.values))

    @property
    def periods(self):
        return sorted({period for _, period in self.values})


@st.composite
def tables(draw):
    quarterly = draw(st.booleans())
    indicator = draw(st.sampled_from(sorted(QUARTERLY if quarterly else YEARLY)))
    low, high = (QUARTERLY if quarterly else YEARLY)[indicator]
    regions = ["11"] if quarterly else draw(st.lists(st.sampled_from(REGIONS), min_size=1, max_size=3, unique=True))
    periods = draw(st.lists(st.sampled_from(QUARTERS if quarterly else YEARS), min_size=1, max_size=4, unique=True))
    sizes = st.one_of(
        st.none(), st.just(0.0), st.integers(int(low), int(high)).map(float),
        st.floats(low, high).map(lambda value: round(value, 1)),
        st.floats(low, high).map(lambda value: round(value, 3)),
        st.floats(max(low, -9), 9).map(lambda value: round(value, 2)),
    )  # fmt: skip
    values = {(region, period): draw(sizes) for region in regions for period in sorted(periods)}
    return Table(indicator, values)


def written(value, style):
    """A number in a style, with as many decimals as it has."""
    if value is None:
        return ""
    thousands, decimal = STYLES[style]
    text = f"{value:,.3f}".rstrip("0").rstrip(".")
    return text.replace(",", "\0").replace(".", decimal).replace("\0", thousands)


def long(table):
    return [["kode_indikator", "kode_wilayah", "periode", "realisasi"]] + [
        [table.indicator, region, period, value] for (region, period), value in table.values.items()
    ]


def across(table):
    """Periods as columns: years, or the quarters of one."""
    return [["kode_indikator", "kode_wilayah", *table.periods]] + [
        [table.indicator, region, *(table.values[region, period] for period in table.periods)]
        for region in table.regions
    ]


def melted(table):
    return [["kode_indikator", "kode_wilayah", "periode", "variabel", "nilai"]] + [
        [table.indicator, region, period, "realisasi", value] for (region, period), value in table.values.items()
    ]


def encoded(rows, kind, style, encoding, separator, end):
    """(content, name of the file). Numbers stay typed in workbooks; elsewhere they are texts of the style."""
    if kind in ("xlsx", "ods"):
        rows = [["" if cell is None else cell for cell in row] for row in rows]
        return (workbook if kind == "xlsx" else open_document)(rows), f"t.{kind}"
    texts = [[cell if isinstance(cell, str) else written(cell, style) for cell in row] for row in rows]
    if kind == "xls":
        return web_page(texts).encode(), "t.xls"
    stream = io.StringIO()
    for row in texts:
        stream.write(separator.join(f'"{cell}"' if separator in cell else cell for cell in row) + end)
    return stream.getvalue().encode(encoding), "t.csv"


DIALECTS = st.tuples(
    st.sampled_from(KINDS), st.sampled_from(sorted(STYLES)), st.sampled_from(ENCODINGS), st.sampled_from(";,\t|"),
    st.sampled_from(["\n", "\r\n", "\r"]),
)  # fmt: skip


@given(table=tables(), layout=st.sampled_from([long, across, melted]), dialect=DIALECTS)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_what_was_written_is_read_or_asked(load, table, layout, dialect):
    content, name = encoded(layout(table), *dialect)
    result = load(content, name=name)
    found = {
        (region, period): value
        for region, period, value in result.rows("region", "period", "actual")
        if value is not None
    }
    sent = {key: value for key, value in table.values.items() if value is not None}
    assert found.items() <= sent.items(), (found, sent)
    assert found == sent or result.outcome != "accepted", (found, sent, result.found())
