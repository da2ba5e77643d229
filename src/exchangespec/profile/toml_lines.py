"""On which line of a TOML file each table and key stands, so that a refusal can point at it.

The standard library reads TOML but keeps no places. This looks only at what begins a line, in a
text that has been read without fault.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tomllib
    from collections.abc import Iterator

    Path = tuple[str | int, ...]

HEAD = re.compile(r"^\s*(?P<open>\[{1,2})(?P<name>[^\[\]]+)\]{1,2}\s*(?:#.*)?$")
ASSIGNED = re.compile(r"""^\s*+(?P<key>(?:[A-Za-z0-9_-]++|"[^"]*+"|'[^']*+'|\s*+\.\s*+)++)\s*+=""")
PART = re.compile(r"""[A-Za-z0-9_-]+|"[^"]*"|'[^']*'""")
STRING = re.compile(r'''"""|\'\'\'|"(?:\\.|[^"\\])*"|'[^']*'|#.*''')


class TomlLines:
    """The line of every table and key of a TOML text."""

    def __init__(self, text: str) -> None:
        """Look through the text once."""
        self._lines: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}
        table: Path = ()
        for number, line in logical_lines(text):
            head = HEAD.match(line)
            if head:
                table = self._table(parts(head["name"]), array=head["open"] == "[[")
                # What a table lies in stands where it is first named.
                for depth in range(1, len(table) + 1):
                    self._lines.setdefault(table[:depth], number)
            elif assigned := ASSIGNED.match(line):
                path: Path = (*table, *parts(assigned["key"]))
                for depth in range(len(table) + 1, len(path) + 1):
                    self._lines.setdefault(path[:depth], number)

    def _table(self, names: tuple[str, ...], *, array: bool) -> Path:
        """Return the path of a table; those of an array have their number in it."""
        path: Path = ()
        for name in names[:-1]:
            path = (*path, name)
            if path in self._counts:
                path = (*path, self._counts[path] - 1)
        path = (*path, names[-1])
        if array:
            self._counts[path] = self._counts.get(path, 0) + 1
            path = (*path, self._counts[path] - 1)
        return path

    def of(self, *path: str | int) -> int:
        """Return the line of what stands at a path, or of what holds it."""
        while path:
            if path in self._lines:
                return self._lines[path]
            path = path[:-1]
        return 1


def parts(name: str) -> tuple[str, ...]:
    """Return the keys of a dotted name."""
    return tuple(part.strip("\"'") for part in PART.findall(name))


def logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that begin a table or a key; what continues a value is passed over."""
    inside, depth = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        if not inside and not depth:
            yield number, line
        if not inside and not depth and HEAD.match(line):
            continue
        inside, change = after(line, inside)
        depth += change


def after(line: str, inside: str) -> tuple[str, int]:
    """Return which long string a line leaves open, and by how many brackets it is deeper."""
    depth = 0
    if inside:
        _, end, line = line.partition(inside)
        if not end:
            return inside, 0
    position = 0
    for found in STRING.finditer(line):
        depth += balance(line[position : found.start()])
        position = found.end()
        if found[0] in {'"""', "'''"}:
            rest, change = after(line[position:], found[0])
            return rest, depth + change
    return "", depth + balance(line[position:])


def balance(text: str) -> int:
    """Return how many more brackets open than close."""
    return sum(text.count(sign) for sign in "[{") - sum(text.count(sign) for sign in "]}")


def line_of_error(error: tomllib.TOMLDecodeError) -> int:
    """Return the line that the reader of TOML names."""
    found = re.search(r"line (\d+)", str(error))
    return int(found[1]) if found else 1
