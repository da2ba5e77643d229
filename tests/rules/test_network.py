"""Rules on networks and their members at their edges, beyond the examples on their pages."""

import pytest

from told_by_rules import places, told

ALL_MEMBERS = ("ex:m-1", "ex:m-2", "ex:m-3")
PARTIAL = {
    "type": "Statement", "id": "ex:s", "about": "ex:inclucities", "kind": "partial",
    "property": ["Membership"], "source": "ex:report",
}  # fmt: skip


def member(number, party="ex:capaci", role="partner", **more):
    """One membership of the network."""
    return {
        "type": "Membership", "id": f"ex:m-{number}", "group": "ex:inclucities", "member": party,
        "role": role, **more,
    }  # fmt: skip


def test_a_lead_that_was_cancelled_does_not_lead():
    """Only memberships that came about count."""
    gone = member(1, "ex:mechelen", "lead_partner", membership_status="cancelled")
    assert places("no-lead-partner", gone) == [("ex:inclucities", None)]
    assert told("no-lead-partner", gone, PARTIAL) == []


@pytest.mark.parametrize(
    ("first", "second", "faulty"),
    [
        ({}, {}, True),
        ({"end": "2020-06"}, {"start": "2020-07"}, False),
        ({"end": "2020"}, {"start": "2020"}, False),
        ({"end": "2021"}, {"start": "2020"}, True),
        ({"membership_status": "replaced"}, {}, False),
    ],
)
def test_two_leads_at_the_same_time(first, second, faulty):
    """One lead may follow the other."""
    leads = [
        member(1, "ex:mechelen", "lead_partner", **first),
        member(2, "ex:capaci", "lead_partner", **second),
    ]
    assert bool(told("two-lead-partners", *leads)) is faulty


def test_a_city_and_its_authority_lead_as_one():
    """The same party twice is not two leads."""
    hall = {
        "type": "Organisation", "id": "ex:hall", "kind": "local_authority", "city": "ex:mechelen",
    }  # fmt: skip
    assert told("two-lead-partners", hall, member(4, "ex:hall", "lead_partner")) == []


@pytest.mark.parametrize(
    ("records", "without", "variant"),
    [
        ([], (), None),
        ([], ALL_MEMBERS, "few"),
        ([PARTIAL], ALL_MEMBERS, None),
        ([], ("ex:m-2", "ex:m-3"), "few"),
        ([], ("ex:m-2",), "country"),
        ([member(2, "other:city")], (), None),
    ],
)
def test_how_many_members_a_network_needs(records, without, variant):
    """Two members of two countries; a member whose country is not known may be from anywhere."""
    found = told("too-few-members", *records, without=without)
    assert [fault.variant for _, fault in found] == ([variant] if variant else [])


def test_the_same_membership_twice():
    """Without dates, or with overlapping ones, in the same role only."""
    assert places("membership-twice", member(4)) == [("ex:m-4", None)]
    assert told("membership-twice", member(4, role="observer")) == []
    later = [member(2, end="2020"), member(4, start="2021")]
    assert told("membership-twice", *later) == []


def test_a_wrong_date_gives_no_second_finding():
    """A date stated wrongly is not taken for one that is not stated."""
    assert told("membership-twice", member(4, start="soon"), failed={"ex:m-4": ("start",)}) == []


def test_roles_that_people_may_have():
    """A person may coordinate, but not be a partner."""
    person = {"type": "Person", "id": "ex:p", "name": "Officer"}
    assert told("person-as-partner", person, member(4, "ex:p", "expert")) == []
    assert places("person-as-partner", person, member(4, "ex:p", "city_member")) == [
        ("ex:m-4", "member")
    ]
