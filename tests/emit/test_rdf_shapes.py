"""The shapes: they accept what the classes accept and refuse what the classes refuse."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import rdflib
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from examples_of_rules import content
from exchangespec import spec
from exchangespec.codelists import codelist
from exchangespec.emit import conditions, shapes
from exchangespec.emit.json_schema import record_schema
from exchangespec.model import constraints
from exchangespec.rules import RULES
from exchangespec.spec import triples
from exchangespec.spec.triples import Form
from exchangespec.structure import judge, judge_header
from generated import records
from rdf_shapes import graph_of, refused, results, shapes_graph
from rdf_triples import expected

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*/package.json"))
HEADER = {
    "exchangespec": "1.0",
    "id": "https://example.org/data",
    "title": {"en": "Data"},
    "publisher": "Secretariat",
    "prefix": "ex",
    "language": "en",
    "version": "1",
    "modified": "2026",
    "personal_data": "none",
}
MANY = 1_000


@cache
def schema_of(record_type: str) -> Any:
    """Return the judge of a record type by JSON Schema."""
    return jsonschema_rs.validator_for(record_schema(record_type))


def address(record: Mapping[str, Any]) -> str:
    """Return the address of a record."""
    return triples.expanded(record["id"], triples.all_prefixes(HEADER))


def faults(record: Mapping[str, Any]) -> set[str]:
    """Return what the classes say of a record, but for text that is merely put in order."""
    return {one.slug for one in judge(record).faults} - {"text-normalised"}


def package(path: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the header and records of an example."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return {name: content[name] for name in content if name in spec.header()}, content["records"]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_examples_conform(path: Path) -> None:
    """No example has a violation."""
    assert refused(*package(path)) == {}


# Values that are wrong for a kind and can be said in RDF.
WRONG: dict[str, tuple[Any, ...]] = {
    "boolean": ("maybe", "yes"),
    "country": ("UK", "be", "", "Belgium"),
    "currency": ("eur", "Euro"),
    "date": ("2015-13-01", "16.10.2017", "0000", "2017?-10?", "2015-03-25\n", "", "2015-03-25T10:00", "2017/.."),
    "integer": ("x", "1.5", 2**53, -(2**53)),
    "language": ("EN", "en_GB", "english language", "x"),
    "number": (181, -181, "north"),
    "period": ("2015-13", "2017/2018/2019", "../..", "from 2017"),
    "quantity": ("> 100", "100+", "more than 100", "1,000", "50...60", "17%", "01"),
    "string": (" ", "\u00a0", ""),
    "text": ({"en": " "}, {"en": "ok", "nl": "\u200b"}),
    "time": ("25:00", "9:30", "09:30\n", "noon"),
    "url": ("www.example.org", "ftp://a.eu/", "http://a b.eu/"),
}  # fmt: skip
WRONG_ITEM = {"string": ("a;b", "two\nlines", " ")}


WRONG_IN_HEADER = [
    ("personal_data", "some"), ("modified", "yesterday"), ("language", "English"),
    ("exchangespec", "one"), ("prefix", "Ex Ample"), ("base", "example.org"), ("issued", "x"),
]  # fmt: skip


def wrong_values(known: spec.FieldSpec, one: triples.TripleSpec) -> Iterator[Any]:
    """Yield values that a field must not have."""
    if known.codelist:
        yield "Bad-Code!"
        if not codelist(known.codelist).open:
            yield "no_such_code"
    elif known.many and known.kind.name in WRONG_ITEM:
        yield from WRONG_ITEM[known.kind.name]
    elif one.form is not Form.REFERENCE:
        yield from WRONG[known.kind.name]
        if getattr(known.kind, "form", None):
            yield "in no such form!"


def written(known: spec.FieldSpec, value: Any) -> Any:
    """Return a wrong value as the field holds values."""
    return [value] if known.many else value


def complete(record_type: str) -> dict[str, Any]:
    """Return a record of a type with what it must have."""
    found: dict[str, Any] = {"type": record_type, "id": "ex:x", **RIGHT[record_type]}
    assert faults(found) == set(), record_type
    return found


TEXT = {"en": "A"}
RIGHT: dict[str, dict[str, Any]] = {
    "City": {"name": TEXT, "country": "BE"},
    "Organisation": {"name": TEXT, "kind": "ngo"},
    "Person": {"name": "Alderman", "basis": "public_role"},
    "Network": {"name": TEXT, "kind": "project"},
    "Membership": {"group": "ex:g", "member": "ex:m", "role": "partner"},
    "Event": {"name": TEXT, "kind": "conference"},
    "Visit": {"kind": "study_visit"},
    "Participation": {"event": "ex:e", "role": "host", "party": "ex:p"},
    "MentoringPair": {"mentors": ["ex:a"], "mentees": ["ex:b"]},
    "Partnership": {"kind": "twinning", "parties": ["ex:a", "ex:b"]},
    "ActionPlan": {"name": TEXT, "kind": "strategy", "owners": ["ex:a"]},
    "PlanItem": {"plan": "ex:p", "kind": "action", "name": TEXT},
    "Output": {"name": TEXT, "kind": "tool"},
    "Transfer": {"output": "ex:o", "adopters": ["ex:a"], "kind": "test"},
    "Funding": {"funds": ["ex:n"], "kind": "grant", "funder_text": "A foundation"},
    "Source": {"name": TEXT, "kind": "news"},
    "Statement": {"about": "ex:a", "kind": "quote", "text": TEXT, "source": "ex:s"},
}


def mutations() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield records that are wrong in one way, each with a label."""
    for record_type, form in spec.records().items():
        right = complete(record_type)
        for name, one in triples.record_triples(record_type).items():
            known = form.fields[name]
            label = f"{record_type}.{name}"
            if known.required:
                yield f"{label} missing", {key: right[key] for key in right if key != name}
            if known.required and known.at_least > 1:
                yield f"{label} too few", right | {name: right[name][:1]}
            for value in wrong_values(known, one):
                yield f"{label} = {value!r}", right | {name: written(known, value)}
            if not known.many and one.form is not Form.TEXT:
                yield f"{label} twice", right | {name: ["ex:one", "ex:two"]}
    yield from broken_constraints()


def broken_constraints() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield records that break one constraint between fields."""
    right = {name: complete(name) for name in spec.records()}
    for name, record in right.items():
        yield f"{name} replaced", record | {"replaced_by": "ex:y"}
        yield f"{name} replaced draft", record | {"replaced_by": "ex:y", "record_status": "draft"}
    yield "authority without city", right["Organisation"] | {"kind": "local_authority"}
    yield "rounds without parent", right["Event"] | {"rounds": [1]}
    yield "no party", {k: v for k, v in right["Participation"].items() if k != "party"}
    yield "no payer", {k: v for k, v in right["Funding"].items() if k != "funder_text"}
    yield "no currency", right["Funding"] | {"amount": 5}
    yield "no amount", right["Funding"] | {"currency": "EUR"}
    said = right["Statement"]
    for missing in ("text", "source"):
        yield f"quote without {missing}", {k: v for k, v in said.items() if k != missing}
    yield "figure without quantity", said | {"kind": "figure", "measure": "participants"}
    yield "figure without measure", said | {"kind": "figure", "quantity": 5}
    yield "value without value", said | {"kind": "value", "property": ["start"]}
    yield "value of two", said | {"kind": "value", "property": ["end", "start"], "value": "2017"}
    yield "gap without property", said | {"kind": "gap"}


def numbered(found: Iterator[tuple[str, dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    """Return the records by their labels, each with an id of its own."""
    return {
        label: record | {"id": f"ex:rec-{number:05}"}
        for number, (label, record) in enumerate(found)
    }


def test_single_mutations_are_refused_by_both() -> None:
    """Every single fault that RDF can say is found by the classes and by the shapes alike."""
    tried = numbered(mutations())
    assert len(tried) > 1_000
    violations = refused(HEADER, tried.values())
    disagreed = {
        label: (sorted(faults(record)), violations.get(address(record)))
        for label, record in tried.items()
        if not faults(record) or address(record) not in violations
    }
    assert disagreed == {}


def test_what_shapes_find_is_listed() -> None:
    """The list of rules that the shapes cover names what these tests have seen them find."""
    found = {slug for _, record in mutations() for slug in faults(record)}
    for name in spec.header():
        left = {field: value for field, value in HEADER.items() if field != name}
        found |= {one.slug for one in judge_header(left).faults}
    for name, value in WRONG_IN_HEADER:
        found |= {one.slug for one in judge_header(HEADER | {name: value}).faults}
    # Found by a rule; each has a test of its own below.
    found |= {"wrong-reference-type", "value-not-in-open-list"}
    assert shapes.EXPRESSED.keys() == found
    assert found - RULES.keys() == set()


def test_right_records_are_accepted_by_both() -> None:
    """What the mutations start from has no fault."""
    right = numbered((name, complete(name)) for name in spec.records())
    assert refused(HEADER, list(right.values())) == {}


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, Any]:
    """Return a record with up to two wrong or missing fields, all of which RDF can say."""
    record = dict(draw(records()))
    form = spec.records()[record["type"]]
    table = triples.record_triples(record["type"])
    for _ in range(draw(st.integers(0, 2))):
        name = draw(st.sampled_from(list(table)))
        wrong = list(wrong_values(form.fields[name], table[name]))
        if wrong and draw(st.booleans()):
            record[name] = written(form.fields[name], draw(st.sampled_from(wrong)))
        else:
            record.pop(name, None)
    return record


def test_generated_records_have_one_verdict() -> None:
    """A thousand records, right and wrong: classes, JSON Schema and shapes agree on each."""
    tried: list[dict[str, Any]] = []

    @settings(
        max_examples=MANY,
        phases=[Phase.generate],
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(mutated())
    def gather(record: dict[str, Any]) -> None:
        tried.append(record | {"id": f"ex:rec-{len(tried):05}"})

    gather()
    violations = refused(HEADER, tried)
    disagreed = [
        (record, faults(record), violations.get(address(record)))
        for record in tried
        if not (
            bool(faults(record))
            == (address(record) in violations)
            == (not schema_of(record["type"]).is_valid(record))
        )
    ]
    assert disagreed == []
    assert len(tried) == MANY
    assert 0 < len(violations) < len(tried)


# Found by a rule and not by the classes; and a single value where a list belongs, which RDF has not.
BESIDE = {"wrong-reference-type", "wrong-type"}


@pytest.mark.parametrize("slug", sorted(shapes.EXPRESSED.keys() - BESIDE))
def test_examples_of_rules_have_one_verdict(slug: str) -> None:
    """Of the examples of a rule that shapes can express, both refuse the same records."""
    rule = RULES[slug]
    for example in (rule.wrong, rule.right):
        header, records = content(example)
        if example.files or example.sheets or not records:
            continue
        said = [one for one in records if isinstance(one.get("id"), str) and "type" in one]
        wrong = {address(one) for one in said if faults(one) & shapes.EXPRESSED.keys()}
        known = {name: value for name, value in header.items() if name in spec.header()}
        addresses = {address(one) for one in said}
        assert refused(known, said).keys() & addresses == wrong


@pytest.mark.parametrize(
    "missing", sorted(name for name, one in spec.header().items() if one.required and name != "id")
)
def test_the_package_lacks_nothing_it_must_have(missing: str) -> None:
    """A header without a required field is refused by both, whichever field it is."""
    header = {name: value for name, value in HEADER.items() if name != missing}
    assert judge_header(header).faults
    assert refused(header, [])


@pytest.mark.parametrize(("field", "value"), WRONG_IN_HEADER)
def test_the_package_holds_nothing_wrong(field: str, value: str) -> None:
    """A wrong value in the header is refused by both."""
    header = HEADER | {field: value}
    assert judge_header(header).faults
    assert refused(header, [])


def test_references_to_the_wrong_class_are_refused() -> None:
    """A reference may leave the data; within them it must meet a record of the right type."""
    city, network = (complete(name) | {"id": f"ex:{name.lower()}"} for name in ("City", "Network"))
    visit = complete("Visit") | {"id": "ex:vis", "hosts": ["ex:city", "ex:elsewhere"]}
    assert refused(HEADER, [city, network, visit]) == {}
    violations = refused(HEADER, [city, network, visit | {"hosts": ["ex:network"]}])
    assert [one["shape"] for one in violations[address(visit)]] == ["Visit-hosts"]
    replaced = complete("City") | {"replaced_by": "ex:network", "record_status": "withdrawn"}
    assert address(replaced) in refused(HEADER, [network, replaced])


def test_codes_of_ones_own_are_warnings() -> None:
    """An open list takes other codes; that they are not listed is a warning."""
    visit = complete("Visit") | {"kind": "walking_tour"}
    assert refused(HEADER, [visit]) == {}
    [found] = results(graph_of(expected(HEADER, [visit])))
    assert (found["severity"], found["shape"]) == ("Warning", "Visit-kind-listed")
    assert found["message"] == "Kind: the code is not in the open list visit_kind."


def test_patterns_keep_to_what_every_engine_reads() -> None:
    """No look-ahead, no groups that capture nothing, no escapes by number."""
    patterns = {str(value) for value in shapes_graph().objects(None, rdflib.SH.pattern)}
    assert len(patterns) > 10
    for pattern in patterns:
        assert "(?" not in pattern
        assert "\\u" not in pattern
        assert re.compile(pattern)


def test_every_kind_of_constraint_has_words_and_alternatives() -> None:
    """A constraint that is added to the model must be said in SHACL, too."""
    for kind in constraints.Constraint.__args__:
        used = [
            (one, form)
            for form in spec.records().values()
            for one in form.constraints
            if type(one) is kind
        ]
        assert used, f"{kind.__name__} is used by no record type"
        for one, form in used:
            assert len(conditions.alternatives(one)) > 1
            assert conditions.in_words(one, form.fields).endswith(".")
