"""JSON as a text: strict parsing that hides nothing, and the line and column of any value."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import TYPE_CHECKING, Any

from exchangespec.finding import Fault

if TYPE_CHECKING:
    from collections.abc import Sequence

BLANK = re.compile(r"[ \t\n\r]*")
# Numbers that a double does not keep as they are written.
LARGEST_EXACT = 2**53
SURROGATE = re.compile("[\ud800-\udfff]")
Path = tuple[int | str, ...]


class JsonTextError(Exception):
    """A text that cannot be parsed as JSON, with the place and the likely cause."""

    def __init__(self, slug: str, line: int, column: int, **params: Any) -> None:
        """Keep the facts."""
        super().__init__(slug, line, column, params)
        self.slug = slug
        self.line = line
        self.column = column
        self.params = params


@dataclass(slots=True)
class JsonText:
    """A parsed text: its value, and what parsing alone would have hidden."""

    text: str
    value: Any
    encoding: str
    faults: list[tuple[Path, Fault]] = field(default_factory=list)


class _Pairs(dict[str, Any]):
    """An object that remembers which of its keys were written twice."""

    __slots__ = ("repeated",)
    repeated: list[str]


class _Inexact(float):
    """A number that could not be kept exactly, with the digits as written."""

    __slots__ = ("digits",)
    digits: str


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a plain dict, or one that remembers repeated keys."""
    result = dict(pairs)
    if len(result) == len(pairs):
        return result
    seen: set[str] = set()
    marked = _Pairs(result)
    marked.repeated = [key for key, _ in pairs if key in seen or seen.add(key)]  # type: ignore[func-returns-value]
    return marked


def _float(digits: str) -> float:
    """Return a number, marked when its digits would be lost."""
    value = float(digits)
    if value in {float("inf"), float("-inf")} or _loses(digits, value):
        marked = _Inexact(value)
        marked.digits = digits
        return marked
    return value


def _loses(digits: str, value: float) -> bool:
    """Tell whether a double cannot give back the digits that were written."""
    try:
        return Decimal(repr(value)) != Decimal(digits)
    except InvalidOperation:  # an exponent beyond all measure
        return True


LONGEST_INTEGER = 400
# So many digits always fit.
SURELY_EXACT = 15


def _integer(digits: str) -> int | float:
    """Return a whole number, marked when no double holds it."""
    if len(digits) <= SURELY_EXACT:
        return int(digits)
    value = int(digits[:LONGEST_INTEGER])
    if len(digits) <= LONGEST_INTEGER and abs(value) < LARGEST_EXACT:
        return value
    marked = _Inexact(float(digits) if len(digits) <= LONGEST_INTEGER else float("inf"))
    marked.digits = digits
    return marked


def _constant(name: str) -> Any:
    """Refuse NaN and the infinities, which are not JSON."""
    raise ValueError(name)


DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_float=_float,
    parse_int=_integer,
    parse_constant=_constant,
)


def decode(content: bytes, encoding: str | None = None) -> tuple[str, str]:
    """Return the text and the name of its encoding, which its first bytes tell unless it is given.

    Raises:
        JsonTextError: if the bytes are no text in UTF-8 (a byte-order mark may name another).
    """
    encoding = encoding or json.detect_encoding(content)
    try:
        return content.decode(encoding), encoding
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - (before.rfind(b"\n") + 1) + 1
        raise JsonTextError("unparsable", line, column, reason="not-utf8") from None


def parse(content: bytes, *, depth: int) -> JsonText:
    """Parse a whole text strictly.

    Raises:
        JsonTextError: with slug `unparsable`, `empty-file` or `limit-exceeded`.
    """
    text, encoding = decode(content)
    return parse_text(text, encoding=encoding, depth=depth)


def parse_text(text: str, *, encoding: str, depth: int) -> JsonText:
    """Parse text that has been decoded; see `parse`."""
    if not text.strip(" \t\r\n"):
        raise JsonTextError("empty-file", 1, 1)
    deepest = _depth(text, depth)
    if deepest is not None:
        raise JsonTextError(
            "limit-exceeded", *line_column(text, deepest), limit=depth, what="depth"
        )
    try:
        value = DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise JsonTextError(
            "unparsable", error.lineno, error.colno, reason=_reason(error)
        ) from None
    except RecursionError:
        raise JsonTextError("limit-exceeded", 1, 1, limit=depth, what="depth") from None
    except ValueError as error:
        offset = max(0, text.find(str(error)))
        raise JsonTextError(
            "unparsable", *line_column(text, offset), reason="not-a-number", value=str(error)
        ) from None
    result = JsonText(text, value, encoding)
    result.value = _settled(value, (), result.faults)
    return result


# Digits of which a double may not keep all.
MANY_DIGITS = re.compile(rb"[0-9]{16}")


def parsed_at_once(line: bytes, depth: int) -> Any:
    """Return what a line of JSON holds if it is written back as it stands; None for all others.

    Such a line repeats no key, loses no digit and holds no half character, so there is nothing to
    say of it. The others, and all lines where the optional part is not there, are parsed as ever.
    """
    library = _fast_json()
    if library is None or line.count(b"{") + line.count(b"[") > depth:
        return None
    try:
        value = library.loads(line)
        same = library.dumps(value) == line.rstrip(b"\r\n")
    except (ValueError, TypeError):
        return None
    return value if same and MANY_DIGITS.search(line) is None else None


@cache
def _fast_json() -> Any:
    """Return the optional library that parses lines quickly."""
    try:
        import orjson
    except ImportError:
        return None
    return orjson


REASONS = (
    ("Expecting property name", "key-expected"),
    ("Expecting ',' delimiter", "comma-expected"),
    ("Expecting ':' delimiter", "colon-expected"),
    ("Expecting value", "value-expected"),
    ("Unterminated string", "quote-missing"),
    ("Extra data", "more-after-end"),
    ("Invalid control character", "line-break-in-text"),
    ("Invalid \\escape", "wrong-escape"),
    ("Invalid \\uXXXX escape", "wrong-escape"),
    ("Illegal trailing comma", "trailing-comma"),
)


def _reason(error: json.JSONDecodeError) -> str:
    """Return our own name for what the parser stumbled over."""
    return next((reason for start, reason in REASONS if error.msg.startswith(start)), "broken")


# Possessive, and content with a text that never ends, so that no input makes it go back.
STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
STRING_OR_BRACKET = re.compile(rf"{STRING.pattern}|[\[\]{{}}]", re.DOTALL)


def _depth(text: str, limit: int) -> int | None:
    """Return the offset at which nesting passes the limit, or None."""
    if text.count("[") + text.count("{") <= limit:
        return None
    level = 0
    for found in STRING_OR_BRACKET.finditer(text):
        mark = text[found.start()]
        if mark in "[{":
            level += 1
            if level > limit:
                return found.start()
        elif mark in "]}":
            level -= 1
    return None


def _settled(value: Any, path: Path, faults: list[tuple[Path, Fault]]) -> Any:
    """Return plain data, and note repeated keys, inexact numbers and half characters by path."""
    if isinstance(value, dict):
        faults.extend(
            ((*path, key), Fault("duplicate-key", {"key": key}))
            for key in getattr(value, "repeated", ())
        )
        _settle_members(value, list(value.items()), path, faults)
        plain = dict(value) if type(value) is _Pairs else value
        return _whole_keys(plain, path, faults)
    if isinstance(value, list):
        _settle_members(value, list(enumerate(value)), path, faults)
        return value
    if isinstance(value, _Inexact):
        faults.append((path, Fault("number-not-exact", {"value": value.digits[:40]})))
        return float(value)
    return value


PLAIN = {str, int, bool, type(None)}


def _settle_members(
    holder: Any, members: list[tuple[Any, Any]], path: Path, faults: list[tuple[Path, Fault]]
) -> None:
    """Settle what an object or a list holds, in place."""
    for key, item in members:
        if type(item) not in PLAIN:
            holder[key] = _settled(item, (*path, key), faults)
        elif type(item) is str and not item.isascii() and SURROGATE.search(item):
            _half(holder, key, (*path, key), faults)


def _whole_keys(
    value: dict[str, Any], path: Path, faults: list[tuple[Path, Fault]]
) -> dict[str, Any]:
    """Return an object whose keys hold no half characters, and note each that did."""
    halves = [key for key in value if not key.isascii() and SURROGATE.search(key)]
    if not halves:
        return value
    faults.extend(
        ((*path, key), Fault("unparsable", {"reason": "half-character"})) for key in halves
    )
    return {SURROGATE.sub("\ufffd", key): item for key, item in value.items()}


def _half(holder: Any, key: Any, path: Path, faults: list[tuple[Path, Fault]]) -> None:
    """Note half a character (a lone surrogate), which no text can hold, and replace it."""
    holder[key] = SURROGATE.sub("\ufffd", holder[key])
    faults.append((path, Fault("unparsable", {"reason": "half-character"})))


# --- places --------------------------------------------------------------------------------------


def line_column(text: str, offset: int) -> tuple[int, int]:
    """Return the 1-based line and column of an offset."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


# Skips a value; numbers stay text, since some are too long to become numbers.
SCAN = json.JSONDecoder(parse_int=str, parse_float=str).scan_once  # type: ignore[attr-defined]  # typeshed lacks it


def pointer(path: Sequence[int | str]) -> str:
    """Return a path as a JSON pointer (RFC 6901)."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


class Places:
    """Finds values in one text by path; what an object or a list holds is found out once.

    A field that is absent is placed at the object that lacks it. Siblings on the way are skipped
    by the standard library's own scanner.
    """

    def __init__(self, text: str) -> None:
        """Start with nothing looked into."""
        self.text = text
        self._members: dict[int, dict[int | str, int]] = {}

    def find(self, path: Sequence[int | str], start: int) -> tuple[int, list[int | str]]:
        """Return the offset of the value at a path below `start`, and as much of it as exists."""
        offset = _blank(self.text, start)
        found: list[int | str] = []
        for part in path:
            inner = self._inside(offset).get(part)
            if inner is None or isinstance(part, int) != (self.text[offset] == "["):
                break
            offset = inner
            found.append(part)
        return offset, found

    def _inside(self, offset: int) -> dict[int | str, int]:
        """Return the offsets of the members of the object or list at `offset`."""
        known = self._members.get(offset)
        if known is None:
            if len(self._members) >= MOST_OPEN:
                self._members.clear()
            known = self._members[offset] = members(self.text, offset)
        return known


def literal_span(places: Places, path: Sequence[int | str], start: int) -> tuple[int, int] | None:
    """Return where the value at a path below `start` begins and ends; None where it is absent."""
    offset, found = places.find(path, start)
    return (offset, _end(places.text, offset)) if len(found) == len(path) else None


# Places are asked for record by record, so that few objects are looked into at a time.
MOST_OPEN = 16


def offset_of(text: str, path: Sequence[int | str], start: int) -> tuple[int, list[int | str]]:
    """Return the offset of the value at a path below `start`, and as much of the path as exists."""
    return Places(text).find(path, start)


def item_offsets(text: str, offset: int) -> list[int]:
    """Return the offsets of all items of the list at `offset`."""
    offsets = []
    position = _blank(text, offset + 1)
    while text[position : position + 1] not in {"]", ""}:
        offsets.append(position)
        position = _next(text, position)
    return offsets


def members(text: str, offset: int) -> dict[int | str, int]:
    """Return the offsets of all members of an object, the last of equal keys, or of a list."""
    opening = text[offset : offset + 1]
    if opening == "[":
        return dict(enumerate(item_offsets(text, offset)))
    found: dict[int | str, int] = {}
    if opening != "{":
        return found
    position = _blank(text, offset + 1)
    while text[position : position + 1] not in {"}", ""}:
        quoted = STRING.match(text, position)
        if quoted is None:
            break
        try:
            key = json.loads(quoted.group(), strict=False)
        except ValueError:
            break
        position = _blank(text, _blank(text, quoted.end()) + 1)
        found[key] = position
        position = _next(text, position)
    return found


def _next(text: str, position: int) -> int:
    """Return where the next member begins, or the bracket that closes all."""
    position = _blank(text, _end(text, position))
    return _blank(text, position + 1) if text[position : position + 1] == "," else position


def _blank(text: str, position: int) -> int:
    """Return the next position that is no white space."""
    return BLANK.match(text, position).end()  # type: ignore[union-attr]


def _end(text: str, position: int) -> int:
    """Return the position after the value at `position`."""
    try:
        return int(SCAN(text, position)[1])
    except (StopIteration, ValueError, RecursionError):
        return len(text)
