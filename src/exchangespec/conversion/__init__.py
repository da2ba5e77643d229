"""Converts a submission to another format: everything is kept, or what would be lost is named."""

from __future__ import annotations

from codecs import BOM_UTF8
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from exchangespec import spec
from exchangespec.conversion.comparing import differences, fields_apart, hashes
from exchangespec.conversion.files import write_files
from exchangespec.conversion.losing import left_out
from exchangespec.conversion.mending import applied, mended
from exchangespec.conversion.reading import (
    ReadBack,
    apart,
    in_order,
    read_as_given,
    read_document,
    read_side_by_side,
)
from exchangespec.errors import LossError, UnknownFormatError, UnreadableError
from exchangespec.formats import format_for, format_named, jsonld
from exchangespec.formats.format import Document, Format, Source, Writer
from exchangespec.formats.rdf_aligned import ALIGNED
from exchangespec.imports import refuse_target
from exchangespec.intake import TakeOptions
from exchangespec.people import Mention, People, mentions, treated
from exchangespec.spec.canonical import canonical
from exchangespec.views import Change, View, seen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from exchangespec.formats.format import File
    from exchangespec.outcome import Outcome
    from exchangespec.submission.judged import ReadRecord

__all__ = [
    "Conversion",
    "ConvertOptions",
    "ReadBack",
    "apart",
    "applied",
    "convert",
    "differences",
    "fields_apart",
    "hashes",
    "in_order",
    "mended",
    "read_document",
    "read_side_by_side",
    "verify",
    "write_files",
    "writer",
]

# The tables that stand as files of their own, and how these end.
CSV, TABLE = ("csv", "csv-table"), ".csv"
# A line a record or a statement: they may be long, and to sort is to hold all ids.
IN_THE_INPUTS_ORDER = frozenset({"ndjson", "ntriples", "nquads"})


@dataclass(frozen=True, slots=True)
class ConvertOptions:
    """What the user asks of a conversion.

    Attributes:
        take: how to read the input.
        to: name of the target format; None goes by the target's suffix.
        on_loss: `error` stops when something would be lost; `warn` names it and goes on.
        in_order: whether to sort the records of a format that keeps the order of the input.
        aligned: whether to write official vocabularies beside ours; only some formats of RDF can.
        inline_context: whether JSON-LD holds our whole context in the place of its address.
        bom: whether tables in CSV begin with a byte order mark, by which Excel knows UTF-8.
        view: whether to write all, only what sources say, or the best that is known.
        people: whether people are kept, left out, or given numbers for names.
        mend: what repairs a record on its way; `mended` applies the safe fixes.
        profiles: ids of profiles that the result names in its header, besides those it names.
    """

    take: TakeOptions = field(default_factory=TakeOptions)
    to: str | None = None
    on_loss: Literal["error", "warn"] = "error"
    in_order: bool = False
    aligned: bool = False
    inline_context: bool = False
    bom: bool = False
    view: View = "all"
    people: People = "keep"
    mend: Callable[[ReadRecord], ReadRecord] = lambda record: record
    profiles: tuple[str, ...] = ()


@dataclass(slots=True)
class Conversion:
    """What a conversion did.

    Attributes:
        outcome: what was found while reading.
        document: what was written.
        format: the format it was written in.
        files: the files written.
        pieces: the content, when the target is a stream; it is made as it is taken.
        losses: what could not be kept, when that was asked to be tolerated.
        kept_invalid: how many values were kept as they are though they are not valid.
        changes: what the view shows otherwise than the records do.
        left_out: records that the view does not show, by type and id.
        dropped: ids of records that are left out with the people they are about.
        mentions: where people who were left out or renamed are still named in texts.
    """

    outcome: Outcome
    document: Document
    format: Format
    files: list[Path] = field(default_factory=list)
    pieces: Iterable[bytes] = ()
    losses: list[str] = field(default_factory=list)
    kept_invalid: int = 0
    changes: list[Change] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)


def convert(source: Source, target: Path | None, options: ConvertOptions) -> Conversion:
    """Convert one input to a file or folder, or (target None) to bytes.

    Raises:
        UnreadableError: if nothing could be read.
        LossError: if something would be lost and that is not tolerated; nothing is written then.
        UnknownFormatError: if the target format cannot be told, or has no aligned layer when
            that is wanted.
        ReadOnlyFormatError: if nothing is written in that format.
    """
    refuse_target(options.to, target)
    if options.to is not None:
        target_format = format_named(options.to)
    else:
        target_format = format_for(target or Path("-"))
    write = writer(target_format, options)
    read = read_as_given(source, options.take, options.mend)
    if options.in_order or target_format.name.partition(".")[0] not in IN_THE_INPUTS_ORDER:
        read = read.sorted()
    document, outcome, losses = read.document, read.outcome, read.lost
    if not outcome.inputs[0].readable:
        raise UnreadableError(tuple(outcome.findings))
    if not target_format.holds_anything:
        document, refused = read.valid()
        losses += refused
    document = naming(document, options.profiles)
    shown = seen(document, options.view)
    without = treated(shown.document, options.people)
    document = without.document
    losses += read.unheld(target_format.losses(document), document)
    if losses and options.on_loss == "error":
        raise LossError(tuple(losses))
    losses += left_out(outcome.findings)
    result = Conversion(
        outcome,
        document,
        target_format,
        losses=losses,
        changes=shown.changes,
        left_out=shown.left_out,
        dropped=without.dropped,
    )
    if options.people != "keep":
        result.mentions = list(mentions(shown.document))
    if target_format.holds_anything:
        result.kept_invalid = read.invalid()
    files = list(write(document))
    if target is None:
        result.pieces = chain.from_iterable(pieces for _, pieces in files)
    else:
        result.files = write_files(target, files)
    return result


def naming(document: Document, profiles: tuple[str, ...]) -> Document:
    """Return a document whose header names these profiles, too."""
    if not profiles:
        return document
    named = document.header.get("profiles")
    both = [*(named if isinstance(named, list) else ()), *profiles]
    header = {**document.header, "profiles": list(dict.fromkeys(both))}
    return Document(canonical(header, spec.header()), document.records)


def writer(target: Format, options: ConvertOptions) -> Writer:
    """Return what writes a format, with the aligned layer or our context where that is wanted.

    Raises:
        UnknownFormatError: if the format has no place for it.
    """
    if options.aligned and target.name not in ALIGNED:
        raise UnknownFormatError(target.name, tuple(ALIGNED), task="hold the aligned layer")
    if options.inline_context and target.name != jsonld.NAME:
        raise UnknownFormatError(target.name, (jsonld.NAME,), task="hold the context itself")
    if options.bom and target.name not in CSV:
        raise UnknownFormatError(target.name, CSV, task="begin with a byte order mark")
    if options.bom:
        return partial(_with_mark, target.write)
    if options.inline_context:
        return jsonld.write_inline
    return ALIGNED[target.name] if options.aligned else target.write


def _with_mark(write: Writer, document: Document) -> Iterator[File]:
    """Yield files of which each table begins with a byte order mark."""
    for name, pieces in write(document):
        is_table = not name or name.endswith(TABLE)
        yield name, chain((BOM_UTF8,), pieces) if is_table else pieces


def verify(conversion: Conversion, target: Path, options: ConvertOptions) -> list[str]:
    """Read the target back; return the ids of records that differ, `header` for the header."""
    take = TakeOptions(format_name=conversion.format.name, today=options.take.today)
    source = Source(str(target), path=target)
    again = read_document(source, take)
    return [*again.lost, *differences(conversion.document, again.document)]
