"""What pages say of a value: found in whatever they show, with the series, the period and the measure it is of.

A block says of which series a number is by the link beside it, a table by its row, a figure and a sentence by the
series of their page. Nothing here asks a query: what is read is what stands there.
"""

import csv
import html
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pandas as pd
from streamlit.testing.v1 import AppTest

from pages.words import language
from pages.words.language import t

Series = tuple[str, str, str, str]  # indicator, agency, unit, region
PROVINCE = "11"
MEASURES = {"actual": "actual", "value": "actual", "shown": "actual", "target": "target", "achievement": "achievement"}
NUMBER = re.compile(r"(?<![\w.,])[-−]?\d[\d.,]*(?=\D|$)")
SHORTENED = re.compile(r"\s?(?:rb|jt|M|T|K|B)\b")  # Rp4,8 M is told in few letters
TAG = re.compile(r"<[^>]+>")
ALONE = {"br", "img", "path", "circle", "meta", "input", "rect"}  # elements without an end


@dataclass(frozen=True)
class Claim:
    """One number as it is written, and what it is of."""

    series: Series
    period: str
    measure: str
    number: Decimal
    place: str

    @property
    def key(self) -> tuple[Series, str, str]:
        return self.series, self.period, self.measure

    def agrees(self, other: "Claim") -> bool:
        """Whether both are one number, with as many decimals as the coarser one shows."""
        coarse = max(self.number.as_tuple().exponent, other.number.as_tuple().exponent)
        step = Decimal(1).scaleb(coarse)
        return abs(self.number.quantize(step, ROUND_HALF_UP) - other.number.quantize(step, ROUND_HALF_UP)) == 0


def number(text: object, spoken: str) -> Decimal | None:
    """The one number of a text in the marks of a language; None where there is none, more than one, or a short form."""
    if isinstance(text, int | float) and not pd.isna(text):
        return Decimal(repr(round(float(text), 10))).normalize()
    found = list(NUMBER.finditer(str(text)))
    if len(found) != 1 or SHORTENED.match(str(text), found[0].end()):
        return None
    thousands, decimal = (".", ",") if spoken == "id" else (",", ".")
    plain = found[0][0].rstrip(".,").replace(thousands, "").replace(decimal, ".").replace("−", "-")
    return Decimal(plain)


# --- blocks


class Node:
    """An element of a block."""

    def __init__(self, tag: str, has: dict[str, str]):
        self.tag, self.has, self.inside = tag, has, []

    def text(self) -> str:
        return "".join(each if isinstance(each, str) else each.text() for each in self.inside)

    def walk(self) -> Iterator["Node"]:
        yield self
        for each in self.inside:
            if isinstance(each, Node):
                yield from each.walk()

    def all(self, tag: str = "", kind: str = "") -> list["Node"]:
        return [
            each for each in self.walk() if each is not self and (not tag or each.tag == tag)
            and (not kind or kind in each.has.get("class", "").split())
        ]  # fmt: skip


class _Builder(HTMLParser):
    def __init__(self):
        super().__init__()
        self.root = Node("root", {})
        self.open = [self.root]

    def handle_starttag(self, tag, attrs):
        node = Node(tag, {key: value or "" for key, value in attrs})
        self.open[-1].inside.append(node)
        if tag not in ALONE:
            self.open.append(node)

    def handle_endtag(self, tag):
        if tag in [each.tag for each in self.open]:
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data):
        self.open[-1].inside.append(data)


def tree(markup: str) -> Node:
    builder = _Builder()
    builder.feed(markup)
    return builder.root


def blocks(app: AppTest) -> list[Node]:
    """Every block of a page, those in components among them."""
    markup = [node.proto.body for node in app._tree if node.type == "html"]
    told = [node.proto.json for node in app._tree if node.type == "bidi_component" and node.proto.json]
    return [tree(each) for each in [*markup, *(json.loads(each).get("markup", "") for each in told)]]


# --- a page


class Page:
    """A page that was opened, and the tables that it drew."""

    def __init__(self, app: AppTest, name: str, spoken: str, periods: dict[str, str], tables: list[tuple], own: Series):
        self.app, self.spoken, self.tables, self.own = app, spoken, tables, own
        self.place = f"{name} ({spoken})"
        self.periods = periods
        words = sorted(map(re.escape, periods), key=len, reverse=True)
        self.period_words = re.compile(rf"(?<![\w,.–])(?:{'|'.join(words)})(?![\w.–]|,\d)")
        over = [each.text() for block in blocks(app) for each in block.all(kind="over")]
        self.shown = next((found for found in map(self.period, over) if found), None)  # of a map, named over it

    def period(self, text: str) -> str | None:
        """The first period that a text names."""
        found = self.period_words.search(text)
        return self.periods[found[0]] if found else None

    def claim(self, series: Series, period: str | None, measure: str, text: object, place: str) -> Iterator[Claim]:
        value = number(text, self.spoken)
        if value is not None and period and all(isinstance(part, str) for part in series) and series[0]:
            yield Claim(series, period, measure, value, f"{self.place}: {place}")

    def claims(self) -> Iterator[Claim]:
        yield from self.of_tables()
        yield from self.of_figures()
        yield from self.of_sentences()
        for block in blocks(self.app):
            yield from self.of_map(block)
            yield from self.of_lists(block)
            yield from self.of_values(block)
            yield from self.of_facts(block)

    def of_tables(self) -> Iterator[Claim]:
        for key, rows, columns, formats in self.tables:
            for row in rows.to_dict("records"):
                series = tuple(_code(row.get(name), own) for name, own in
                               zip(("indicator", "agency", "unit", "region"), self.own, strict=True))  # fmt: skip
                period = row.get("period") or row.get("last_period")
                for name in set(columns) & set(MEASURES):
                    with language.speaking(self.spoken):
                        shown = formats[name](row[name]) if name in formats and not pd.isna(row[name]) else row[name]
                    yield from self.claim(series, period, MEASURES[name], shown, f"table {key}")

    def of_figures(self) -> Iterator[Claim]:
        """Tooltips: `<b>period or place</b><br>actual: <b>…</b>`, beside the code of the period or place."""
        heads = {t("indicator.chart_actual", self.spoken): "actual", "target": "target"}
        for node in self.app._tree:
            if node.type != "plotly_chart":
                continue
            for trace in json.loads(node.proto.spec)["data"]:
                told = zip(trace.get("hovertext") or [], trace.get("customdata") or [], strict=False)
                for text, code in told if isinstance(trace.get("hovertext"), list) else ():
                    if not isinstance(code, str) or code not in self.periods.values():
                        continue
                    for part in str(text).split("<br>")[1:]:
                        head, _, value = TAG.sub("", html.unescape(part)).partition(": ")
                        if head in heads:
                            yield from self.claim(self.own, code, heads[head], value, f"tooltip {node.proto.id[-24:]}")

    def of_sentences(self) -> Iterator[Claim]:
        """`Realisasi 2025 sebesar 12,33, target 12,00: capaian 97,25 persen` of the series of the page."""
        value = r"([-−\d.,]*\d)[^;:]*?"
        aimed = rf"(?:, target {value}(?:: (?:capaian|achievement) {value})?)?[;:.( ]"
        start = r"Realisasi (?:s\.d\. )?(.+?) sebesar " if self.spoken == "id" else "Actual (?:for|up to) (.+?): "
        said = re.compile(start + value + aimed)
        for node in self.app._tree:
            if node.type in ("markdown", "caption"):
                for found in said.finditer(node.value.replace("\\", "")):
                    period = self.period(found[1])
                    for measure, text in zip(("actual", "target", "achievement"), found.groups()[1:], strict=True):
                        if text:
                            yield from self.claim(self.own, period, measure, text, f"sentence of {node.type}")

    def of_lists(self, block: Node) -> Iterator[Claim]:
        """An entry with one link to a series and its value: `.val .n` or `.v b`, the period beside it."""
        for entry in block.all("li"):
            if entry.all("li"):
                continue
            series = {_series(each.has.get("href", ""), self.own) for each in entry.all("a")} - {None}
            if len(series) != 1:
                continue
            for box in [*entry.all(kind="val"), *entry.all(kind="v")]:
                values = box.all(kind="n") or box.all("b")
                when = next((each.text() for each in entry.all(kind="own")), "") if not self.period(box.text()) else ""
                if values:
                    rest = " ".join(each for each in box.inside if isinstance(each, str))
                    around = entry.text().replace(box.text(), " ", 1)
                    period = self.period(rest) or self.period(when) or self.period(around)
                    (of,) = series
                    yield from self.claim(of, period, "actual", values[0].text(), "list")
                    if found := re.search(rf"{t('map.aceh', self.spoken)} (\S+)", rest):
                        yield from self.claim((*of[:2], "", PROVINCE), period, "actual", found[1], "list, province")

    def of_map(self, block: Node) -> Iterator[Claim]:
        """The list beside a map: a regency a line, and the province; the period stands over it."""
        for entry in block.all("li"):
            links = [_link(each.has.get("href", "")) for each in entry.all("a")]
            region = [given.get("region") for path, given in links if path == "/wilayah"]
            region += [PROVINCE] * ("pv" in entry.has.get("class", "").split())
            values = [each for each in entry.inside if isinstance(each, Node) and each.tag == "b"]
            if len(region) == len(values) == 1 and self.own[0]:
                of = (*self.own[:3], region[0])
                yield from self.claim(of, self.shown, "actual", values[0].text(), "list of the map")

    def of_values(self, block: Node) -> Iterator[Claim]:
        """The table of values of an indicator: period, actual, target."""
        if not self.own[0]:
            return
        for line in (line for box in block.all(kind="tw") for line in box.all("tr")):
            cells = [each.text().strip() for each in line.all("td")]
            if len(cells) >= 6 and cells[0] in self.periods:
                for measure, text in zip(("actual", "target"), cells[1:3], strict=True):
                    yield from self.claim(self.own, self.periods[cells[0]], measure, text, "values")

    def of_facts(self, block: Node) -> Iterator[Claim]:
        """The facts in the head of an indicator: its value with its period, and the value of the year before."""
        for fact in block.all(kind="facts"):
            for one in fact.all("div"):
                head, figure = one.all("dt")[0].text(), one.all(kind="n")[0]
                beside = one.all("dd")[0].text().replace(figure.text(), "", 1)
                period = self.periods.get(beside.strip()) or self.periods.get(head)
                yield from self.claim(self.own, period, "actual", figure.text(), f"fact {head}")


def of_file(content: bytes, spoken: str, place: str) -> Iterator[Claim]:
    """The rows of a CSV of Unduh."""
    lines = [each for each in content.decode("utf-8-sig").splitlines() if not each.startswith("#")]
    for row in csv.DictReader(io.StringIO("\n".join(lines)), delimiter=";" if spoken == "id" else ","):
        series = row["kode_indikator"], row["kode_instansi"], row["kode_unit"], row["kode_wilayah"]
        for column, measure in (("realisasi", "actual"), ("target", "target"), ("capaian", "achievement")):
            value = number(row[column], spoken) if row[column] else None
            if value is not None:
                yield Claim(series, row["periode"], measure, value, f"{place}: {column}")


def _link(href: str) -> tuple[str, dict[str, str]]:
    address = urlsplit(href)
    return address.path, {key: values[0] for key, values in parse_qs(address.query).items()}


def _code(value: Any, own: str) -> Any:
    return own if value is None or (not isinstance(value, str) and pd.isna(value)) else value


def _series(href: str, own: Series) -> Series | None:
    """The series that a link opens."""
    path, given = _link(href)
    if path != "/indikator":
        return None
    return given["indicator"], given.get("agency", ""), given.get("unit", ""), given.get("region", PROVINCE)


def spoken_periods(codes: set[str], spoken: str) -> dict[str, str]:
    """Words → period, long and short."""
    with language.speaking(spoken):
        return {language.period(code, short=short): code for code in codes for short in (False, True)}
