"""Rules on missing facts of events, groups and money at their edges."""

import pytest

from told_by_rules import places, told

EVENT = {"type": "Event", "id": "ex:e", "name": {"en": "Day"}, "kind": "conference"}
PART = {**EVENT, "id": "ex:part", "kind": "workshop", "parent": "ex:e"}
SAID = {"type": "Statement", "id": "ex:s", "about": "ex:e", "source": "ex:report"}
GROUP = {
    "type": "Organisation", "id": "ex:group", "name": {"en": "Group"}, "kind": "local_group",
    "city": "ex:mechelen", "network": "ex:inclucities",
}  # fmt: skip


@pytest.mark.parametrize(
    ("records", "failed", "faulty"),
    [
        ([EVENT], {}, True),
        ([{**EVENT, "start": "2022"}], {}, False),
        ([{**EVENT, "start": "soon"}], {"ex:e": ("start",)}, False),
        ([{**EVENT, "parent": "other:e"}], {}, False),
        ([EVENT, {**PART, "start": "2022"}], {}, False),
        ([EVENT, PART], {}, True),
        ([EVENT, {**SAID, "kind": "value", "property": ["start"], "value": "2022"}], {}, False),
        ([EVENT, {**SAID, "kind": "value", "property": ["end"], "value": "2022"}], {}, True),
        ([{**EVENT, "record_status": "withdrawn"}], {}, False),
    ],
)
def test_how_a_date_may_be_known(records, failed, faulty):
    """By a start, a parent, a dated part or a source's value; a part is asked through its parent."""
    found = places("no-date-known", *records, failed=failed)
    assert found == ([("ex:e", "start")] if faulty else [])


@pytest.mark.parametrize(
    ("whole", "part", "faulty"),
    [
        ({}, {}, ["ex:e", "ex:part"]),
        ({"country": "BE"}, {}, []),
        ({"format": "online"}, {}, []),
        ({"format": "hybrid"}, {}, ["ex:e", "ex:part"]),
        ({}, {"cities": ["ex:mechelen"]}, ["ex:e"]),
        ({}, {"parent": "other:e"}, ["ex:e"]),
    ],
)
def test_how_a_place_may_be_known(whole, part, faulty):
    """By cities, country or being online, of the event or of what it is part of."""
    found = places("no-place-known", {**EVENT, **whole}, {**PART, **part})
    assert found == [(one, "cities") for one in faulty]


@pytest.mark.parametrize(
    ("kind", "more", "fields"),
    [
        ("museum", {}, ["city"]),
        ("museum", {"country": "FR"}, []),
        ("museum", {"city": "ex:capaci"}, []),
        ("local_authority", {}, []),
        ("local_group", {}, []),
        ("museum", {"record_status": "withdrawn"}, []),
    ],
)
def test_who_is_asked_for_a_place(kind, more, fields):
    """Authorities and local groups are asked for their city by rules of their own."""
    body = {"type": "Organisation", "id": "ex:o", "name": {"en": "O"}, "kind": kind, **more}
    assert places("organisation-without-place", body) == [("ex:o", field) for field in fields]


def test_a_local_group_needs_both_network_and_city():
    """Each one that is missing is asked for."""
    bare = {name: value for name, value in GROUP.items() if name not in {"city", "network"}}
    assert places("local-group-unattached", bare) == [("ex:group", "network"), ("ex:group", "city")]
    assert told("local-group-unattached", GROUP) == []


def test_who_coordinates_a_local_group():
    """A coordinator, or the word that the members are not all stated, is enough."""
    chair = {
        "type": "Membership", "id": "ex:m-9", "group": "ex:group", "member": "ex:capaci",
        "role": "chair",
    }  # fmt: skip
    partial = {**SAID, "about": "ex:group", "kind": "partial", "property": ["Membership"]}
    assert places("local-group-without-coordinator", GROUP, chair) == [("ex:group", None)]
    assert told("local-group-without-coordinator", GROUP, {**chair, "role": "coordinator"}) == []
    assert told("local-group-without-coordinator", GROUP, partial) == []


def test_a_session_need_not_have_its_own_outcomes():
    """Outcomes are asked of whole events and of visits."""
    held = {"event_status": "held"}
    assert places("no-outcomes", {**EVENT, **held}, {**PART, **held}) == [("ex:e", "outcomes")]
    visit = {"type": "Visit", "id": "ex:v", "kind": "study_visit", "parent": "ex:e", **held}
    assert places("no-outcomes", EVENT, visit) == [("ex:v", "outcomes")]


def test_registration_by_page_or_deadline():
    """Either of the two is enough, and only registration asks for it."""
    asked = {**EVENT, "access": "registration"}
    assert places("registration-without-details", asked) == [("ex:e", "registration_url")]
    for name in ("registration_url", "registration_deadline"):
        assert told("registration-without-details", {**asked, name: "stated"}) == []
    assert told("registration-without-details", {**EVENT, "access": "public"}) == []


def test_a_currency_alone_is_not_asked_for_its_amount_twice():
    """The model says already that amount and currency belong together."""
    money = {"type": "Funding", "id": "ex:f", "funds": ["ex:inclucities"], "kind": "grant"}
    assert places("no-amount", money) == [("ex:f", "amount")]
    assert told("no-amount", {**money, "currency": "EUR"}) == []
