"""Rules on dates and times at their edges, beyond the examples on their pages."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchangespec.finding import Fault
from exchangespec.rules.dates import (
    date_stated_otherwise,
    date_uncertain,
    deadline_after_start,
    end_time_before_start_time,
    ends_before_start,
    more_days_than_dates,
    outside_network_period,
    part_outside_parent,
    status_against_date,
    time_without_day,
    time_zone_missing,
    year_unknown,
    zone_abbreviation_wrong,
)
from exchangespec.rules.rule import Context, Rule
from exchangespec.submission.facts import Key, RecordFacts
from exchangespec.submission.known import Known
from exchangespec.submission.timing import clocks, differ, is_summer_time

TODAY = date(2024, 5, 1)
HEADER = {"prefix": "ex"}


def record(
    record_type: str, local: str, *, failed: tuple[str, ...] = (), **values: Any
) -> RecordFacts:
    """A record as a rule sees it."""
    stated = {"type": record_type, "id": f"ex:{local}", **values}
    return RecordFacts(record_type, f"ex:{local}", stated, failed=frozenset(failed))


def faults(rule: Rule, *records: RecordFacts) -> list[tuple[str | None, Fault]]:
    """What one rule says of some records, with no more kept than it declares."""
    known = Known(rule.reads, today=TODAY)
    known.header = HEADER
    said: list[tuple[str | None, Fault]] = []
    for number, one in enumerate(records):
        one.key = Key(0, number)
        known.add(one)
        if rule.check is not None and one.type in (rule.on or (one.type,)):
            said.extend((one.id, fault) for fault in rule.check(one, Context(HEADER, TODAY)))
    if rule.check_all is not None:
        said.extend(
            (None if where is None else where.id, fault) for where, fault in rule.check_all(known)
        )
    return said


def places(rule: Rule, *records: RecordFacts) -> list[tuple[Any, ...]]:
    """Where one rule says something: record and field."""
    return [(where, fault.field) for where, fault in faults(rule, *records)]


def variants(rule: Rule, *records: RecordFacts) -> list[str | None]:
    """Which of its wordings one rule uses."""
    return [fault.variant for _, fault in faults(rule, *records)]


# --- start and end -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "wrong"),
    [
        ("2021-10-19", "2021-10-16", True),
        ("2021-10-16", "2021-10-16", False),
        ("2021-10-16", "2021-10", False),
        ("2021-10-16", "2021", False),
        ("2021-10-16", "2021-09", True),
        ("2021", "2020-12", True),
        ("2021-XX", "2021-01", False),
        ("202X", "2019", True),
        ("202X", "2021", False),
        ("2021-10-19?", "2021-10-16~", True),
        ("XXXX-10-19", "XXXX-10-16", False),
        ("2021", "..", False),
        ("2021", None, False),
        (None, "2021", False),
    ],
)
def test_an_end_before_its_start_at_the_coarser_precision(start, end, wrong):
    """What cannot be told apart is not before."""
    stated = {name: value for name, value in (("start", start), ("end", end)) if value}
    for record_type in ("Visit", "Network", "Membership", "Funding", "PlanItem"):
        said = places(ends_before_start.RULE, record(record_type, "a", **stated))
        assert said == ([("ex:a", "end")] if wrong else [])


@pytest.mark.parametrize(
    ("as_of", "wrong"),
    [
        ("2023/2009", True),
        ("2009/2023", False),
        ("2009/..", False),
        ("../2009", False),
        ("2009", False),
    ],
)
def test_the_period_of_a_statement_runs_forward(as_of, wrong):
    """An interval that runs backwards is an end before its start."""
    said = places(ends_before_start.RULE, record("Statement", "s", as_of=as_of))
    assert said == ([("ex:s", "as_of")] if wrong else [])


# --- doubt ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "year", "doubt"),
    [
        ("XXXX-10-16", ["unknown"], []),
        ("XXXX-10", ["unknown"], []),
        ("XXXX-10-16?", ["unknown"], []),
        ("2017?-10-16", ["unknown"], []),
        ("2017-10-16?", [], ["uncertain"]),
        ("2017~", [], ["approximate"]),
        ("2017-10%", [], ["both"]),
        ("201X", [], []),
        ("2017-XX-XX", [], []),
        ("2017-10-16", [], []),
    ],
)
def test_a_date_gives_one_finding_of_doubt_at_most(value, year, doubt):
    """Either its year is in doubt or the date as a whole, not both."""
    visit = record("Visit", "a", start=value, date_text="in the autumn")
    assert variants(year_unknown.RULE, visit) == year
    assert variants(date_uncertain.RULE, visit) == doubt


def test_the_wording_of_the_source_is_asked_for():
    """An event in doubt without its date text says so; other records have none to keep."""
    assert variants(year_unknown.RULE, record("Event", "a", start="XXXX-10-16")) == [
        "without_words"
    ]
    assert variants(date_uncertain.RULE, record("Visit", "a", end="2017?")) == ["without_words"]
    assert variants(date_uncertain.RULE, record("Source", "a", published="2017?")) == ["uncertain"]


def value_of(local: str, value: str, **more: Any) -> RecordFacts:
    """A statement that a source gives a value for the start of `ex:a`."""
    stated = {"about": "ex:a", "kind": "value", "property": ["start"], "value": value, **more}
    return record("Statement", local, **stated)


def test_a_year_that_was_concluded_is_told_once():
    """A doubtful date that is quoted without its year was concluded, however often it is quoted."""
    visit = record("Visit", "a", start="2017-10-16?")
    said = faults(
        year_unknown.RULE, visit, value_of("s", "XXXX-10-16"), value_of("t", "XXXX-10-16")
    )
    assert [(where, fault.variant, fault.related) for where, fault in said] == [
        ("ex:a", "concluded", ["ex:s"])
    ]


@pytest.mark.parametrize("start", ["2017-10-16", "2017-11-16?", "2017?"])
def test_a_year_that_is_sure_or_another_day_was_not_concluded_from_the_quote(start):
    """Only a doubtful date with the quoted month and day was made from the quote."""
    visit = record("Visit", "a", start=start, date_text="autumn")
    said = variants(year_unknown.RULE, visit, value_of("s", "XXXX-10-16"))
    assert said == (["concluded"] if start == "2017?" else [])


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("2015-03-25", "2015-03-26", True),
        ("2015-03-25?", "2015-03-25", False),
        ("2015-03", "2015-03-26", False),
        ("XXXX-03-26", "2015-03-26?", False),
        ("XXXX-03-25", "2015-03-26", True),
        ("XXXX-03", "XXXX-04", True),
        ("..", "2015", True),
        ("..", "..", False),
    ],
)
def test_dates_differ_when_they_cannot_be_the_same(one, other, wanted):
    """An unknown year can be any, an open end only itself; the order does not matter."""
    assert differ(one, other) is wanted
    assert differ(other, one) is wanted


def test_all_sources_that_say_otherwise_are_told_at_once():
    """Two competing dates give one finding at the record; agreeing and settled ones are left out."""
    said = faults(
        date_stated_otherwise.RULE,
        value_of("s", "2015-03-26"),
        value_of("t", "2015-03-27"),
        value_of("u", "2015-03-25"),
        value_of("v", "2015-03-28", rank="deprecated"),
        value_of("w", "2015-03-29", record_status="withdrawn"),
        value_of("x", "nonsense"),
        record("Visit", "a", start="2015-03-25?"),
    )
    assert [(where, fault.field, fault.related) for where, fault in said] == [
        ("ex:a", "start", ["ex:s", "ex:t"])
    ]
    assert said[0][1].params["others"] == ["2015-03-26", "2015-03-27"]


def test_statements_about_other_fields_and_unknown_records_are_left_alone():
    """Only dates are compared, and only with records that are here."""
    said = faults(
        date_stated_otherwise.RULE,
        value_of("s", "2015", property=["attendance"]),
        value_of("t", "2015", about="ex:nowhere"),
        value_of("u", "2015", kind="inference"),
        value_of("v", "2015", property=["registration_deadline"]),
        record("Visit", "a", start="2016"),
    )
    assert said == []


# --- parts and wholes ----------------------------------------------------------------------------

WHOLE = record("Event", "whole", start="2022-10-12", end="2022-10-13")


@pytest.mark.parametrize(
    ("dates", "field"),
    [
        ({"start": "2022-10-12"}, None),
        ({"start": "2022-10"}, None),
        ({"start": "2022-11"}, "start"),
        ({"start": "2022-10-11"}, "start"),
        ({"start": "2022-10-13", "end": "2022-10-14"}, "end"),
        ({"start": "2022-10-12", "end": ".."}, None),
        ({"start": "XXXX-01-01"}, None),
        ({}, None),
    ],
)
def test_a_part_certainly_outside_its_whole(dates, field):
    """Only what no reading of the dates allows is outside."""
    said = places(
        part_outside_parent.RULE, WHOLE, record("Event", "part", parent="ex:whole", **dates)
    )
    assert said == ([("ex:part", field)] if field else [])


def test_a_whole_without_a_last_day_has_no_end_to_lie_after():
    """A blank end is not stated; one day of duration states it."""
    part = record("Visit", "part", parent="ex:whole", start="2022-11-12")
    open_ended = record("Event", "whole", start="2022-10-12")
    assert places(part_outside_parent.RULE, open_ended, part) == []
    one_day = record("Event", "whole", start="2022-10-12", days=1)
    assert places(part_outside_parent.RULE, one_day, part) == [("ex:part", "start")]


def test_dates_are_taken_from_further_up():
    """A session within a block without dates is held against the conference."""
    block = record("Event", "block", parent="ex:whole")
    part = record("Event", "part", parent="ex:block", start="2022-11-12")
    assert places(part_outside_parent.RULE, WHOLE, block, part) == [("ex:part", "start")]


def test_parents_in_a_circle_or_of_another_type_end_the_search():
    """A fault in `parent` has its own finding and stops nothing."""
    circle = [
        record("Event", "a", parent="ex:b", start_time="10:00"),
        record("Event", "b", parent="ex:a"),
    ]
    wrong = record("Event", "c", parent="ex:city", start_time="10:00")
    for rule in (part_outside_parent.RULE, time_without_day.RULE):
        assert places(rule, *circle, wrong, record("City", "city")) == []


NETWORK = record("Network", "net", start="2020", end="2022-12")


@pytest.mark.parametrize(
    ("one", "field"),
    [
        (record("Visit", "a", networks=["ex:net"], start="2012-05"), "start"),
        (record("Visit", "a", networks=["ex:net"], start="2020-01-01", end="2022-12-31"), None),
        (record("Event", "a", networks=["ex:net"], start="2022-12-30", end="2023-01-02"), "end"),
        (record("Membership", "a", group="ex:net", member="ex:b", end="2023"), "end"),
        (record("Membership", "a", group="ex:net", member="ex:b", end=".."), None),
        (record("MentoringPair", "a", network="ex:net", start="2019"), "start"),
        (record("Visit", "a", networks=["ex:net", "ex:nowhere"], start="2021"), None),
        (record("Visit", "a", networks=["ex:net"], start="2012", failed=("start",)), None),
        (record("Visit", "a", start="2012"), None),
    ],
)
def test_what_lies_outside_its_network(one, field):
    """Events, visits, memberships and mentoring are held against the network's dates."""
    said = places(outside_network_period.RULE, NETWORK, one)
    assert said == ([("ex:a", field)] if field else [])


def test_an_association_has_members_without_being_a_network():
    """Membership in an organisation has no period to lie in."""
    body = record("Organisation", "body", start="2020")
    member = record("Membership", "a", group="ex:body", member="ex:b", start="2012")
    assert places(outside_network_period.RULE, body, member) == []


def test_an_inherited_date_outside_the_network_is_told_where_the_network_is_named():
    """The session names the network, the conference has the date."""
    conference = record("Event", "c", start="2012-05")
    session = record("Event", "s", parent="ex:c", networks=["ex:net"])
    [(where, fault)] = faults(outside_network_period.RULE, NETWORK, conference, session)
    assert (where, fault.field, fault.item) == ("ex:s", "networks", 0)
    named = record("Event", "c", start="2012-05", networks=["ex:net"])
    assert places(outside_network_period.RULE, NETWORK, named, session) == [("ex:c", "start")]


# --- times of day --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dates", "wrong"),
    [
        ({"start": "2022-10-12", "end": "2022-10-12"}, True),
        ({"start": "2022-10-12", "days": 1}, True),
        ({"start": "XXXX-10-12?", "end": "XXXX-10-12"}, True),
        ({"parent": "ex:day"}, True),
        ({"start": "2022-10-12"}, False),
        ({"start": "2022-10-12", "end": "2022-10-13"}, False),
        ({"start": "2022-10", "end": "2022-10"}, False),
        ({"parent": "ex:whole"}, False),
        ({}, False),
    ],
)
def test_times_run_backwards_only_within_one_day(dates, wrong):
    """Over several days, or if the last day is not stated, an event may end at an earlier hour."""
    day = record("Event", "day", start="2022-10-12", end="2022-10-12")
    one = record("Event", "a", start_time="14:00", end_time="09:30", **dates)
    said = places(end_time_before_start_time.RULE, WHOLE, day, one)
    assert said == ([("ex:a", "end_time")] if wrong else [])


def test_equal_times_are_in_order():
    """What begins and ends in one minute does not run backwards."""
    one = record("Event", "a", start="2022", days=1, start_time="14:00", end_time="14:00")
    assert places(end_time_before_start_time.RULE, one) == []


@pytest.mark.parametrize(
    ("stated", "variant"),
    [
        ({"start": "2022-10-12"}, None),
        ({"end": "2022-10-12"}, None),
        ({"start": "XXXX-10-12"}, None),
        ({"parent": "ex:whole"}, None),
        ({"start": "2022-10"}, "imprecise"),
        ({"start": "2022-10-XX"}, "imprecise"),
        ({}, "no_date"),
        ({"parent": "ex:block"}, "no_date"),
        ({"parent": "ex:nowhere"}, None),
        ({"start": "12.10.22", "failed": ("start",)}, None),
    ],
)
def test_a_time_needs_a_day(stated, variant):
    """A day stated here or above is enough; a date that is wrong or elsewhere is not missing."""
    block = record("Event", "block")
    one = record("Event", "a", end_time="14:00", **stated)
    said = faults(time_without_day.RULE, WHOLE, block, one)
    expected = [] if variant is None else [("end_time", variant)]
    assert [(fault.field, fault.variant) for _, fault in said] == expected


# --- deadline, status, days ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("deadline", "stated", "wrong"),
    [
        ("2022-10-13", {"start": "2022-10-12"}, True),
        ("2022-10-12", {"start": "2022-10-12"}, False),
        ("2022-10", {"start": "2022-10-12"}, False),
        ("2022-10-13", {"parent": "ex:whole"}, True),
        ("2022-10-13", {}, False),
    ],
)
def test_registration_closes_before_the_start(deadline, stated, wrong):
    """The last day to register may be the first day, not a later one."""
    said = places(
        deadline_after_start.RULE,
        WHOLE,
        record("Event", "a", registration_deadline=deadline, **stated),
    )
    assert said == ([("ex:a", "registration_deadline")] if wrong else [])


@pytest.mark.parametrize(
    ("status", "stated", "wrong"),
    [
        ("planned", {"start": "2024-04-30"}, True),
        ("planned", {"start": "2024-05-01"}, False),
        ("planned", {"start": "2024-05"}, False),
        ("planned", {"start": "2024-04-30", "end": "2024-05-02"}, False),
        ("planned", {"start": "2024-04-30", "end": ".."}, False),
        ("planned", {"parent": "ex:whole"}, True),
        ("planned", {"start": "XXXX-04-30"}, False),
        ("held", {"start": "2024-05-02"}, True),
        ("held", {"start": "2024-05-01"}, False),
        ("held", {"start": "2024"}, False),
        ("held", {"start": "2025"}, True),
        ("held", {}, False),
        ("cancelled", {"start": "2020"}, False),
        (None, {"start": "2020"}, False),
    ],
)
def test_the_status_fits_today(status, stated, wrong):
    """On 1 May 2024, what is over is not planned and what is to come was not held."""
    said = places(
        status_against_date.RULE, WHOLE, record("Visit", "a", event_status=status, **stated)
    )
    assert said == ([("ex:a", "event_status")] if wrong else [])


@pytest.mark.parametrize(
    ("days", "start", "end", "wrong"),
    [
        (4, "2021-10-16", "2021-10-19", False),
        (5, "2021-10-16", "2021-10-19", True),
        (">3", "2021-10-16", "2021-10-19", False),
        (">4", "2021-10-16", "2021-10-19", True),
        ("3..6", "2021-10-16", "2021-10-19", False),
        ("<=9", "2021-10-16", "2021-10-19", False),
        ("~9", "2021-10-16", "2021-10-19", False),
        (9, "2021-10-16", "2021-10-19?", False),
        (9, "2021-10", "2021-10-19", False),
        (9, "2021-10-19", "2021-10-16", False),
        (9, "2021-10-19", "..", False),
        (9, "XXXX-10-16", "XXXX-10-19", False),
        (9, "2021-10-16", None, False),
        (None, "2021-10-16", "2021-10-19", False),
    ],
)
def test_days_fit_between_two_full_dates(days, start, end, wrong):
    """Both ends count; doubtful or partial dates and other faults say nothing."""
    said = places(more_days_than_dates.RULE, record("Visit", "a", days=days, start=start, end=end))
    assert said == ([("ex:a", "days")] if wrong else [])


# --- time zones ----------------------------------------------------------------------------------

PARTIES = (
    record("City", "vantaa", country="FI"),
    record("City", "mechelen", country="BE"),
    record("City", "capaci", country="IT"),
    record("City", "atlantis", country="AQ"),
    record("Organisation", "iq", city="ex:vantaa"),
    record("Organisation", "vvsg", country="BE"),
    record("Organisation", "lost", city="ex:nowhere"),
    record("Person", "speaker", organisations=["ex:iq", "ex:nowhere"]),
)


@pytest.mark.parametrize(
    ("stated", "reason"),
    [
        ({"format": "online"}, "online"),
        ({"format": "online", "time_zone": "Europe/Brussels"}, None),
        ({"parent": "ex:webinar"}, "online"),
        ({"visitors": ["ex:vantaa"], "hosts": ["ex:mechelen"]}, "several"),
        ({"visitors": ["ex:iq"], "hosts": ["ex:vvsg"]}, "several"),
        ({"speakers": ["ex:speaker"], "hosts": ["ex:vvsg"]}, "several"),
        ({"visitors": ["ex:capaci"], "hosts": ["ex:mechelen", "ex:lost"]}, None),
        ({"visitors": ["ex:vantaa"], "hosts": ["ex:mechelen"], "format": "in_person"}, "several"),
        (
            {
                "visitors": ["ex:vantaa"],
                "hosts": ["ex:mechelen"],
                "format": "in_person",
                "cities": ["ex:mechelen"],
            },
            None,
        ),
        ({"visitors": ["ex:vantaa"], "hosts": ["ex:vantaa", "ex:nowhere"]}, None),
    ],
)
def test_who_needs_a_time_zone(stated, reason):
    """People online or by different clocks do; who meets in a known place does not."""
    webinar = record("Event", "webinar", format="online")
    one = record("Visit", "a", start_time="10:00", **stated)
    said = faults(time_zone_missing.RULE, *PARTIES, webinar, one)
    expected = [] if reason is None else [("ex:a", "time_zone", reason)]
    assert [(where, fault.field, fault.variant) for where, fault in said] == expected


def test_without_times_no_zone_is_needed():
    """A zone says nothing of a day."""
    assert places(time_zone_missing.RULE, record("Event", "a", format="online")) == []


def test_an_agenda_lacks_its_zone_once():
    """Sessions are not told again what the event was told; its zone serves them all."""
    sessions = [record("Event", f"s{n}", parent="ex:a", start_time="10:00") for n in range(3)]
    event = record("Event", "a", format="online", start_time="09:00")
    assert places(time_zone_missing.RULE, event, *sessions) == [("ex:a", "time_zone")]
    zoned = record("Event", "a", format="online", time_zone="Europe/Brussels")
    assert places(time_zone_missing.RULE, zoned, *sessions) == []


def test_countries_share_clocks_where_their_clocks_agree():
    """Britain, Ireland and Portugal show one time; Spain has two; an unknown country has none."""
    assert clocks("GB") == clocks("IE")
    assert not clocks("PT").isdisjoint(clocks("GB"))
    assert not clocks("ES").isdisjoint(clocks("PT"))
    assert clocks("FI").isdisjoint(clocks("SE"))
    assert clocks("ZZ") == frozenset()


@pytest.mark.parametrize(
    ("text", "stated", "wrong"),
    [
        ("2 pm CET", {"start": "2022-07-12"}, True),
        ("2 pm CEST", {"start": "2022-07-12"}, False),
        ("2 pm CEST", {"start": "2022-01-12"}, True),
        ("2 pm CET", {"start": "2022-01-12"}, False),
        ("2 pm CET", {"start": "2022-07"}, True),
        ("2 pm CET", {"start": "2022-10"}, False),
        ("2 pm CET", {"start": "2022"}, False),
        ("2 pm CET", {"start": "XXXX-07-12"}, False),
        ("2 pm CET", {"start": "1990-07-12"}, False),
        ("2 pm CET", {"start": "2022-10-29", "end": "2022-10-30"}, False),
        ("2 pm CET", {"start": "2022-07-13", "end": "2022-07-12"}, False),
        ("2 pm CET", {"parent": "ex:july"}, True),
        ("2 pm CET", {}, False),
        ("2 pm EDT", {"start": "2022-03-12"}, True),
        ("2 pm EDT", {"start": "2022-03-13"}, False),
        ("2 pm EDT", {"start": "2022-11-05"}, False),
        ("2 pm EDT", {"start": "2022-11-06"}, True),
        ("2 pm BST", {"start": "2022-01-12"}, True),
        ("2 pm EET and WET", {"start": "2022-07-12"}, True),
        ("2 pm GMT+2", {"start": "2022-07-12"}, False),
        ("c'est le 12; WETTER", {"start": "2022-07-12"}, False),
    ],
)
def test_zone_abbreviations_of_the_wrong_season(text, stated, wrong):
    """An abbreviation is wrong where clocks certainly showed the other time."""
    july = record("Event", "july", start="2022-07-12")
    said = places(
        zone_abbreviation_wrong.RULE, july, record("Event", "a", date_text=text, **stated)
    )
    assert set(said) == ({("ex:a", "date_text")} if wrong else set())


@pytest.mark.parametrize(
    ("continent", "day", "wanted"),
    [
        ("Europe", date(2024, 3, 30), False),
        ("Europe", date(2024, 3, 31), True),
        ("Europe", date(2024, 10, 26), True),
        ("Europe", date(2024, 10, 27), False),
        ("Europe", date(2021, 10, 31), False),
        ("Europe", date(1995, 7, 1), None),
        ("America", date(2024, 3, 9), False),
        ("America", date(2024, 3, 10), True),
        ("America", date(2024, 11, 2), True),
        ("America", date(2024, 11, 3), False),
        ("America", date(2006, 7, 1), None),
    ],
)
def test_summer_time_begins_and_ends_on_its_sundays(continent, day, wanted):
    """The last Sundays of March and October in Europe; American clocks have their own."""
    assert is_summer_time(day, continent) is wanted


@given(st.integers(1996, 2100))
def test_european_summer_time_lasts_30_or_31_weeks(year):
    """From the last Sunday of March to the last of October, in every year."""
    days = [date(year, 1, 1).toordinal() + number for number in range(365)]
    summer = sum(bool(is_summer_time(date.fromordinal(day), "Europe")) for day in days)
    assert summer in {30 * 7, 31 * 7}
