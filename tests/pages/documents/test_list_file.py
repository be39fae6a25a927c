"""A table to take away holds the numbers that the table shows."""

import pandas as pd
import pytest

from pages.documents import list_file
from pages.words import language


@pytest.mark.parametrize("spoken", language.LANGUAGES)
def test_numbers_are_rounded_as_the_table_writes_them(spoken):
    rows = pd.DataFrame({"gap": [1.005, -0.001, None, -2.675]})
    with language.speaking(spoken):
        taken = list_file.as_shown(rows, {"gap": "Selisih"}, {"gap": lambda value: language.number(value, 2)})
        text = list_file.for_clipboard(taken)
    mark = "," if spoken == "id" else "."
    assert text.split("\n")[1:-1] == [each.replace(".", mark) for each in ("1.01", "0", '""', "-2.68")]
