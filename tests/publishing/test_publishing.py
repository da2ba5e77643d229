"""Public releases: no person, no name, every format the same, described, summed, reproducible."""

import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import rdflib
from click.testing import CliRunner
from hypothesis import given, settings

import exchangespec as xs
import semic_shapes
from exchangespec import spec
from exchangespec.cli import main
from exchangespec.conversion import differences, read_document
from exchangespec.formats.format import Document, Source
from exchangespec.intake import TakeOptions
from exchangespec.people import PEOPLE, mentions, treated
from exchangespec.structure import judge
from generated import packages

ROOT = Path(__file__).parents[2]
STORIES = sorted((ROOT / "examples").glob("*/package.json"))
DAY = ROOT / "examples/inspiration-day/package.json"


def publish(source: Path, target: Path, *options: str):
    """Run `publish`."""
    return CliRunner().invoke(main, ["publish", str(source), "-o", str(target), *options])


def document_of(path: Path) -> Document:
    """Read a file."""
    return read_document(Source(str(path), path=path), TakeOptions()).document


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.parent.name)
def test_a_release_of_every_story(path: Path, tmp_path: Path):
    """Every format holds the same records, none of them a person; sums and portals agree."""
    # In the examples a person's name is a role title, which may well stand in a text.
    result = publish(path, tmp_path / "release", "--names-in-text")
    assert result.exit_code == 0, result.stderr
    folder = tmp_path / "release"
    data = document_of(folder / "data.json")
    assert not any(one["type"] == "Person" for one in data.records)
    assert data.header["personal_data"] == "none"
    assert xs.validate(folder / "data.json").counts["error"] == 0
    for name in (
        "data.ndjson.gz",
        "data.csv.zip",
        "data.xlsx",
        "data.jsonld",
        "data.ttl",
        "data.nq",
    ):
        assert differences(data, document_of(folder / name)) == [], name
    lines = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    sums = dict(reversed(line.split("  ", 1)) for line in lines)
    present = {str(one.relative_to(folder)) for one in folder.rglob("*") if one.is_file()}
    assert set(sums) == present - {"SHA256SUMS"}
    for name, value in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == value
    graph = rdflib.Graph().parse(folder / "dcat.ttl")
    dcat = rdflib.Namespace("http://www.w3.org/ns/dcat#")
    places = {str(one).rpartition("/")[2] for one in graph.objects(None, dcat.downloadURL)}
    assert places == {name.rpartition("/")[2] for name in set(sums) - {"dcat.ttl"}}
    assert semic_shapes.results(graph, "dcat-ap-3.0.1") == set()
    assert semic_shapes.targets(graph, "dcat-ap-3.0.1")


def test_the_same_data_give_the_same_bytes(tmp_path: Path):
    """Two releases are equal, byte for byte."""
    for name in ("one", "two"):
        assert publish(DAY, tmp_path / name).exit_code == 0
    files = sorted(one.relative_to(tmp_path / "one") for one in (tmp_path / "one").rglob("*"))
    assert files == sorted(
        one.relative_to(tmp_path / "two") for one in (tmp_path / "two").rglob("*")
    )
    for name in files:
        if (tmp_path / "one" / name).is_file():
            assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def changed(path: Path, target: Path, **header: Any) -> dict[str, Any]:
    """Write a story with another header and return its content."""
    content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    content |= header
    target.write_text(json.dumps(content), encoding="utf-8")
    return content


def test_restricted_data_are_refused(tmp_path: Path):
    """Nothing is written where the header says so, whatever else is asked for."""
    changed(DAY, tmp_path / "in.json", personal_data="restricted")
    result = publish(tmp_path / "in.json", tmp_path / "out", "--names-in-text")
    assert result.exit_code == 1
    assert "EXS608" in result.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("licence", "meant"),
    [
        ("Licence ouverte", "etalab-2.0"),
        ("CC BY 4.0", "CC-BY-4.0"),
        ("Open Government Licence v3.0", "OGL-UK-3.0"),
        ("see: <our site>", ""),
        ("open", ""),
    ],
)
def test_a_licence_in_words_is_published_as_it_stands(licence: str, meant: str, tmp_path: Path):
    """It makes no address; portals get it as a licence of this title, and somebody is told."""
    changed(DAY, tmp_path / "in.json", license=licence)
    result = publish(tmp_path / "in.json", tmp_path / "out", "--names-in-text")
    assert result.exit_code == 0, result.stderr
    assert f'The licence "{licence}" is written in words' in result.stderr
    assert (f"If {meant} is meant" in result.stderr) is bool(meant)
    for name in ("dcat.ttl", "data.ttl"):
        graph = rdflib.Graph().parse(tmp_path / "out" / name)
        [stated] = set(graph.objects(None, rdflib.DCTERMS.license))
        assert set(graph.objects(stated, rdflib.DCTERMS.title)) == {rdflib.Literal(licence)}
        assert semic_shapes.results(graph, "dcat-ap-3.0.1") == set()
    read = document_of(tmp_path / "out" / "data.ttl")
    assert read.header["license"] == licence


def test_a_licence_that_portals_know_needs_no_advice(tmp_path: Path):
    """A name of SPDX becomes its address."""
    changed(DAY, tmp_path / "in.json", license="etalab-2.0")
    result = publish(tmp_path / "in.json", tmp_path / "out", "--names-in-text")
    assert "in words" not in result.stderr
    graph = rdflib.Graph().parse(tmp_path / "out" / "dcat.ttl")
    assert set(graph.objects(None, rdflib.DCTERMS.license)) == {
        rdflib.URIRef("http://spdx.org/licenses/etalab-2.0")
    }


def test_names_in_free_text_are_reported(tmp_path: Path):
    """A name that stays in a text is named with its place, and stops the release unless allowed."""
    content = changed(DAY, tmp_path / "in.json")
    [person, *_] = [one for one in content["records"] if one["type"] == "Person"]
    person["name"] = "Somebody Special"
    content["records"][0]["note"] = "As somebody special said."
    (tmp_path / "in.json").write_text(json.dumps(content), encoding="utf-8")
    result = publish(tmp_path / "in.json", tmp_path / "out")
    assert result.exit_code == 1
    assert f"{content['records'][0]['id']} note names {person['id']}" in result.stderr
    assert not (tmp_path / "out").exists()
    allowed = publish(tmp_path / "in.json", tmp_path / "out", "--names-in-text")
    assert allowed.exit_code == 0
    assert "In free text: " in allowed.stderr


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Write to anna.example@city.example for the report.", "anna.example@city.example"),
        ("Call +32 15 29 75 11.", "+32 15 29 75 11"),
    ],
)
def test_addresses_and_numbers_of_people_in_free_text_stop_a_release(
    tmp_path: Path, text: str, seen: str
):
    """Whoever they belong to: nobody can take back what was released."""
    content = changed(DAY, tmp_path / "in.json")
    content["records"][0]["note"] = text
    (tmp_path / "in.json").write_text(json.dumps(content), encoding="utf-8")
    result = publish(tmp_path / "in.json", tmp_path / "out", "--people", "keep")
    assert result.exit_code == 1
    assert f"{content['records'][0]['id']} note names {seen}" in result.stderr
    assert not (tmp_path / "out").exists()
    allowed = publish(tmp_path / "in.json", tmp_path / "out", "--names-in-text")
    assert allowed.exit_code == 0
    assert seen in allowed.stderr


def test_errors_and_full_folders_are_refused(tmp_path: Path):
    """Data with an error, a missing file and a folder that holds something."""
    assert publish(ROOT / "examples/broken/twice.json", tmp_path / "out").exit_code == 3
    assert publish(tmp_path / "none.json", tmp_path / "out").exit_code == 3
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", encoding="utf-8")
    assert publish(DAY, tmp_path / "full").exit_code == 2
    assert [one.name for one in (tmp_path / "full").iterdir()] == ["mine.txt"]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["full"]


def test_pseudonyms_say_nothing_of_who_it_is(tmp_path: Path):
    """A person keeps the role and has a number for a name; references follow."""
    assert publish(DAY, tmp_path / "out", "--people", "pseudonymise").exit_code == 0
    before, after = document_of(DAY), document_of(tmp_path / "out" / "data.json")
    people = [one for one in after.records if one["type"] == "Person"]
    assert len(people) == sum(one["type"] == "Person" for one in before.records)
    assert len(after.records) == len(before.records)
    for one in people:
        assert re.fullmatch(r"Person \d+", one["name"])
        assert not {"email", "url", "identifiers", "note", "honorific", "other_names"} & one.keys()
    gone = {one["id"] for one in before.records if one["type"] == "Person"}
    text = (tmp_path / "out" / "data.json").read_text("utf-8")
    assert not any(f'"{one}"' in text for one in gone)
    assert xs.validate(tmp_path / "out" / "data.json").counts["error"] == 0


@settings(max_examples=150, deadline=None)
@given(packages())
def test_no_reference_to_a_person_is_left(package):
    """Of any package, no person and no reference to one is left, and no record becomes faulty."""
    header, records = package
    document = Document(header, records)
    people = {one["id"] for one in records if one["type"] == "Person"}
    for choice in PEOPLE:
        result = treated(document, choice).document
        for record in result.records:
            before = {fault.slug for one in records for fault in judge(one).faults}
            assert {fault.slug for fault in judge(record).faults} <= before
            if choice == "keep":
                continue
            fields = spec.records()[record["type"]].fields
            for name, value in record.items():
                if name in fields and fields[name].is_reference:
                    items = value if isinstance(value, list) else [value]
                    assert not people & set(items) or choice == "pseudonymise"
        if choice == "remove":
            assert not any(one["type"] == "Person" for one in result.records)


def test_mentions_look_at_whole_words():
    """A name within another word is none."""
    person = {"type": "Person", "id": "ex:p", "name": "Anna Berlin", "basis": "consent"}
    city = {
        "type": "City",
        "id": "ex:c",
        "name": {"de": "Anna-Berliner-Platz"},
        "note": "Berlin,  ANNA.",
    }
    found = list(mentions(Document({}, [person, city])))
    assert [(one.record, one.field) for one in found] == [("ex:c", "note")]


@pytest.mark.parametrize("option", ["--without-persons", "--pseudonymise"])
def test_convert_treats_people_as_well(tmp_path: Path, option: str):
    """The same on a conversion, and both at once is wrong use."""
    target = tmp_path / "out.json"
    result = CliRunner().invoke(main, ["convert", str(DAY), str(target), option, "--verify"])
    assert result.exit_code == 0, result.stderr
    people = [one for one in document_of(target).records if one["type"] == "Person"]
    assert bool(people) == (option == "--pseudonymise")
    both = ["convert", str(DAY), str(target), "--without-persons", "--pseudonymise"]
    assert CliRunner().invoke(main, both).exit_code == 2


def test_a_release_of_several_publishers_is_refused_with_what_to_do(tmp_path: Path) -> None:
    """Several files, and a folder of submissions, are no release; each is one by itself."""
    folder = tmp_path / "merged"
    folder.mkdir()
    for number in (1, 2):
        shutil.copy(DAY, folder / f"{number}.json")
    target = tmp_path / "release"
    files = sorted(map(str, folder.iterdir()))
    several = CliRunner().invoke(main, ["publish", *files, "-o", str(target)])
    assert several.exit_code == 2
    said = " ".join(several.stderr.split())
    assert "2 inputs are given, and a release is made of one" in said
    assert "`exchangespec merge` makes a file for each publisher" in said
    whole = publish(folder, target)
    assert whole.exit_code == 3
    assert "`publish` takes one of them at a time" in " ".join(whole.stderr.split())
    assert not target.exists()


@pytest.mark.parametrize("people", ["keep", "pseudonymise", "remove"])
def test_people_who_were_to_be_removed_are_not_released(tmp_path: Path, people: str) -> None:
    """Kept or under a number, a record whose last day has passed stops the release."""
    package = json.loads(DAY.read_text(encoding="utf-8"))
    [person, *_] = [one for one in package["records"] if one["type"] == "Person"]
    person["remove_after"] = "2020-12"
    source, target = tmp_path / "late.json", tmp_path / "release"
    source.write_text(json.dumps(package), encoding="utf-8")
    options = ("--people", people, "--names-in-text")
    late = publish(source, target, *options)
    assert late.exit_code == (0 if people == "remove" else 1)
    assert target.exists() == (people == "remove")
    if people != "remove":
        assert "to be removed by now (EXS603)" in late.stderr
        assert f"- {person['id']}, after 2020-12" in late.stderr
        assert publish(source, target, *options, "--today", "2020-12-31").exit_code == 0
