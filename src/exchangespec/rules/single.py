"""Chooses the rules that can say anything about a single record, by what the record states.

Most records are plain: of the rules for their type few could ever speak about the fields that they
state, and their dates and codes were looked at in records before. Only such rules run as can find
something; what they find is the same as if all had run.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from exchangespec import spec
from exchangespec.rules.fields import fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exchangespec.formats.format import Part
    from exchangespec.rules.rule import Context, Rule
    from exchangespec.submission.facts import RecordFacts
    from exchangespec.submission.judged import ReadBlock

# So many sets of fields, and so many values of one field, are remembered.
MOST_SHAPES = 10_000
MOST_VALUES = 20_000


class Watched(NamedTuple):
    """A field whose values are looked at one by one: its kind, and the values known to be right."""

    name: str
    kind: str
    right: set[Any]


class Shape(NamedTuple):
    """What is known of the records of one type that state the same fields.

    Attributes:
        rules: the rules that can say something about them.
        single: the fields whose one value is looked at on its own.
        several: the same of lists, and of the languages of texts.
        chosen: the rules that look at values of some kinds and no others, and at whole records.
    """

    rules: Sequence[Rule]
    single: list[Watched]
    several: list[Watched]
    chosen: dict[frozenset[str], Sequence[Rule]]


NOTHING_NEW: frozenset[str] = frozenset()


class SingleRules:
    """The rules on single records, by the shapes of records and the values seen before."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        """Sort the rules by record type."""
        checks = [rule for rule in rules if rule.check]
        self._of_type = {
            name: [rule for rule in checks if name in (rule.on or (name,))]
            for name in spec.records()
        }
        self._shapes: dict[tuple[str, ...], Shape] = {}
        self._right: dict[tuple[str, str], set[Any]] = {}

    def forget(self) -> None:
        """Take no value for right any longer, since what rules may know has changed."""
        for right in self._right.values():
            right.clear()

    def about(self, record: RecordFacts) -> Sequence[Rule]:
        """Return the rules that can say something about a record.

        Of one with faults all may: a field that could not be read is stated and has no value.
        """
        if record.failed or not record.type:
            return self._of_type.get(record.type, ())
        values = record.values
        shape = self._shapes.get((record.type, *values)) or self._shape(record.type, tuple(values))
        new = NOTHING_NEW
        for name, kind, right in shape.single:
            if values[name] not in right:
                new |= {kind}
        for name, kind, right in shape.several:
            if not right.issuperset(values[name]):
                new |= {kind}
        return shape.chosen.get(new) or self._choose(shape, new)

    def among(self, block: ReadBlock, context: Context) -> dict[int, Sequence[Rule] | None]:
        """Return the rules that can say something about records of a block, by their numbers.

        None stands for what `about` tells: a value of the record was not looked at before.
        """
        found: dict[int, Sequence[Rule] | None] = {}
        for part in block.parts():
            states = part.type, *part.names
            shape = self._shapes.get(states) or self._shape(part.type, part.names)
            speaking: dict[int, list[Rule]] = {}
            for rule in shape.chosen.get(NOTHING_NEW) or self._choose(shape, NOTHING_NEW):
                for at in _suspects(rule, part, context):
                    speaking.setdefault(at, []).append(rule)
            found.update((part.places[at], rules) for at, rules in speaking.items())
            found.update((part.places[at], None) for at in _with_new_values(part, shape))
        return dict(sorted(found.items()))

    def passed(self, record: RecordFacts, spoken: set[str | None]) -> None:
        """Remember the values of a record about whose fields no rule that looks at them spoke."""
        if record.failed or not record.type:
            return
        values = record.values
        shape = self._shapes.get((record.type, *values)) or self._shape(record.type, tuple(values))
        for name, _, right in shape.single:
            if name not in spoken and len(right) < MOST_VALUES:
                right.add(values[name])
        for name, _, right in shape.several:
            if name not in spoken and len(right) < MOST_VALUES:
                right.update(values[name])

    def _shape(self, name: str, states: tuple[str, ...]) -> Shape:
        """Work out what is known of the records of a type that state the same."""
        known, stated = fields(name), frozenset(states)
        there = [known[field] for field in states if field in known]
        kinds = {field.kind.name for field in there}
        rules = [
            rule
            for rule in self._of_type[name]
            if rule.where(name, stated) and (not rule.each or not kinds.isdisjoint(rule.each))
        ]
        shape = Shape(rules, [], [], {})
        each = {kind for rule in rules for kind in rule.each}
        for field in there:
            kind = field.kind.name
            if kind in each:
                right = self._right.setdefault((name, field.name), set())
                among = shape.several if field.many or field.localised else shape.single
                among.append(Watched(field.name, kind, right))
        if len(self._shapes) < MOST_SHAPES:
            self._shapes[name, *states] = shape
        return shape

    def _choose(self, shape: Shape, new: frozenset[str]) -> Sequence[Rule]:
        """Choose the rules for records of a shape whose values of some kinds are new."""
        rules = [one for one in shape.rules if not one.each or not new.isdisjoint(one.each)]
        shape.chosen[new] = rules
        return rules


def _suspects(rule: Rule, part: Part, context: Context) -> Iterable[int]:
    """Return of which records a rule may speak; of all where it breaks, and then says so itself."""
    everything = range(len(part))
    if rule.suspects is None:
        return everything
    try:
        return list(rule.suspects(part, context))
    except Exception:  # noqa: BLE001 - one rule must not hide the others
        return everything


def _with_new_values(part: Part, shape: Shape) -> set[int]:
    """Return which records hold values that are not known to be right."""
    found: set[int] = set()
    for name, _, right in shape.single:
        if not right.issuperset(part.columns[name]):
            found.update(at for at, one in enumerate(part.columns[name]) if one not in right)
    for name, _, right in shape.several:
        if not right.issuperset(chain.from_iterable(part.columns[name])):
            column = enumerate(part.columns[name])
            found.update(at for at, some in column if not right.issuperset(some))
    return found
