"""Proposes for each record the outside identifiers it may have, and which records may be one.

What is written the same and lies in the same country is certain if nothing else is; what is only
near, or only a part of a name, is never more than a suggestion.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from exchangespec.gazetteer import key
from exchangespec.gazetteer.distance import Point, kilometres, point
from exchangespec.gazetteer.words import bare, parts
from exchangespec.model.quantities import quantity_span
from exchangespec.reconciling.register import Book, Entry, GazetteerBook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Kind = Literal["identifier", "duplicate", "doubt"]

# What the way in which a name was found is worth.
WAYS = {"name": 0.7, "bare": 0.65, "part": 0.45, "near": 0.4}
# What is said of each way.
WORDS = {
    "name": "known under this name",
    "bare": "known under this name without the words around it",
    "part": "known under a part of this name",
    "near": "known under a name that is nearly the same",
}
SURE_WAYS = frozenset({"name", "bare"})
# Puts it first among places of one name, but does not tell it apart from them.
USUAL_NAME = 0.05
SAME_COUNTRY, OTHER_COUNTRY = 0.15, -0.3
SAME_SIZE, OTHER_SIZE = 0.1, -0.3
NEARBY, FAR_AWAY = 0.15, -0.4
NEARBY_KM, FAR_KM = 15.0, 60.0
NEAR_FACTOR, FAR_FACTOR = 2.0, 10.0
# Letters from which on two slips are taken for one name, and below which none is.
LONG, SHORT = 9, 4
MOST_CANDIDATES = 5
TYPES = ("City", "Organisation", "Network")


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something that somebody may accept or reject.

    Attributes:
        kind: `identifier` for an outside identifier that a record may have, `duplicate` for two
            records that may be one, `doubt` for an identifier that seems to be another's.
        record: id of the record.
        name: its name.
        country: its country.
        candidate: the identifier, or the id of the other record.
        candidate_name: what that is called.
        score: from 0 to 1.
        certain: whether nothing speaks against it and there is no other candidate.
        reason: why, in words.
    """

    kind: Kind
    record: str
    name: str
    country: str
    candidate: str
    candidate_name: str
    score: float
    certain: bool
    reason: str

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what tells a proposal from others."""
        return self.kind, self.record, self.candidate


class Match(NamedTuple):
    """An entry that may be what a record is about: how its name was found, and how well it fits."""

    entry: Entry
    way: str
    score: float
    reasons: tuple[str, ...]


def reconcile(
    records: Iterable[Mapping[str, Any]], book: Book | None = None, *, of: str = "City"
) -> list[Proposal]:
    """Return proposals for records: identifiers from a book, doubts, and duplicates.

    Args:
        records: canonical records.
        book: what identifiers are looked up in; by default the gazetteer of places.
        of: the record type that the book is about.
    """
    book = book or GazetteerBook()
    current = [one for one in records if one.get("record_status") != "withdrawn"]
    countries = {one["id"]: one.get("country", "") for one in current if one["type"] == "City"}
    things = [_thing(one, countries) for one in current if one["type"] in TYPES]
    look = Look(book)
    found: list[Proposal] = []
    places: dict[str, str] = {}
    for thing in things:
        if thing.type != of:
            continue
        proposals = look.proposals(thing)
        found += proposals
        places.update((one.record, one.candidate) for one in proposals if one.certain)
    return [*found, *duplicates(things, places)]


class Thing(NamedTuple):
    """What is known of a record that may be somewhere else as well."""

    id: str
    type: str
    names: tuple[str, ...]
    country: str
    identifiers: frozenset[str]
    population: float | None
    point: Point | None
    city: str


def _thing(record: Mapping[str, Any], countries: Mapping[str, str]) -> Thing:
    """Return what counts of a record."""
    texts = [record.get(field) for field in ("name", "short_name", "other_names")]
    names = [name for given in texts for name in _names(given)]
    span = quantity_span(record.get("population"))
    # A bound is no number: what is only above 100,000 may be millions.
    population = None
    if span is not None and span.low is not None and span.high is not None:
        population = (float(span.low) + float(span.high)) / 2
    return Thing(
        id=record["id"],
        type=record["type"],
        names=tuple(dict.fromkeys(names)),
        country=record.get("country") or countries.get(record.get("city", ""), ""),
        identifiers=frozenset(record.get("identifiers", [])),
        population=population,
        point=point(record.get("latitude"), record.get("longitude")),
        city=record.get("city", ""),
    )


def _names(given: object) -> Iterable[str]:
    """Return the names that a field holds: by language, in a list, or one."""
    if isinstance(given, dict):
        return map(str, given.values())
    if isinstance(given, list):
        return map(str, given)
    return [given] if isinstance(given, str) else []


# --- identifiers ---------------------------------------------------------------------------------


class Look:
    """Looks records up in a book; each name that is nearly one is sought only once."""

    def __init__(self, book: Book) -> None:
        """Look in this book."""
        self.book = book
        self.sought: dict[tuple[str, str], list[str]] = {}

    def proposals(self, thing: Thing) -> list[Proposal]:
        """Return what is proposed for a record, the best first."""
        own = sorted(one for one in thing.identifiers if one.startswith(f"{self.book.scheme}:"))
        if own:
            return list(self._doubts(thing, own))
        matches = self.matches(thing)[:MOST_CANDIDATES]
        sure = _sure(matches)
        return [
            Proposal(
                kind="identifier",
                record=thing.id,
                name=thing.names[0] if thing.names else "",
                country=thing.country,
                candidate=match.entry.identifier,
                candidate_name=_shown(match.entry),
                score=round(match.score, 3),
                certain=match is sure,
                reason="; ".join(match.reasons),
            )
            for match in matches
        ]

    def matches(self, thing: Thing) -> list[Match]:
        """Return the entries that a record may be about, the best first."""
        best: dict[str, Match] = {}
        for way, entry in self._found(thing):
            match = _weighed(thing, entry, way)
            if entry.identifier not in best or match.score > best[entry.identifier].score:
                best[entry.identifier] = match
        in_country = [one for one in best.values() if one.entry.country == thing.country]
        # Whatever lies in another country is of interest only if nothing lies in this one.
        kept = in_country or list(best.values())
        return sorted(
            (one for one in kept if one.score > 0),
            key=lambda one: (-one.score, -(one.entry.population or 0), one.entry.identifier),
        )

    def _found(self, thing: Thing) -> Iterator[tuple[str, Entry]]:
        """Yield the entries of a record's names, with the way each was found: the surest only."""
        whole = list(self._whole(thing))
        yield from whole
        if any(_lies_in(thing, entry) for _, entry in whole):
            return
        of_parts = [("part", entry) for entry in self._of_parts(thing)]
        yield from of_parts
        if not of_parts and thing.country:
            for name in thing.names:
                yield from (("near", entry) for entry in self._near(bare(name), thing.country))

    def _whole(self, thing: Thing) -> Iterator[tuple[str, Entry]]:
        """Yield the entries that are known under a name, with or without the words around it."""
        for name in thing.names:
            for way, text in (("name", name), ("bare", bare(name))):
                yield from ((way, entry) for entry in self.book.named(text))

    def _of_parts(self, thing: Thing) -> Iterator[Entry]:
        """Yield the entries in the country that are known under a part of a name."""
        texts = [part for name in thing.names for part in parts(name) if len(key(part)) >= SHORT]
        for text in texts:
            yield from (one for one in self.book.named(bare(text)) if _lies_in(thing, one))

    def _near(self, name: str, country: str) -> Iterator[Entry]:
        """Yield the entries whose name is nearly this one."""
        wanted = key(name)
        if len(wanted) < SHORT:
            return
        names = self.book.near(country)
        if (country, wanted) not in self.sought:
            slips = 2 if len(wanted) >= LONG else 1
            self.sought[country, wanted] = near_keys(wanted, list(names), slips=slips)
        for found in self.sought[country, wanted]:
            yield from names[found]

    def _doubts(self, thing: Thing, own: Sequence[str]) -> Iterator[Proposal]:
        """Yield the identifiers of a record that seem to be another's."""
        for identifier in own:
            entry = self.book.entry(identifier)
            if entry is None:
                continue
            reasons = self._against(thing, entry)
            if reasons:
                yield Proposal(
                    kind="doubt",
                    record=thing.id,
                    name=thing.names[0] if thing.names else "",
                    country=thing.country,
                    candidate=identifier,
                    candidate_name=_shown(entry),
                    score=0.5 if len(reasons) == 1 else 0.8,
                    certain=False,
                    reason="; ".join(reasons),
                )

    def _against(self, thing: Thing, entry: Entry) -> list[str]:
        """Return what speaks against a record being what its identifier stands for."""
        reasons = []
        texts = [text for name in thing.names for text in (name, bare(name), *parts(name))]
        if not any(
            one.identifier == entry.identifier for text in texts for one in self.book.named(text)
        ):
            reasons.append("its identifier belongs to a place that is not known under this name")
        if thing.country and entry.country and thing.country != entry.country:
            reasons.append("its identifier belongs to a place in another country")
        return reasons


def _lies_in(thing: Thing, entry: Entry) -> bool:
    """Tell whether an entry lies in a record's country, as far as that is known."""
    return not thing.country or entry.country == thing.country


def near_keys(wanted: str, names: Sequence[str], *, slips: int) -> list[str]:
    """Return the keys that differ from one by a few slips: letters more, less, other or swapped."""
    try:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA
    except ModuleNotFoundError:
        start = wanted[:1]
        near = [one for one in names if one[:1] == start and abs(len(one) - len(wanted)) <= slips]
        return difflib.get_close_matches(wanted, near, n=MOST_CANDIDATES, cutoff=1 - 0.2 * slips)
    found = process.extract(
        wanted, names, scorer=OSA.distance, score_cutoff=slips, limit=MOST_CANDIDATES
    )
    return [name for name, _, _ in found]


def _weighed(thing: Thing, entry: Entry, way: str) -> Match:
    """Return how well an entry fits a record, and why."""
    score = WAYS[way]
    reasons = [WORDS[way]]
    if way in SURE_WAYS and key(entry.name) in {key(bare(name)) for name in thing.names}:
        score += USUAL_NAME
        reasons.append("which is its usual one")
    if thing.country and entry.country:
        same = thing.country == entry.country
        score += SAME_COUNTRY if same else OTHER_COUNTRY
        reasons.append("same country" if same else f"but in {entry.country}")
    if thing.population and entry.population:
        factor = max(thing.population, entry.population) / min(thing.population, entry.population)
        if factor <= NEAR_FACTOR:
            score += SAME_SIZE
            reasons.append("about as many inhabitants")
        elif factor > FAR_FACTOR:
            score += OTHER_SIZE
            reasons.append(f"but {entry.population:,.0f} inhabitants")
    if thing.point and entry.point:
        far = kilometres(thing.point, entry.point)
        if far <= NEARBY_KM:
            score += NEARBY
            reasons.append(f"{far:.0f} km away")
        elif far > FAR_KM:
            score += FAR_AWAY
            reasons.append(f"but {far:,.0f} km away")
    return Match(entry, way, max(0.0, min(1.0, score)), tuple(reasons))


def _sure(matches: Sequence[Match]) -> Match | None:
    """Return the one match that nothing speaks against and that no other comes near."""
    if not matches:
        return None
    first = matches[0]
    against = any(reason.startswith("but ") for reason in first.reasons)
    if first.way not in SURE_WAYS or against or "same country" not in first.reasons:
        return None
    rivals = [one for one in matches[1:] if one.score >= first.score - CLEAR]
    return None if rivals else first


# By how much the best must be better than the next.
CLEAR = 0.09


def _shown(entry: Entry) -> str:
    """Return an entry's name with what tells it from others."""
    size = f", {entry.population:,.0f} inhabitants" if entry.population else ""
    return f"{entry.name} ({entry.country or '?'}{size})"


# --- duplicates ----------------------------------------------------------------------------------


def duplicates(things: Sequence[Thing], places: Mapping[str, str]) -> Iterator[Proposal]:
    """Yield pairs of records of one type that may be one: each pair once, the first id is kept."""
    seen: set[tuple[str, str]] = set()
    for (_, sign, words, score), group in _groups(things, places).items():
        for one in group[1:]:
            first = group[0]
            pair = (first.id, one.id)
            if pair in seen or first.id == one.id or _told_apart(first, one):
                continue
            seen.add(pair)
            yield Proposal(
                kind="duplicate",
                record=one.id,
                name=one.names[0] if one.names else "",
                country=one.country,
                candidate=first.id,
                candidate_name=first.names[0] if first.names else "",
                score=score,
                certain=False,
                reason=f"{words}: {sign}" if words == IDENTIFIER_WORDS else words,
            )


IDENTIFIER_WORDS = "both have the identifier"
Sign = tuple[str, str, str, float]


def _groups(things: Sequence[Thing], places: Mapping[str, str]) -> dict[Sign, list[Thing]]:
    """Return the records that share a sign of being one, by the sign; the strongest signs first."""
    found: dict[Sign, list[Thing]] = defaultdict(list)
    for thing in sorted(things, key=lambda one: one.id):
        for identifier in sorted(thing.identifiers):
            found[thing.type, identifier, IDENTIFIER_WORDS, 1.0].append(thing)
    for thing in sorted(things, key=lambda one: one.id):
        if thing.id in places:
            sign = places[thing.id]
            found[thing.type, sign, "both are certainly the same place", 0.95].append(thing)
    for thing in sorted(things, key=lambda one: one.id):
        for name in sorted({key(bare(one)) for one in thing.names} - {""}):
            sign = f"{name} {thing.country} {thing.city}"
            found[thing.type, sign, "same name and country", 0.8].append(thing)
    return {sign: group for sign, group in found.items() if len(group) > 1}


def _told_apart(one: Thing, two: Thing) -> bool:
    """Tell whether two records have different identifiers of one scheme."""
    schemes = defaultdict(set)
    for thing in (one, two):
        for identifier in thing.identifiers:
            schemes[identifier.partition(":")[0]].add(thing.id)
    return not one.identifiers & two.identifiers and any(
        len(owners) > 1 for owners in schemes.values()
    )
