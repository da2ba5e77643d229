"""Claims: what statements say a field of a record holds, or what was concluded of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exchangespec import spec
from exchangespec.structure import value_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

STATED, INFERRED = "value", "inference"
PREFERRED, DEPRECATED = "preferred", "deprecated"


@dataclass(frozen=True, slots=True)
class Claim:
    """What one statement says of one field.

    Attributes:
        statement: id of the statement.
        kind: `value` for what a source says, `inference` for what was concluded.
        field: the field, as in `name.nl` with a language.
        text: the value in the field's own notation; None where the record's own value is meant.
        preferred: whether it is ranked before the others.
    """

    statement: str
    kind: str
    field: str
    text: str | None
    preferred: bool

    def value(self, record_type: str) -> Any:
        """Return the value as the field holds it, a list for a list field; None for none."""
        known = spec.records()[record_type].fields.get(self.field.partition(".")[0])
        if known is None or not isinstance(self.text, str):
            return None
        if not known.many:
            return value_from(record_type, self.field, self.text)
        items = [item.strip() for item in self.text.split(";")]
        values = [value_from(record_type, self.field, item) for item in items if item]
        return sorted(values, key=str) if values and None not in values else None


Claims = dict[str, dict[str, list[Claim]]]


def claims(records: Iterable[Mapping[str, Any]]) -> Claims:
    """Return the claims that hold, by record and field.

    What only repeats another statement, is deprecated or withdrawn, or speaks of another time than
    the record does is no claim on the record's value.
    """
    found: Claims = defaultdict(lambda: defaultdict(list))
    for record in records:
        if record.get("type") != "Statement" or not _holds(record):
            continue
        names = [name for name in record.get("property", ()) if isinstance(name, str)]
        if record["kind"] == STATED and len(names) != 1:
            continue
        for name in names:
            claim = Claim(
                statement=str(record.get("id", "")),
                kind=record["kind"],
                field=name,
                text=record.get("value") if len(names) == 1 else None,
                preferred=record.get("rank") == PREFERRED,
            )
            found[record["about"]][name].append(claim)
    return found


def _holds(statement: Mapping[str, Any]) -> bool:
    """Tell whether a statement is a claim on a value of the record it is about."""
    return (
        statement.get("kind") in (STATED, INFERRED)
        and isinstance(statement.get("about"), str)
        and isinstance(statement.get("property"), list)
        and statement.get("rank") != DEPRECATED
        and statement.get("record_status") != "withdrawn"
        and "repeats" not in statement
        and "as_of" not in statement
    )
