"""Numbers as people write them: which mark is the decimal in a column, and which texts are numbers at all.

A column is judged by the *shapes* of its cells (every digit as 9), of which even a long column has few. The decision
is made per column, with its reason; each shape is then a number, a missing value, or unreadable, and the bulk
conversion only has to drop characters.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

MISSING = frozenset(
    [
        "",
        "-",
        "--",
        "---",
        "–",
        "—",
        "−",
        ".",
        "..",
        "...",
        "…",
        "n/a",
        "na",
        "<na>",
        "n.a",
        "n.a.",
        "nan",
        "null",
        "none",
        "nil",
        "not available",
        "not applicable",
        "tidak ada data",
        "tidak tersedia",
        "belum ada data",
        "belum tersedia",
        "belum ada",
        "t.a.d",
        "tad",
        "nihil data",
        "x",
        "*",
    ]
)
# A dash beside the sign of money, or set apart by blanks, is how accounting formats write zero; also stands in SQL.
NIL = "(?i)[\\s\u00a0]*(?:rp\\.?|idr|us\\$|\\$)[\\s\u00a0]*[-\u2010-\u2014\u2212]+[\\s\u00a0]*|[ \u00a0]+-[ \u00a0]{2,}"
# Errors of a spreadsheet and formulas it never calculated: neither numbers nor "no value"; also stands in SQL.
UNCALCULATED = r"(?i)\s*(?:#[A-Z]+(?:/0)?[!?]|#(?:DIV/0|N/A|CALC|SPILL)|(?:err|galat):[0-9]{3}|=(?:[^\"].*)?)\s*"
SPACES = " \t\u00a0\u202f\u2007\u2009\u2008\u200a\ufeff'"
DASHES = "\u2212\u2013\u2012\u2010\u2011"
MULTIPLIERS = frozenset(
    ["rb", "ribu", "jt", "juta", "miliar", "milyar", "mlr", "mlyr", "miliard", "triliun", "trilyun", "k", "m", "t"]
)
PROVISIONAL = frozenset(
    ("", "*", "**", "***", "*)", "**)", "(*)", "(**)", "r", "p", "e", "f", "x", "xx", "xxx", "a)", "b)", "r)", "p)",
     "e)", "f)", "(r)", "(p)", "(e)", "(f)", "(x)")
)  # fmt: skip
# Marks by which BPS and others tell provisional figures (`*`, `x`, `p`, `e`); it also stands in SQL.
PROVISIONAL_MARK = r"[0-9]\s*(\(?\*+\)?|x{1,3}|\(x\)|\(?[pef]\)|p|e|f)\s*$"
RAISED = "¹²³⁴⁵⁶⁷⁸⁹"  # footnote marks
# As a spreadsheet shows a number of twelve digits or more in a narrow column.
DIGITS_LOST = r"\s*-?[0-9]([.,][0-9]{1,5})?[eE]\+(0[7-9]|[1-9][0-9])\s*"
DIGITS = ("0123456789", "9999999999")
CAP = 5_000
# A cell so many times larger than all others of its column is asked about where its mark contradicts theirs.
FAR = 20

_CORE = re.compile(
    r"(?P<open>\()?(?P<sign>[+-])?(?P<body>9[9., ]*|[.,]9+)(?P<exponent>e[+-]?9{1,2})?"
    r"(?P<close>\))?(?P<suffix>[^9]*)$"
)
# Signs of money before an amount, and the `,-` after a whole one (`Rp 2.500.000,-`); both also stand in SQL.
MONEY_SIGN = r"(?i)(?:rp\.?|idr|us\$|\$)\s*"
NO_CENTS = r"[.,](?:-+|=)\s*$"


@dataclass(frozen=True)
class Shape:
    """Cells that look alike: digits as 9, how many there are, one of them, and how many begin with a zero."""

    text: str
    count: int
    sample: str
    zeros: int = 0


@dataclass(frozen=True)
class Style:
    """How the numbers of one column are written.

    decimal: `comma`, `dot`, `none` (no marks, or whole numbers with thousands marks) or `undecided`.
    `valid` are the shapes that are numbers, `bad` those that are not; `drop` the characters a conversion removes;
    `nil` says that some cells are a dash that stands for zero; `simple` is a pattern of cells that are numbers whatever
    their shape; `sampled` says that only the first cells were looked at closely.
    """

    decimal: str
    thousands: str | None
    reason_id: str
    reason_en: str
    valid: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    follows: bool = False
    drop: str = ""
    negative_brackets: bool = False
    sample: str | None = None
    words: bool = False
    nil: bool = False
    dressed: bool = False
    simple: str | None = None
    sampled: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether the valid cells hold nothing but digits, a minus and the two marks."""
        dashed = any(set(text) & set(DASHES) for text in self.valid)
        return not (self.dressed or dashed or set(self.drop) - {",", "."})

    @property
    def has_provisional(self) -> bool:
        """Whether some figures carry a mark of provisional ones."""
        return any(re.search(PROVISIONAL_MARK, text, re.IGNORECASE) for text in self.valid)

    @property
    def needs_guard(self) -> bool:
        """Whether some cells must not be converted: unreadable ones, or words such as `nan` that a cast would take."""
        return bool(self.bad or self.ambiguous or self.words or self.nil)

    @property
    def mark(self) -> str:
        return {"comma": ",", "dot": ".", "none": "", "undecided": "?"}[self.decimal]


@dataclass(frozen=True)
class Piece:
    """A shape taken apart: its digits with marks, and what stands around them; `dressed` in a sign of money."""

    body: str
    around: str
    zero: bool
    brackets: bool
    exponent: bool
    dressed: bool
    shape: Shape


def is_missing(text: str | None) -> bool:
    """Whether a cell says that there is no value; 0 is a value."""
    return text is None or text.strip(SPACES).lower() in MISSING


def is_nil(text: str) -> bool:
    """Whether a cell says zero by a dash beside the sign of money."""
    return re.fullmatch(NIL, text) is not None


def shape_of(text: str) -> str:
    """A cell with every digit as 9."""
    return text.translate(str.maketrans(*DIGITS))


def decide(
    shapes: Sequence[Shape],
    is_measure: Callable[[str], bool] = lambda _: False,
    *,
    wished: str | None = None,
    plausible: Callable[[float], bool] | None = None,
) -> Style:
    """Decide one column from its shapes. `wished` is the sender's choice, `plausible` says whether a value can be."""
    pieces, bad = _pieces(shapes, is_measure)
    words, nil = _words(shapes)
    return replace(_decided(pieces, bad, wished, plausible), words=words, nil=nil)


def _decided(pieces, bad, wished, plausible) -> Style:
    votes = {"comma": [p for p in pieces if _speaks(p, ",")], "dot": [p for p in pieces if _speaks(p, ".")]}
    unclear = [piece for piece in pieces if _is_unclear(piece)]
    if wished:
        return _style(wished, pieces, bad, "pilihan pengirim", "the sender's choice")
    if votes["comma"] or votes["dot"]:
        return _by_votes(votes, pieces, bad)
    if not unclear:
        return _style("none", pieces, bad, "tidak ada tanda pemisah", "no separators")
    return _by_context(unclear, pieces, bad, plausible)


def settle(
    shapes: Sequence[Shape], is_measure: Callable[[str], bool], decimal: str, reason_id: str, reason_en: str
) -> Style:
    """Give an undecided column the style of its neighbours."""
    pieces, bad = _pieces(shapes, is_measure)
    words, nil = _words(shapes)
    return replace(_style(decimal, pieces, bad, reason_id, reason_en), words=words, nil=nil)


def _words(shapes: Iterable[Shape]) -> tuple[bool, bool]:
    """Whether some cells are words for a missing value, and whether some are a dash for zero."""
    words = any(is_missing(shape.text) and any(char.isalpha() for char in shape.text) for shape in shapes)
    return words, any(is_nil(shape.text) for shape in shapes)


def _pieces(shapes: Iterable[Shape], is_measure) -> tuple[list[Piece], list[Shape]]:
    pieces, bad = [], []
    for shape in shapes:
        if is_missing(shape.text) or is_nil(shape.text):
            continue
        piece = _take_apart(shape, is_measure)
        if piece:
            pieces.append(piece)
        else:
            bad.append(shape)
    return pieces, bad


def _take_apart(shape: Shape, is_measure) -> Piece | None:
    text = shape.text.lower()
    for dash in DASHES:
        text = text.replace(dash, "-")
    text = re.sub(r"[\t\u00a0\u202f\u2007\u2009\u2008\u200a]", " ", text).strip(SPACES)
    bare = re.sub(NO_CENTS, "", re.sub(rf"^([(+-]?\s*){MONEY_SIGN[4:]}", r"\1", text))
    dressed, text = bare != text, re.sub(r"^(\(?)\s*([+-]?)\s*", r"\1\2", bare)
    found = _CORE.match(text)
    if not found or bool(found["open"]) != bool(found["close"]):
        return None
    suffix = found["suffix"].strip(SPACES)
    if re.search("[.,]9+$", found["body"]) and re.fullmatch(rf"[{RAISED}]{{1,2}}\)?", suffix):
        suffix = ""
    if suffix in MULTIPLIERS or not (suffix in PROVISIONAL or suffix in ("%", "‰") or is_measure(suffix)):
        return None
    body = found["body"].rstrip()
    if found["open"] and found["sign"]:
        return None
    if set(suffix) & set("+-" + DASHES):
        return None
    return Piece(body, suffix, shape.zeros > 0, bool(found["open"]), bool(found["exponent"]), dressed, shape)


def _speaks(piece: Piece, mark: str) -> bool:
    """Whether this shape can only be read with `mark` as the decimal."""
    other = "." if mark == "," else ","
    body = piece.body.replace(" ", "")
    if body.count(mark) > 1:
        return False
    if body.count(other) > 1:
        return bool(_reads_as(piece, mark))
    if mark in body and other in body:
        return body.rindex(mark) > body.rindex(other)
    if mark not in body:
        return False
    before, after = body.split(mark)
    return len(after) != 3 or len(before) > 3 or not before or (piece.zero and len(before) == 1) or piece.exponent


def _is_unclear(piece: Piece) -> bool:
    return bool(re.fullmatch(r"9{1,3}[.,]999", piece.body.replace(" ", ""))) and not (
        piece.exponent or (piece.zero and piece.body[1] in ".,")
    )


def _reads_as(piece: Piece, mark: str) -> bool:
    """Whether the body is well formed with `mark` as the decimal and the other mark or blanks as thousands."""
    other = re.escape("." if mark == "," else ",")
    decimal = re.escape(mark)
    grouped = rf"9{{1,3}}(?:[{other} ]999)+(?:{decimal}9*)?"
    return bool(re.fullmatch(rf"{grouped}|9+(?:{decimal}9*)?|{decimal}9+", piece.body))


def _by_votes(votes, pieces, bad) -> Style:
    weight = {name: sum(piece.shape.count for piece in found) for name, found in votes.items()}
    winner = max(weight, key=weight.get)
    loser = "dot" if winner == "comma" else "comma"
    sample = votes[winner][0].shape.sample
    if weight[loser] * 10 > weight[winner]:
        other = votes[loser][0].shape.sample
        return _undecided(
            pieces,
            bad,
            pieces,
            f"ada `{sample}` dan `{other}` dalam satu kolom",
            f"both `{sample}` and `{other}` occur",
        )
    style = _style(winner, pieces, bad, f"`{sample}` hanya dapat dibaca begitu", f"`{sample}` can only be read so")
    vague = _out_of_step(pieces, votes[winner], "." if winner == "comma" else ",")
    valid = tuple(text for text in style.valid if text not in vague)
    return replace(style, valid=valid, ambiguous=tuple(sorted(vague))) if vague else style


def _out_of_step(pieces, speaking, thousands: str) -> set[str]:
    """Shapes whose only mark contradicts the column's and makes them far larger than all its other values."""
    if any(thousands in piece.body for piece in speaking):
        return set()
    contradicting = [piece for piece in pieces if _is_unclear(piece) and thousands in piece.body]
    others = [_size(piece) for piece in pieces if piece not in contradicting]
    largest = max(others, default=0.0)
    return {piece.shape.text for piece in contradicting if _size(piece) * 1000 > FAR * largest}


def _size(piece: Piece) -> float:
    """The size of a sample, read with its last mark as the decimal."""
    digits = re.sub(r"[^0-9.,]", "", piece.shape.sample).replace(",", ".").strip(".")
    whole, _, rest = digits.rpartition(".")
    return float(f"{whole.replace('.', '')}.{rest}") if whole else float(rest or 0)


def _by_context(unclear, pieces, bad, plausible) -> Style:
    """Three digits after a single mark: thousands, or three decimals."""
    mark = next(char for char in unclear[0].body if char in ".,")
    if any(mark not in piece.body for piece in unclear):
        return _undecided(pieces, bad, unclear, "titik dan koma bercampur", "dots and commas are mixed")
    grouped, decimal = ("comma", "dot") if mark == "." else ("dot", "comma")
    sample = unclear[0].shape.sample
    whole = [len(piece.body) for piece in pieces if re.fullmatch("9+", piece.body)]
    if plausible:
        read = re.sub(r"[^0-9.,-]", "", sample)
        as_thousands = plausible(float(read.replace(mark, "")))
        as_decimal = plausible(float(read.replace(",", ".")))
        if as_thousands != as_decimal:
            kind = grouped if as_thousands else decimal
            return _style(
                kind,
                pieces,
                bad,
                f"`{sample}` hanya mungkin begitu bagi indikatornya",
                f"`{sample}` is only possible so for its indicator",
            )
    if whole and 3 in whole and max(whole) == 3:
        return _style(
            grouped,
            pieces,
            bad,
            f"`{sample}` di samping bilangan bulat tiga angka: tanda ribuan",
            f"`{sample}` beside whole numbers of three digits: a thousands mark",
        )
    return _undecided(
        pieces,
        bad,
        unclear,
        f"`{sample}` dapat berarti ribuan atau tiga desimal",
        f"`{sample}` can mean thousands or three decimals",
        follows=True,
    )


def _undecided(pieces, bad, unclear, reason_id: str, reason_en: str, follows: bool = False) -> Style:
    texts = {piece.shape.text for piece in unclear}
    clear = [piece for piece in pieces if piece.shape.text not in texts]
    style = _style("none", clear, bad, reason_id, reason_en)
    return Style(
        "undecided",
        None,
        reason_id,
        reason_en,
        style.valid,
        style.bad,
        tuple(sorted(texts)),
        follows,
        style.drop,
        style.negative_brackets,
        unclear[0].shape.sample,
        dressed=style.dressed,
    )


def _style(decimal: str, pieces, bad, reason_id: str, reason_en: str) -> Style:
    mark = {"comma": ",", "dot": ".", "none": "."}[decimal]
    valid = [piece for piece in pieces if _reads_as(piece, mark) and mark not in piece.around]
    scientific = any(piece.exponent for piece in valid)
    letters = {char for piece in valid for char in piece.shape.text if not _kept(char)}
    if scientific:
        valid = [piece for piece in valid if piece.exponent or not set(piece.shape.text.lower()) & {"e"}]
        letters -= {"e", "E"}
    texts = {piece.shape.text for piece in valid}
    wrong = [shape.text for shape in bad] + [p.shape.text for p in pieces if p.shape.text not in texts]
    other = "." if mark == "," else ","
    thousands = next((other for piece in valid if other in piece.body), None)
    return Style(
        decimal,
        thousands,
        reason_id,
        reason_en,
        tuple(sorted(texts)),
        tuple(sorted(set(wrong))),
        drop="".join(sorted(letters | {other})),
        negative_brackets=any(piece.brackets for piece in valid),
        dressed=any(piece.dressed for piece in valid),
    )


def _kept(char: str) -> bool:
    return char in "9.,+-" or char in DASHES
