"""JSON and NDJSON: the values that are repaired are written anew, every other sign stays."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import IO, TYPE_CHECKING, Any

from exchangespec.conversion import applied
from exchangespec.fixing.change import Change
from exchangespec.formats.compression import GZIP_MAGIC, gzip_packed, is_compressed, zstd_packed
from exchangespec.formats.json_ import JsonOrigin
from exchangespec.formats.json_text import Places, literal_span
from exchangespec.formats.ndjson import open_lines
from exchangespec.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from exchangespec.finding import Fault
    from exchangespec.fixing.change import Repair
    from exchangespec.fixing.looking import RepairCheck
    from exchangespec.formats.format import Source
    from exchangespec.location import Location

Path = list[int | str]
# One piece of text and what stands there afterwards.
Piece = tuple[int, int, str]
LONGEST_LINE = 16 * 1024 * 1024


def fix_json(source: Source, check: RepairCheck, target: IO[bytes]) -> list[Change]:
    """Write a JSON document with its repairs, in its own encoding and layout."""
    origins = [one for one in check.origins if isinstance(one, JsonOrigin)]
    if not origins:
        return []
    text = origins[0].text
    pieces: list[Piece] = []
    changes: list[Change] = []
    for position, repairs in _by_position(check.repairs).items():
        values = _value_at(origins[0], text, position)
        for fault, path, new in _repaired(values, repairs):
            span = origins[0].span(position, path)
            if span is None:
                continue
            place = origins[0].locate(position, fault.field, fault.item)
            pieces.append((*span, new))
            changes.append(_change(fault, place, text[span[0] : span[1]], new))
    encoded = _patched(text, pieces).encode(check.reading.encoding or "utf-8", "surrogatepass")
    target.writelines(_packed(source, [encoded]))
    return changes


def fix_ndjson(source: Source, check: RepairCheck, target: IO[bytes]) -> list[Change]:
    """Write an NDJSON file with its repairs, a line at a time."""
    by_line = _by_position(check.repairs)
    changes: list[Change] = []
    target.writelines(_packed(source, _lines(source, check, by_line, changes)))
    return changes


def _lines(
    source: Source,
    check: RepairCheck,
    by_line: Mapping[int, Sequence[Repair]],
    changes: list[Change],
) -> Iterator[bytes]:
    """Yield the lines of a file, repaired, and note the changes."""
    with open_lines(source) as stream:
        number = 0
        while line := stream.readline(LONGEST_LINE):
            number += 1
            repairs = by_line.get(number)
            yield line if repairs is None else _line(line, number, repairs, changes, check)


def _line(
    line: bytes,
    number: int,
    repairs: Sequence[Repair],
    changes: list[Change],
    check: RepairCheck,
) -> bytes:
    """Return one line with its repairs."""
    mark = b"\xef\xbb\xbf" if line.startswith(b"\xef\xbb\xbf") else b""
    text = line.removeprefix(mark).decode("utf-8", "surrogateescape")
    places = Places(text)
    pieces: list[Piece] = []
    for fault, path, new in _repaired(json.loads(text), repairs):
        span = literal_span(places, path, 0)
        if span is None:
            continue
        place = check.origin_of(repairs[0]).locate(number, fault.field, fault.item)
        pieces.append((*span, new))
        changes.append(_change(fault, place, text[span[0] : span[1]], new))
    return mark + _patched(text, pieces).encode("utf-8", "surrogateescape")


def _by_position(repairs: Iterable[Repair]) -> dict[int, list[Repair]]:
    """Return repairs by the record they are for."""
    found: dict[int, list[Repair]] = defaultdict(list)
    for repair in repairs:
        found[repair.key.position].append(repair)
    return found


def _value_at(origin: JsonOrigin, text: str, position: int) -> Mapping[str, Any]:
    """Return a record, or the header without the records."""
    span = origin.span(position, [])
    value = json.loads(text[span[0] : span[1]]) if span else {}
    return value if isinstance(value, dict) else {}


def _repaired(
    values: Mapping[str, Any], repairs: Sequence[Repair]
) -> Iterator[tuple[Fault, Path, str]]:
    """Yield the faults that are repaired, the path to what changes, and what it becomes."""
    new, done = applied(values, [repair.fault for repair in repairs])
    for fault in done:
        field = str(fault.field)
        path, value = _changed([field], new[field], fault.item)
        yield fault, path, json.dumps(value, ensure_ascii=False)


def _changed(path: Path, value: Any, item: int | str | None) -> tuple[Path, Any]:
    """Return the path to what is written anew, and its value: one item, or the whole field.

    A text whose language is put right is written with all the others of its field.
    """
    if item is None or (isinstance(value, dict) and item not in value):
        return path, value
    return [*path, item], value[item]


def _patched(text: str, pieces: Iterable[Piece]) -> str:
    """Return a text with pieces replaced; of two that overlap the first is taken."""
    parts, last = [], 0
    for start, end, new in sorted(pieces):
        if start >= last:
            parts += [text[last:start], new]
            last = end
    return "".join([*parts, text[last:]])


def _change(fault: Fault, place: Location, before: str, after: str) -> Change:
    """Return a change."""
    return Change(RULES[fault.slug].code, fault.slug, place, before, after)


def _packed(source: Source, pieces: Iterable[bytes]) -> Iterable[bytes]:
    """Compress a file as it was compressed before."""
    if not is_compressed(source):
        return pieces
    return gzip_packed(pieces) if source.start(2) == GZIP_MAGIC else zstd_packed(pieces)
