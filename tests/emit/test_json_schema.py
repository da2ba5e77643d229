"""The JSON Schemas stand alone, say what the classes say, and every engine reads them alike."""

import json
import re
from functools import cache
from pathlib import Path

import jsonschema
import jsonschema_rs
import pytest
from pydantic import ValidationError

from exchangespec import spec, structure
from exchangespec.codelists import codelist
from exchangespec.emit import json_schema
from exchangespec.emit.notation import NOTATIONS, notation_name
from exchangespec.emit.report_schema import report_schema
from exchangespec.model import RECORDS, Header, kinds

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*/package.json"))
SCHEMAS = json_schema.schemas()
ALL_SCHEMAS = {**SCHEMAS, "report": report_schema()}
OUR_OWN = "https://json-schema.org/draft/2020-12/schema"
# What a record of the type needs beyond its required fields.
NEEDED = {
    "Event": {"rounds": [1], "parent": "ex:day"},
    "Funding": {"programme": "AMIF"},
    "Organisation": {"city": "ex:mechelen"},
    "Participation": {"party": "ex:capaci"},
    "Partnership": {"parties": ["ex:capaci", "ex:mechelen"]},
    "Statement": {"kind": "quote", "text": {"en": "Words."}, "source": "ex:report"},
}
HEADER = {
    "exchangespec": "1.0",
    "id": "https://example.org/exchange",
    "title": {"en": "Exchanges"},
    "publisher": "ex:vvsg",
    "prefix": "ex",
    "language": "en",
    "version": "1",
    "modified": "2023-01-15",
    "personal_data": "none",
}
# Values that are wrong for most fields, and right for some.
TRIALS = [
    None, "", [], {}, [""], [None], {"en": ""}, {"en": None}, {"": "a"}, {"en": "a"}, {"EN": "a"},
    {"zh-Hant": "a"}, {"en\n": "a"}, {"x": "https://example.org/"}, {"vvsg": "example"},
    {"vvsg": "https://example.org/"}, True, False, 0, 1, 1.0, -1, 1.5, 48.2, 91, 181, -180,
    2**53 - 1, 2**53, -(2**53), 1e300, "1", "0", "a", " ", "A", "a b", "a;b", "a\nb", "2.0",
    ["a"], ["a", "a"], ["a", "b"], ["a;b"], ["a\n"], [1], [1, 1], [1, 1.0], [1, 2], [True], [1.5],
    ["a", 1], {"a": ["b"]}, "ex:a", "ex:a\n", "EX:a", "ex:", ":a", "ex:a b", "e:a", "be-bce_kbo:1",
    ["ex:a"], ["ex:a", "ex:b"], ["ex:a\n"], ["be-bce_kbo:1"], "wikidata:Q1", ["wikidata:Q1"],
    ["a:ü"], ["org-id:a b"], ["ex:a;b"], ["ex:\u00a0"], "2015", "2015-03-25", "2015-02-30",
    "2015-3-25", "0000", "2015-13", "2015-XX", "2015-XX-XX", "2015-XX-01", "XXXX-10-16", "XXXX",
    "199X", "199X?", "2015?", "2015??", "2015?-03", "2015?-03?", "2015~", "2015%", "2015-03-25\n",
    "٢٠١٥", "..", "..\n", "../..", "2015/..", "../2015", "2015/2016-02", "2015/", "09:30", "9:30",
    "24:00", "09:30\n", "09:60", 50, ">100", ">=100", "<1", "~80", "> 100", "1..2", "1..2 %",
    "17 %", "17%", ">17 %", "1.5", "-1.5", "01", "1e3", "1234567890123456", "9007199254740993",
    "100000000000000000", ">100\n", "+1", "1,5", "GR", "EL", "XK", "gr", "EUR", "eur", "EURO",
    "en", "EN", "en-GB", "en-gb", "zh-Hant", "en\n", ["en", "nl"], ["en", "en"], "other",
    "Other", "not_in_any_list", "AMIF", "amif", "2014-2020", "2014-20", "withdrawn", ["other"],
    "https://example.org/", "http://example.org/a?b#c", "HTTPS://example.org/", "ftp://a.org/",
    "https://", "https://example.org/a b", "https://example.org/\n", 'https://example.org/"',
    "https://example.org/ü", "https://example.org/\u2028", "urn:x:y", "urn:", "1.0\n", "1.", "10.2",
    "ex-a", "Ex", "City", "Visit",
]  # fmt: skip


def sample(known):
    """A value that a field of this kind may hold."""
    if isinstance(known.kind, kinds.RecordType):
        value = known.kind.value
    elif known.codelist:
        value = next(iter(codelist(known.codelist).codes))
    else:
        value = next(iter(NOTATIONS[notation_name(known.kind)].examples), "some text")
    return [value] * known.at_least if known.many else value


@cache
def smallest(record_type):
    """A record with what it must state, as JSON text."""
    fields = spec.records()[record_type].fields
    values = {name: sample(known) for name, known in fields.items() if known.required}
    return json.dumps(values | NEEDED.get(record_type, {}))


@cache
def judges(name):
    """The two schema validators of one schema."""
    schema = SCHEMAS[name]
    return (
        jsonschema.Draft202012Validator(schema).is_valid,
        jsonschema_rs.validator_for(schema).is_valid,
    )


def class_accepts(record_type, values):
    """Tell whether the class and its constraints accept plain values."""
    model = RECORDS[record_type] if record_type else Header
    try:
        model.__pydantic_validator__.validate_python(values, strict=True)
    except ValidationError:
        return False
    constraints = spec.records()[record_type].constraints if record_type else ()
    return not any(True for constraint in constraints for _ in constraint.breaches(values))


def verdicts(record_type, values):
    """What class, jsonschema and jsonschema-rs say of plain values."""
    reference, fast = judges(json_schema.file_name(record_type) if record_type else "header")
    return class_accepts(record_type, values), reference(values), fast(values)


def fields_of(record_type):
    """The fields of a record type, or of the header."""
    return spec.records()[record_type].fields if record_type else spec.header()


def names_of(record_type):
    """The fields of a record type, or of the header, but for the one that says which type it is."""
    return [name for name in fields_of(record_type) if name != "type"]


# --- the documents -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL_SCHEMAS)
def test_schema_is_valid(name):
    """Each is a schema by the rules of JSON Schema 2020-12."""
    jsonschema.Draft202012Validator.check_schema(ALL_SCHEMAS[name])
    jsonschema_rs.validator_for(ALL_SCHEMAS[name])
    assert ALL_SCHEMAS[name]["$schema"] == OUR_OWN
    assert ALL_SCHEMAS[name]["$id"].endswith(f"/1.0/json-schema/{name}.json")


def parts(schema):
    """Every object inside a schema."""
    if isinstance(schema, dict):
        yield schema
        for value in schema.values():
            yield from parts(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from parts(value)


@pytest.mark.parametrize("name", ALL_SCHEMAS)
def test_schema_stands_alone(name):
    """Every reference leads to a definition in the same file, and every definition is used."""
    schema = ALL_SCHEMAS[name]
    references = {part["$ref"] for part in parts(schema) if isinstance(part.get("$ref"), str)}
    assert references == {f"#/$defs/{key}" for key in schema["$defs"]}


def patterns():
    """Every pattern in any schema."""
    found = set()
    for part in parts(ALL_SCHEMAS):
        found |= {part["pattern"]} if isinstance(part.get("pattern"), str) else set()
        found |= set(part["patternProperties"]) if "patternProperties" in part else set()
    return sorted(found)


@pytest.mark.parametrize("pattern", patterns())
def test_pattern_refuses_trailing_line_break(pattern):
    """A text that a pattern accepts is refused with a line break after it, by either engine."""
    texts = [trial for trial in TRIALS if isinstance(trial, str)] + ["EXS101", "x_a", "a-b"]
    fast = jsonschema_rs.validator_for({"pattern": pattern})
    accepted = [text for text in texts if re.search(pattern, text)]
    assert accepted
    assert [text for text in texts if fast.is_valid(text)] == accepted
    if not pattern.startswith("^"):
        return  # of free text only a part must match; a line break at its end is put right
    for text in accepted:
        assert not re.search(pattern, text + "\n")
        assert not fast.is_valid(text + "\n")


@pytest.mark.parametrize("pattern", patterns())
def test_pattern_is_portable(pattern):
    """No pattern escapes a character that ECMAScript allows no escape for."""
    escaped = re.findall(r"\\(.)", pattern)
    assert set(escaped) <= set("^$\\.*+?()[]{}|/nru")


def test_examples_in_notation_are_valid():
    """Every example that a schema gives is accepted by the definition it stands in."""
    seen = 0
    for schema in (SCHEMAS["package"], SCHEMAS["statement"]):
        for part in schema["$defs"].values():
            for example in part.get("examples", []):
                seen += 1
                assert jsonschema.Draft202012Validator(part).is_valid(example), (part, example)
    assert seen > 50


@pytest.mark.parametrize("record_type", RECORDS)
def test_every_field_has_words(record_type):
    """Each property has a title and a description, in the order of the model."""
    properties = SCHEMAS[json_schema.file_name(record_type)]["properties"]
    assert list(properties) == list(spec.records()[record_type].fields)
    assert all(part["title"] and part["description"] for part in properties.values())


# --- examples and lines --------------------------------------------------------------------------


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_example_packages_are_accepted(path):
    """Every example package passes as a whole, record by record and line by line."""
    document = json.loads(path.read_text(encoding="utf-8"))
    header = {name: value for name, value in document.items() if name != "records"}
    for accepts in judges("package"):
        assert accepts(document)
    for accepts in judges("header"):
        assert accepts(header)
    for accepts in judges("ndjson-line"):
        assert all(accepts(line) for line in [header, *document["records"]])
    for record in document["records"]:
        assert verdicts(record["type"], record) == (True, True, True)


@pytest.mark.parametrize(
    "change",
    [
        {"@context": None},
        {"@context": []},
        {"@context": ["https://example.org/context.jsonld"]},
        {"@context": [spec.CONTEXT_URL, "https://example.org/context.jsonld"]},
        {"records": None},
        {"records": {}},
        {"records": [None]},
        {"records": [{}]},
        {"records": [{"type": "Town", "id": "ex:a"}]},
        {"records": [{"type": "City", "id": "ex:a"}]},
        {"x_own": "a"},
        {"type": "City"},
    ],
)
def test_broken_packages_are_refused(change):
    """What is wrong with a package as a whole is refused by either engine."""
    good = {"@context": [spec.CONTEXT_URL], **HEADER, "records": []}
    for accepts in judges("package"):
        assert accepts(good)
        assert not accepts({**good, **change})


def test_package_needs_its_context():
    """A JSON package without a context is refused; a header line may go without."""
    for accepts in judges("package"):
        assert not accepts({**HEADER, "records": []})
    for accepts in (*judges("header"), *judges("ndjson-line")):
        assert accepts(HEADER)


@pytest.mark.parametrize(
    "line", [{}, [], None, "City", {"type": "City"}, {**HEADER, "type": "City"}]
)
def test_broken_lines_are_refused(line):
    """A line that is neither a header nor a record is refused."""
    for accepts in judges("ndjson-line"):
        assert not accepts(line)


def test_errors_speak_of_the_records_own_type():
    """A fault in a Visit among others gives one error, at its field, about its kind."""
    visit = json.loads(smallest("Visit")) | {"start": "25.3.2015"}
    document = {
        "@context": [spec.CONTEXT_URL],
        **HEADER,
        "records": [json.loads(smallest("City")), visit],
    }
    errors = list(jsonschema.Draft202012Validator(SCHEMAS["package"]).iter_errors(document))
    assert [(error.json_path, error.validator) for error in errors] == [
        ("$.records[1].start", "pattern")
    ]


# --- agreement with the classes ------------------------------------------------------------------


@pytest.mark.parametrize("record_type", RECORDS)
def test_smallest_record_is_accepted(record_type):
    """With what it must state, and nothing more, a record is accepted by all judges."""
    values = json.loads(smallest(record_type))
    assert verdicts(record_type, values) == (True, True, True)
    assert structure.judge(values).faults == []


@pytest.mark.parametrize("record_type", RECORDS)
def test_each_required_field_is_needed(record_type):
    """Without any one required field a record is refused by all schemas and explained."""
    values = json.loads(smallest(record_type))
    for name, known in spec.records()[record_type].fields.items():
        if known.required:
            less = {key: value for key, value in values.items() if key != name}
            reference, fast = judges(json_schema.file_name(record_type))
            assert not reference(less), name
            assert not fast(less), name
            assert structure.judge(less).faults, name


@pytest.mark.parametrize("record_type", ["", *RECORDS])
def test_judges_agree_on_every_field(record_type):
    """Whatever stands in any field, the class, the compiled schema and our judge say the same."""
    base = smallest(record_type) if record_type else json.dumps(HEADER)
    _, fast = judges(json_schema.file_name(record_type) if record_type else "header")
    judge = structure.judge if record_type else structure.judge_header
    for name in names_of(record_type):
        for trial in TRIALS:
            values = {**json.loads(base), name: trial}
            assert fast(values) == class_accepts(record_type, values), (name, trial)
            normal, _ = structure.normalise(values, fields_of(record_type))
            faults = [fault for fault in judge(values).faults if fault.slug != "text-normalised"]
            assert (not faults) == class_accepts(record_type, normal), (name, trial, faults)


def one_field_a_kind():
    """One field of every shape that a property of any schema has."""
    fields = {}
    for record_type in ["", *RECORDS]:
        schema = SCHEMAS[json_schema.file_name(record_type) if record_type else "header"]
        for name in names_of(record_type):
            shape = {
                key: part
                for key, part in schema["properties"][name].items()
                if key not in {"title", "description"}
            }
            fields.setdefault(json.dumps(shape), (record_type, name))
    return sorted(fields.values())


@pytest.mark.parametrize(("record_type", "name"), one_field_a_kind())
def test_engines_agree_on_every_kind(record_type, name):
    """Whatever stands in a field of any kind, both engines of JSON Schema agree with the class."""
    base = smallest(record_type) if record_type else json.dumps(HEADER)
    accepted = 0
    for trial in TRIALS:
        by_class, *by_schemas = verdicts(record_type, {**json.loads(base), name: trial})
        assert by_schemas == [by_class, by_class], trial
        accepted += by_class
    assert accepted < len(TRIALS)


@pytest.mark.parametrize(
    ("name", "value", "right"),
    [
        ("x_a", "text", True),
        ("x_" + "a" * 60, "text", True),
        ("x_" + "a" * 61, "text", False),
        ("x_A", "text", False),
        ("x_", "text", False),
        ("x_a\n", "text", False),
        ("X_a", "text", False),
        ("own", "text", False),
        ("x_a", "", False),
        ("x_a", 1, False),
        ("x_a", None, False),
        ("x_a", ["text"], False),
        ("x_a", {"en": "text"}, False),
    ],
)
def test_judges_agree_on_extensions(name, value, right):
    """A column of one's own has a name that begins with `x_` and holds text."""
    values = {**json.loads(smallest("City")), name: value}
    assert verdicts("City", values) == (right, right, right)
    assert (not structure.judge(values).faults) == right


@pytest.mark.parametrize(
    ("record_type", "change", "right"),
    [
        ("City", {"replaced_by": "ex:b"}, False),
        ("City", {"replaced_by": "ex:b", "record_status": "draft"}, False),
        ("City", {"replaced_by": "ex:b", "record_status": "withdrawn"}, True),
        ("Event", {"rounds": [1]}, True),
        ("Funding", {"amount": 5}, False),
        ("Funding", {"amount": 5, "currency": "EUR"}, True),
        ("Partnership", {"parties": ["ex:a"]}, False),
        ("Statement", {"kind": "figure"}, False),
        ("Statement", {"kind": "figure", "measure": "population", "quantity": 5}, True),
    ],
)
def test_judges_agree_on_constraints(record_type, change, right):
    """What holds between fields holds in the schemas as well."""
    values = json.loads(smallest(record_type)) | change
    assert verdicts(record_type, values) == (right, right, right)
    assert (not structure.judge(values).faults) == right
