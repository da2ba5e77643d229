"""Rules on what records say together at their edges, beyond the examples on their pages."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import exchangespec as xs
from exchangespec.model import RECORDS
from exchangespec.rules.logic import RULES
from exchangespec.submission.facts import Key, RecordFacts
from exchangespec.submission.relations import (
    ROLE_COLUMNS,
    at_least,
    at_most,
    at_the_same_time,
    needed,
)
from told_by_rules import places, told

VISIT = {"type": "Visit", "id": "ex:v", "kind": "study_visit", "start": "2021-09-06"}
BOTH = {**VISIT, "visitors": ["ex:capaci"], "hosts": ["ex:mechelen"]}
EVENT = {"type": "Event", "id": "ex:e", "name": {"en": "Day"}, "kind": "conference"}
SAID = {"type": "Statement", "id": "ex:s", "source": "ex:report"}
HALL = {
    "type": "Organisation", "id": "ex:hall", "name": {"en": "Town hall"},
    "kind": "local_authority", "city": "ex:mechelen",
}  # fmt: skip
GROUP = {
    "type": "Organisation", "id": "ex:group", "name": {"en": "Local group"},
    "kind": "local_group", "city": "ex:capaci",
}  # fmt: skip
PEOPLE = [
    {"type": "Person", "id": f"ex:p{number}", "name": "Officer", "organisations": ["ex:capaci"]}
    for number in range(4)
]


def takes_part(party, role, number=1, event="ex:v", **more):
    """A participation in the visit."""
    return {
        "type": "Participation", "id": f"ex:pa-{number}", "event": event, "party": party,
        "role": role, **more,
    }  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_columns_exist(rule):
    """A rule asks only for columns that the record type has."""
    for record_type, names in rule.reads.items():
        assert set(names) <= RECORDS[record_type].model_fields.keys()


def test_role_columns_are_columns_of_their_types():
    """The list columns that name parties are the model's."""
    for record_type, columns in ROLE_COLUMNS.items():
        assert columns.keys() <= RECORDS[record_type].model_fields.keys()


def test_needed_adds_what_tells_withdrawn_records():
    """Columns are united by type, each once."""
    union = needed({"City": ("country",)}, {"City": ("country", "part_of"), "Network": ()})
    assert union == {
        "City": ("country", "record_status", "part_of"),
        "Network": ("record_status",),
    }


# --- sides of a visit ----------------------------------------------------------------------------


def test_a_side_may_be_known_by_participation_of_any_status():
    """Who was announced, or is only described, is known."""
    described = {"type": "Participation", "id": "ex:pa", "event": "ex:v", "party_text": "officials"}
    visitors = {**described, "role": "visitor", "participation_status": "announced"}
    assert places("no-side-known", VISIT, visitors) == []
    assert places("one-side-unknown", VISIT, visitors) == [("ex:v", "hosts")]


def test_a_side_stated_wrongly_is_stated():
    """A wrong value has its own finding and gives no second one."""
    failed = {"ex:v": ("hosts",)}
    assert places("one-side-unknown", BOTH, failed=failed) == []


def test_a_stop_takes_its_sides_from_the_visit_it_is_part_of():
    """A visit inside a visit need not repeat visitors and hosts."""
    stop = {**VISIT, "id": "ex:stop", "parent": "ex:v"}
    assert places("no-side-known", BOTH, stop) == []
    assert places("no-side-known", EVENT, {**stop, "parent": "ex:e"}) == [("ex:stop", None)]


def test_a_withdrawn_visit_is_asked_for_nothing():
    """A withdrawn record only marks a deletion."""
    assert places("no-side-known", {**VISIT, "record_status": "withdrawn"}) == []


def test_a_city_and_its_own_authority_are_one_party():
    """The town hall cannot visit its own city, whichever record says that it is the city's."""
    visit = {**VISIT, "visitors": ["ex:hall"], "hosts": ["ex:mechelen"]}
    assert places("visits-itself", HALL, visit) == [("ex:v", "visitors")]
    museum = {**HALL, "kind": "other", "city": "ex:capaci"}
    city = {
        "type": "City", "id": "ex:mechelen", "name": {"en": "M"}, "country": "BE",
        "authority": "ex:hall",
    }  # fmt: skip
    assert places("visits-itself", museum, city, visit) == [("ex:v", "visitors")]
    assert places("visits-itself", HALL, {**city, "authority": "ex:vvsg"}, visit) == []


def test_whoever_did_not_come_is_no_visitor():
    """A party that cancelled may host later, even where the list names it still."""
    visit = {**BOTH, "visitors": ["ex:capaci", "ex:mechelen"]}
    assert len(told("visits-itself", visit)) == 1
    gone = takes_part("ex:mechelen", "visitor", participation_status="replaced")
    assert told("visits-itself", visit, gone) == []


def test_a_visitor_by_participation_is_shown_where_it_stands():
    """The finding stands at the participation, not at the visit."""
    assert places("visits-itself", BOTH, takes_part("ex:mechelen", "leader")) == [
        ("ex:pa-1", "party")
    ]


# --- place, network, length ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "faulty"),
    [
        ({}, True),
        ({"format": "online"}, False),
        ({"format": "hybrid"}, True),
        ({"hosts": ["ex:vvsg"]}, False),
        ({"hosts": ["geonames:1"]}, False),
        ({"hosts": ["ex:capaci", "ex:mechelen"]}, False),
        ({"cities": ["ex:capaci", "ex:mechelen"]}, False),
        ({"cities": ["ex:part"]}, False),
        ({"attended": ["ex:e"]}, False),
        ({"parent": "ex:web"}, False),
    ],
)
def test_where_a_visit_may_take_place(more, faulty):
    """A host's city, a part of it, online, and where an attended event was, are all right."""
    part = {
        "type": "City", "id": "ex:part", "name": {"en": "P"}, "country": "BE",
        "part_of": "ex:mechelen",
    }  # fmt: skip
    event = {**EVENT, "cities": ["ex:capaci"]}
    web = {**EVENT, "id": "ex:web", "format": "online"}
    visit = {**BOTH, "cities": ["ex:capaci"], **more}
    assert bool(told("city-is-not-the-hosts", part, event, web, visit)) is faulty


@pytest.mark.parametrize(
    ("visitor", "faulty"),
    [
        ("ex:capaci", False),
        ("ex:hall", False),
        ("ex:group", False),
        ("ex:p0", False),
        ("ex:in-group", False),
        ("ex:aiccre", True),
        ("ex:agency", False),
        ("ex:office", False),
        ("other:city", False),
    ],
)
def test_who_belongs_to_a_network(visitor, faulty):
    """Members, their authorities, parts, people and local groups belong, and so do agencies."""
    office = {
        "type": "Organisation", "id": "ex:office", "name": {"en": "O"}, "kind": "other",
        "parent": "ex:vvsg",
    }  # fmt: skip
    agency = {**office, "id": "ex:agency", "parent": "ex:nobody"}
    ngo = {**office, "id": "ex:in-group", "parent": "ex:nobody"}
    joins = {
        "type": "Membership", "id": "ex:m-9", "group": "ex:group", "member": "ex:in-group",
        "role": "member",
    }  # fmt: skip
    through = {
        "type": "Membership", "id": "ex:m-2", "group": "ex:inclucities", "member": "ex:capaci",
        "role": "partner", "via": "ex:agency",
    }  # fmt: skip
    visit = {
        **VISIT,
        "visitors": [visitor],
        "hosts": ["ex:mechelen"],
        "networks": ["ex:inclucities"],
    }
    records = [*PEOPLE, HALL, GROUP, office, agency, ngo, joins, through, visit]
    assert bool(told("party-outside-network", *records)) is faulty


def test_nobody_is_outside_a_network_whose_members_are_not_all_known():
    """A partial list of members says nothing about who is missing from it."""
    visit = {**BOTH, "visitors": ["ex:aiccre"], "networks": ["ex:inclucities"]}
    partial = {**SAID, "about": "ex:inclucities", "kind": "partial", "property": ["Membership"]}
    assert len(told("party-outside-network", visit)) == 1
    assert told("party-outside-network", visit, partial) == []
    assert told("party-outside-network", visit, without=("ex:m-1", "ex:m-2", "ex:m-3")) == []


@pytest.mark.parametrize(
    ("start", "end", "more", "field"),
    [
        ("2021-09-01", "2021-10-01", {}, None),
        ("2021-09-01", "2021-10-02", {}, "end"),
        ("2021-09", "2021-10", {}, None),
        ("2021-09", "2021-12", {}, "end"),
        ("2021-09-01", "2022", {"kind": "staff_exchange"}, None),
        ("2021-09-01", "2021-09-02", {"days": 32}, "days"),
        ("2021-09-01", "2021-09-02", {"days": ">31"}, "days"),
        ("2021-09-01", "2021-09-02", {"days": "~40"}, None),
        ("2021-09-02", "2021-09-01", {}, None),
    ],
)
def test_how_long_a_visit_may_last(start, end, more, field):
    """31 days are allowed, and only a visit that surely lasted longer is shown."""
    visit = {**VISIT, "start": start, "end": end, **more}
    assert places("very-long-visit", visit) == ([("ex:v", field)] if field else [])


# --- the same thing twice ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "faulty"),
    [
        ({}, True),
        ({"visitors": ["ex:mechelen"], "hosts": ["ex:capaci"]}, True),
        ({"hosts": ["ex:hall"]}, True),
        ({"start": "2021-09"}, True),
        ({"start": "2021"}, False),
        ({"start": "2021-09-07"}, False),
        ({"visitors": ["ex:aiccre"]}, False),
        ({"parent": "ex:v"}, False),
        ({"reciprocates": "ex:v"}, False),
        ({"record_status": "withdrawn"}, False),
        ({"hosts": []}, False),
    ],
)
def test_which_visits_seem_the_same(more, faulty):
    """The same parties, either way round, in the same days or month."""
    other = {**BOTH, "id": "ex:v2", **more}
    assert bool(told("likely-same-visit", HALL, BOTH, other)) is faulty


def test_many_same_visits_give_one_finding_each():
    """A hundred reports of one visit give 99 findings, not a finding for each two of them."""
    visits = [{**BOTH, "id": f"ex:v{number:03}"} for number in range(100)]
    assert len(told("likely-same-visit", *visits)) == 99


def spell(number, **dates):
    """A record with a time."""
    return RecordFacts("Membership", f"ex:m{number}", dates, key=Key(0, number))


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ({}, {}, True),
        ({}, {"start": "2018"}, True),
        ({"end": "2018"}, {"start": "2018"}, False),
        ({"start": "2018", "end": "2018"}, {"start": "2018", "end": "2018"}, True),
        ({"start": "2016", "end": "2019"}, {"start": "2018"}, True),
        ({"start": "2016", "end": "2017-06"}, {"start": "2017-07"}, False),
        ({"start": "2016", "end": ".."}, {"start": "2020"}, True),
        ({"start": "XXXX-10"}, {"start": "2020"}, True),
        ({"start": "202O"}, {"start": "2020"}, False),
    ],
)
def test_what_surely_overlaps(first, second, same):
    """No date is no bound, succession in one year is no overlap, a wrong date says nothing."""
    assert bool(list(at_the_same_time([spell(1, **first), spell(2, **second)]))) is same


@given(st.lists(st.tuples(st.integers(1, 40), st.integers(0, 9)), min_size=1, max_size=12))
def test_overlaps_are_found_as_by_comparing_all(spans):
    """The sweep finds every record that starts within an earlier one's time."""
    records = [
        spell(number, start=f"20{first:02}-01-01", end=f"20{first + length:02}-01-01")
        for number, (first, length) in enumerate(spans)
    ]
    ordered = sorted(range(len(spans)), key=lambda number: (spans[number][0], number))
    expected = {
        f"ex:m{later}"
        for place, later in enumerate(ordered)
        if any(
            spans[earlier][0] + spans[earlier][1] >= spans[later][0] for earlier in ordered[:place]
        )
    }
    assert {record.id for record, _ in at_the_same_time(records)} == expected


def test_mentoring_the_other_way_round_is_another_relation():
    """Two cities may mentor each other."""
    pair = {
        "type": "MentoringPair", "id": "ex:mp", "mentors": ["ex:mechelen"], "mentees": ["ex:capaci"],
    }  # fmt: skip
    back = {**pair, "id": "ex:mp2", "mentors": ["ex:capaci"], "mentees": ["ex:mechelen"]}
    assert told("mentoring-pair-twice", pair, back) == []
    assert len(told("mentoring-pair-twice", pair, {**pair, "id": "ex:mp3"})) == 1


def test_a_partnership_of_another_kind_is_another():
    """Order of the parties does not count, the kind does, and the authority is its city."""
    one = {
        "type": "Partnership", "id": "ex:ps", "kind": "twinning",
        "parties": ["ex:mechelen", "ex:capaci"],
    }  # fmt: skip
    other = {**one, "id": "ex:ps2", "parties": ["ex:capaci", "ex:hall"]}
    assert places("partnership-twice", HALL, one, other) == [("ex:ps2", None)]
    assert told("partnership-twice", HALL, one, {**other, "kind": "friendship"}) == []
    assert told("partnership-twice", HALL, one, {**other, "part_of": "ex:ps"}) == []


def test_one_partnership_from_one_side_among_one_sided_ones_is_nothing():
    """Where most relations are told by one side, being one-sided is no sign."""
    page = {"type": "Source", "id": "ex:page", "kind": "web_page", "publisher": "ex:mechelen"}
    some = [
        {
            "type": "Partnership", "id": f"ex:ps{number}", "kind": "twinning",
            "parties": ["ex:mechelen", other], "sources": ["ex:page"],
        }
        for number, other in enumerate(["ex:capaci", "ex:aiccre", "ex:vvsg"])
    ]  # fmt: skip
    assert told("partnership-from-one-side", page, *some) == []


# --- people and numbers --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "least", "most"),
    [
        (5, 5, 5),
        (">5", 6, None),
        (">=5", 5, None),
        ("<5", None, 4),
        ("<=5", None, 5),
        ("5..7", 5, 7),
        ("~5", None, None),
        ("5 %", None, None),
        ("many", None, None),
        (None, None, None),
        (True, None, None),
    ],
)
def test_bounds_of_counts(value, least, most):
    """Bounds that are excluded are one off; shares and rough figures bound nothing."""
    assert at_least(value) == (None if least is None else Decimal(least))
    assert at_most(value) == (None if most is None else Decimal(most))


@pytest.mark.parametrize(
    ("attendance", "faulty"), [(2, True), (3, False), ("<3", True), (">1", False), ("~2", False)]
)
def test_attendance_and_people_named_in_parts(attendance, faulty):
    """People named in sessions count once; whoever organised or was invited need not have come."""
    event = {**EVENT, "attendance": attendance, "speakers": ["ex:p0"], "organisers": ["ex:p3"]}
    session = {**EVENT, "id": "ex:e2", "parent": "ex:e", "moderators": ["ex:p0", "ex:p1"]}
    came = takes_part("ex:p2", "participant", event="ex:e2")
    invited = takes_part("ex:p3", "participant", 2, event="ex:e", participation_status="invited")
    records = [*PEOPLE, event, session, came, invited]
    assert bool(told("attendance-below-named", *records)) is faulty


def test_a_delegate_and_their_body_are_one():
    """A body is no further delegate where one of its people is named."""
    visit = {**BOTH, "delegates": ["ex:capaci", "ex:p0"], "delegation_size": 1}
    assert told("more-delegates-than-size", *PEOPLE, visit) == []
    visit = {**BOTH, "delegates": ["ex:p0", "ex:p1"], "delegation_size": 1}
    assert len(told("more-delegates-than-size", *PEOPLE, visit)) == 1


@pytest.mark.parametrize(
    ("size", "records", "variant"),
    [
        (5, [takes_part("ex:capaci", "visitor", headcount=5)], None),
        (5, [takes_part("ex:capaci", "visitor", headcount=6)], "more"),
        (5, [takes_part("ex:capaci", "visitor", headcount=3)], "fewer"),
        (">=5", [takes_part("ex:capaci", "visitor", headcount=9)], None),
        (5, [takes_part("ex:capaci", "visitor", headcount=">=3")], None),
        (5, [takes_part("ex:capaci", "visitor", headcount="~9")], None),
        (5, [takes_part("ex:capaci", "visitor", headcount=5), takes_part("ex:p0", "leader", 2)], None),
        (5, [takes_part("ex:aiccre", "visitor", headcount=5)], None),
        (5, [takes_part("ex:aiccre", "visitor", headcount=5), takes_part("ex:p0", "leader", 2)], "more"),
        (5, [takes_part("ex:capaci", "visitor", headcount=9, participation_status="invited")], None),
        (5, [takes_part(None, "visitor", party_text="officials", headcount=6)], "more"),
        (
            5,
            [
                takes_part("ex:capaci", "visitor", headcount=5),
                takes_part("ex:capaci", "delegate", 2, headcount=5),
            ],
            None,
        ),
    ],
)  # fmt: skip
def test_head_counts(size, records, variant):
    """Each party counts once; people count with the body that sent them; no number is any."""
    visit = {**BOTH, "delegation_size": size}
    found = told("head-counts-differ", *PEOPLE, visit, *records)
    assert [fault.variant for _, fault in found] == ([variant] if variant else [])


def test_a_partial_list_may_add_up_to_less():
    """A Statement `partial` says that not all parties are named."""
    visit = {**BOTH, "delegation_size": 5}
    few = takes_part("ex:capaci", "visitor", headcount=3)
    partial = {**SAID, "about": "ex:v", "kind": "partial", "property": ["visitors"]}
    assert len(told("head-counts-differ", visit, few)) == 1
    assert told("head-counts-differ", visit, few, partial) == []


def test_repeated_participations():
    """Twice the same is repeated, and so is what a list says, unless it adds something."""
    one = takes_part("ex:aiccre", "visitor")
    found = told("participation-repeated", BOTH, one, {**one, "id": "ex:pa-2", "headcount": 2})
    assert [(record, fault.variant) for record, fault in found] == [("ex:pa-2", "twice")]
    listed = takes_part("ex:capaci", "visitor")
    assert [fault.variant for _, fault in told("participation-repeated", BOTH, listed)] == ["list"]
    about = {**SAID, "about": "ex:pa-1", "kind": "lesson"}
    assert told("participation-repeated", BOTH, listed, about) == []
    assert told("participation-repeated", BOTH, takes_part("ex:capaci", "host")) == []


# --- agenda, plans, transfers, money -------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "faulty"),
    [
        ({}, True),
        ({"rounds": [1]}, False),
        ({"rounds": [1, 2]}, True),
        ({"start_time": "10:00"}, False),
        ({"parent": "ex:other"}, False),
    ],
)
def test_times_of_agenda_items(more, faulty):
    """Every round of an item needs its session block, or the item a time of its own."""
    block = {
        **EVENT, "id": "ex:block", "kind": "session_block", "parent": "ex:e", "rounds": [1],
        "start_time": "09:00",
    }  # fmt: skip
    item = {**EVENT, "id": "ex:item", "kind": "workshop", "parent": "ex:e", **more}
    found = places("agenda-item-without-times", EVENT, block, item)
    assert found == ([("ex:item", "start_time")] if faulty else [])


def item(local, kind, parent=None, plan="ex:plan"):
    """One item of a plan."""
    values = {"type": "PlanItem", "id": f"ex:{local}", "plan": plan, "kind": kind}
    return {**values, "parent": parent} if parent else values


@pytest.mark.parametrize(
    ("kind", "parent", "variant"),
    [
        ("objective", "challenge", None),
        ("action", "challenge", None),
        ("objective", "objective", None),
        ("indicator", "challenge", None),
        ("milestone", "indicator", None),
        ("risk", "action", None),
        ("objective", "action", "order"),
        ("challenge", "focus", "order"),
        ("action", "indicator", "order"),
    ],
)
def test_order_of_plan_items(kind, parent, variant):
    """Items serve wider ones; indicators, milestones and risks stand under any."""
    found = told("plan-item-order", item("a", parent), item("b", kind, "ex:a"))
    assert [fault.variant for _, fault in found] == ([variant] if variant else [])


def test_an_item_of_another_plan():
    """A parent in another plan is wrong whatever its kind."""
    found = told(
        "plan-item-order", item("a", "challenge", plan="ex:p2"), item("b", "focus", "ex:a")
    )
    assert [fault.variant for _, fault in found] == ["other_plan"]


def test_an_action_serves_an_objective_through_others():
    """The objective may stand further up; what is not here may have one."""
    chain = [item("a", "objective"), item("b", "action", "ex:a"), item("c", "action", "ex:b")]
    assert told("action-without-objective", *chain) == []
    assert places("action-without-objective", item("b", "action")) == [("ex:b", "parent")]
    assert told("action-without-objective", item("b", "action", "other:x")) == []
    circle = [item("a", "action", "ex:b"), item("b", "action", "ex:a")]
    assert told("action-without-objective", *circle) == []


def test_plans_without_items_that_the_source_does_not_give():
    """A gap or partial on the items, or a kind that has none, is no fault."""
    plan = {"type": "ActionPlan", "id": "ex:plan", "kind": "local_action_plan"}
    gap = {**SAID, "about": "ex:plan", "kind": "gap", "property": ["PlanItem"]}
    assert places("plan-without-items", plan) == [("ex:plan", None)]
    assert told("plan-without-items", plan, gap) == []
    assert told("plan-without-items", {**plan, "kind": "strategy"}) == []


TRANSFER = {
    "type": "Transfer", "id": "ex:t", "output": "ex:o", "kind": "adaptation",
    "providers": ["ex:mechelen"], "adopters": ["ex:capaci"],
}  # fmt: skip


def test_a_test_may_be_run_at_home():
    """The provider may test its own practice, and its authority is itself."""
    own = {**TRANSFER, "adopters": ["ex:hall"]}
    assert places("provider-adopts", HALL, own) == [("ex:t", "adopters")]
    assert told("provider-adopts", HALL, {**own, "kind": "test"}) == []


@pytest.mark.parametrize(
    ("carrier", "faulty"),
    [
        (BOTH, False),
        ({**VISIT, "visitors": ["ex:p0"], "hosts": ["ex:hall"]}, False),
        ({**VISIT, "visitors": ["ex:group"], "hosts": ["ex:mechelen"]}, False),
        ({**VISIT, "visitors": ["ex:aiccre"], "hosts": ["ex:mechelen"]}, True),
        ({**EVENT, "id": "ex:v", "networks": ["ex:inclucities"]}, False),
        ({**EVENT, "id": "ex:v", "organisers": ["ex:mechelen"]}, True),
        (
            {"type": "MentoringPair", "id": "ex:v", "mentors": ["ex:mechelen"], "mentees": ["ex:capaci"]},
            False,
        ),
        ({"type": "City", "id": "ex:other", "country": "BE"}, False),
    ],
)  # fmt: skip
def test_what_joins_provider_and_adopter(carrier, faulty):
    """Both sides, themselves or by their people, groups, authorities or network."""
    transfer = {**TRANSFER, "through": ["ex:v"]}
    records = [*PEOPLE, HALL, GROUP, carrier, transfer]
    assert bool(told("transfer-unconnected", *records)) is faulty


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"programme": "EIF", "programme_period": "2007-2013"}, None),
        ({"programme": "EIF", "programme_period": "2014-2020"}, "programme_period"),
        ({"programme": "ESF_PLUS", "programme_period": "2014-2020"}, "programme_period"),
        ({"programme": "ESF", "programme_period": "2014-2020"}, None),
        ({"programme": "AMIF", "awarded": "2013"}, "awarded"),
        ({"programme": "AMIF", "start": "2014-01"}, None),
        ({"programme": "EIF", "start": "2015-03"}, None),
        ({"programme": "EIF", "start": "2016-03"}, "start"),
        ({"programme": "EIF", "start": "XXXX-03"}, None),
    ],
)
def test_years_of_programmes(values, field):
    """The period decides; without one a date that surely lies outside, with two years to spare."""
    money = {
        "type": "Funding",
        "id": "ex:f",
        "funds": ["ex:inclucities"],
        "kind": "grant",
        **values,
    }
    assert places("programme-outside-period", money) == ([("ex:f", field)] if field else [])


def money(local, amount, recipients, funds=("ex:inclucities",), **more):
    """One funding by AMIF in euro."""
    return {
        "type": "Funding", "id": f"ex:{local}", "funds": list(funds), "kind": "grant",
        "programme": "AMIF", "currency": "EUR", "amount": amount, "recipients": recipients, **more,
    }  # fmt: skip


def test_shares_of_partners_add_up_to_no_more_than_the_whole():
    """What partners receive from one grant is part of what all receive."""
    whole = money("f", 100, ["ex:capaci", "ex:mechelen"])
    parts = [money("f1", 60, ["ex:capaci"]), money("f2", 40, ["ex:mechelen"])]
    assert told("parts-exceed-whole", whole, *parts) == []
    more = money("f2", ">40", ["ex:mechelen"])
    assert places("parts-exceed-whole", whole, parts[0], more) == [("ex:f", "amount")]
    assert told("parts-exceed-whole", {**whole, "amount": ">=100"}, parts[0], more) == []
    assert told("parts-exceed-whole", whole, parts[0], {**more, "currency": "SEK"}) == []


def test_rates_add_up_to_no_more_than_all():
    """Of one thing and recipient no more than a hundred per cent is paid."""
    first = money("f1", 10, ["ex:capaci"], rate="75 %")
    second = money("f2", 10, ["ex:capaci"], rate="25 %")
    assert told("parts-exceed-whole", first, second) == []
    found = places("parts-exceed-whole", first, {**second, "rate": "30 %"})
    assert found == [("ex:f2", "rate")]


# --- mentoring and statements --------------------------------------------------------------------


def test_sides_that_are_not_known_are_not_judged():
    """An outside id may be a city or an association."""
    pair = {
        "type": "MentoringPair", "id": "ex:mp", "mentors": ["ex:vvsg"],
        "mentees": ["geonames:2525392"],
    }  # fmt: skip
    assert told("association-on-one-side", pair) == []
    assert places("no-city-on-one-side", pair) == [("ex:mp", "mentors")]
    assert told("no-city-on-one-side", HALL, {**pair, "mentors": ["ex:hall"]}) == []


@pytest.mark.parametrize(
    ("kind", "names", "value", "place"),
    [
        ("value", ["start"], "2020", None),
        ("value", ["end"], "..", None),
        ("value", ["begin"], "2020", ("property", 0)),
        ("value", ["name.nl"], "Stad", None),
        ("value", ["start.nl"], "2020", ("property", 0)),
        ("value", ["name.dutch-"], "Stad", ("property", 0)),
        ("value", ["x_budget"], "a lot", None),
        ("value", ["follows"], "ex:mile;ex:other", None),
        ("value", ["follows"], "ex:mile;Other", ("value", None)),
        ("gap", ["start", "Membership"], None, None),
        ("partial", ["Membership"], None, None),
        ("gap", ["PlanItem"], None, ("property", 0)),
        ("value", ["Membership"], "2", ("property", 0)),
        ("inference", ["start", "end"], "2020", None),
        ("quote", ["objective", "nothing"], None, ("property", 1)),
    ],
)
def test_what_a_statement_may_speak_of(kind, names, value, place):
    """Fields of the record's type, one language of a text, child types for gap and partial."""
    statement = {**SAID, "about": "ex:inclucities", "kind": kind, "property": names}
    if value is not None:
        statement["value"] = value
    found = [(fault.field, fault.item) for _, fault in told("statement-does-not-fit", statement)]
    assert found == ([place] if place else [])


def say(number, value, about="ex:mechelen", name="lau", **more):
    """One value by a source."""
    return {
        "type": "Statement", "id": f"ex:s{number}", "about": about, "kind": "value",
        "property": [name], "value": value, "source": "ex:report", **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("statements", "unsettled", "settled"),
    [
        ([say(1, "1"), say(2, "2")], 1, 0),
        ([say(1, "1", rank="preferred"), say(2, "2")], 0, 1),
        ([say(1, "1", rank="deprecated"), say(2, "2")], 0, 0),
        ([say(1, "1"), say(2, "2", repeats="ex:s1")], 0, 0),
        ([say(1, "1", as_of="2019"), say(2, "2", as_of="2020")], 0, 0),
        ([say(1, "a;b", name="tags"), say(2, "b; a", name="tags")], 0, 0),
        ([say(1, "2020", "ex:inclucities", "start"), say(2, "2020-01", "ex:inclucities", "start")], 0, 0),
        ([say(1, "2020", "ex:inclucities", "start"), say(2, "2021", "ex:inclucities", "start")], 1, 0),
        ([say(1, "1"), say(2, "2"), say(3, "1"), say(4, "3")], 1, 0),
    ],
)  # fmt: skip
def test_when_sources_disagree(statements, unsettled, settled):
    """Different values of one field and time, none repeated or deprecated; dates may be less exact."""
    assert len(told("sources-disagree", *statements)) == unsettled
    assert len(told("sources-disagree-settled", *statements)) == settled


def test_a_disagreement_names_the_places_in_the_sources():
    """Values stand with their source and locator, the other statements are related."""
    found = told("sources-disagree", say(1, "1", locator="page 3"), say(2, "2"))
    record, fault = found[0]
    assert (record, fault.related) == ("ex:s2", ("ex:s1",))
    assert fault.params["values"] == ("1 (ex:report, page 3)", "2 (ex:report)")


def test_other_spellings_gather():
    """What a thing is also called adds up over sources; it contradicts nothing."""
    names = [say(number, f"Spelling {number}", name="other_names") for number in (1, 2)]
    assert not told("sources-disagree", *names)


def test_who_was_announced_and_came_may_have_two_records():
    """An announcement and what came of it are two facts; the party counts once, as come."""
    ahead = takes_part("ex:capaci", "visitor", 1, participation_status="announced", headcount=5)
    came = takes_part("ex:capaci", "visitor", 2, participation_status="attended", headcount=3)
    for pair in ((ahead, came), (came, ahead)):
        assert not told("participation-repeated", BOTH, *pair)
        assert not told("head-counts-differ", {**BOTH, "delegation_size": 3}, *pair)
        assert told("head-counts-differ", {**BOTH, "delegation_size": 2}, *pair)
    assert told("participation-repeated", BOTH, ahead, {**ahead, "id": "ex:pa-3"})


@pytest.mark.parametrize(
    ("visit", "participations", "expected"),
    [
        ({"event_status": "held"}, [("ex:aiccre", "announced")], [("ex:v", "visitors")]),
        ({}, [("ex:aiccre", "announced")], []),
        ({"event_status": "held"}, [("ex:aiccre", "invited")], []),
        ({}, [("ex:aiccre", "announced"), ("ex:vvsg", "attended")], [("ex:pa-2", "party")]),
        ({"event_status": "held"}, [("ex:capaci", "announced")], []),
    ],
)
def test_who_came_and_was_not_announced(visit, participations, expected):
    """Only a party that the data say came is held against an announcement."""
    records = [
        takes_part(party, "visitor", number, participation_status=status)
        for number, (party, status) in enumerate(participations, 1)
    ]
    assert places("not-as-announced", {**BOTH, **visit}, *records) == expected


def test_an_announcement_of_the_larger_visit_holds_for_its_parts():
    """Who was announced for several visits together may come to any of them."""
    whole = {**VISIT, "id": "ex:whole"}
    part = {**BOTH, "parent": "ex:whole", "event_status": "held"}
    ahead = takes_part("ex:aiccre", "visitor", 1, "ex:whole", participation_status="announced")
    assert places("not-as-announced", whole, part, ahead) == [("ex:v", "visitors")]


def figure(number, quantity, measure="migrants", **more):
    """One figure by a source."""
    return {
        **SAID, "id": f"ex:s{number}", "about": "ex:mechelen", "kind": "figure",
        "measure": measure, "quantity": quantity, **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("figures", "variants"),
    [
        ([figure(1, 5), figure(2, 5)], []),
        ([figure(1, 5), figure(2, ">4")], ["bound"]),
        ([figure(1, 5), figure(2, ">5")], ["apart"]),
        ([figure(1, "<5"), figure(2, "5..9")], ["apart"]),
        ([figure(1, 5), figure(2, 6, as_of="2020")], []),
        ([figure(1, 5, as_of="2020"), figure(2, 6, as_of="2020")], ["apart"]),
        ([figure(1, 5), figure(2, 6, rank="preferred")], []),
        ([figure(1, 5), figure(2, 6, rank="deprecated")], []),
        ([figure(1, 5), figure(2, 6, repeats="ex:s1")], []),
        ([figure(1, 5), figure(2, "~6")], ["bound"]),
        ([figure(1, 5, "other"), figure(2, 6, "other")], []),
        ([figure(1, 5, toward="ex:capaci"), figure(2, 6)], []),
        ([figure(1, ">80000", "population")], ["bound"]),
        ([figure(1, ">80000", "population", as_of="2015")], []),
        ([figure(1, 87000, "population")], []),
        ([figure(1, 1, "population", rank="preferred")], []),
    ],
)
def test_when_figures_differ(figures, variants):
    """Undated figures that differ are told, be it that both can be true or that they cannot."""
    city = {
        "type": "City", "id": "ex:mechelen", "name": {"en": "Mechelen"}, "country": "BE",
        "population": 87000,
    }  # fmt: skip
    found = told("figures-differ", city, *figures)
    assert [fault.variant for _, fault in found] == variants


def test_people_may_belong_to_a_group_that_is_counted():
    """Speakers named beside "9 German experts" are not added to the nine."""
    group = {
        "type": "Participation", "id": "ex:pa-9", "event": "ex:e", "party_text": "German experts",
        "role": "participant", "headcount": 9,
    }  # fmt: skip
    event = {**EVENT, "attendance": 9, "speakers": ["ex:p1", "ex:p2"]}
    assert not told("head-counts-differ", event, group, *PEOPLE)
    assert told("head-counts-differ", {**event, "attendance": 8}, group, *PEOPLE)


def test_a_statement_says_which_field_its_kind_needs():
    """And that several fields are several statements."""
    about_two = {
        "type": "Statement",
        "id": "ex:s-1",
        "about": "ex:mechelen",
        "kind": "value",
        "property": ["country", "population"],
        "value": "1",
        "source": "ex:report",
    }
    lacking = {**about_two, "id": "ex:s-2", "kind": "figure", "measure": "migrants"}
    records = [about_two, lacking]
    found = xs.validate({"exchangespec": "1.0", "prefix": "ex", "records": records})
    [message, missing] = [one.message for one in found.singly if one.code == "EXS451"]
    assert missing == "“Quantity” is not stated; a statement of kind “figure” needs it."
    assert "names 2 fields" in message
    assert "write one statement for each" in message
