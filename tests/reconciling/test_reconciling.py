"""Proposals for identifiers and duplicates: certain, suggested, doubted, decided, applied."""

import csv
import io
import sys
from pathlib import Path
from typing import Any

import pytest

from exchangespec.errors import RegisterError
from exchangespec.gazetteer.words import bare, parts
from exchangespec.reconciling import (
    Decisions,
    applied,
    read_decisions,
    read_register,
    reconcile,
    write_proposals,
)


def city(number: int, name: str, country: str = "", **more: Any) -> dict[str, Any]:
    """Return a city."""
    where = {"country": country} if country else {}
    return {"type": "City", "id": f"ex:c-{number}", "name": {"en": name}, **where, **more}


def proposed(*records: dict[str, Any]) -> list[Any]:
    """Return what is proposed for records, places first."""
    return reconcile(list(records))


@pytest.mark.parametrize(
    ("record", "number"),
    [
        (city(1, "Mechelen", "BE", population=87_000), 2791537),
        (city(1, "Malines", "BE"), 2791537),
        (city(1, "City of Vantaa", "FI"), 632453),
        (city(1, "Comune di Capaci", "IT"), 2525392),
        (city(1, "Δήμος Θεσσαλονίκης", "GR", other_names=["Θεσσαλονίκη"]), 734077),
        (city(1, "Oldenburg", "DE", population=169_000), 2857458),
        (city(1, "Oldenburg", "DE", latitude=54.29, longitude=10.88), 2857451),
        (city(1, "Vantaa (Finland)", "FI"), 632453),
    ],
)
def test_certain(record: dict[str, Any], number: int) -> None:
    """The same name in the same country, and nothing else like it: certain, with the reasons."""
    first, *others = proposed(record)
    assert (first.kind, first.candidate, first.certain) == (
        "identifier",
        f"geonames:{number}",
        True,
    )
    assert "same country" in first.reason
    assert not any(one.certain for one in others)


@pytest.mark.parametrize(
    ("record", "number", "words"),
    [
        # Several places have the name, and nothing tells them apart.
        (city(1, "Mechelen", "BE"), 2791537, "its usual one"),
        (city(1, "Oldenburg", "DE"), 2857458, "known under this name"),
        # One slip.
        (city(1, "Roesalare", "BE"), 2787889, "nearly the same"),
        (city(1, "Mechelen/Malines", "BE"), 2791537, "a part of this name"),
        # No country is stated.
        (city(1, "Capaci"), 2525392, "known under this name"),
        # The name is known, but in another country.
        (city(1, "Capaci", "ES"), 2525392, "but in IT"),
        # As many inhabitants as a metropolis.
        (city(1, "Capaci", "IT", population=3_000_000), 2525392, "but 9,779 inhabitants"),
        # Far from there.
        (city(1, "Mechelen", "BE", latitude=50.0, longitude=5.9), 2791537, "km away"),
    ],
)
def test_only_suggested(record: dict[str, Any], number: int, words: str) -> None:
    """What is ambiguous, near, in another country or of another size is never certain."""
    found = proposed(record)
    first = found[0]
    assert (first.candidate, words in first.reason) == (f"geonames:{number}", True), first
    assert not any(one.certain for one in found)


def test_nothing_is_proposed_where_nothing_is_known() -> None:
    """An invented place has no candidate, and neither has what is withdrawn or has its identifier."""
    assert proposed(city(1, "Qwertzuiop-on-Sea", "GB")) == []
    assert proposed(city(1, "Mechelen", "BE", record_status="withdrawn")) == []
    assert proposed(city(1, "Mechelen", "BE", identifiers=["geonames:2791537"])) == []


def test_an_identifier_that_is_another_places_is_doubted() -> None:
    """Wolverhampton with Birmingham's number, and a city whose identifier lies abroad."""
    [one] = proposed(city(1, "Wolverhampton", "GB", identifiers=["geonames:2655603"]))
    assert one.kind == "doubt"
    assert "Birmingham" in one.candidate_name
    assert "not known under this name" in one.reason
    [two] = proposed(city(1, "Mechelen", "NL", identifiers=["geonames:2791537"]))
    assert "in another country" in two.reason


def test_without_rapidfuzz_slips_are_found_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    """The standard library finds the plain slips, without the extra."""
    monkeypatch.setitem(sys.modules, "rapidfuzz", None)
    monkeypatch.setitem(sys.modules, "rapidfuzz.distance", None)
    assert proposed(city(1, "Roesalare", "BE"))[0].candidate == "geonames:2787889"


# --- duplicates ----------------------------------------------------------------------------------


def test_duplicates() -> None:
    """Records that share an identifier, a place, or name and country; each pair once."""
    found = reconcile(
        [
            city(1, "Mechelen", "BE", population=87_000),
            city(2, "Malines", "BE"),
            city(3, "A", "BE", identifiers=["wikidata:Q1"]),
            city(4, "B", "BE", identifiers=["wikidata:Q1"]),
            city(5, "Sea-Town", "XX"),
            city(6, "sea town", "XX"),
            city(7, "Sea town", "YY"),
        ]
    )
    pairs = {(one.candidate, one.record): one for one in found if one.kind == "duplicate"}
    assert set(pairs) == {("ex:c-1", "ex:c-2"), ("ex:c-3", "ex:c-4"), ("ex:c-5", "ex:c-6")}
    assert "same place" in pairs["ex:c-1", "ex:c-2"].reason
    assert "wikidata:Q1" in pairs["ex:c-3", "ex:c-4"].reason
    assert not any(one.certain for one in pairs.values())


def test_what_is_told_apart_is_no_duplicate() -> None:
    """Two Oldenburgs with numbers of their own are two."""
    found = reconcile(
        [
            city(1, "Oldenburg", "DE", identifiers=["geonames:2857458"]),
            city(2, "Oldenburg", "DE", identifiers=["geonames:2857451"]),
        ]
    )
    assert [one for one in found if one.kind == "duplicate"] == []


# --- decisions -----------------------------------------------------------------------------------


def test_decisions_replay() -> None:
    """A table that is filled in reads back; what is decided is not asked again, and is applied."""
    records = [
        city(1, "Vantaa", "FI"),
        city(2, "Vanda", "FI"),
        {"type": "Visit", "id": "ex:v", "kind": "study_visit", "visitors": ["ex:c-2"],
         "hosts": ["ex:c-1", "ex:c-2"]},
    ]  # fmt: skip
    proposals = reconcile(records)
    text = write_proposals(proposals, Decisions({}))
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["decision"] for row in rows] == [""] * len(proposals)
    for row in rows:
        row["decision"] = (
            "accept" if row["record"] == "ex:c-1" or row["kind"] == "duplicate" else "Reject"
        )
    filled = io.StringIO()
    writer = csv.DictWriter(filled, rows[0].keys(), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    decisions = read_decisions("proposals.csv", "\ufeff" + filled.getvalue())
    assert decisions.open(proposals) == []
    first, second, visit = applied(records, decisions)
    assert first["identifiers"] == ["geonames:632453"]
    assert "identifiers" not in second
    assert (second["record_status"], second["replaced_by"]) == ("withdrawn", "ex:c-1")
    assert (visit["visitors"], visit["hosts"]) == (["ex:c-1"], ["ex:c-1"])
    again = write_proposals(proposals, decisions)
    assert read_decisions("again.csv", again) == decisions


def test_applying_twice_is_applying_once_and_circles_end() -> None:
    """A circle of duplicates withdraws no record for itself."""
    records = [city(1, "A"), city(2, "B"), city(3, "C")]
    decisions = Decisions(
        {("duplicate", "ex:c-1", "ex:c-2"): "accept", ("duplicate", "ex:c-2", "ex:c-1"): "accept",
         ("duplicate", "ex:c-3", "ex:c-2"): "reject"}
    )  # fmt: skip
    once = applied(records, decisions)
    assert applied(once, decisions) == once
    assert all(one.get("replaced_by") != one["id"] for one in once)
    assert "replaced_by" not in once[2]


def test_an_accepted_doubt_takes_the_identifier_away() -> None:
    """The wrong identifier goes, the others stay."""
    record = city(1, "Wolverhampton", "GB", identifiers=["geonames:2655603", "wikidata:Q126269"])
    decisions = Decisions({("doubt", "ex:c-1", "geonames:2655603"): "accept"})
    assert applied([record], decisions)[0]["identifiers"] == ["wikidata:Q126269"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kind,record,candidate\n", "x.csv:1: it lacks the column decision"),
        ("decision,kind,record,candidate\nperhaps,a,b,c\n", "x.csv:2: 'perhaps' is no decision"),
        ('decision,kind,record,candidate\naccept,a,"b"x,c\n', "x.csv:2: "),
    ],
)
def test_decisions_that_cannot_be_read(text: str, said: str) -> None:
    """What is wrong is said with its line."""
    with pytest.raises(RegisterError) as caught:
        read_decisions("x.csv", text)
    assert str(caught.value).startswith(said)


def test_no_cell_is_a_formula() -> None:
    """A name that a spreadsheet program would run is written as text."""
    [one, *_] = reconcile([city(1, "=Mechelen", "BE")])
    row = next(csv.DictReader(io.StringIO(write_proposals([one], Decisions({})))))
    assert row["name"] == "'=Mechelen"


# --- registers of one's own ----------------------------------------------------------------------

REGISTER = """name,identifier,country,other_names,record_type
Institute of Example Studies,ror:05a28rw58,BE,IES;Example Institute,Organisation
"""


def test_a_register_of_ones_own() -> None:
    """Organisations are looked up in a table that the user gives."""
    book = read_register("ror.csv", "\ufeff" + REGISTER)
    record = {"type": "Organisation", "id": "ex:o", "name": {"en": "Example Institute"}, "city": "ex:c-1",
              "kind": "research_institute"}  # fmt: skip
    found = reconcile([city(1, "Mechelen", "BE"), record], book, of="Organisation")
    assert [(one.record, one.candidate, one.certain) for one in found] == [
        ("ex:o", "ror:05a28rw58", True)
    ]
    near = {**record, "name": {"en": "Institut of Example Studies"}}
    [one] = reconcile([city(1, "Mechelen", "BE"), near], book, of="Organisation")
    assert "nearly the same" in one.reason
    assert not one.certain


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name\nA\n", "r.csv:1: it lacks the column identifier"),
        ("name,identifier,colour\n", "r.csv:1: it has a column 'colour'"),
        ("name,identifier\n", "r.csv:1: it has no rows"),
        ("name,identifier\nA,none\n", "r.csv:2: 'none' is no identifier"),
        ("name,identifier\nA,ror:1\nB,wikidata:Q1\n", "r.csv:3: wikidata is another scheme"),
        ("name,identifier,population\nA,ror:1,many\n", "r.csv:2: 'many' is no population"),
    ],
)
def test_registers_that_cannot_be_read(text: str, said: str) -> None:
    """What is wrong is said with its line."""
    with pytest.raises(RegisterError) as caught:
        read_register("r.csv", text)
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("City of Vantaa", "Vantaa"), ("Ville d'Amiens", "Amiens"), ("Vantaan kaupunki", "Vantaan"),
        ("Stadt Oldenburg (Oldb)", "Oldenburg"), ("Stadtlohn", "Stadtlohn"), ("Grad Zagreb", "Zagreb"),
        ("Graz", "Graz"), ("London Borough of Southwark", "Southwark"), ("City", "City"),
    ],
)  # fmt: skip
def test_words_around_a_name(name: str, expected: str) -> None:
    """Only whole words are taken off, and never all of a name."""
    assert bare(name) == expected


def test_parts_of_a_name() -> None:
    """Slashes and hyphens part names; one name has no parts."""
    assert list(parts("Mechelen/Malines")) == ["Mechelen", "Malines"]
    assert list(parts("Nikaia-Rentis")) == ["Nikaia", "Rentis"]
    assert list(parts("Mechelen")) == []


@pytest.mark.shared_data
def test_against_the_identifiers_of_urbact(shared: Path) -> None:
    """Of the cities never tuned on, 94 of 100 certain identifiers are those that URBACT gives."""
    import importlib.util

    path = Path(__file__).parents[2] / "benchmarks/reconciling.py"
    module = importlib.util.module_from_spec(
        spec := importlib.util.spec_from_file_location("b", path)
    )
    spec.loader.exec_module(module)
    wanted = module.cities(shared / "data/networks/urbact_membership.csv")
    aside = {
        one: number for one, number in wanted.items() if module.zlib.crc32(one[0].encode()) % 3 == 0
    }
    records = [module.record(*one, number) for number, one in enumerate(aside)]
    right = {f"ex:{number}": f"geonames:{one}" for number, one in enumerate(aside.values())}
    certain = [one for one in reconcile(records) if one.certain]
    assert len(certain) / len(aside) > 0.85
    assert sum(one.candidate == right[one.record] for one in certain) / len(certain) > 0.94
    doubted = reconcile([module.record(*one, 1, number) for one, number in wanted.items()])
    names = {one.name for one in doubted if one.kind == "doubt"}
    assert "Wolverhampton" in names
    assert 25 <= len(names) <= 40


def test_headings_with_broken_quotation_marks_are_refused() -> None:
    """Headings are read with the same care as rows."""
    for read in (read_decisions, read_register):
        with pytest.raises(RegisterError) as caught:
            read("x.csv", 'decision,"ki"nd\n')
        assert str(caught.value).startswith("x.csv:1: ")
