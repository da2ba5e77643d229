"""A record with what is said beside its values, as text for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.report.characters import visible
from exchangespec.report.manual import INDENT, paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.outcome import FieldSaid, RecordSaid, Saying

WHOLE = "of the record as a whole"


def record_text(record: RecordSaid, width: int) -> str:
    """Return a record field by field, each with what is said of it below."""
    lines = [visible(f"{record.type} {record.record}: {record.label}"), ""]
    for item in record.fields:
        lines += _field(item, width)
    return "\n".join(lines) + "\n"


def _field(item: FieldSaid, width: int) -> Iterator[str]:
    """Yield one field and the sayings on it."""
    value = item.value or ("" if not item.field else "(not stated)")
    yield from paragraph(visible(f"{item.field or WHOLE}: {value}".rstrip(": ")), width)
    for saying in item.sayings:
        yield from paragraph("- " + visible(_saying(saying)), width, INDENT)


def _saying(saying: Saying) -> str:
    """Return one statement as one line: how sure, what, who, where."""
    said = f"{saying.sure}: {saying.what}" if saying.what else saying.sure
    place = ", ".join(filter(None, (saying.who, saying.where)))
    return f"{said} ({place})" if place else said
