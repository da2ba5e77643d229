"""Rules between the fields of one record, each as data that checks and describes itself.

A constraint reads the plain values, so it runs whether or not another field has failed, and it
writes its own part of the JSON Schema, so that every judge gives the same verdict.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Breach:
    """A constraint that a record breaks: which fault, at which field and item, with which facts."""

    slug: str
    field: str
    params: Mapping[str, Any]
    item: int | None = None


def _has(names: tuple[str, ...]) -> dict[str, Any]:
    """Return the schema of a record that states every field named."""
    return {"required": list(names)}


@dataclass(frozen=True, slots=True)
class NeedsAnyOf:
    """At least one of `fields` is stated."""

    slug: str
    fields: tuple[str, ...]

    def may_break(self, stated: frozenset[str]) -> bool:
        """Tell whether a record that states these fields can break it."""
        return stated.isdisjoint(self.fields)

    def breaches(self, values: Mapping[str, Any]) -> Iterator[Breach]:
        """Yield a breach at the first field when none is stated."""
        if not any(name in values for name in self.fields):
            yield Breach(self.slug, self.fields[0], {"fields": list(self.fields)})

    def schema(self) -> dict[str, Any]:
        """Return the part of the JSON Schema that says the same."""
        return {"anyOf": [_has((name,)) for name in self.fields]}


@dataclass(frozen=True, slots=True)
class NeedsTogether:
    """Fields that are stated both or not at all."""

    slug: str
    first: str
    second: str

    def may_break(self, stated: frozenset[str]) -> bool:
        """Tell whether a record that states these fields can break it."""
        return (self.first in stated) != (self.second in stated)

    def breaches(self, values: Mapping[str, Any]) -> Iterator[Breach]:
        """Yield a breach at the field that is missing."""
        for present, absent in ((self.first, self.second), (self.second, self.first)):
            if present in values and absent not in values:
                yield Breach(self.slug, absent, {"present": present, "missing": absent})

    def schema(self) -> dict[str, Any]:
        """Return the part of the JSON Schema that says the same."""
        return {"dependentRequired": {self.first: [self.second], self.second: [self.first]}}


@dataclass(frozen=True, slots=True)
class NeedsWith:
    """A field that may only be stated together with another."""

    slug: str
    field: str
    needs: str

    def may_break(self, stated: frozenset[str]) -> bool:
        """Tell whether a record that states these fields can break it."""
        return self.field in stated and self.needs not in stated

    def breaches(self, values: Mapping[str, Any]) -> Iterator[Breach]:
        """Yield a breach at the field that stands alone."""
        if self.field in values and self.needs not in values:
            yield Breach(self.slug, self.field, {"present": self.field, "missing": self.needs})

    def schema(self) -> dict[str, Any]:
        """Return the part of the JSON Schema that says the same."""
        return {"dependentRequired": {self.field: [self.needs]}}


@dataclass(frozen=True, slots=True)
class NeedsValue:
    """A field that may only be stated when another holds a certain value."""

    slug: str
    field: str
    other: str
    value: str

    def may_break(self, stated: frozenset[str]) -> bool:
        """Tell whether a record that states these fields can break it."""
        return self.field in stated

    def breaches(self, values: Mapping[str, Any]) -> Iterator[Breach]:
        """Yield a breach at the field when the other holds anything else."""
        if self.field in values and values.get(self.other) != self.value:
            yield Breach(self.slug, self.field, {"other": self.other, "value": self.value})

    def schema(self) -> dict[str, Any]:
        """Return the part of the JSON Schema that says the same."""
        return {
            "if": _has((self.field,)),
            "then": {
                **_has((self.other,)),
                "properties": {self.other: {"const": self.value}},
            },
        }


@dataclass(frozen=True, slots=True)
class NeedsWhen:
    """Fields that must be stated when another holds one of the values given."""

    slug: str
    other: str
    values: tuple[str, ...]
    needs: tuple[str, ...]

    def may_break(self, stated: frozenset[str]) -> bool:
        """Tell whether a record that states these fields can break it."""
        return self.other in stated and not stated.issuperset(self.needs)

    def breaches(self, values: Mapping[str, Any]) -> Iterator[Breach]:
        """Yield a breach at each field that is missing."""
        given = values.get(self.other)
        if isinstance(given, str) and given in self.values:
            for name in self.needs:
                if name not in values:
                    yield Breach(
                        self.slug, name, {"other": self.other, "value": given, "missing": name}
                    )

    def schema(self) -> dict[str, Any]:
        """Return the part of the JSON Schema that says the same."""
        return {
            "if": {
                **_has((self.other,)),
                "properties": {self.other: {"enum": list(self.values)}},
            },
            "then": _has(self.needs),
        }


@dataclass(frozen=True, slots=True)
class NeedsUnless:
    """A field that must be stated unless another holds one of the values given."""

    slug: str
    other: str
    values: tuple[str, ...]
    needs: str

    def may_break(self, stated: frozenset[str]) -> bool:
        """Tell whether a record that states these fields can break it."""
        return self.other in stated and self.needs not in stated

    def breaches(self, values: Mapping[str, Any]) -> Iterator[Breach]:
        """Yield a breach at the field that is missing."""
        given = values.get(self.other)
        if isinstance(given, str) and given not in self.values and self.needs not in values:
            yield Breach(
                self.slug, self.needs, {"other": self.other, "value": given, "missing": self.needs}
            )

    def schema(self) -> dict[str, Any]:
        """Return the part of the JSON Schema that says the same."""
        return {
            "if": {
                **_has((self.other,)),
                "properties": {self.other: {"type": "string", "not": {"enum": list(self.values)}}},
            },
            "then": _has((self.needs,)),
        }


@dataclass(frozen=True, slots=True)
class OneItemWhen:
    """A list that holds exactly one item when another field holds the value given."""

    slug: str
    other: str
    value: str
    field: str

    def may_break(self, stated: frozenset[str]) -> bool:
        """Tell whether a record that states these fields can break it."""
        return {self.other, self.field} <= stated

    def breaches(self, values: Mapping[str, Any]) -> Iterator[Breach]:
        """Yield a breach at the list when it holds more than one item."""
        items = values.get(self.field)
        if values.get(self.other) == self.value and isinstance(items, list) and len(items) > 1:
            yield Breach(
                self.slug,
                self.field,
                {
                    "other": self.other,
                    "value": self.value,
                    "many": len(items),
                    "what": "several",
                },
            )

    def schema(self) -> dict[str, Any]:
        """Return the part of the JSON Schema that says the same."""
        return {
            "if": {**_has((self.other,)), "properties": {self.other: {"const": self.value}}},
            "then": {"properties": {self.field: {"type": "array", "maxItems": 1}}},
        }


# --- what a profile asks beyond the standard -----------------------------------------------------


@dataclass(frozen=True, slots=True)
class Needs:
    """A field that must be stated; `profile` says who asks."""

    slug: str
    field: str
    profile: str

    def may_break(self, stated: frozenset[str]) -> bool:
        """Tell whether a record that states these fields can break it."""
        return self.field not in stated

    def breaches(self, values: Mapping[str, Any]) -> Iterator[Breach]:
        """Yield a breach at the field when it is absent."""
        if self.field not in values:
            yield Breach(self.slug, self.field, {"profile": self.profile})

    def schema(self) -> dict[str, Any]:
        """Return the part of the JSON Schema that says the same."""
        return _has((self.field,))


@dataclass(frozen=True, slots=True)
class OnlyValues:
    """A field whose value, or each of whose `many` values, is one of those given."""

    slug: str
    field: str
    values: tuple[str, ...]
    many: bool
    profile: str

    def may_break(self, stated: frozenset[str]) -> bool:
        """Tell whether a record that states these fields can break it."""
        return self.field in stated

    def breaches(self, values: Mapping[str, Any]) -> Iterator[Breach]:
        """Yield a breach for each value that is none of those given."""
        given = values.get(self.field)
        for index, value in enumerate(given if isinstance(given, list) else [given]):
            if isinstance(value, str) and value not in self.values:
                params = {"value": value, "allowed": list(self.values), "profile": self.profile}
                yield Breach(self.slug, self.field, params, index if self.many else None)

    def schema(self) -> dict[str, Any]:
        """Return the part of the JSON Schema that says the same."""
        one = {"enum": list(self.values)}
        return {"properties": {self.field: {"items": one} if self.many else one}}


@dataclass(frozen=True, slots=True)
class CountBetween:
    """A list that, where it is stated, holds at least and at most so many values (0: no limit)."""

    slug: str
    field: str
    at_least: int
    at_most: int
    profile: str

    def may_break(self, stated: frozenset[str]) -> bool:
        """Tell whether a record that states these fields can break it."""
        return self.field in stated

    def breaches(self, values: Mapping[str, Any]) -> Iterator[Breach]:
        """Yield a breach at the list when it holds too few or too many."""
        items = values.get(self.field)
        seen = len(items) if isinstance(items, list) else 0
        facts = {"seen": seen, "profile": self.profile}
        if seen and seen < self.at_least:
            yield Breach(self.slug, self.field, {**facts, "expected": self.at_least, "what": "few"})
        elif self.at_most and seen > self.at_most:
            yield Breach(self.slug, self.field, {**facts, "expected": self.at_most, "what": "many"})

    def schema(self) -> dict[str, Any]:
        """Return the part of the JSON Schema that says the same."""
        least = {"minItems": self.at_least} if self.at_least else {}
        most = {"maxItems": self.at_most} if self.at_most else {}
        return {"properties": {self.field: {**least, **most}}}


@dataclass(frozen=True, slots=True)
class HasForm:
    """A column of a network's own whose text, where it is stated, has a certain form.

    `form` names it in words: a date, a whole number, one of some codes.
    """

    slug: str
    field: str
    pattern: str
    form: str
    profile: str

    def may_break(self, stated: frozenset[str]) -> bool:
        """Tell whether a record that states these fields can break it."""
        return self.field in stated

    def breaches(self, values: Mapping[str, Any]) -> Iterator[Breach]:
        """Yield a breach when the text has another form."""
        value = values.get(self.field)
        if isinstance(value, str) and re.fullmatch(self.pattern, value) is None:
            params = {"value": value, "form": self.form, "profile": self.profile}
            yield Breach(self.slug, self.field, params)

    def schema(self) -> dict[str, Any]:
        """Return the part of the JSON Schema that says the same."""
        # In some engines `$` also matches before a line break that ends the text.
        return {"properties": {self.field: {"pattern": rf"{self.pattern}(?!\n)"}}}


# What the standard's own classes say, and what profiles add.
Constraint = (
    NeedsAnyOf | NeedsTogether | NeedsWith | NeedsValue | NeedsWhen | NeedsUnless | OneItemWhen
)
Narrowing = Needs | OnlyValues | CountBetween | HasForm
AnyConstraint = Constraint | Narrowing
