"""Reads the table of facts: what each fact of the sources is held by, or why it is no datum."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from exchangespec import spec

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
TABLE = ROOT / "tests/acceptance/facts.csv"

# How many facts each document has: five seeds read together, and public pages of the same kind.
SEEDS = 393
PAGES = {
    "H01": 14, "H02": 17, "H03": 18, "H04": 13, "H05": 17, "H06": 12, "H07": 14, "H08": 16,
    "H09": 12, "H10": 14, "H11": 10,
}  # fmt: skip

FACTS = [f"F{number:03}" for number in range(1, SEEDS + 1)] + [
    f"{page}.{number:02}" for page, many in PAGES.items() for number in range(1, many + 1)
]


class Place(NamedTuple):
    """Where one fact is held, wholly or in part; without a package: why it is no datum."""

    fact: str
    package: str
    record: str
    field: str
    value: str
    no_datum_because: str


@cache
def places() -> tuple[Place, ...]:
    """Return the rows of the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(Place(**row) for row in csv.DictReader(file))


@cache
def records_of(package: str) -> dict[str, dict[str, Any]]:
    """Return the records of an example package by id."""
    content = json.loads((EXAMPLES / package / "package.json").read_text(encoding="utf-8"))
    return {record["id"]: record for record in content["records"]}


def held(place: Place) -> bool:
    """Tell whether the record holds the value in the field: whole, or the beginning of a text."""
    record = records_of(place.package).get(place.record, {})
    stored = record.get(place.field)
    if stored is None:
        return False
    field = spec.records()[record["type"]].fields[place.field]
    if field.many:
        return set(place.value.split(";")) <= set(map(str, stored))
    if isinstance(stored, bool):
        return place.value == str(stored).lower()
    texts = stored.values() if field.localised else [str(stored)]
    return any(text == place.value or _begins(text, place.value) for text in texts)


LONG = 40


def _begins(text: str, value: str) -> bool:
    """Tell whether a long text begins with the words given."""
    return len(value) > LONG and text.startswith(value)


def shares(facts: list[str]) -> Counter[str]:
    """Count facts held in a field of a thing, by Statements alone, and those that are no datum."""
    kinds: dict[str, set[str]] = {fact: set() for fact in facts}
    for place in places():
        if place.fact in kinds:
            kinds[place.fact].add(_kind(place))
    return Counter(
        "field" if "field" in found else "Statement" if "Statement" in found else "no datum"
        for found in kinds.values()
    )


# Fields that hold sentences: what stands there can be read and searched, but not counted.
SENTENCES = frozenset(
    {"description", "outcomes", "text", "preconditions", "monitoring", "objective", "audience"}
)


def by_words_only(facts: list[str]) -> list[str]:
    """Return the facts that are held by nothing but sentences."""
    fields: dict[str, set[str]] = {fact: set() for fact in facts}
    for place in places():
        if place.fact in fields:
            fields[place.fact].add(place.field)
    return [fact for fact in facts if fields[fact] and fields[fact] <= SENTENCES]


def _kind(place: Place) -> str:
    """Return what holds a fact at one place."""
    if place.no_datum_because:
        return "no datum"
    record = records_of(place.package)[place.record]
    return "Statement" if record["type"] == "Statement" else "field"


def statements() -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every Statement of the examples with its package."""
    for path in sorted(EXAMPLES.glob("*/package.json")):
        for record in records_of(path.parent.name).values():
            if record["type"] == "Statement":
                yield path.parent.name, record
