"""The classes against the specification they were first written from, difference by difference."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from exchangespec import spec
from exchangespec.model import kinds

pytestmark = pytest.mark.shared_data

WORDS = {
    "text": kinds.Text, "string": kinds.String, "strings": kinds.Strings, "date": kinds.Date,
    "period": kinds.Period, "time": kinds.Time, "quantity": kinds.Quantity, "country": kinds.Country,
    "lang": kinds.Language, "langs": kinds.Languages, "currency": kinds.Currency,
    "boolean": kinds.Boolean, "curies": kinds.Identifiers, "url": kinds.Url, "integer": kinds.Integer,
    "integers": kinds.Integers, "number": kinds.Number, "id": kinds.Id, "record type": kinds.RecordType,
}  # fmt: skip

# Header fields whose property differs on purpose: the official one asks for a resource, where the
# field holds text (the aligned layer gives it), or is already another field's.
OWN_TERMS = {
    "profiles": "es:profile",
    "publisher": "es:publisher",
    "language": "es:language",
    "license": "es:license",
    "contact": "es:contact",
    "personal_data": "es:personalData",
}


# Definitions that were said anew in plain words, since partners read them over the columns.
INWARD = "spoke to those who make the standard: of its rules, of RDF or of how files are read"
TERSE = "named a notation or a norm without saying what to write"
LEADS_ASTRAY = "did not say where else the fact belongs, or said it of another record type"
DIFFERENT = {
    **dict.fromkeys(
        ["id", "url", "identifiers", "record_status", "replaced_by", "Event.start", "Visit.start",
         "Event.end", "Visit.end", "Event.date_text", "Visit.date_text", "Event.attendance",
         "Visit.attendance", "Event.languages", "Visit.languages", "Event.access", "Visit.access",
         "Person.email", "Funding.awarded", "Header.description", "Header.prefix", "Header.base",
         "Header.license", "Header.previous", "City.country"],
        INWARD,
    ),
    **dict.fromkeys(
        ["other_names", "City.nuts", "City.latitude", "City.longitude", "Event.start_time",
         "Visit.start_time", "Event.end_time", "Visit.end_time", "Event.time_zone",
         "Visit.time_zone", "Event.other_time_zones", "Visit.other_time_zones", "Event.rounds",
         "Funding.currency", "Source.edited", "Membership.membership_status",
         "Participation.participation_status", "Header.exchangespec", "Header.profiles",
         "Header.id", "Header.title", "Header.publisher", "Header.language", "Header.version",
         "Header.issued", "Header.modified", "Header.contact", "Header.nuts_version",
         "Header.personal_data"],
        TERSE,
    ),
    **dict.fromkeys(
        ["themes", "City.population", "Visit.name", "Visit.kind", "Visit.visitors", "Visit.hosts",
         "Partnership.partnership_status", "Organisation.name"],
        LEADS_ASTRAY,
    ),
    **dict.fromkeys(
        ["Statement.kind", "Statement.text", "Statement.quantity", "Statement.source",
         "Statement.measure"],
        "did not know offers and needs",
    ),
}  # fmt: skip


# What came after the specification, each with what needs it.
ADDED = {
    "Statement.languages": "offers and needs of mentoring are matched by language",
    "Statement.excludes": "some parties must not be brought together",
    "Statement.toward": "2000 students came from the sister city, 1000 went there",
    "Participation.start": "many of a delegation arrived before its official days",
    "Participation.end": "and some stay longer",
}

# References that lead to more types than the specification says, since real documents do.
WIDER = {
    # "Outputs of this project include ..." stands beside "the app of the city" as a claim of its own.
    "Output.owners": ("City", "Organisation", "Network"),
}


def same_definition(label: str, known: spec.FieldSpec, words: dict[str, Any]) -> bool:
    """Tell whether a definition is the specification's, or one of those that differ on purpose."""
    return (known.definition == words["definition"]) is (label not in DIFFERENT)


@pytest.fixture(scope="module")
def given(shared: Path) -> dict[str, Any]:
    """The specification as data."""
    content: dict[str, Any] = json.loads((shared / "model-spec.json").read_text(encoding="utf-8"))
    return content


def kind_matches(known: spec.FieldSpec, words: str, label: str = "") -> bool:
    """Tell whether a field's kind is what the specification's words say."""
    head, _, rest = words.partition(" ")
    if head in {"ref", "refs"}:
        targets = () if rest in {"any", "same type"} else tuple(rest.split(","))
        targets = WIDER.get(label, targets)
        return known.is_reference and known.many == (head == "refs") and known.targets == targets
    if head in {"code", "codes"}:
        return known.codelist == rest and known.many == (head == "codes")
    return type(known.kind) is WORDS[words]


def cardinality(known: spec.FieldSpec) -> str:
    """Return the cardinality as the specification writes it."""
    if known.many:
        return f"{known.at_least if known.required else 0}..n"
    return "1" if known.required else "0..1"


def test_the_record_types_are_those_of_the_specification(given: dict[str, Any]) -> None:
    """Names, order, definitions, chapters and sheets agree."""
    assert list(spec.records()) == list(given["types"])
    for name, form in spec.records().items():
        words = given["types"][name]
        assert form.chapter == words["group"]
        assert form.definition == " ".join(words["definition"].split()).rstrip(".") + "."
        assert form.aligned == words["also"]


def test_every_field_is_that_of_the_specification(given: dict[str, Any]) -> None:
    """Names, order, kinds, cardinalities, requirements, terms and definitions agree."""
    total = 0
    for name, form in spec.records().items():
        own = [
            one
            for one in form.fields.values()
            if one.name not in common_names(given) and f"{name}.{one.name}" not in ADDED
        ]
        assert [one.name for one in own] == [one["name"] for one in given["types"][name]["fields"]]
        for known, words in zip(own, given["types"][name]["fields"], strict=True):
            total += 1
            label = f"{name}.{known.name}"
            assert kind_matches(known, words["type"], label), label
            if label != "Visit.name":  # written 1 in the specification, yet not required
                assert cardinality(known) == words["card"], label
            assert known.requirement == words["req"], label
            assert known.term == words["rdf"], label
            assert known.aligned == words["also"], label
            assert same_definition(label, known, words), label
    assert total == 258


def common_names(given: dict[str, Any]) -> set[str]:
    """Return the names of the fields that all records have."""
    return {one["name"] for one in given["common"]}


def test_the_common_fields_are_those_of_the_specification(given: dict[str, Any]) -> None:
    """The fields of every record agree; `x_*` is a pattern, not a field."""
    for form in spec.records().values():
        for words in given["common"]:
            if words["name"] == "x_*":
                continue
            known = form.fields[words["name"]]
            assert known.term == words["rdf"]
            if words["name"] not in {"type", "replaced_by"}:
                assert kind_matches(known, words["type"]), words["name"]
                assert same_definition(words["name"], known, words), words["name"]
                assert known.requirement == words["req"], words["name"]


def test_the_header_is_that_of_the_specification(given: dict[str, Any]) -> None:
    """Names, requirements, terms and definitions of the package header agree."""
    assert list(spec.header()) == [one["name"] for one in given["package"]]
    for known, words in zip(spec.header().values(), given["package"], strict=True):
        assert known.requirement == words["req"], known.name
        assert known.term == OWN_TERMS.get(known.name, words["rdf"]), known.name
        assert same_definition(f"Header.{known.name}", known, words), known.name


def test_no_definition_speaks_of_the_making() -> None:
    """Headings explain fields to partners: no rule codes, vocabularies, patterns or remarks."""
    inward = re.compile(
        r"\b[A-Z]\d\d\b|\(warning|\b(?:foaf|dcat|cv|es|dct):|DCAT|\^\[|to be agreed"
    )
    for form in (*(one.fields for one in spec.records().values()), spec.header()):
        for known in form.values():
            assert not inward.search(known.definition), known.name
