"""The model as plain data: the only place that reads the classes' annotations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from exchangespec.model import RECORDS, Header
from exchangespec.model.kinds import Kind, ListKind, RecordType, Text
from exchangespec.model.record import Record, Requirement, Statable, Term

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic.fields import FieldInfo

    from exchangespec.model.constraints import AnyConstraint

NAMESPACE = "https://w3id.org/exchangespec/"
STANDARD_VERSION = "1.0"
CONTEXT_URL = f"{NAMESPACE}{STANDARD_VERSION}/context.jsonld"
# In tables the id of these records may be left out: it is made from a letter and what they say,
# so that officers need not invent one.
MADE_IDS = {
    "Membership": ("m", ("group", "member", "role", "start")),
    "Participation": ("p", ("event", "party", "party_text", "role", "start")),
}
# An identifier from outside may stand for a record of these types that has no record of its own.
NAMED_FROM_OUTSIDE = ("City", "Organisation")


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field: its kind, how it is asked for, its RDF terms and its words.

    `requirement` is R (must), C (a rule asks for it), S (should) or O (optional); `at_least` is
    the least number of values of a list.
    """

    name: str
    title: str
    kind: Kind
    many: bool
    at_least: int
    required: bool
    requirement: str
    term: str
    aligned: str
    definition: str

    @property
    def localised(self) -> bool:
        """Tell whether the field holds one text a language."""
        return isinstance(self.kind, Text)

    @property
    def targets(self) -> tuple[str, ...]:
        """Return the record types a reference may point to; empty for any, or no reference."""
        return getattr(self.kind, "targets", ())

    @property
    def is_reference(self) -> bool:
        """Tell whether the field points to records."""
        return self.kind.name == "ref"

    @property
    def codelist(self) -> str | None:
        """Return the name of the list its codes come from."""
        return getattr(self.kind, "list", None) if self.kind.name == "code" else None


@dataclass(frozen=True, slots=True)
class RecordSpec:
    """One record type: names, words, classes, fields in model order, constraints between them."""

    name: str
    plural: str
    sheet: str
    chapter: str
    definition: str
    superclasses: tuple[str, ...]
    aligned: str
    fields: Mapping[str, FieldSpec]
    constraints: tuple[AnyConstraint, ...]


def field_spec(name: str, info: FieldInfo) -> FieldSpec:
    """Read one field's annotations."""
    kind = next(item for item in info.metadata if isinstance(item, Kind))
    term = next(item for item in info.metadata if isinstance(item, Term))
    asked = next((item.level for item in info.metadata if isinstance(item, Requirement)), "O")
    required = info.is_required() or isinstance(kind, RecordType)
    return FieldSpec(
        name=name,
        title=info.title or name.replace("_", " ").capitalize(),
        kind=kind,
        many=kind.many,
        at_least=max(1, kind.at_least) if isinstance(kind, ListKind) else 0,
        required=required,
        requirement="R" if required else asked,
        term=term.rdf,
        aligned=term.aligned,
        definition=info.description or "",
    )


def fields_of(model: type[Statable]) -> dict[str, FieldSpec]:
    """Read the fields of a class in model order: type, id, the type's own, the common ones."""
    specs = {name: field_spec(name, info) for name, info in model.model_fields.items()}
    return {name: specs[name] for name in model.field_order()}


@cache
def records() -> dict[str, RecordSpec]:
    """Return every record type in reading order."""
    return {name: _record_spec(record) for name, record in RECORDS.items()}


def _record_spec(record: type[Record]) -> RecordSpec:
    """Read one record class."""
    return RecordSpec(
        name=record.__name__,
        plural=record.plural,
        sheet=record.sheet,
        chapter=record.chapter,
        definition=" ".join((record.__doc__ or "").split()),
        superclasses=record.classes.above,
        aligned=record.classes.aligned,
        fields=fields_of(record),
        constraints=(*record.constraints, *record.shared_constraints),
    )


@cache
def references() -> dict[str, tuple[FieldSpec, ...]]:
    """Return the fields of every record type that point to records."""
    return {
        name: tuple(one for one in record.fields.values() if one.is_reference)
        for name, record in records().items()
    }


@cache
def reading_order() -> dict[str, int]:
    """Return the place of each type when tables are read: people first, then as written.

    Names of people are looked for in the texts of everything else.
    """
    names = sorted(records(), key=lambda name: name != "Person")
    return {name: number for number, name in enumerate(names)}


@cache
def header() -> dict[str, FieldSpec]:
    """Return the fields of the package header in model order."""
    return fields_of(Header)


def default_base(prefix: str) -> str:
    """Return the IRI a prefix stands for unless the package says otherwise."""
    return f"{NAMESPACE}id/{prefix}/"


def targets_in_words(known: FieldSpec) -> str:
    """Return what a reference may point to: "City, Organisation or Person"."""
    if getattr(known.kind, "same_type", False):
        return "a record of the same type"
    if not known.targets:
        return "a record of any type"
    *most, last = known.targets
    return f"{', '.join(most)} or {last}" if most else last
