"""A source or an output is never referred to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.references.fields import REFERENCES, pointers, with_columns
from exchangespec.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

# People whom nothing refers to have a rule of their own, for the protection of their data.
EXPECTED_TO_BE_USED = ("Source", "Output")


def check(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield every source and output that no field of any record points to.

    Where a field that might do so could not be read, its type is passed over.
    """
    unused = {record.id for record in known.of(*EXPECTED_TO_BE_USED)}
    unreadable: set[tuple[str, str]] = set()
    for part in known.in_parts():
        found = pointers(part)
        unused.difference_update(*found.targets.values())
        unreadable |= found.unreadable
    unsure = {
        target
        for record_type, name in unreadable
        for field in REFERENCES[record_type]
        if field.name == name
        for target in field.targets or EXPECTED_TO_BE_USED
    }
    for record in known.of(*(name for name in EXPECTED_TO_BE_USED if name not in unsure)):
        if record.id and record.id in unused and record.get("record_status") != "withdrawn":
            yield record, Fault("never-referred-to", {"value": record.id}, variant=record.type)


_REPORT = {
    "type": "Source",
    "id": "ex:interim-report",
    "name": {"en": "Interim report"},
    "kind": "report",
    "publisher": "ex:vvsg",
    "language": "en",
    "published": "2021-06",
    "url": "https://example.org/interim-report",
}
_CITY = {
    "type": "City",
    "id": "ex:capaci",
    "name": {"en": "Capaci"},
    "country": "IT",
    "identifiers": ["geonames:2525392"],
    "sources": ["ex:interim-report", "ex:report"],
}

RULE = Rule(
    code="EXS309",
    slug="never-referred-to",
    severity="info",
    title="A source or an output is never referred to.",
    message={
        "Source": "No record says that it was made from {value}.",
        "Output": "No record of this submission refers to {value}.",
    },
    why=(
        "A source from which nothing was taken, or a tool that nobody used, was perhaps typed "
        "twice, or the reference to it was forgotten."
    ),
    fix=(
        "Name it where it belongs, for example in the sources of the records made from it; or take "
        "it out. If it is meant to stand alone, nothing needs to be done."
    ),
    wrong=Example(records=[_REPORT], at={"record": "ex:interim-report"}),
    right=Example(records=[_REPORT, _CITY]),
    reads=with_columns("record_status"),
    check_all=check,
)
