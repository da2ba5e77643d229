"""The acceptance questions: a record can say it, it survives, is noticed where odd, and answers."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import exchangespec as xs
from facts_held import FACTS
from questions_asked import EXAMPLES, Question, answers, changed, questions, right

TODAY = date(2026, 11, 26)
POINTS = 2
LEAST = 56
ALL = pytest.mark.parametrize("question", questions(), ids=lambda question: question.id)
NEEDS = [
    pytest.param(question, need, id=f"{question.id}-{'.'.join(need)}")
    for question in questions()
    for need in question.needs
]
FAULTS = [
    pytest.param(question, fault, id=f"{question.id}-{fault[3]}")
    for question in questions()
    for fault in question.faults
]
PACKAGES = sorted({name for question in questions() for name in question.packages})
FORMATS = ["tables.zip", "book.xlsx", "graph.ttl", "quads.nq"]


def test_all_questions_are_there() -> None:
    """Thirty questions, each with facts, things to ask, and places that the answers stand on."""
    assert [question.id for question in questions()] == [f"Q{n:02}" for n in range(1, 31)]
    for question in questions():
        assert set(question.facts) <= set(FACTS)
        assert question.asks
        assert len(question.needs) >= POINTS


@ALL
def test_a_question_is_answered(question: Question) -> None:
    """(a) and (d): the packages load, and SQL gives the answers, from JSON and from workbooks."""
    for name in ("package.json", "package.xlsx"):
        files = [str(EXAMPLES / package / name) for package in question.packages]
        for ask, found in zip(question.asks, answers(question, *files), strict=True):
            assert found == ask.answer, (name, ask.what)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_comes_back_unchanged(package: str, name: str, tmp_path: Path) -> None:
    """(b): through CSV, a workbook, Turtle and N-Quads and back to the same bytes of JSON."""
    source = EXAMPLES / package / "package.json"
    xs.convert(source, tmp_path / name)
    xs.convert(tmp_path / name, tmp_path / "back.json")
    assert (tmp_path / "back.json").read_bytes() == source.read_bytes()


@ALL
def test_the_validator_warns_where_the_source_is_odd(question: Question) -> None:
    """(c): no error, and on these records the very warnings that the question asks for."""
    files = [EXAMPLES / package / "package.json" for package in question.packages]
    records = {place[0] for place in question.needs} | {place[1] for place in question.warnings}
    found = set()
    for finding in xs.validate(*files, today=TODAY):
        assert finding.severity != "error", finding
        place = finding.location
        if finding.severity == "warning" and place.record in records:
            assert place.line
            found.add((finding.code, place.record, place.field))
    assert found == question.warnings


@pytest.mark.slow
@pytest.mark.parametrize(("question", "need"), NEEDS)
def test_an_answer_stands_on_what_it_needs(question: Question, need: tuple[str, ...]) -> None:
    """Without the record or field the answer is another one: the construct is what gives it."""
    assert not right(question, *changed(question.packages, *need))


@pytest.mark.parametrize(("question", "fault"), FAULTS)
def test_a_fault_is_noticed(question: Question, fault: tuple[str, str, object, str]) -> None:
    """What would make the answer wrong is found by the validator."""
    record, field, value, code = fault
    sound = [EXAMPLES / package / "package.json" for package in question.packages]
    before = Counter(finding.code for finding in xs.validate(*sound, today=TODAY))
    broken = changed(question.packages, record, field, value)
    after = Counter(finding.code for finding in xs.validate(*broken, today=TODAY))
    assert after[code] > before[code]


def test_an_export_of_stated_values_prints_no_year(tmp_path: Path) -> None:
    """Q01: what the source says is exported as it says it, without the year that was concluded."""
    source = EXAMPLES / "arrival-cities-visits/package.json"
    for view, start, end in (
        ("stated", "XXXX-10-16", "XXXX-10-19"),
        ("best", "2017-10-16?", "2017-10-19?"),
    ):
        xs.convert(source, tmp_path / f"{view}.json", view=view)
        visits = {visit.id: visit for visit in xs.read(tmp_path / f"{view}.json").visits}
        visit = visits["urbact:visit-barcelona"]
        assert (visit.start, visit.end) == (start, end)


def test_contradicting_dates_name_both_lines() -> None:
    """Q11: the warning stands at one claim, names both values and is related to the other."""
    source = EXAMPLES / "upstream-work-visits/package.json"
    lines = source.read_text(encoding="utf-8").splitlines()
    (found,) = [
        finding
        for finding in xs.validate(source, today=TODAY)
        if finding.code == "EXS454"
        and finding.location.record == "upstream:s-uk-fr-value-start-text"
    ]
    assert "2015-03-25 (upstream:src-item-7, line 38, headline)" in found.message
    assert "2015-03-26 (upstream:src-item-7, line 40, first sentence)" in found.message
    (other,) = found.related
    for place, value in ((found.location, "2015-03-26"), (other, "XXXX")):
        assert place.line
        assert value == "XXXX" or value in lines[place.line - 1]
    assert other.record == "upstream:s-uk-fr-value-start-headline"


def test_names_that_fall_together_are_proposed_and_not_merged(tmp_path: Path) -> None:
    """Q20: a second record of another spelling is a warning; both records stay."""
    package = json.loads((EXAMPLES / "inspiration-day/package.json").read_text(encoding="utf-8"))
    again = {"type": "Network", "id": "vvsg:orient-again", "name": {"en": "ORIENT-8"}}
    package["records"].append({**again, "kind": "project"})
    found = [one for one in xs.validate(package, today=TODAY) if one.code == "EXS524"]
    assert [one.location.record for one in found] == ["vvsg:orient-again"]
    assert [one.record for one in found[0].related] == ["vvsg:orient8"]
    networks = {network.id for network in xs.read(package).networks}
    assert {"vvsg:orient8", "vvsg:orient-again"} <= networks


def test_names_are_proposed_between_publishers() -> None:
    """Q20: of three packages checked together, what an identifier joins is not proposed again."""
    names = ("arrival-cities-visits", "vantaa-plan", "arrival-cities-network")
    files = [EXAMPLES / name / "package.json" for name in names]
    found = [one for one in xs.validate(*files, together=True, today=TODAY) if one.code == "EXS524"]
    pairs = {(one.location.record, one.related[0].record) for one in found}
    assert pairs == {
        ("acnet:arrival-cities", "urbact:arrival-cities"),
        ("acnet:arrival-cities", "vantaa:arrival-cities"),
    }


def test_the_score_is_that_of_the_documentation(repository: Path) -> None:
    """docs/acceptance.md has a row for each question with its points, and their sum."""
    page = (repository / "docs/acceptance.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| Q")]
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    assert [(row[0], row[1]) for row in cells] == [(one.id, one.title) for one in questions()]
    total = sum(int(row[3]) for row in cells)
    for question, row in zip(questions(), cells, strict=True):
        assert row[2] == ", ".join(f"`{name}`" for name in question.packages)
        assert 0 <= int(row[3]) <= POINTS
    print("\n".join(rows))  # noqa: T201  the score is printed for whoever runs this
    assert f"{total} of {POINTS * len(rows)} points" in page
    assert total >= LEAST
