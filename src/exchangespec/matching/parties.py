"""Who offers and who needs what: read from cities, organisations, statements and earlier pairs."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from exchangespec.gazetteer.distance import Point, point
from exchangespec.model.dates import date_span, period_ends
from exchangespec.model.quantities import quantity_span
from exchangespec.model.texts import in_english

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

Side = Literal["offer", "need"]
SIDES: tuple[Side, ...] = ("offer", "need")
PARTIES = ("City", "Organisation")


@dataclass(frozen=True, slots=True)
class Party:
    """A city or organisation with what it offers, or with what it needs.

    Attributes:
        id: its id.
        name: its name, for people.
        country: code of its country; empty if not known.
        population: inhabitants, of an organisation those of its city; None if not known.
        latitude: degrees north; None if not known.
        longitude: degrees east; None if not known.
        themes: what it offers or needs.
        languages: in which it can work; empty if not known.
        capacity: with how many more partners at once.
        experience: how often it has mentored before.
        apart: ids of those with whom it must not be paired.
        paired: ids of those it has mentored, or by whom it was mentored, before.
        busy: in how many pairs that are running it has a partner on the other side.
    """

    id: str
    name: str
    country: str = ""
    population: float | None = None
    latitude: float | None = None
    longitude: float | None = None
    themes: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    capacity: int = 1
    experience: int = 0
    apart: frozenset[str] = frozenset()
    paired: frozenset[str] = frozenset()
    busy: int = 0

    @property
    def point(self) -> Point | None:
        """Return where it lies, if that is known."""
        return point(self.latitude, self.longitude)


def parties(records: Iterable[Mapping[str, Any]], side: Side, *, today: date) -> list[Party]:
    """Return the parties that offer, or that need, in the order of their ids.

    What was withdrawn, what only repeats another statement and what no longer holds is left out.
    """
    known: dict[str, Mapping[str, Any]] = {}
    said: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    pairs = Pairs(side, today)
    for record in records:
        if record.get("record_status") == "withdrawn":
            continue
        kind = record["type"]
        if kind in PARTIES:
            known[record["id"]] = record
        elif kind == "MentoringPair":
            pairs.see(record)
        elif kind == "Statement" and record.get("kind") == side and _holds(record, today):
            said[record["about"]].append(record)
    return [
        _party(known[name], known, said[name], pairs) for name in sorted(said.keys() & known.keys())
    ]


@dataclass(frozen=True, slots=True)
class PassedOver:
    """An offer or a need that nobody is matched by, and why."""

    statement: str
    side: Side
    about: str
    reason: str

    def as_dict(self) -> dict[str, str]:
        """Return it as JSON shows it."""
        return {
            "statement": self.statement,
            "kind": self.side,
            "about": self.about,
            "reason": self.reason,
        }


def passed_over(records: Iterable[Mapping[str, Any]], *, today: date) -> Iterator[PassedOver]:
    """Yield the offers and needs that hold, but are not about a city or organisation here."""
    types: dict[str, str] = {}
    said: list[Mapping[str, Any]] = []
    for record in records:
        if record.get("record_status") == "withdrawn":
            continue
        types[record["id"]] = record["type"]
        if record["type"] == "Statement" and record.get("kind") in SIDES and _holds(record, today):
            said.append(record)
    for record in said:
        name = types.get(record["about"])
        if name not in PARTIES:
            reason = f"is a {name}, no city or organisation" if name else "is in none of the inputs"
            yield PassedOver(record["id"], record["kind"], record["about"], reason)


class Pairs:
    """What the pairs so far tell of those on one side or the other."""

    def __init__(self, side: Side, today: date) -> None:
        """Begin with none; places are taken on the side that is asked for."""
        self.today = today
        self.experience: Counter[str] = Counter()
        self.paired: dict[str, set[str]] = defaultdict(set)
        self.busy: Counter[str] = Counter()
        self._own = "mentors" if side == "offer" else "mentees"

    def see(self, pair: Mapping[str, Any]) -> None:
        """Note who mentors whom; what is only planned, as a proposal is, does not count."""
        if pair.get("progress") == "planned":
            return
        mentors, mentees = pair["mentors"], pair["mentees"]
        if pair.get("progress") != "stopped":
            self.experience.update(mentors)
        for mentor in mentors:
            self.paired[mentor].update(mentees)
        for mentee in mentees:
            self.paired[mentee].update(mentors)
        if self._is_running(pair):
            # Those who mentor together, or are mentored together, are one partner.
            self.busy.update(pair[self._own])

    def _is_running(self, pair: Mapping[str, Any]) -> bool:
        """Tell whether a pair is said to be running; what says neither takes no place."""
        end = pair.get("end")
        span = date_span(end) if isinstance(end, str) and end != ".." else None
        if span is not None and span.latest is not None and span.latest < self.today:
            return False
        progress = pair.get("progress")
        if progress is not None:
            return bool(progress == "under_way")
        start = date_span(pair["start"]) if "start" in pair else None
        begun = start is None or start.earliest is None or start.earliest <= self.today
        return end is not None and begun


def _holds(statement: Mapping[str, Any], today: date) -> bool:
    """Tell whether an offer or a need still holds and is not only said again."""
    if "repeats" in statement:
        return False
    if "as_of" not in statement:
        return True
    last = period_ends(statement["as_of"])[1]
    span = date_span(last) if last not in {"", ".."} else None
    # A single date says when it was stated, not until when it holds.
    if span is None or span.latest is None or "/" not in statement["as_of"]:
        return True
    return span.latest >= today


def _party(
    record: Mapping[str, Any],
    known: Mapping[str, Mapping[str, Any]],
    said: Sequence[Mapping[str, Any]],
    pairs: Pairs,
) -> Party:
    """Put together what is known of one party."""
    name, room = record["id"], sum(_capacity(one) for one in said)
    place = known.get(record.get("city", ""), {}) if record["type"] == "Organisation" else record
    return Party(
        id=name,
        name=in_english(record["name"]),
        country=record.get("country") or place.get("country", ""),
        population=_middle(place.get("population")),
        latitude=place.get("latitude"),
        longitude=place.get("longitude"),
        themes=frozenset(_all(said, "themes")),
        languages=frozenset(_all(said, "languages")),
        capacity=max(0, room - pairs.busy[name]),
        experience=pairs.experience[name],
        apart=frozenset(_all(said, "excludes")),
        paired=frozenset(pairs.paired[name]),
        busy=pairs.busy[name],
    )


def _all(statements: Iterable[Mapping[str, Any]], name: str) -> Iterator[str]:
    """Yield the items of a list field of several statements."""
    for statement in statements:
        yield from statement.get(name, ())


def _middle(quantity: object) -> float | None:
    """Return a number of inhabitants, of a span its middle, of a bound the bound."""
    span = quantity_span(quantity)
    if span is None:
        return None
    bounds = [float(one) for one in (span.low, span.high) if one is not None]
    return sum(bounds) / len(bounds) if bounds else None


def _capacity(statement: Mapping[str, Any]) -> int:
    """Return with how many partners at once; what is only bounded counts as its lower bound."""
    span = quantity_span(statement.get("quantity", 1))
    return max(int(span.low), 0) if span is not None and span.low is not None else 1
