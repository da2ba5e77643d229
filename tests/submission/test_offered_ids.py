"""Rows without an id: one is offered, and what names them stays whole."""

from pathlib import Path

import pytest

from exchangespec.finding import Finding
from exchangespec.formats.format import ReadOptions, Source
from exchangespec.intake import TakeOptions
from exchangespec.outcome import Outcome
from exchangespec.validation import validate

CITIES = "id,name,country\npatras,Patras,GR\n,Lyon,FR\n,Riga,LV\n"
VISITS = 'id,kind,visitors,hosts,start\nv-1,study_visit,"{}",patras,2020-01-01\n'
ABOUT = "field,value\nprefix,ex\nlanguage,en\n"


def found_in(folder: Path, visitors: str = "patras", cities: str = CITIES) -> Outcome:
    """Validate cities, some without an id, and a visit that names them."""
    tables = {"about.csv": ABOUT, "cities.csv": cities, "visits.csv": VISITS.format(visitors)}
    for name, text in tables.items():
        (folder / name).write_text(text, encoding="utf-8")
    return validate([Source("folder", path=folder)], TakeOptions())


def about(outcome: Outcome, slug: str) -> list[Finding]:
    """Return the findings of a rule, each cell on its own."""
    return [one for one in outcome.singly if one.slug == slug]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("Patras, Lyon", "patras; Lyon"),
        ("Lyon and Riga", "Lyon; Riga"),
        ("Lyon / Patras / lyon", "Lyon; patras; lyon"),
    ],
)
def test_all_that_a_text_names_is_offered(typed: str, offered: str, tmp_path: Path) -> None:
    """Also what has no id yet, by its name: else it would be lost with the repair."""
    (dangling,) = about(found_in(tmp_path, typed), "dangling-reference")
    assert "semicolon" in dangling.message
    assert list(dangling.suggestions) == [offered]


def test_what_is_offered_is_understood(tmp_path: Path) -> None:
    """Written so, nothing is said of the cell but that a row has no id."""
    outcome = found_in(tmp_path, "patras; Lyon")
    assert not about(outcome, "dangling-reference")
    assert len(about(outcome, "id-missing")) == 2


def test_an_id_is_offered(tmp_path: Path) -> None:
    """Made of the name, and no one's own already nor offered twice."""
    rows = "id,name,country\ncity-lyon,Lyon,FR\n,Lyon,CA\n,Lyon,US\n,Saint-Étienne,FR\n,Πάτρα,GR\n"
    missing = about(found_in(tmp_path, cities=rows), "id-missing")
    assert [list(one.suggestions) for one in missing] == [
        ["city-lyon-2"],
        ["city-lyon-3"],
        ["city-saint-etienne"],
        [],
    ]


def test_a_visit_is_called_by_its_day(tmp_path: Path) -> None:
    """It has no name that an id could be made of."""
    text = b"id,kind,visitors,hosts,start\n,study_visit,ex:a,ex:b,2020-01-01\n"
    outcome = validate(
        [Source("visits.csv", content=text)], TakeOptions(read=ReadOptions(about={"prefix": "ex"}))
    )
    (missing,) = about(outcome, "id-missing")
    assert list(missing.suggestions) == ["visit-2020-01-01"]


def test_json_is_not_offered_one() -> None:
    """Programs make their own."""
    text = b'{"exchangespec": "1.0", "records": [{"type": "City", "name": {"en": "Riga"}}]}'
    (missing,) = about(validate([Source("x.json", content=text)], TakeOptions()), "id-missing")
    assert missing.suggestions == ()
