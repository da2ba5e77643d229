"""Cells: what an officer typed becomes the value of a field, and a value becomes what is written.

Only tables are read this leniently: labels, synonyms and names become codes, words become
quantities, dates take our notation. Each such change is a fault of its own, so that nothing
happens silently; what has two meanings is an error; what has none stays as typed, and the model
says what is wrong with it.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from exchangespec.codelists import (
    codelist,
    countries,
    currencies,
    fold,
    is_language,
    match_code,
    match_country,
    match_currency,
    match_language,
)
from exchangespec.finding import Fault, Fix
from exchangespec.formats.format import Limits, Origin, RawRecord
from exchangespec.formats.typed_dates import (
    guess_date,
    read_date,
    read_period,
    read_time,
    span,
    time_of_number,
)
from exchangespec.formats.typed_quantities import (
    guess_quantity,
    read_number,
    read_quantity,
    shielded,
    units,
)
from exchangespec.formats.typed_values import UNREAD, Change, changed
from exchangespec.location import Location
from exchangespec.model.kinds import (
    LOCAL,
    REFERENCE_PATTERN,
    String,
    code_pattern,
    is_prefix,
)
from exchangespec.model.quantities import canonical_quantity
from exchangespec.model.texts import EDGES, tidy

if TYPE_CHECKING:
    from exchangespec.codelists import Match
    from exchangespec.spec import FieldSpec

__all__ = [
    "UNREAD",
    "Cell",
    "Converter",
    "Defaults",
    "Shown",
    "Unreadable",
    "cell_text",
    "converter",
    "extension_converter",
    "means_blank",
    "suggestion",
    "tidy",
    "written",
]


@dataclass(frozen=True, slots=True)
class Shown:
    """A date cell of a workbook whose number format shows only its year, or month and year."""

    value: date
    shows: Literal["year", "month"]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell whose value its reader cannot tell: `#REF!`, or a formula never calculated.

    `slug` says which fault that is; `shows` is what stands in the cell.
    """

    slug: str
    shows: str


Value = Any
# Plain JSON data; None for a blank cell, or UNREAD.
Cell = str | int | float | bool | date | datetime | time | Shown | Unreadable | None
Converter = Callable[[Cell, RawRecord], Value]
ReadText = Callable[[str], Change]

FALLBACK_LANGUAGE = "en"
# The language of texts in tables without a header; a fault says so.


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the About sheet says that decides how cells are read, and the longest text read."""

    language: str | None = None
    prefix: str | None = None
    cell_characters: int = Limits().cell_characters

    @property
    def text_language(self) -> str:
        """Return the language of text columns whose heading names none."""
        return self.language or FALLBACK_LANGUAGE


# ---------------------------------------------------------------------- text


def cell_text(cell: Cell) -> str:
    """Return what a cell says as text: whole numbers without a point, dates in ISO order."""
    if isinstance(cell, str):
        return tidy(cell)
    return TEXT_OF[type(cell)](cell)


def number_text(number: float) -> str:
    """Return a number without exponent, whole ones without a fraction."""
    if isinstance(number, int) or not math.isfinite(number):
        return str(number)
    text = format(Decimal(repr(number)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moment_text(cell: datetime) -> str:
    """Return a date cell: the day alone at midnight, since most cells carry no time."""
    whole = cell.time() == time()
    return cell.date().isoformat() if whole else cell.isoformat(" ", "minutes")


TEXT_OF: dict[type, Callable[[Value], str]] = {
    type(None): lambda _cell: "",
    bool: lambda cell: "true" if cell else "false",
    int: str,
    float: number_text,
    datetime: _moment_text,
    date: date.isoformat,
    time: lambda cell: cell.isoformat("seconds" if cell.second else "minutes"),
    Shown: lambda cell: cell.value.isoformat(),
    Unreadable: lambda cell: cell.shows,
}


# ---------------------------------------------------------------------- converters

ITEM_SEPARATORS = re.compile(r"[;\r\n]")
CODE_SEPARATORS = re.compile(r"[,/;\r\n]")
PARTED = frozenset({"code", "language", "integer"})
# Lists of these kinds may also be parted by commas and slashes: no code or tag holds any.


def converter(field: FieldSpec, defaults: Defaults, *, language: str | None = None) -> Converter:
    """Return the function that reads cells of one column.

    It returns the canonical value, None for a blank cell, or `UNREAD` for one that has no single
    meaning; it adds faults to the record, and the field to `named` where a reference still holds
    a name. `language` is that of a text column.
    """
    kind = field.kind.name
    if _form_of(field) == "malformed-prefix":
        return _single_converter(field, _own_prefix)
    if kind in {"text", "string"} and not field.many:
        return _text_converter(field.name, language, defaults)
    if kind == "ref":
        return _remembering(_reference_converter(field), many=field.many)
    read = _reader(field, defaults)
    if field.many:
        return _remembering(_list_converter(field, read, parted=kind in PARTED), many=True)
    return _remembering(_single_converter(field, read), many=False)


def _form_of(field: FieldSpec) -> str:
    """Return the fault of a plain text that has not the form its field asks for."""
    return field.kind.form_fault if isinstance(field.kind, String) else ""


def extension_converter(name: str, defaults: Defaults) -> Converter:
    """Return the function that reads cells of an `x_` column: everything is text."""
    return _text_converter(name, None, defaults)


MOST_REMEMBERED = 20_000


def _remembering(convert: Converter, *, many: bool) -> Converter:
    """Keep what texts without any fault mean, since columns repeat themselves."""
    memory: dict[str, Any] = {}

    def read(cell: Cell, raw: RawRecord) -> Value:
        if cell.__class__ is str:
            value = memory.get(cell)
            if value is not None:
                return value.copy() if many else value
        faults, named = len(raw.faults), len(raw.named)
        value = convert(cell, raw)
        if (
            cell.__class__ is str
            and value is not UNREAD
            and len(raw.faults) == faults
            and len(raw.named) == named
            and len(memory) < MOST_REMEMBERED
        ):
            memory[cell] = value.copy() if many and value else value
        return value

    return read


def _note(raw: RawRecord, change: Change, field: str, item: int | str | None = None) -> None:
    """Add a change's fault to the record, at its field."""
    fault = change.fault
    if fault is not None:
        raw.faults.append(
            Fault(
                fault.slug,
                {**fault.params, "field": field},
                field=field,
                item=item,
                variant=fault.variant,
                suggestions=fault.suggestions,
                fix=fault.fix,
            )
        )


def _unreadable(cell: Cell, raw: RawRecord, field: str, item: str | None = None) -> bool:
    """Note a cell that its reader could not tell the value of."""
    if isinstance(cell, Unreadable):
        raw.faults.append(
            Fault(cell.slug, {"value": cell.shows, "field": field}, field=field, item=item)
        )
        return True
    return False


def _text_converter(name: str, language: str | None, defaults: Defaults) -> Converter:
    """Read words as they are, but for spaces at their ends and the form of letters."""
    longest = defaults.cell_characters

    def read(cell: Cell, raw: RawRecord) -> Value:
        if cell.__class__ is str:
            text: str = cell
            if len(text) > longest:
                params = {"what": "characters", "limit": longest, "field": name}
                raw.faults.append(
                    Fault("limit-exceeded", params, field=name, item=language, variant="characters")
                )
                return UNREAD
            tidied = tidy(text)
            if tidied != text and tidied:
                _note(raw, changed("text-normalised", text, tidied), name, language)
            return tidied or None
        if _unreadable(cell, raw, name, language):
            return UNREAD
        return cell_text(cell) or None

    return read


def _single_converter(field: FieldSpec, read_text: ReadText) -> Converter:
    """Read a cell that holds one value."""
    name = field.name
    native = NATIVE.get(field.kind.name)

    def read(cell: Cell, raw: RawRecord) -> Value:
        if _unreadable(cell, raw, name):
            return UNREAD
        if native is not None and not isinstance(cell, str):
            change = native(cell)
            if change is not None:
                _note(raw, change, name)
                return change.value
        text = cell_text(cell)
        if not text:
            return None
        change = read_text(text)
        if change.fault is None and isinstance(cell, str) and text != cell:
            change = Change(change.value, changed("text-normalised", cell, text).fault)
        _note(raw, change, name)
        return change.value

    return read


def _list_converter(field: FieldSpec, read_text: ReadText, *, parted: bool) -> Converter:
    """Read a cell that holds several values, parted by `;` or a new line."""
    name = field.name

    def read(cell: Cell, raw: RawRecord) -> Value:
        if _unreadable(cell, raw, name):
            return UNREAD
        values: list[Any] = []
        unread = False
        for part in ITEM_SEPARATORS.split(cell_text(cell)):
            text = part.strip(EDGES)
            if not text:
                continue
            for change in _parts(text, read_text) if parted else (read_text(text),):
                _note(raw, change, name, len(values))
                values.append(change.value)
                unread = unread or change.value is UNREAD
        if unread:
            return UNREAD
        return values or None

    return read


def _parts(text: str, read_text: ReadText) -> list[Change]:
    """Read a code as a whole, or part it at commas and slashes where every part is known."""
    whole = read_text(text)
    if whole.fault is not None or whole.known or not CODE_SEPARATORS.search(text):
        return [whole]
    parts = [part.strip(EDGES) for part in CODE_SEPARATORS.split(text)]
    found = [read_text(part) for part in parts if part]
    if not all(change.known or change.fault is not None for change in found):
        return [whole]
    return [
        change if change.fault is not None else changed("value-normalised", text, change.value)
        for change in found
    ]


REFERENCE = re.compile(REFERENCE_PATTERN)


def _reference_converter(field: FieldSpec) -> Converter:
    """Read references; names and local ids stay as typed until every record is known."""
    name, many = field.name, field.many

    def read(cell: Cell, raw: RawRecord) -> Value:
        if _unreadable(cell, raw, name):
            return UNREAD
        text = cell_text(cell)
        if not text:
            return None
        items = [part.strip(EDGES) for part in ITEM_SEPARATORS.split(text)] if many else [text]
        items = [item for item in items if item]
        if not all(map(REFERENCE.fullmatch, items)):
            raw.named.add(name)
        if many:
            return items or None
        return text

    return read


# ---------------------------------------------------------------------- one value of each kind


def _reader(field: FieldSpec, defaults: Defaults) -> ReadText:
    """Return the function that reads one tidied text of the field's kind."""
    kind = field.kind.name
    language, prefix = defaults.language, defaults.prefix
    open_end = bool(getattr(field.kind, "open_end", False))
    readers: dict[str, ReadText] = {
        "boolean": _boolean,
        "country": _country,
        "currency": _currency,
        "date": lambda text: read_date(text, open_end=open_end),
        "id": lambda text: _own_id(text, prefix),
        "integer": lambda text: _integer(text, language),
        "language": _language,
        "number": lambda text: _number(text, language),
        "period": read_period,
        "quantity": lambda text: read_quantity(text, language, units(field.name)),
        "time": read_time,
    }
    if kind == "code":
        return _code_reader(getattr(field.kind, "list", ""))
    return readers.get(kind, Change)


def _matched(match: Match, text: str, words: Callable[[str], list[str]]) -> Change:
    """Turn a match into a value; a word with several meanings into an error."""
    if match.exact:
        return Change(text, known=True)
    if match.value is not None:
        return changed("value-normalised", text, match.value)
    folded = fold(text)
    if len(match.candidates) > 1 and all(
        folded in map(fold, words(candidate)) for candidate in match.candidates
    ):
        params = {"value": text, "candidates": list(match.candidates)}
        return Change(UNREAD, Fault("ambiguous-value", params, suggestions=match.candidates))
    return Change(text)


def _code_reader(list_name: str) -> ReadText:
    """Read codes, labels and synonyms of one list; `list:code` is that code and no synonym."""
    entries = codelist(list_name)
    known = {code: Change(code, known=True) for code in entries.codes}
    form = re.compile(code_pattern(list_name))
    marked = f"{list_name}:"

    def words(code: str) -> list[str]:
        entry = entries.codes[code]
        return [code, entry.label, *entry.synonyms]

    def read(text: str) -> Change:
        change = known.get(text)
        if change is not None:
            return change
        if entries.open and text.startswith(marked):
            rest = text.removeprefix(marked)
            if form.fullmatch(rest):
                return Change(rest, known=True)
        return _matched(match_code(list_name, text), text, words)

    return read


def _country(text: str) -> Change:
    """Read a country's code or its name in any language."""

    def words(code: str) -> list[str]:
        country = countries()[code]
        return [*country.names.values(), *country.synonyms]

    return _matched(match_country(text), text, words)


def _currency(text: str) -> Change:
    """Read a currency's code, symbol or name."""

    def words(code: str) -> list[str]:
        currency = currencies()[code]
        return [currency.name, *currency.names.values(), *currency.synonyms]

    return _matched(match_currency(text), text, words)


MARKED_LANGUAGE = "language:"


def _language(text: str) -> Change:
    """Read a language tag, another code for it or the language's name.

    Capitals that are also a country's, as in "SE", may mean two languages.
    """
    if text.startswith(MARKED_LANGUAGE):
        return Change(text.removeprefix(MARKED_LANGUAGE), known=True)
    return _matched(match_language(text), text, lambda _tag: [text])


YES = frozenset(
    map(
        fold,
        [
            "yes",
            "y",
            "true",
            "x",
            "1",
            "ja",
            "oui",
            "si",
            "sì",
            "sí",
            "kyllä",
            "ναι",
            "tak",
            "sim",
            "да",
            "ano",
            "áno",
            "da",
            "igen",
            "jah",
            "taip",
            "jā",
            "✓",
        ],
    )
)
NO = frozenset(
    map(
        fold,
        [
            "no",
            "n",
            "false",
            "0",
            "nein",
            "nee",
            "non",
            "ei",
            "όχι",
            "nie",
            "não",
            "не",
            "ne",
            "nem",
            "nej",
            "nei",
        ],
    )
)
TICKS = frozenset("✓✔☑")
BOOLEANS = {"true": Change(value=True, known=True), "false": Change(value=False, known=True)}


def _boolean(text: str) -> Change:
    """Read yes or no in the languages of the partners, and the cross that ticks a box."""
    if text in BOOLEANS:
        return BOOLEANS[text]
    folded = fold(text)
    if folded in YES or text in TICKS:
        return changed("value-normalised", text, value=True)
    return changed("value-normalised", text, value=False) if folded in NO else Change(text)


PLAIN_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
LARGEST_DIGITS = 300


def _integer(text: str, language: str | None) -> Change:
    """Read a whole number."""
    if PLAIN_INTEGER.fullmatch(text) and len(text) < LARGEST_DIGITS:
        return Change(int(text), known=True)
    change = read_number(text, language)
    if isinstance(change.value, str):
        if PLAIN_INTEGER.fullmatch(change.value) and len(text) < LARGEST_DIGITS:
            return changed("value-normalised", text, int(change.value))
        return Change(text)
    return change


def _number(text: str, language: str | None) -> Change:
    """Read a number with a decimal point, or with a decimal comma."""
    if PLAIN_NUMBER.fullmatch(text) and len(text) < LARGEST_DIGITS:
        return Change(int(text) if PLAIN_INTEGER.fullmatch(text) else float(text), known=True)
    change = read_number(text, language)
    if isinstance(change.value, str) and PLAIN_NUMBER.fullmatch(change.value):
        return changed("value-normalised", text, float(change.value))
    return Change(text) if isinstance(change.value, str) else change


LOCAL_ID = re.compile(LOCAL)


def _own_prefix(text: str) -> Change:
    """Read the prefix of a publisher, be it in capitals or with its colon."""
    bare = text.removesuffix(":").rstrip().lower()
    if text == bare or not is_prefix(bare):
        return Change(text)
    return changed("value-normalised", text, bare)


def _own_id(text: str, prefix: str | None) -> Change:
    """Read an id, with the package's prefix where none was typed, or typed in capitals."""
    if prefix is None:
        return Change(text)
    if LOCAL_ID.fullmatch(text):
        return Change(f"{prefix}:{text}", known=True)
    before, colon, rest = text.partition(":")
    if colon and before != prefix and before.lower() == prefix:
        return changed("value-normalised", text, f"{prefix}:{rest}")
    return Change(text)


# ---------------------------------------------------------------------- cells that are no text


def _native_date(cell: Cell) -> Change | None:
    """Read a date cell, and a whole number that is a year."""
    if isinstance(cell, Shown):
        whole = cell.value.isoformat()
        part = whole[:4] if cell.shows == "year" else whole[:7]
        params = {"was": whole, "becomes": part, "shows": cell.shows}
        return Change(part, Fault("date-shows-month-only", params))
    if isinstance(cell, datetime) and cell.time() != time():
        return changed("date-normalised", cell_text(cell), cell.date().isoformat())
    return None


LAST_DAY_ZERO = 1904
# Workbooks count days from 1899, 1900 or 1904; a bare time lies on the first of them.


def _native_time(cell: Cell) -> Change | None:
    """Read a time cell, a date cell of day zero, and a fraction of a day."""
    if isinstance(cell, datetime):
        cell = cell.time() if cell.year <= LAST_DAY_ZERO else cell
    if isinstance(cell, time):
        text = f"{cell.hour:02}:{cell.minute:02}"
        if cell.second:
            return changed("value-normalised", cell.isoformat("seconds"), text)
        return Change(text, known=True)
    if isinstance(cell, float):
        found = time_of_number(cell)
        if found is not None:
            return changed("value-normalised", number_text(cell), found)
    return None


def _native_boolean(cell: Cell) -> Change | None:
    """Read a true or false cell."""
    return Change(cell, known=True) if isinstance(cell, bool) else None


def _native_quantity(cell: Cell) -> Change | None:
    """Read a number cell: it has no thousands marks to doubt."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return Change(canonical_quantity(number_text(cell)), known=True)
    return None


def _native_number(cell: Cell) -> Change | None:
    """Read a number cell."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return Change(cell, known=True)
    return None


NATIVE: dict[str, Callable[[Cell], Change | None]] = {
    "boolean": _native_boolean,
    "date": _native_date,
    "number": _native_number,
    "period": _native_date,
    "quantity": _native_quantity,
    "time": _native_time,
}


# ---------------------------------------------------------------------- values to cells


def written(field: FieldSpec, value: Value) -> str | int | float | bool:
    """Return the cell of a canonical value; reading it gives that very value again.

    Lists are joined with `;`. What our readers would take for something else is shielded: a code
    of an open list that is also a synonym (`event_kind:summit`), a decimal that looks like
    thousands (`01.250`).
    """
    if isinstance(value, list):
        return ";".join(str(_shielded(field, item)) for item in value)
    if isinstance(value, dict):
        return ";".join(f"{key}={item}" for key, item in value.items())
    return _shielded(field, value)


def _shielded(field: FieldSpec, value: Value) -> str | int | float | bool:
    """Return one value as a cell."""
    kind = field.kind.name
    if isinstance(value, (bool, int, float)):
        return value
    text = str(value)
    if kind == "quantity":
        return shielded(text)
    if kind == "code":
        name: str = getattr(field.kind, "list", "")
        entries = codelist(name)
        if entries.open and text not in entries.codes:
            match = match_code(name, text)
            if match.value is not None or match.candidates:
                return f"{name}:{text}"
    if kind == "language" and not is_language(text):
        return f"{MARKED_LANGUAGE}{text}"
    return text


# ---------------------------------------------------------------------- what may have been meant

BLANK_WORDS = frozenset({"", "-", "–", "—", "/", "?", "."})
BLANK_FOLDED = frozenset(
    map(
        fold,
        (
            "n/a", "none", "null", "nil", "tbc", "tbd", "tba", "unknown", "not applicable",
            "unbekannt", "k. A.", "offen", "onbekend", "n.v.t.", "inconnu", "sconosciuto",
            "desconocido", "άγνωστο", "nieznane", "ei tiedossa",
        ),
    )
)  # fmt: skip
BARE_ADDRESS = re.compile(r"(?:www\.|[a-z0-9-]+\.)[a-z0-9.-]*[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
WIKIDATA = re.compile(r"(?:https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/)?(Q[1-9][0-9]*)")
GEONAMES = re.compile(r"(?:https?://(?:www\.|sws\.)?geonames\.org/)?([1-9][0-9]{3,8})(?:/.*)?")


class Nowhere(Origin):
    """The origin of a record that is only tried out."""

    def locate(self, position: int, field: str | None, item: int | str | None) -> Location:
        """Return a place without a file."""
        del position, item
        return Location(file="", field=field)


# What is longer was not meant to be a code, a date or a number.
LONGEST_MENDED = 1_000


def suggestion(
    field: FieldSpec, value: Value, *, language: str | None = None
) -> tuple[tuple[str, ...], Fix | None]:
    """Return what a wrong value may have been meant to be, best first, and the repair.

    A repair is safe where a table would have been read so; a guess is only offered. For a list
    the value is one of its items.
    """
    text = cell_text(value) if not isinstance(value, (list, dict)) else ""
    if not text or len(text) > LONGEST_MENDED:
        return (), None
    if field.localised:
        fix = Fix({language: text}, safe=True) if language and isinstance(value, str) else None
        return (), fix
    if field.kind.name not in {"string", "id", "ref"} and means_blank(text):
        return (), Fix(None)
    read, offered = _as_a_table(field, value, language)
    if offered:
        return offered, None
    same = read == value and type(read) is type(value)
    if read is not None and not same and not (isinstance(value, str) and read == text):
        shown = ";".join(map(str, read)) if isinstance(read, list) else cell_text(read)
        return (shown,), Fix(read, safe=True)
    ends = two_dates(field, text)
    # No repair of one cell can put them into two.
    guesses = ("start {}, end {}".format(*ends),) if ends else _guesses(field, text, language)
    return guesses, Fix(guesses[0]) if guesses and not ends else None


# Fields that stand side by side for the two ends of a span of time.
ENDS = frozenset({"start", "end"})


def two_dates(field: FieldSpec, text: str) -> tuple[str, str] | None:
    """Return both ends of a span of time that was written into the field for one of them."""
    if field.name not in ENDS or field.kind.name != "date" or len(text) > LONGEST_MENDED:
        return None
    return span(text)


def _as_a_table(
    field: FieldSpec, value: Value, language: str | None
) -> tuple[Value, tuple[str, ...]]:
    """Return what a table would read, or the meanings between which it would not choose."""
    if field.kind.name == "string":
        return cell_text(value), ()
    scratch = RawRecord({}, Nowhere(), 0)
    read = converter(field, Defaults(language=language))(value, scratch)
    if read is UNREAD:
        return None, tuple(item for fault in scratch.faults for item in fault.suggestions)
    if field.many and isinstance(read, list) and len(read) == 1:
        return read[0], ()
    return read, ()


def means_blank(text: str) -> bool:
    """Tell whether a text says that there is no value."""
    return text in BLANK_WORDS or fold(text) in BLANK_FOLDED


def _guesses(field: FieldSpec, text: str, language: str | None) -> tuple[str, ...]:
    """Return near values that only a person can choose."""
    kind = field.kind.name
    if kind == "code":
        name: str = getattr(field.kind, "list", "")
        near = match_code(name, text).candidates
        if near or not codelist(name).open:
            return near
        made = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
        return (made,) if re.fullmatch(code_pattern(name), made) else ()
    if kind == "period" and (ends := span(text)):
        return ("/".join(ends),)
    if kind in {"date", "period"}:
        return tuple(guess for guess in guess_date(text) if guess != text)
    if kind == "quantity":
        return guess_quantity(text, language)
    guess = GUESSES.get(_form_of(field) or kind)
    return guess(text) if guess else ()


def _guess_integer(text: str) -> tuple[str, ...]:
    """Take the only number in a text."""
    found = re.findall(r"[0-9]+", text)
    return (found[0],) if len(found) == 1 else ()


def _guess_url(text: str) -> tuple[str, ...]:
    """Put a scheme before a bare address."""
    return (f"https://{text}",) if BARE_ADDRESS.fullmatch(text) else ()


def _guess_identifier(text: str) -> tuple[str, ...]:
    """Recognise the two schemes whose values speak for themselves."""
    for scheme, pattern in (("wikidata", WIKIDATA), ("geonames", GEONAMES)):
        found = pattern.fullmatch(text)
        if found:
            return (f"{scheme}:{found[1]}",)
    return ()


ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?(?P<host>[^/:?#]+).*", re.IGNORECASE)
WORDS = re.compile(r"[^\W_]+")
LONGEST_PREFIX = 31


def _guess_prefix(text: str) -> tuple[str, ...]:
    """Make a prefix of a name, or of the first word of a web address."""
    found = ADDRESS.fullmatch(text)
    if found and ("/" in text or text.lower().startswith("www.")):
        text = found["host"].partition(".")[0]
    made = slug_of(text).lstrip("0123456789-")[:LONGEST_PREFIX].strip("-")
    return (made,) if is_prefix(made) else ()


def slug_of(text: str) -> str:
    """Return a text in small plain letters and digits, with hyphens between its words."""
    words = (fold(word).encode("ascii", "ignore").decode() for word in WORDS.findall(text))
    return "-".join(word for word in words if word)


def _guess_id(text: str) -> tuple[str, ...]:
    """Make a text fit for an id: no spaces, letters without accents."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    prefix, colon, rest = plain.lower().partition(":")
    local = re.sub(r"[^A-Za-z0-9._-]+", "-", rest if colon else prefix).strip("-._")
    made = f"{prefix.strip()}:{local}" if colon else local
    return (made,) if local and made != text else ()


HOUR = re.compile(r"[0-9]{1,2}")
GUESSES: dict[str, Callable[[str], tuple[str, ...]]] = {
    "country": lambda text: match_country(text).candidates,
    "currency": lambda text: match_currency(text).candidates,
    "id": _guess_id,
    "identifier": _guess_identifier,
    "integer": _guess_integer,
    "iri": _guess_url,
    "language": lambda text: match_language(text).candidates,
    "malformed-prefix": _guess_prefix,
    "time": lambda text: tuple(
        found for found in (time_of_number(float(text)) if HOUR.fullmatch(text) else None,) if found
    ),
    "url": _guess_url,
}
