"""Writes what was put together: one file for one publisher, one each for several."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from exchangespec.conversion import write_files
from exchangespec.errors import ExchangespecError, LossError
from exchangespec.formats import format_for, format_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from exchangespec.formats.format import Document, Format
    from exchangespec.merging import Merged

# They name the data set that each statement is from, so files of them may follow each other.
IN_ONE_FILE = frozenset({"nquads", "trig"})
OF_SEVERAL = "json"
SEPARATOR = ";"


class SeveralPublishersError(ExchangespecError):
    """Data of several publishers were to be written as one submission."""

    def __init__(self, target: str, prefixes: Sequence[str]) -> None:
        """Keep the target and the publishers' prefixes."""
        super().__init__(target, tuple(prefixes))
        self.target = target
        self.prefixes = tuple(prefixes)

    def __str__(self) -> str:
        """Return the sentence."""
        return (
            f"{self.target} would hold the data of several publishers "
            f"({', '.join(self.prefixes)}), and a submission has one: name a folder, or a file of "
            "N-Quads or TriG (.nq, .trig)"
        )


def write(merged: Merged, target: Path, to: str | None) -> list[Path]:
    """Write the data of one publisher to a file, those of several to a folder or as N-Quads.

    Raises:
        SeveralPublishersError: if data of several publishers were to go into one submission.
        LossError: if the format cannot hold everything; nothing is written then.
        UnknownFormatError: if the format cannot be told.
    """
    several = len(merged.packages) > 1
    chosen = chosen_format(target, to, several=several)
    if several and target.suffix and chosen.name not in IN_ONE_FILE:
        raise SeveralPublishersError(str(target), tuple(merged.packages))
    losses = tuple(
        loss for one in merged.packages.values() for loss in _unheld(merged, chosen, one)
    )
    if losses:
        raise LossError(losses)
    if not several:
        [document] = merged.packages.values()
        return write_files(target, list(chosen.write(document)))
    if chosen.name in IN_ONE_FILE and target.suffix:
        parts = (
            piece
            for document in merged.packages.values()
            for _, pieces in chosen.write(document)
            for piece in pieces
        )
        return write_files(target, [("", parts)])
    written: list[Path] = []
    for prefix, document in merged.packages.items():
        name = f"{prefix or 'without-prefix'}{chosen.suffixes[0] if chosen.suffixes else ''}"
        written += write_files(target / name, list(chosen.write(document)))
    return written


def _unheld(merged: Merged, chosen: Format, document: Document) -> Iterator[str]:
    """Name what a format cannot hold of a document, each with the place of its record."""
    found = chosen.losses(document)
    places = {one.id: one.place for one in merged.origins} if found else {}
    for one in found:
        record = {} if one.number is None else document.records[one.number]
        place = places.get(str(record.get("id")))
        yield f"{one.words(document)}{f' ({place})' if place else ''}"


def chosen_format(target: Path, to: str | None, *, several: bool) -> Format:
    """Return the format to write; several publishers need a folder, or one that can hold them."""
    if to is not None:
        chosen = format_named(to)
    elif several and not target.suffix:
        chosen = format_named(OF_SEVERAL)
    else:
        chosen = format_for(target)
    return chosen


def origins_csv(merged: Merged) -> bytes:
    """Return where each record is from, which copies were left out, and what decided."""
    rows = (
        (
            one.id,
            one.type,
            one.dataset,
            one.version,
            one.place,
            one.decided_by,
            SEPARATOR.join(one.left_out),
        )
        for one in sorted(merged.origins, key=lambda one: (one.type, one.id))
    )
    return _csv(("id", "type", "dataset", "version", "place", "decided_by", "left_out"), rows)


def entities_csv(merged: Merged) -> bytes:
    """Return which records of several publishers are the same thing, and what tells so."""
    members = merged.joined.entities.members.values()
    rows = (
        (one.entity, one.id, one.type, SEPARATOR.join(one.by))
        for one in sorted(members, key=lambda one: (one.type, one.entity, one.id))
    )
    return _csv(("entity", "id", "type", "by"), rows)


def _csv(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as CSV in UTF-8."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(headings)
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8", "backslashreplace")
