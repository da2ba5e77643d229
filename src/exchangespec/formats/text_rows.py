"""The rows of a text table, however it was written: no row is lost, and what is odd is said.

Quotation marks are honoured where they make sense. Where they do not (one that is never closed,
one in the middle of a name), they are letters like others, and rows end where lines end.
"""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.formats.delimiters import LINES_LOOKED_AT, Layout, find_layout, told_delimiter
from exchangespec.formats.encoding import Encoding, Hints, find_encoding
from exchangespec.formats.text_files import LONGEST_LINE, TextFile, TooLongLineError, too_much

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from exchangespec.formats.table import Lines, Row
    from exchangespec.location import Location

    Say = Callable[[Fault, Location], None]

# As many as a spreadsheet has.
MOST_COLUMNS = 16_384
# Findings of one kind that are said one by one; the others are counted.
MOST_SAID = 100
# How far a quotation mark is followed that may not be closed at all.
FARTHEST = 1 << 20
# Lines that are looked at for the end of a cell in which quotation marks stand unescaped.
LINES_OF_A_CELL = 50
BROKEN_BYTE = re.compile("[\udc80-\udcff]")
# So much text shows the layout; one line may be longer.
LOOKED_AT = 1 << 18
REPLACED = "\ufffd"
NUL = "\0"
# How lines end, and what makes them end so.
ENDS = {"\r\n": "CR LF", "\n": "LF", "\r": "CR"}


@dataclass(slots=True)
class Oddity:
    """Something that a file holds more than once: how often, and where first."""

    count: int = 0
    row: int = 0
    line: int = 0

    def see(self, row: int, line: int, count: int = 1) -> None:
        """Count one more."""
        if not self.count:
            self.row, self.line = row, line
        self.count += count


@dataclass(slots=True)
class Oddities:
    """What is odd about a file as a whole, gathered while it is read."""

    inside: Oddity = field(default_factory=Oddity)
    nul: Oddity = field(default_factory=Oddity)
    broken: Oddity = field(default_factory=Oddity)
    more_quotes: Oddity = field(default_factory=Oddity)
    # How often rows end in one way or the other, and where first.
    ends: dict[str, Oddity] = field(default_factory=dict)


class TextRows:
    """One text file on its way to rows of cells; it can be read any number of times."""

    def __init__(self, file: TextFile, hints: Hints) -> None:
        """Find out how the file is encoded and laid out."""
        self.file = file
        self.encoding: Encoding = find_encoding(file.open, hints)
        with self._opened() as stream:
            first = list(_first_lines(_lines(stream)))
        self.layout: Layout = find_layout(first)
        self.complete = True
        self._strict: bool | None = None

    @contextmanager
    def _opened(self) -> Iterator[io.TextIOWrapper]:
        """Open the file as text."""
        name, errors = self.encoding.name, self.encoding.errors
        with self.file.open() as binary:
            yield io.TextIOWrapper(binary, name, errors=errors, newline="")

    @property
    def is_strict(self) -> bool:
        """Tell whether every quotation mark of the file stands where the rules of CSV want it."""
        if self._strict is None:
            self._strict = True
            try:
                with self._opened() as stream:
                    lines = (line.replace(NUL, "") for line in _lines(stream))
                    for _ in csv.reader(lines, delimiter=self.layout.delimiter, strict=True):
                        pass
            except csv.Error:
                self._strict = False
        return self._strict

    def say_start(self, say: Say) -> None:
        """Say what the file was read as, where it is not what everyone should use."""
        encoding = self.encoding
        if not encoding.is_utf8:
            variant = "guess" if encoding.how == "guess" else None
            params = {"encoding": encoding.shown, "words": list(encoding.words)}
            say(Fault("text-not-utf8", params, variant=variant), self.file.place())

    def rows(self, lines: Lines, say: Say) -> Iterator[Row]:
        """Yield every row with its number; say what is odd about it, and in the end about all.

        Raises:
            TooLongLineError: if a line does not end.
        """
        with self._opened() as stream:
            yield from RowReader(self, _lines(stream), lines, say).rows()


def _lines(stream: io.TextIOWrapper) -> Iterator[str]:
    """Yield lines with their ends.

    Raises:
        TooLongLineError: if a line does not end.
    """
    while line := stream.readline(LONGEST_LINE):
        if len(line) >= LONGEST_LINE:
            raise TooLongLineError
        yield line


def _first_lines(lines: Iterator[str]) -> Iterator[str]:
    """Yield as many lines as show how a file is laid out, but not much text."""
    size = 0
    for line in islice(lines, LINES_LOOKED_AT):
        yield line.replace(NUL, "")
        size += len(line)
        if size > LOOKED_AT:
            return


class EndlessCellError(Exception):
    """A quoted cell is longer than any cell may be, and what it holds are no rows."""


class RowReader:
    """Takes the lines of a file apart, once."""

    def __init__(self, source: TextRows, lines: Iterator[str], noted: Lines, say: Say) -> None:
        """Start before the first line."""
        self.source = source
        self.file = source.file
        self.layout = source.layout
        self.odd = Oddities()
        self.say = say
        self._noted = noted
        self._lines = lines
        self._waiting: deque[str] = deque()
        # The line and row that are being read.
        self._line = 1
        self._row = 1
        self._quotes = 0
        self._last = ""
        # How often the end of a cell was looked for and not found; a file is not looked through
        # again and again.
        self._in_vain = 0

    def rows(self) -> Iterator[Row]:
        """Yield the rows."""
        most = csv.field_size_limit()
        first = next(self._lines, None)
        if first is not None and not (self.layout.told and told_delimiter(first)):
            self._lines = chain([first], self._lines)
        elif first is not None:
            self._line = 2
        while (line := self._next()) is not None:
            text, count = line.rstrip("\r\n"), 1
            self._last = line
            if '"' in text:
                try:
                    cells, count = self._quoted(line, text)
                except EndlessCellError:
                    self._refuse(too_much("characters", most))
                    return
            else:
                cells = text.split(self.layout.delimiter) if text else []
            self._see_end()
            if len(cells) > MOST_COLUMNS:
                self._refuse(too_much("columns", MOST_COLUMNS))
                return
            if len(text) * count > most and any(len(cell) > most for cell in cells):
                self._refuse(too_much("characters", most))
            else:
                self._noted.note(self._row, self._line)
                yield self._row, cells
            self._row += 1
            self._line += count
        self._say_all()

    def _refuse(self, fault: Fault) -> None:
        """Say that a row is not read, and that the file is therefore not whole."""
        self.source.complete = False
        self.say(fault, self.file.place(self._line, self._row))

    # --- lines -----------------------------------------------------------------------------------

    def _next(self) -> str | None:
        """Return the next line, mended where it holds what no text does."""
        if self._waiting:
            return self._waiting.popleft()
        line = next(self._lines, None)
        if line is None:
            return None
        if NUL in line:
            self.odd.nul.see(self._row, self._line, line.count(NUL))
            line = line.replace(NUL, "")
        if not line.isascii():
            line = self._mended(line)
        return line

    def _mended(self, line: str) -> str:
        """Return a line with a sign of its own for each byte that means nothing."""
        mended, count = BROKEN_BYTE.subn(REPLACED, line)
        if not count and self.source.encoding.errors == "replace":
            count = line.count(REPLACED)
        if count:
            self.odd.broken.see(self._row, self._line, count)
        return mended

    def _see_end(self) -> None:
        """Count how a row ends; line breaks within quoted cells are none of its ends."""
        end = "\r\n" if self._last.endswith("\r\n") else self._last[-1:]
        seen = self.odd.ends.get(end)
        if seen is not None:
            seen.count += 1
        elif end in ENDS:
            self.odd.ends[end] = Oddity(1, self._row, self._line)

    # --- quotation marks -------------------------------------------------------------------------

    def _quoted(self, line: str, text: str) -> tuple[list[str], int]:
        """Return the cells of a row with quotation marks, and how many lines it takes."""
        delimiter = self.layout.delimiter
        taken = [line]
        try:
            cells = next(csv.reader(taken, delimiter=delimiter, strict=True))
        except csv.Error:
            # Most often a cell of several lines; only such rows need more of the file.
            taken = []
            reader = csv.reader(self._feed(line, taken), delimiter=delimiter, strict=True)
            try:
                cells = next(reader)
            except csv.Error:
                if self._runs_on(taken):
                    raise EndlessCellError from None
                self._give_back(taken)
                return self._loose(line, text)
        if len(taken) > 1 and not self._plausible(cells, taken):
            self._give_back(taken)
            return self._loose(line, text)
        self._last = taken[-1]
        if '"' in "".join(cells):
            whole = text if len(taken) == 1 else "".join(taken)
            if any('"' in cell and cell.replace('"', '""') not in whole for cell in cells):
                self.odd.inside.see(self._row, self._line)
        return cells, len(taken)

    def _feed(self, line: str, taken: list[str]) -> Iterator[str]:
        """Yield a line and as many after it as a quoted cell may take."""
        size = 0
        current: str | None = line
        while current is not None and size < FARTHEST:
            size += len(current)
            taken.append(current)
            yield current
            current = self._next()
        if current is not None:
            self._waiting.appendleft(current)

    def _runs_on(self, taken: Sequence[str]) -> bool:
        """Tell whether a cell that is not closed as far as one looks holds text and no rows."""
        if sum(map(len, taken)) < min(FARTHEST, csv.field_size_limit()) or self.layout.width <= 1:
            return False
        inside = (one.rstrip("\r\n") for one in taken[1:LINES_OF_A_CELL])
        widths = [len(_loose_cells(one, self.layout.delimiter)) for one in inside]
        return self.layout.width not in widths

    def _give_back(self, taken: Sequence[str]) -> None:
        """Let all lines but the first be read as rows of their own."""
        self._waiting.extendleft(reversed(taken[1:]))

    def _plausible(self, cells: Sequence[str], taken: Sequence[str]) -> bool:
        """Tell whether a quoted cell of several lines is one, and no rows that were swallowed."""
        width = self.layout.width
        if width <= 1:
            return True
        widths = [len(_loose_cells(line.rstrip("\r\n"), self.layout.delimiter)) for line in taken]
        if len(cells) == width:
            # The text of a cell may well look like rows, in a file that is rightly written.
            return any(count != width for count in widths) or self.source.is_strict
        return widths[0] != width

    def _loose(self, line: str, text: str) -> tuple[list[str], int]:
        """Return the cells where quotation marks do not pair up, trying what fits the width."""
        delimiter, width = self.layout.delimiter, self.layout.width
        cells = _loose_cells(text, delimiter)
        if len(cells) != width:
            inner = _inner_cells(text, delimiter)
            if len(inner) == width:
                self._say_quote(inner)
                return inner, 1
            if len(cells) < width:
                found, count = self._over_lines(line)
                if found:
                    self._say_quote(found)
                    return found, count
        if any(cell.startswith('"') or cell.count('"') % 2 for cell in cells):
            self._say_quote(cells)
        elif any('"' in cell for cell in cells):
            self.odd.inside.see(self._row, self._line)
        return cells, 1

    def _over_lines(self, line: str) -> tuple[list[str], int]:
        """Return the cells of a row whose unescaped quotation marks and text run over lines."""
        taken = [line]
        if self._in_vain >= MOST_SAID:
            return [], 0
        while len(taken) < LINES_OF_A_CELL and (after := self._next()) is not None:
            taken.append(after)
            if '"' not in after:
                continue
            text = "".join(taken).rstrip("\r\n")
            cells = _inner_cells(text, self.layout.delimiter)
            if len(cells) == self.layout.width:
                self._last = after
                return cells, len(taken)
        self._give_back(taken)
        self._in_vain += 1
        return [], 0

    def _say_quote(self, cells: Sequence[str]) -> None:
        """Say that quotation marks do not pair up, the first times one by one."""
        self._quotes += 1
        if self._quotes > MOST_SAID:
            self.odd.more_quotes.see(self._row, self._line)
            return
        seen = next((cell for cell in cells if '"' in cell), "")
        params = {"value": seen.strip()}
        self.say(Fault("stray-quote", params), self.file.place(self._line, self._row))

    # --- in the end ------------------------------------------------------------------------------

    def _say_all(self) -> None:
        """Say what is odd about the file as a whole."""
        odd, name = self.odd, self.source.encoding.shown
        if len(odd.ends) > 1:
            later = max(odd.ends.values(), key=lambda seen: seen.line)
            kinds = [f"{ENDS[end]} ({seen.count})" for end, seen in odd.ends.items()]
            self._say_of(later, Fault("mixed-line-ends", {"values": kinds}))
        for slug, seen, variant in (
            ("stray-quote", odd.more_quotes, "more"),
            ("quotes-inside", odd.inside, None),
            ("nul-characters", odd.nul, None),
            ("undecodable-bytes", odd.broken, None),
        ):
            if seen.count:
                params = {"count": seen.count, "encoding": name}
                self._say_of(seen, Fault(slug, params, variant=variant))

    def _say_of(self, seen: Oddity, fault: Fault) -> None:
        """Say something once, at the first place where it was seen."""
        self.say(fault, self.file.place(seen.line, seen.row))


@cache
def _patterns(delimiter: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what a rightly quoted cell looks like, and one with bare quotation marks inside."""
    after = rf"[ ]*(?={re.escape(delimiter)}|\Z)"
    return (
        re.compile(rf'[ ]*"([^"]*(?:""[^"]*)*)"{after}'),
        re.compile(rf'"(.*?)"{after}', re.DOTALL),
    )


def _loose_cells(text: str, delimiter: str) -> list[str]:
    """Return the cells of one line: quoted where that is right, else as they stand."""
    return _cells(text, delimiter, _patterns(delimiter)[0])


def _inner_cells(text: str, delimiter: str) -> list[str]:
    """Return the cells where a quoted one may hold single quotation marks."""
    return _cells(text, delimiter, _patterns(delimiter)[1])


def _cells(text: str, delimiter: str, quoted: re.Pattern[str]) -> list[str]:
    """Take a line apart, cells that match `quoted` as a whole."""
    cells, at = [], 0
    while True:
        found = quoted.match(text, at)
        if found:
            cells.append(found[1].replace('""', '"'))
            end = found.end()
        else:
            end = text.find(delimiter, at)
            end = len(text) if end < 0 else end
            cells.append(text[at:end])
        if end >= len(text):
            return cells
        at = end + len(delimiter)
