"""Constraints between fields as alternatives of conditions on single fields, for any judge."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from exchangespec.model import constraints

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exchangespec.model.constraints import AnyConstraint
    from exchangespec.spec import FieldSpec


class Need(Enum):
    """What a condition asks of one field: how many values it has, or which."""

    STATED = "at least one value"
    ABSENT = "no value"
    SINGLE = "at most one value"
    HOLDS = "the value is among its values"
    ONLY = "every value it has is one of these"
    NONE_OF = "no value it has is one of these"
    AT_LEAST = "so many values or more"
    AT_MOST = "so many values or fewer"


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on one field; `values` are codes, where it speaks of some, or a number."""

    field: str
    need: Need
    values: tuple[str, ...] = ()


Ways = list[list[Condition]]


def alternatives(constraint: AnyConstraint) -> Ways:
    """Return the ways to satisfy a constraint; each is a list of conditions that hold together.

    There is none where it speaks of a column that no property stands for.
    """
    match constraint:
        case constraints.NeedsAnyOf(fields=fields):
            ways = [[Condition(name, Need.STATED)] for name in fields]
        case constraints.NeedsTogether(first=first, second=second):
            ways = [
                [Condition(first, Need.STATED), Condition(second, Need.STATED)],
                [Condition(first, Need.ABSENT), Condition(second, Need.ABSENT)],
            ]
        case constraints.NeedsWith(field=field, needs=needed):
            ways = [[Condition(field, Need.ABSENT)], [Condition(needed, Need.STATED)]]
        case constraints.NeedsValue(field=field, other=other, value=value):
            ways = [[Condition(field, Need.ABSENT)], [Condition(other, Need.HOLDS, (value,))]]
        case constraints.NeedsWhen(other=other, values=values, needs=names):
            ways = [
                [Condition(other, Need.NONE_OF, values)],
                [Condition(name, Need.STATED) for name in names],
            ]
        case constraints.NeedsUnless(other=other, values=values, needs=needed):
            ways = [[Condition(other, Need.ONLY, values)], [Condition(needed, Need.STATED)]]
        case _:
            ways = _narrowings(constraint)
    return ways


def _narrowings(constraint: AnyConstraint) -> Ways:
    """Return the ways to satisfy a constraint with but one or two of them."""
    match constraint:
        case constraints.Needs(field=field):
            ways = [[Condition(field, Need.STATED)]]
        case constraints.OnlyValues(field=field, values=values):
            ways = [[Condition(field, Need.ONLY, values)]]
        case constraints.CountBetween(field=field, at_least=least, at_most=most):
            bounds = [Condition(field, Need.AT_LEAST, (str(least),))] if least else []
            bounds += [Condition(field, Need.AT_MOST, (str(most),))] if most else []
            ways = [[Condition(field, Need.ABSENT)], bounds]
        case constraints.HasForm():
            ways = []
        case constraints.OneItemWhen(other=other, value=value, field=field):
            ways = [[Condition(other, Need.NONE_OF, (value,))], [Condition(field, Need.SINGLE)]]
        case _:
            raise NotImplementedError(type(constraint).__name__)
    own = any(one.field.startswith("x_") for way in ways for one in way)
    return [] if own else ways


def counted(constraint: constraints.CountBetween) -> str:
    """Return how many values a list may have."""
    least = f"at least {constraint.at_least}" if constraint.at_least else ""
    most = f"at most {constraint.at_most}" if constraint.at_most else ""
    return f"{' and '.join(filter(None, (least, most)))} values"


def in_words(constraint: AnyConstraint, fields: Mapping[str, FieldSpec]) -> str:
    """Return what a constraint asks for."""

    def titles(names: Sequence[str], link: str) -> str:
        return f" {link} ".join(f"“{fields[name].title}”" for name in names)

    def title(name: str) -> str:
        return titles([name], "")

    if isinstance(constraint, constraints.Narrowing):
        return f"In the profile {constraint.profile}, {_narrowing_in_words(constraint, fields)}."
    match constraint:
        case constraints.NeedsAnyOf(fields=names):
            words = f"State {titles(names, 'or')}."
        case constraints.NeedsTogether(first=first, second=second):
            words = f"State {titles((first, second), 'and')} together or not at all."
        case constraints.NeedsWith(field=field, needs=needed):
            words = f"{title(field)} needs {title(needed)}."
        case constraints.NeedsValue(field=field, other=other, value=value):
            words = f"{title(field)} needs {title(other)} to be {value}."
        case constraints.NeedsWhen(other=other, values=values, needs=names):
            words = f"When {title(other)} is {' or '.join(values)}, state {titles(names, 'and')}."
        case constraints.NeedsUnless(other=other, values=values, needs=needed):
            words = f"Unless {title(other)} is {' or '.join(values)}, state {title(needed)}."
        case _:
            held = f"{title(constraint.other)} is {constraint.value}"
            words = f"When {held}, {title(constraint.field)} has exactly 1 value."
    return words


def _narrowing_in_words(constraint: constraints.Narrowing, fields: Mapping[str, FieldSpec]) -> str:
    """Return what a constraint of a profile asks for."""
    title = f"“{fields[constraint.field].title}”"
    match constraint:
        case constraints.Needs():
            return f"{title} is stated"
        case constraints.OnlyValues(values=values):
            return f"{title} is {' or '.join(values)}"
        case constraints.CountBetween():
            return f"{title} has {counted(constraint)}"
        case _:
            return f"{title} is {constraint.form}"
