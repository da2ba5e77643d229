"""One finding for one cause, with every cell of it kept and counted."""

import io
import json
from collections.abc import Sequence

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchangespec.causes import MANY, notation, ranges
from exchangespec.finding import Finding
from exchangespec.formats.format import Source
from exchangespec.intake import TakeOptions
from exchangespec.outcome import Outcome
from exchangespec.report import REPORTERS
from exchangespec.report.csv_ import csv_report
from exchangespec.report.full import full
from exchangespec.report.layout import Layout
from exchangespec.report.naming import quoted
from exchangespec.report.speaking import spoken
from exchangespec.spec.headings import title
from exchangespec.texts import SPOKEN
from exchangespec.validation import validate

HEADINGS = "id,kind,visitors,hosts,start,end,tags"


def checked(rows: Sequence[str], headings: str = HEADINGS, name: str = "visits.csv") -> Outcome:
    """Validate a table."""
    text = "\r\n".join([headings, *rows, ""])
    return validate([Source(name, content=text.encode())], TakeOptions())


def visits(starts: Sequence[str], kind: str = "study_visit") -> list[str]:
    """Return a visit a start."""
    return [f"ex:v-{at},{kind},ex:a,ex:b,{start},," for at, start in enumerate(starts)]


def about(outcome: Outcome, slug: str) -> list[Finding]:
    """Return the findings of a rule."""
    return [one for one in outcome if one.slug == slug]


def test_all_dates_of_a_column_are_one_finding() -> None:
    """It says how they are written, how many they are and in which rows, and keeps each."""
    outcome = checked(visits([f"{day:02}.03.2019" for day in range(1, 29)]))
    (cause,) = about(outcome, "date-normalised")
    assert cause.message.startswith("In all 28 cells of “start” the date is written DD.MM.YYYY")
    assert (cause.count, len(cause.members), cause.params["rows"]) == (28, 28, "2-29")
    assert (cause.location.row, cause.location.column) == (2, "start")
    assert [one.location.row for one in cause.members] == list(range(2, 30))
    assert cause.members[0].fix is not None
    assert cause.members[0].fix.replace == "2019-03-01"
    assert cause.related == tuple(one.location for one in cause.members[1:21])
    assert outcome.by_code[cause.code] == 28
    assert sum(one.count for one in outcome) == sum(outcome.counts.values())
    assert len(list(outcome.singly)) == sum(outcome.counts.values())


@pytest.mark.parametrize(
    ("texts", "written"),
    [
        (["1.3.2019", "21.12.2019", "3.4.2019"], "D.M.YYYY"),
        (["2019/03/01", "2019/12/21", "2019/04/03"], "YYYY/MM/DD"),
        (["1 March 2019", "2 May 2019", "31 May 2019"], "D Month YYYY"),
    ],
)
def test_a_notation_is_told_by_what_was_read(texts: list[str], written: str) -> None:
    """Day and month are known apart by the dates that were read."""
    (cause,) = about(checked(visits(texts)), "date-normalised")
    assert f"written {written}," in cause.message


def test_two_notations_are_two_causes() -> None:
    """What is written otherwise is for another reason."""
    texts = ["01.03.2019", "02.03.2019", "03.03.2019", "1 May 2019", "2 May 2019", "3 May 2019"]
    assert [one.count for one in about(checked(visits(texts)), "date-normalised")] == [3, 3]


def test_few_are_told_one_by_one() -> None:
    """Two cells may be alike by chance."""
    outcome = checked(visits(["01.03.2019"] * (MANY - 1)))
    assert [one.count for one in about(outcome, "date-normalised")] == [1] * (MANY - 1)


@pytest.mark.parametrize(
    ("headings", "values", "other", "slug"),
    [
        (
            "funding_kind",
            ["inspiration", "Adaptation", "replication"],
            "transfer_kind",
            "value-not-in-list",
        ),
        (
            "visit_kind",
            ["twinning", "friendship", "twinning"],
            "partnership_kind",
            "value-not-in-open-list",
        ),
    ],
)
def test_a_column_that_holds_another_list(
    headings: str, values: list[str], other: str, slug: str
) -> None:
    """Codes or labels of one other list are one finding that names this list."""
    if headings == "funding_kind":
        rows = [f"ex:f-{at},ex:net-1,{kind},ex:erdf,12,EUR" for at, kind in enumerate(values)]
        outcome = checked(rows, "id,funds,kind,funders,amount,currency", "funding.csv")
    else:
        rows = [f"ex:v-{at},{kind},ex:a,ex:b,2019,," for at, kind in enumerate(values)]
        outcome = checked(rows)
    (cause,) = about(outcome, slug)
    assert (cause.params["other_list"], cause.count) == (other, 3)
    assert f"those of another list, “{other}”" in cause.message


def test_rows_that_are_shifted_are_one_finding() -> None:
    """From which row on, how many, and to which side."""
    good = "ex:v-{},study_visit,ex:a,ex:b,2019-01-01,2019-01-02,4"
    bad = "ex:v-{},study_visit,ex:a,ex:b,,2019-01-01,2019-01-02,4"
    rows = [(good if at < 5 else bad).format(at) for at in range(12)]
    outcome = checked(rows, "id,kind,visitors,hosts,start,end,delegation_size")
    (cause,) = about(outcome, "row-shifted")
    assert cause.message.startswith("From row 7 on, 7 rows are shifted one cell to the right")
    assert (cause.count, cause.location.row) == (7, 7)
    assert outcome.counts["error"] == 7


def test_every_report_shows_a_cause_once() -> None:
    """With its rows; and the graph of results keeps each cell."""
    outcome = checked(visits([f"{day:02}.03.2019" for day in range(1, 29)]))
    full, concise = REPORTERS["full"](outcome), REPORTERS["concise"](outcome)
    words = "the date is written DD.MM.YYYY"
    assert concise.count(words) == 1
    assert "rows 2-29" in concise
    assert full.count("28 places") >= 1 or words not in full
    page = REPORTERS["html"](outcome)
    assert page.count(words) == 1
    found = json.loads(REPORTERS["json"](outcome))
    (one,) = [item for item in found["findings"] if item["slug"] == "date-normalised"]
    assert (one["count"], one["params"]["rows"], len(one["related"])) == (28, "2-29", 20)
    assert found["inputs"][0]["rows"] == [
        {"part": "visits.csv", "total": 29, "kinds": {"record": 28, "heading": 1}}
    ]


def test_json_is_told_one_by_one() -> None:
    """Only tables have columns."""
    records = [
        {"type": "City", "id": f"ex:c-{at}", "name": {"en": "C"}, "country": "UK"}
        for at in range(5)
    ]
    content = json.dumps({"exchangespec": "1.0", "records": records}).encode()
    outcome = validate([Source("x.json", content=content)], TakeOptions())
    assert not any(one.members for one in outcome)
    assert len([one for one in outcome if one.location.field == "country"]) == 5


def test_the_most_findings_are_kept_and_all_are_counted() -> None:
    """A cause stands for those that were kept and claims no more; the counts are of all."""
    rows = visits([f"{day:02}.03.2019" for day in range(1, 29)])
    text = "\r\n".join([HEADINGS, *rows, ""]).encode()
    outcome = validate([Source("visits.csv", content=text)], TakeOptions(most_findings=80))
    assert sum(one.count for one in outcome) <= 81
    assert outcome.by_code["EXS233"] == 28
    assert outcome.truncated
    (cause,) = about(outcome, "date-normalised")
    assert cause.message.startswith("In at least 12 cells of “start” the date is written")
    assert "(rows 2-13 …)" in cause.message
    (whole, *_) = about(outcome, "recommended-field-missing")
    assert whole.message.startswith("The table has no column “")
    assert whole.params["rows"] == "2-29"


@pytest.mark.parametrize("language", SPOKEN)
def test_a_column_that_is_missing_is_one_thing_to_add(language: str) -> None:
    """It is said once, at the headings, by the title that a template of the language has.

    Whether three rows lack it or one; the counts are of the rows.
    """
    rows = {"Visits": [["id", "kind", "visitors", "start"], ["ex:v", "study_visit", "ex:a", 2019]]}
    for amount in (1, 5):
        book = openpyxl.Workbook()
        book.worksheets[0].title = "Visits"
        for row in [rows["Visits"][0], *amount * rows["Visits"][1:]]:
            book.worksheets[0].append(row)
        stream = io.BytesIO()
        book.save(stream)
        sources = [Source("visits.xlsx", content=stream.getvalue())]
        outcome = spoken(validate(sources, TakeOptions()), language)
        (hosts,) = about(outcome, "one-side-unknown")
        heading = title("Visit", "hosts", language)
        assert quoted(heading, language) in hosts.message
        # Of one row alone it is said there.
        cell = "A1" if amount > 1 else "A2"
        assert (hosts.location.sheet, hosts.location.cell) == ("Visits", cell)
        assert hosts.location.field == "hosts"
        assert hosts.count == outcome.by_code["EXS420"] == amount
        text = full(outcome, Layout(width=400))
        assert text.count(hosts.message) == 1
        assert "A3" not in text.partition(hosts.message)[2].partition("[EXS")[0]
        assert f"{hosts.location.cell} {quoted(heading, language)}" in text
        listed = [line for line in csv_report(outcome).splitlines() if "EXS420" in line]
        assert len(listed) == 1
        assert f",{heading}," in listed[0]
        assert [one.slug for one in outcome.tasks].count("one-side-unknown") == 1


@pytest.mark.parametrize("language", SPOKEN)
def test_a_required_column_is_missing_by_its_title(language: str) -> None:
    """In the language of the report, and never twice."""
    text = b"id,visitors,hosts\r\nex:v,ex:a,ex:b\r\n"
    outcome = validate([Source("visits.csv", content=text)], TakeOptions())
    (kind,) = about(spoken(outcome, language), "required-column-missing")
    assert quoted(title("Visit", "kind", language), language) in kind.message
    assert [one.slug for one in outcome if one.location.field == "kind"] == [kind.slug]


def test_an_empty_cell_in_a_column_that_is_there_is_none() -> None:
    """Only the cell is asked for."""
    text = b"id,kind,visitors,hosts\r\nex:v,study_visit,ex:a,\r\n"
    outcome = validate([Source("visits.csv", content=text)], TakeOptions())
    (hosts,) = about(outcome, "one-side-unknown")
    assert hosts.message == "The hosts of this visit are not stated."
    assert hosts.location.row == 2


@given(st.lists(st.integers(1, 60), min_size=1, unique=True))
@settings(max_examples=60, deadline=None)
def test_ranges_name_every_row(rows: list[int]) -> None:
    """What is written as ranges are the rows, as far as they are named."""
    text = ranges(sorted(rows))
    named: set[int] = set()
    for part in text.removesuffix(" …").split(", "):
        first, _, last = part.partition("-")
        named.update(range(int(first), int(last or first) + 1))
    assert named <= set(rows)
    assert named == set(rows) or text.endswith("…")


def test_notations_of_texts() -> None:
    """Numbers and words are put apart from the signs between them."""
    assert notation("01.03.2019") == "D.D.YYYY"
    assert notation("1 mars 2019") == "D Month YYYY"


FAULTS = {
    "not-a-date": ("start", "soon"),
    "unknown-country": ("country", "Atlantis"),
    "not-a-quantity": ("population", "very many"),
}


@settings(max_examples=40, deadline=None)
@given(
    slug=st.sampled_from(sorted(FAULTS)),
    rows=st.sets(st.integers(0, 19), min_size=1),
    titles=st.integers(0, 2),
    order=st.permutations(["id", "name", "country", "population", "start", "note"]),
)
def test_a_fault_is_named_at_its_cells(
    slug: str, rows: set[int], titles: int, order: list[str]
) -> None:
    """Wherever it is put, alone or often, with titles above and columns in any order."""
    field, bad = FAULTS[slug]
    order = [name for name in order if name != "start" or slug == "not-a-date"]
    good = {"name": "Ghent", "country": "BE", "population": "5", "note": "-", "start": "2019"}
    lines = [f"Title {at}" for at in range(titles)] + [",".join(order)]
    for at in range(20):
        values = {**good, "id": f"ex:c-{at}", **({field: bad} if at in rows else {})}
        lines.append(",".join(values[name] for name in order))
    name = "networks.csv" if slug == "not-a-date" else "cities.csv"
    outcome = validate([Source(name, content="\n".join(lines).encode())], TakeOptions())
    told = [one for one in outcome.singly if one.slug == slug]
    assert {one.location.row for one in told} == {at + titles + 2 for at in rows}
    assert {one.location.column for one in told} == {field}
    assert len(about(outcome, slug)) == (1 if len(rows) >= MANY else len(rows))
