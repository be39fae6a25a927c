"""Made-up observations of realistic shape, of any size, for measuring; nothing here is shown to users."""

from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from data.build import whole
from data.ledger import Entry
from data.reference import Reference, load_reference

MONTHS = 60
REGIONS = 23


def reference(observations: int) -> Reference:
    """The shipped reference with as many made-up units as `observations` need (at least 1 an agency)."""
    shipped = load_reference()
    agencies = shipped.agencies["code"].tolist()
    monthly = _monthly(shipped)
    each = max(1, round(observations / (MONTHS * REGIONS * len(monthly) * len(agencies))))
    units = pd.DataFrame(
        [
            {"code": f"{agency}-B{number:03d}", "agency": agency, "name_id": name, "name_en": name}
            for agency in agencies
            for number in range(each)
            for name in [f"Unit {number}"]
        ]
    ).reindex(columns=shipped.units.columns, fill_value="")
    return replace(shipped, units=units, hash=f"benchmark {observations}")


def accepted(folder: Path, observations: int, shape: Reference) -> Entry:
    """One ledger entry whose accepted.parquet holds about `observations` monthly rows with trend, season and noise."""
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        _dimensions(connection, shape)
        connection.execute(_rows_sql(), {"limit": observations, "months": MONTHS})
        connection.table("rows").write_parquet(str(folder / "accepted.parquet"))
        connection.execute((whole.SQL / "marts" / "no_findings.sql").read_text("utf-8"))
        connection.execute("ALTER TABLE findings DROP submission")
        connection.table("findings").write_parquet(str(folder / "findings.parquet"))
    return Entry("000001-benchmark", 1, "load", "000001-benchmark", folder, {"content": str(observations)})


def export(path: Path, observations: int) -> None:
    """The same rows as an agency would send them: semicolons, decimal commas, the standard's header."""
    with duckdb.connect() as connection:
        _dimensions(connection, reference(observations))
        connection.execute(_rows_sql(), {"limit": observations, "months": MONTHS})
        connection.sql(_EXPORT).write_csv(str(path), sep=";")


_EXPORT = """
    SELECT
        agency AS kode_instansi, unit AS kode_unit, indicator AS kode_indikator, region AS kode_wilayah,
        period AS periode, replace(printf('%.2f', target), '.', ',') AS target,
        replace(printf('%.2f', actual), '.', ',') AS realisasi, 'simulasi' AS status_data
    FROM rows
"""


def _monthly(shape: Reference) -> list[str]:
    indicators = shape.indicators
    return indicators.loc[indicators["frequency"].eq("monthly"), "code"].tolist()


def _dimensions(connection: duckdb.DuckDBPyConnection, shape: Reference) -> None:
    regions = [code for code in shape.regions["code"] if code != "11"]
    connection.register("unit", pa.Table.from_pandas(shape.units[["code", "agency"]], preserve_index=False))
    connection.register("indicator", pa.table({"indicator": _monthly(shape)}))
    connection.register("region", pa.table({"region": regions}))


def _rows_sql() -> str:
    return """
        CREATE TABLE rows AS
        WITH keys AS (
            SELECT unit.agency, unit.code AS unit, indicator.indicator, region.region,
                hash(unit.code, indicator.indicator, region.region) % 1000 / 1000.0 AS luck
            FROM unit, indicator, region
        ),
        months AS (
            SELECT k, CAST(DATE '2021-01-01' + INTERVAL (k) MONTH AS DATE) AS month
            FROM (SELECT unnest(range($months)) AS k)
        )
        SELECT
            CAST(row_number() OVER () AS BIGINT) AS source_row,
            agency, unit, indicator, region,
            strftime(month, '%Y-%m') AS period, month AS period_start, last_day(month) AS period_end,
            'monthly' AS frequency,
            CAST(70 + 10 * luck AS DOUBLE) AS target, CAST(NULL AS DOUBLE) AS target_low,
            CAST(NULL AS DOUBLE) AS target_high,
            CAST(round(
                60 + 10 * luck + (luck - 0.5) * k * 0.3 + 3 * sin(k * 0.5236)
                + (hash(unit, indicator, region, k) % 1000 / 1000.0 - 0.5) * 6, 2
            ) AS DOUBLE) AS actual,
            CAST(NULL AS DOUBLE) AS numerator, CAST(NULL AS DOUBLE) AS denominator,
            CAST(NULL AS DATE) AS as_of, 'simulated' AS status, CAST(NULL AS VARCHAR) AS source,
            CAST(NULL AS VARCHAR) AS note, CAST(NULL AS VARCHAR) AS warning
        FROM keys, months
        LIMIT $limit
    """
