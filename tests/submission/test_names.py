"""References as people type them: what they mean is read or offered, and never guessed."""

from pathlib import Path

import pytest

from exchangespec.finding import Finding
from exchangespec.formats.format import ReadOptions, Source
from exchangespec.intake import TakeOptions
from exchangespec.validation import validate

CITIES = (
    "id,name,country\nol,Oldenburg,DE\nme,Mechelen,BE\nsaint-denis,Saint-Denis,FR\n"
    "nik,Νίκαια-Αγ. Ι. Ρέντης,GR\nnik-2,Nikaia (Nice),FR\ncapaci,Capaci,IT\n"
)
VISITS = 'id,kind,visitors,hosts,parent,sources\nv-1,study_visit,capaci,"{}","{}","{}"\n'
ABOUT = "field,value\nprefix,ex\nlanguage,en\n"


def found_in(folder: Path, hosts: str, parent: str = "", source: str = "") -> Finding | None:
    """Return what is said of a visit with these references, matched names left out."""
    visits = VISITS.format(hosts, parent, source)
    for name, text in {"about.csv": ABOUT, "cities.csv": CITIES, "visits.csv": visits}.items():
        (folder / name).write_text(text, encoding="utf-8")
    outcome = validate([Source("folder", path=folder)], TakeOptions())
    found = [one for one in outcome.findings if one.code in {"EXS301", "EXS317", "EXS303"}]
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize(
    ("typed", "suggestion"),
    [
        ("Oldenburg, Mechelen", "ol; me"),
        ("me, saint-denis", "me; saint-denis"),
        ("Oldenburg und Mechelen", "ol; me"),
        ("Oldenburg/Mechelen", "ol; me"),
        ("Oldenburg & Mechelen + Saint-Denis", "ol; me; saint-denis"),
        ("Mechelen - Mechelen", "me"),
    ],
)
def test_names_in_a_row_are_offered_with_semicolons(
    typed: str, suggestion: str, tmp_path: Path
) -> None:
    """Where every part is known, the way to write them is shown."""
    found = found_in(tmp_path, typed)
    assert found is not None
    assert list(found.suggestions) == [suggestion]
    assert "semicolon" in found.message


@pytest.mark.parametrize(
    ("typed", "suggestions"),
    [
        ("Gemeente Mechelen", ["ex:me"]),
        ("Stadt Oldenburg", ["ex:ol"]),
        ("Νίκαια", ["ex:nik"]),
        ("Saint Deniss", ["ex:saint-denis"]),
        ("saintdeni", ["ex:saint-denis"]),
        ("Oldenburg, Atlantis", ["ex:ol"]),
        ("Atlantis und Lemuria", []),
        ("Stadt Me", []),
    ],
)
def test_a_part_of_a_name_is_offered(typed: str, suggestions: list[str], tmp_path: Path) -> None:
    """A part that only one record has in its name leads to it."""
    found = found_in(tmp_path, typed)
    assert found is not None
    assert list(found.suggestions) == suggestions
    assert (
        found.message == f"“{typed}” is not found: nothing in this submission has this id or name."
    )


@pytest.mark.parametrize("typed", ["n/a", "-", "?", "siehe oben", "tbc", "unbekannt", "N.V.T."])
def test_what_names_nothing_is_to_be_left_out(typed: str, tmp_path: Path) -> None:
    """A placeholder is no name; nothing is offered instead of it."""
    found = found_in(tmp_path, typed)
    assert found is not None
    assert (found.code, list(found.suggestions)) == ("EXS301", [])
    assert "leave the cell empty" in found.message


def test_one_record_is_not_parted(tmp_path: Path) -> None:
    """A field of one reference cannot hold two."""
    found = found_in(tmp_path, "me", parent="v-1, v-1")
    assert found is not None
    assert "semicolon" not in found.message


@pytest.mark.parametrize("address", ["https://example.org/report", "www.example.org/report"])
def test_an_address_of_a_source_needs_a_row_of_its_own(address: str, tmp_path: Path) -> None:
    """Partners paste addresses under Source; elsewhere the record itself is asked for."""
    found = found_in(tmp_path, "me", source=address)
    assert found is not None
    assert found.code == "EXS317"
    assert "make a row on the sheet Sources" in found.message
    found = found_in(tmp_path, address)
    assert found is not None
    assert "is described" in found.message


def test_a_malformed_id_is_not_what_a_name_means(tmp_path: Path) -> None:
    """A record that waits for others by name has its own id looked at first; one fault is said."""
    tables = {
        "about.csv": ABOUT,
        "organisations.csv": (
            "id,name,kind,city,country\n"
            "bad id!,Office of Capaci,local_authority,Capaci,IT\n"
            "of-2,Office of Mechelen,local_authority,Mechelen,BE\n"
        ),
        "cities.csv": CITIES,
        "visits.csv": VISITS.format("Office of Capaci; Office of Mechelen", "", ""),
    }
    for name, text in tables.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    outcome = validate([Source("folder", path=tmp_path)], TakeOptions())
    errors = [one for one in outcome.findings if one.severity == "error"]
    told = [(one.slug, one.location.row) for one in errors if one.location.record is None]
    assert ("malformed-id", 2) in told
    assert not [one for one in errors if one.slug in {"dangling-reference", "malformed-reference"}]
    matched = [one.params for one in outcome.singly if one.slug == "name-matched"]
    assert {one["becomes"] for one in matched} == {"ex:capaci", "ex:me", "ex:of-2"}


def test_a_told_header_makes_no_unreadable_table_readable() -> None:
    """Of a table that is one endless cell nothing could be read, whatever was told."""
    source = Source("visits.csv", content=b'"id,kind\r\n' + b"x" * 200_000)
    for about in ({}, {"prefix": "ex", "language": "en"}):
        options = TakeOptions(read=ReadOptions(about=about))
        assert validate([source], options).exit_code() == 3
