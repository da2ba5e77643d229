"""Sheet frame: what stands before and after the rows of a sheet, changed while the rows pass by.

The rows of a sheet may be a hundred megabytes and are copied as they are; the frame is small.
"""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING, NamedTuple

from exchangespec.formats.sheet_scan import LARGEST_SMALL_PART, XmlRefusedError, chunks
from exchangespec.formats.xml_outline import TAG, Element, changed, outline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from exchangespec.formats.xml_outline import Change

ROWS_BEGIN = re.compile(rb"<(?:\w+:)?sheetData\b[^<>]*>")
ROWS_END = re.compile(rb"</(?:\w+:)?sheetData\s*>")
ROOT_TAG = re.compile(rb"<(?:[A-Za-z0-9_.-]+:)?worksheet\b")
# As long as the longest tag that ends the rows may be.
OVERLAP = 64

# What may follow the rows, in the order that the standard asks for.
AFTER_ROWS = (
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)


class Frame(NamedTuple):
    """What stands around the rows: the text before, and the text after with its elements."""

    head: bytes
    tail: bytes
    elements: Sequence[Element]
    prefix: str

    @property
    def root(self) -> bytes:
        """Return the tag that opens the sheet, with the prefixes that it declares."""
        return root_tag(self.head)

    def all(self, name: str) -> Iterator[Element]:
        """Yield the elements of a name that follow the rows."""
        return (one for one in self.elements if one.name == name)

    def place_for(self, name: str) -> int:
        """Return where in the tail a new element of a name may stand."""
        rank = AFTER_ROWS.index(name)
        before = [
            one.end
            for one in self.elements
            if one.name in AFTER_ROWS and AFTER_ROWS.index(one.name) <= rank
        ]
        return max(before, default=0)

    def added(self, name: str, text: str) -> Change:
        """Return the change that puts an element after the rows, at its place."""
        at = self.place_for(name)
        return at, at, text.encode()


def copy_sheet(
    stream: IO[bytes],
    write: Callable[[bytes], object],
    *,
    head: Callable[[bytes], bytes],
    tail: Callable[[Frame], Iterable[Change]],
) -> None:
    """Copy a sheet; `head` returns the new text before the rows, `tail` the changes after them.

    Raises:
        XmlRefusedError: if it is no sheet with rows, or its frame is larger than any real one.
    """
    pieces = chunks(stream)
    before, rest = _head(pieces)
    write(head(before))
    if not before.rstrip().endswith(b"/>"):
        rest = _rows(pieces, rest, write)
    after = rest + _small(pieces)
    frame = Frame(before, after, _elements(before, after), _prefix(before))
    write(changed(after, tail(frame)))


def read_frame(stream: IO[bytes]) -> Frame:
    """Return the frame of a sheet, passing over its rows.

    Raises:
        XmlRefusedError: as `copy_sheet`.
    """
    found: list[Frame] = []

    def look(frame: Frame) -> Iterable[Change]:
        found.append(frame)
        return ()

    copy_sheet(stream, len, head=bytes, tail=look)
    return found[-1]


def _head(pieces: Iterator[bytes]) -> tuple[bytes, bytes]:
    """Return everything up to the tag that begins the rows, and what was read beyond."""
    text = b""
    for piece in pieces:
        text += piece
        found = ROWS_BEGIN.search(text)
        if found:
            return text[: found.end()], text[found.end() :]
        if len(text) > LARGEST_SMALL_PART:
            break
    raise XmlRefusedError("a sheet without rows")


def _rows(pieces: Iterator[bytes], text: bytes, write: Callable[[bytes], object]) -> bytes:
    """Write the rows with the tag that ends them, and return what was read beyond."""
    while (found := ROWS_END.search(text)) is None:
        cut = max(0, len(text) - OVERLAP)
        write(text[:cut])
        more = next(pieces, None)
        if more is None:
            raise XmlRefusedError("a sheet that does not end")
        text = text[cut:] + more
    write(text[: found.end()])
    return text[found.end() :]


def _small(pieces: Iterator[bytes]) -> bytes:
    """Return the rest of a sheet."""
    text = b""
    for piece in pieces:
        text += piece
        if len(text) > LARGEST_SMALL_PART:
            raise XmlRefusedError("too much after the rows")
    return text


def _root(head: bytes) -> re.Match[bytes]:
    """Return where the sheet's root element begins."""
    found = ROOT_TAG.search(head)
    if found is None:
        raise XmlRefusedError("no sheet")
    return found


def root_tag(head: bytes) -> bytes:
    """Return the tag that opens a sheet."""
    tag = TAG.match(head, _root(head).start())
    return tag[0] if tag else b""


def _prefix(head: bytes) -> str:
    """Return the prefix of the sheet's elements, with its colon; mostly nothing."""
    name = _root(head)[0][1:]
    prefix, colon, _ = name.rpartition(b":")
    return (prefix + colon).decode()


def _elements(head: bytes, tail: bytes) -> list[Element]:
    """Return the elements after the rows, by their offsets in the tail."""
    opening = root_tag(head)
    top = outline(opening + tail, depth=3)
    return [_moved(one, len(opening)) for one in top.children]


def _moved(element: Element, by: int) -> Element:
    """Return an element whose offsets count from elsewhere."""
    return Element(
        element.name,
        element.prefix,
        element.attributes,
        element.start - by,
        element.inside - by,
        element.end_inside - by,
        element.end - by,
        [_moved(one, by) for one in element.children],
    )
