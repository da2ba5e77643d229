"""The model and its JSON Schema give the same verdict on every record: valid, or not."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from examples_of_rules import as_json
from exchangespec import acceptance, spec, structure
from exchangespec.emit.json_schema import header_schema, package_schema, record_schema
from exchangespec.model import RECORDS
from exchangespec.rules import RULES
from exchangespec.structure import judge, judge_header
from generated import headers, records

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*/package.json"))
BROKEN = sorted((ROOT / "examples" / "broken").glob("*.json"))


@cache
def schema_of(record_type: str) -> jsonschema.Draft202012Validator:
    """Return the reference judge of one record type."""
    return jsonschema.Draft202012Validator(record_schema(record_type))


@cache
def fast_schema_of(record_type: str) -> Any:
    """Return the fast judge of one record type."""
    return jsonschema_rs.validator_for(record_schema(record_type))


@pytest.fixture(autouse=True)
def the_model_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here the model judges what it would be spared elsewhere, and is asked whether it agrees."""
    monkeypatch.setattr(structure, "accepted", lambda _model, _values: False)


def accepted(values: dict[str, Any]) -> bool:
    """Tell whether the model accepts a record; putting text in its normal form is no refusal."""
    return all(fault.slug == "text-normalised" for fault in judge(values).faults)


def verdicts(values: dict[str, Any]) -> dict[str, bool]:
    """Return each judge's verdict on a record of a known type."""
    return {
        "model": accepted(values),
        "jsonschema": schema_of(values["type"]).is_valid(values),
        "jsonschema_rs": fast_schema_of(values["type"]).is_valid(values),
        "acceptance": acceptance.accepted(RECORDS[values["type"]], values),
    }


NONSENSE = st.one_of(
    st.none(), st.just(""), st.just([]), st.just({}), st.just(" "), st.just("\u00a0"), st.booleans(),
    st.integers(-3, 3), st.just(1.0), st.just(1.5), st.just(2**53), st.just(1e300),
    st.sampled_from([
        "2015-13-01", "2015-03-25\n", "16.10.2017", "0000", "> 100", "100+", "25:00", "09:30\n", "UK", "EL",
        "be", "eur", "onlin", "Bilateral visit", "ex:a b", "a:b", "EX:a", "ex:", "ex:a\n", "www.example.org",
        "ftp://a.eu", "http://a b.eu", "en_GB", "EN", "x", "wikidata", "٢٠١٧", "withdrawn", "quote", "figure",
        "value", "gap", "partial", "inference", "local_authority", "2017?-10", "..", "2017/..", "a;b",
    ]),
    st.lists(st.sampled_from(["ex:a", "ex:a", "ex:b", "en", "value", "", " x"]), max_size=3),
    st.dictionaries(st.sampled_from(["en", "EN", "nl", "x y", ""]), st.sampled_from(["a", "", " "]), max_size=2),
)  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, Any]:
    """Return a record that may be wrong in up to two ways."""
    record = dict(draw(records()))
    names = [name for name in spec.records()[record["type"]].fields if name != "type"]
    for _ in range(draw(st.integers(0, 2))):
        match draw(st.sampled_from(["drop", "change", "add", "wrap", "extend"])):
            case "drop":
                record.pop(draw(st.sampled_from(names)), None)
            case "change":
                record[draw(st.sampled_from(names))] = draw(NONSENSE)
            case "add":
                record[draw(st.sampled_from(["titel", "x_", "X_a", "x_a", "x_" + "a" * 61]))] = "a"
            case "wrap":
                name = draw(st.sampled_from(sorted(record.keys() - {"type"}) or ["id"]))
                value = record.get(name)
                record[name] = value[0] if isinstance(value, list) and value else [value]
            case _:
                record["x_note"] = draw(NONSENSE)
    return record


@settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(mutated())
def test_all_judges_agree_on_generated_records(record: dict[str, Any]) -> None:
    """Ten thousand records, right and wrong: one verdict."""
    assert len(set(verdicts(record).values())) == 1, (
        verdicts(record),
        record,
        judge(record).faults,
    )


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    headers(),
    st.sampled_from(list(spec.header())),
    st.one_of(st.just("keep"), st.just("drop"), NONSENSE),
)
def test_all_judges_agree_on_headers(header: dict[str, Any], name: str, change: Any) -> None:
    """The header is judged alike."""
    header = dict(header)
    if change == "drop":
        header.pop(name, None)
    elif change != "keep":
        header[name] = change
    model = all(fault.slug == "text-normalised" for fault in judge_header(header).faults)
    schema = jsonschema.Draft202012Validator(header_schema())
    assert schema.is_valid(header) == model, (header, judge_header(header).faults)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.parent.name)
def test_every_example_is_accepted_by_all(path: Path) -> None:
    """The examples are valid, whole and record by record."""
    package = json.loads(path.read_text(encoding="utf-8"))
    assert [
        error.message
        for error in jsonschema.Draft202012Validator(package_schema()).iter_errors(package)
    ] == []
    assert jsonschema_rs.validator_for(package_schema()).is_valid(package)
    for record in package["records"]:
        assert set(verdicts(record).values()) == {True}, record


def own_records() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield every record that a rule's Wrong or Right example puts over the world."""
    for rule in RULES.values():
        for example in (rule.wrong, rule.right):
            if not example.files and not example.sheets:
                yield from ((rule.code, record) for record in example.records)


@pytest.mark.parametrize(("code", "record"), list(own_records()))
def test_all_judges_agree_on_the_examples_of_rules(code: str, record: Mapping[str, Any]) -> None:
    """What a rule's example holds is judged alike, be it right or wrong."""
    plain = json.loads(json.dumps(record))
    if plain.get("type") not in spec.records():
        assert not accepted(plain)
        return
    assert len(set(verdicts(plain).values())) == 1, code


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.name)
def test_all_judges_agree_on_broken_files(path: Path) -> None:
    """The broken submissions that parse are judged alike, record by record."""
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        pytest.skip("does not parse")
    for record in package.get("records", []):
        if record.get("type") in spec.records():
            assert len(set(verdicts(record).values())) == 1, record


def test_a_whole_document_is_judged_like_its_parts() -> None:
    """The package schema refuses a document with one wrong record."""
    document = json.loads(as_json(RULES["value-not-in-list"].wrong))
    assert not jsonschema.Draft202012Validator(package_schema()).is_valid(document)
