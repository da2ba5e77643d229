"""The small world that rule examples play in: two cities, two associations, a network, a source."""

from __future__ import annotations

from typing import Any

HEADER: dict[str, Any] = {
    "exchangespec": "1.0",
    "id": "https://example.org/exchange",
    "title": {"en": "Exchanges of two cities"},
    "description": {"en": "A background for examples."},
    "publisher": "ex:vvsg",
    "prefix": "ex",
    "language": "en",
    "version": "2023-01-15",
    "modified": "2023-01-15",
    "contact": "info@example.org",
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "personal_data": "none",
}

RECORDS: tuple[dict[str, Any], ...] = (
    {
        "type": "City",
        "id": "ex:mechelen",
        "name": {"en": "Mechelen"},
        "country": "BE",
        "identifiers": ["geonames:2791537"],
        "sources": ["ex:report"],
    },
    {
        "type": "City",
        "id": "ex:capaci",
        "name": {"en": "Capaci"},
        "country": "IT",
        "identifiers": ["geonames:2525392"],
        "sources": ["ex:report"],
    },
    {
        "type": "Organisation",
        "id": "ex:vvsg",
        "name": {"en": "Flemish association"},
        "kind": "association_of_local_authorities",
        "country": "BE",
        "sources": ["ex:report"],
    },
    {
        "type": "Organisation",
        "id": "ex:aiccre",
        "name": {"en": "Italian association"},
        "kind": "association_of_local_authorities",
        "country": "IT",
        "sources": ["ex:report"],
    },
    {
        "type": "Network",
        "id": "ex:inclucities",
        "name": {"en": "IncluCities"},
        "kind": "project",
        "programme": "AMIF",
        "start": "2020",
        "end": "2022-12",
        "sources": ["ex:report"],
    },
    {
        "type": "Membership",
        "id": "ex:m-1",
        "group": "ex:inclucities",
        "member": "ex:mechelen",
        "role": "lead_partner",
        "sources": ["ex:report"],
    },
    {
        "type": "Membership",
        "id": "ex:m-2",
        "group": "ex:inclucities",
        "member": "ex:capaci",
        "role": "partner",
        "sources": ["ex:report"],
    },
    {
        "type": "Membership",
        "id": "ex:m-3",
        "group": "ex:inclucities",
        "member": "ex:vvsg",
        "role": "partner",
        "sources": ["ex:report"],
    },
    {
        "type": "Source",
        "id": "ex:report",
        "name": {"en": "Final report"},
        "kind": "report",
        "publisher": "ex:vvsg",
        "language": "en",
        "published": "2023-01",
        "url": "https://example.org/report",
    },
)

# Not part of the world itself: a plan and its first items, for rules about plans.
PLAN: dict[str, Any] = {
    "type": "ActionPlan",
    "id": "ex:plan",
    "name": {"en": "Integrated action plan of Mechelen"},
    "kind": "integrated_action_plan",
    "owners": ["ex:mechelen"],
    "plan_status": "final",
    "sources": ["ex:report"],
}
CHALLENGE: dict[str, Any] = {
    "type": "PlanItem",
    "id": "ex:item-1",
    "plan": "ex:plan",
    "kind": "challenge",
    "name": {"en": "Newcomers find no work"},
    "sources": ["ex:report"],
}
OBJECTIVE: dict[str, Any] = {**CHALLENGE, "kind": "objective", "name": {"en": "Jobs for all"}}

# An event, and that a city took part in it, for rules about who was there.
SEMINAR: dict[str, Any] = {
    "type": "Event",
    "id": "ex:e-1",
    "name": {"en": "Seminar"},
    "kind": "seminar",
    "start": "2022-03-10",
    "end": "2022-03-10",
    "cities": ["ex:mechelen"],
    "organisers": ["ex:vvsg"],
    "participants": ["ex:capaci"],
    "networks": ["ex:inclucities"],
    "sources": ["ex:report"],
}
PARTICIPATION: dict[str, Any] = {
    "type": "Participation",
    "id": "ex:pa-1",
    "event": "ex:e-1",
    "party": "ex:capaci",
    "role": "participant",
    "sources": ["ex:report"],
}

# A network of a programme that has a profile, for rules that profiles ask for.
URBACT: dict[str, Any] = {"profiles": ["urbact"]}
ARRIVAL: dict[str, Any] = {
    "type": "Network",
    "id": "ex:arrival",
    "name": {"en": "Arrival"},
    "kind": "network",
    "programme": "URBACT",
    "start": "2015",
    "end": "2018",
    "sources": ["ex:report"],
}

# Another publisher with a city of its own, and with a city that is in the world too.
OTHER_HEADER: dict[str, Any] = {
    "id": "https://example.org/anci",
    "title": {"en": "Exchanges of Italian cities"},
    "publisher": "ANCI",
    "prefix": "anci",
}
# What a header says that names records of theirs.
OTHER_DECLARED: dict[str, Any] = {"prefixes": {"anci": "https://example.org/anci/"}}
OTHER_ROME: dict[str, Any] = {
    "type": "City",
    "id": "anci:rome",
    "name": {"en": "Rome"},
    "country": "IT",
    "sources": ["ex:report"],
}
OTHER_CAPACI: dict[str, Any] = {
    "type": "City",
    "id": "anci:capaci",
    "name": {"en": "Capaci"},
    "country": "IT",
    "identifiers": ["geonames:2525392"],
    "sources": ["ex:report"],
}

# A visit, and what the other publisher says of it.
VISIT: dict[str, Any] = {
    "type": "Visit",
    "id": "ex:v-1",
    "kind": "study_visit",
    "start": "2021-09-06",
    "cities": ["ex:mechelen"],
    "visitors": ["ex:capaci"],
    "hosts": ["ex:mechelen"],
    "organisers": ["ex:vvsg"],
    "networks": ["ex:inclucities"],
    "delegation_size": 5,
    "sources": ["ex:report"],
}
OTHER_VISIT: dict[str, Any] = {**VISIT, "id": "anci:visit-mechelen", "visitors": ["anci:capaci"]}
