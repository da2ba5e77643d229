"""The small table, and the mapping for it, that the examples of this family vary."""

HEADER = """mapping = "1"

[header]
id = "https://example.org/towns"
title = { en = "Towns" }
publisher = "Flemish association"
prefix = "ex"
language = "en"
version = "2023-01-15"
modified = "2023-01-15"
license = "https://creativecommons.org/licenses/by/4.0/"
personal_data = "none"

[[table]]
"""
RECORD = """
[[table.record]]
type = "City"
id = "{No}"
"""
FIELDS = """
[table.record.fields]
name = "Town"
country = "Land"
"""


def towns(*, table: str = "", record: str = "", fields: str = "") -> str:
    """Return the mapping of a table of towns, with lines added to its parts."""
    return f"{HEADER}{table}\n{RECORD}{record}\n{FIELDS}{fields}\n"
