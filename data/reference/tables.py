"""The tables of the reference: their columns, and what each column may hold."""

from dataclasses import dataclass

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
COUNTINGS = ("proportion", "rate")
LIST_CONFIDENCE = ("verified_list_and_recent", "verified_list", "verified_recent", "unverified")
INDICATOR_CONFIDENCE = ("verified_value", "verified_name", "verified_elsewhere", "unverified")
TARGET_CONFIDENCE = ("verified_value", "by_definition", "unverified")
CALENDAR_CONFIDENCE = ("verified", "partly_verified", "unverified")


# --- what each file holds --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Column:
    """Kind of a column: text, number, integer; whether it may be empty; allowed values; a pattern; bounds."""

    kind: str = "text"
    required: bool = True
    choices: tuple[str, ...] = ()
    pattern: str = ""
    expected: str = ""
    at_least: float | None = None


TEXT, OPTIONAL = Column(), Column(required=False)
CODE = Column(pattern=r"[A-Z0-9][A-Z0-9_.-]*", expected="a code of capitals, digits, _ . -")
YES_NO = Column(choices=("yes", "no"))
NUMBER = Column("number")
OPTIONAL_NUMBER = Column("number", required=False)
OPTIONAL_COUNT = Column("integer", required=False, at_least=0)
COUNT = Column("integer", at_least=0)
POSITIVE = Column("number", at_least=0)

SHEETS: dict[str, dict[str, Column]] = {
    "agencies": {
        "code": CODE, "name_id": TEXT, "name_en": TEXT, "abbreviation": TEXT, "type": Column(choices=AGENCY_TYPES),
        "counted": YES_NO, "confidence": Column(choices=LIST_CONFIDENCE), "source": TEXT,
    },
    "units": {
        "code": CODE, "agency": CODE, "name_id": TEXT, "name_en": TEXT, "type": Column(choices=UNIT_TYPES),
        "confidence": Column(choices=LIST_CONFIDENCE), "source": TEXT,
    },
    "regions": {
        "code": Column(choices=REGIONS), "bps_code": Column(pattern=r"11\d\d", expected="four digits 11nn"),
        "type": Column(choices=("Provinsi", "Kabupaten", "Kota")), "name_id": TEXT, "short_name": TEXT, "capital": TEXT,
        "area_km2": POSITIVE, "population": COUNT, "population_year": COUNT, "tile_x": OPTIONAL_COUNT,
        "tile_y": OPTIONAL_COUNT, "source": TEXT,
    },
    "indicators": {
        "code": Column(pattern=r"IKU-[A-Z0-9_]+-\d\d", expected="IKU-AGENCY-nn"), "name_id": TEXT, "name_en": TEXT,
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
        "counting": Column(required=False, choices=COUNTINGS),
        "publisher": TEXT, "version": TEXT, "confidence": Column(choices=INDICATOR_CONFIDENCE), "source": TEXT,
        "caveat_id": OPTIONAL, "caveat_en": OPTIONAL,
    },
    "themes": {"code": Column(pattern=r"[a-z_]+", expected="small letters and _"), "name_id": TEXT, "name_en": TEXT},
    "aliases": {"kind": Column(choices=ALIAS_KINDS), "alias": TEXT, "code": TEXT, "source": TEXT},
    "targets": {
        "indicator": TEXT, "agency": OPTIONAL, "unit": OPTIONAL, "region": Column(choices=REGIONS), "period": TEXT,
        "target": OPTIONAL_NUMBER, "target_low": OPTIONAL_NUMBER, "target_high": OPTIONAL_NUMBER,
        "baseline_period": OPTIONAL, "baseline": OPTIONAL_NUMBER, "plan": TEXT,
        "confidence": Column(choices=TARGET_CONFIDENCE), "source": TEXT,
    },
    "calendar": {
        "frequency": Column(choices=FREQUENCIES), "due_days": COUNT, "grace_days": COUNT,
        "confidence": Column(choices=CALENDAR_CONFIDENCE), "source": TEXT,
    },
    "rebase": {
        "indicator": TEXT, "agency": OPTIONAL, "unit": OPTIONAL, "region": Column(required=False, choices=REGIONS),
        "period": TEXT, "reason_id": TEXT, "reason_en": TEXT, "source": TEXT,
    },
}  # fmt: skip
MAY_BE_EMPTY = ("rebase.csv",)
