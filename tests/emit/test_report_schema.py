"""The schema of the JSON report describes what an outcome gives, and nothing else."""

import jsonschema
import pytest

from exchangespec.emit.report_schema import report_schema
from exchangespec.finding import Finding, Fix
from exchangespec.location import Location
from exchangespec.outcome import SAYS_WHOSE, InputSummary, NotRun, Outcome, TableRows

PLACES = [
    Location(file="visits.xlsx", sheet="Visits", cell="L5", row=5, column="Format", record="ex:a"),
    Location(file="a.json", line=3, column=14, pointer="/records/0/format", field="format"),
    Location(file="a.zip", member="visits.csv", row=2, line=2, subject="ex:a"),
]
PLAIN = Finding("EXS022", "empty-file", "error", "The file is empty.", Location(file="a.csv"))
FINDING = Finding(
    "EXS201",
    "value-not-in-list",
    "error",
    "'onlin' is not in the list",
    PLACES[0],
    {"value": "onlin", "list": "event_format"},
    ["online"],
    Fix("online"),
    PLACES[1:],
    members=[PLAIN, PLAIN],
)


def full_outcome():
    """An outcome with something in every part of it."""
    return Outcome(
        inputs=[
            InputSummary(
                "visits.xlsx",
                "xlsx",
                {"Visit": 14},
                encoding="cp1252",
                title="A",
                rows=[TableRows("Visits", {"record": 14, "heading": 1})],
                about=dict.fromkeys(SAYS_WHOSE, "a"),
                recommended=(28, 20),
            )
        ],
        findings=[FINDING, PLAIN],
        counts={"error": 2, "warning": 0, "info": 0},
        by_code={"EXS022": 1, "EXS201": 1},
        truncated=True,
        not_run=[NotRun("EXS503", "some-rule", "no Source was read")],
        versions={"exchangespec": "0.1", "standard": "1.0", "codelists": "2026.11"},
    )


def accepts(report):
    """Tell whether the schema accepts a report."""
    return jsonschema.Draft202012Validator(report_schema()).is_valid(report)


@pytest.mark.parametrize("outcome", [Outcome(), full_outcome()], ids=["empty", "full"])
def test_reports_are_accepted(outcome):
    """What an outcome gives passes, be it empty or full."""
    assert accepts(outcome.as_dict())


def test_schema_names_every_member():
    """Report, input, finding, location and rule not run have the members that the schema names."""
    report, schema = full_outcome().as_dict(), report_schema()
    assert list(report) == list(schema["properties"])
    definitions = schema["$defs"]
    assert set(report["inputs"][0]) == set(definitions["input"]["properties"])
    assert set(report["findings"][0]) == set(definitions["finding"]["properties"])
    assert set(report["not_run"][0]) == set(definitions["rule_not_run"]["properties"])
    seen = {name for place in PLACES for name in place.as_dict()}
    assert seen == set(definitions["location"]["properties"])


@pytest.mark.parametrize(
    ("part", "change"),
    [
        (None, {"ok": "yes"}),
        (None, {"report": "2"}),
        (None, {"more": 1}),
        (None, {"counts": {"error": 1}}),
        ("findings", {"code": "X1"}),
        ("findings", {"severity": "fatal"}),
        ("findings", {"location": {}}),
        ("findings", {"fix": "online"}),
        ("inputs", {"records": {"Visit": -1}}),
    ],
)
def test_broken_reports_are_refused(part, change):
    """A report with a wrong, missing or further member does not pass."""
    report = full_outcome().as_dict()
    target = report if part is None else report[part][0]
    target.update(change)
    assert not accepts(report)
