"""Of each id the newest whole record stands; what nothing decides is told with both places."""

import csv
import io
import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import exchangespec as xs
from exchangespec import spec
from exchangespec.formats.format import Source, source_at
from exchangespec.merging import Merged, MergeOptions, merge
from exchangespec.merging.choosing import newest_header
from exchangespec.merging.sides import FORMS, WHOLE, sides
from exchangespec.merging.writing import SeveralPublishersError, entities_csv, origins_csv, write
from exchangespec.rules.world import HEADER

CITY = {"type": "City", "id": "ex:antwerp", "name": {"en": "Antwerp"}, "country": "BE"}
OTHER = {**CITY, "name": {"nl": "Antwerpen"}}
ANCI = {"id": "https://example.org/anci", "publisher": "ANCI", "prefix": "anci"}


def source(name: str, *records: dict[str, Any], **header: Any) -> Source:
    """Return a package of a few records."""
    content = {"@context": [spec.CONTEXT_URL], **HEADER, **header, "records": list(records)}
    return Source(name, content=json.dumps(content, indent=1).encode())


def merged(*sources: Source, **options: Any) -> Merged:
    """Put packages together."""
    return merge(sources, MergeOptions(**options))


def records(found: Merged, prefix: str = "ex") -> list[dict[str, Any]]:
    """Return the records of one publisher."""
    return [dict(record) for record in found.packages[prefix].records]


def codes(found: Merged) -> list[str]:
    """Return the slugs of what was found."""
    return [finding.slug for finding in found.outcome]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_newer_record_wins_as_a_whole(order: tuple[int, int]):
    """`modified` of the records decides, whatever the order; nothing is mixed, nothing is said."""
    inputs = [
        source("old.json", {**CITY, "modified": "2022", "tags": ["port"]}),
        source("new.json", {**OTHER, "modified": "2023-01"}),
    ]
    found = merged(*(inputs[number] for number in order))
    assert records(found) == [{**OTHER, "modified": "2023-01"}]
    assert codes(found) == []
    [origin] = found.origins
    assert (origin.file, origin.decided_by, len(origin.left_out)) == ("new.json", "modified", 1)


def test_dates_are_compared_as_far_as_they_are_known():
    """A day in the same month is not later than the month, so the submissions decide."""
    old = source("a.json", {**CITY, "modified": "2023-01"}, modified="2023-02")
    new = source("b.json", {**OTHER, "modified": "2023-01-20"}, modified="2023-03")
    found = merged(old, new)
    assert records(found)[0]["name"] == OTHER["name"]
    assert codes(found) == ["copy-without-date"]
    [finding] = found.outcome.findings
    assert finding.params["by"] == "date"
    assert finding.params["fields"] == ["name", "modified"]
    assert finding.location.file == "b.json"
    assert [place.file for place in finding.related] == ["a.json"]


@pytest.mark.parametrize(
    ("one", "other", "sign", "by"),
    [
        ({"modified": "2022"}, {"modified": "2023"}, 1, "date"),
        ({"modified": "2023"}, {"modified": "2023-05"}, 0, "nothing"),
        ({"version": "1.9"}, {"version": "1.10"}, 1, "version"),
        ({"version": "2023-02-01"}, {"version": "2023-01-15"}, -1, "version"),
        ({"version": "autumn"}, {"version": "spring"}, 0, "nothing"),
        ({"modified": "2023", "version": "1"}, {"modified": "2023", "version": "2"}, 1, "version"),
    ],
)
def test_which_submission_is_newer(one: Any, other: Any, sign: int, by: str):
    """The date decides, then the version where both are numbers; nothing else is guessed."""
    verdict = newest_header(one, other)
    assert (verdict.sign, verdict.by) == (sign, by)
    assert newest_header(other, one).sign == -sign


def test_what_nothing_decides_is_an_error_with_both_places():
    """Two versions without a date are a conflict."""
    found = merged(source("a.json", CITY), source("b.json", OTHER))
    assert found.conflicts
    [finding] = found.outcome.findings
    assert (finding.slug, finding.severity) == ("conflicting-copies", "error")
    assert finding.location.file == "b.json"
    assert finding.location.pointer == "/records/0"
    assert finding.related[0].file == "a.json"
    assert "a.json" in finding.message


def test_a_tombstone_deletes_and_is_kept():
    """A newer withdrawal replaces the record, and stays, so that the next merge knows it too."""
    gone = {**CITY, "record_status": "withdrawn", "modified": "2023-02"}
    found = merged(source("a.json", {**CITY, "modified": "2023-01"}), source("b.json", gone))
    assert records(found) == [gone]
    again = merged(source("b.json", gone), source("a.json", {**CITY, "modified": "2023-01"}))
    assert records(again) == [gone]


def test_the_publisher_has_the_last_word_on_its_records():
    """Somebody else's copy is left out, however new, and that it differs is said."""
    own = source("own.json", {**CITY, "id": "anci:rome", "country": "IT"}, **ANCI)
    copy = {**CITY, "id": "anci:rome", "country": "FR", "modified": "2030"}
    found = merged(own, source("copy.json", copy, CITY))
    assert codes(found) == ["foreign-copy"]
    assert records(found, "anci")[0]["country"] == "IT"
    assert [one["id"] for one in records(found)] == ["ex:antwerp"]


def test_records_of_two_publishers_stay_two():
    """What shares an outside identifier is told to be one thing, and remains two records."""
    one = {**CITY, "identifiers": ["geonames:2803138"]}
    other = {**CITY, "id": "anci:anversa", "identifiers": ["geonames:2803138"]}
    third = {**CITY, "id": "anci:rome", "country": "IT"}
    found = merged(source("a.json", one), source("b.json", other, third, **ANCI))
    assert {prefix: len(document.records) for prefix, document in found.packages.items()} == {
        "ex": 1,
        "anci": 2,
    }
    rows = list(csv.DictReader(io.StringIO(entities_csv(found).decode(), newline="")))
    assert [(row["entity"], row["id"], row["by"]) for row in rows] == [
        ("anci:anversa", "anci:anversa", "geonames:2803138"),
        ("anci:anversa", "ex:antwerp", "geonames:2803138"),
    ]


def test_what_the_user_tells_to_be_the_same_is():
    """Pairs given by the user count; a name alone never does."""
    inputs = [source("a.json", CITY), source("b.json", {**CITY, "id": "anci:anversa"}, **ANCI)]
    assert merged(*inputs).joined.entities.members == {}
    told = merged(*inputs, same=[("ex:antwerp", "anci:anversa"), ("id", "other id")])
    assert {one.by for one in told.joined.entities.members.values()} == {("told",)}


def test_losses_stop_the_merge_or_are_named():
    """A value that is not valid is never left out in silence."""
    bad = source("bad.json", {**CITY, "country": "Belgium"})
    with pytest.raises(xs.LossError, match="country"):
        merged(bad)
    found = merged(bad, on_loss="warn")
    assert any("country" in loss for loss in found.losses)
    assert "country" not in records(found)[0]
    with pytest.raises(xs.UnreadableError):
        merged(Source("none.json", content=b""))


def test_one_publisher_gives_one_valid_submission(tmp_path: Path):
    """The result is read like any submission, under the newest header."""
    old = source("a.json", CITY, modified="2022-01", version="1")
    new = source("b.json", {**CITY, "id": "ex:ghent"}, modified="2023-01", version="2")
    found = merged(new, old)
    [path] = write(found, tmp_path / "all.xlsx", None)
    package = xs.read(path)
    assert (package.header.version, package.header.modified) == ("2", "2023-01")
    assert [city.id for city in package.cities] == ["ex:antwerp", "ex:ghent"]
    rows = list(csv.DictReader(io.StringIO(origins_csv(found).decode(), newline="")))
    assert {row["id"]: row["version"] for row in rows} == {"ex:antwerp": "1", "ex:ghent": "2"}
    assert all(row["place"].startswith(("a.json:", "b.json:")) for row in rows)


def test_several_publishers_give_a_folder_or_named_graphs(tmp_path: Path):
    """A submission has one publisher, so several need a folder, or N-Quads."""
    found = merged(source("a.json", CITY), source("b.json", {**CITY, "id": "anci:rome"}, **ANCI))
    with pytest.raises(SeveralPublishersError, match="ex, anci"):
        write(found, tmp_path / "all.json", None)
    written = write(found, tmp_path / "all", "ndjson")
    assert sorted(path.name for path in written) == ["anci.ndjson", "ex.ndjson"]
    [quads] = write(found, tmp_path / "all.nq", None)
    graphs = {line.rsplit(" ", 2)[1] for line in quads.read_text(encoding="utf-8").splitlines()}
    assert graphs == {f"<{HEADER['id']}>", f"<{ANCI['id']}>"}


versions = st.sampled_from([None, "2021", "2022-03", "2022-03-04", "2023"])


@settings(deadline=None)
@given(st.lists(st.tuples(versions, st.sampled_from("abc")), min_size=1, max_size=5))
def test_merging_is_idempotent_and_loses_nothing(copies: list[tuple[str | None, str]]):
    """The result is one of the copies as it was, and merging it in again changes nothing."""
    stated = [
        {**CITY, "tags": [tag], **({"modified": modified} if modified else {})}
        for modified, tag in copies
    ]
    inputs = [source(f"{number}.json", one) for number, one in enumerate(stated)]
    found = merged(*inputs)
    [result] = records(found)
    assert result in stated
    again = merged(*inputs, source("result.json", result))
    assert records(again) == [result]
    assert len(found.origins[0].left_out) == len(copies) - 1


VISIT = {
    "type": "Visit",
    "id": "ex:v-1",
    "kind": "study_visit",
    "start": "2021-09-06",
    "visitors": ["anci:rome"],
    "hosts": ["ex:antwerp"],
    "delegation_size": "5..8",
    "format": "in_person",
    "languages": ["en"],
}
THEIRS = {
    **VISIT,
    "id": "anci:visit",
    "start": "2021-09",
    "hosts": ["anci:anversa"],
    "delegation_size": 6,
    "format": "online",
    "attendance": 20,
}
del THEIRS["languages"]


def both_sides(**changes: Any) -> Merged:
    """Return a visit as host and guest report it."""
    rome = {**CITY, "id": "anci:rome", "country": "IT"}
    antwerp = {**CITY, "identifiers": ["geonames:2803138"]}
    theirs = {**antwerp, "id": "anci:anversa"}
    return merged(
        source("host.json", antwerp, VISIT),
        source("guest.json", rome, theirs, {**THEIRS, **changes}, **ANCI),
    )


def test_both_sides_are_compared_field_by_field():
    """Agreement, contradiction and silence, each with both places."""
    found = {row.field: row for row in sides(both_sides())}
    assert {name: row.verdict for name, row in found.items()} == {
        "kind": "agrees",
        "start": "agrees",
        "format": "contradicts",
        "languages": "silent",
        "visitors": "agrees",
        "hosts": "agrees",
        "delegation_size": "agrees",
        "attendance": "silent",
    }
    row = found["format"]
    assert (row.value_one, row.value_other) == ("in_person", "online")
    assert row.place_one.startswith("host.json:")
    assert row.place_other.startswith("guest.json:")
    assert sorted(codes(both_sides())) == ["reported-by-both", "sides-disagree"]


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({"delegation_size": ">8"}, "contradicts"),
        ({"delegation_size": ">=8"}, "agrees"),
        ({"delegation_size": "~30"}, "agrees"),
        ({"delegation_size": 4}, "contradicts"),
    ],
)
def test_bounds_contradict_only_where_both_cannot_be_true(changes: Any, verdict: str):
    """A range agrees with a number in it; an estimate with anything."""
    found = {row.field: row.verdict for row in sides(both_sides(**changes))}
    assert found["delegation_size"] == verdict


def silent(found: Merged) -> list[tuple[str, str, str]]:
    """Return who is silent on which exchange, as the publisher of which party."""
    return [(row.one, row.other, row.value_one) for row in sides(found) if row.field == WHOLE]


def test_visits_of_other_days_are_not_the_same():
    """Two visits of one year between the same cities are two visits, which one side each reports."""
    for start in ("2021-11-02", "2021"):
        found = both_sides(start=start)
        assert [row.field for row in sides(found)] == [WHOLE]
        assert silent(found) == [("ex:v-1", "anci", "anci:rome")]


def test_a_visit_that_one_side_does_not_report_is_its_silence():
    """Who publishes as a party, or whose id the report names for it, should report it as well."""
    rome = {**CITY, "id": "anci:rome", "name": {"it": "Roma"}, "country": "IT"}
    ours = {**CITY, "id": "ex:rome", "country": "IT", "identifiers": ["anci:rome"]}
    other = {**VISIT, "id": "anci:other", "hosts": ["anci:oslo"]}
    visit = {**VISIT, "visitors": ["ex:rome"]}
    host = source("host.json", CITY, ours, visit)
    # The guest's publisher reports visits, and the host names its id.
    both = merged(host, source("guest.json", rome, other, **ANCI))
    assert silent(both) == [("ex:v-1", "anci", "ex:rome")]
    [row] = [one for one in sides(both) if one.field == WHOLE]
    assert (row.type, row.verdict, row.place_other) == ("Visit", "silent", "")
    assert row.place_one.startswith("host.json:")
    # It reports none, and does not publish as the guest: nothing was to be expected.
    assert silent(merged(host, source("guest.json", rome, **ANCI))) == []
    # It publishes as the guest: by name, with the words around it, or by id.
    for publisher in ("Comune di Roma", "anci:rome"):
        guest = source("guest.json", rome, **{**ANCI, "publisher": publisher})
        assert silent(merged(host, guest)) == [("ex:v-1", "anci", "ex:rome")]
    # The other's publisher is not here.
    assert silent(merged(host)) == []


@pytest.mark.parametrize(
    ("record", "party"),
    [
        ({"type": "MentoringPair", "mentors": ["anci:rome"], "mentees": ["ex:antwerp"]}, "anci:rome"),
        ({"type": "Partnership", "kind": "twinning", "parties": ["anci:rome", "ex:antwerp"]},
         "anci:rome"),
        ({"type": "Membership", "group": "anci:net", "member": "ex:antwerp", "role": "partner"},
         "anci:net"),
    ],
)  # fmt: skip
def test_silence_on_standing_exchanges(record: dict[str, Any], party: str):
    """Mentoring, partnerships and memberships as well; whoever reports the same is not silent."""
    ours = {**record, "id": "ex:one"}
    theirs = {**record, "id": "anci:one"}
    elsewhere = {
        key: [one.replace("ex:antwerp", "anci:oslo") for one in value]
        if isinstance(value, list)
        else value.replace("ex:antwerp", "anci:oslo")
        for key, value in theirs.items()
    }
    host = source("host.json", CITY, ours)
    assert silent(merged(host, source("guest.json", elsewhere, **ANCI))) == [
        ("ex:one", "anci", party)
    ]
    assert silent(merged(host, source("guest.json", theirs, **ANCI))) == []


class Tags(HTMLParser):
    """Collects the tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag; nothing leads elsewhere."""
        self.found.add(tag)
        assert not {name for name, _ in attrs} & {"src", "href"}


def test_the_list_of_both_sides_in_every_form():
    """CSV, JSON without null, and a page that stands alone."""
    rows = [*sides(both_sides()), *sides(both_sides(start="2021"))]
    assert len(list(csv.DictReader(io.StringIO(FORMS[".csv"](rows), newline="")))) == len(rows)
    text = FORMS[".json"](rows)
    assert "null" not in text
    assert len(json.loads(text)) == len(rows)
    page = Tags()
    page.feed(FORMS[".html"](rows))
    assert "script" not in page.found
    assert {"table", "caption", "title"} <= page.found
    assert "the whole record</td><td>not reported by anci" in FORMS[".html"](rows)


def test_a_record_whose_id_is_no_id_is_kept_beside():
    """Without an id nothing can be merged; the record stays, its wrong id is named as lost."""
    bad = source("bad.json", {**CITY, "id": "no id at all"}, CITY)
    found = merged(bad, bad, on_loss="warn")
    assert [record.get("id") for record in records(found)] == [None, None, "ex:antwerp"]
    assert any("id" in loss for loss in found.losses)


ROME = {"type": "City", "id": "anci:rome", "name": {"it": "Roma"}, "country": "IT"}


def in_one_file(target: Path, *more: dict[str, Any], **theirs: Any) -> Merged:
    """Write the packages of two publishers into one file, and return what was put together."""
    found = merged(
        source("a.json", CITY, VISIT, *more, publisher="VVSG", prefixes={"anci": ANCI_BASE}),
        source("b.json", ROME, **ANCI, **theirs),
    )
    write(found, target, None)
    return found


ANCI_BASE = "https://w3id.org/exchangespec/id/anci/"


@pytest.mark.parametrize("name", ["all.nq", "all.trig"])
def test_named_graphs_are_read_and_taken_apart(tmp_path: Path, name: str):
    """One file with the packages of several publishers is valid, and gives each back as it was."""
    path = tmp_path / name
    found = in_one_file(path, personal_data="published_with_basis", contact="anci@example.org")
    report = xs.validate(path)
    assert [one.code for one in report if one.severity == "error"] == []
    assert [one.params["prefix"] for one in report if one.slug == "unknown-table"] == ["anci"]
    apart = merged(Source(str(path), path=path))
    assert apart.packages.keys() == found.packages.keys() == {"ex", "anci"}
    for prefix, document in found.packages.items():
        assert apart.packages[prefix].header == document.header
        assert records(apart, prefix) == records(found, prefix)
    assert [one.file for one in apart.outcome.inputs] == [str(path)]
    assert [one.place.partition(":")[0] for one in apart.origins] == [str(path)] * 3
    with pytest.raises(xs.LossError, match="package of another publisher"):
        xs.convert(path, tmp_path / "all.json")


@pytest.mark.parametrize("name", ["all.nq", "all.trig"])
def test_named_graphs_are_checked_by_the_prefixes_of_all(tmp_path: Path, name: str):
    """The ids of each publisher are its own; those of nobody, and what is missing, are found."""
    stray = {**CITY, "id": "fi:oulu"}
    lacking = {**VISIT, "id": "ex:v-2", "visitors": ["anci:milan"]}
    in_one_file(tmp_path / name, stray, lacking)
    errors = [one for one in xs.validate(tmp_path / name) if one.severity == "error"]
    assert {(one.slug, one.location.record, one.location.field) for one in errors} == {
        ("foreign-prefix", "fi:oulu", "id"),
        ("dangling-reference", "ex:v-2", "visitors"),
    }


def test_a_faulty_package_taken_apart_is_lost_aloud(tmp_path: Path):
    """What a further publisher's package says wrongly of itself is not left out in silence."""
    in_one_file(tmp_path / "all.nq", modified="2024-05")
    text = (tmp_path / "all.nq").read_text(encoding="utf-8")
    broken = text.replace('"2024-05"', '"2024-55"')
    (tmp_path / "all.nq").write_text(broken, encoding="utf-8")
    with pytest.raises(xs.LossError, match="modified"):
        merged(source_at(str(tmp_path / "all.nq")))
