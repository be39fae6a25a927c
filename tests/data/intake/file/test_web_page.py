"""Pages that bear the name of a workbook: what is hidden in them, and how far a tag may go."""

import pytest

from tests.data.intake.file import dialects
from tests.data.intake.file.dialects import RATES, table


@pytest.mark.parametrize("said", ["hidden", 'style="display: none"', 'style="color:red;DISPLAY:NONE"'])
def test_a_hidden_row_of_a_page_is_named(load, said):
    page = dialects.html(table(*RATES)).decode().replace("<tr>", "<TR>", 1).replace("<tr>", f"<tr {said}>", 1)
    assert load(page, name="a.xls").found("row_hidden") == [("row_hidden", 2)]
    assert load(page.replace(said, 'style="display:block"'), name="a.xls").found("row_hidden") == []


@pytest.mark.parametrize(("letters", "is_read"), [((1 << 14) - 1, True), (1 << 14, False)])
def test_a_tag_left_open_at_the_end_of_a_page_is_looked_at_up_to_a_length(load, letters, is_read):
    page = dialects.html(table(*RATES)).decode()
    assert bool(load(page + "<" + "a" * letters, name="a.xls").accepted) == is_read
