"""What a view shows: only what sources say, the best that is known, or every claim."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import exchangespec as xs
from exchangespec import spec
from exchangespec.cli import main
from exchangespec.conversion import read_document
from exchangespec.formats.format import Document, Source
from exchangespec.intake import TakeOptions
from exchangespec.matching import proposals
from exchangespec.rules.world import HEADER as WORLD
from exchangespec.structure import judge
from exchangespec.views import VIEWS, seen

ROOT = Path(__file__).parents[2]
STORIES = sorted((ROOT / "examples").glob("*/package.json"))
HEADER = {"language": "en"}
VISIT = {"type": "Visit", "id": "ex:v", "kind": "study_visit", "visitors": ["ex:a"],
         "hosts": ["ex:b"]}  # fmt: skip


def document_of(path: Path) -> Document:
    """Read a story."""
    return read_document(Source(str(path), path=path), TakeOptions()).document


def claim(number: int, kind: str, field: str, value: str | None, **more: Any) -> dict[str, Any]:
    """Return a statement on the visit."""
    given = {} if value is None else {"value": value}
    return {"type": "Statement", "id": f"ex:s-{number}", "about": "ex:v", "kind": kind,
            "property": [field], **given, **more}  # fmt: skip


def shown(view: Any, record: dict[str, Any], *claims: dict[str, Any]) -> tuple[Any, list[str]]:
    """Return a record as a view shows it, and what it does otherwise."""
    result = seen(Document(HEADER, [record, *claims]), view)
    return result.document.records[0], [change.done for change in result.changes]


SAID = claim(1, "value", "start", "XXXX-10-16", source="ex:src")
OTHER = claim(2, "value", "start", "XXXX-10-17", source="ex:src")
CONCLUDED = claim(3, "inference", "start", "2017-10-16?", confidence="high")


@pytest.mark.parametrize(
    ("start", "claims", "stated", "best"),
    [
        # Nobody claims anything: what the record says is what its sources say.
        ("2017-10-16", [], "2017-10-16", "2017-10-16"),
        ("2017-10-16?", [SAID, CONCLUDED], "XXXX-10-16", "2017-10-16?"),
        ("2017-10-16?", [CONCLUDED], None, "2017-10-16?"),
        ("XXXX-10-16", [SAID, CONCLUDED], "XXXX-10-16", "XXXX-10-16"),
        (None, [SAID], "XXXX-10-16", "XXXX-10-16"),
        (None, [CONCLUDED], None, "2017-10-16?"),
        (None, [SAID, CONCLUDED], "XXXX-10-16", "XXXX-10-16"),
        # Sources disagree and none is preferred: nothing is chosen.
        (None, [SAID, OTHER], None, None),
        ("2017-10-16?", [SAID, OTHER, CONCLUDED], None, "2017-10-16?"),
        (None, [SAID, {**OTHER, "rank": "preferred"}], "XXXX-10-17", "XXXX-10-17"),
        ("XXXX-10-16", [SAID, {**OTHER, "rank": "preferred"}], "XXXX-10-17", "XXXX-10-17"),
        ("XXXX-10-16", [SAID, OTHER], None, "XXXX-10-16"),
        ("XXXX-10-16", [SAID, {**CONCLUDED, "rank": "preferred"}], "XXXX-10-16", "2017-10-16?"),
        # What does not count as a claim on the record.
        (None, [{**SAID, "rank": "deprecated"}], None, None),
        (None, [{**SAID, "repeats": "ex:s-9"}], None, None),
        (None, [{**SAID, "as_of": "2016"}], None, None),
        (None, [{**SAID, "record_status": "withdrawn"}], None, None),
        (None, [{**SAID, "value": "sometime"}], None, None),
        (None, [{**SAID, "property": ["start", "end"]}], None, None),
        # A conclusion without a value means the one that the record holds.
        ("2017-10-16", [{**CONCLUDED, "value": None}], None, "2017-10-16"),
    ],
)
def test_one_field(start: str | None, claims: list[Any], stated: str | None, best: str | None):
    """Each view shows of a field what it promises."""
    record = VISIT if start is None else {**VISIT, "start": start}
    claims = [{key: value for key, value in one.items() if value is not None} for one in claims]
    for view, expected in (("stated", stated), ("best", best), ("all", start)):
        result, done = shown(view, record, *claims)
        assert result.get("start") == expected, view
        assert bool(done) == (expected != start), view
        assert {key: value for key, value in result.items() if key != "start"} == VISIT


def test_lists_texts_and_numbers():
    """Claims are compared and filled in as the field holds them."""
    record = {**VISIT, "name": {"en": "Visit", "nl": "Bezoek"}, "attendance": 100}
    claims = [
        claim(1, "value", "name.nl", "Studiebezoek", source="ex:s", rank="preferred"),
        claim(2, "value", "languages", "nl; en", source="ex:s"),
        claim(3, "inference", "attendance", "100"),
        claim(4, "value", "attendance", ">90", source="ex:s"),
        claim(5, "value", "other_names", "Trip", source="ex:s"),
    ]
    best, _ = shown("best", record, *claims)
    assert best["name"] == {"en": "Visit", "nl": "Studiebezoek"}
    assert best["languages"] == ["en", "nl"]
    assert best["attendance"] == 100
    assert "other_names" not in best
    stated, _ = shown("stated", record, *claims)
    assert stated["attendance"] == ">90"
    assert stated["name"]["nl"] == "Studiebezoek"


def test_what_a_record_cannot_lack_stays_and_stays_marked():
    """A required field that was only concluded is kept, and so is the statement that says so."""
    mark = claim(1, "inference", "kind", "study_visit")
    result = seen(Document(HEADER, [VISIT, mark, CONCLUDED]), "stated")
    assert [one["id"] for one in result.document.records] == ["ex:v", "ex:s-1"]
    assert [(change.field, change.done) for change in result.changes] == [("kind", "kept")]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.parent.name)
def test_a_view_of_a_story_is_sound(path: Path, view: Any):
    """A view has no new fault, is the same when looked at again, and names each change once."""
    document = document_of(path)
    result = seen(document, view)
    again = seen(result.document, view)
    if view == "all":
        assert result.document is document
    if view == "best":
        assert len(result.document.records) == len(document.records)
    if view == "stated":
        kept = {name for one in result.changes if one.done == "kept" for name in one.statements}
        assert kept <= {one["id"] for one in result.document.records}
    assert again.document.records == result.document.records
    assert all(change.done == "kept" for change in again.changes)
    before = {one["id"]: one for one in document.records}
    changed = {one.record for one in result.changes if one.done != "kept"}
    for record in result.document.records:
        assert (record != before[record["id"]]) == (record["id"] in changed)
        assert not judge(record).faults


values = st.sampled_from(
    ["2017", "2018-05", "2018-05-01?", "XXXX-05", "x", "5", ">5", "en; nl", ""]
)
STATEMENTS = st.lists(
    st.builds(
        claim,
        st.integers(1, 9),
        st.sampled_from(["value", "inference"]),
        st.sampled_from(["start", "end", "kind", "attendance", "name.nl", "languages", "none"]),
        st.none() | values,
        rank=st.sampled_from(["preferred", "normal", "deprecated"]),
    ),
    max_size=6,
    unique_by=lambda one: one["id"],
)


@settings(max_examples=300)
@given(
    STATEMENTS,
    st.fixed_dictionaries({}, optional={"start": values, "end": values, "attendance": values}),
)
def test_no_view_breaks_on_anything(statements, more):
    """Whatever statements say, a view adds no fault to a record, and looking again changes nothing."""
    document = Document(HEADER, [{**VISIT, **more}, *statements])
    for view in VIEWS:
        result = seen(document, view)
        record = result.document.records[0]
        assert {fault.slug for fault in judge(record).faults} <= {
            fault.slug for fault in judge(document.records[0]).faults
        }
        assert seen(result.document, view).document.records[0] == record


PAIR = {"type": "MentoringPair", "id": "ex:pair", "mentors": ["ex:a"], "mentees": ["ex:b"]}
WHY = {"type": "Statement", "id": "ex:why", "about": "ex:pair", "kind": "inference",
       "property": ["mentees", "mentors"], "text": {"en": "Both speak French."}}  # fmt: skip
CITIES = [
    {"type": "City", "id": f"ex:{name}", "name": {"en": name}, "country": "BE"} for name in "ab"
]
SOURCE = {"type": "Source", "id": "ex:src", "name": {"en": "Report"}, "kind": "report"}
BY_IT = {"type": "Statement", "about": "ex:v", "source": "ex:src", "text": {"en": "It may be."}}
CONCLUSIONS = [
    *CITIES,
    SOURCE,
    {**VISIT, "start": "2017-10-16?"},
    PAIR,
    {"type": "Funding", "id": "ex:f", "funds": ["ex:pair"], "kind": "grant"},
    {"type": "Funding", "id": "ex:g", "funds": ["ex:a", "ex:pair"], "kind": "grant"},
    CONCLUDED,
    WHY,
    {**BY_IT, "id": "ex:on", "about": CONCLUDED["id"], "kind": "feedback"},
    {**BY_IT, "id": "ex:again", "kind": "quote", "repeats": CONCLUDED["id"]},
]  # fmt: skip


def test_what_hangs_on_a_conclusion_goes_with_it():
    """A proposed pair, its funding and what is said of a conclusion are no stated values."""
    result = seen(Document(HEADER, CONCLUSIONS), "stated")
    shown = {one["id"]: one for one in result.document.records}
    assert set(shown) == {"ex:a", "ex:b", "ex:src", "ex:v", "ex:g", "ex:again"}
    assert shown["ex:g"]["funds"] == ["ex:a"]
    assert "repeats" not in shown["ex:again"]
    assert result.left_out == [
        ("Funding", "ex:f"), ("MentoringPair", "ex:pair"),
        ("Statement", "ex:on"), ("Statement", "ex:s-3"), ("Statement", "ex:why"),
    ]  # fmt: skip
    assert {(one.record, one.field) for one in result.changes} == {
        ("ex:v", "start"), ("ex:g", "funds"), ("ex:again", "repeats"),
    }  # fmt: skip
    assert seen(result.document, "stated").document.records == result.document.records


@pytest.mark.parametrize(
    "pair",
    [{**PAIR, "sources": ["ex:src"]}, PAIR],
)
def test_a_pair_stays_where_something_of_it_is_stated(pair: dict[str, Any]):
    """A source, or one side that nobody had to conclude, makes it more than a conclusion."""
    why = WHY if "sources" in pair else {**WHY, "property": ["mentees"]}
    result = seen(Document(HEADER, [*CITIES, SOURCE, pair, why]), "stated")
    assert result.left_out == []
    assert {one.done for one in result.changes} == {"kept"}


# --- the commands --------------------------------------------------------------------------------

ARRIVAL = ROOT / "examples/arrival-cities-visits/package.json"


def test_convert_says_what_the_view_shows_otherwise(tmp_path: Path):
    """An export of stated values does not print a year that nobody stated; it says what it did."""
    target = tmp_path / "stated.json"
    result = CliRunner().invoke(
        main, ["convert", str(ARRIVAL), str(target), "--view", "stated", "-v", "--verify"]
    )
    assert result.exit_code == 0
    assert "Fields that this view shows otherwise: " in result.stderr
    assert "urbact:visit-barcelona start: replaced, a source says so" in result.stderr
    visits = {one["id"]: one for one in json.loads(target.read_text("utf-8"))["records"]}
    assert visits["urbact:visit-barcelona"]["start"] == "XXXX-10-16"
    assert xs.validate(target).counts["error"] == 0
    assert xs.convert(ARRIVAL, tmp_path / "again.json", view="stated").changes
    assert (tmp_path / "again.json").read_bytes() == target.read_bytes()


def query(sql: str, *options: str) -> list[dict[str, Any]]:
    """Ask the example."""
    result = CliRunner().invoke(
        main, ["query", sql, str(ARRIVAL), "--output-format", "json", *options]
    )
    assert result.exit_code == 0, result.stderr
    rows: list[dict[str, Any]] = json.loads(result.stdout)
    return rows


def test_a_query_for_a_year_finds_what_was_concluded_unless_only_what_is_stated_counts():
    """The same question has another answer in each view."""
    sql = "SELECT count(*) AS found FROM visits WHERE year(start_earliest) = 2017"
    assert query(sql) == query(sql, "--view", "best") == [{"found": 3}]
    assert query(sql, "--view", "stated") == [{"found": 0}]
    sql = "SELECT count(*) AS found FROM statements WHERE kind = 'inference' AND list_contains(property, 'start')"
    assert query(sql, "--view", "stated") == [{"found": 0}]


def test_every_claim_stands_with_its_source():
    """What the record holds, what sources say and what was concluded stand side by side."""
    rows = query(
        "SELECT kind, value, sources, confidence FROM claims "
        "WHERE record = 'urbact:visit-barcelona' AND field = 'start' ORDER BY kind"
    )
    assert [(row["kind"], row["value"]) for row in rows] == [
        ("inference", "2017-10-16?"), ("record", "2017-10-16?"), ("value", "XXXX-10-16"),
    ]  # fmt: skip
    assert rows[0]["confidence"]
    assert rows[2]["sources"]
    names = query(
        "SELECT language, value FROM claims WHERE record = 'urbact:arrival-cities' AND field = 'name'"
    )
    assert {row["language"] for row in names} == {"en"}


def test_claims_have_every_value_of_every_record():
    """No field of a record is missing among the claims, but what tells records apart."""
    document = document_of(ARRIVAL)
    left_out = {"type", "id", "sources", "record_status", "replaced_by", "modified"}
    expected = sum(
        len(value) if isinstance(value, dict) else 1
        for record in document.records
        if record["type"] != "Statement"
        for name, value in record.items()
        if name not in left_out
    )
    [row] = query("SELECT count(*) AS found FROM claims WHERE kind = 'record'")
    assert row["found"] == expected


def test_tables_that_are_made_have_their_view(tmp_path: Path):
    """A view is chosen when tables are made; afterwards it is too late, and that is said."""
    folder = tmp_path / "tables"
    made = CliRunner().invoke(main, ["tables", str(ARRIVAL), "-o", str(folder), "--view", "stated"])
    assert made.exit_code == 0
    late = CliRunner().invoke(main, ["query", "FROM visits", str(folder), "--view", "best"])
    assert late.exit_code == 2
    assert "holds tables already" in late.stderr
    connection = xs.connect(ARRIVAL, view="stated")
    sql = "SELECT count(*) FROM visits WHERE year(start_earliest) = 2017"
    assert connection.sql(sql).fetchall() == [(0,)]


def test_a_stated_view_names_what_it_leaves_out_and_validates(tmp_path: Path):
    """The command names the records, tables do without the same, and the file is valid."""
    path, target = tmp_path / "all.json", tmp_path / "stated.json"
    package = {"@context": [spec.CONTEXT_URL], **WORLD, "publisher": "VVSG", "records": CONCLUSIONS}
    path.write_text(json.dumps(package), encoding="utf-8")
    result = CliRunner().invoke(main, ["convert", str(path), str(target), "--view", "stated"])
    assert result.exit_code == 0, result.stderr
    assert (
        "Left out of this view: 1 funding, 1 mentoring pair and 3 statements "
        "(ex:f, ex:pair, ex:on, ex:s-3, ex:why)\n"
    ) in result.stderr
    before = {one.code for one in xs.validate(path) if one.severity == "error"}
    assert {one.code for one in xs.validate(target) if one.severity == "error"} <= before
    tables = ("cities", "sources", "visits", "mentoring_pairs", "funding", "statements")
    with xs.connect(path, view="stated") as connection:
        found = {
            name for table in tables for (name,) in connection.table(table).project("id").fetchall()
        }
    assert found == {one["id"] for one in json.loads(target.read_text("utf-8"))["records"]}


def test_a_proposed_pair_is_no_stated_value():
    """What `match` proposes is marked as concluded, so that no stated view shows it."""
    path = ROOT / "examples/offers-and-needs/package.json"
    matching = xs.match(path)
    assert matching.pairs
    package = xs.read(path)
    document = document_of(path)
    proposed = list(proposals(matching, package.header.prefix))
    assert not [fault for one in proposed for fault in judge(one).faults]
    result = seen(Document(document.header, [*document.records, *proposed]), "stated")
    assert {name for _, name in result.left_out} >= {one["id"] for one in proposed}


def test_claims_are_not_doubled_by_a_second_file(tmp_path: Path):
    """What a statement says stands once, though its city stands in two submissions."""
    other = tmp_path / "other.json"
    said = {**BY_IT, "id": "ex:p", "about": "ex:a", "kind": "value", "property": ["population"],
            "value": "5"}  # fmt: skip
    for path, records in ((tmp_path / "one.json", [*CITIES, SOURCE, said]), (other, CITIES)):
        package = {"@context": [spec.CONTEXT_URL], **WORLD, "publisher": "V", "records": records}
        path.write_text(json.dumps(package), encoding="utf-8")
    with xs.connect(tmp_path / "one.json", other) as connection:
        sql = "SELECT statement, record_type FROM claims WHERE statement IS NOT NULL"
        assert connection.execute(sql).fetchall() == [("ex:p", "City")]
