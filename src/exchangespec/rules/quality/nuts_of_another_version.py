"""A NUTS code that the declared version of the classification does not have, but another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.codelists import NUTS_VERSIONS, nuts_version_of, nuts_versions
from exchangespec.finding import Fault
from exchangespec.rules.fields import stating
from exchangespec.rules.rule import Context, Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import RecordFacts

# Where the header names no version, the newest counts.
NEWEST = NUTS_VERSIONS[-1]


def check(record: RecordFacts, context: Context) -> Iterator[Fault]:
    """Look the code up in the version that the header declares."""
    code = record.text("nuts")
    declared = context.header.get("nuts_version", NEWEST)
    if not code or declared not in NUTS_VERSIONS:
        return
    found = nuts_versions(code)
    version = nuts_version_of(code[:2], declared)
    if found and version is not None and version not in found:
        params = {"value": code, "other": version, "found": ", ".join(map(str, found))}
        yield Fault("nuts-of-another-version", params, field="nuts")


CHARLEROI = {
    "type": "City",
    "id": "ex:charleroi",
    "name": {"en": "Charleroi"},
    "country": "BE",
    "nuts": "BE322",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS517",
    slug="nuts-of-another-version",
    severity="warning",
    title="The NUTS code is of another version of the classification than the data declare.",
    message="NUTS {other} has no region {value}; it is a code of NUTS {found}.",
    why="Codes change with each version, and figures by region then miss the city or put it into "
    "the wrong region.",
    fix="Replace it by the code of today, or state in the header with `nuts_version` which version "
    "the codes are of; blank stands for 2024.",
    wrong=Example(records=[CHARLEROI], at={"record": "ex:charleroi", "field": "nuts"}),
    right=Example(records=[CHARLEROI], header={"nuts_version": 2016}),
    on=("City",),
    where=stating("nuts"),
    check=check,
)
