"""What Streamlit sends of a formatted table: the values, by which it sorts, and the texts, which it shows."""

import pandas as pd
import pyarrow as pa
import pytest
from streamlit.dataframe_util import convert_anything_to_arrow_bytes
from streamlit.elements.lib.pandas_styler_utils import marshall_styler
from streamlit.proto.ArrowData_pb2 import ArrowData

from pages.components.table_texts import formatted, styled
from pages.words import language

ROWS = pd.DataFrame(
    {
        "name": ["a", "b", "c"],
        "share": [97.28, None, 1234.5],
        "day": pd.to_datetime(["2025-03-03", None, "2024-12-31"]),
        "count": [1, 22, 333],
        "raw": [0.5, 2.25, None],
    }
)
FORMATS = {
    "share": lambda value: language.percent(value, language="id"),
    "day": lambda value: language.day(value, language="id"),
}


def sent(styler) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Values and texts as the browser gets them."""
    proto = ArrowData()
    marshall_styler(proto, styler, "0")
    assert not proto.styler.styles
    values = pa.ipc.open_stream(convert_anything_to_arrow_bytes(styler)).read_all().to_pandas()
    return values, pa.ipc.open_stream(proto.styler.display_values).read_all().to_pandas()


def test_values_stay_and_texts_are_beside_them():
    values, texts = sent(styled(formatted(ROWS, FORMATS)))
    assert values["share"].tolist()[::2] == [97.28, 1234.5]
    assert values["day"].dtype.kind == "M"
    assert texts["share"].tolist() == ["97,3%", language.NOTHING, "1.234,5%"]
    assert texts["day"].tolist() == ["3 Mar 2025", language.NOTHING, "31 Des 2024"]


def test_the_texts_are_those_of_a_plain_styler():
    _, expected = sent(ROWS.style.format(FORMATS, na_rep=language.NOTHING))
    _, texts = sent(styled(formatted(ROWS, FORMATS)))
    assert texts.astype(str).to_dict("list") == expected.astype(str).to_dict("list")


@pytest.mark.parametrize("rows", [ROWS.head(0), ROWS.head(1)])
def test_few_rows_or_none(rows):
    _, texts = sent(styled(formatted(rows, FORMATS)))
    assert texts.columns.tolist() == ROWS.columns.tolist()
    assert len(texts) == len(rows)


def test_the_frame_still_changes_its_types_for_others():
    assert formatted(ROWS, FORMATS).astype({"count": float})["count"].tolist() == [1.0, 22.0, 333.0]
