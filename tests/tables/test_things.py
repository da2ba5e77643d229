"""What is the same thing under several ids is told by comparing few records at a time."""

import tracemalloc
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exchangespec.submission.facts import RecordFacts
from exchangespec.submission.identities import Entities, Identified
from exchangespec.tables import things
from exchangespec.tables.rows import Row
from exchangespec.tables.things import OFTEN_NAMED, Things, rank

NAMES = [f"a:{number}" for number in range(12)] + [f"wikidata:Q{number}" for number in range(8)]
MANY = 20_000


def facts(one: Identified) -> RecordFacts:
    """Return a record that is called so."""
    values = {"identifiers": list(one.identifiers), "replaced_by": one.replaced_by}
    return RecordFacts(one.type, one.id, {name: value for name, value in values.items() if value})


def compared_at_once(records: list[Identified]) -> list[Row]:
    """Return the rows by comparing all records with each other."""
    kept = [one for one in records if one.identifiers or one.replaced_by or one.type in OFTEN_NAMED]
    found = Entities(kept)
    rows = [
        {"id": one.id, "record_type": one.type, "entity": one.entity, "by": list(one.by)}
        for one in found.members.values()
    ]
    named = {row["id"] for row in rows}
    for record in sorted(kept, key=rank):
        for name in record.identifiers:
            if name not in named:
                named.add(name)
                entity = found.of(record.id)
                rows.append(
                    {"id": name, "record_type": record.type, "entity": entity, "by": [name]}
                )
    return rows


@pytest.fixture(autouse=True)
def _few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compare two records at a time, in three parts at most."""
    monkeypatch.setattr(things, "COMPARED", 2)
    monkeypatch.setattr(things, "MOST_PARTS", 3)


def rows_of(records: list[Identified], folder: Path) -> list[Row]:
    """Return the rows that are told of some records."""
    with closing(Things(folder)) as noted:
        for one in records:
            noted.note(facts(one))
        return list(noted.rows())


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.builds(
            Identified,
            st.sampled_from(NAMES),
            st.sampled_from(["City", "Organisation", "Visit", "Event"]),
            st.lists(st.sampled_from(NAMES), max_size=3).map(tuple),
            st.none() | st.sampled_from(NAMES),
        ),
        max_size=20,
    )
)
def test_parts_tell_what_all_together_tell(tmp_path: Path, records: list[Identified]):
    """However few are compared at a time, the rows and their order are the same."""
    assert rows_of(records, tmp_path) == compared_at_once(records)


def test_nothing_is_left_in_the_folder(tmp_path: Path):
    """What was kept while reading is gone afterwards."""
    records = [Identified("a:1", "City", ("wikidata:Q1",)), Identified("b:1", "City", ("a:1",))]
    assert [row["entity"] for row in rows_of(records, tmp_path)] == ["a:1", "a:1", "a:1"]
    assert list(tmp_path.iterdir()) == []


def test_what_is_kept_in_memory_are_a_few_bytes_a_record(tmp_path: Path):
    """Of a record with an identifier of its own only hashes are held, not its names."""
    tracemalloc.start()
    try:
        with closing(Things(tmp_path)) as noted:
            for number in range(MANY):
                noted.note(facts(Identified(f"a:visit-{number}", "Visit", (f"x:{number}",))))
            assert sum(1 for _ in noted.rows()) == MANY
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 60 * MANY
