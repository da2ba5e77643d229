"""Sheet scan: what a workbook's XML says of its cells beyond their values.

A spreadsheet library gives values; it hides error cells, formulas that were never calculated,
merged and hidden cells, and how a number or date is shown. One pass over the raw XML of each sheet
brings these to light. Nothing here expands an entity: a part with a document type is refused.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from exchangespec.formats.unpacking import UnknownPackingError, unusual_packing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from zipfile import ZipFile

CHUNK = 1 << 20
LARGEST_SMALL_PART = 64 << 20
# Workbooks have at most some 65,000 styles and a few hundred sheets.
MOST_ELEMENTS = 1_000_000
WORKBOOK = "xl/workbook.xml"
PACKAGE_RELATIONS = "_rels/.rels"


class Position(NamedTuple):
    """A cell by its 1-based row and column."""

    row: int
    column: int


NOWHERE = Position(0, 0)


class Area(NamedTuple):
    """A rectangle of cells, both corners included, 1-based."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class SheetEntry(NamedTuple):
    """One sheet of a workbook: its name, the part that holds it, and whether it is hidden."""

    name: str
    part: str
    hidden: bool


class Appearance(NamedTuple):
    """How a number is shown where that is not the number itself.

    `kind` is `year` or `month` for dates that hide their day, `percent` with `digits` decimals,
    or `zeros` for numbers filled up to `digits` places.
    """

    kind: str
    digits: int = 0


class XmlRefusedError(Exception):
    """A part of the workbook is no XML that we read."""


class MisplacedError(XmlRefusedError):
    """A sheet names cells in a way that leaves open where they stand."""


class DocumentTypeError(XmlRefusedError):
    """A part has a document type, which could declare entities without end."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("a document type")


@dataclass(slots=True)
class SheetScan:
    """What one pass over a sheet's XML found.

    Attributes:
        errors: error values such as `#N/A` by cell.
        uncalculated: cells with a formula but no stored value.
        merged: merged areas.
        unusual: whether it is written as libraries do not read it, though it means the same:
            merged areas named by columns or rows alone, new error values, blanks around numbers.
        hidden_rows: numbers of hidden rows.
        hidden_columns: hidden columns, as first and last.
        appearances: cells whose number is shown as something else.
        area: rows and columns up to the last cell that holds something.
        in_order: whether each row stands below those with smaller numbers, and once.
    """

    errors: dict[Position, str] = field(default_factory=dict)
    uncalculated: set[Position] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)
    unusual: bool = False
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    appearances: dict[Position, Appearance] = field(default_factory=dict)
    area: Position = NOWHERE
    in_order: bool = True


def column_number(letters: str) -> int:
    """Return the 1-based number of a column from its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


REFERENCE = re.compile(r"^\$?([A-Z]{1,3})\$?([0-9]{1,7})$")


def position(reference: str) -> Position:
    """Return the cell an address such as `AB12` names.

    Raises:
        ValueError: if it is no address.
    """
    found = REFERENCE.match(reference)
    if found is None:
        raise ValueError(reference)
    return Position(int(found[2]), column_number(found[1]))


# Whole columns or rows, as in `B:C` and `2:3`, and how many of either a sheet has.
WHOLE = re.compile(r"\$?([A-Z]{1,3}):\$?([A-Z]{1,3})|\$?([0-9]{1,7}):\$?([0-9]{1,7})")
ALL_ROWS, ALL_COLUMNS = 1_048_576, 16_384


def area(reference: str) -> Area:
    """Return the rectangle that `A2:A5`, a single address, or whole columns or rows name."""
    found = WHOLE.fullmatch(reference)
    if found is not None and found[1]:
        return Area(1, column_number(found[1]), ALL_ROWS, column_number(found[2]))
    if found is not None:
        return Area(int(found[3]), 1, int(found[4]), ALL_COLUMNS)
    first, _, last = reference.partition(":")
    start, end = position(first), position(last or first)
    return Area(*start, *end)


# --- small parts, read whole by expat ------------------------------------------------------------


def elements(content: bytes) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Return each element as its parent's name, its name and its attributes, without prefixes.

    Raises:
        XmlRefusedError: if it is not well-formed or has a document type.
    """
    found: list[tuple[str, str, dict[str, str]]] = []
    path = [""]

    def start(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if len(found) >= MOST_ELEMENTS:
            raise XmlRefusedError("too many elements")
        found.append((path[-1], local, attributes))
        path.append(local)

    def end(_name: str) -> None:
        path.pop()

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parse(parser, content)
    return iter(found)


def parse(parser: expat.XMLParserType, content: bytes) -> None:
    """Let a parser go through a whole part.

    Raises:
        XmlRefusedError: if it is not well-formed or has a document type.
    """

    def refuse(*_declaration: object) -> None:
        raise DocumentTypeError

    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(content, True)  # noqa: FBT003 (the C function takes no keyword)
    except (expat.ExpatError, LookupError, ValueError) as problem:
        raise XmlRefusedError(str(problem)) from problem


def small_part(archive: ZipFile, name: str) -> bytes:
    """Return a part that is small in every real workbook.

    Raises:
        KeyError: if the workbook has no such part.
        XmlRefusedError: if it is larger than any real one.
        UnknownPackingError: if it is packed as no workbook's parts are.
    """
    member = archive.getinfo(spelt(archive, name))
    if member.file_size > LARGEST_SMALL_PART:
        raise XmlRefusedError(f"{name} is too large")
    if way := unusual_packing(member):
        raise UnknownPackingError(way)
    return archive.read(member)


def spelt(archive: ZipFile, name: str) -> str:
    """Return the name of a part as the archive spells it: small letters and capitals are one."""
    if name in archive.NameToInfo:
        return name
    wanted = name.casefold()
    return next((one for one in archive.NameToInfo if one.casefold() == wanted), name)


class Parts(NamedTuple):
    """The parts of a workbook: the one that names its sheets, and what it refers to, by id.

    `kinds` names the same parts by the last word of what they are to it, such as `styles`.
    """

    workbook: str
    targets: Mapping[str, str]
    kinds: Mapping[str, str]


def workbook_parts(archive: ZipFile) -> Parts:
    """Return where the parts of a workbook are; most programs put them at the same places.

    Raises:
        KeyError: if the workbook does not say what it refers to.
        XmlRefusedError: if what it says is malformed.
    """
    workbook = workbook_part(archive)
    folder, name = posixpath.split(workbook)
    targets: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for kind, identifier, target in _relations(archive, f"{folder}/_rels/{name}.rels".lstrip("/")):
        part = posixpath.normpath(posixpath.join(f"/{folder}", target)).lstrip("/")
        targets[identifier] = part
        kinds.setdefault(kind, part)
    return Parts(workbook, targets, kinds)


def workbook_part(archive: ZipFile) -> str:
    """Return the part that the package names as its workbook, or the one usual for it."""
    there = set(archive.namelist()) | archive.NameToInfo.keys()
    if spelt(archive, PACKAGE_RELATIONS) in there:
        for kind, _, target in _relations(archive, PACKAGE_RELATIONS):
            part = spelt(archive, target.lstrip("/"))
            if kind == "officeDocument" and part in there:
                return part
    usual = (spelt(archive, part) for part in (WORKBOOK, "xl/workbook.bin"))
    return next((part for part in usual if part in there), WORKBOOK)


def _relations(archive: ZipFile, part: str) -> Iterator[tuple[str, str, str]]:
    """Yield kind, id and target of each relation that a part states."""
    for _, name, attributes in elements(small_part(archive, part)):
        if name == "Relationship":
            kind = attributes.get("Type", "").rpartition("/")[2]
            yield kind, attributes.get("Id", ""), attributes.get("Target", "").replace("\\", "/")


def counts_from_1904(archive: ZipFile, parts: Parts) -> bool:
    """Tell whether a workbook counts its days from 1904."""
    return any(
        name == "workbookPr" and attributes.get("date1904") in TRUE
        for _, name, attributes in elements(small_part(archive, parts.workbook))
    )


def sheet_entries(archive: ZipFile, parts: Parts | None = None) -> list[SheetEntry]:
    """Return the sheets of a workbook in their order."""
    parts = parts or workbook_parts(archive)
    targets = parts.targets
    entries = []
    for parent, name, attributes in elements(small_part(archive, parts.workbook)):
        if (parent, name) != ("sheets", "sheet"):
            continue
        relation = next(
            (value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), ""
        )
        entries.append(
            SheetEntry(
                attributes.get("name", ""),
                targets.get(relation, ""),
                attributes.get("state", "visible") != "visible",
            )
        )
    return entries


BUILT_IN_FORMATS = {9: "0%", 10: "0.00%", 17: "mmm-yy"}


def appearances(archive: ZipFile, parts: Parts | None = None) -> dict[int, Appearance]:
    """Return, by style number, the styles that show a number as something else."""
    try:
        part = (parts.kinds if parts else {}).get("styles", "xl/styles.xml")
        content = small_part(archive, part)
    except KeyError:
        return {}
    formats = dict(BUILT_IN_FORMATS)
    styles: list[int] = []
    for parent, name, attributes in elements(content):
        number = attributes.get("numFmtId", "")
        if not number.isdigit():
            continue
        if name == "numFmt":
            formats[int(number)] = attributes.get("formatCode", "")
        elif (parent, name) == ("cellXfs", "xf"):
            styles.append(int(number))
    shown = ((style, appearance(formats.get(number, ""))) for style, number in enumerate(styles))
    return {style: seen for style, seen in shown if seen is not None}


# What a format code says literally, and its colours, locales and conditions.
QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.')
LITERAL = re.compile(QUOTED.pattern + r"|\[[^\]]*\]")


# What stands in brackets and is no colour, locale or condition: hours, minutes or seconds in all.
IN_ALL = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
GENERAL = re.compile(r"general|standard", re.IGNORECASE)


def kind_of_format(code: str) -> str:
    """Return what a number format makes of a number: `number`, `date` or `duration`."""
    first = code.partition(";")[0]
    if IN_ALL.search(QUOTED.sub("", first)):
        return "duration"
    bare = GENERAL.sub("", LITERAL.sub("", first))
    return "date" if re.search(r"[dmyhs]", bare, re.IGNORECASE) else "number"


def appearance(code: str) -> Appearance | None:
    """Return what a number format shows, where that is not simply the number or the full date."""
    bare = LITERAL.sub("", code.partition(";")[0]).lower().strip()
    if re.fullmatch(r"0{2,}", bare):
        return Appearance("zeros", len(bare))
    percent = re.fullmatch(r"[#,]*0(?:\.([0#]+))?\s*%", bare)
    if percent:
        return Appearance("percent", len(percent[1] or ""))
    if "y" in bare and not re.search(r"[dhs]", bare):
        return Appearance("month" if "m" in bare else "year")
    return None


# --- sheets, streamed ----------------------------------------------------------------------------


def last_letter(rows: Iterable[tuple[int, bytes]]) -> int:
    """Return the last of the columns A to Z that the last cell of a row names; Z for others."""
    last = 0
    for _, text in rows:
        at = text.rfind(ADDRESS) + len(ADDRESS)
        if at < len(ADDRESS):
            # Cells without an address, which are counted, or with one that is written otherwise.
            last = NARROW if b"r" in text.partition(b">")[0] else last
            continue
        letter = text[at] - ord("A") + 1
        last = max(last, letter if 0 < letter <= NARROW and text[at + 1] < ord("A") else NARROW)
    return last


class SheetPatterns:
    """The expressions for a sheet whose elements carry a given prefix, mostly none."""

    def __init__(self, prefix: str) -> None:
        """Build them once a sheet."""
        tag = re.escape(prefix)

        def compiled(pattern: str) -> re.Pattern[bytes]:
            return re.compile(pattern.replace("@", tag).encode(), re.DOTALL)

        self.row_end = f"</{prefix}row>".encode()
        # Signs without which nothing of a kind is there; looking for them costs next to nothing.
        self.formula_sign, self.cell_sign = f"<{prefix}f".encode(), f"<{prefix}c".encode()
        self.row_sign = f"<{prefix}row".encode()
        # Nothing is looked for beyond the next tag of its kind, lest damaged text take for ever.
        self.named_row = compiled(r"<@row r=\"([0-9]{1,7})\"")
        self.row = compiled(r"<@row\b([^<>]*?)(/?)>")
        self.cell = compiled(r"<@c\b([^<>]*?)(?:/>|>((?:[^<]|<(?!/?@c\b))*+)</@c>)")
        self.formula = compiled(r"<@f\b")
        self.value = compiled(r"<@v\b[^<>/]*>([^<]*)</@v>")
        self.spaced = tuple(
            sign.replace("@", prefix).encode() for sign in (" </@v>", "\n</@v>", "<@v> ", "<@v>\n")
        )
        self.merged = compiled(r"<@mergeCell\b([^<>]*)>")
        self.columns = compiled(r"<@col\b([^<>]*)>")
        # Only cells that may hold something: those that do not end at once.
        self.far = compiled(
            r"<@c\b[^<>]*?\br\s*=\s*[\"'](?=[A-Za-z]{2}|[A-Za-z][0-9]{6})([A-Za-z]+)([0-9]+)[\"']"
            r"[^<>]*(?<!/)>"
        )
        self.filled = compiled(r"<@c\b[^<>]*(?<!/)>")
        self.unnamed = compiled(r"<@c\b(?![^<>]*\br\s*=)")
        self.any_cell = compiled(r"<@c\b")


ATTRIBUTE = re.compile(rb"""\b([A-Za-z]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
ROOT = re.compile(rb"<([A-Za-z0-9_.-]+:)?worksheet\b")
DOCUMENT_TYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
# An attribute that says so, in any of the ways that XML leaves open.
ERROR_SIGNS = (b't="e"', b"t='e'", b"t =", b"t= ")
# An address beyond column Z or row 99,999, and signs of one that is not written as usual.
FAR = re.compile(rb' r="[A-Za-z](?:[A-Za-z]|[0-9]{6})')
UNUSUAL = (b" r='", b" r =", b" r= ", b"\tr", b"\nr")
ROW_NUMBER = re.compile(rb"""\br\s*=\s*["']([0-9]+)["']""")
TRUE = {"1", "true"}
# Columns A to Z are not counted one by one.
NARROW = 26
# How the address of a row or cell begins, as programs write it.
ADDRESS = b' r="'
LETTERS = frozenset(bytes((ord("A") + at,)) for at in range(NARROW))


def patterns_of(text: bytes) -> SheetPatterns:
    """Return the expressions for a sheet by the prefix of its root, which its beginning shows.

    Raises:
        XmlRefusedError: if it is no sheet.
    """
    root = ROOT.search(text)
    if root is None:
        raise XmlRefusedError("no sheet")
    return SheetPatterns((root[1] or b"").decode())


def attributes_of(text: bytes) -> dict[str, str]:
    """Return the attributes of a tag whose values hold nothing that is escaped."""
    return {
        found[1].decode(): (found[2] or found[3] or b"").decode("utf-8", "replace")
        for found in ATTRIBUTE.finditer(text)
    }


def chunks(stream: IO[bytes]) -> Iterator[bytes]:
    """Return a part piece by piece."""
    return iter(lambda: stream.read(CHUNK), b"")


def check_part(stream: IO[bytes]) -> None:
    """Read a part to its end, which checks its size and sum, and refuse a document type.

    Raises:
        XmlRefusedError: if it has a document type or declares an entity.
    """
    rest = b""
    for chunk in chunks(stream):
        if DOCUMENT_TYPE.search(rest + chunk):
            raise DocumentTypeError
        rest = chunk[-16:]


def pieces(stream: IO[bytes], row_end: Callable[[bytes], bytes]) -> Iterator[bytes]:
    """Return a sheet in pieces that end where a row ends; the last piece is what follows.

    Raises:
        XmlRefusedError: if it has a document type or declares an entity.
    """
    rest = b""
    for chunk in chunks(stream):
        if DOCUMENT_TYPE.search(rest[-16:] + chunk):
            raise DocumentTypeError
        text = rest + chunk
        end = row_end(text)
        cut = text.rfind(end)
        if cut < 0:
            rest = text
            continue
        yield text[: cut + len(end)]
        rest = text[cut + len(end) :]
    yield rest


class SheetScanner:
    """Scans one sheet; styles are those of `appearances`."""

    def __init__(self, styles: Mapping[int, Appearance]) -> None:
        """Start before the first row."""
        self.styles = {str(style): seen for style, seen in styles.items()}
        self.found = SheetScan()
        self.patterns: SheetPatterns | None = None
        self.last_row = 0
        marks = "|".join(sorted(self.styles))
        self.styled = re.compile(rf"""\bs\s*=\s*["'](?:{marks})["']""".encode()) if marks else None

    def scan(self, stream: IO[bytes]) -> SheetScan:
        """Read the sheet to its end.

        Raises:
            XmlRefusedError: if it has a document type, declares an entity or names cells wrongly.
        """
        try:
            for piece in pieces(stream, self.row_end):
                self.look(piece)
        except (LookupError, ValueError) as problem:
            raise MisplacedError(f"a malformed cell or range: {problem}") from problem
        return self.found

    def row_end(self, text: bytes) -> bytes:
        """Return the tag that ends a row, once the first piece has shown the prefix."""
        self.patterns = self.patterns or patterns_of(text)
        return self.patterns.row_end

    def look(self, piece: bytes) -> None:
        """Take from a piece what is notable, looking at single cells only where some are."""
        if self.patterns is None:
            raise XmlRefusedError("no sheet")
        patterns = self.patterns
        for found in patterns.columns.finditer(piece):
            given = attributes_of(found[1])
            if given.get("hidden") in TRUE:
                self.found.hidden_columns.append((int(given["min"]), int(given["max"])))
        for found in patterns.merged.finditer(piece):
            stated = attributes_of(found[1])["ref"]
            self.found.merged.append(area(stated))
            self.found.unusual = self.found.unusual or WHOLE.fullmatch(stated) is not None
        notable = (
            patterns.formula_sign in piece
            or any(sign in piece for sign in ERROR_SIGNS)
            or any(sign in piece for sign in patterns.spaced)
            or (self.styled is not None and self.styled.search(piece))
        )
        if not notable and self.plain(piece, patterns):
            return
        rows = list(self.rows(piece, patterns))
        if notable:
            for number, text in rows:
                self.cells(text, number, patterns)
        self.extend(rows, piece, patterns)

    def plain(self, piece: bytes, patterns: SheetPatterns) -> bool:
        """Take a piece as a whole where no row needs a look of its own, as in most of them.

        That is so where each row and cell is written as programs write them, with its address
        first, none is hidden, the last row holds something, and no cell lies far out.
        """
        row, row_end, cell = patterns.row_sign, patterns.row_end, patterns.cell_sign
        rows = piece.count(row)
        if (
            not rows
            or piece.count(row + ADDRESS) != rows
            or piece.count(cell + ADDRESS) != piece.count(cell)
            or b"hidden" in piece
            or FAR.search(piece)
        ):
            return False
        numbers = [int(number) for number in patterns.named_row.findall(piece)]
        if len(numbers) != rows or not patterns.filled.search(piece, piece.rfind(row)):
            return False
        # The last cell of a row tells how far to the right it reaches.
        texts = piece.split(row_end)[:-1]
        ends = {text[text.rfind(ADDRESS) + len(ADDRESS) :][:1] for text in texts}
        if not ends or not ends <= LETTERS:
            return False
        reached = self.found.area
        if numbers[0] <= self.last_row or sorted(set(numbers)) != numbers:
            self.found.in_order = False
        self.last_row = numbers[-1]
        right = ord(max(ends)) - ord("A") + 1
        self.found.area = Position(max(reached.row, *numbers), max(reached.column, right))
        return True

    def extend(
        self, rows: Sequence[tuple[int, bytes]], piece: bytes, patterns: SheetPatterns
    ) -> None:
        """Let the area reach to the last cell that may hold something.

        Within columns A to Z and rows below a hundred thousand, addresses are not looked at one by
        one: such an area is small. Elsewhere the cell's own address counts, not that of its row;
        cells without an address are counted.
        """
        filled = (
            number for number, text in sorted(rows, reverse=True) if patterns.filled.search(text)
        )
        last, right = next(filled, 0), last_letter(rows)
        sign = patterns.cell_sign
        named = piece.count(sign + ADDRESS)
        if named < piece.count(sign) and patterns.unnamed.search(piece):
            counts = (len(patterns.any_cell.findall(text)) for _, text in rows)
            right = max(right, *counts, 0)
        far = FAR.search(piece) or any(sign in piece for sign in UNUSUAL)
        for letters, number in patterns.far.findall(piece) if far else ():
            last = max(last, int(number))
            right = max(right, column_number(letters.decode().upper()))
        if last:
            area = self.found.area
            self.found.area = Position(max(area.row, last), max(area.column, right))

    def rows(self, piece: bytes, patterns: SheetPatterns) -> Iterator[tuple[int, bytes]]:
        """Return the number and the cells of each row, noting hidden ones."""
        starts = list(patterns.row.finditer(piece))
        for index, found in enumerate(starts):
            stated = ROW_NUMBER.search(found[1])
            number = int(stated[1]) if stated else self.last_row + 1
            if number <= self.last_row:
                self.found.in_order = False
            self.last_row = number
            if b"hidden" in found[1] and attributes_of(found[1]).get("hidden") in TRUE:
                self.found.hidden_rows.append(self.last_row)
            if not found[2]:
                end = starts[index + 1].start() if index + 1 < len(starts) else len(piece)
                yield self.last_row, piece[found.end() : end]

    def cells(self, text: bytes, row: int, patterns: SheetPatterns) -> None:
        """Look at every cell of a row."""
        column = 0
        for found in patterns.cell.finditer(text):
            given = attributes_of(found[1])
            column = position(given["r"]).column if "r" in given else column + 1
            content = found[2]
            if not content:
                continue
            here = Position(row, column)
            kind = given.get("t", "n")
            value = patterns.value.search(content)
            stated = value is not None and value[1] != b""
            if value is not None and usual_value(kind, value[1]) != value[1]:
                self.found.unusual = True
            if kind == "e":
                shown = value[1].decode("utf-8", "replace") if value is not None else "#N/A"
                self.found.errors[here] = shown
            elif kind != "str" and not stated and patterns.formula.search(content):
                self.found.uncalculated.add(here)
            elif kind == "n" and given.get("s") in self.styles:
                self.found.appearances[here] = self.styles[given["s"]]


# Texts may begin and end with blanks.
KINDS_OF_TEXT = frozenset({"str", "inlineStr"})
# Error values that libraries know; Excel has had more since.
KNOWN_ERRORS = frozenset(
    {b"#DIV/0!", b"#N/A", b"#NAME?", b"#NULL!", b"#NUM!", b"#REF!", b"#VALUE!"}
)


def usual_value(kind: str, value: bytes) -> bytes:
    """Return a value as most programs write it; of errors unknown to libraries, one they know."""
    if kind in KINDS_OF_TEXT:
        return value
    bare = value.strip()
    return b"#N/A" if kind == "e" and bare not in KNOWN_ERRORS else bare


def scan_sheet(stream: IO[bytes], styles: Mapping[int, Appearance]) -> SheetScan:
    """Return what one pass over a sheet's XML finds.

    Raises:
        XmlRefusedError: if it has a document type, declares an entity or names cells wrongly.
    """
    return SheetScanner(styles).scan(stream)
