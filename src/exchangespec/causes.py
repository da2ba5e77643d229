"""Causes, not symptoms: what is wrong in many cells of a table for one reason is one finding.

"All 412 dates in this column are written DD.MM.YYYY" tells more than 412 findings. The findings it
stands for are kept with it, and every count goes on counting each of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Hashable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from exchangespec import spec
from exchangespec.codelists import CODELISTS, match_code
from exchangespec.rules import RULES
from exchangespec.rules.rule import shown
from exchangespec.spec.headings import title

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exchangespec.finding import Finding, Severity
    from exchangespec.formats.table.columns import TableHead
    from exchangespec.location import Location

MANY = 3
# Two cells may be alike by chance.
RELATED = 20
RANGES_SHOWN = 8
EXAMPLES_SHOWN = 3

Params = Mapping[str, Any]
Shape = Callable[[Params], Hashable]
# Rows of one table, by its file, its member of a zip and its sheet.
Part = tuple[str, str | None, str | None]
NO_HEADS: Mapping[Part, TableHead] = MappingProxyType({})


def written(group: Sequence[Finding]) -> str:
    """Return how the dates of a group are written, its numbers told by what was read of them."""
    told = [(str(one.params.get("was", "")), str(one.params.get("becomes", ""))) for one in group]
    shape = notation(told[0][0])
    if not told[0][1]:
        return shape
    places = [at for at, sign in enumerate(SIGNS.findall(shape)) if sign == "D"]
    names = iter(_name(at, told) for at in places)
    return re.sub(r"\bD\b", lambda _sign: next(names), shape)


def _name(at: int, told: Iterable[tuple[str, str]]) -> str:
    """Return what stands for a number of the dates: the day or the month, of one digit or two."""
    found = [(SIGNS.findall(was)[at], becomes) for was, becomes in told]
    is_month = any(int(text) != int(becomes[8:10] or 0) for text, becomes in found)
    is_short = any(len(text) == 1 for text, _ in found)
    return ("M" if is_month else "D") * (1 if is_short else 2)


def notation(text: object) -> str:
    """Return how a date is written: `DD.MM.YYYY`, `D/M/YY`, `DD Month YYYY`."""
    return SIGNS.sub(_sign, str(text))


SIGNS = re.compile(r"[0-9]+|[^\W\d_]+")
LONG_YEAR = 4


def _sign(found: re.Match[str]) -> str:
    """Return what stands for one number or word of a date."""
    text = found[0]
    if not text.isdigit():
        return "Month"
    return "YYYY" if len(text) == LONG_YEAR else "D"


def _any(_params: Params) -> Hashable:
    """Take all values for one cause."""
    return ""


def _as_written(params: Params) -> Hashable:
    """Take values for one cause that are written alike."""
    return notation(params.get("was", params.get("value", "")))


def _moved(params: Params) -> Hashable:
    """Take rows for one cause that are shifted alike."""
    return params.get("side"), params.get("heading")


# What must be alike for findings of one rule in one column to have one cause; for all other rules
# every fact must.
SHAPES: dict[str, Shape] = {
    "ambiguous-date": _any,
    "ambiguous-number": _any,
    "code-became-date": _any,
    "date-normalised": _as_written,
    "date-order-from-column": _any,
    "date-shows-month-only": _any,
    "digits-cut": _any,
    "headings-repeated": _any,
    "name-matched": _any,
    "not-a-date": _as_written,
    "note-row": _any,
    "number-marks-from-column": _any,
    "quantity-normalised": _any,
    "row-shifted": _moved,
    "section-row": _any,
    "section-row-said": _any,
    "short-year-read": _any,
    "text-normalised": _any,
    "total-row": _any,
    "value-normalised": _any,
    "zeros-lost": _any,
}
OF_A_LIST = frozenset({"value-not-in-list", "value-not-in-open-list"})


def gather(
    findings: Sequence[Finding],
    records: Mapping[Part, int],
    cut: Container[Severity] = (),
    heads: Mapping[Part, TableHead] = NO_HEADS,
) -> list[Finding]:
    """Return findings of tables with one for each cause, in the place of its first.

    `records` says how many records each table has, so that it can be told whether it is all. Of
    the severities in `cut` more were counted than are kept: a cause has at least as many. `heads`
    are those of the tables: what each row lacks because there is no column for it is the column.
    """
    columns: dict[Hashable, list[Finding]] = {}
    for finding in findings:
        if finding.location.row is not None and not finding.members:
            columns.setdefault(_column(finding), []).append(finding)
    causes: dict[int, Finding] = {}
    explained: set[int] = set()
    for column in columns.values():
        head = _lacking(column[0], heads)
        if head is not None:
            for group, _ in _by_cause(column):
                causes[id(group[0])] = _absent(group, head)
                explained.update(map(id, group))
            continue
        if len(column) < MANY:
            continue
        for group, other in _by_cause(column):
            if len(group) >= MANY:
                sizes = None if group[0].severity in cut else records
                causes[id(group[0])] = _cause(group, sizes, other)
                explained.update(map(id, group))
    return [
        causes.get(id(one), one)
        for one in findings
        if id(one) in causes or id(one) not in explained
    ]


def _lacking(finding: Finding, heads: Mapping[Part, TableHead]) -> TableHead | None:
    """Return the head of the table that a finding is in, if it has no column for the field."""
    place = finding.location
    head = None if finding.slug == SAID else heads.get(_part(place))
    if head is None or place.column is not None or place.field is None:
        return None
    return head if place.field in spec.records()[head.type].fields else None


def _absent(group: Sequence[Finding], head: TableHead) -> Finding:
    """Return the one finding about a column that is missing, at the headings of its table.

    What is only about one row stays there.
    """
    first = group[0]
    field = str(first.location.field)
    facts = {"absent": title(head.type, field), "of": head.type}
    found = replace(
        first,
        message=f"{NO_COLUMN.format(**facts)} {first.message}",
        wording=(NO_COLUMN, *first.wording),
        facts=facts,
    )
    if len(group) == 1:
        return found
    rows = sorted({one.location.row for one in group if one.location.row is not None})
    return replace(
        found,
        location=replace(head.place, field=field),
        params={**first.params, "count": len(group), "rows": ranges(rows)},
        related=tuple(one.location for one in group[:RELATED]),
        members=tuple(group),
    )


# A column that every row needs is said to be missing once as it is.
SAID = "required-column-missing"
NO_COLUMN = "The table has no column “{absent}”; add it where this is known."


def _part(place: Location) -> Part:
    """Return the table in which a place lies."""
    return place.file, place.member, place.sheet


def _column(finding: Finding) -> Hashable:
    """Return the column in which a finding lies, together with its rule."""
    place = finding.location
    return _part(place), finding.slug, finding.severity, place.field, place.column


def _by_cause(column: Sequence[Finding]) -> Iterable[tuple[list[Finding], str | None]]:
    """Part the findings of one rule in one column by cause; name the list that it holds instead."""
    slug = column[0].slug
    other = _other_list(column) if slug in OF_A_LIST else None
    if other is not None:
        return [(list(column), other)]
    shape = SHAPES.get(slug)
    groups: dict[Hashable, list[Finding]] = {}
    for finding in column:
        like = shape(finding.params) if shape else (finding.message, len(finding.related))
        if finding.related and not shape:
            # What other records have to do with it is told for each.
            continue
        groups.setdefault(like, []).append(finding)
    return [(group, None) for group in groups.values()]


def _other_list(column: Sequence[Finding]) -> str | None:
    """Return the only list of which all values of a column are codes or labels."""
    values = {str(finding.params.get("value", "")) for finding in column}
    if not FEWEST_VALUES <= len(values) <= MOST_VALUES:
        return None
    own = column[0].params.get("list")
    fitting = [
        name
        for name in CODELISTS
        if name != own and all(match_code(name, value).value is not None for value in values)
    ]
    return fitting[0] if len(fitting) == 1 else None


# One value may be in many lists.
FEWEST_VALUES, MOST_VALUES = 2, 100


def _cause(
    group: Sequence[Finding], records: Mapping[Part, int] | None, other: str | None
) -> Finding:
    """Return the one finding that stands for all of a group."""
    first = group[0]
    rows = sorted({one.location.row for one in group if one.location.row is not None})
    column = first.location.column if isinstance(first.location.column, str) else ""
    amount = _amount(first.location, rows, records)
    params = {
        **first.params,
        "count": len(group),
        "amount": amount.format(number=f"{len(group):,}"),
        "rows": ranges(rows) + ("" if records is not None else " …"),
        "first_row": rows[0],
        "column": column or (first.location.field or "").replace("_", " "),
        "examples": examples_of(group),
        "written": written(group) if SHAPES.get(first.slug) is _as_written else "",
    }
    if other is not None:
        params["other_list"] = other
    same = {(one.fix, tuple(one.suggestions)) for one in group if _comparable(one)}
    alike = len(same) == 1 and all(map(_comparable, group))
    wording, message = _words(first, params, other)
    own = {"amount": amount, **{name: params[name] for name in FILLED}}
    return replace(
        first,
        message=message,
        wording=wording,
        facts=own,
        params={name: params[name] for name in (*first.params, *OWN) if name in params},
        suggestions=first.suggestions if alike else (),
        fix=first.fix if alike else None,
        related=tuple(one.location for one in group[1 : RELATED + 1]),
        members=tuple(group),
    )


def _amount(place: Location, rows: Sequence[int], records: Mapping[Part, int] | None) -> str:
    """Return what is said of the number: all of its table, so many, or at least so many."""
    if records is None:
        return AT_LEAST
    return ALL if place.field and len(rows) == records.get(_part(place)) else SO_MANY


ALL, AT_LEAST, SO_MANY = "all {number}", "at least {number}", "{number}"


OWN = ("count", "rows", "examples", "other_list")
# What is put into words beside them.
FILLED = ("first_row", "column", "written")
SO_IN_CELLS = "So in {amount} cells of “{column}” (rows {rows})."
SO_IN_ROWS = "So in {amount} rows (rows {rows})."


def _comparable(finding: Finding) -> bool:
    """Tell whether the repair of a finding can be compared with others."""
    return finding.fix is None or isinstance(finding.fix.replace, Hashable)


def examples_of(group: Iterable[Finding], between: str = " as ") -> list[str]:
    """Return a few of the values that were met, and what was read of them."""
    found: dict[str, None] = {}
    for one in group:
        was = one.params.get("was", one.params.get("value"))
        if was is not None:
            becomes = one.params.get("becomes")
            text = f"“{shown(was)}”" + ("" if becomes is None else f"{between}“{shown(becomes)}”")
            found.setdefault(text)
        if len(found) == EXAMPLES_SHOWN:
            break
    return list(found)


def _words(first: Finding, params: Params, other: str | None) -> tuple[tuple[str, ...], str]:
    """Return what is said of a cause, before and after its facts are put in.

    That is the sentence of its rule, or the first's with where it is too.
    """
    rule = RULES[first.slug]
    wording = rule.repeated.get("other-list" if other is not None else "column")
    if wording is not None:
        words = rule.filled(wording, {"title": params["column"], **params})
        return (wording,), words[:1].upper() + words[1:]
    where = SO_IN_CELLS if isinstance(first.location.column, str) else SO_IN_ROWS
    return (*first.wording, where), f"{first.message} {rule.filled(where, params)}"


def ranges(rows: Sequence[int]) -> str:
    """Return row numbers in a few signs: `2-413, 420`."""
    parts: list[list[int]] = []
    for row in rows:
        if parts and row == parts[-1][1] + 1:
            parts[-1][1] = row
        else:
            parts.append([row, row])
    texts = [str(one) if one == two else f"{one}-{two}" for one, two in parts[:RANGES_SHOWN]]
    return ", ".join(texts) + (" …" if len(parts) > RANGES_SHOWN else "")
