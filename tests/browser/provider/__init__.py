"""Who the provider of these tests knows, and by what the dashboard knows it."""

CLIENT, SECRET, PASSWORD = "kinerja", "known-to-this-computer-only", "sandi-untuk-uji"
DOMAIN = "acehprov.go.id"
PEOPLE = ("public", "analyst", "officer", "unit_head", "agency_head", "governor", "inspectorate", "administrator")
# What is wrong with the token of a person of this name, which no client may take for a sign-in.
FAULTS = ("nonce", "audience", "issuer", "expired", "signature", "algorithm", "unverified", "nameless", "early")
