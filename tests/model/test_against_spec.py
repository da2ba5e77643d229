"""The classes against the specification they were first written from, difference by difference."""

import json
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


@pytest.fixture(scope="module")
def given(shared: Path) -> dict[str, Any]:
    """The specification as data."""
    content: dict[str, Any] = json.loads((shared / "model-spec.json").read_text(encoding="utf-8"))
    return content


def kind_matches(known: spec.FieldSpec, words: str) -> bool:
    """Tell whether a field's kind is what the specification's words say."""
    head, _, rest = words.partition(" ")
    if head in {"ref", "refs"}:
        targets = () if rest in {"any", "same type"} else tuple(rest.split(","))
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
        own = [one for one in form.fields.values() if one.name not in common_names(given)]
        assert [one.name for one in own] == [one["name"] for one in given["types"][name]["fields"]]
        for known, words in zip(own, given["types"][name]["fields"], strict=True):
            total += 1
            label = f"{name}.{known.name}"
            assert kind_matches(known, words["type"]), label
            if label != "Visit.name":  # written 1 in the specification, yet not required
                assert cardinality(known) == words["card"], label
            assert known.requirement == words["req"], label
            assert known.term == words["rdf"], label
            assert known.aligned == words["also"], label
            assert known.definition == words["definition"], label
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
                assert known.definition == words["definition"], words["name"]
                assert known.requirement == words["req"], words["name"]


def test_the_header_is_that_of_the_specification(given: dict[str, Any]) -> None:
    """Names, requirements, terms and definitions of the package header agree."""
    assert list(spec.header()) == [one["name"] for one in given["package"]]
    for known, words in zip(spec.header().values(), given["package"], strict=True):
        assert known.requirement == words["req"], known.name
        assert known.term == OWN_TERMS.get(known.name, words["rdf"]), known.name
        assert known.definition == words["definition"], known.name
