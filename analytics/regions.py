"""The province and its 23 regencies by their Kemendagri codes."""

PROVINCE = "11"
REGENCIES = (*(f"11.{n:02d}" for n in range(1, 19)), *(f"11.{n}" for n in range(71, 76)))
REGIONS = (PROVINCE, *REGENCIES)
