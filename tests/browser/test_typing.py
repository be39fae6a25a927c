"""Keys typed into the table of Kirim Data faster than a cell opens: all of them arrive, each in its cell."""

import pytest

from pages.words.language import t
from tests.browser.conftest import DESKTOP

pytestmark = pytest.mark.browser

VALUES = ("12,5", "7,25", "3,75")
FIRST_VALUE = (190 + 78 + 45, 35 + 17)  # pixels from the corner of the table: past the columns before, below the heads
SHOWN = """values => { const rows = [...document.querySelectorAll("[data-testid='stDataFrame'] canvas tbody tr")];
    return rows.length && values.every((value, at) => rows[at].children[2].textContent === value); }"""


@pytest.mark.parametrize("clicks", [1, 2], ids=["a click", "a double click"])
def test_what_is_typed_right_after_a_click_is_in_the_table(acquainted, clicks):
    visit = acquainted(DESKTOP)
    visit.open("/kirim?agency=DINKES")
    page = visit.page
    page.get_by_role("tab", name=t("report.tab_direct", "id")).click()
    visit.settle()
    table = page.locator("[data-testid='stDataFrame']:visible canvas").first
    table.scroll_into_view_if_needed()
    corner = table.bounding_box()
    page.mouse.click(corner["x"] + FIRST_VALUE[0], corner["y"] + FIRST_VALUE[1], click_count=clicks)
    for value in VALUES:
        page.keyboard.type(value)
        page.keyboard.press("Enter")
    page.wait_for_function(SHOWN, arg=list(VALUES))
    errors = visit.errors
    page.close()
    assert not errors
