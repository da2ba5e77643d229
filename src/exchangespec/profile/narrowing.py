"""Puts profiles on top of the standard: narrower classes, and the model that describes them.

A narrowed class is a subclass of the standard's with more constraints, so what it accepts the
standard accepts, whatever a profile says.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache, reduce
from types import new_class
from typing import TYPE_CHECKING, Any, cast

from exchangespec.model import RECORDS
from exchangespec.model.constraints import CountBetween, HasForm, Needs, OnlyValues
from exchangespec.model.kinds import String
from exchangespec.profile.columns import form_of
from exchangespec.spec import FieldSpec
from exchangespec.spec.profiled import Model, standard

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from exchangespec.codelists import Codelist
    from exchangespec.model import Record
    from exchangespec.model.constraints import AnyConstraint
    from exchangespec.profile.content import OwnColumn, Profile, RecordNarrowing
    from exchangespec.profile.settings import Asked
    from exchangespec.spec import RecordSpec

MISSING = "profile-field-missing"
EXCLUDED = "profile-value-excluded"
COUNT = "profile-count-wrong"
FORM = "profile-column-malformed"


@dataclass(frozen=True, slots=True)
class Clash:
    """A code to which two profiles give different meanings."""

    listed: str
    code: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Applied:
    """What some profiles, perhaps none, make of the standard."""

    profiles: tuple[Profile, ...] = ()
    model: Model = field(default_factory=standard)
    classes: Mapping[str, type[Record]] = field(default_factory=lambda: RECORDS)
    checks: Mapping[str, tuple[Asked, ...]] = field(default_factory=dict)
    clashes: tuple[Clash, ...] = ()

    def requires(self, record_type: str, name: str) -> bool:
        """Tell whether a profile asks for a field (type empty: of the header)."""
        return any(
            name in (one.records.get(record_type) if record_type else one.header).require  # type: ignore[union-attr]
            for one in self.profiles
            if not record_type or record_type in one.records
        )


@cache
def no_profile() -> Applied:
    """Return the standard as it is."""
    return Applied()


def apply_profiles(profiles: Sequence[Profile]) -> Applied:
    """Return what profiles make of the standard, one after the other."""
    unique = {one.id: one for one in profiles}
    if not unique:
        return no_profile()
    chosen = tuple(unique.values())
    model = reduce(narrowed, chosen, standard())
    checks: dict[str, tuple[Asked, ...]] = {}
    for profile in chosen:
        for slug, asked in profile.checks.items():
            checks[slug] = (*checks.get(slug, ()), *asked)
    return Applied(chosen, model, classes_of(model), checks, tuple(clashes(chosen)))


def clashes(profiles: Sequence[Profile]) -> Iterator[Clash]:
    """Yield the codes that two profiles add with different definitions."""
    seen: dict[tuple[str, str], tuple[str, str]] = {}
    for profile in profiles:
        for listed, codes in profile.codes.items():
            for code, added in codes.items():
                first, definition = seen.setdefault(
                    (listed, code), (profile.id, added.entry.definition)
                )
                if definition != added.entry.definition:
                    yield Clash(listed, code, first, profile.id)


# --- the model -----------------------------------------------------------------------------------


def narrowed(model: Model, profile: Profile) -> Model:
    """Return the model as a profile narrows it."""
    records = dict(model.records)
    allowed = dict(model.allowed)
    hidden = dict(model.hidden)
    headings = {language: dict(table) for language, table in model.headings.items()}
    for name, narrowing in profile.records.items():
        records[name] = narrowed_record(records[name], narrowing, profile.id)
        hidden[name] = hidden.get(name, frozenset()) | set(narrowing.hide)
        for known, codes in narrowing.codes.items():
            before = allowed.get((name, known), codes)
            allowed[name, known] = tuple(code for code in codes if code in before)
        for language, known, text in words_of(narrowing):
            headings.setdefault(language, {})[name, known] = text
    allowed |= {("", known): codes for known, codes in profile.header.codes.items()}
    return Model(
        name="+".join(filter(None, (model.name, profile.id))),
        title=" + ".join(filter(None, (model.title, profile.title["en"]))),
        records=records,
        header=required_in(model.header, profile.header),
        codelists=with_codes(model.codelists, profile),
        header_constraints=(
            *model.header_constraints,
            *constraints_of(profile.header, model.header, profile.id),
        ),
        allowed=allowed,
        labels={
            **model.labels,
            **{
                (listed, code): added.labels
                for listed, codes in profile.codes.items()
                for code, added in codes.items()
            },
        },
        headings=headings,
        hidden_types=model.hidden_types | set(profile.hidden_types),
        hidden=hidden,
    )


def words_of(narrowing: RecordNarrowing) -> Iterator[tuple[str, str, str]]:
    """Yield the language, field and words of every heading, those of own columns included."""
    for name, column in narrowing.columns.items():
        for language, text in column.labels.items():
            yield language, name, text
    for language, table in narrowing.headings.items():
        for name, text in table.items():
            yield language, name, text


def narrowed_record(form: RecordSpec, narrowing: RecordNarrowing, profile: str) -> RecordSpec:
    """Return a record type with a profile's columns and constraints."""
    own = {name: own_field(column) for name, column in narrowing.columns.items()}
    fields = required_in({**form.fields, **own}, narrowing)
    added = constraints_of(narrowing, fields, profile)
    return replace(form, fields=fields, constraints=(*form.constraints, *added))


def own_field(column: OwnColumn) -> FieldSpec:
    """Return a network's own column as a field."""
    form = form_of(column.form, column.codes)
    return FieldSpec(
        name=column.name,
        title=column.labels["en"],
        kind=String(),
        many=False,
        at_least=0,
        required=False,
        requirement="O",
        term=column.term,
        aligned="",
        definition=f"{column.definitions['en']} Write {form.words}."
        if column.form != "string"
        else column.definitions["en"],
    )


def required_in(
    fields: Mapping[str, FieldSpec], narrowing: RecordNarrowing
) -> dict[str, FieldSpec]:
    """Return the fields, of which those that a profile asks for must be stated."""
    return {
        name: replace(known, required=True, requirement="R", at_least=max(1, known.at_least))
        if name in narrowing.require and known.many
        else replace(known, required=True, requirement="R")
        if name in narrowing.require
        else known
        for name, known in fields.items()
    }


def constraints_of(
    narrowing: RecordNarrowing, fields: Mapping[str, FieldSpec], profile: str
) -> Iterator[AnyConstraint]:
    """Yield what a profile asks as constraints."""
    for name in narrowing.require:
        yield Needs(MISSING, name, profile)
    for name, codes in narrowing.codes.items():
        yield OnlyValues(EXCLUDED, name, codes, fields[name].many, profile)
    for name, (least, most) in narrowing.counts.items():
        yield CountBetween(COUNT, name, least, most, profile)
    for name, column in narrowing.columns.items():
        if column.form != "string":
            form = form_of(column.form, column.codes)
            yield HasForm(FORM, name, form.pattern, form.words, profile)


def with_codes(codelists: Mapping[str, Codelist], profile: Profile) -> dict[str, Codelist]:
    """Return the lists with the codes that a profile adds; a code that is there already stays."""
    return {
        name: replace(
            entries,
            codes={
                **{code: added.entry for code, added in profile.codes.get(name, {}).items()},
                **entries.codes,
            },
        )
        if name in profile.codes
        else entries
        for name, entries in codelists.items()
    }


# --- the classes ---------------------------------------------------------------------------------


def classes_of(model: Model) -> dict[str, type[Record]]:
    """Return the class of each record type; a narrowed one is a subclass of the standard's."""
    return {
        name: narrowed_class(base, model.records[name].constraints)
        for name, base in RECORDS.items()
    }


def narrowed_class(base: type[Record], constraints: Sequence[AnyConstraint]) -> type[Record]:
    """Return a class with all the constraints; the standard's own where there are no more."""
    own = (*base.constraints, *base.shared_constraints)
    more = [one for one in constraints if one not in own]
    if not more:
        return base
    namespace: dict[str, Any] = {
        "__module__": base.__module__,
        "__doc__": base.__doc__,
        "constraints": (*base.constraints, *more),
        "field_order": classmethod(lambda _: base.field_order()),
    }
    made = new_class(base.__name__, (base,), exec_body=lambda body: body.update(namespace))
    return cast("type[Record]", made)
