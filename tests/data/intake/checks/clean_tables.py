"""Sixty tables as careful offices would send them: made by fixed seeds, without any fault.

A table is one indicator with its regions and periods; `noise` is the usual relative change. Round values, constants,
zeros, small counts, seasons, shares near their bound, amounts that accumulate in the year and growth rates are among
them.
"""

import numpy as np

REGENCIES = [f"11.{n:02d}" for n in range(1, 19)] + [f"11.7{n}" for n in range(1, 6)]
MONTHS = {"annual": 12, "semiannual": 6, "quarterly": 3, "monthly": 1}
# Indicator, frequency, decimals, level, noise, number of periods, regions, manner.
TABLES = (
    ("IKU-BAPPEDA-13", "annual", 2, 14, 0.03, 14, 23, "walk"),
    ("IKU-BAPPEDA-12", "annual", 2, 50, 0.004, 12, 23, "trend"),
    ("IKU-BAPPEDA-15", "annual", 0, 30_000, 0.05, 9, 23, "walk"),
    ("IKU-BAPPEDA-14", "annual", 0, 480_000, 0.02, 8, 23, "trend"),
    ("IKU-BAPPEDA-20", "annual", 0, 9_500, 0.02, 6, 23, "trend"),
    ("IKU-BAPPEDA-04", "annual", 2, 4, 2, 12, 23, "signed"),
    ("IKU-BAPPEDA-21", "annual", 3, 0.3, 0.02, 7, 23, "noise"),
    ("IKU-BAPPEDA-16", "annual", 2, 2, 0.15, 10, 23, "noise"),
    ("IKU-DISDIK-01", "annual", 2, 98, 0.01, 5, 23, "bounded"),
    ("IKU-DISDIK-03", "annual", 2, 9.3, 0.01, 9, 23, "trend"),
    ("IKU-DISDIK-05", "annual", 2, 96, 0.03, 5, 23, "noise"),
    ("IKU-DISDIK-14", "annual", 0, 900, 0.15, 5, 23, "noise"),
    ("IKU-DISNAKERMOBDUK-01", "annual", 2, 6.5, 0.12, 9, 23, "noise"),
    ("IKU-DISNAKERMOBDUK-04", "annual", 0, 8_000, 0.1, 6, 23, "noise"),
    ("IKU-DPMG-06", "annual", 0, 12, 0, 7, 23, "count"),
    ("IKU-DPMG-05", "annual", 0, 3, 0, 5, 23, "count"),
    ("IKU-DPMG-08", "annual", 0, 0.4, 0, 8, 23, "count"),
    ("IKU-DPMG-10", "annual", 2, 100, 0, 5, 23, "constant"),
    ("IKU-BPKA-10", "annual", 0, 8e11, 0.06, 5, 23, "round"),
    ("IKU-BPKA-11", "annual", 0, 2e10, 0.2, 6, 23, "noise"),
    ("IKU-BPKA-09", "annual", 0, 4, 0, 8, 1, "constant"),
    ("IKU-INSPEKTORAT-01", "annual", 0, 5, 0, 8, 1, "constant"),
    ("IKU-INSPEKTORAT-02", "annual", 2, 60, 0.04, 5, 23, "noise"),
    ("IKU-DISTANBUN-03", "annual", 0, 4_500, 0.08, 6, 23, "noise"),
    ("IKU-DISNAK-01", "annual", 0, 60_000, 0.1, 5, 23, "noise"),
    ("IKU-RSJ-02", "annual", 0, 11_000, 0.05, 10, 1, "walk"),
    ("IKU-DISPORA-02", "annual", 0, 6, 0, 9, 1, "count"),
    ("IKU-PERTANAHAN-01", "annual", 0, 2, 0, 6, 1, "constant"),
    ("IKU-MAA-01", "annual", 0, 14, 0, 6, 23, "constant"),
    ("IKU-DPMG-07", "annual", 0, 0, 0, 6, 23, "constant"),
    ("IKU-BAPPEDA-02", "semiannual", 2, 15, 0.03, 16, 1, "walk"),
    ("IKU-BAPPEDA-06", "semiannual", 3, 0.31, 0.03, 12, 1, "noise"),
    ("IKU-DRKA-01", "semiannual", 2, 98.5, 0.005, 8, 23, "bounded"),
    ("IKU-DRKA-02", "semiannual", 2, 50, 0.05, 6, 23, "trend"),
    ("IKU-RSUDZA-03", "semiannual", 2, 84, 0.03, 8, 1, "bounded"),
    ("IKU-DISTANBUN-02", "semiannual", 0, 30_000, 0.12, 10, 23, "year"),
    ("IKU-BPSDM-01", "semiannual", 2, 25, 0.1, 8, 1, "year"),
    ("IKU-DINKES-11", "quarterly", 2, 55, 0.06, 16, 23, "noise"),
    ("IKU-DINKES-10", "quarterly", 2, 22, 0.05, 16, 23, "year"),
    ("IKU-BPBA-03", "quarterly", 1, 7, 0.12, 16, 23, "noise"),
    ("IKU-DSI-02", "quarterly", 0, 4, 0, 16, 23, "count"),
    ("IKU-SATPOLPPWH-01", "quarterly", 2, 90, 0.06, 12, 23, "bounded"),
    ("IKU-DISNAKERMOBDUK-02", "quarterly", 2, 50, 0.1, 12, 23, "noise"),
    ("IKU-DKP-01", "quarterly", 0, 5_000, 0.1, 12, 23, "year"),
    ("IKU-DPMPTSP-01", "quarterly", 2, 2, 0.2, 12, 1, "year"),
    ("IKU-DISBUDPAR-02", "quarterly", 0, 9, 0.2, 12, 1, "year"),
    ("IKU-RO_UMUM-01", "quarterly", 2, 95, 0.03, 12, 1, "bounded"),
    ("IKU-DP3A-02", "quarterly", 2, 100, 0, 12, 23, "constant"),
    ("IKU-DINKES-08", "monthly", 2, 95, 0.02, 24, 23, "bounded"),
    ("IKU-DINKES-19", "monthly", 0, 700, 0.1, 36, 5, "season"),
    ("IKU-DINKES-20", "monthly", 2, 3, 0.2, 24, 5, "noise"),
    ("IKU-DINKES-01", "monthly", 2, 7, 0.05, 36, 5, "year"),
    ("IKU-DISBUDPAR-01", "monthly", 0, 9_000, 0.15, 36, 5, "year"),
    ("IKU-PANGAN-03", "monthly", 0, 14_500, 0.02, 36, 1, "round"),
    ("IKU-DISTANBUN-01", "monthly", 2, 104, 0.01, 36, 1, "walk"),
    ("IKU-RSUDZA-01", "monthly", 2, 68, 0.05, 36, 1, "season"),
    ("IKU-RSJ-01", "monthly", 1, 30, 0.05, 36, 1, "noise"),
    ("IKU-RO_EKON-01", "monthly", 2, 0.3, 0.4, 36, 1, "signed"),
    ("IKU-BPKA-02", "monthly", 2, 5, 0.1, 36, 1, "year"),
    ("IKU-RSUDZA-02", "monthly", 1, 26, 0.08, 36, 1, "december"),
)  # fmt: skip


def _course(manner, own, level, noise, periods, months, random):
    """The actuals of one region, not rounded yet."""
    at, chance = np.arange(periods), random.normal(0, noise or 1, periods)
    if manner == "walk":
        return own * np.exp(np.cumsum(chance))
    if manner == "trend":
        return own * np.exp(0.02 * at + chance / 2)
    if manner == "signed":
        return level + chance
    if manner == "bounded":
        return np.minimum(100, level * np.exp(chance))
    if manner == "count":
        return random.poisson(own, periods)
    if manner == "season":
        return own * np.exp(0.4 * np.sin(2 * np.pi * at * months / 12) + chance)
    if manner == "december":
        return own * np.exp(0.7 * (at % 12 == 11) + chance)
    if manner == "year":
        parts = own * np.exp(chance)
        return np.concatenate([np.cumsum(parts[n : n + 12 // months]) for n in range(0, periods, 12 // months)])
    return np.full(periods, float(level)) if manner == "constant" else own * np.exp(chance)


def _named(year_of_first, at, frequency):
    per_year = 12 // MONTHS[frequency]
    year, part = year_of_first + at // per_year, at % per_year + 1
    return {"annual": f"{year}", "semiannual": f"{year}-S{part}", "quarterly": f"{year}-Q{part}"}.get(
        frequency, f"{year}-{part:02d}"
    )


def rows(number):
    """One table as (indicator, region, period, target, actual), the numbers rounded as they would be written."""
    indicator, frequency, decimals, level, noise, periods, regions, manner = TABLES[number]
    random, table = np.random.default_rng(number), []
    first = 2026 - -(-periods * MONTHS[frequency] // 12)
    for region in REGENCIES[:regions] if regions > 1 else ["11"]:
        own = level * (random.uniform(0.7, 1.4) if regions > 1 else 1)
        actuals = _course(manner, own, level, noise, periods, MONTHS[frequency], random)
        step = 10.0 ** (np.floor(np.log10(max(level, 1))) - 1) if manner == "round" else 10.0**-decimals
        for at, actual in enumerate(np.round(actuals / step) * step):
            target = "" if manner in ("year", "count", "season") else f"{round(level, decimals):.{decimals}f}"
            table.append((indicator, region, _named(first, at, frequency), target, round(float(actual), decimals)))
    return table


def text(tables):
    """Rows of several tables as a file."""
    lines = (
        f"{indicator};{region};{period};{target.replace('.', ',')};{_number(actual)}"
        for table in tables
        for indicator, region, period, target, actual in table
    )
    return "kode_indikator;kode_wilayah;periode;target;realisasi\n" + "\n".join(lines) + "\n"


def _number(actual):
    return (f"{actual:.3f}".rstrip("0").rstrip(".") or "0").replace(".", ",")
