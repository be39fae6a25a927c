"""The tables of the reference: their columns, and what each column may hold."""

from dataclasses import dataclass

from analytics.achievement import TONES
from analytics.periods import FREQUENCIES
from analytics.regions import REGIONS

ALIAS_KINDS = ("region", "agency", "unit", "indicator", "column", "measure")
SHORT_NAME = 40
AGENCY_TYPES = (
    "sekretariat",
    "inspektorat",
    "badan",
    "dinas",
    "keistimewaan",
    "satuan",
    "rumah_sakit",
    "biro",
    "induk",
)
UNIT_TYPES = (
    "sekretariat", "bagian", "bidang", "inspektur_pembantu", "wakil_direktur", "instalasi", "uptd", "uptb",
    "cabang_dinas", "kph", "jabatan_fungsional",
)  # fmt: skip
COUNTED_AS = ("result", "budget")
DATA_CLASSES = ("public", "internal", "excluded")  # from open to closed
REPORTERS = ("owner", "every_agency", "each_its_own")
RESULT_LEVELS = ("outcome", "output", "activity")
COUNTINGS = ("proportion", "rate")
LIST_CONFIDENCE = ("verified_list_and_recent", "verified_list", "verified_recent", "unverified")
INDICATOR_CONFIDENCE = ("verified_value", "verified_name", "verified_elsewhere", "unverified")
TARGET_CONFIDENCE = ("verified_value", "by_definition", "unverified")
NATIONAL_CONFIDENCE = ("verified_value", "unverified")
SCALE_CONFIDENCE = ("verified", "practice", "product_decision")
PLAN_STATUS = ("draft", "enacted")
PRIORITY_STATUS = ("proposal", "decided")
MOST_PRIORITIES = 12
CALENDAR_CONFIDENCE = ("verified", "partly_verified", "unverified")


# --- what each file holds --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Column:
    """Kind of a column: text, number, integer; whether it may be empty; allowed values; a pattern; bounds; whether a
    table may lack it."""

    kind: str = "text"
    required: bool = True
    choices: tuple[str, ...] = ()
    pattern: str = ""
    expected: str = ""
    at_least: float | None = None
    late: bool = False  # came after the first release: a table without it is read as if it were empty


TEXT, OPTIONAL = Column(), Column(required=False)
CODE = Column(pattern=r"[A-Z0-9][A-Z0-9_.-]*", expected="code")
YES_NO = Column(choices=("yes", "no"))
CLOSED = Column(required=False, choices=YES_NO.choices)
NUMBER = Column("number")
OPTIONAL_NUMBER = Column("number", required=False)
OPTIONAL_COUNT = Column("integer", required=False, at_least=0)
COUNT = Column("integer", at_least=0)
POSITIVE = Column("number", at_least=0)
LATE = Column(required=False, late=True)

SHEETS: dict[str, dict[str, Column]] = {
    "agencies": {
        "code": CODE, "name_id": TEXT, "name_en": TEXT, "abbreviation": TEXT, "type": Column(choices=AGENCY_TYPES),
        "head_id": TEXT, "head_en": TEXT,
        "counted": YES_NO, "confidence": Column(choices=LIST_CONFIDENCE), "source": TEXT,
        "desk": Column(required=False, pattern=r"[\w.+-]+@[\w-]+(\.[\w-]+)+", expected="desk", late=True),
    },
    "units": {
        "code": CODE, "agency": CODE, "name_id": TEXT, "name_en": TEXT, "type": Column(choices=UNIT_TYPES),
        "confidence": Column(choices=LIST_CONFIDENCE), "source": TEXT,
    },
    "regions": {
        "code": Column(choices=REGIONS), "bps_code": Column(pattern=r"11\d\d", expected="bps_code"),
        "type": Column(choices=("Provinsi", "Kabupaten", "Kota")), "name_id": TEXT, "short_name": TEXT, "capital": TEXT,
        "area_km2": POSITIVE, "population": COUNT, "population_year": COUNT, "tile_x": OPTIONAL_COUNT,
        "tile_y": OPTIONAL_COUNT, "source": TEXT,
    },
    "indicators": {
        "code": Column(pattern=r"IKU-[A-Z0-9_]+-\d\d", expected="indicator_code"), "name_id": TEXT, "name_en": TEXT,
        "short_id": TEXT, "short_en": TEXT, "definition_id": TEXT, "definition_en": TEXT, "unit": TEXT, "unit_en": TEXT,
        "better": Column(choices=("higher", "lower", "range", "neutral")),
        "formula": Column(choices=("R_T", "INV_2T", "INV_TR", "RANGE", "R_T_CUM", "DIFF_PP", "SCALE", "NONE")),
        "accumulation": Column(choices=("point", "cumulative")),
        "region_aggregation": Column(choices=("sum", "ratio", "official_only", "none")),
        "time_aggregation": Column(choices=("last", "sum", "mean", "ratio")),
        "frequency": Column(choices=FREQUENCIES), "by_region": YES_NO, "decimals": COUNT, "minimum": OPTIONAL_NUMBER,
        "maximum": OPTIONAL_NUMBER, "agency": CODE, "theme": TEXT,
        "scale": OPTIONAL, "value_scale": OPTIONAL, "numerator_id": OPTIONAL,
        "numerator_en": OPTIONAL, "denominator_id": OPTIONAL, "denominator_en": OPTIONAL, "factor": OPTIONAL_NUMBER,
        "counting": Column(required=False, choices=COUNTINGS), "near_from": OPTIONAL_NUMBER,
        "counts_as": Column(choices=COUNTED_AS),
        "publisher": TEXT, "version": TEXT, "confidence": Column(choices=INDICATOR_CONFIDENCE), "source": TEXT,
        "caveat_id": OPTIONAL, "caveat_en": OPTIONAL,
        "since": LATE, "until": LATE, "followed_by": LATE,
        "reported_by": Column(required=False, choices=REPORTERS, late=True),
        "smallest_change": Column("number", required=False, at_least=0, late=True),
        "result_level": Column(required=False, choices=RESULT_LEVELS, late=True),
        "data_class": Column(required=False, choices=DATA_CLASSES, late=True),
        "small_below": Column("integer", required=False, at_least=0, late=True),
        "opened_sum": Column(required=False, choices=YES_NO.choices, late=True),
    },
    "scales": {
        "scale": Column(pattern=r"[a-z][a-z0-9_]*", expected="scale_code"),
        "class": Column(pattern=r"[A-Za-z][A-Za-z0-9_]*", expected="class_code"),
        "label_id": TEXT, "label_en": TEXT, "short_id": TEXT, "short_en": TEXT, "lower": OPTIONAL_NUMBER,
        "lower_closed": CLOSED, "upper": OPTIONAL_NUMBER, "upper_closed": CLOSED, "tone": Column(choices=TONES),
        "rank": Column("integer", at_least=1), "cap_low": OPTIONAL_NUMBER, "cap_high": OPTIONAL_NUMBER,
        "decimals": OPTIONAL_COUNT, "source_id": TEXT, "source_en": TEXT,
        "confidence": Column(choices=SCALE_CONFIDENCE),
        "valid_from": Column(required=False, pattern=r"\d{4}", expected="year"), "note_id": OPTIONAL,
        "note_en": OPTIONAL,
    },
    "themes": {"code": Column(pattern=r"[a-z_]+", expected="theme_code"), "name_id": TEXT, "name_en": TEXT},
    "priorities": {
        "position": Column("integer", at_least=1), "indicator": TEXT, "agency": OPTIONAL, "short_id": TEXT,
        "short_en": TEXT, "status": Column(choices=PRIORITY_STATUS), "source": TEXT,
    },
    "aliases": {"kind": Column(choices=ALIAS_KINDS), "alias": TEXT, "code": TEXT, "source": TEXT},
    "targets": {
        "indicator": TEXT, "agency": OPTIONAL, "unit": OPTIONAL, "region": Column(choices=REGIONS), "period": TEXT,
        "target": OPTIONAL_NUMBER, "target_low": OPTIONAL_NUMBER, "target_high": OPTIONAL_NUMBER,
        "baseline_period": OPTIONAL, "baseline": OPTIONAL_NUMBER, "plan": TEXT,
        "confidence": Column(choices=TARGET_CONFIDENCE), "source": TEXT,
        "status": Column(required=False, choices=PLAN_STATUS, late=True), "definition": LATE,
    },
    "calendar": {
        "frequency": Column(choices=FREQUENCIES), "due_days": COUNT, "grace_days": COUNT,
        "confidence": Column(choices=CALENDAR_CONFIDENCE), "source": TEXT,
    },
    "rebase": {
        "indicator": TEXT, "agency": OPTIONAL, "unit": OPTIONAL, "region": Column(required=False, choices=REGIONS),
        "period": TEXT, "reason_id": TEXT, "reason_en": TEXT, "source": TEXT,
    },
    "national": {
        "indicator": TEXT, "period": TEXT, "actual": OPTIONAL_NUMBER, "target": OPTIONAL_NUMBER,
        "target_low": OPTIONAL_NUMBER, "target_high": OPTIONAL_NUMBER, "plan": OPTIONAL, "publisher": TEXT,
        "as_of": Column(required=False, pattern=r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", expected="day"),
        "confidence": Column(choices=NATIONAL_CONFIDENCE), "source": TEXT,
    },
}  # fmt: skip
MAY_BE_EMPTY = ("rebase", "priorities", "national")

# What tells a row of a table from its others; two rows of one key are the same row, said twice or changed.
_SERIES = ("indicator", "agency", "unit", "region", "period")
KEYS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("agencies", "units", "regions", "indicators", "themes"), ("code",)),
    "scales": ("scale", "class"),
    "priorities": ("indicator",),
    "aliases": ("kind", "alias"),
    **dict.fromkeys(("targets", "rebase"), _SERIES),
    "calendar": ("frequency",),
    "national": ("indicator", "period"),
}
