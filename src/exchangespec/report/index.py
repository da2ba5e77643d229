"""The index of the manual: finds the page for a code, a name of the model, or a word in a table."""

from __future__ import annotations

import re
from typing import Any

from exchangespec import spec
from exchangespec.codelists import CODELISTS, codelist, fold
from exchangespec.report import pages
from exchangespec.rules import BY_CODE, RULES
from exchangespec.spec.headings import about_names, fields_by_heading, table_type

# The beginning of codes, such as `EXS2`, `EXS20` or `exs20x`.
FAMILY = re.compile(r"EXS[0-9]{0,2}(?=X*$)")
CODE_LENGTH = len("EXS201")
Page = dict[str, Any]


def page_named(name: str) -> Page | None:
    """Return the page that a word stands for; None where it stands for nothing.

    Names of the standard come before what templates write over sheets and columns.
    """
    rule = BY_CODE.get(name.upper()) or RULES.get(name.casefold())
    if rule is not None:
        return pages.rule_page(rule)
    ways = (_family, _field, _type, _field_of_type, _list, _table, _heading)
    return next((page for way in ways if (page := way(name)) is not None), None)


def words() -> list[str]:
    """Return the words that have a page, for a guess at a slip."""
    types = [*spec.records(), pages.HEADER_NAME]
    return [*BY_CODE, *RULES, *types, *pages.pages_of_fields(), *CODELISTS]


def _family(name: str) -> Page | None:
    """Return the rules whose codes begin alike."""
    found = FAMILY.match(name.upper())
    if found is None or len(name) > CODE_LENGTH:
        return None
    rules = [rule for code, rule in BY_CODE.items() if code.startswith(found[0])]
    if not rules:
        return None
    facts = ("code", "slug", "severity", "title")
    return {
        "codes": found[0].ljust(CODE_LENGTH, "x"),
        "rules": [{fact: getattr(rule, fact) for fact in facts} for rule in rules],
    }


def _field(name: str) -> Page | None:
    """Return the page of a field, of whatever types; a sheet may be called the same."""
    types = pages.pages_of_fields().get(name)
    if types is None:
        return None
    sheet = _table(name)
    return {"field": name, "types": types, **({} if sheet is None else {"see": sheet["type"]})}


def _type(name: str) -> Page | None:
    """Return the page of a record type, or of the header."""
    if name.casefold() == pages.HEADER_NAME.casefold():
        return pages.header_page()
    forms = {known.casefold(): form for known, form in spec.records().items()}
    form = forms.get(name.casefold())
    return None if form is None else pages.record_page(form)


def _field_of_type(name: str) -> Page | None:
    """Return the page of `Visit.hosts`."""
    before, _, field = name.partition(".")
    known = pages.pages_of_fields().get(field, {})
    found = next((one for one in known if one.casefold() == before.casefold()), None)
    return None if found is None else {"field": f"{found}.{field}", "types": {found: known[found]}}


def _list(name: str) -> Page | None:
    """Return the page of a code list."""
    return list_page(name.casefold()) if name.casefold() in CODELISTS else None


def list_page(name: str) -> Page:
    """Return a code list with what each code means."""
    found = codelist(name)
    return {
        "codelist": name,
        "title": found.title,
        "definition": found.definition,
        "open": found.open,
        "codes": {code.code: code.definition or code.label for code in found.codes.values()},
    }


def _table(name: str) -> Page | None:
    """Return the page of what a sheet or file of this name holds."""
    if fold(name) in about_names():
        return pages.header_page()
    found = table_type(name)
    return None if found is None else pages.record_page(spec.records()[found])


def _heading(name: str) -> Page | None:
    """Return the page of the fields that a heading stands for."""
    wanted = fold(name)
    fields = {
        (one, fields_by_heading(one).get(wanted, "")): form.fields
        for one, form in spec.records().items()
    }
    for field, known in spec.header().items():
        if wanted in {fold(field), fold(known.title)}:
            fields[pages.HEADER_NAME, field] = spec.header()
    types = {
        f"{one}.{field}": pages.field_page(known[field])
        for (one, field), known in fields.items()
        if field
    }
    return {"field": name, "types": types} if types else None
