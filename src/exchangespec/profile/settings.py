"""The checks that a profile may ask for, and what each can be told.

The checks themselves are rules, `exchangespec.rules.network`; what is here a profile's file may
say. Codes are named with the list they come from, so that a slip is found when the file is read.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What every check is told: who asks for it, and under which name it goes there."""

    profile: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOfNetworks(Asked):
    """A check on networks: of which programmes (none: all), and of members in which roles."""

    programmes: tuple[str, ...] = field(default=(), metadata={"list": "programme"})
    roles: tuple[str, ...] = field(
        default=("lead_partner", "partner"), metadata={"list": "member_role"}
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherMembers(AskedOfNetworks):
    """At most `most` members may be bodies of other kinds than those named; cities always may."""

    kinds: tuple[str, ...] = field(metadata={"list": "organisation_kind"})
    most: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalGroups(AskedOfNetworks):
    """Every member city has a local group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberPlans(AskedOfNetworks):
    """Every member city has a plan of one of the kinds named."""

    kinds: tuple[str, ...] = field(metadata={"list": "plan_kind"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBodies(Asked):
    """Each side of a mentoring relation has a body of one of the kinds named."""

    kinds: tuple[str, ...] = field(metadata={"list": "organisation_kind"})


# By the slug of the rule.
CHECKS: dict[str, type[Asked]] = {
    "too-many-other-members": OtherMembers,
    "member-without-local-group": LocalGroups,
    "member-without-plan": MemberPlans,
    "side-without-body": SideBodies,
}
