"""What is counted in each input: findings by severity, and records that are ready."""

import json
from datetime import date
from pathlib import Path

import pytest

from exchangespec.formats.format import Source
from exchangespec.intake import TakeOptions
from exchangespec.outcome import Outcome
from exchangespec.validation import validate, validate_together

OPTIONS = TakeOptions(today=date(2024, 1, 1))
CITIES = b"id,name,country\nex:a,Capaci,IT\nex:b,Mechelen,Nowhere\nex:c,Vantaa,FI\n"
# Two required columns are missing.
VISITS = b"visitors,hosts,start\nex:a,ex:c,2020\nex:a,ex:c,2021-02-30\n"


def sources() -> list[Source]:
    """Two tables and an empty file."""
    return [
        Source("cities.csv", content=CITIES),
        Source("visits.csv", content=VISITS),
        Source("empty.json", content=b""),
    ]


def ready(outcome: Outcome) -> dict[str, int]:
    """The number of ready records in each input."""
    return {item.file: item.ready for item in outcome.inputs}


@pytest.mark.parametrize("run", [validate, validate_together])
def test_each_input_has_its_own_counts(run):
    """The counts of the inputs add up to those of the outcome, alone and together."""
    outcome = run(sources(), OPTIONS)
    assert [item.ok for item in outcome.inputs] == [False, False, False]
    for severity, amount in outcome.counts.items():
        assert sum(item.counts[severity] for item in outcome.inputs) == amount
    assert {item.file: item.counts["error"] for item in outcome.inputs} == {
        "cities.csv": 1, "visits.csv": 3, "empty.json": 1,
    }  # fmt: skip


@pytest.mark.parametrize("run", [validate, validate_together])
def test_no_record_of_a_table_without_a_required_column_is_ready(run):
    """A column that is missing is missing in each record, however few findings say so."""
    assert ready(run(sources(), OPTIONS)) == {"cities.csv": 2, "visits.csv": 0, "empty.json": 0}


def test_counts_do_not_depend_on_what_is_kept():
    """Findings that are not kept count all the same."""
    few = TakeOptions(today=OPTIONS.today, most_findings=0)
    assert ready(validate(sources(), few)) == ready(validate(sources(), OPTIONS))


def test_what_was_left_out_on_request_does_not_count():
    """Rules that were not wanted make no record unready."""
    options = TakeOptions(today=OPTIONS.today, ignore=("EXS0", "unknown-country", "EXS231"))
    assert ready(validate(sources(), options))["cities.csv"] == 3
    assert ready(validate(sources(), options))["visits.csv"] == 2


def test_headers_and_unknown_types_are_no_records():
    """A fault in the header or in what is of no known type takes nothing from the records."""
    city = {"type": "City", "id": "ex:a", "name": {"en": "A"}, "country": "IT"}
    data = {"exchangespec": 1, "records": [city, {"type": "Town", "id": "ex:b"}]}
    outcome = validate([Source("a.json", content=json.dumps(data).encode())], OPTIONS)
    (item,) = outcome.inputs
    assert item.counts["error"] > 2
    assert (dict(item.records), item.ready) == ({"City": 1}, 1)


def test_the_sheets_of_a_workbook_are_known_in_its_own_order(repository: Path):
    """Reports follow the workbook, not the order in which record types are read."""
    path = repository / "examples/broken/inspiration-day.xlsx"
    (item,) = validate([Source(path.name, path=path)], OPTIONS).inputs
    assert item.parts[:3] == ("About", "Cities", "Organisations")
    assert item.parts.index("Visits") < item.parts.index("Events") < item.parts.index("Agenda")
