"""Finds the values of one kind in a record or header: its texts, dates, codes, languages."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from exchangespec import spec
from exchangespec.rules.rule import Context, RecordCheck, SubmissionCheck
from exchangespec.submission.facts import Facts, RecordFacts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.finding import Fault
    from exchangespec.spec import FieldSpec
    from exchangespec.submission.known import Known

HEADER = "Header"
EXTENSION = "x_"
TEXT_KINDS = ("text", "string")

Item = int | str | None


@cache
def fields(record_type: str) -> dict[str, FieldSpec]:
    """Return the fields of a record type or of the header, by name."""
    if record_type == HEADER:
        return spec.header()
    form = spec.records().get(record_type)
    return dict(form.fields) if form else {}


def values_of_kind(record: RecordFacts, *kinds: str) -> Iterator[tuple[FieldSpec, Item, Any]]:
    """Yield field, item and value of every valid value of certain kinds, lists taken apart."""
    found = record.by_kind(fields(record.type))
    for kind in kinds:
        for _, known, item, value in found.get(kind, ()):
            if known is not None:
                yield known, item, value


def texts(record: RecordFacts) -> Iterator[tuple[str, Item, str]]:
    """Yield field, item and words of everything people wrote freely, extensions included."""
    found = record.by_kind(fields(record.type))
    for kind in (*TEXT_KINDS, ""):
        for name, known, item, value in found.get(kind, ()):
            if known is None and not name.startswith(EXTENSION):
                continue
            if value.__class__ is dict:
                yield from ((name, tag, text) for tag, text in value.items())
            elif item is not None or isinstance(value, str):
                yield name, item, value


def on_header(check: RecordCheck) -> SubmissionCheck:
    """Return a check of the header that does what `check` does to a record."""

    def check_header(known: Known) -> Iterator[tuple[Facts | None, Fault]]:
        """Look at the header as at a record."""
        unknown = known.header_failed | known.header_open
        header = RecordFacts(HEADER, "", known.header, failed=unknown)
        for fault in check(header, Context(known.header, known.today)):
            yield None, fault

    return check_header
