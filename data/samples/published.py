"""Published figures as they stand in `published.csv`, each with its publisher."""

from functools import cache
from pathlib import Path

import pandas as pd

HERE = Path(__file__).resolve().parent


@cache
def published() -> pd.DataFrame:
    """Rows with the canonical columns of the export standard; figures keep the digits of their source."""
    table = pd.read_csv(HERE / "published.csv", dtype=str, keep_default_na=False)
    return table.assign(
        agency=table["indicator"].str.extract(r"^IKU-(.+)-\d+$", expand=False),
        unit="",
        actual=table["value"],
        target_low="",
        target_high="",
        measure="",
        status="final",
        source=table["source"].map(citations()),
    )


@cache
def citations() -> dict[str, str]:
    """Publisher and table of each source, as the `sumber` of a row."""
    table = pd.read_csv(HERE / "sources.csv", dtype=str, keep_default_na=False)
    return {line.source: f"{line.publisher}, {line.title}" for line in table.itertuples()}
