"""The gazetteer: places by number and by name, in many languages, however written."""

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchangespec.codelists import codelist  # noqa: F401 - the package must be whole
from exchangespec.gazetteer import gazetteer, key


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("Mechelen", 2791537), ("Malines", 2791537), ("MALINES", 2791537), ("Salonique", 734077),
        ("Θεσσαλονίκη", 734077), ("ΘΕΣΣΑΛΟΝΙΚΗ", 734077), ("Thessaloniki", 734077),
        ("Warszawa", 756135), ("Vanda", 632453), ("Capaci", 2525392),
        ("Roquetas de Mar", 2511716), ("roquetas-de-mar", 2511716),
    ],
)  # fmt: skip
def test_a_place_is_found_under_all_its_names(name: str, number: int) -> None:
    """The largest place of a name comes first; case, accents, spaces and hyphens do not count."""
    assert gazetteer().named(name)[0].number == number


def test_places_of_one_name_stand_by_size() -> None:
    """There are two Oldenburgs in Germany, and a Nice that Greeks call as they call Nikaia."""
    both = [place for place in gazetteer().named("Oldenburg") if place.country == "DE"]
    assert [place.name for place in both] == ["Oldenburg", "Oldenburg in Holstein"]
    assert {place.country for place in gazetteer().named("Νίκαια")} >= {"FR", "GR"}


@pytest.mark.parametrize("name", ["", "   ", "…", "no such place at all", "\t", "\n", "0"])
def test_what_is_no_name_finds_nothing(name: str) -> None:
    """Nothing is found, and nothing breaks."""
    assert gazetteer().named(name) == []


def test_every_place_is_found_by_its_number_and_its_name() -> None:
    """Halving finds the first and last line and those between."""
    places = list(gazetteer())
    assert len(places) == 106_298
    for place in [places[0], places[-1], *islice(places, 0, None, 97)]:
        assert gazetteer().place(place.number) == place
        assert gazetteer().has_name(place, place.name)
        assert -90 <= place.latitude <= 90
        assert place.identifier == f"geonames:{place.number}"
    assert gazetteer().place(0) is None
    assert gazetteer().place(10**12) is None


@given(st.text())
def test_a_key_is_stable(text: str) -> None:
    """A key is its own key, and case does not change it."""
    assert key(key(text)) == key(text)
    assert "\t" not in key(text)
    assert "\n" not in key(text)


def test_distance() -> None:
    """Mechelen lies about 1,600 km from Capaci."""
    mechelen, capaci = gazetteer().place(2791537), gazetteer().place(2525392)
    assert mechelen is not None
    assert capaci is not None
    assert mechelen.kilometres_to(capaci.latitude, capaci.longitude) == pytest.approx(1580, abs=30)


def test_places_near_a_point() -> None:
    """What lies near is found across the squares of the grid; where nothing is, nothing."""
    near = gazetteer().near(51.03, 4.48, 5)
    assert "Mechelen" in {place.name for place in near}
    assert all(place.kilometres_to(51.03, 4.48) <= 5 for place in near)
    all_near = {p.number for p in gazetteer() if p.kilometres_to(51.03, 4.48) <= 5}
    assert {place.number for place in near} == all_near
    assert gazetteer().near(0, 0, 100) == []
    assert gazetteer().near(1000, 0, 100) == []
    assert gazetteer().knows("BE")
    assert not gazetteer().knows("NZ")
