"""Measures matching: `python benchmarks/matching.py [NUMBER]`, mentors and as many mentees.

Needs exchangespec with its extra `match` in the Python that runs it.
"""

import random
import resource
import sys
import time

from exchangespec.matching import weights_from
from exchangespec.matching.parties import Party
from exchangespec.matching.recommending import Choice

SEED = 20261126
THEMES = [f"theme_{number}" for number in range(30)]
LANGUAGES = ["en", "fr", "de", "it", "es", "nl", "fi", "pl"]
COUNTRIES = [f"{number:02}" for number in range(30)]


def party(name: str, chance: random.Random) -> Party:
    """Return a city as many are: one to four themes, one to three languages."""
    return Party(
        id=name,
        name=name,
        country=chance.choice(COUNTRIES),
        population=10 ** chance.uniform(3.5, 6.5),
        latitude=chance.uniform(36, 65),
        longitude=chance.uniform(-9, 30),
        themes=frozenset(chance.sample(THEMES, chance.randint(1, 4))),
        languages=frozenset(chance.sample(LANGUAGES, chance.randint(1, 3))),
        experience=chance.randint(0, 5),
    )


def main(number: int) -> None:
    """Match so many with so many, and print what it took."""
    chance = random.Random(SEED)  # noqa: S311 - a fixed seed is the point
    mentors = [party(f"ex:mentor-{one}", chance) for one in range(number)]
    mentees = [party(f"ex:mentee-{one}", chance) for one in range(number)]
    begin = time.process_time()
    choice = Choice(mentors, mentees, weights_from())
    scored = time.process_time()
    matching = choice.matching(2)
    end = time.process_time()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{number:,} mentors, {number:,} mentees: {len(matching.pairs):,} pairs")
    print(f"scores {scored - begin:.1f} s, choice {end - scored:.1f} s of CPU, {memory} MiB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
