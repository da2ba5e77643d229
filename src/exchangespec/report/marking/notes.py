"""Notes: what is wrong, as a comment at each cell, put among the comments that are there already.

A note of a partner's own gets our words after its own; a thread of comments is left alone. What we
wrote into a workbook before is taken out again first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from exchangespec.formats.stored_cells import cell_number, rich_text, spelt
from exchangespec.formats.xml_outline import changed, outline, put_inside

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from exchangespec.formats.sheet_scan import Position
    from exchangespec.formats.xml_outline import Change, Element

AUTHOR = "exchangespec"
# How our words begin, in notes of our own and in those that were there before: programs that save
# the workbook forget who wrote a note, and where one run of its text ends.
BEGIN = "— exchangespec —\n"
THREAD = "tc="
EMPTY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<comments xmlns="{space}"><authors/><commentList/></comments>'
)
LONGEST_NOTE = 1_500


class Notes(NamedTuple):
    """A part of comments as changed, and the cells that now have a box of ours."""

    content: bytes
    boxes: list[Position]
    is_empty: bool


def with_notes(content: bytes | None, notes: Mapping[str, str], space: str) -> Notes:
    """Return a part of comments with ours instead of those that we wrote before.

    `notes` are texts by address; without any, ours are only taken out.
    """
    text = content or EMPTY.format(space=space).encode()
    return _Comments(_cleaned(text)).put(notes)


def _cleaned(content: bytes) -> bytes:
    """Return a part of comments without ours."""
    part = _Comments(content)
    return changed(content, part.removals())


class _Comments:
    """A part of comments, looked into."""

    def __init__(self, content: bytes) -> None:
        """Find authors and comments."""
        self.content = content
        self.root = outline(content, depth=6)
        self.authors = self.root.child("authors")
        self.list = self.root.child("commentList")
        self.names = [
            rich_text(b"<t>%s</t>" % content[one.inside : one.end_inside])
            for one in (self.authors.children if self.authors else ())
        ]

    def comments(self) -> list[Element]:
        """Return the comments."""
        return self.list.children if self.list else []

    def author(self, comment: Element) -> str:
        """Return who wrote a comment."""
        number = comment.attribute("authorId")
        at = int(number) if number.isdigit() else -1
        return self.names[at] if 0 <= at < len(self.names) else ""

    def own_words(self, comment: Element) -> tuple[Element, int] | None:
        """Return the piece of text in which our words begin in a note, and where in it."""
        for piece in comment.descendants("t"):
            said = rich_text(self.content[piece.start : piece.end])
            if BEGIN in said:
                return piece, said.index(BEGIN)
        return None

    def is_ours(self, comment: Element) -> bool:
        """Tell whether there is nothing but our words in a note."""
        found = self.own_words(comment)
        first = next(comment.descendants("t"), None)
        return found is not None and found == (first, 0)

    def removals(self) -> Iterator[Change]:
        """Yield the changes that take ours out: whole notes, and the ends of notes of others."""
        for one in self.comments():
            found = self.own_words(one)
            if found is None or self.author(one).startswith(THREAD):
                continue
            if self.is_ours(one):
                yield one.start, one.end, b""
            else:
                yield from self._ends(one, *found)

    def _ends(self, comment: Element, piece: Element, at: int) -> Iterator[Change]:
        """Yield the changes that cut the text of a note."""
        said = rich_text(self.content[piece.start : piece.end])[:at].removesuffix("\n")
        runs = [one for one in comment.descendants("r") if one.start > piece.start]
        holder = next(
            (one for one in comment.descendants("r") if one.start < piece.start < one.end), piece
        )
        if said:
            yield piece.inside, piece.end_inside, spelt(said).encode()
        else:
            yield holder.start, holder.end, b""
        yield from ((one.start, one.end, b"") for one in runs)

    def put(self, notes: Mapping[str, str]) -> Notes:
        """Return the part with notes; those of cells that have one get ours after theirs."""
        changes: list[Change] = []
        there = {one.attribute("ref"): one for one in self.comments()}
        for address in notes.keys() & there.keys():
            if not self.author(there[address]).startswith(THREAD):
                changes += self._after(there[address], notes[address])
        new = {address: text for address, text in notes.items() if address not in there}
        if new:
            changes += self._new(new)
        boxes = [cell_number(address) for address in new]
        return Notes(changed(self.content, changes), boxes, not there and not new)

    def _after(self, comment: Element, text: str) -> Iterator[Change]:
        """Yield the changes that put our words at the end of a note."""
        words = comment.child("text")
        if words is None:
            return
        prefix = self.root.prefix
        plain = words.child("t")
        if plain is not None:
            # Words and runs do not stand side by side.
            yield plain.start, plain.start, f"<{prefix}r>".encode()
            yield plain.end, plain.end, f"</{prefix}r>".encode()
        yield put_inside(self.content, words, self._run(f"\n{BEGIN}{text}"))

    def _new(self, notes: Mapping[str, str]) -> Iterator[Change]:
        """Yield the changes that add notes of our own."""
        if self.authors is None or self.list is None:
            return
        prefix = self.root.prefix
        author = self.names.index(AUTHOR) if AUTHOR in self.names else len(self.names)
        if AUTHOR not in self.names:
            entry = f"<{prefix}author>{AUTHOR}</{prefix}author>".encode()
            yield put_inside(self.content, self.authors, entry)
        entries = (
            f'<{prefix}comment ref="{address}" authorId="{author}"><{prefix}text>'.encode()
            + self._run(BEGIN + text)
            + f"</{prefix}text></{prefix}comment>".encode()
            for address, text in notes.items()
        )
        yield put_inside(self.content, self.list, b"".join(entries))

    def _run(self, text: str) -> bytes:
        """Return a run of text."""
        prefix = self.root.prefix
        cut = text if len(text) <= LONGEST_NOTE else text[: LONGEST_NOTE - 1] + "…"
        return (
            f'<{prefix}r><{prefix}t xml:space="preserve">{spelt(cut)}</{prefix}t></{prefix}r>'
        ).encode()


# --- the boxes that notes are shown in -----------------------------------------------------------

DRAWING = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    '<o:idmap v:ext="edit" data="{map}"/></o:shapelayout></xml>'
)
KIND = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
BOX = (
    '<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;'
    'margin-left:60pt;margin-top:2pt;width:220pt;height:90pt;z-index:1;visibility:hidden" '
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{left}, 15, {top}, 2, {right}, 15, {bottom}, 4</x:Anchor>"
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
    "</x:ClientData></v:shape>"
)
SHAPE = re.compile(rb"<v:shape\b.*?</v:shape>\s*", re.DOTALL)
ROW, COLUMN = re.compile(rb"<x:Row>\s*(\d+)"), re.compile(rb"<x:Column>\s*(\d+)")
NUMBER = re.compile(rb'\bid="_x0000_s(\d+)"')
MAPS = re.compile(rb'<o:idmap\b[^>]*\bdata="([\d,\s]*)"')
ANY_END = re.compile(rb"</xml\s*>\s*$")
PER_MAP = 1024


def with_boxes(
    content: bytes | None, boxes: Iterable[Position], gone: Iterable[Position], fresh_map: int
) -> bytes | None:
    """Return a drawing with boxes for new notes, and without those of notes that are gone.

    The text is no well-formed XML in every workbook, so it is changed as text. None is returned
    where it does not end as such drawings do.
    """
    new = list(boxes)
    text = content or DRAWING.format(map=_maps(fresh_map, len(new))).encode()
    gone_now = {(place.row - 1, place.column - 1) for place in gone}
    text = SHAPE.sub(lambda found: b"" if _cell(found[0]) in gone_now else found[0], text)
    end = ANY_END.search(text)
    if end is None:
        return None
    used = [int(found) for found in NUMBER.findall(text)]
    maps = MAPS.search(text)
    first = re.match(rb"\s*(\d+)", maps[1]) if maps else None
    lowest = int(first[1]) * PER_MAP if first else fresh_map * PER_MAP
    number = max([lowest, *used]) + 1
    shapes = "" if b'id="_x0000_t202"' in text or not new else KIND
    shapes += "".join(_box(place, number + at) for at, place in enumerate(new))
    return text[: end.start()] + shapes.encode() + text[end.start() :]


def _maps(first: int, boxes: int) -> str:
    """Return the blocks of numbers that so many boxes take."""
    return ",".join(str(first + at) for at in range(boxes // PER_MAP + 1))


def _cell(shape: bytes) -> tuple[int, int] | None:
    """Return the 0-based row and column of the cell that a shape is the note's box of."""
    row, column = ROW.search(shape), COLUMN.search(shape)
    if b'ObjectType="Note"' not in shape or row is None or column is None:
        return None
    return int(row[1]), int(column[1])


def _box(place: Position, number: int) -> str:
    """Return the box of one note, to the right of its cell."""
    row, column = place.row - 1, place.column - 1
    return BOX.format(
        number=number,
        row=row,
        column=column,
        left=column + 1,
        top=max(0, row - 1),
        right=column + 4,
        bottom=row + 5,
    )


def own_cells(content: bytes) -> list[Position]:
    """Return the cells that have a note of ours alone."""
    part = _Comments(content)
    return [cell_number(one.attribute("ref")) for one in part.comments() if part.is_ours(one)]
