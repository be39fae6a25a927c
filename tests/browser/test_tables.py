"""Tables of few rows: names open pages as links do, heads sort and explain, a phone and paper have every row."""

import re

import pytest

from pages.words.language import t
from tests.browser.conftest import PHONE

pytestmark = pytest.mark.browser

TABLE = "[data-table='region_overview']"
NAMES = f"{TABLE} tbody td:first-child"


def test_a_name_opens_its_page_by_keyboard_and_in_another_tab_and_back_returns(visit):
    page = visit.page
    visit.open("/wilayah")
    link = page.locator(f"{NAMES} a").filter(has_text=re.compile("^Pidie$"))
    with page.context.expect_page() as opened:
        link.click(modifiers=["Control"])
    assert opened.value.url.endswith("/wilayah?region=11.07")
    opened.value.close()
    page.evaluate("window.stayed = true")
    link.focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", level=1, name="Kabupaten Pidie").first.wait_for()
    visit.settle()
    assert page.evaluate("window.stayed"), "without loading the page anew"
    page.go_back()
    page.locator(TABLE).wait_for()


def test_a_head_sorts_and_leads_to_the_glossary(visit):
    page = visit.page
    visit.open("/wilayah")
    column = f"{TABLE} tbody td:nth-child(8)"
    page.get_by_role("button", name=t("cards.sort_by", "id", name=t("region.population", "id"))).click()
    people = [int(each.replace(".", "")) for each in page.locator(column).all_inner_texts()]
    assert people == sorted(people)
    assert len(people) == 23
    page.locator(f"{TABLE} th a.gl").first.click()
    page.wait_for_url("**/panduan?topic=glossary**")
    visit.settle()
    assert t("glossary.data_berkala", "id") in visit.words()


def test_a_phone_shows_some_rows_and_the_others_when_asked_and_paper_all(acquainted):
    visit = acquainted(PHONE)
    visit.open("/wilayah")
    names = visit.page.locator(NAMES)
    assert sum(each.is_visible() for each in names.all()) == 5
    visit.page.emulate_media(media="print")
    assert sum(each.is_visible() for each in names.all()) == 23
    visit.page.emulate_media(media="screen")
    visit.page.locator(f"{TABLE} summary").press("Enter")
    assert sum(each.is_visible() for each in names.all()) == 23
    visit.page.close()
