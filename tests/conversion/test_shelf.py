"""Records outside memory: what is put on a shelf comes back, in any order, however much it is."""

import weakref

import pytest

from exchangespec.conversion import shelf as shelves
from exchangespec.conversion.shelf import Shelf, Shelved

RECORDS = [
    {"type": "City", "id": f"ex:{number}", "name": {"en": "Ψ" * (number % 7)}, "population": number}
    for number in range(300)
]


def filled() -> Shelved:
    """Return all records on a shelf."""
    shelf = Shelf()
    for record in RECORDS:
        shelf.put(record)
    return Shelved(shelf, range(len(shelf)))


@pytest.mark.parametrize("limit", [0, 1000, shelves.MOST_IN_MEMORY])
def test_what_is_put_comes_back(limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """In memory, in a file, or moved from the one to the other while it is filled."""
    monkeypatch.setattr(shelves, "MOST_IN_MEMORY", limit)
    records = filled()
    assert records == RECORDS
    assert records[7] == RECORDS[7]
    assert list(records[3:5]) == RECORDS[3:5]
    order = sorted(range(len(RECORDS)), key=lambda at: at * 77 % len(RECORDS))
    assert list(records.reordered(order)) == [RECORDS[at] for at in order]
    pairs = zip(records, records.reordered(order), strict=True)
    assert list(pairs) == list(zip(RECORDS, (RECORDS[at] for at in order), strict=True))


def test_a_record_taken_out_is_ones_own() -> None:
    """Changing what was taken out changes nothing on the shelf."""
    records = filled()
    next(iter(records))["name"]["en"] = "changed"  # type: ignore[index]
    assert records == RECORDS
    assert records != RECORDS[:-1]
    assert records != "no records"


def test_the_file_goes_with_the_shelf(monkeypatch: pytest.MonkeyPatch) -> None:
    """No file stays open when nobody holds the shelf any more; an open one would be warned of."""
    monkeypatch.setattr(shelves, "MOST_IN_MEMORY", 0)
    records = filled()
    file = weakref.ref(records.shelf._file)
    del records
    there = file()
    assert there is None or there.closed
