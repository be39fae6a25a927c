"""Where shown values come from: publishers, files and rows, date and snapshot, on the page and on its pictures."""

import pandas as pd

from pages.content import reader, scope
from pages.words import language
from pages.words.language import t

NAMED = 3


def parts(rows: pd.DataFrame | None) -> list[str]:
    """Publishers, files and newest date of the rows (`source`, `as_of`; either may be missing), and the snapshot."""
    rows = pd.DataFrame() if rows is None else rows
    said = []
    named = [str(name) for name in rows["source"].dropna().unique() if name] if "source" in rows else []
    if named:
        said.append(t("cards.source", source=language.several(named, NAMED)))
    if kept := files(rows):
        said.append(t("cards.files", files=language.several(kept, NAMED)))
    if "as_of" in rows and rows["as_of"].notna().any():
        said.append(t("cards.dated", day=language.day(rows["as_of"].max())))
    return [*said, t("cards.snapshot", snapshot=reader.snapshot().id)]


def foot(rows: pd.DataFrame | None, here: scope.Scope) -> str:
    """The same for a picture: with the program's name, the filters, and whether any of the rows is simulated."""
    simulated = rows is not None and "status" in rows and (rows["status"] == "simulated").any()
    told = [t("cards.simulated")] if simulated else []
    return " · ".join([*told, *parts(rows), t("frame.product"), *scope.describe(here)])


def files(rows: pd.DataFrame) -> list[str]:
    """Each file with the rows that are shown of it, the most used first: laporan.csv (baris 2–24).

    rows: submission and source_row; without these columns, or without their values, nothing is named.
    """
    if not {"submission", "source_row"} <= set(rows):
        return []
    known = rows.dropna(subset=["submission", "source_row"])
    names = reader.fetch("submissions").set_index("submission")["file"].dropna().to_dict()
    spans = known.assign(file=known["submission"].map(names)).groupby("file")["source_row"].agg(["min", "max", "size"])
    ordered = spans.sort_values(["size", "min"], ascending=[False, True], kind="stable")
    return [_span(str(name), int(row["min"]), int(row["max"])) for name, row in ordered.iterrows()]


def _span(name: str, first: int, last: int) -> str:
    return t("cards.file_row" if first == last else "cards.file_rows", file=name, first=first, last=last)
