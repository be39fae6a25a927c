"""Web archives (MHTML) as Excel and browsers save them: the table in one page, a question where several hold one."""

from email.message import EmailMessage

import pytest

from data.foreign import web_archive, web_page
from data.foreign.refusal import RefusedError
from tests.data.intake.file import dialects

PAGE = dialects.html(dialects.table(*dialects.RATES)).decode()
COVER = "<html><body><p>Laporan</p></body></html>"


def archive(*pages, cte="quoted-printable"):
    message = EmailMessage()
    message.make_related()
    for at, page in enumerate(pages):
        part = EmailMessage()
        part.set_content(page, subtype="html", cte=cte)
        part["Content-Location"] = f"file:///C:/laporan/sheet{at + 1:03d}.htm"
        message.attach(part)
    message["MIME-Version"] = "1.0"
    return message.as_bytes()


@pytest.mark.parametrize("cte", ["quoted-printable", "base64"])
@pytest.mark.parametrize("pages", [(PAGE,), (COVER, PAGE)], ids=len)
def test_the_page_that_holds_a_table(load, cte, pages):
    result = load(archive(*pages, cte=cte), name="laporan.xls", agency="DISDIK")
    assert result.outcome == "accepted"
    assert result.rows("region", "actual") == [("11.71", 99.21), ("11.07", 98.1), ("11.08", 97.4)]


def test_several_tables_are_sheets_to_choose_from(load):
    content = archive(PAGE, PAGE.replace("99,21", "91,5"))
    assert load(content, name="laporan.mht").found() == [("sheet_ambiguous", None)]
    assert load(content, name="laporan.mht", sheet="sheet002").rows("actual")[0] == 91.5


@pytest.mark.parametrize(
    "content",
    [
        archive(COVER),
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x",
        archive(PAGE)[:200],
    ],
    ids=["no table", "cut off", "cut in the head"],
)
def test_archives_without_a_table_are_refused_in_words(load, content):
    result = load(content, name="laporan.mht")
    assert (result.outcome, [rule for rule, _ in result.found()]) == ("rejected", ["file_without_table"])


def test_fields_of_a_form_are_no_message():
    assert not web_archive.is_archive(b"Tahun: 2025\nkode_indikator;periode;realisasi\n")
    assert web_archive.is_archive(archive(PAGE)[:4096])


@pytest.mark.parametrize(
    "mark", ["<![CDATA[", "<?", "<!--", "<a ", "</a", "<a b='", "<", "<div>", "<sup>1</sup>", "a=1 "]
)
def test_marks_without_end_are_judged_before_they_are_read(monkeypatch, mark):
    for name, limit in (("LONGEST_TAG", 20_000), ("LONGEST_END", 2_000), ("MOST_MARKS", 3_000), ("BLOCK", 5_000)):
        monkeypatch.setattr(web_page, name, limit)
    start = "<table><tr><td>kode</td><td>nilai</td></tr><tr><td>1</td><td "
    start += "" if mark == "a=1 " else ">"
    with pytest.raises(RefusedError):
        web_page.Book(start + mark * 8_000 + "</td></tr></table>")


def test_a_message_of_many_parts_is_refused_before_it_is_read():
    with pytest.raises(RefusedError, match="parts"):
        web_archive.Book(b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n" + b"--x\n\n" * 4_000)
