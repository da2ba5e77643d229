"""The JSON report and its schema."""

import json
import math

import jsonschema
import pytest

from exchangespec.emit.report_schema import report_schema
from exchangespec.finding import Finding
from exchangespec.location import Location
from exchangespec.outcome import Outcome
from exchangespec.report.json_ import as_json, json_report
from exchangespec.report.masking import masked


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft202012Validator:
    """The published schema of the report."""
    jsonschema.Draft202012Validator.check_schema(report_schema())
    return jsonschema.Draft202012Validator(report_schema())


def test_it_is_valid_by_its_schema(
    outcome: Outcome, clean: Outcome, schema: jsonschema.Draft202012Validator
):
    """Every outcome, masked or not, is written as the schema says."""
    for one in (outcome, clean, masked(outcome)):
        errors = [error.message for error in schema.iter_errors(json.loads(json_report(one)))]
        assert not errors


def test_it_says_what_the_outcome_says(outcome: Outcome):
    """Nothing is lost or added on the way."""
    assert json.loads(json_report(outcome)) == outcome.as_dict()


def test_any_value_can_be_a_fact(clean: Outcome, schema: jsonschema.Draft202012Validator):
    """What was seen may be no JSON at all: it is written as text, and the text is UTF-8."""
    facts = {
        "nan": math.nan, "infinite": math.inf, "set": {"b", "a"}, "tuple": (1, None),
        "bytes": b"x", "half": "\ud800", "map": {1: 2.5},
    }  # fmt: skip
    clean.findings = [
        Finding("EXS105", "number-not-exact", "error", "No.", Location(file="a"), facts)
    ]
    text = json_report(clean)
    text.encode("utf-8")
    read = json.loads(text)
    assert schema.is_valid(read)
    assert read["findings"][0]["params"] == {
        "nan": "nan", "infinite": "inf", "set": ["a", "b"], "tuple": [1, None],
        "bytes": "b'x'", "half": "\ud800", "map": {"1": 2.5},
    }  # fmt: skip


def test_plain_values_stay():
    """What JSON can hold stays as it is."""
    value = {"a": [1, 1.5, True, None, "x"]}
    assert as_json(value) == value
