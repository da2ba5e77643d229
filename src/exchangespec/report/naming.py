"""Naming: the types, fields and codes that a finding speaks of, as a template calls them.

In English they are said by their names in the standard. Whoever filled a template in another
language knows a type by its sheet, a field by the heading over it and a code by its label.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchangespec import spec
from exchangespec.codelists import CODELISTS, codelist, codelist_label
from exchangespec.rules.rule import labelled
from exchangespec.spec.headings import sheet_title, title
from exchangespec.texts import catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

TYPE, FIELD, ABOUT, COLUMN = "type", "field", "about", "column"
# What stands between two names where several are told: the wordings set the marks around one.
BETWEEN = {
    "de": "“, „", "el": "», «", "es": "», «", "fi": "”, ”", "it": "», «", "nl": "’, ‘",
    "pl": "”, „", "fr": "\N{NO-BREAK SPACE}», «\N{NO-BREAK SPACE}",
}  # fmt: skip
# What the facts of a rule name, by its slug: a type; a field, of the type told or else of the type
# that stands among the facts; a line of the sheet About; or a code of the list told.
NAMED: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "required-column-missing": {"heading": (COLUMN, "")},
    "unknown-record-type": {"expected": (TYPE, "")},
    "column-matched": {"field": (FIELD, "")},
    "dataset-id-taken": {"found": (TYPE, "")},
    "no-header": {"missing": (ABOUT, "")},
    "wrong-reference-type": {"found": (TYPE, ""), "expected": (TYPE, "")},
    "reference-cycle": {"field": (FIELD, "")},
    "replaced-but-not-withdrawn": {"value": ("record_status", "")},
    "duplicate-id": {"found": (TYPE, "")},
    "id-changed-type": {"before": (TYPE, ""), "now": (TYPE, "")},
    "id-disappeared": {"type": (TYPE, "")},
    "conflicting-copies": {"before": (TYPE, ""), "now": (TYPE, ""), "fields": (FIELD, "")},
    "copy-without-date": {"fields": (FIELD, "")},
    "foreign-copy": {"fields": (FIELD, "")},
    "wrong-type-across": {"type": (TYPE, ""), "expected": (TYPE, "")},
    "sides-disagree": {"field": (FIELD, "")},
    "amount-without-currency": {"present": (FIELD, "Funding"), "missing": (FIELD, "Funding")},
    "one-side-unknown": {"missing": (FIELD, "Visit")},
    "party-repeated-in-participants": {"role": ("participation_role", "")},
    "association-on-one-side": {"side": (FIELD, "MentoringPair"),
                                "other": (FIELD, "MentoringPair")},
    "no-city-on-one-side": {"side": (FIELD, "MentoringPair")},
    "plan-item-order": {"kind": ("plan_item_kind", ""), "parent": ("plan_item_kind", "")},
    "no-payer": {"headings": (FIELD, "Funding")},
    "no-party": {"headings": (FIELD, "Participation")},
    "participation-repeated": {"role": ("participation_role", "")},
    "attended-what-was-not-held": {"value": ("event_status", "")},
    "partnership-twice": {"kind": ("partnership_kind", "")},
    "statement-incomplete": {"value": ("statement_kind", "")},
    "statement-does-not-fit": {"type": (TYPE, ""), "field": (FIELD, "")},
    "sources-disagree": {"field": (FIELD, "")},
    "sources-disagree-settled": {"field": (FIELD, "")},
    "figures-differ": {"measure": ("measure", ""), "place": (FIELD, "City")},
    "not-as-announced": {"role": ("participation_role", "")},
    "local-group-unattached": {"missing": (FIELD, "Organisation")},
    "gap-stated": {"field": (FIELD, "")},
    "person-as-partner": {"role": ("member_role", "")},
    "member-without-plan": {"kinds": ("plan_kind", "")},
    "side-without-body": {"kinds": ("organisation_kind", ""), "sides": (FIELD, "MentoringPair")},
}  # fmt: skip


def named(slug: str, params: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Return the facts of a finding that name something, as a template in the language does."""
    found: dict[str, Any] = {}
    for fact, (kind, owner) in NAMED.get(slug, {}).items():
        if fact in params:
            of = owner or str(params.get("type", ""))
            # A heading is told as such, and its field beside it.
            told = params["field"] if kind == COLUMN else params[fact]
            if not isinstance(told, (list, tuple)):
                found[fact] = _name(kind, told, of, language)
                continue
            names = [_name(kind, one, of, language) for one in told]
            marked = kind in {TYPE, FIELD, ABOUT} and language in BETWEEN
            found[fact] = BETWEEN[language].join(map(str, names)) if marked else names
    if {"allowed", "list"} <= params.keys():
        name = params["list"]
        found["allowed"] = [labelled(name, code, language) for code in params["allowed"]]
    return found


def quoted(text: str, language: str) -> str:
    """Return a text in the quotation marks of a language."""
    last, first = BETWEEN.get(language, "”, “").split(", ")
    return f"{first}{text}{last}"


def _name(kind: str, name: object, owner: str, language: str) -> object:
    """Return one name; as it stands where the standard does not have it."""
    if not isinstance(name, str):
        return name
    if kind == TYPE:
        form = spec.records().get(name)
        return sheet_title(form.sheet, language) if form else name
    if kind in {FIELD, COLUMN}:
        return heading_of(name, owner, language)
    if kind == ABOUT:
        return catalogue(language).text(name, "about")
    return codelist_label(kind, name, language) if name in _codes(kind) else name


def heading_of(name: str, owner: str, language: str) -> str:
    """Return what stands over a field: of a type, or of whichever has one of this name.

    A heading of the partner's own stands there already, in English quotation marks.
    """
    name = name.strip("“”")
    forms = spec.records()
    if owner in forms:
        return title(owner, name, language) if name in forms[owner].fields else name
    holder = next((one for one, form in forms.items() if name in form.fields), None)
    return title(holder, name, language) if holder else name


def _codes(name: str) -> Mapping[str, object]:
    """Return the codes of a list."""
    return codelist(name).codes if name in CODELISTS else {}
