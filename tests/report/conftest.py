"""A hand-made outcome full of text that would rather act than be read."""

import pytest

from exchangespec.finding import Finding, Fix
from exchangespec.location import Location
from exchangespec.outcome import InputSummary, NotRun, Outcome

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)>"
RIGHT_TO_LEFT = "زيارة \u202eevil\u202c"
LONG = "x" * 5_000
ESCAPE = "\x1b[31mred\x1b[0m\nsecond line"


def finding(code: str, value: str, row: int, severity: str = "error") -> Finding:
    """A finding in a workbook."""
    slugs = {"EXS201": "value-not-in-list", "EXS202": "value-not-in-open-list",
             "EXS203": "value-normalised", "EXS501": "recommended-field-missing"}  # fmt: skip
    return Finding(
        code,
        slugs[code],
        severity,
        f"“{value[:80]}” is not an allowed value of “Format”.",
        Location(
            file="visits.xlsx",
            sheet="Visits",
            cell=f"L{row}",
            row=row,
            column="Format",
            record=f"ex:vis-{row}",
            field="format",
        ),
        params={"value": value, "list": "event_format"},
        suggestions=["online"],
        fix=Fix("online"),
    )


@pytest.fixture
def outcome() -> Outcome:
    """Twelve equal errors, four hostile ones, a warning, two infos, in two files."""
    hostile = [
        finding("EXS201", value, 100 + number)
        for number, value in enumerate((MARKUP, RIGHT_TO_LEFT, LONG, ESCAPE))
    ]
    json_place = Location(
        file="b.json", line=12, column=9, pointer="/records/3/start", record="ex:v", field="start"
    )
    other = Location(file="visits.xlsx", sheet="Visits", row=7, record="ex:vis-7")
    findings = [
        *(finding("EXS201", "onlin", row) for row in range(5, 17)),
        *hostile,
        Finding("EXS202", "value-not-in-open-list", "warning", "Odd.", json_place, related=[other]),
        finding("EXS203", "Online", 5, "info"),
        finding("EXS203", "Online", 6, "info"),
    ]
    return Outcome(
        inputs=[
            InputSummary("visits.xlsx", "xlsx", {"City": 1, "Visit": 99}, title=MARKUP, faulty=16),
            InputSummary("b.json", "json", {"Visit": 4}, complete=False, encoding="utf-8"),
        ],
        findings=findings,
        counts={"error": 16, "warning": 1, "info": 2},
        by_code={"EXS201": 16, "EXS202": 1, "EXS203": 2},
        not_run=[NotRun("EXS706", "profile-code-clashes", "needs a profile"),
                 NotRun("EXS707", "profile-unavailable", "needs a profile"),
                 NotRun("EXS501", "recommended-field-missing", "left out on request")],
        versions={"tool": "0.1.0", "standard": "1.0", "codelists": "2026.11"},
    )  # fmt: skip


@pytest.fixture
def clean() -> Outcome:
    """One file without a fault."""
    return Outcome(
        inputs=[InputSummary("a.json", "json", {"City": 2, "MentoringPair": 1})],
        versions={"tool": "0.1.0"},
    )
