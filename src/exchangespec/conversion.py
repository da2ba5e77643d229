"""Converts a submission to another format: everything is kept, or what would be lost is named."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from exchangespec import spec
from exchangespec.errors import LossError, UnreadableError
from exchangespec.formats import format_for, format_named
from exchangespec.formats.format import Document, Format, Source
from exchangespec.intake import Intake, TakeOptions, versions
from exchangespec.outcome import Outcome
from exchangespec.spec.canonical import canonical, canonical_hash
from exchangespec.structure import judge
from exchangespec.submission.facts import RecordFacts
from exchangespec.submission.known import Known
from exchangespec.submission.reading import ReadRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from exchangespec.finding import Fault


@dataclass(frozen=True, slots=True)
class ConvertOptions:
    """What the user asks of a conversion.

    Attributes:
        take: how to read the input.
        to: name of the target format; None goes by the target's suffix.
        on_loss: `error` stops when something would be lost; `warn` names it and goes on.
        mend: what repairs a record on its way; `mended` applies the safe fixes.
    """

    take: TakeOptions = field(default_factory=TakeOptions)
    to: str | None = None
    on_loss: Literal["error", "warn"] = "error"
    mend: Callable[[ReadRecord], ReadRecord] = lambda record: record


@dataclass(slots=True)
class Conversion:
    """What a conversion did.

    Attributes:
        outcome: what was found while reading.
        files: the files written, or the bytes when the target is a stream.
        losses: what could not be kept, when that was asked to be tolerated.
        differences: ids of records that read back differently, when verified; None if not.
    """

    outcome: Outcome
    document: Document
    format: Format
    files: list[Path] = field(default_factory=list)
    content: bytes = b""
    losses: list[str] = field(default_factory=list)
    differences: list[str] | None = None


@dataclass(slots=True)
class ReadBack:
    """A submission read whole: canonical data, what was found, and what could not be kept.

    `broken` names the fields of records, by their position in `records`, that are kept as they
    were given though the model refuses them.
    """

    document: Document
    outcome: Outcome
    lost: list[str]
    broken: dict[int, frozenset[str]]


def read_document(
    source: Source, take: TakeOptions, mend: Callable[[ReadRecord], ReadRecord] = lambda one: one
) -> ReadBack:
    """Read a whole submission; `mend` may repair each record as it passes."""
    outcome = Outcome(versions=versions())
    intake = Intake(take, outcome, Known({}, today=take.today))
    records: list[tuple[dict[str, Any], frozenset[str]]] = []
    lost: list[str] = []

    def look(record: ReadRecord) -> None:
        """Keep a record, and name what of it could not be read."""
        facts = mend(record).facts
        if not facts.type:
            lost.append("a record whose type is not known")
            return
        values = canonical(facts.values, spec.records()[facts.type].fields)
        records.append((values, facts.failed))
        lost.extend(
            f"{facts.id or facts.type}: {name}, which could not be read"
            for name in sorted(facts.failed - facts.values.keys())
        )

    intake.read(source, look)
    intake.finish()
    if not outcome.inputs[0].complete:
        lost.append("a part of the input that could not be read")
    records.sort(key=lambda pair: _place_in_order(pair[0]))
    broken = {number: failed for number, (_, failed) in enumerate(records) if failed}
    document = Document(intake.submissions[0].header, [values for values, _ in records])
    return ReadBack(document, outcome, lost, broken)


def mended(record: ReadRecord) -> ReadRecord:
    """Return the record with every repair applied that its findings call safe."""
    repairs = [one for one in record.faults if one.fix is not None and one.fix.safe and one.field]
    if not repairs:
        return record
    values = {name: _copy(value) for name, value in record.facts.values.items()}
    for fault in repairs:
        _apply(values, fault)
    judgement = judge(values)
    facts = RecordFacts(
        record.facts.type,
        record.facts.id,
        judgement.values,
        failed=judgement.failed,
        key=record.facts.key,
    )
    return ReadRecord(facts, judgement.faults)


def _copy(value: Any) -> Any:
    """Return a value whose lists and maps can be changed."""
    return (
        list(value)
        if isinstance(value, list)
        else dict(value)
        if isinstance(value, dict)
        else value
    )


def _apply(values: dict[str, Any], fault: Fault) -> None:
    """Put one repair in place."""
    if fault.field is None or fault.fix is None:
        return
    if fault.item is None:
        values[fault.field] = fault.fix.replace
    else:
        values[fault.field][fault.item] = fault.fix.replace


def in_order(records: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return records in the order of types, then of ids."""
    return sorted(records, key=_place_in_order)


def _place_in_order(record: Mapping[str, Any]) -> tuple[int, str]:
    """Return where a record stands: in the order of types, then of ids."""
    return list(spec.records()).index(record["type"]), str(record.get("id", ""))


def convert(source: Source, target: Path | None, options: ConvertOptions) -> Conversion:
    """Convert one input to a file or folder, or (target None) to bytes.

    Raises:
        UnreadableError: if nothing could be read.
        LossError: if something would be lost and that is not tolerated; nothing is written then.
        UnknownFormatError: if the target format cannot be told.
    """
    if options.to is not None:
        target_format = format_named(options.to)
    else:
        target_format = format_for(target or Path("-"))
    read = read_document(source, options.take, options.mend)
    document, outcome, losses = read.document, read.outcome, read.lost
    if not outcome.inputs[0].readable:
        raise UnreadableError(tuple(outcome.findings))
    if not target_format.holds_anything:
        document, refused = without_broken(document, read.broken)
        losses += refused
    losses += target_format.losses(document)
    if losses and options.on_loss == "error":
        raise LossError(tuple(losses))
    result = Conversion(outcome, document, target_format, losses=losses)
    files = list(target_format.write(document))
    if target is None:
        result.content = b"".join(content for _, content in files)
    else:
        result.files = write_files(target, files)
    return result


def without_broken(
    document: Document, broken: Mapping[int, frozenset[str]]
) -> tuple[Document, list[str]]:
    """Leave out the fields that are not valid, and name them: a table may not hold them."""
    losses = []
    records = list(document.records)
    for number, names in broken.items():
        record = records[number]
        present = sorted(names & record.keys())
        label = record.get("id", record["type"])
        losses += [f"{label}: {name}, which is not valid" for name in present]
        records[number] = {name: value for name, value in record.items() if name not in names}
    return Document(document.header, records), losses


def write_files(target: Path, files: list[tuple[str, bytes]]) -> list[Path]:
    """Write one file, or the files of a folder, each whole or not at all."""
    if [name for name, _ in files] == [""]:
        target.parent.mkdir(parents=True, exist_ok=True)
        return [_write_whole(target, files[0][1])]
    _refuse_strangers(target, {name for name, _ in files})
    target.mkdir(parents=True, exist_ok=True)
    return [_write_whole(target / name, content) for name, content in files]


def _refuse_strangers(folder: Path, names: set[str]) -> None:
    """Stop where a folder holds tables of another conversion, which would be read with ours."""
    if not folder.is_dir():
        return
    strangers = sorted(
        path.name for path in folder.iterdir() if path.suffix == ".csv" and path.name not in names
    )
    if strangers:
        raise LossError(
            (f"the meaning of {folder}: it holds other tables already ({', '.join(strangers)})",)
        )


def _write_whole(path: Path, content: bytes) -> Path:
    """Write a file under another name first, so that nobody ever sees half of it."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path


def _umask() -> int:
    """Return the process's umask."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def verify(conversion: Conversion, target: Path, options: ConvertOptions) -> list[str]:
    """Read the target back; return the ids of records that differ, `header` for the header."""
    take = TakeOptions(format_name=conversion.format.name, today=options.take.today)
    source = Source(str(target), path=target)
    again = read_document(source, take)
    return [*again.lost, *differences(conversion.document, again.document)]


def differences(one: Document, two: Document) -> list[str]:
    """Return the ids of records that are not the same in both, `header` when that differs."""
    found = [] if canonical_hash(one.header) == canonical_hash(two.header) else ["header"]
    first, second = hashes(one.records), hashes(two.records)
    return found + sorted(
        key for key in first.keys() | second.keys() if first.get(key) != second.get(key)
    )


def hashes(records: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return the canonical hash of each record by its id; without one, by its hash."""
    found = {}
    for record in records:
        value = canonical_hash(record)
        found[str(record.get("id", value))] = value
    return found
