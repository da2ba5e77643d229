"""One file a source: what cities publish in other standards, read into records of this one.

Nothing is written in these formats, so they stand in a table of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchangespec import formats
from exchangespec.errors import ReadOnlyFormatError, UnknownFormatError
from exchangespec.finding import Fault
from exchangespec.formats import FORMATS
from exchangespec.imports import icalendar_, linked, org, schema_org

if TYPE_CHECKING:
    from pathlib import PurePath

    from exchangespec.formats.format import Reader, Reading, ReadOptions, Source


@dataclass(frozen=True, slots=True)
class Importer:
    """One source's facts in one place."""

    name: str
    title: str
    suffixes: tuple[str, ...]
    media_type: str
    read: Reader


IMPORTERS: dict[str, Importer] = {
    entry.name: entry
    for entry in (
        Importer(
            schema_org.NAME, schema_org.TITLE, (), "application/ld+json", linked.read_schema_org
        ),
        Importer(icalendar_.NAME, icalendar_.TITLE, (".ics",), "text/calendar", icalendar_.read),
        Importer(org.NAME, org.TITLE, (), "text/turtle", linked.read_org),
    )
}


def refuse_target(name: str | None, path: PurePath | None) -> None:
    """Refuse a source of imports as the target of a conversion, by its name or suffix.

    Raises:
        ReadOnlyFormatError: if nothing is written in what was asked for.
    """
    suffix = path.suffix.casefold() if path is not None and name is None else None
    for entry in IMPORTERS.values():
        if entry.name == name or suffix in entry.suffixes:
            raise ReadOnlyFormatError(entry.name, entry.title)


def open_source(source: Source, options: ReadOptions, format_name: str | None = None) -> Reading:
    """Open an input in the format told, or in the one its content shows; bad data never raise.

    Raises:
        UnknownFormatError: if there is no format of this name.
    """
    if format_name is not None and format_name not in {*FORMATS, *IMPORTERS}:
        raise UnknownFormatError(format_name, (*FORMATS, *IMPORTERS))
    if format_name in FORMATS or not _is_file(source):
        told = None if format_name in IMPORTERS else format_name
        return formats.open_source(source, options, told)
    try:
        if format_name is not None:
            return IMPORTERS[format_name].read(source, options)
        if icalendar_.is_calendar(source.start()):
            return icalendar_.read(source, options)
        found = linked.recognised(source, options)
    except OSError as error:
        params = {"reason": "system", "seen": error.strerror}
        return formats.NothingRead(source, Fault("unreadable-file", params))
    return found or formats.open_source(source, options)


def _is_file(source: Source) -> bool:
    """Tell whether a source is one whole file; folders and missing files are left to others."""
    if source.content is not None:
        return True
    try:
        return source.path is not None and source.path.is_file()
    except OSError:
        return False
