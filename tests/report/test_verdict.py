"""The verdict says in one sentence what a partner has to do."""

import pytest

from exchangespec.finding import Finding
from exchangespec.location import Location
from exchangespec.outcome import InputSummary, Outcome
from exchangespec.report.verdict import verdict


def made(
    records: int, *places: Location, faulty: int = 0, warnings: int = 0, **facts: object
) -> Outcome:
    """An outcome with an error at each place, in so many of its records."""
    types = {"City": records} if records else {}
    return Outcome(
        inputs=[InputSummary("a", "xlsx", types, faulty=faulty, **facts)],
        findings=[Finding("EXS201", "value-not-in-list", "error", "No.", one) for one in places],
        counts={"error": len(places), "warning": warnings, "info": 0},
    )


def cell(row: int, column: str = "B", sheet: str = "Cities") -> Location:
    """A cell of a workbook."""
    return Location(file="a", sheet=sheet, row=row, cell=f"{column}{row}")


CASES = {
    "errors": (made(100, cell(5), cell(6), cell(6, "C"), faulty=2),
               "3 cells to fix in 100 records; 98 records are ready."),
    "two faults in a cell": (made(9, cell(5), cell(5), faulty=1),
                             "1 cell to fix in 9 records; 8 records are ready."),
    "one left": (made(2, cell(5), faulty=1, warnings=3),
                 "1 cell to fix in 2 records; 1 record is ready; 3 warnings to look at."),
    "none left": (made(2, cell(2), cell(3), faulty=2),
                  "2 cells to fix in 2 records, none of which is ready."),
    "a single record": (made(1, cell(2), faulty=1), "1 cell to fix in 1 record, which is not ready."),
    "header only": (made(5, cell(3, sheet="About")),
                    "1 cell to fix outside the records; all 5 records are ready."),
    "no records": (made(0, Location(file="a")), "1 place to fix."),
    "clean": (made(1200), "All 1,200 records are ready."),
    "clean, one": (made(1), "The record is ready."),
    "clean, warnings": (made(7, warnings=1), "All 7 records are ready; 1 warning to look at."),
    "nothing": (made(0), "Nothing to fix, but no records were found."),
    "unreadable": (made(0, readable=False), "The file could not be checked."),
    "in part": (made(3, complete=False),
                "All 3 records are ready; a part of the data could not be read."),
}  # fmt: skip


@pytest.mark.parametrize(("outcome", "sentence"), CASES.values(), ids=CASES)
def test_sentence(outcome: Outcome, sentence: str):
    """Each kind of outcome has its sentence."""
    assert verdict(outcome) == sentence


def test_findings_that_were_not_kept_count():
    """With findings left out places cannot be told apart; records are counted all the same."""
    outcome = made(9, cell(2), faulty=4)
    outcome.counts["error"] = 500
    assert verdict(outcome) == "500 cells to fix in 9 records; 5 records are ready."


@pytest.mark.parametrize(
    ("missing", "places", "faulty", "sentence"),
    [
        (2, [], 4, "2 columns are missing in 20 records; 16 records are ready."),
        (1, [], 20, "1 column is missing in 20 records, none of which is ready."),
        (2, [cell(2)], 5, "2 columns are missing; 1 cell to fix in 20 records; 15 records are ready."),
    ],
)  # fmt: skip
def test_missing_columns_are_no_places(missing: int, places: list[Location], faulty: int,
                                       sentence: str):  # fmt: skip
    """Columns that are not there are counted apart, though all are told at one place."""
    outcome = made(20, *places, faulty=faulty)
    outcome.findings += [
        Finding("EXS007", "required-column-missing", "error", "No.", cell(1, "A"))
    ] * missing
    outcome.counts["error"] += missing
    outcome.by_code["EXS007"] = missing
    assert verdict(outcome) == sentence


def test_several_files():
    """Files that could not be read are counted beside what was found in the others."""
    outcome = made(2)
    outcome.inputs.append(InputSummary("b", "unknown", {}, readable=False))
    assert verdict(outcome) == "All 2 records are ready; 1 file could not be checked."
    outcome.inputs = outcome.inputs[1:] * 2
    assert verdict(outcome) == "None of the 2 files could be checked."


def test_our_fault():
    """A fault of the tool is never put on the data."""
    assert "fault of this tool" in verdict(
        Outcome(traces={"reading: ZeroDivisionError": "Traceback"})
    )
