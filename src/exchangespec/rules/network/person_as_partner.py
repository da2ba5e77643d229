"""A person in a role that only a city or organisation can have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.relations import current, needed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

FOR_BODIES = {"lead_partner", "partner", "associated_partner", "city_member"}


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield memberships of people in the roles of bodies."""
    for membership in current(known, "Membership"):
        member, role = membership.text("member"), membership.get("role")
        if role in FOR_BODIES and known.type_of(member) == "Person":
            facts = {"party": member, "role": role}
            yield membership, Fault("person-as-partner", facts, field="member")


OFFICER = {
    "type": "Person",
    "id": "ex:p-1",
    "name": "Head of diversity",
    "job_title": {"en": "Head of diversity"},
    "organisations": ["ex:mechelen"],
    "basis": "public_role",
    "sources": ["ex:report"],
}
MEMBER = {
    "type": "Membership",
    "id": "ex:m-4",
    "group": "ex:inclucities",
    "member": "ex:p-1",
    "sources": ["ex:report"],
}
HEADER = {"personal_data": "published_with_basis"}

RULE = Rule(
    code="EXS705",
    slug="person-as-partner",
    severity="error",
    title="A person is a partner of a network.",
    message="{party} is a person and cannot have the role {role}.",
    why="Partners are cities and organisations; people act for them.",
    fix="Name the city or organisation as member, or give the person a role such as "
    "coordinator, and name the body on whose behalf.",
    wrong=Example(
        records=[OFFICER, {**MEMBER, "role": "partner"}],
        header=HEADER,
        at={"record": "ex:m-4", "field": "member"},
    ),
    right=Example(records=[OFFICER, {**MEMBER, "role": "coordinator"}], header=HEADER),
    reads=needed({"Membership": ("member", "role"), "Person": ()}),
    apart=True,
    check_all=check_all,
)
