"""What fits a profile fits the standard, and all judges of a profile agree."""

from functools import cache
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
import rdflib
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchangespec import spec
from exchangespec.emit.json_schema import header_schema, package_schema, record_schema
from exchangespec.emit.shapes import shapes
from exchangespec.model import RECORDS
from exchangespec.profile import SHIPPED, Applied, apply_profiles, read_profile, shipped_profile
from exchangespec.structure import judge
from generated import headers, records
from profile_texts import RICH
from rdf_shapes import refused

NAMES = (*SHIPPED, "rich")


@cache
def applied(name: str) -> Applied:
    """Return what a profile makes of the standard."""
    profile = read_profile(RICH, "rich.toml") if name == "rich" else shipped_profile(name)
    return apply_profiles([profile])


@cache
def schema_of(name: str, record_type: str) -> Any:
    """Return the reference judge of one record type of a profile."""
    return jsonschema.Draft202012Validator(record_schema(record_type, applied(name).model))


@cache
def fast_schema_of(name: str, record_type: str) -> Any:
    """Return the fast judge of one record type of a profile."""
    return jsonschema_rs.validator_for(record_schema(record_type, applied(name).model))


@cache
def graph_of_shapes(name: str) -> rdflib.Graph:
    """Return the shapes of a profile."""
    return rdflib.Graph().parse(data=shapes(applied(name).model), format="turtle")


def accepted(values: dict[str, Any], classes: Any) -> bool:
    """Tell whether the classes accept a record; text put in its normal form is no refusal."""
    return all(fault.slug == "text-normalised" for fault in judge(values, classes).faults)


@st.composite
def touched(draw: st.DrawFn) -> dict[str, Any]:
    """Return a record that says more, or less, of what profiles speak of."""
    record = dict(draw(records()))
    # The types that profiles narrow, more often than the others.
    if draw(st.booleans()):
        record = dict(draw(records().filter(lambda one: one["type"] in TYPES)))
    for name, values in TOUCHED.get(record["type"], {}).items():
        change = draw(st.sampled_from(["keep", "drop", *values]))
        if change == "drop":
            record.pop(name, None)
        elif change != "keep":
            record[name] = change
    return record


TYPES = ("City", "Visit", "Network", "MentoringPair", "ActionPlan")
LISTS = (("ex:a",), ("ex:a", "ex:b"), ("ex:a", "ex:b", "ex:c"), ("ex:a", "ex:b", "ex:c", "ex:d"))
TOUCHED: dict[str, dict[str, list[Any]]] = {
    "City": {
        "kind": ["city", "harbour", "region"],
        "x_mood": ["good", "so so", 3],
        "x_since": ["2015", "yesterday"],
    },
    "Visit": {
        "outcomes": [{"en": "Much"}],
        "hosts": [list(one) for one in LISTS],
        "visitors": [list(one) for one in LISTS],
        "event_status": ["held", "planned"],
        "themes": [["housing"], ["housing", "mobility"], ["night_life"]],
    },
    "Network": {"programme": ["URBACT"], "kind": ["network", "alliance"]},
    "MentoringPair": {"network": ["ex:a"], "topic": [{"en": "How?"}]},
    "ActionPlan": {"x_small_scale_actions": ["~3", "5", "some", "1..2"]},
}


@pytest.mark.parametrize("name", NAMES)
def test_narrowed_classes_are_classes_of_the_standard(name: str) -> None:
    """A narrowed class asks for all that the standard's asks for, and for more."""
    for record_type, narrowed in applied(name).classes.items():
        base = RECORDS[record_type]
        assert issubclass(narrowed, base)
        assert narrowed.field_order() == base.field_order()
        assert set(base.constraints) <= set(narrowed.constraints)
    assert any(applied("urbact").classes[one] is not RECORDS[one] for one in RECORDS)


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(touched(), st.sampled_from(NAMES))
def test_what_fits_a_profile_fits_the_standard(record: dict[str, Any], name: str) -> None:
    """No record is accepted by a profile's class and refused by the standard's."""
    if accepted(record, applied(name).classes):
        assert accepted(record, RECORDS), record


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(touched(), st.sampled_from(NAMES))
def test_the_schema_of_a_profile_agrees_with_its_classes(record: dict[str, Any], name: str) -> None:
    """Three judges, one verdict."""
    verdict = accepted(record, applied(name).classes)
    assert schema_of(name, record["type"]).is_valid(record) == verdict, record
    assert fast_schema_of(name, record["type"]).is_valid(record) == verdict, record


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(headers(), st.sampled_from(NAMES), st.sampled_from(["license", "contact", "description"]))
def test_the_schema_of_a_header_agrees(header: dict[str, Any], name: str, drop: str) -> None:
    """What a profile asks of the header its schema asks for, too."""
    header = {field: value for field, value in header.items() if field != drop}
    constraints = applied(name).model.header_constraints
    keeps = not any(True for one in constraints for _ in one.breaches(header))
    core = jsonschema.Draft202012Validator(header_schema()).is_valid(header)
    own = jsonschema.Draft202012Validator(header_schema(applied(name).model)).is_valid(header)
    assert own == (core and keeps)


HEADER = {
    "id": "https://example.org/x", "title": {"en": "X"}, "publisher": "X", "prefix": "ex",
    "exchangespec": "1.0", "language": "en", "version": "1", "modified": "2023",
    "personal_data": "none", "license": "CC0", "contact": "a@example.org",
    "description": {"en": "X"},
}  # fmt: skip
BASE = "https://w3id.org/exchangespec/id/ex/"
# Right by the standard; what profiles speak of varies.
VARIED = [
    {"type": "City", "id": "ex:c1", "name": {"en": "A"}, "country": "BE", "kind": "city"},
    {"type": "City", "id": "ex:c2", "name": {"en": "A"}, "country": "BE", "kind": "region"},
    {"type": "City", "id": "ex:c3", "name": {"en": "A"}, "country": "BE"},
    {"type": "City", "id": "ex:c4", "name": {"en": "A"}, "country": "BE", "kind": "harbour"},
    {"type": "Network", "id": "ex:n1", "name": {"en": "N"}, "kind": "network"},
    {"type": "Network", "id": "ex:n2", "name": {"en": "N"}, "kind": "network", "programme": "EFC"},
    {"type": "Network", "id": "ex:n3", "name": {"en": "N"}, "kind": "alliance", "programme": "EFC"},
    {"type": "MentoringPair", "id": "ex:p1", "mentors": ["ex:c1"], "mentees": ["ex:c2"]},
    {"type": "MentoringPair", "id": "ex:p2", "mentors": ["ex:c1"], "mentees": ["ex:c2"],
     "network": "ex:n1", "topic": {"en": "How?"}},
    *(
        {"type": "Visit", "id": f"ex:v{number}", "kind": "study_visit", "outcomes": {"en": "Much"},
         **more}
        for number, more in enumerate([
            {"hosts": ["ex:c1"], "visitors": ["ex:c2", "ex:c3"], "event_status": "held"},
            {"hosts": ["ex:c1"], "visitors": ["ex:c2"]},
            {"hosts": ["ex:c1"], "visitors": ["ex:c2", "ex:c3", "ex:c4", "ex:n9"]},
            {"hosts": ["ex:c1", "ex:c2", "ex:c3"]},
            {"visitors": ["ex:c2", "ex:c3"]},
            {"hosts": ["ex:c1"], "event_status": "planned"},
            {"hosts": ["ex:c1"], "themes": ["housing", "night_life"]},
            {"hosts": ["ex:c1"], "themes": ["housing", "mobility"]},
        ])
    ),
]  # fmt: skip


def without_own(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record with what shapes cannot ask for: a network's own columns."""
    return {**record, "x_mood": "good"} if record["type"] == "City" else record


@pytest.mark.parametrize("name", NAMES)
def test_the_shapes_of_a_profile_agree_with_its_classes(name: str) -> None:
    """PySHACL refuses the records that the classes refuse, own columns aside."""
    found = set(refused(HEADER, VARIED, graph_of_shapes(name)))
    expected = {
        one["id"] for one in VARIED if not accepted(without_own(one), applied(name).classes)
    }
    assert {address.removeprefix(BASE) for address in found} == {
        one.removeprefix("ex:") for one in expected
    }
    assert name == "open" or expected


def test_the_shapes_of_a_profile_judge_the_header() -> None:
    """The profile `open` asks for a licence and names no persons who may not be named."""
    graph = graph_of_shapes("open")
    assert refused(HEADER, [], graph) == {}
    bare = {name: value for name, value in HEADER.items() if name != "license"}
    assert set(refused(bare, [], graph)) == {HEADER["id"]}
    assert set(refused({**HEADER, "personal_data": "restricted"}, [], graph)) == {HEADER["id"]}


def test_the_schema_of_a_package_has_an_address_and_a_title_of_its_own() -> None:
    """Nobody takes the schema of a profile for that of the standard."""
    schema = package_schema(applied("urbact").model)
    assert schema["$id"].endswith("/json-schema/profiles/urbact/package.json")
    assert schema["title"] == "Package, profile URBACT"
    assert (
        schema["$defs"]["Network"]["properties"]["programme"]
        == (package_schema()["$defs"]["Network"]["properties"]["programme"])
    )
    assert "programme" in schema["$defs"]["Network"]["required"]
    assert "managing_authority" in schema["$defs"]["code_organisation_kind"]["examples"]


def test_profiles_add_up() -> None:
    """Two profiles together ask for what each asks for."""
    both = apply_profiles([shipped_profile("urbact"), shipped_profile("inclucities")])
    assert both.model.name == "urbact+inclucities"
    assert both.requires("Network", "programme")
    assert both.requires("MentoringPair", "topic")
    assert both.model.hidden_types == {"Partnership", "MentoringPair", "Transfer"}
    assert set(both.checks) == {"too-many-other-members", "member-without-local-group",
                                "member-without-plan", "side-without-body"}  # fmt: skip
    assert spec.records()["Network"].fields["programme"].requirement == "S"
