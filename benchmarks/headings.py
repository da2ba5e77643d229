"""Measures how well headings of public bodies' tables are understood, on countries held out.

The words were chosen with the headings of one half of the countries in view, and what is decided
here (how likely a guess is right, from which chance on it counts) is decided on that half; the
figures are those of the other. Which half a country is in is told by a hash of its name. Each
country of the first half is judged by what the others of it show, with all words and without the
wordings that its own headings are, so that it does not look easier than the other half.

Given the folder with the tables that the headings are of, their values are looked at as well. It is
`data` of the public repository os-data/eu-structural-funds, which the labels were taken from.

Run: python benchmarks/headings.py LABELS.tsv [DATA]
"""

from __future__ import annotations

import csv
import hashlib
import math
import operator
import random
import sys
from collections import Counter, defaultdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from exchangespec.formats.cells import cell_text
from exchangespec.formats.format import ReadOptions, Source
from exchangespec.mapping.grids import open_grids
from exchangespec.mapping.lexicon import normal, phrases, segments
from exchangespec.mapping.meanings import Understanding, rivals
from exchangespec.mapping.showing import doubted, emptiness, fit, settled
from exchangespec.mapping.suggesting import (
    ROWS_LOOKED_AT,
    SURE,
    WORTH_A_REMARK,
    LookingReading,
    heading_row,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from exchangespec.formats.cells import Cell

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
# The share of the mapped headings that is to be found.
AIM = 0.6
# How sure another meaning of a heading is, beside the first, that is taken where that one is given.
NEXT = 0.95
# From the first on a heading is heard, and guesses tell of a field; from the second on, more
# confidence says nothing more.
FAINT, CERTAIN, SCALE = 0.5, 0.9, 4
# What a field's guesses are weighed with: so many guesses as good as the rest.
LIKE_THE_REST = 4
# No country counts for more guesses, so that none with many regions decides alone.
MOST_OF_A_COUNTRY = 50
# How the weights are looked for: rounds, and how much they are held back.
ROUNDS, HELD_BACK, TINY = 12, 1.0, 1e-6
# The chances that the figures are told for.
STEPS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9)
SUFFIXES = frozenset({".csv", ".xlsx", ".xls", ".ods", ".json"})
SEED = 20
ORDERS = 5
SAMPLES = 2_000


class Label(NamedTuple):
    """One heading, with the field that people mapped it to (empty: to none), and its values."""

    folder: str
    heading: str
    field: str
    cells: Sequence[Cell] = ()


class Guess(NamedTuple):
    """What a heading was taken for, and what the table around it says of that.

    `rivalled` if another heading means the same as surely; `understood` is the share of the
    table's headings that mean one of the fields. `fitting` tells how many of the values fit the
    field (a half where that is not known), `empty` how many cells are blank.
    """

    label: Label
    field: str
    confidence: float
    rivalled: bool
    understood: float
    fitting: float = 0.5
    empty: float = 0.0

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


def with_values(labels: list[Label], folder: Path) -> list[Label]:
    """Return the labels with a sample of the values below their headings, where they are found."""
    samples: dict[str, list[Sample]] = {}
    found = []
    for table in tables_of(labels):
        if not table:
            continue
        place = table[0].folder
        if place not in samples:
            samples[place] = list(samples_in(folder / place))
        wanted = {normal(label.heading) for label in table}
        sample = max(samples[place], key=lambda one: len(wanted & one.columns.keys()), default=None)
        if sample is None or 2 * len(wanted & sample.columns.keys()) < len(wanted):
            found += table
            continue
        found += [label._replace(cells=sample.under(label.heading)) for label in table]
    return found


class Sample(NamedTuple):
    """The columns of a table by their headings, and some rows."""

    columns: dict[str, int]
    rows: list[Sequence[Cell]]

    def under(self, heading: str) -> tuple[Cell, ...]:
        """Return the values below a heading."""
        at = self.columns.get(normal(heading))
        return () if at is None else tuple(row[at] for row in self.rows if at < len(row))


def samples_in(folder: Path) -> Iterator[Sample]:
    """Yield a sample of each table in a folder; what cannot be read is left out."""
    paths = sorted(folder.rglob("*")) if folder.is_dir() else []
    for path in (path for path in paths if path.suffix.lower() in SUFFIXES):
        source = Source(path.name, path=path)
        for grid in open_grids(source, ReadOptions(), LookingReading(source, "csv")):
            rows = list(islice(grid.open().rows, ROWS_LOOKED_AT))
            at = heading_row(rows)
            if at is not None:
                headings = enumerate(map(cell_text, rows[at][1]))
                columns = {normal(heading): column for column, heading in reversed([*headings])}
                yield Sample(columns, [cells for _, cells in rows[at + 1 :]])


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
    found = [
        doubted(settled(words.meanings(label.heading, languages), label.cells), label.cells)
        for label in table
    ]
    ranked = [
        (-one.confidence, rank, at, one.concept)
        for at, meant in enumerate(found)
        for rank, one in enumerate(meant)
        if one.confidence >= WORTH_A_REMARK
        and (not rank or (one.concept in FIELDS and one.confidence >= NEXT * meant[0].confidence))
    ]
    given: dict[int, tuple[str, float, float | None]] = {}
    taken: set[str] = set()
    for doubt, _, at, concept in sorted(ranked):
        field = FIELDS.get(concept, "")
        if at not in given and field not in taken:
            given[at] = (field, -doubt, fit(concept, table[at].cells))
            taken |= {field} - {""}
    known = [one and one[0].concept in FIELDS and one[0].confidence >= FAINT for one in found]
    share = sum(map(bool, known)) / max(1, len(table))
    guessed = []
    for at, label in enumerate(table):
        field, confidence, fitting = given.get(at, ("", 0.0, None))
        rivalled, empty = bool(rivals(found, at)), emptiness(label.cells)
        fits = 0.5 if fitting is None else fitting
        guessed.append(Guess(label, field, confidence, rivalled, share, fits, empty))
    return guessed


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


class Chances(Protocol):
    """What tells how likely a guess is right."""

    def of(self, one: Guess) -> float:
        """Return the chance of a guess."""


class Choice(NamedTuple):
    """Which guesses count: those that are right with at least this chance."""

    chances: Chances
    threshold: float

    def made(self, found: list[Guess]) -> list[Guess]:
        """Return the guesses that count."""
        return [one for one in found if one.field and self.chances.of(one) >= self.threshold]

    def score(self, found: list[Guess]) -> Score:
        """Return the figures."""
        made = self.made(found)
        right = sum(one.right for one in made)
        wanted = sum(bool(one.label.field) for one in found)
        return Score(right / max(1, len(made)), right / max(1, wanted), len(made))


class Confidence:
    """The confidence that `map suggest` shows, taken for a chance."""

    def of(self, one: Guess) -> float:
        """Return the confidence of a guess."""
        return one.confidence


class Learnt(NamedTuple):
    """How likely guesses are right, as learnt from others: by their field and what is around them.

    People left columns unmapped, and told apart what headings do not; how often they did with a
    field is its standing.
    """

    weights: tuple[float, ...]
    standings: dict[str, float]
    mean: float

    def of(self, one: Guess) -> float:
        """Return the chance of a guess."""
        evidence = evidence_for(one, self.standings.get(one.field, self.mean))
        return chance(self.weights, evidence)


def evidence_for(one: Guess, standing: float) -> tuple[float, ...]:
    """Return what speaks for and against a guess, as numbers."""
    return (
        1.0,
        math.log(standing / (1 - standing)),
        SCALE * (min(one.confidence, CERTAIN) - FAINT),
        float(one.rivalled),
        one.understood,
        SCALE * (one.fitting - 0.5),
        SCALE * one.empty,
    )


def chance(weights: Sequence[float], evidence: Sequence[float]) -> float:
    """Return the chance that weighed evidence makes (logistic)."""
    return 1 / (1 + math.exp(-sum(map(operator.mul, weights, evidence))))


def standings_of(found: list[Guess]) -> tuple[dict[str, float], float]:
    """Return how often each field is guessed rightly, as far as so few guesses can tell."""
    counted = [one for one in found if one.field and one.confidence >= FAINT]
    made = Counter(one.field for one in counted)
    right = Counter(one.field for one in counted if one.right)
    mean = (right.total() + 1) / (made.total() + 2)
    rest = LIKE_THE_REST * mean
    return {field: (right[field] + rest) / (made[field] + LIKE_THE_REST) for field in made}, mean


def once(found: list[Guess]) -> list[Guess]:
    """Return what was guessed of each heading once; the regions of a country share a form."""
    return list(
        {
            (
                one.label.heading.casefold(),
                one.label.field,
                one.field,
                round(one.confidence, 2),
            ): one
            for one in found
        }.values()
    )


def learnt(found: Mapping[str, list[Guess]]) -> Learnt:
    """Learn from the guesses of several countries.

    The standing of a field is taken from the other countries, as it is for a country held out; no
    country counts more than so many headings.
    """
    each = {country: once(guesses) for country, guesses in found.items()}
    evidence, right, counts = [], [], []
    for country, own in each.items():
        others = [one for other, them in each.items() if other != country for one in them]
        standings, mean = standings_of(others)
        made = [one for one in own if one.field]
        evidence += [evidence_for(one, standings.get(one.field, mean)) for one in made]
        right += [one.right for one in made]
        counts += [min(1.0, MOST_OF_A_COUNTRY / len(made))] * len(made)
    everything = [one for own in each.values() for one in own]
    return Learnt(fitted(evidence, right, counts), *standings_of(everything))


def fitted(
    evidence: list[tuple[float, ...]], right: list[bool], counts: list[float]
) -> tuple[float, ...]:
    """Return the weights that make what happened likeliest (Newton's method, held near nought)."""
    size = len(evidence[0])
    weights = [0.0] * size
    for _ in range(ROUNDS):
        slope = [-HELD_BACK * weights[at] if at else 0.0 for at in range(size)]
        bend = [[HELD_BACK * (row == at > 0) + TINY * (row == at) for at in range(size)]
                for row in range(size)]  # fmt: skip
        for given, happened, count in zip(evidence, right, counts, strict=True):
            likely = chance(weights, given)
            for row, own in enumerate(given):
                slope[row] += count * own * (happened - likely)
                for at, other in enumerate(given):
                    bend[row][at] += count * likely * (1 - likely) * own * other
        weights = list(map(operator.add, weights, solved(bend, slope)))
    return tuple(weights)


def solved(matrix: list[list[float]], values: list[float]) -> list[float]:
    """Return the numbers that a matrix (positive definite) turns into the values."""
    rows = [[*row, value] for row, value in zip(matrix, values, strict=True)]
    for at, pivot in enumerate(rows):
        for other in rows:
            if other is not pivot:
                share = other[at] / pivot[at]
                other[:] = [left - share * right for left, right in zip(other, pivot, strict=True)]
    return [row[-1] / row[at] for at, row in enumerate(rows)]


class Judged(NamedTuple):
    """Chances of the guesses of each country, as learnt from the others."""

    by_country: dict[str, Learnt]

    def of(self, one: Guess) -> float:
        """Return the chance of a guess."""
        return self.by_country[country_of(one.label.folder)].of(one)


def judged(found: Mapping[str, list[Guess]]) -> Judged:
    """Judge each country by what is learnt from the others."""
    return Judged(
        {
            country: learnt({other: them for other, them in found.items() if other != country})
            for country in found
        }
    )


EVERY_GUESS = Choice(Confidence(), 0.0)
# What `map suggest` writes as an entry.
ENTRIES = Choice(Confidence(), SURE)


def tuned(found: Mapping[str, list[Guess]]) -> Choice:
    """Return the choice that finds as much as is aimed at, countries judged by the others."""
    chances = judged(found)
    flat = [one for own in found.values() for one in once(own)]
    enough = [
        step / 100
        for step in range(1, 100)
        if Choice(chances, step / 100).score(flat).recall >= AIM
    ]
    return Choice(learnt(found), max(enough, default=0.0))


def alike_as_one(found: list[Guess]) -> list[Guess]:
    """Return the guesses with labels that are nearly the same as what was guessed made the same."""
    return [
        one._replace(label=one.label._replace(field=one.field))
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


def curve(found: list[Guess], chances: Chances) -> None:
    """Print the figures from several chances on."""
    for step in STEPS:
        print(f"  from a chance of {step:.2f} on: {Choice(chances, step).score(found)}")


def learning_curves(tuning: dict[str, list[Guess]], held: list[Label]) -> None:
    """Print how the figures grow with the countries tuned on, and with the words known."""
    drawn = random.Random(SEED)  # noqa: S311 - the same draws each time
    found = guesses(held, Understanding(phrases()))
    for count in range(2, len(tuning) + 1):
        scores = []
        for _ in range(ORDERS):
            chosen = drawn.sample(sorted(tuning), count)
            choice = tuned({country: tuning[country] for country in chosen})
            scores.append(choice.score(found))
        print(f"  tuned on {count} countries: {mean(scores)}")
    choice = tuned(tuning)
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


def report(labels: list[Label]) -> None:
    """Print the figures, and with --wrong the mistakes on the half that may be looked at."""
    held = [label for label in labels if is_held_out(label.folder)]
    words = Understanding(phrases())
    tuning = {
        country: guesses(own, words) + guesses(own, understanding(own))
        for country, own in by_country(labels).items()
        if not is_held_out(country)
    }
    choice = tuned(tuning)
    seen = Choice(judged(tuning), choice.threshold)
    flat = [one for found in tuning.values() for one in found]
    print(f"counted from a chance of {choice.threshold:.2f} on")
    told("tuned on, each country judged by the others", flat, seen)
    curve(flat, seen.chances)
    if "--wrong" in sys.argv:
        for one in seen.made(flat):
            if not one.right:
                print(f"{seen.chances.of(one):.2f} {one.label.heading!r}: "
                      f"{one.field} for {one.label.field or 'none'}")  # fmt: skip
        return
    found = guesses(held, words)
    told("held out", found, choice)
    curve(found, choice.chances)
    told("held out, all that is sure enough to be suggested as an entry", found, ENTRIES)
    countries = by_country(held).values()
    unseen = [one for own in countries for one in guesses(own, understanding(own))]
    told("held out, without the wordings that its headings are", unseen, choice)
    learning_curves(tuning, held)


def main() -> None:
    """Print the figures from the headings alone and, given the tables, from their values too."""
    given = [Path(argument) for argument in sys.argv[1:] if not argument.startswith("--")]
    labels = read_labels(given[0])
    print("# Headings alone")
    report(labels)
    if len(given) > 1:
        known = with_values(labels, given[1])
        count = sum(bool(label.cells) for label in known)
        print(f"# Headings and values; there are values for {count} of {len(known)} headings")
        report(known)


if __name__ == "__main__":
    main()
