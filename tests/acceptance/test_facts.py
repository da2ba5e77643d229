"""Every fact of the source documents has a place in the examples, or a reason to have none."""

import re
from collections import Counter
from pathlib import Path

import pytest

from facts_held import (
    FACTS,
    PAGES,
    SEEDS,
    Place,
    by_words_only,
    held,
    places,
    records_of,
    shares,
    statements,
)

LONGEST_QUOTATION = 25
SEED_FACTS, PAGE_FACTS = FACTS[:SEEDS], FACTS[SEEDS:]


def test_every_fact_is_accounted_for() -> None:
    """All facts stand in the table, in their order, and nothing else does."""
    assert list(dict.fromkeys(place.fact for place in places())) == FACTS


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_is_held_where_the_table_says(fact: str) -> None:
    """Each place named exists and holds the value; a fact that is no datum has a reason only."""
    rows = [place for place in places() if place.fact == fact]
    reasons = [place for place in rows if place.no_datum_because]
    assert not reasons or (rows == reasons and not any(reasons[0][1:5]))
    wrong = [place for place in rows if not place.no_datum_because and not held(place)]
    assert not wrong, [
        (place, records_of(place.package).get(place.record, {}).get(place.field)) for place in wrong
    ]


def test_a_value_that_is_not_there_is_noticed() -> None:
    """The table cannot claim another value, field or record than the package has."""
    place = next(place for place in places() if place.field == "attendance")
    assert held(place)
    assert not held(place._replace(value="101"))
    assert not held(place._replace(field="days"))
    assert not held(place._replace(record="urbact:nobody"))


def test_no_fact_is_held_by_an_editors_note() -> None:
    """A note is for editors: a fact needs a field that can be asked for."""
    assert not [place for place in places() if place.field in {"note", "basis_note"}]


def test_the_shares_are_those_of_the_documentation(repository: Path) -> None:
    """docs/acceptance.md says how facts are held: in fields, as Statements, or not at all."""
    page = (repository / "docs/acceptance.md").read_text(encoding="utf-8")
    for title, facts in (("Five seeds", SEED_FACTS), ("Eleven pages", PAGE_FACTS)):
        count = shares(facts)
        assert sum(count.values()) == len(facts)
        line = (
            f"| {title} | {len(facts)} | {count['field']} | {count['Statement']} "
            f"| {count['no datum']} | {len(by_words_only(facts))} |"
        )
        print(line)  # noqa: T201  the share is printed for whoever runs this
        assert line in page


def test_quotations_are_short() -> None:
    """Of a source at most 25 words are quoted in one place."""
    for package, record in statements():
        if record["kind"] == "quote":
            for text in record["text"].values():
                assert len(text.split()) <= LONGEST_QUOTATION, (package, record["id"])


@pytest.mark.shared_data
def test_the_facts_are_those_of_the_sheets(shared: Path) -> None:
    """The fact sheets number the very facts of the table."""
    sheets = [shared / "acceptance" / name for name in ("facts.md", "open_documents.md")]
    text = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    found = re.findall(r"^(F\d{3}|H\d\d\.\d\d) \[", text, flags=re.MULTILINE)
    known = Counter(fact for fact in found if fact.startswith("F") or fact[:3] in PAGES)
    assert sorted(known) == sorted(FACTS)
    assert set(known.values()) == {1}


def test_places_are_full() -> None:
    """A row names package, record, field and value, or only a reason."""
    for place in places():
        assert isinstance(place, Place)
        assert all(place[1:5]) is not bool(place.no_datum_because), place
