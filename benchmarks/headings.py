"""Measures how well headings of public bodies' tables are understood, on countries held out.

The words were chosen with the headings of one half of the countries in view, and what is decided
here (from where on a guess counts, which fields are left alone) is decided on that half; the
figures are those of the other. Which half a country is in is told by a hash of its name. So that
words chosen for the first half do not make it look easier than the other, each of its countries is
tuned on without the wordings that its own headings are.

Run: python benchmarks/headings.py LABELS.tsv
"""

from __future__ import annotations

import csv
import hashlib
import random
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

from exchangespec.mapping.lexicon import phrases, segments
from exchangespec.mapping.meanings import Understanding
from exchangespec.mapping.suggesting import SURE

# The fields of the labels, and the concept that stands for each.
FIELDS = {
    "beneficiary": "beneficiary_name",
    "project_name": "project_name",
    "project_id": "project_id",
    "description": "project_description",
    "start": "starting_date",
    "end": "completion_date",
    "approval": "approval_date",
    "final_payment": "final_payment_date",
    "total_amount": "total_amount",
    "eligible_amount": "total_amount_eligible",
    "eu_amount": "eu_cofinancing_amount",
    "rate": "eu_cofinancing_rate",
    "national_amount": "member_state_amount",
    "private_amount": "third_party_amount",
    "postcode": "beneficiary_postal_code",
    "address": "beneficiary_address",
    "city": "beneficiary_city",
    "country": "beneficiary_country",
    "region": "beneficiary_nuts_region",
    "county": "beneficiary_county",
    "nuts": "beneficiary_nuts_code",
    "fund": "fund_acronym",
    "programme": "operational_programme",
    "priority": "priority_label",
    "theme": "theme_name",
    "theme_code": "theme_code",
    "priority_code": "priority_number",
    "country_code": "beneficiary_country_code",
    "programme_code": "cci_program_code",
    "authority": "management_authority",
    "status": "project_status",
    "url": "beneficiary_url",
    "source": "source",
    "person": "beneficiary_person",
}
# Labels that differ only in how the same thing is written, or that people gave in turn to the same
# headings: a second figure counts one for the other.
ALIKE = (
    {"total_amount", "total_amount_eligible"},
    {"eu_cofinancing_amount", "eu_cofinancing_amount_eligible"},
    {"priority_label", "priority_number"},
    {"theme_name", "theme_code"},
    {"beneficiary_country", "beneficiary_country_code"},
    {"beneficiary_nuts_region", "beneficiary_nuts_code", "beneficiary_county"},
    {"operational_programme", "cci_program_code", "cci_program_title"},
)
# Above 0.9: so much is lost from one part of the tuned half to another that is left out.
AIM = 0.93
# What a field's guesses are weighed with: so many guesses as good as the rest.
LIKE_THE_REST = 4
SEED = 20
ORDERS = 30
SAMPLES = 2_000


class Label(NamedTuple):
    """One heading, with the field that people mapped it to (empty: to none)."""

    folder: str
    heading: str
    field: str


class Guess(NamedTuple):
    """What a heading was taken for."""

    label: Label
    field: str
    confidence: float

    @property
    def right(self) -> bool:
        """Tell whether people said the same."""
        return self.field == self.label.field


def alike(one: str, other: str) -> bool:
    """Tell whether two fields are the same thing, or nearly so."""
    return one == other or any({one, other} <= group for group in ALIKE)


def country_of(folder: str) -> str:
    """Return the country a folder is of."""
    return folder.partition("/")[0].partition(".")[0]


def is_held_out(folder: str) -> bool:
    """Tell whether a country belongs to the half that nothing is tuned on."""
    return hashlib.sha256(country_of(folder).encode()).digest()[0] % 2 == 1


def read_labels(path: Path) -> list[Label]:
    """Return all labelled headings."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        return [Label(row[0], row[3], row[4]) for row in rows]


def guesses(labels: list[Label], words: Understanding) -> list[Guess]:
    """Return a guess for every heading, no field being given twice in a table."""
    return [one for table in tables_of(labels) for one in table_guesses(table, words)]


def tables_of(labels: list[Label]) -> list[list[Label]]:
    """Return the tables; a folder holds several, and a heading met again begins the next."""
    tables: list[list[Label]] = [[]]
    for label in labels:
        table = tables[-1]
        met = any(label.heading == one.heading for one in table)
        if met or (table and table[0].folder != label.folder):
            tables.append([])
        tables[-1].append(label)
    return tables


def table_guesses(table: list[Label], words: Understanding) -> list[Guess]:
    """Return a guess for every heading of a table, the surest being given out first."""
    languages = words.languages_of(label.heading for label in table)
    ranked = []
    for at, label in enumerate(table):
        found = words.meanings(label.heading, languages)
        ranked += [(-one.confidence, rank, at, one.concept) for rank, one in enumerate(found)]
    given: dict[int, tuple[str, float]] = {}
    taken: set[str] = set()
    for doubt, rank, at, concept in sorted(ranked):
        field = FIELDS.get(concept, "")
        if at in given or (rank and not field) or field in taken:
            continue
        given[at] = (field, -doubt)
        taken |= {field} - {""}
    return [Guess(label, *given.get(at, ("", 0.0))) for at, label in enumerate(table)]


def understanding(left_out: list[Label]) -> Understanding:
    """Understand by the lexicon, without the wordings that some headings are."""
    own = {part for label in left_out for part in segments(label.heading)}
    return Understanding([phrase for phrase in phrases() if phrase.words not in own])


def by_country(labels: list[Label]) -> dict[str, list[Label]]:
    """Return the labels of each country."""
    found: dict[str, list[Label]] = defaultdict(list)
    for label in labels:
        found[country_of(label.folder)].append(label)
    return dict(sorted(found.items()))


class Score(NamedTuple):
    """Precision of the guesses made, recall of all labels, and how many were made."""

    precision: float
    recall: float
    made: int

    def __str__(self) -> str:
        """Say the figures."""
        return f"precision at 1 {self.precision:.3f}, recall {self.recall:.3f}, {self.made} guesses"


class Choice(NamedTuple):
    """From where on a guess counts, and the fields that are left alone."""

    threshold: float
    unsure: frozenset[str]

    def made(self, found: list[Guess]) -> list[Guess]:
        """Return the guesses that count."""
        return [
            one
            for one in found
            if one.field and one.confidence >= self.threshold and one.field not in self.unsure
        ]

    def score(self, found: list[Guess]) -> Score:
        """Return the figures."""
        made = self.made(found)
        right = sum(one.right for one in made)
        wanted = sum(bool(one.label.field) for one in found)
        return Score(right / max(1, len(made)), right / max(1, wanted), len(made))


EVERY_GUESS = Choice(0.0, frozenset())
# What `map suggest` writes as an entry.
ENTRIES = Choice(SURE, frozenset())


def tuned(found: list[Guess]) -> Choice:
    """Return the choice that reaches the aim with most recall."""
    best, chosen = 0.0, Choice(0.99, frozenset())
    for step in range(40, 100, 2):
        sureness = sureness_of_fields(found, step / 100)
        for sure in sorted(set(sureness.values())):
            unsure = frozenset(field for field, share in sureness.items() if share < sure)
            choice = Choice(step / 100, unsure)
            score = choice.score(found)
            if score.precision >= AIM and score.recall > best:
                best, chosen = score.recall, choice
    return chosen


def sureness_of_fields(found: list[Guess], threshold: float) -> dict[str, float]:
    """Return how often each field is guessed rightly, as far as so few guesses can tell."""
    counted = Choice(threshold, frozenset())
    made = Counter(one.field for one in counted.made(found))
    right = Counter(one.field for one in counted.made(found) if one.right)
    rest = LIKE_THE_REST * counted.score(found).precision
    return {field: (right[field] + rest) / (made[field] + LIKE_THE_REST) for field in made}


def alike_as_one(found: list[Guess]) -> list[Guess]:
    """Return the guesses with labels that are nearly the same as what was guessed made the same."""
    return [
        Guess(one.label._replace(field=one.field), one.field, one.confidence)
        if one.label.field and alike(one.field, one.label.field)
        else one
        for one in found
    ]


def interval(choice: Choice, found: list[Guess]) -> str:
    """Return between what the figures lie in 95 of 100 draws of as many tables."""
    tables: dict[str, list[Guess]] = defaultdict(list)
    for one in found:
        tables[one.label.folder].append(one)
    drawn = random.Random(SEED)  # noqa: S311 - the same draws each time
    scores = []
    for _ in range(SAMPLES):
        chosen = drawn.choices(list(tables.values()), k=len(tables))
        scores.append(choice.score([one for table in chosen for one in table]))
    low, high = SAMPLES // 40, SAMPLES - SAMPLES // 40 - 1
    precisions = sorted(score.precision for score in scores)
    recalls = sorted(score.recall for score in scores)
    return (
        f"precision {precisions[low]:.3f} to {precisions[high]:.3f}, "
        f"recall {recalls[low]:.3f} to {recalls[high]:.3f}"
    )


def told(name: str, found: list[Guess], choice: Choice) -> None:
    """Print the figures of some headings."""
    mapped = [one for one in found if one.label.field]
    print(f"{name}: {len(found)} headings, {len(mapped)} mapped")
    print(f"  {choice.score(found)}")
    print(f"  95 of 100: {interval(choice, found)}")
    print(f"  of those that people mapped: {choice.score(mapped)}")
    print(f"  like fields counted as one: {choice.score(alike_as_one(found))}")
    print(f"  of those mapped, like fields as one: {choice.score(alike_as_one(mapped))}")
    print(f"  every guess made: {EVERY_GUESS.score(found)}")


def learning_curves(tuning: dict[str, list[Guess]], held: list[Label]) -> None:
    """Print how the figures grow with the countries tuned on, and with the words known."""
    drawn = random.Random(SEED)  # noqa: S311 - the same draws each time
    found = guesses(held, Understanding(phrases()))
    for count in range(1, len(tuning) + 1):
        scores = []
        for _ in range(ORDERS):
            chosen = drawn.sample(sorted(tuning), count)
            choice = tuned([one for country in chosen for one in tuning[country]])
            scores.append(choice.score(found))
        print(f"  tuned on {count} countries: {mean(scores)}")
    choice = tuned([one for country in tuning.values() for one in country])
    wordings = phrases()
    for part in (10, 25, 50, 75, 100):
        few = drawn.sample(wordings, len(wordings) * part // 100)
        score = choice.score(guesses(held, Understanding(few)))
        print(f"  with {part} of 100 wordings of the lexicon: {score}")


def mean(scores: list[Score]) -> Score:
    """Return the mean of some figures."""
    count = len(scores)
    return Score(
        sum(score.precision for score in scores) / count,
        sum(score.recall for score in scores) / count,
        round(sum(score.made for score in scores) / count),
    )


def main() -> None:
    """Print the figures, and with --wrong the mistakes on the half that may be looked at."""
    labels = read_labels(Path(sys.argv[1]))
    held = [label for label in labels if is_held_out(label.folder)]
    tuning = {
        country: guesses(own, understanding(own))
        for country, own in by_country(labels).items()
        if not is_held_out(country)
    }
    flat = [one for found in tuning.values() for one in found]
    choice = tuned(flat)
    print(
        f"threshold {choice.threshold:.2f}, left alone: "
        f"{', '.join(sorted(choice.unsure)) or 'none'}"
    )
    told("tuned on, each country without its own wordings", flat, choice)
    if "--wrong" in sys.argv:
        for one in choice.made(flat):
            if not one.right:
                print(f"{one.confidence:.2f} {one.label.heading!r}: "
                      f"{one.field} for {one.label.field or 'none'}")  # fmt: skip
        return
    found = guesses(held, Understanding(phrases()))
    told("held out", found, choice)
    told("held out, all that is sure enough to be suggested as an entry", found, ENTRIES)
    countries = by_country(held).values()
    unseen = [one for own in countries for one in guesses(own, understanding(own))]
    told("held out, without the wordings that its headings are", unseen, choice)
    learning_curves(tuning, held)


if __name__ == "__main__":
    main()
