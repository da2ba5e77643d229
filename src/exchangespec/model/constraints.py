"""Rules between the fields of one record, each as data that checks and describes itself.

A constraint reads the plain values, so it runs whether or not another field has failed, and it
writes its own part of the JSON Schema, so that every judge gives the same verdict.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Breach:
    """A constraint that a record breaks: which fault, at which field, with which facts."""

    slug: str
    field: str
    params: Mapping[str, Any]


def _has(names: tuple[str, ...]) -> dict[str, Any]:
    """Return the schema of a record that states every field named."""
    return {"required": list(names)}


@dataclass(frozen=True, slots=True)
class NeedsAnyOf:
    """At least one of `fields` is stated."""

    slug: str
    fields: tuple[str, ...]

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

    def breaches(self, values: Mapping[str, Any]) -> Iterator[Breach]:
        """Yield a breach at the list when it holds more than one item."""
        items = values.get(self.field)
        if values.get(self.other) == self.value and isinstance(items, list) and len(items) > 1:
            yield Breach(
                self.slug,
                self.field,
                {"other": self.other, "value": self.value, "many": len(items)},
            )

    def schema(self) -> dict[str, Any]:
        """Return the part of the JSON Schema that says the same."""
        return {
            "if": {**_has((self.other,)), "properties": {self.other: {"const": self.value}}},
            "then": {"properties": {self.field: {"type": "array", "maxItems": 1}}},
        }


Constraint = (
    NeedsAnyOf | NeedsTogether | NeedsWith | NeedsValue | NeedsWhen | NeedsUnless | OneItemWhen
)
