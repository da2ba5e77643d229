"""The NUTS codes by version: as many as the regulations have, and the same as another list's."""

import re
from pathlib import Path

import pytest

from exchangespec.codelists import NUTS_VERSIONS, nuts_version_of, nuts_versions
from exchangespec.codelists.tables import table

LETTERS = "AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
MEMBERS = {LETTERS[at : at + 2] for at in range(0, len(LETTERS), 3)}


def codes(version: int, countries: set[str]) -> set[str]:
    """Return the codes of some countries in a version."""
    return {
        row["code"]
        for row in table("registries/nuts")
        if row["code"][:2] in countries and version in nuts_versions(row["code"])
    }


@pytest.mark.parametrize(
    ("version", "countries", "levels"),
    [
        (2013, MEMBERS | {"UK"}, [98, 276, 1342]),
        (2016, MEMBERS | {"UK"}, [104, 281, 1348]),
        (2021, MEMBERS, [92, 242, 1166]),
        (2024, MEMBERS, [92, 244, 1165]),
    ],
)
def test_as_many_regions_as_the_regulations_have(
    version: int, countries: set[str], levels: list[int]
) -> None:
    """The numbers of regions of levels 1, 2 and 3 that Eurostat gives for each version."""
    found = codes(version, countries)
    assert [sum(len(code) == level + 2 for code in found) for level in (1, 2, 3)] == levels


@pytest.mark.parametrize("version", NUTS_VERSIONS)
def test_every_region_lies_in_one_of_the_level_above(version: int) -> None:
    """No code stands without that of its larger region, but for seven of Northern Ireland."""
    every = codes(version, {row["code"][:2] for row in table("registries/nuts")})
    alone = {"UKN1"} if version == 2016 else set()
    assert {code[:-1] for code in every if len(code) > 3} - every == alone


def test_the_version_that_counts() -> None:
    """The United Kingdom left before 2024; of a country without regions nothing is known."""
    assert nuts_version_of("BE", 2024) == 2024
    assert nuts_version_of("UK", 2024) == 2021
    assert nuts_version_of("UK", 2016) == 2016
    assert nuts_version_of("XK", 2024) is None
    assert nuts_versions("BE322") == (2013, 2016)
    assert nuts_versions("BE") == ()


@pytest.mark.shared_data
def test_the_same_codes_as_eurostats_list_of_2013(shared: Path) -> None:
    """The list of 2013 from another source has the same codes, but for those outside territories."""
    text = (shared / "data/cities/nuts2013_codes.csv").read_text("utf-8")
    listed = set(re.findall(r'"\d+","([A-Z]{2}[0-9A-Z]{1,3})","', text))
    assert {code for code in listed if not code.endswith("Z")} == codes(2013, MEMBERS | {"UK"})
