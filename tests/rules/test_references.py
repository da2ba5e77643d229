"""Rules on ids and references at their edges, beyond the examples on their pages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchangespec.finding import Fault, Fix
from exchangespec.rules.references import (
    dangling_reference,
    duplicate_id,
    foreign_prefix,
    fragile_id,
    ids_nearly_equal,
    never_referred_to,
    outside_reference,
    reference_cycle,
    reference_to_withdrawn,
    self_reference,
    shared_identifier,
    undeclared_prefix,
    wrong_reference_type,
)
from exchangespec.rules.references.fields import COLUMNS, MOST_ASKED, NearIds, pointers
from exchangespec.rules.references.reference_cycle import circles
from exchangespec.rules.rule import Context, Rule
from exchangespec.submission.facts import Key, RecordFacts
from exchangespec.submission.known import Known

TODAY = date(2024, 5, 1)
HEADER = {"prefix": "ex", "prefixes": {"anci": "https://example.org/anci/"}}


def record(
    record_type: str, local: str, *, failed: tuple[str, ...] = (), **values: Any
) -> RecordFacts:
    """A record as a rule sees it; an id without a prefix gets `ex`."""
    record_id = local if ":" in local else f"ex:{local}"
    stated = {"type": record_type, "id": record_id, **values}
    return RecordFacts(record_type, record_id, stated, failed=frozenset(failed))


def faults(
    rule: Rule, *records: RecordFacts, header: dict[str, Any] | None = None
) -> list[tuple[str | None, Fault]]:
    """What one rule says of some records, with no more kept than it declares."""
    header = HEADER if header is None else header
    known = Known(rule.reads, today=TODAY)
    known.header = header
    said: list[tuple[str | None, Fault]] = []
    for number, one in enumerate(records):
        one.key = Key(0, number)
        known.add(one)
        if rule.check is not None:
            said.extend((one.id, fault) for fault in rule.check(one, Context(header, TODAY)))
    if rule.check_all is not None:
        said.extend(
            (None if where is None else where.id, fault) for where, fault in rule.check_all(known)
        )
    return said


def places(rule: Rule, *records: RecordFacts, **options: Any) -> list[tuple[Any, ...]]:
    """Where one rule says something: record, field, item."""
    return [(where, fault.field, fault.item) for where, fault in faults(rule, *records, **options)]


CITY = record("City", "mechelen", country="BE")
BODY = record("Organisation", "vvsg", country="BE")


# --- dangling, outside, undeclared ---------------------------------------------------------------

REFERENCE_CASES = {
    "ex:mechelen": None,
    "ex:nowhere": dangling_reference.RULE,
    "anci:capaci": outside_reference.RULE,
    "geonames:2791537": None,
    "foo:capaci": undeclared_prefix.RULE,
    "https:mechelen": undeclared_prefix.RULE,
    "orcid:0000-0001": wrong_reference_type.RULE,
    "keep:123": wrong_reference_type.RULE,
}


@pytest.mark.parametrize(("target", "rule"), REFERENCE_CASES.items())
def test_a_target_gives_one_finding_at_most(target, rule):
    """Whatever a reference points to, at most one rule speaks, and the right one."""
    visit = record("Visit", "visit-1", hosts=["ex:vvsg", target])
    asked = (
        dangling_reference.RULE,
        outside_reference.RULE,
        wrong_reference_type.RULE,
        undeclared_prefix.RULE,
    )
    speaking = {one.slug: places(one, CITY, BODY, visit) for one in asked}
    expected = [] if rule is None else [("ex:visit-1", "hosts", 1)]
    for one in asked:
        assert speaking[one.slug] == (expected if one is rule else [])


def test_a_record_that_failed_still_counts_as_known():
    """A reference to a faulty record is no second fault."""
    faulty = record("City", "capaci", country="Italy", failed=("country",))
    visit = record("Visit", "visit-1", hosts=["ex:capaci"])
    assert places(dangling_reference.RULE, faulty, visit) == []


def test_a_reference_that_was_written_wrongly_is_not_looked_up():
    """A field with a fault of its own is left to that fault."""
    visit = record("Visit", "visit-1", hosts=["ex:Capaci (IT)"], failed=("hosts",))
    assert places(dangling_reference.RULE, visit) == []


def test_references_forward_and_between_any_types_are_found():
    """A record may be named before it is read."""
    visit = record("Visit", "visit-1", hosts=["ex:vvsg"], parent="ex:event-1")
    assert places(dangling_reference.RULE, visit, BODY, record("Event", "event-1")) == []


def test_the_publisher_of_the_header_is_a_reference_when_written_as_one():
    """A publisher's id must be found, a publisher's name need not."""
    header = {**HEADER, "publisher": "ex:aiccre"}
    assert places(dangling_reference.RULE, BODY, header=header) == [(None, "publisher", None)]
    header = {**HEADER, "publisher": "Flemish association: VVSG"}
    assert places(dangling_reference.RULE, BODY, header=header) == []


def test_without_a_prefix_in_the_header_nothing_is_said_of_prefixes():
    """Whose ids are whose cannot be told from a lone table."""
    visit = record("Visit", "visit-1", hosts=["ex:nowhere"], identifiers=["foo:1"])
    for rule in (dangling_reference.RULE, undeclared_prefix.RULE, foreign_prefix.RULE):
        assert places(rule, visit, header={}) == []


def test_a_misspelt_id_is_put_right_when_only_one_comes_near():
    """The nearest id of a type that fits is offered, and others are not."""
    look_alike = record("Network", "mechele")
    [(_, fault)] = faults(
        dangling_reference.RULE, CITY, look_alike, record("City", "town", part_of="ex:mechelem")
    )
    assert fault.suggestions == ["ex:mechelen"]
    assert fault.fix == Fix("ex:mechelen", safe=False)


def test_near_ids_are_looked_for_only_so_often():
    """A file full of dangling references stays fast: after some, no more are compared."""
    known = Known({}, today=TODAY)
    known.add(CITY)
    near = NearIds(known)
    for number in range(MOST_ASKED):
        near.of(f"ex:x{number}", ())
    assert near.of("ex:mechelem", ()) == []
    assert near.of("ex:x1", ()) == []


def test_identifiers_may_have_a_scheme_or_a_declared_prefix():
    """An identifier may name an outside scheme, another publisher's record, or our own."""
    city = record("City", "capaci", identifiers=["anci:capaci", "ex:old", "wikidata:Q1", "foo:1"])
    assert places(undeclared_prefix.RULE, city) == [("ex:capaci", "identifiers", 3)]


def test_a_misspelt_prefix_is_offered_its_scheme():
    """A prefix that comes near a scheme is likely meant to be it."""
    city = record("City", "capaci", identifiers=["geoname:2525392"])
    [(_, fault)] = faults(undeclared_prefix.RULE, city)
    assert fault.suggestions == ["geonames"]


# --- wrong type, oneself, circles ----------------------------------------------------------------


def test_a_statement_may_be_about_anything():
    """A field without stated types takes every type."""
    assert (
        places(wrong_reference_type.RULE, CITY, record("Statement", "s-1", about="ex:mechelen"))
        == []
    )


def test_only_a_record_of_the_same_type_may_replace():
    """A city cannot be replaced by an organisation."""
    old = record("City", "old", record_status="withdrawn", replaced_by="ex:vvsg")
    assert places(wrong_reference_type.RULE, old, BODY) == [("ex:old", "replaced_by", None)]


def test_an_id_of_two_types_is_left_to_its_own_finding():
    """Where one id names a city and a body, neither reference to it is called wrong."""
    double = record("Organisation", "mechelen")
    member = record("Membership", "m-1", group="ex:mechelen", member="ex:mechelen")
    assert places(wrong_reference_type.RULE, CITY, double, member) == []
    assert places(duplicate_id.RULE, CITY, double, member) == [("ex:mechelen", "id", None)]


def test_an_identifier_from_outside_stands_for_places_and_bodies_only():
    """A source cannot be named by a GeoNames number."""
    city = record("City", "capaci", sources=["geonames:1"])
    [(_, fault)] = faults(wrong_reference_type.RULE, city)
    assert (fault.variant, fault.item) == ("identifier", 0)


def test_naming_oneself_is_neither_a_circle_nor_a_wrong_type():
    """One fault gives one finding."""
    visit = record("Visit", "visit-1", hosts=["ex:visit-1", "ex:vvsg"], parent="ex:visit-1")
    assert places(self_reference.RULE, BODY, visit) == [
        ("ex:visit-1", "parent", None),
        ("ex:visit-1", "hosts", 0),
    ]
    assert places(wrong_reference_type.RULE, BODY, visit) == []
    assert places(reference_cycle.RULE, BODY, visit) == []


def test_a_circle_is_told_once_at_the_record_read_first():
    """Three places in a circle give one finding; what leads into it gives none."""
    cities = [
        record("City", "entry", part_of="ex:b"),
        record("City", "a", part_of="ex:b"),
        record("City", "b", part_of="ex:c"),
        record("City", "c", part_of="ex:a"),
    ]
    [(where, fault)] = faults(reference_cycle.RULE, *cities)
    assert (where, fault.field, fault.item) == ("ex:a", "part_of", None)
    assert fault.related == ["ex:b", "ex:c"]
    assert fault.params["value"] == "ex:a → ex:b → ex:c → ex:a"


def test_circles_through_lists_and_across_types_are_found():
    """A network among several earlier ones, and a visit within an event within it."""
    networks = [
        record("Network", "one", follows=["ex:old", "ex:two"]),
        record("Network", "two", follows=["ex:one"]),
        record("Network", "old"),
    ]
    assert places(reference_cycle.RULE, *networks) == [("ex:one", "follows", 1)]
    parts = [record("Visit", "v", parent="ex:e"), record("Event", "e", parent="ex:v")]
    assert places(reference_cycle.RULE, *parts) == [("ex:e", "parent", None)]


def test_two_visits_may_return_one_another():
    """Reciprocity goes both ways and is no circle."""
    visits = [
        record("Visit", "there", reciprocates="ex:back"),
        record("Visit", "back", reciprocates="ex:there"),
    ]
    assert places(reference_cycle.RULE, *visits) == []


@given(st.dictionaries(st.integers(0, 12), st.lists(st.integers(0, 12), max_size=3, unique=True)))
def test_what_is_called_a_circle_is_one_and_no_graph_with_one_goes_unnoticed(numbers):
    """Every circle follows edges back to its start; taking one edge of each out in turn ends."""
    edges = {
        str(one): [str(other) for other in others if other != one]
        for one, others in numbers.items()
    }
    found = list(circles(edges))
    for circle in found:
        for here, there in zip(circle, [*circle[1:], circle[0]], strict=True):
            assert there in edges[here]
    reach = {one: set(others) for one, others in edges.items()}
    for middle in edges:
        for targets in reach.values():
            if middle in targets:
                targets.update(reach[middle])
    assert bool(found) == any(one in targets for one, targets in reach.items())


# --- withdrawn, unused ---------------------------------------------------------------------------


def test_the_last_of_several_replacements_is_offered():
    """A chain of replacements is followed to a record that stands."""
    chain = [
        record("City", "one", record_status="withdrawn", replaced_by="ex:two"),
        record("City", "two", record_status="withdrawn", replaced_by="ex:mechelen"),
        CITY,
        record("City", "part", part_of="ex:one"),
    ]
    [(where, fault)] = faults(reference_to_withdrawn.RULE, *chain)
    assert where == "ex:part"
    assert fault.fix == Fix("ex:mechelen", safe=True)


@pytest.mark.parametrize("replaced_by", ["ex:one", "ex:nowhere", "ex:vvsg", None])
def test_what_cannot_stand_for_a_withdrawn_record_is_not_offered(replaced_by):
    """No circle, no unknown record, no record of a type that does not fit."""
    old = record("City", "one", record_status="withdrawn", replaced_by=replaced_by)
    [(_, fault)] = faults(
        reference_to_withdrawn.RULE, BODY, old, record("City", "part", part_of="ex:one")
    )
    assert (fault.variant, fault.fix, fault.suggestions) == ("gone", None, [])


def test_a_replacement_already_in_the_list_is_no_repair():
    """Putting it in would name it twice."""
    old = record("City", "one", record_status="withdrawn", replaced_by="ex:mechelen")
    visit = record("Visit", "visit-1", cities=["ex:mechelen", "ex:one"])
    [(_, fault)] = faults(reference_to_withdrawn.RULE, CITY, old, visit)
    assert (fault.variant, fault.item, fault.fix) == ("replaced", 1, None)


def test_withdrawn_records_may_refer_to_withdrawn_records():
    """What is gone need not be kept up."""
    old = record("City", "one", record_status="withdrawn")
    gone = record("City", "two", record_status="withdrawn", part_of="ex:one")
    assert places(reference_to_withdrawn.RULE, old, gone) == []


def test_any_reference_to_a_source_or_output_counts():
    """A source that a statement quotes, or is about, or that a translation names, is used."""
    used = [record("Source", name) for name in ("a", "b", "c", "d")]
    users = [
        record("Statement", "s-1", about="ex:a", source="ex:b"),
        record("Source", "e", translation_of="ex:c", part_of="ex:d"),
    ]
    assert places(never_referred_to.RULE, *used, *users) == [("ex:e", None, None)]


def test_a_list_that_could_not_be_read_casts_doubt_on_what_is_unused():
    """One malformed item must not make its neighbours look forgotten."""
    visit = record("Visit", "visit-1", sources=["ex:a", "b b"], failed=("sources",))
    assert places(never_referred_to.RULE, record("Source", "a"), visit) == []
    assert places(never_referred_to.RULE, record("Output", "tool"), visit) == [
        ("ex:tool", None, None)
    ]


def test_withdrawn_sources_need_no_use():
    """A tombstone is there to be found, not to be used."""
    assert places(never_referred_to.RULE, record("Source", "a", record_status="withdrawn")) == []


def test_what_is_pointed_to_is_gathered_anew_when_records_came_in_between():
    """The pointers kept for all rules follow the submission."""
    known = Known(COLUMNS, today=TODAY)
    before = len(pointers(known).targets["City", "part_of"])
    known.add(record("City", "a", part_of="ex:b"))
    assert before == 0
    assert pointers(known).targets["City", "part_of"] == {"ex:b"}
    assert pointers(known) is pointers(known)


# --- ids -----------------------------------------------------------------------------------------


def test_every_further_record_of_one_id_is_told():
    """Three records of one id give two findings, each naming the first."""
    said = faults(duplicate_id.RULE, CITY, record("City", "mechelen"), record("Event", "mechelen"))
    assert [(where, fault.related) for where, fault in said] == [
        ("ex:mechelen", ["ex:mechelen"])
    ] * 2


@pytest.mark.parametrize(
    ("ids", "told"),
    [
        (("ex:a-b", "ex:A_B"), ["ex:A_B"]),
        (("ex:A_B", "ex:a-b"), ["ex:A_B"]),
        (("ex:A-b", "ex:a_B"), ["ex:a_B"]),
        (("ex:a-b", "ex:ab", "ex:a.b"), []),
        (("ex:A", "ex:B"), []),
    ],
)
def test_ids_are_nearly_equal_by_case_hyphen_and_underscore_alone(ids, told):
    """Of a pair the id with capitals or underscores is told, whichever was read first."""
    said = places(ids_nearly_equal.RULE, *(record("City", one) for one in ids))
    assert [where for where, _, _ in said] == told


@pytest.mark.parametrize(
    ("local", "reason"),
    [
        ("007", "zeros"),
        ("0", None),
        ("7", None),
        ("12345678901", None),
        ("123456789012", "rounded"),
        ("1E5", "rounded"),
        ("1e-5", "rounded"),
        ("E5", None),
        ("1-2", "date"),
        ("2015-03", "date"),
        ("2015-03-26", "date"),
        ("1.2.2015", "date"),
        ("3-2015", "date"),
        ("25-26", None),
        ("2021-22", None),
        ("16-10", "date"),
        ("MAR1", "date"),
        ("sept-2", "date"),
        ("1-mar", "date"),
        ("1May2020", "date"),
        ("market1", None),
        ("m-1", None),
        ("vis-2015-03-26", None),
        ("1.234", "number"),
        ("1.5", "date"),
        ("TRUE", "truth"),
        ("true-1", None),
    ],
)
def test_local_ids_that_spreadsheets_rewrite(local, reason):
    """Numbers with zeros in front, long numbers, powers, dates and truth values are fragile."""
    said = faults(fragile_id.RULE, record("City", f"ex:{local}"))
    assert [fault.variant for _, fault in said] == ([] if reason is None else [reason])


@pytest.mark.parametrize(
    ("record_id", "header", "variant"),
    [
        ("ex:a", HEADER, None),
        ("anci:a", HEADER, "declared"),
        ("foo:a", HEADER, "unknown"),
        ("wikidata:Q1", HEADER, "reserved"),
        ("https:a", HEADER, "reserved"),
        ("wikidata:Q1", {}, "reserved"),
        ("geonames:1", {"prefix": "geonames"}, "reserved"),
        ("foo:a", {}, None),
    ],
)
def test_whose_prefix_an_id_has(record_id, header, variant):
    """An id has the publisher's own prefix, which is never the name of a scheme."""
    said = faults(foreign_prefix.RULE, record("City", record_id), header=header)
    assert [fault.variant for _, fault in said] == ([] if variant is None else [variant])


def test_records_without_a_valid_id_are_left_to_their_own_finding():
    """Rules on ids say nothing where there is none."""
    nameless = RecordFacts("City", "", {"type": "City"})
    for rule in (foreign_prefix.RULE, fragile_id.RULE, self_reference.RULE):
        assert places(rule, nameless) == []


def test_an_identifier_may_be_shared_across_types_and_with_the_withdrawn():
    """A report is a Source and an Output; a duplicate that was withdrawn keeps its identifier."""
    doi = ["doi:10.1000/1"]
    one = record("Source", "a", identifiers=doi)
    assert places(shared_identifier.RULE, one, record("Output", "b", identifiers=doi)) == []
    gone = record("Source", "c", identifiers=doi, record_status="withdrawn")
    assert places(shared_identifier.RULE, one, gone) == []
    twin = record("Source", "d", identifiers=["isbn:9780306406157", *doi])
    assert places(shared_identifier.RULE, one, twin) == [("ex:d", "identifiers", 1)]


def test_funding_in_parts_may_share_its_grant():
    """Several records of money may come from one grant agreement."""
    parts = [record("Funding", name, identifiers=["grant:863623"]) for name in ("a", "b")]
    assert places(shared_identifier.RULE, *parts) == []
