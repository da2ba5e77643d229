"""What rules see of a record: its stated values, and which fields were stated wrongly."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from exchangespec import spec

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Key(NamedTuple):
    """Where a record was read: the number of its origin and its position there."""

    origin: int
    position: int


NOWHERE = Key(0, 0)
NOTHING: Mapping[str, Any] = MappingProxyType({})


class Failed:
    """Stands for a value that was stated but is not valid, so that one fault gives one finding."""

    def __repr__(self) -> str:
        """Return a word for test output."""
        return "FAILED"


FAILED = Failed()


# Words with the name of their field, and their place in a list or their language.
Text = tuple[str, "int | str | None", str]


class Facts:
    """One record as rules see it.

    A field that was stated wrongly has no value (`get` gives None) but counts as stated
    (`states` gives True): a rule that asks for absent fields must ask `states`.
    """

    __slots__ = ("columns", "id", "key", "row", "type")

    def __init__(
        self,
        record_type: str,
        record_id: str,
        row: tuple[Any, ...],
        columns: Mapping[str, int],
        key: Key,
    ) -> None:
        """Look at one row of kept values through the positions of its columns."""
        self.type = record_type
        self.id = record_id
        self.key = key
        self.row = row
        self.columns = columns

    def _raw(self, field: str) -> Any:
        """Return what is kept; asking for a column no rule declared is a fault of the rule.

        A reference may lead to a record of the wrong type, which states nothing about a field that
        its type does not have.
        """
        column = self.columns.get(field)
        if column is None and field not in spec.records()[self.type].fields:
            return None
        return self.row[self.columns[field]]

    def get(self, field: str) -> Any:
        """Return the field's value, or None when it is absent or wrong."""
        # Written out, since rules ask for values many times a record.
        column = self.columns.get(field)
        value = self._raw(field) if column is None else self.row[column]
        return None if value is FAILED or value.__class__ is Partly else value

    def text(self, field: str) -> str:
        """Return a text value, or the empty string when it is absent or wrong."""
        column = self.columns.get(field)
        value = self._raw(field) if column is None else self.row[column]
        return value if isinstance(value, str) else ""

    def all(self, field: str) -> tuple[Any, ...]:
        """Return the items of a list that are right; none when it is absent or wrong."""
        column = self.columns.get(field)
        value = self._raw(field) if column is None else self.row[column]
        if value.__class__ is tuple:
            return value
        return tuple(value) if isinstance(value, (list, tuple)) else ()

    def states(self, field: str) -> bool:
        """Tell whether the field was stated, be it rightly or wrongly."""
        column = self.columns.get(field)
        return (self._raw(field) if column is None else self.row[column]) is not None

    def __repr__(self) -> str:
        """Return type and id."""
        return f"<{self.type} {self.id}>"


class Partly(tuple[Any, ...]):
    """The valid items of a list of which others are wrong: they count, the list does not.

    So it differs from a whole list of the same items.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        """Tell whether another one has the same items."""
        return isinstance(other, Partly) and super().__eq__(other)

    def __ne__(self, other: object) -> bool:
        """Tell whether another one has other items."""
        return not self == other

    def __hash__(self) -> int:
        """Return a number for sets."""
        return ~super().__hash__()


class RecordFacts(Facts):
    """One whole record, with every field at hand, as rules on single records see it."""

    __slots__ = ("failed", "partly", "texts", "values")

    def __init__(
        self,
        record_type: str,
        record_id: str,
        values: Mapping[str, Any],
        *,
        failed: frozenset[str] = frozenset(),
        key: Key = NOWHERE,
    ) -> None:
        """Look at plain values; fields in `failed` were stated wrongly.

        Lists of which only some items are wrong can be named in `partly` afterwards.
        """
        super().__init__(record_type, record_id, (), {}, key)
        self.values = values
        self.failed = failed
        self.partly: Mapping[str, Partly] = NOTHING
        # What people wrote freely in it, once the first rule has asked.
        self.texts: Sequence[Text] | None = None

    def get(self, field: str) -> Any:
        """Return the field's value, or None when it is absent or wrong."""
        return None if field in self.failed else self.values.get(field)

    def text(self, field: str) -> str:
        """Return a text value, or the empty string when it is absent or wrong."""
        value = None if field in self.failed else self.values.get(field)
        return value if isinstance(value, str) else ""

    def states(self, field: str) -> bool:
        """Tell whether the field was stated, be it rightly or wrongly."""
        return self.values.get(field) is not None or self._raw(field) is not None

    def _raw(self, field: str) -> Any:
        """Return the value, or the mark of a wrong one."""
        if field in self.failed:
            return self.partly.get(field, FAILED)
        return self.values.get(field)
