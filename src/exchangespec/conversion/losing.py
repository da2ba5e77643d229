"""Names what a submission says and a conversion would not keep, whatever the target."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from exchangespec.formats.json_ import context_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from exchangespec.finding import Finding
    from exchangespec.formats.format import Document, Origin
    from exchangespec.location import Location
    from exchangespec.submission.facts import Key

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
# Where JSON-LD says what its terms mean.
CONTEXT = "@context"
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


class Loss(NamedTuple):
    """Something that is not kept: of what, in which field, why, and where it was read.

    A text of several languages names its own as the item.
    """

    label: str
    field: str
    why: str
    key: Key | None
    item: str | None = None

    def words(self, place: Location | None) -> str:
        """Return it as a sentence that ends with the place."""
        name = ".".join(filter(None, (self.field, self.item)))
        what = f"{name}, {self.why}" if name and self.label else self.why
        where = f" ({place.where})" if place else ""
        return f"{said(self.label or name)}: {what}{where}" if self.label or name else what


def located(losses: Sequence[Loss], origins: Sequence[Origin]) -> list[str]:
    """Return losses as sentences with their places; each origin is asked once for all of its."""
    asked: dict[int, list[int]] = defaultdict(list)
    for at, loss in enumerate(losses):
        if loss.key is not None:
            asked[loss.key.origin].append(at)
    places: dict[int, Location] = {}
    for origin, ats in asked.items():
        requests = [
            (loss.key.position, loss.field or None, loss.item)
            for loss in map(losses.__getitem__, ats)
            if loss.key is not None
        ]
        places.update(zip(ats, origins[origin].locate_all(requests), strict=True))
    return [loss.words(places.get(at)) for at, loss in enumerate(losses)]


def said(value: object) -> str:
    """Return a value as JSON writes it, and text as it is."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


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


def context_losses(context: Any, document: Document, key: Key | None) -> Iterator[Loss]:
    """Name the entries of a JSON-LD context that neither we nor the header give again."""
    ours, *rest = context_of(document)
    terms = rest[0] if rest else {}
    for entry in context if isinstance(context, list) else [context]:
        if isinstance(entry, dict):
            for name, value in entry.items():
                if terms.get(name) != value:
                    yield Loss("", CONTEXT, f"{name}, which the header does not say", key)
        elif entry != ours:
            why = f"{said(entry)}, which is not the context of the standard"
            yield Loss("", CONTEXT, why, key)


def is_endless(value: Any) -> bool:
    """Tell whether a value is, or holds, a number too large for any program to keep."""
    if isinstance(value, float):
        return not math.isfinite(value)
    if isinstance(value, (list, dict)):
        return any(map(is_endless, value.values() if isinstance(value, dict) else value))
    return False


def without_endless(
    values: Mapping[str, Any], label: str, key: Key | None
) -> tuple[dict[str, Any], list[Loss]]:
    """Leave out the fields that hold endless numbers, which no format can write; name them."""
    endless = [name for name, value in values.items() if is_endless(value)]
    kept = {name: value for name, value in values.items() if name not in endless}
    return kept, [Loss(label, name, "a number too large to keep", key) for name in endless]


def without(
    values: Mapping[str, Any], broken: frozenset[str], label: str, key: Key | None
) -> tuple[dict[str, Any], list[Loss]]:
    """Leave out the broken fields of one record, or of the header."""
    kept = {name: value for name, value in values.items() if name not in broken or name == "type"}
    refused = sorted(values.keys() - kept.keys())
    return kept, [Loss(label, name, "which is not valid", key) for name in refused]
