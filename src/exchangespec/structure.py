"""Judges one record, or a header, by the model: the one place where plain values meet the classes.

The model's own errors become faults by their type and by the kind of the field, never by reading
the library's English. A faster judge accepts what is right before this one sees it; only this one
explains.
"""

from __future__ import annotations

import difflib
import math
import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from exchangespec import spec
from exchangespec.acceptance import accepted, refused
from exchangespec.codelists import codelist
from exchangespec.finding import Fault, Fix
from exchangespec.formats import cells
from exchangespec.model import RECORDS, Header
from exchangespec.model.constraints import OnlyValues
from exchangespec.model.kinds import (
    EXTENSION_PATTERN,
    LANGUAGE_PATTERN,
    QUANTITY,
    Code,
    Kind,
    Number,
    Quantity,
    String,
)
from exchangespec.model.quantities import canonical_quantity
from exchangespec.model.texts import tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pydantic_core import ErrorDetails

    from exchangespec.formats.format import RawBlock
    from exchangespec.model.record import Record, Statable

EXTENSION = re.compile(EXTENSION_PATTERN)
LANGUAGE = re.compile(LANGUAGE_PATTERN)
MISSING = {("Person", "basis"): "no-legal-basis"}
TOO_FEW = {("Partnership", "parties"): "fewer-than-two-parties"}
EXPECTED = {
    "text": "a text for each language",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "quantity": "a number or a quantity such as >100",
    "prefixes": "an address for each prefix",
}
A_LIST = "a list"


# Not frozen, since that costs more than all the rest of making one.
@dataclass(slots=True)
class Judgement:
    """What the model says of one record: its values put right in form, and what is wrong."""

    values: dict[str, Any]
    faults: list[Fault] = field(default_factory=list)
    failed: frozenset[str] = frozenset()


def judge(values: Mapping[str, Any], classes: Mapping[str, type[Record]] = RECORDS) -> Judgement:
    """Judge the plain values of one record by the class that its `type` names.

    A profile brings `classes` of its own, narrower than the standard's.

    Text is put into its normal form (Unicode NFC, no spaces at the ends, line feeds) with a
    `text-normalised` fault; nothing else is changed. Faulty fields are named in `failed`.
    """
    record_type = values.get("type")
    if not isinstance(record_type, str) or record_type not in RECORDS:
        return Judgement(dict(values), [_unknown_type(record_type, present="type" in values)])
    fields, model = spec.records()[record_type].fields, classes[record_type]
    normal, faults = normalise(values, fields, _fixed(record_type))
    if accepted(model, normal):
        return Judgement(normal, faults)
    constraints = (*model.constraints, *model.shared_constraints)
    return _judge(values, model, fields, record_type, constraints)


def faulty(block: RawBlock, classes: Mapping[str, type[Record]] = RECORDS) -> set[int]:
    """Return which records of a block, by their numbers, may have a fault: only `judge` tells.

    Where looking at all at once breaks, each is looked at alone, so that only one is lost.
    """
    try:
        return _faulty(block, classes)
    except Exception:  # noqa: BLE001 - what breaks over one record must not hide the others
        return set(range(len(block)))


def _faulty(block: RawBlock, classes: Mapping[str, type[Record]]) -> set[int]:
    """Return which records of a block may have a fault."""
    model, fields = classes[block.type], spec.records()[block.type].fields
    found: set[int] = set()
    for name in block.columns.keys() - _fixed(block.type):
        known = fields.get(name)
        for at, value in enumerate(block.columns[name]):
            if _in_normal_form(value, known) is not value:
                found.add(at)
    for part in block.parts():
        found.update(part.places[at] for at in refused(model, part))
    return found


def judge_header(values: Mapping[str, Any]) -> Judgement:
    """Judge the plain values of a package header, without its records and context."""
    return _judge(values, Header, spec.header(), "", ())


def _judge(
    values: Mapping[str, Any],
    model: type[Statable],
    fields: Mapping[str, spec.FieldSpec],
    record_type: str,
    constraints: tuple[Any, ...],
) -> Judgement:
    """Normalise text, ask the class, then the constraints between fields."""
    normal, faults = normalise(values, fields)
    try:
        model.__pydantic_validator__.validate_python(normal, strict=True)
    except ValidationError as error:
        details = error.errors(include_url=False)
        found = _merged(_fault(detail, fields, record_type, normal) for detail in details)
        narrowed = {one.field: one.values for one in constraints if isinstance(one, OnlyValues)}
        faults.extend(_within(fault, narrowed.get(fault.field or "")) for fault in found)
    failed = {fault.field for fault in faults if fault.field and fault.slug != "text-normalised"}
    faults.extend(
        Fault(breach.slug, dict(breach.params), field=breach.field, item=breach.item)
        for constraint in constraints
        for breach in constraint.breaches(normal)
        if breach.field not in failed
    )
    return Judgement(normal, faults, frozenset(failed & normal.keys()))


def _within(fault: Fault, values: tuple[str, ...] | None) -> Fault:
    """Let a fault suggest no other values than those that a profile uses for the field."""
    if values is None or fault.slug != Code.fault:
        return fault
    repair = fault.fix
    if repair is not None and repair.replace is not None and repair.replace not in values:
        repair = None
    return replace(
        fault,
        params={**fault.params, "allowed": list(values)},
        variant="few",
        suggestions=tuple(one for one in fault.suggestions if one in values),
        fix=repair,
    )


def _unknown_type(value: object, *, present: bool) -> Fault:
    """Return the fault of a record whose type is absent or not one of the model's."""
    if not present:
        return Fault("unknown-record-type", {"value": ""}, field="type", suggestions=())
    near = close(str(value), RECORDS, cutoff=0.5)
    fix = Fix(near[0]) if len(near) == 1 else None
    return Fault("unknown-record-type", {"value": value}, field="type", suggestions=near, fix=fix)


# No word that could have been meant is longer; comparing takes long, so a record with so many
# unknown fields that nobody would look at the guesses gets none.
LONGEST_MISSPELT = 100
MOST_GUESSES = 100


def close(text: str, words: Iterable[str], *, cutoff: float) -> list[str]:
    """Return words that are spelt much like a text, best first."""
    if len(text) > LONGEST_MISSPELT:
        return []
    return difflib.get_close_matches(text, words, n=3, cutoff=cutoff)


# --- text in its normal form ---------------------------------------------------------------------


# Kinds whose values are words; ids, codes, dates and the like have one form and no other.
FREE_TEXT = frozenset({"text", "string", ""})
QUANTITY_KIND = Quantity.name


@cache
def _fixed(record_type: str) -> frozenset[str]:
    """Return the fields of a type whose values have one form and no other."""
    return frozenset(
        name
        for name, known in spec.records()[record_type].fields.items()
        if known.kind.name not in FREE_TEXT and known.kind.name != QUANTITY_KIND
    )


def normalise(
    values: Mapping[str, Any],
    fields: Mapping[str, spec.FieldSpec],
    fixed: frozenset[str] = frozenset(),
) -> tuple[dict[str, Any], list[Fault]]:
    """Return the values with their text in normal form, and a fault for each field changed.

    Fields known to be `fixed` are passed over.
    """
    normal = dict(values)
    faults: list[Fault] = []
    if fixed.issuperset(values):
        return normal, faults
    for name, value in values.items():
        if name in fixed:
            continue
        known = fields.get(name)
        changed = _in_normal_form(value, known)
        if changed is not value:
            normal[name] = changed
            if changed != value:
                params = {"was": value, "becomes": changed}
                fix = Fix(changed, safe=True)
                faults.append(Fault("text-normalised", params, field=name, fix=fix))
    return normal, faults


def _in_normal_form(value: Any, known: spec.FieldSpec | None) -> Any:
    """Return a value of a field in its one form; the same object when nothing changes."""
    kind = "" if known is None else known.kind.name
    if kind in FREE_TEXT:
        return _normal(value)
    if kind == QUANTITY_KIND and isinstance(value, str) and is_notation(value):
        return canonical_quantity(value)
    return value


def is_notation(text: str) -> bool:
    """Tell whether a text is a quantity as the model writes it."""
    return QUANTITY.fullmatch(text) is not None


def _normal(value: Any) -> Any:
    """Return a value with every text in it in normal form; the same object when nothing changes.

    Text of nothing but spaces stays, so that it is found empty rather than made so.
    """
    if isinstance(value, str):
        return tidy(value) or value
    if isinstance(value, list):
        items = [_normal(item) for item in value]
        return value if all(a is b for a, b in zip(items, value, strict=True)) else items
    if isinstance(value, dict):
        entries = {key: _normal(item) for key, item in value.items()}
        return value if all(entries[key] is value[key] for key in value) else entries
    return value


# --- the model's errors as faults ----------------------------------------------------------------


def _fault(
    detail: ErrorDetails,
    fields: Mapping[str, spec.FieldSpec],
    record_type: str,
    values: Mapping[str, Any],
) -> Fault:
    """Turn one of pydantic's errors into a fault, by its type and the kind of the field."""
    place = detail["loc"]
    name = str(place[0]) if place else ""
    known = fields.get(name)
    if known is None:
        return _extension_fault(name, fields, values)
    if detail["type"] == "missing":
        return _missing(name, record_type)
    item = next(iter(place[1:]), None)
    if "[key]" in place:
        slug = "malformed-language-tag" if known.localised else known.kind.fault
        return Fault(slug, {"value": place[1]}, field=name, item=place[1])
    return _value_fault(detail, known, record_type, item)


def _value_fault(
    detail: ErrorDetails, known: spec.FieldSpec, record_type: str, item: int | str | None
) -> Fault:
    """Return the fault of a value, or item, that is there but wrong."""
    value = detail["input"]
    if says_nothing(value):
        return Fault("empty-value", {"value": value}, field=known.name, item=item)
    if detail["type"] == "too_short":
        return _too_few(known, record_type, value)
    if detail["type"] == "repeated_value":
        repeated = (detail.get("ctx") or {}).get("value")
        index = value.index(repeated) + 1 + value[value.index(repeated) + 1 :].index(repeated)
        return Fault("repeated-value", {"value": repeated}, field=known.name, item=index)
    if detail["type"] in FORM_ERRORS:
        return _form_fault(known, value, item)
    return _type_fault(known, value, item)


def says_nothing(value: Any) -> bool:
    """Tell whether a value is null, empty or nothing but blanks."""
    return value is None or value in ([], {}) or (isinstance(value, str) and not tidy(value))


FORM_ERRORS = {
    "string_pattern_mismatch",
    "literal_error",
    "not_a_quantity",
    "greater_than_equal",
    "less_than_equal",
}


def _form_fault(known: spec.FieldSpec, value: Any, item: int | str | None) -> Fault:
    """Return the fault of a value of the right type whose form or code is wrong."""
    kind = known.kind
    params: dict[str, Any] = {"value": value}
    if known.name == "type":
        return _unknown_type(value, present=True)
    if not isinstance(value, str) and kind.name != "number":
        return _type_fault(known, value, item)
    own = None
    if known.codelist:
        params["list"] = known.codelist
        own = cells.own_code(known.codelist, value)
    if isinstance(kind, Number):
        params |= {"lowest": kind.lowest, "highest": kind.highest}
    suggestions, fix = cells.suggestion(known, value)
    variant = None
    allowed = _few_codes(known)
    ends = cells.two_dates(known, value) if isinstance(value, str) else None
    if allowed:
        params["allowed"] = allowed
        variant = "few"
    elif known.codelist and isinstance(value, str) and cells.means_nothing(tidy(value)):
        variant = "blank"
    elif own and not suggestions and fix is None:
        params["code"] = own
        variant = "own"
    elif ends:
        params["first"], params["last"] = ends
        variant = "span"
    elif isinstance(value, str) and cells.without_currency(known, value) is not None:
        variant = "currency"
    return Fault(
        slug_of(kind),
        params,
        field=known.name,
        item=item,
        variant=variant,
        suggestions=suggestions,
        fix=fix,
    )


# So many values can be read in one breath.
FEW = 8


def _few_codes(known: spec.FieldSpec) -> list[str]:
    """Return the codes of a closed list that is short enough to be told whole."""
    entries = codelist(known.codelist) if known.codelist else None
    if entries is None or entries.open or len(entries.codes) > FEW:
        return []
    return list(entries.codes)


def slug_of(kind: Kind) -> str:
    """Return the slug of a value of this kind whose form is wrong."""
    return kind.form_fault if isinstance(kind, String) else kind.fault


def _type_fault(known: spec.FieldSpec, value: Any, item: int | str | None) -> Fault:
    """Return the fault of a value of the wrong JSON type, with the safe fix where there is one."""
    expected = EXPECTED.get(known.kind.name, "text")
    fix = None
    if known.many and item is None:
        expected = A_LIST
        fix = Fix([value], safe=True) if isinstance(value, str) else None
    if isinstance(value, float) and not math.isfinite(value):
        return Fault("number-not-exact", {"value": value}, field=known.name, item=item)
    if isinstance(value, (int, float)) and known.kind.name == "quantity":
        return Fault("number-not-exact", {"value": value}, field=known.name, item=item)
    if isinstance(value, list) and not known.many and not known.localised:
        params: dict[str, Any] = {"expected": 1, "seen": len(value)}
        return Fault("wrong-number-of-values", params, field=known.name, variant="many")
    params = {"value": value, "expected": expected}
    return Fault("wrong-type", params, field=known.name, item=item, fix=fix)


def _missing(name: str, record_type: str) -> Fault:
    """Return the fault of a required field that is absent."""
    if not record_type:
        return Fault("header-field-missing", {}, field=name)
    if name == "id":
        return Fault("id-missing", {}, field=name)
    slug = MISSING.get((record_type, name), "required-field-missing")
    return Fault(slug, {}, field=name)


def _too_few(known: spec.FieldSpec, record_type: str, value: list[Any]) -> Fault:
    """Return the fault of a list with fewer values than the field asks for."""
    params = {"expected": known.at_least, "seen": len(value)}
    slug = TOO_FEW.get((record_type, known.name), "wrong-number-of-values")
    variant = "few" if slug == "wrong-number-of-values" else None
    return Fault(slug, params, field=known.name, variant=variant)


def _extension_fault(
    name: str, fields: Mapping[str, spec.FieldSpec], values: Mapping[str, Any]
) -> Fault:
    """Return the fault of a key the model does not know, or of an extension of the wrong type."""
    if EXTENSION.fullmatch(name) and "type" in fields:
        given = values.get(name)
        if says_nothing(given):
            return Fault("empty-value", {"value": given}, field=name)
        return Fault("wrong-type", {"value": given, "expected": "text"}, field=name)
    few = len(values) <= len(fields) + MOST_GUESSES
    near = close(name.casefold(), fields, cutoff=0.6) if few else []
    return Fault("unknown-field", {"value": name}, field=name, suggestions=near)


def _merged(faults: Iterator[Fault]) -> list[Fault]:
    """Return one fault a place: the first is the one to show."""
    merged: dict[tuple[str | None, Any], Fault] = {}
    for fault in faults:
        merged.setdefault((fault.field, fault.item), fault)
    return list(merged.values())


# --- single values -------------------------------------------------------------------------------


@cache
def _field_validator(record_type: str, name: str) -> TypeAdapter[Any]:
    """Return what checks one field of a type on its own."""
    return TypeAdapter(RECORDS[record_type].model_fields[name].rebuild_annotation())


def valid_value(record_type: str, name: str, text: str) -> bool:
    """Tell whether a text, in the field's own notation, is a value of that field.

    Used for Statements, which hold a competing value as text: an item of a list field, a number,
    a date. `name.nl` names one language of a text.
    """
    return value_from(record_type, name, text) is not None


def value_from(record_type: str, name: str, text: str) -> Any:
    """Return the value that a text, in the field's own notation, stands for; None for none.

    Of a list field the text is one item, and so is what is returned.
    """
    field_name, _, language = name.partition(".")
    known = spec.records()[record_type].fields.get(field_name)
    if known is None or known.name in {"type", "id"}:
        return None
    if known.localised:
        fits = bool(text) and (not language or LANGUAGE.fullmatch(language) is not None)
        return text if fits else None
    value: Any = text
    if known.kind.name == "quantity":
        value = canonical_quantity(text)
    elif known.kind.name in {"integer", "number"}:
        value = _number(text)
    elif known.kind.name == "boolean":
        value = {"true": True, "false": False}.get(text)
    try:
        _field_validator(record_type, field_name).validate_python(
            [value] if known.many else value, strict=True
        )
    except ValidationError:
        return None
    return value


def _number(text: str) -> float | int | None:
    """Return the number a text stands for, or None."""
    try:
        number = float(text)
    except ValueError:
        return None
    return int(number) if number.is_integer() else number
