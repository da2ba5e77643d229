"""Measures how well headings of public bodies' tables are understood, on countries held out.

The words were chosen, and the threshold is set here, with the headings of one half of the countries
in view; the figures are those of the other half. Run: python benchmarks/headings.py LABELS.tsv
"""

from __future__ import annotations

import csv
import hashlib
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

from exchangespec.mapping.meanings import languages_of, meanings

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
# Above the aim of 0.9, since words chosen with these headings in view fit them too well.
AIM = 0.95
SURE = 0.85


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


def guesses(labels: list[Label]) -> list[Guess]:
    """Return the first guess for every heading, each table's languages being known."""
    tables: dict[str, list[str]] = defaultdict(list)
    for label in labels:
        tables[label.folder].append(label.heading)
    languages = {folder: languages_of(headings) for folder, headings in tables.items()}
    found = []
    for label in labels:
        first = next(iter(meanings(label.heading, languages[label.folder])), None)
        if first is None:
            found.append(Guess(label, "", 0.0))
        else:
            found.append(Guess(label, FIELDS.get(first.concept, ""), first.confidence))
    return found


def scored(found: list[Guess], threshold: float, unsure: set[str]) -> tuple[float, float, int]:
    """Return precision of the guesses made, recall of all labels, and how many were made."""
    made = [one for one in found if one.field and one.confidence >= threshold]
    made = [one for one in made if one.field not in unsure]
    right = sum(one.right for one in made)
    wanted = sum(bool(one.label.field) for one in found)
    return right / max(1, len(made)), right / max(1, wanted), len(made)


def unsure_fields(found: list[Guess], threshold: float) -> set[str]:
    """Return the fields that are guessed wrongly too often for a guess to be worth anything."""
    made: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for one in found:
        if one.field and one.confidence >= threshold:
            made[one.field] += 1
            right[one.field] += one.right
    return {field for field, count in made.items() if right[field] / count < SURE}


def tuned(found: list[Guess]) -> tuple[float, set[str]]:
    """Return the threshold that reaches the aim with most recall, and the fields to leave alone."""
    best = (0.0, 0.99, set())
    for step in range(40, 100):
        threshold = step / 100
        unsure = unsure_fields(found, threshold)
        precision, recall, _ = scored(found, threshold, unsure)
        if precision >= AIM and recall > best[0]:
            best = (recall, threshold, unsure)
    return best[1], best[2]


def told(name: str, found: list[Guess], threshold: float, unsure: set[str]) -> None:
    """Print the figures of one half."""
    precision, recall, made = scored(found, threshold, unsure)
    print(
        f"{name}: {len(found)} headings, {made} guesses, "
        f"precision at 1 {precision:.3f}, recall {recall:.3f}"
    )
    mapped = [one for one in found if one.label.field]
    precision, recall, made = scored(mapped, threshold, unsure)
    print(f"  of the {len(mapped)} that people mapped: {made} guesses, precision {precision:.3f}")
    near = [
        Guess(one.label._replace(field=one.field), one.field, one.confidence)
        if one.label.field and alike(one.field, one.label.field)
        else one
        for one in found
    ]
    precision, recall, _ = scored(near, threshold, unsure)
    print(f"  like fields counted as one: precision {precision:.3f}, recall {recall:.3f}")
    precision, recall, made = scored(found, 0.0, set())
    print(f"  every guess made: {made}, precision {precision:.3f}, recall {recall:.3f}")


def one_left_out(tuning: list[Guess], held: list[Guess]) -> None:
    """Print the figures of the countries held out, each tuned on all countries but itself."""
    made = right = wanted = 0
    for country in sorted({country_of(one.label.folder) for one in held}):
        own = [one for one in held if country_of(one.label.folder) == country]
        others = [one for one in held if country_of(one.label.folder) != country]
        threshold, unsure = tuned([*tuning, *others])
        precision, recall, count = scored(own, threshold, unsure)
        labelled = sum(bool(one.label.field) for one in own)
        print(f"  {country}: {len(own)} headings, {count} guesses, "
              f"precision {precision:.3f}, recall {recall:.3f}")  # fmt: skip
        made += count
        right += round(precision * count)
        wanted += labelled
    print(
        f"held out, each country tuned on all others: {made} guesses, "
        f"precision at 1 {right / max(1, made):.3f}, recall {right / max(1, wanted):.3f}"
    )


def main() -> None:
    """Print the figures, and with --wrong the mistakes on the half that may be looked at."""
    labels = read_labels(Path(sys.argv[1]))
    tuning = guesses([label for label in labels if not is_held_out(label.folder)])
    held = guesses([label for label in labels if is_held_out(label.folder)])
    threshold, unsure = tuned(tuning)
    print(f"threshold {threshold:.2f}, left alone: {', '.join(sorted(unsure)) or 'none'}")
    told("tuned on", tuning, threshold, unsure)
    told("held out", held, threshold, unsure)
    one_left_out(tuning, held)
    if "--wrong" in sys.argv:
        for one in tuning:
            if one.field != one.label.field and one.confidence >= threshold:
                print(f"{one.confidence:.2f} {one.label.heading!r}: "
                      f"{one.field} for {one.label.field or 'none'}")  # fmt: skip


if __name__ == "__main__":
    main()
