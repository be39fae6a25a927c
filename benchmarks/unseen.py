"""Annual and five-yearly series of other countries and firms, on which nothing in the product was chosen.

They come with the packages of the development environment, so that no network is needed:
    life, income  life expectancy and income per head, 1952, 1957 … 2007 (Gapminder, in plotly)
    fertility     children per woman, 2000 … 2011 (World Bank, in statsmodels)
    firms         investment, value and capital of eleven firms, 1935 … 1954 (Grunfeld, in statsmodels)

Of the countries every third in the order of their names: ARIMA takes a tenth of a second for each forecast.
"""

import numpy as np
import pandas as pd

__all__ = ["series"]

YEARS = range(2000, 2012)
EVERY = 3


def series() -> pd.DataFrame:
    """What `coverage.split` takes; a period is the step of the source. All values lie above 0 and have no upper end."""
    rows = pd.concat([_gapminder(), _fertility(), _firms()], ignore_index=True).dropna(subset=["value"])
    rows = rows.assign(minimum=0.0, maximum=np.nan, a_year=1, frequency="annual")
    return rows.sort_values(["indicator", "region", "time"], ignore_index=True)


def _gapminder() -> pd.DataFrame:
    from plotly import data

    rows = data.gapminder(return_type="pandas").rename(columns={"lifeExp": "life", "gdpPercap": "income"})
    rows = rows.assign(time=(rows["year"] - rows["year"].min()) // 5)
    rows = rows[rows["country"].isin(_some(rows["country"]))].rename(columns={"country": "region"})
    return rows.melt(["region", "time"], ["life", "income"], "indicator")


def _fertility() -> pd.DataFrame:
    from statsmodels.datasets import fertility

    wide = fertility.load_pandas().data.set_index("Country Name")[[str(year) for year in YEARS]].dropna()
    rows = wide.loc[_some(wide.index)].melt(ignore_index=False, var_name="time").reset_index(names="region")
    return rows.assign(time=rows["time"].astype(int), indicator="fertility")


def _firms() -> pd.DataFrame:
    from statsmodels.datasets import grunfeld

    rows = grunfeld.load_pandas().data.melt(["firm", "year"], var_name="what", value_name="amount")
    region, time = rows["firm"] + " " + rows["what"], rows["year"].astype(int)
    return pd.DataFrame({"indicator": "firms", "region": region, "time": time, "value": rows["amount"]})


def _some(names) -> list[str]:
    return sorted(set(names))[::EVERY]
