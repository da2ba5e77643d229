"""Measures reconciliation against identifiers that others gave.

    python benchmarks/reconciling.py FILE

FILE is URBACT's table of memberships (columns NameCity, Country, geonameId). A third of its cities,
told by their names, is held aside: nothing was ever tuned on them.
"""

import csv
import sys
import time
import zlib
from pathlib import Path

from exchangespec.gazetteer import gazetteer
from exchangespec.reconciling.proposing import reconcile

ALIKE = {"UK": "GB", "EL": "GR"}


def cities(path: Path) -> dict[tuple[str, str], str]:
    """Return the number that each city has in the table, by name and country."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = csv.DictReader(stream, delimiter=";")
        return {
            (row["NameCity"].strip(), ALIKE.get(row["Country"], row["Country"])): row["geonameId"]
            for row in rows
            if row["geonameId"].isdigit()
        }


def record(name: str, country: str, number: int, identifier: str = "") -> dict[str, object]:
    """Return a city as a record."""
    known = {"identifiers": [f"geonames:{identifier}"]} if identifier else {}
    return {"type": "City", "id": f"ex:{number}", "name": {"en": name}, "country": country, **known}


def measure(title: str, wanted: dict[tuple[str, str], str]) -> None:
    """Print how many identifiers are found, and how many of those are right."""
    records = [record(*city, number) for number, city in enumerate(wanted)]
    begin = time.process_time()
    proposals = [one for one in reconcile(records) if one.kind == "identifier"]
    took = time.process_time() - begin
    right = {f"ex:{number}": f"geonames:{one}" for number, one in enumerate(wanted.values())}
    first = {}
    for one in proposals:
        first.setdefault(one.record, one)
    certain = [one for one in proposals if one.certain]
    hits = sum(one.candidate == right[one.record] for one in certain)
    found = sum(one.candidate == right[one.record] for one in first.values())
    listed = len({one.record for one in proposals if one.candidate == right[one.record]})
    total = len(wanted)
    print(f"{title}: {total} cities, {took:.1f} s of CPU")
    precision, recall = hits / len(certain), hits / total
    print(f"  certain: {len(certain)}, precision {precision:.3f}, recall {recall:.3f}")
    print(f"  right as first candidate: {found / total:.3f}, as any: {listed / total:.3f}")


def doubts(wanted: dict[tuple[str, str], str]) -> None:
    """Print how many identifiers seem to be another place's, and the plainest of them."""
    records = [record(*city, number, one) for number, (city, one) in enumerate(wanted.items())]
    found = [one for one in reconcile(records) if one.kind == "doubt"]
    known = sum(gazetteer().place(int(one)) is not None for one in wanted.values())
    print(f"identifiers in the gazetteer: {known} of {len(wanted)}; doubted: {len(found)}")
    for one in found:
        print(f"  {one.name} ({one.country}) has {one.candidate}, which is {one.candidate_name}")


def main(path: Path) -> None:
    """Measure both parts of the table, then look for doubtful identifiers in all of it."""
    wanted = cities(path)
    aside = {city for city in wanted if zlib.crc32(city[0].encode()) % 3 == 0}
    measure("tuned on", {city: one for city, one in wanted.items() if city not in aside})
    measure("held aside", {city: one for city, one in wanted.items() if city in aside})
    doubts(wanted)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
