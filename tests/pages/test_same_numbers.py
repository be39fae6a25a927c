"""A number that stands in two places is the same in both: in lists, tables, tooltips, sentences and files, in both
languages. Which numbers those are is found on the pages (`claims`)."""

from collections import defaultdict
from decimal import Decimal

import pytest

from data.store import Store
from pages.components import tables
from pages.words.language import LANGUAGES
from tests.pages import claims
from tests.pages.visiting import opened

POVERTY, STUNTING, PLACE = "IKU-BAPPEDA-13", "IKU-DINKES-04", "11.71"
SHOWN = [
    ("summary", {}), ("agency", {"agency": "DINKES"}), ("agency", {"agency": "BAPPEDA"}),
    ("indicator", {"indicator": POVERTY, "agency": "BAPPEDA"}),
    ("indicator", {"indicator": STUNTING, "agency": "DINKES", "region": PLACE}),
    ("map", {"indicator": POVERTY, "agency": "BAPPEDA"}), ("region", {"region": PLACE}),
    ("download", {"indicator": POVERTY, "agency": "BAPPEDA"}), ("download", {"agency": "DINKES"}), ("meeting", {}),
]  # fmt: skip
NOTE = "meeting_note_"


@pytest.fixture(scope="module")
def said(shipped):
    """Everything that these pages say, in both languages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KINERJA_STORE", str(shipped))
        codes = set(Store(shipped).snapshot().fetch("observations")["period"])
        read = Reader(patch)
        return [
            claim
            for spoken in LANGUAGES
            for page, link in SHOWN
            for claim in read.page(page, link, spoken, claims.spoken_periods(codes, spoken))
        ]


class Reader:
    """Opens pages, and keeps what they hand to tables and to the buttons of files."""

    def __init__(self, patch):
        self.tables, self.files, table = [], {}, tables.table

        def drawn(rows, columns, formats=None, opens=None, takeaway=True, **options):
            self.tables.append((options.get("key"), rows, list(columns), dict(formats or {})))
            return table(rows, columns, formats, opens, takeaway, **options)

        patch.setattr(tables, "table", drawn)
        patch.setattr("streamlit.download_button", lambda *_, data, key, **__: self.files.update({key: data}))

    def page(self, name: str, link: dict, spoken: str, periods: dict[str, str]) -> list[claims.Claim]:
        self.tables.clear()
        self.files.clear()
        app = opened(name, lang=spoken, **link)
        assert not app.exception, name
        own = (link.get("indicator", ""), link.get("agency", ""), "", link.get("region", claims.PROVINCE))
        if name == "meeting":
            agency, unit, indicator, region = app.text_area[0].key.removeprefix(NOTE).split("|")
            own = indicator, agency, unit, region
        found = list(claims.Page(app, name, spoken, periods, self.tables, own).claims())
        if file := self.files.get(f"download_csv_{spoken}"):
            found += claims.of_file(file().path.read_bytes(), spoken, f"file of {name} ({spoken})")
        return found


def test_a_number_in_two_places_is_the_same_number(said):
    by_key = defaultdict(list)
    for claim in said:
        by_key[claim.key].append(claim)
    exact = {key: min(those, key=lambda each: each.number.as_tuple().exponent) for key, those in by_key.items()}
    wrong = [
        f"{claim.key}: {claim.number} in {claim.place}, {exact[key].number} in {exact[key].place}"
        for key, those in by_key.items()
        for claim in those
        if not claim.agrees(exact[key])
    ]
    assert not wrong


def test_the_pages_are_read(said):
    """What is compared is more than the files, and comes from every kind of place."""
    on_pages = [claim for claim in said if not claim.place.startswith("file")]
    assert len(on_pages) > 1500
    places = defaultdict(set)
    for claim in on_pages:
        places[claim.key].add(claim.place)
    assert sum(len(each) > 1 for each in places.values()) > 700
    kinds = {claim.place.partition(": ")[2].partition(" ")[0].strip(",") for claim in said}
    assert kinds >= {"list", "table", "tooltip", "sentence", "fact", "values", "realisasi", "target", "capaian"}
    pages = {claim.place.partition(":")[0] for claim in said}
    assert pages >= {f"{page} ({spoken})" for page, _ in SHOWN for spoken in LANGUAGES}


@pytest.mark.parametrize(
    ("text", "spoken", "value"),
    [
        ("12,33%", "id", "12.33"), ("12.33%", "en", "12.33"), ("1.234,5 orang", "id", "1234.5"),
        ("−0,25", "id", "-0.25"), ("6,39–7,39%", "id", None), ("Rp4,8\u00a0M", "id", None), ("–", "id", None),
        (12.5, "en", "12.5"),
    ],
)  # fmt: skip
def test_numbers_are_read_in_the_marks_of_their_language(text, spoken, value):
    assert claims.number(text, spoken) == (value and Decimal(value))


@pytest.mark.parametrize(
    ("one", "other", "same"), [("12.33", "12.3", True), ("12.35", "12.3", False), ("7", "7.4", True)]
)
def test_numbers_agree_with_as_many_decimals_as_are_shown(one, other, same):
    of = [claims.Claim(("I", "A", "", "11"), "2025", "actual", Decimal(each), "x") for each in (one, other)]
    assert of[0].agrees(of[1]) == of[1].agrees(of[0]) == same
