"""Makes submissions of millions of records, a line at a time: every kind of exchange, few faults.

`python benchmarks/large_inputs.py FILE --records 10000000` writes one NDJSON file. The same number
gives the same bytes. Networks of twenty cities visit each other, hold events, mentor, make plans;
records of one network stand near each other, as publishers export them.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import inputs
from inputs import HEADER, NETWORK_MEMBERS, PREFIX, SEED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Record = dict[str, Any]

# Of a thousand records so many are of each type; the rest are visits.
SHARES = {
    "Event": 60,
    "Participation": 120,
    "MentoringPair": 40,
    "Partnership": 20,
    "ActionPlan": 10,
    "PlanItem": 50,
    "Output": 10,
    "Funding": 20,
    "Statement": 40,
}
RECORDS_A_NETWORK = 2_000
# Among so many records of a type one is faulty.
ONE_FAULT_IN = 1_000
EVENTS_OF_PARTICIPATIONS = 2


class World:
    """The sizes of a submission, and the ids that its records refer to."""

    def __init__(self, records: int) -> None:
        """Divide a number of records among the types."""
        self.networks = max(2, records // RECORDS_A_NETWORK)
        self.cities = self.networks * NETWORK_MEMBERS
        self.sources = max(5, records // 1_000)
        self.sizes = {
            "Source": self.sources,
            "City": self.cities,
            "Organisation": self.cities,
            "Network": self.networks,
            "Membership": 2 * self.cities,
        }
        self.sizes |= {name: records * share // 1_000 for name, share in SHARES.items()}
        self.sizes["Visit"] = max(1, records - sum(self.sizes.values()))
        self.chance = random.Random(f"{SEED}-large-{records}")  # noqa: S311 - repeatable, no secret

    def network(self, number: int, record_type: str) -> int:
        """Return the network of a record: those of one network follow each other."""
        return min(self.networks - 1, number * self.networks // max(1, self.sizes[record_type]))

    def city(self, network: int, place: int) -> str:
        """Return a city of a network."""
        return f"{PREFIX}:city-a{network * NETWORK_MEMBERS + place % NETWORK_MEMBERS}"

    def source(self, number: int) -> str:
        """Return a source."""
        return f"{PREFIX}:report-a{number % self.sources}"


def _visit(world: World, number: int) -> Record:
    """Make a visit between two members of a network, on days of its own."""
    network = world.network(number, "Visit")
    place = number % NETWORK_MEMBERS
    other = place + 1 + number // NETWORK_MEMBERS % (NETWORK_MEMBERS - 1)
    visit = inputs._visit(number, {f"{PREFIX}:network-a{network}": ["x", "y"]}, world.chance)
    host = world.city(network, other)
    return {
        **visit,
        "cities": [host],
        "hosts": [host],
        "visitors": [world.city(network, place)],
        "networks": [f"{PREFIX}:network-a{network}"],
        "organisers": [host.replace("city", "body")],
        "sources": [world.source(number)],
    }


def _event(world: World, number: int) -> Record:
    """Make an event of a network."""
    network = world.network(number, "Event")
    place = world.city(network, number)
    return {
        "type": "Event",
        "id": f"{PREFIX}:event-a{number}",
        "name": {"en": f"Seminar {number} of the network"},
        "kind": "seminar",
        "start": f"20{10 + number % 14}-0{1 + number % 9}-{10 + number % 18}",
        "cities": [place],
        "organisers": [place.replace("city", "body")],
        "networks": [f"{PREFIX}:network-a{network}"],
        "sources": [world.source(number)],
    }


def _participation(world: World, number: int) -> Record:
    """Make the part that a city took in an event."""
    event = number // EVENTS_OF_PARTICIPATIONS % max(1, world.sizes["Event"])
    network = world.network(event, "Event")
    return {
        "type": "Participation",
        "id": f"{PREFIX}:part-a{number}",
        "event": f"{PREFIX}:event-a{event}",
        "party": world.city(network, event + 1 + number % EVENTS_OF_PARTICIPATIONS),
        "role": "participant",
        "headcount": 1 + number % 9,
        "sources": [world.source(number)],
    }


def _mentoring_pair(world: World, number: int) -> Record:
    """Make a city mentor another for a year."""
    network = world.network(number, "MentoringPair")
    return {
        "type": "MentoringPair",
        "id": f"{PREFIX}:pair-a{number}",
        "mentors": [world.city(network, number)],
        "mentees": [world.city(network, number + 1 + number // 20 % 19)],
        "network": f"{PREFIX}:network-a{network}",
        "start": f"{2005 + number // 380 % 20}-01",
        "end": f"{2005 + number // 380 % 20}-11",
        "topic": {"en": "How newcomers are met"},
        "sources": [world.source(number)],
    }


def _partnership(world: World, number: int) -> Record:
    """Make two cities partners."""
    network = world.network(number, "Partnership")
    return {
        "type": "Partnership",
        "id": f"{PREFIX}:partners-a{number}",
        "kind": "twinning",
        "parties": sorted(
            {world.city(network, number), world.city(network + 1, number + number // 20)}
        )
        if network + 1 < world.networks
        else [world.city(0, number), world.city(network, number + number // 20)],
        "start": f"{1950 + number // 400 % 70}",
        "sources": [world.source(number)],
    }


def _plan(world: World, number: int) -> Record:
    """Make the plan of a city."""
    network = world.network(number, "ActionPlan")
    return {
        "type": "ActionPlan",
        "id": f"{PREFIX}:plan-a{number}",
        "name": {"en": f"Plan {number}"},
        "kind": "integrated_action_plan",
        "owners": [world.city(network, number)],
        "plan_status": "final",
        "sources": [world.source(number)],
    }


def _plan_item(world: World, number: int) -> Record:
    """Make an objective of a plan."""
    return {
        "type": "PlanItem",
        "id": f"{PREFIX}:item-a{number}",
        "plan": f"{PREFIX}:plan-a{number % max(1, world.sizes['ActionPlan'])}",
        "kind": "objective",
        "name": {"en": f"Objective {number}"},
        "sources": [world.source(number)],
    }


def _output(world: World, number: int) -> Record:
    """Make what a network has brought forth."""
    network = world.network(number, "Output")
    return {
        "type": "Output",
        "id": f"{PREFIX}:output-a{number}",
        "name": {"en": f"Guide {number}"},
        "kind": "guide",
        "owners": [world.city(network, number)],
        "networks": [f"{PREFIX}:network-a{network}"],
        "sources": [world.source(number)],
    }


def _funding(world: World, number: int) -> Record:
    """Make the money for an event."""
    return {
        "type": "Funding",
        "id": f"{PREFIX}:money-a{number}",
        "funds": [f"{PREFIX}:event-a{number % max(1, world.sizes['Event'])}"],
        "kind": "grant",
        "programme": "LOCAL",
        "recipients": [f"{PREFIX}:body-a{number % world.cities}"],
        "amount": 1_000 + number % 500,
        "currency": "EUR",
        "sources": [world.source(number)],
    }


def _statement(world: World, number: int) -> Record:
    """Make what a source says of a guide."""
    return {
        "type": "Statement",
        "id": f"{PREFIX}:said-a{number}",
        "about": f"{PREFIX}:output-a{number % max(1, world.sizes['Output'])}",
        "kind": "value",
        "property": ["tags"],
        "value": f"tag {number % 1000}",
        "source": world.source(number),
    }


MAKERS: dict[str, Callable[[World, int], Record]] = {
    "Source": lambda _world, number: inputs._source(number),
    "City": lambda world, number: inputs._city(number, world.sources, world.chance),
    "Organisation": lambda world, number: inputs._organisation(number, world.sources),
    "Network": lambda world, number: inputs._network(number, world.sources),
    "Membership": lambda world, number: inputs._membership(
        number // (2 * NETWORK_MEMBERS),
        f"{('city', 'body')[number % 2]}-a{number // 2}",
        number % (2 * NETWORK_MEMBERS) // 2,
        world.sources,
    ),
    "Event": _event,
    "Participation": _participation,
    "MentoringPair": _mentoring_pair,
    "Partnership": _partnership,
    "ActionPlan": _plan,
    "PlanItem": _plan_item,
    "Output": _output,
    "Funding": _funding,
    "Statement": _statement,
    "Visit": _visit,
}

# --- faults --------------------------------------------------------------------------------------


def _id_before(record: Record) -> str:
    """Return the id of the record before one."""
    name, mark, number = record["id"].rpartition("a")
    return f"{name}{mark}{int(number) - 1}"


# Faults that only show between records, by type: the slug, and how it is put in.
BETWEEN: dict[str, tuple[tuple[str, Callable[[Record], None]], ...]] = {
    "Participation": (
        ("dangling-reference", lambda one: one.update(event=f"{PREFIX}:event-nowhere")),
        ("wrong-reference-type", lambda one: one.update(party=f"{PREFIX}:report-a1")),
    ),
    "MentoringPair": (
        ("mentors-itself", lambda one: one.update(mentees=one["mentors"])),
        ("ids-nearly-equal", lambda one: one.update(id=_id_before(one).replace("pair", "PAIR"))),
    ),
    "Funding": (("duplicate-id", lambda one: one.update(id=_id_before(one))),),
    "PlanItem": (("dangling-reference", lambda one: one.update(plan=f"{PREFIX}:plan-nowhere")),),
    "Visit": tuple(inputs.FAULTS.items()),
}


def records(count: int, told: Counter[str]) -> Iterator[Record]:
    """Yield the records of a submission, and count in `told` what is wrong with them."""
    world = World(count)
    for record_type, make in MAKERS.items():
        kinds = BETWEEN.get(record_type, ())
        for number in range(world.sizes[record_type]):
            record = make(world, number)
            if kinds and number % ONE_FAULT_IN == ONE_FAULT_IN // 2:
                slug, spoil = kinds[number // ONE_FAULT_IN % len(kinds)]
                spoil(record)
                told[slug] += 1
            yield record


def write(path: Path, count: int) -> Counter[str]:
    """Write a submission; return how many of each fault were put in."""
    told: Counter[str] = Counter()
    with path.open("w", encoding="utf-8") as stream:
        stream.write(json.dumps(HEADER, ensure_ascii=False) + "\n")
        for record in records(count, told):
            stream.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")
    return told


def main() -> None:
    """Write the submission asked for, and beside it what was put in."""
    parser = argparse.ArgumentParser(description="Write one large seeded submission.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--records", type=int, default=1_000_000)
    asked = parser.parse_args()
    told = write(asked.file, asked.records)
    beside = asked.file.with_suffix(".faults.json")
    beside.write_text(json.dumps(dict(sorted(told.items())), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
