"""The model as plain data once more, as one or several profiles narrow it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from exchangespec import spec
from exchangespec.codelists import CODELISTS, codelist

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exchangespec.codelists import Code, Codelist
    from exchangespec.model.constraints import AnyConstraint


@dataclass(frozen=True, slots=True)
class Model:
    """The record types, header and code lists that an artefact is derived from.

    Attributes:
        name: id of the profile, or of several with `+` between; empty for the standard itself.
        title: name of the profile for readers.
        records: the record types, their fields in model order, own columns last.
        header: the fields of the header.
        header_constraints: what the profile asks of the header.
        codelists: every list, with the codes that the profile adds.
        allowed: the codes of a field that takes only some, by type (empty: header) and field.
        labels: of the codes added, their words by language.
        headings: words over columns, by language, type and field.
        hidden_types: record types that the network does not use.
        hidden: fields that it does not use, by type.
    """

    name: str
    title: str
    records: Mapping[str, spec.RecordSpec]
    header: Mapping[str, spec.FieldSpec]
    codelists: Mapping[str, Codelist]
    header_constraints: tuple[AnyConstraint, ...] = ()
    allowed: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    labels: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)
    headings: Mapping[str, Mapping[tuple[str, str], str]] = field(default_factory=dict)
    hidden_types: frozenset[str] = frozenset()
    hidden: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def codes(self, record_type: str, known: spec.FieldSpec) -> dict[str, Code]:
        """Return the codes that a field takes; a list that is open takes others too."""
        entries = self.codelists[known.codelist or ""].codes
        allowed = self.allowed.get((record_type, known.name), tuple(entries))
        return {code: entries[code] for code in allowed if code in entries}

    def is_open(self, record_type: str, known: spec.FieldSpec) -> bool:
        """Tell whether a field takes codes that are not in its list."""
        return (
            self.codelists[known.codelist or ""].open
            and (record_type, known.name) not in self.allowed
        )

    def shows(self, record_type: str, name: str) -> bool:
        """Tell whether the network uses a field."""
        return record_type not in self.hidden_types and name not in self.hidden.get(record_type, ())


@cache
def standard() -> Model:
    """Return the standard itself, which no profile narrows."""
    return Model(
        name="",
        title="",
        records=spec.records(),
        header=spec.header(),
        codelists={name: codelist(name) for name in CODELISTS},
    )
