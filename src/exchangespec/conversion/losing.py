"""Names what a submission says and a conversion would not keep, whatever the target."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from exchangespec.conversion.shelf import Shelf, Shelved
from exchangespec.formats.json_ import context_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exchangespec.finding import Finding
    from exchangespec.formats.format import Document

# Where errors stand, by the label of the record and the field.
Places = Mapping[tuple[str, str], str]
# The names of the wrong fields of records, by the numbers of those that have some, or nothing else.
Broken = Mapping[int, frozenset[str]]

# Findings of things that were not read, or were read as something else.
LOSING = frozenset(
    {
        "column-twice",
        "data-above-headings",
        "duplicate-key",
        "example-row-filled",
        "findings-capped",
        "limit-exceeded",
        "nul-characters",
        "password-protected",
        "row-shifted",
        "section-row",
        "table-below",
        "table-beside",
        "too-many-cells",
        "unknown-record-type",
        "unknown-table",
        "unparsable",
        "unreadable-file",
    }
)
# Findings of what another standard says and this one has no place for: named, and tolerated.
NOT_TAKEN_OVER = frozenset(
    {
        "not-taken-over",
        "not-understood",
        "person-left-out",
        "column-not-mapped",
        "columns-left-out",
        "row-not-mapped",
        "rows-disagree",
    }
)
# Findings of what stands around the records of a table and says nothing of a single one, or nothing
# that is not said by them: named, and tolerated.
DECORATION = frozenset(
    {
        "headings-repeated",
        "note-row",
        "rows-above-headings",
        "rows-repeated",
        "section-row-said",
        "total-row",
    }
)
# What the header is called where something of it is lost.
HEADER = "the header"
NO_LIST = ("a list", "records")
NO_RECORD = ("a record", None)


def loses(finding: Finding) -> bool:
    """Tell whether a finding is about something that is not among what was read."""
    params = finding.params
    if finding.slug == "unknown-column":
        return params.get("kept_as") is None
    if finding.slug == "number-not-exact":
        # With its digits as a text it was read from other digits than it now has.
        return isinstance(params.get("value"), str)
    if finding.slug == "wrong-type":
        return (params.get("expected"), finding.location.field) in {NO_LIST, NO_RECORD}
    return finding.slug in LOSING


def tells_publisher(finding: Finding) -> bool:
    """Tell whether a finding is about the package of a further publisher in the same file."""
    return finding.slug == "unknown-table" and "prefix" in finding.params


def places_of(findings: Iterable[Finding]) -> dict[tuple[str, str], str]:
    """Return where errors stand, by the id of the record, or the header, and the field."""
    places: dict[tuple[str, str], str] = {}
    for finding in findings:
        field = finding.location.field
        if finding.severity == "error" and field:
            places.setdefault((finding.location.record or HEADER, field), finding.where)
    return places


def said(value: object) -> str:
    """Return a value as JSON writes it, and text as it is."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def lost_field(label: str, name: str, why: str, places: Places) -> str:
    """Name a field that is lost, with its place where a finding has one."""
    where = places.get((label, name))
    return f"{said(label)}: {name}, {why}{f' ({where})' if where else ''}"


def left_out(findings: Iterable[Finding]) -> Iterator[str]:
    """Name what was left out and stops nothing.

    That is what an import has no place for, since whoever imports wants what fits and to know the
    rest, and the decoration of tables.
    """
    slugs = NOT_TAKEN_OVER | DECORATION
    return (str(finding) for finding in findings if finding.slug in slugs)


def losses_read(findings: Iterable[Finding]) -> Iterator[str]:
    """Name what reading alone has lost, each at its place."""
    return (str(finding) for finding in findings if loses(finding))


def context_losses(context: Any, document: Document) -> Iterator[str]:
    """Name the entries of a JSON-LD context that neither we nor the header give again."""
    ours, *rest = context_of(document)
    terms = rest[0] if rest else {}
    for entry in context if isinstance(context, list) else [context]:
        if isinstance(entry, dict):
            for name, value in entry.items():
                if terms.get(name) != value:
                    yield f"@context: {name}, which the header does not say"
        elif entry != ours:
            yield f"@context: {said(entry)}, which is not the context of the standard"


def is_endless(value: Any) -> bool:
    """Tell whether a value is, or holds, a number too large for any program to keep."""
    if isinstance(value, float):
        return not math.isfinite(value)
    if isinstance(value, (list, dict)):
        return any(map(is_endless, value.values() if isinstance(value, dict) else value))
    return False


def without_endless(values: Mapping[str, Any], label: str) -> tuple[dict[str, Any], list[str]]:
    """Leave out the fields that hold endless numbers, which no format can write; name them."""
    endless = [name for name, value in values.items() if is_endless(value)]
    kept = {name: value for name, value in values.items() if name not in endless}
    return kept, [f"{label}: {name}, a number too large to keep" for name in endless]


def without_broken(records: Shelved, broken: Broken, places: Places) -> tuple[Shelved, list[str]]:
    """Leave out what is not valid, and name it: a table or a graph may not hold it.

    A record of which nothing is left but its type is left out as well: its row would be blank.
    """
    if not broken:
        return records, []
    shelf = Shelf()
    losses = []
    for number, record in zip(records.order, records, strict=True):
        names = broken.get(number)
        if names is None:
            shelf.put(record)
            continue
        named = record.get("id")
        label = named if isinstance(named, str) else str(record["type"])
        kept, refused = without(record, names, label, places)
        losses += refused
        if kept.keys() == {"type"}:
            losses.append(f"a record of type {kept['type']} of which nothing is left")
        else:
            shelf.put(kept)
    return Shelved(shelf, range(len(shelf))), losses


def without(
    values: Mapping[str, Any], broken: frozenset[str], label: str, places: Places
) -> tuple[dict[str, Any], list[str]]:
    """Leave out the broken fields of one record, or of the header."""
    kept = {name: value for name, value in values.items() if name not in broken or name == "type"}
    refused = sorted(values.keys() - kept.keys())
    return kept, [lost_field(label, name, "which is not valid", places) for name in refused]
