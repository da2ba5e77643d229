"""Accepts a record at once where all that it states is right, as most records are.

It only says yes: what it does not accept is no fault yet, since another judge explains. Both take
their checks from the same kinds and constraints, so they agree. Values that come again and again
are checked once and looked up from then on.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from pydantic_core import SchemaValidator, core_schema

from exchangespec import spec
from exchangespec.model.kinds import EXTENSION_PATTERN
from exchangespec.model.texts import VISIBLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from exchangespec.formats.format import Part
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


def refused(model: type[Record], part: Part) -> Iterable[int]:
    """Return which records of a part are not surely right, by their places within the part."""
    try:
        return _acceptance(model).refuses(part)
    except (ValueError, TypeError, OverflowError):
        return range(len(part))


class Shape:
    """What is asked of records that state the same fields; `checks` is None where none is right."""

    __slots__ = ("checks", "constraints", "lists", "texts")

    def __init__(
        self,
        checks: Sequence[tuple[str, Check]] | None,
        constraints: Sequence[AnyConstraint] = (),
    ) -> None:
        """Take the checks of values by field, and the constraints that they could break.

        Of texts, and of lists that may have a single item, what was right before is at hand.
        """
        self.texts: list[tuple[str, set[str], Check]] = []
        self.lists: list[tuple[str, set[str], Check]] = []
        self.checks: list[tuple[str, Check]] | None = None if checks is None else []
        for name, check in checks or ():
            if isinstance(check, Remembering) and check.least == 0:
                self.texts.append((name, check.right, check))
            elif isinstance(check, Remembering) and check.least == 1:
                self.lists.append((name, check.right, check))
            elif self.checks is not None:
                self.checks.append((name, check))
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
        # Values that were right before are looked up here: calling what remembers them costs more.
        for name, right, check in shape.texts:
            value = values[name]
            if not (value.__class__ is str and value in right) and not check(value):
                return False
        for name, right, check in shape.lists:
            value = values[name]
            single = value.__class__ is list and len(value) == 1
            if not (single and right.issuperset(value)) and not check(value):
                return False
        for name, check in shape.checks:
            if not check(values[name]):
                return False
        if not shape.constraints:
            return True
        return not any(True for one in shape.constraints for _ in one.breaches(values))

    def refuses(self, part: Part) -> Iterable[int]:
        """Return which records of a part it does not accept: the same as if asked for each alone.

        Their type is that of the class.
        """
        shape = self._shapes.get(part.names) or self._shape(part.names)
        columns = part.columns
        if shape.checks is None:
            return range(len(part))
        wrong: set[int] = set()
        for name, right, check in shape.texts:
            if not right.issuperset(columns[name]):
                wrong.update(_failing(check, columns[name]))
        for name, right, check in shape.lists:
            # Most hold one item.
            longer = [at for at, value in enumerate(columns[name]) if len(value) != 1]
            wrong.update(at for at in longer if not check(columns[name][at]))
            if not right.issuperset(chain.from_iterable(columns[name])):
                wrong.update(_failing(check, columns[name]))
        for name, check in shape.checks:
            if name != "type" and not all(map(check, columns[name])):
                wrong.update(_failing(check, columns[name]))
        return wrong | self._breaking(shape, columns)

    def _breaking(self, shape: Shape, columns: Mapping[str, Sequence[Any]]) -> set[int]:
        """Return which records break a constraint between their fields."""
        if not shape.constraints:
            return set()
        records = (
            {"type": self._type, **dict(zip(columns, values, strict=True))}
            for values in zip(*columns.values(), strict=True)
        )
        return {
            at
            for at, record in enumerate(records)
            if any(True for one in shape.constraints for _ in one.breaches(record))
        }

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


def _failing(check: Check, values: Iterable[Any]) -> Iterator[int]:
    """Yield which of some values a check does not let pass."""
    return (at for at, value in enumerate(values) if not check(value))


@lru_cache(maxsize=256)
def _acceptance(model: type[Record]) -> Acceptance:
    """Return what accepts the records of a class."""
    constraints = (*model.constraints, *model.shared_constraints)
    return Acceptance(model.model_fields["type"].default, constraints)


# --- one field -----------------------------------------------------------------------------------

VISIBLE_TEXT: Check = SchemaValidator(
    core_schema.str_schema(strict=True, min_length=1, pattern=VISIBLE)
).isinstance_python


class Remembering:
    """Checks texts, or lists of at least so many, and looks up those that were right before."""

    __slots__ = ("check", "least", "right")

    def __init__(self, check: Check, least: int = 0) -> None:
        """Remember nothing yet; of texts alone there is no least number."""
        self.check = check
        self.least = least
        self.right: set[str] = set()

    def __call__(self, value: Any) -> bool:
        """Tell whether a value is right."""
        return self._items(value) if self.least else self._text(value)

    def _text(self, value: Any) -> bool:
        """Tell whether a text is right."""
        # Texts alone: true and 1 are the same to a set.
        if value.__class__ is not str:
            return self.check(value)
        if value in self.right:
            return True
        if not self.check(value):
            return False
        if len(self.right) < MOST_VALUES:
            self.right.add(value)
        return True

    def _items(self, value: Any) -> bool:
        """Tell whether a list is right: its items must differ from each other."""
        if (
            value.__class__ is list
            and len(value) >= self.least
            and self.right.issuperset(value)
            and (len(value) == 1 or len(set(value)) == len(value))
        ):
            return True
        if not self.check(value):
            return False
        if len(self.right) < MOST_VALUES:
            self.right.update(value)
        return True


def check_of(known: FieldSpec) -> Check:
    """Return what tells whether a value is one of a field."""
    check: Check = SchemaValidator(known.kind.whole_value()).isinstance_python
    if known.kind.name not in REPEATED:
        return check
    return Remembering(check, known.at_least)
