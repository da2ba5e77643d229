"""Accepts a record at once where all that it states is right, as most records are.

It only says yes: what it does not accept is no fault yet, since another judge explains. Both take
their checks from the same kinds and constraints, so they agree. Values that come again and again
are checked once and looked up from then on.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pydantic_core import SchemaValidator, core_schema

from exchangespec import spec
from exchangespec.model.kinds import EXTENSION_PATTERN
from exchangespec.model.texts import VISIBLE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from exchangespec.model import Record
    from exchangespec.model.constraints import AnyConstraint
    from exchangespec.spec import FieldSpec

    Check = Callable[[Any], bool]

EXTENSION = re.compile(EXTENSION_PATTERN)
# Kinds whose values come again and again, and are texts.
REPEATED = frozenset(
    {"code", "country", "currency", "date", "language", "period", "quantity", "ref", "time"}
)
# So many values of one field, and so many sets of fields, are remembered.
MOST_VALUES = 20_000
MOST_SHAPES = 10_000


def accepted(model: type[Record], values: Mapping[str, Any]) -> bool:
    """Tell whether a record is surely right as its class asks."""
    try:
        return _acceptance(model).accepts(values)
    except (ValueError, TypeError, OverflowError):
        # Half characters and the like, which it does not look at.
        return False


class Shape:
    """What is asked of records that state the same fields; `checks` is None where none is right."""

    __slots__ = ("checks", "constraints")

    def __init__(
        self,
        checks: Sequence[tuple[str, Check]] | None,
        constraints: Sequence[AnyConstraint] = (),
    ) -> None:
        """Take the checks of values by field, and the constraints that they could break."""
        self.checks = checks
        self.constraints = constraints


class Acceptance:
    """What accepts the records of one class."""

    def __init__(self, record_type: str, constraints: Sequence[AnyConstraint]) -> None:
        """Take the fields of the type; each gets its check when a record first states it."""
        self._type = record_type
        self._fields = spec.records()[record_type].fields
        self._required = {name for name, known in self._fields.items() if known.required}
        self._constraints = constraints
        self._checks: dict[str, Check] = {}
        self._shapes: dict[tuple[str, ...], Shape] = {}

    def accepts(self, values: Mapping[str, Any]) -> bool:
        """Tell whether all values are of their kinds and no constraint is broken."""
        stated = tuple(values)
        shape = self._shapes.get(stated) or self._shape(stated)
        if shape.checks is None:
            return False
        for name, check in shape.checks:
            if not check(values[name]):
                return False
        return not any(True for one in shape.constraints for _ in one.breaches(values))

    def _shape(self, stated: tuple[str, ...]) -> Shape:
        """Work out what is asked of records that state these fields."""
        names = frozenset(stated)
        unknown = names - self._fields.keys()
        if self._required <= names and all(map(EXTENSION.fullmatch, unknown)):
            shape = Shape(
                [(name, self._check(name)) for name in stated],
                [one for one in self._constraints if one.may_break(names)],
            )
        else:
            shape = Shape(None)
        if len(self._shapes) < MOST_SHAPES:
            self._shapes[stated] = shape
        return shape

    def _check(self, name: str) -> Check:
        """Return the check of a field's values."""
        check = self._checks.get(name)
        if check is None:
            known = self._fields.get(name)
            check = VISIBLE_TEXT if known is None else check_of(known)
            if known is not None:
                self._checks[name] = check
        return check


@lru_cache(maxsize=256)
def _acceptance(model: type[Record]) -> Acceptance:
    """Return what accepts the records of a class."""
    constraints = (*model.constraints, *model.shared_constraints)
    return Acceptance(model.model_fields["type"].default, constraints)


# --- one field -----------------------------------------------------------------------------------

VISIBLE_TEXT: Check = SchemaValidator(
    core_schema.str_schema(strict=True, min_length=1, pattern=VISIBLE)
).isinstance_python


def check_of(known: FieldSpec) -> Check:
    """Return what tells whether a value is one of a field."""
    check: Check = SchemaValidator(known.kind.whole_value()).isinstance_python
    if known.kind.name not in REPEATED:
        return check
    return _list_remembering(check, known.at_least) if known.many else _remembering(check)


def _remembering(check: Check) -> Check:
    """Look up texts that were right before."""
    right: set[str] = set()

    def passes(value: Any) -> bool:
        # Texts alone: true and 1 are the same to a set.
        if value.__class__ is not str:
            return check(value)
        if value in right:
            return True
        if not check(value):
            return False
        if len(right) < MOST_VALUES:
            right.add(value)
        return True

    return passes


def _list_remembering(check: Check, at_least: int) -> Check:
    """Look up the items of lists that were right before; they must differ from each other."""
    right: set[str] = set()

    def passes(value: Any) -> bool:
        if (
            value.__class__ is list
            and len(value) >= at_least
            and right.issuperset(value)
            and (len(value) == 1 or len(set(value)) == len(value))
        ):
            return True
        if not check(value):
            return False
        if len(right) < MOST_VALUES:
            right.update(value)
        return True

    return passes
