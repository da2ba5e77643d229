"""The kinds of value a field can hold, each with its words, its pattern and its limits.

A kind is an annotation that checks *and* describes: pydantic takes its validation from it, the
derived artefacts take the very same facts from its attributes, and the slug in `fault` names the
finding that a value of the wrong form gives. Every pattern uses explicit ASCII classes and is
anchored at both ends, so that all judges read it alike.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, get_args

from pydantic_core import PydanticCustomError, core_schema

from exchangespec.codelists import codelist, countries, currencies
from exchangespec.model.texts import BLANKS, VISIBLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

PREFIX = r"[a-z][a-z0-9-]{1,30}"
LOCAL = r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}"
NUMBER = r"(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"
# Four digits that are not 0000.
YEAR = r"(?:[0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)"
DAY = r"(?:0[1-9]|[12][0-9]|3[01])"
MONTH = r"(?:0[1-9]|1[0-2])"
# A decade; a year with its month and day, either of them perhaps unknown; or a month and day whose
# year is unknown or doubtful. A doubt mark about the whole may follow, once.
CALENDAR = (
    rf"(?:(?:[0-9]{{3}}X|{YEAR}(?:-(?:XX(?:-XX)?|{MONTH}(?:-(?:XX|{DAY}))?))?"
    rf"|XXXX-{MONTH}(?:-{DAY})?)[?~%]?"
    rf"|{YEAR}\?-{MONTH}(?:-{DAY})?)"
)

ID_PATTERN = rf"^{PREFIX}:{LOCAL}$"
# A reference may also name a City or Organisation by an outside scheme, whose name may hold "_".
REFERENCE_PATTERN = rf"^[a-z][a-z0-9_-]{{1,30}}:{LOCAL}$"
EXTENSION_PATTERN = r"^x_[a-z0-9_]{1,60}$"
LANGUAGE_PATTERN = (
    r"^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-x(?:-[a-z0-9]{1,8})+)?$"
)
PREFIX_PATTERN = rf"^{PREFIX}$"
# A sign of an IRI (RFC 3987), or an escaped one; "#" comes once, before the fragment.
IRI_SIGN = (
    r"(?:[^\u0000-\u0020<>\u0022{}|^`\\\u007f-\u00a0\u2028\u2029\u3000\[\]%#]|%[0-9A-Fa-f]{2})"
)
IRI_BODY = rf"(?:{IRI_SIGN}+(?:#{IRI_SIGN}*)?|#{IRI_SIGN}*)"
# The largest magnitude that a JSON number keeps exactly in every processor.
LARGEST_EXACT_INTEGER = 2**53 - 1


def is_prefix(text: str) -> bool:
    """Tell whether a text can stand before the colon of a publisher's ids."""
    return re.fullmatch(PREFIX, text) is not None


def whole(value: object) -> int | None:
    """Return the integer that a JSON number stands for (1.0 is 1), or None if it is none."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    if isinstance(value, float):
        if not math.isfinite(value) or value != int(value):
            return None
        value = int(value)
    return value if abs(value) <= LARGEST_EXACT_INTEGER else None


def unique(values: list[Any]) -> list[Any]:
    """Refuse a list that says the same thing twice: lists are sets."""
    if len(set(values)) != len(values):
        seen: set[Any] = set()
        for value in values:
            if value in seen:
                raise PydanticCustomError("repeated_value", "repeated", {"value": value})
            seen.add(value)
    return values


@dataclass(frozen=True, slots=True)
class Kind:
    """Base of all kinds: what one value may be."""

    name: ClassVar[str] = ""
    fault: ClassVar[str] = "wrong-type"
    many: ClassVar[bool] = False
    pattern: ClassVar[str | None] = None

    def item(self) -> CoreSchema:
        """Return the pydantic schema of one value."""
        return core_schema.str_schema(strict=True, pattern=self.regex(), min_length=1)

    def regex(self) -> str | None:
        """Return the pattern one text value must match, if there is one."""
        return self.pattern

    def whole_value(self) -> CoreSchema:
        """Return the pydantic schema of the whole field, as strict reading takes it."""
        return self.item()

    def __get_pydantic_core_schema__(
        self, source: object, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Give pydantic the kind's own schema; a stated None is refused in strict reading only."""
        strict = self.whole_value()
        if type(None) in get_args(source):
            return core_schema.lax_or_strict_schema(core_schema.nullable_schema(strict), strict)
        return strict


@dataclass(frozen=True, slots=True)
class ListKind(Kind):
    """Base of the kinds that hold a set of values."""

    many: ClassVar[bool] = True
    at_least: int = 0

    def whole_value(self) -> CoreSchema:
        """Return a list of unique items; an empty list is refused where it would be written."""
        return core_schema.no_info_after_validator_function(
            unique,
            core_schema.list_schema(self.item(), strict=True, min_length=max(1, self.at_least)),
        )

    def __get_pydantic_core_schema__(
        self, _source: object, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Take any sequence from Python code, but only a non-empty list when reading strictly."""
        relaxed = core_schema.no_info_after_validator_function(
            unique, core_schema.list_schema(self.item(), min_length=self.at_least or None)
        )
        return core_schema.lax_or_strict_schema(relaxed, self.whole_value())


def checked(check: Callable[[Any], Any]) -> CoreSchema:
    """Return a pydantic schema that runs one plain function."""
    return core_schema.no_info_plain_validator_function(check)


@dataclass(frozen=True, slots=True)
class Id(Kind):
    """A record's own id, `prefix:local`, assigned by the publisher."""

    name: ClassVar[str] = "id"
    fault: ClassVar[str] = "malformed-id"
    pattern: ClassVar[str | None] = ID_PATTERN


@dataclass(frozen=True, slots=True)
class RecordType(Kind):
    """The name of a record type; in tables the sheet gives it."""

    name: ClassVar[str] = "type"
    value: str = ""

    def item(self) -> CoreSchema:
        """Return the one name this class stands for."""
        return core_schema.literal_schema([self.value])


@dataclass(frozen=True, slots=True)
class Ref(Kind):
    """A reference to one record of the types in `targets` (empty: of any type)."""

    name: ClassVar[str] = "ref"
    fault: ClassVar[str] = "malformed-reference"
    pattern: ClassVar[str | None] = REFERENCE_PATTERN
    targets: tuple[str, ...] = ()
    same_type: bool = False


@dataclass(frozen=True, slots=True)
class Refs(ListKind):
    """References to records of the types in `targets`."""

    name: ClassVar[str] = "ref"
    fault: ClassVar[str] = "malformed-reference"
    pattern: ClassVar[str | None] = REFERENCE_PATTERN
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Text(Kind):
    """Words for readers, one text a language: `{"en": "Study visit", "nl": "Studiebezoek"}`."""

    name: ClassVar[str] = "text"

    def whole_value(self) -> CoreSchema:
        """Return a map from language tag to text with at least one entry."""
        return core_schema.dict_schema(
            keys_schema=core_schema.str_schema(strict=True, pattern=LANGUAGE_PATTERN),
            values_schema=core_schema.str_schema(strict=True, min_length=1, pattern=VISIBLE),
            min_length=1,
            strict=True,
        )


@dataclass(frozen=True, slots=True)
class String(Kind):
    """Plain text without a language; `form` is a pattern of its own, where the field has one."""

    name: ClassVar[str] = "string"
    form: str | None = None
    form_fault: str = "wrong-type"

    def regex(self) -> str:
        """Return the field's own pattern, else that of text which says something."""
        return self.form or VISIBLE


@dataclass(frozen=True, slots=True)
class Strings(ListKind):
    """Plain texts; no item holds `;` or a line break, so that tables need no escaping."""

    name: ClassVar[str] = "string"
    fault: ClassVar[str] = "separator-in-list-item"
    pattern: ClassVar[str | None] = rf"^[^;\r\n]*[^;{BLANKS}][^;\r\n]*$"


@dataclass(frozen=True, slots=True)
class Date(Kind):
    """A day, month, year or decade in the EDTF profile; `open_end` also allows `..`."""

    name: ClassVar[str] = "date"
    fault: ClassVar[str] = "not-a-date"
    open_end: bool = False

    def regex(self) -> str:
        """Return the profile's pattern."""
        return rf"^(?:{CALENDAR}|\.\.)$" if self.open_end else f"^{CALENDAR}$"


@dataclass(frozen=True, slots=True)
class Period(Kind):
    """A date, or an interval `date/date` of which either end may be `..`."""

    name: ClassVar[str] = "period"
    fault: ClassVar[str] = "not-a-date"

    def regex(self) -> str:
        """Return the pattern of a date or an interval."""
        return rf"^(?:{CALENDAR}|(?:{CALENDAR}|\.\.)/{CALENDAR}|{CALENDAR}/\.\.)$"


@dataclass(frozen=True, slots=True)
class Time(Kind):
    """A local wall-clock time `HH:MM`."""

    name: ClassVar[str] = "time"
    fault: ClassVar[str] = "not-a-time"
    pattern: ClassVar[str | None] = r"^(?:[01][0-9]|2[0-3]):[0-5][0-9]$"


@dataclass(frozen=True, slots=True)
class Quantity(Kind):
    """How many or how much: a number when exact, else `>100`, `50..60`, `~80`, `>17 %`.

    An exact whole number below 2^53 is a JSON number; every other quantity is text.
    """

    name: ClassVar[str] = "quantity"
    fault: ClassVar[str] = "not-a-quantity"
    pattern: ClassVar[str | None] = (
        rf"^(?:(?:>=|<=|>|<|~)-?{NUMBER}(?: %)?|-?{NUMBER}\.\.-?{NUMBER}(?: %)?"
        rf"|-?{NUMBER} %|-?(?:0|[1-9][0-9]*)\.[0-9]+|-?[1-9][0-9]{{15,}})$"
    )

    def item(self) -> CoreSchema:
        """Return the check of a number or its notation."""
        return checked(quantity)


QUANTITY = re.compile(Quantity.pattern or "")


def quantity(value: object) -> int | str:
    """Return a quantity in its canonical form.

    Raises:
        PydanticCustomError: if it is neither an exact integer nor text in the notation.
    """
    number = whole(value)
    if number is not None:
        return number
    if isinstance(value, str):
        if QUANTITY.fullmatch(value):
            return value
        raise PydanticCustomError("not_a_quantity", "not a quantity", {"value": value})
    raise PydanticCustomError("quantity_type", "not a number or text")


@dataclass(frozen=True, slots=True)
class Code(Kind):
    """A code of the list named; a value that is not in a closed list is refused."""

    name: ClassVar[str] = "code"
    fault: ClassVar[str] = "value-not-in-list"
    list: str = ""

    def item(self) -> CoreSchema:
        """Return the closed set of codes, or the pattern that any code of an open list follows."""
        return code_schema(self.list)


@dataclass(frozen=True, slots=True)
class Codes(ListKind):
    """Codes of the list named."""

    name: ClassVar[str] = "code"
    fault: ClassVar[str] = "value-not-in-list"
    list: str = ""

    def item(self) -> CoreSchema:
        """Return the closed set of codes, or the pattern that any code of an open list follows."""
        return code_schema(self.list)


CODE_PATTERNS = {"programme": r"^[A-Z0-9_]+$", "programming_period": r"^[0-9]{4}-[0-9]{4}$"}


def code_pattern(list_name: str) -> str:
    """Return the form of a code in an open list."""
    return CODE_PATTERNS.get(list_name, r"^[a-z0-9][a-z0-9_]*$")


def code_schema(list_name: str) -> CoreSchema:
    """Return the pydantic schema of one code of a list."""
    entries = codelist(list_name)
    if entries.open:
        return core_schema.str_schema(strict=True, pattern=code_pattern(list_name))
    return core_schema.literal_schema(list(entries.codes))


@dataclass(frozen=True, slots=True)
class Country(Kind):
    """An ISO 3166-1 alpha-2 code; Kosovo is `XK`."""

    name: ClassVar[str] = "country"
    fault: ClassVar[str] = "unknown-country"

    def item(self) -> CoreSchema:
        """Return the closed set of countries."""
        return core_schema.literal_schema(list(countries()))


@dataclass(frozen=True, slots=True)
class Currency(Kind):
    """An ISO 4217 code."""

    name: ClassVar[str] = "currency"
    fault: ClassVar[str] = "unknown-currency"

    def item(self) -> CoreSchema:
        """Return the closed set of currencies."""
        return core_schema.literal_schema(list(currencies()))


@dataclass(frozen=True, slots=True)
class Language(Kind):
    """A BCP 47 tag in canonical case."""

    name: ClassVar[str] = "language"
    fault: ClassVar[str] = "malformed-language-tag"
    pattern: ClassVar[str | None] = LANGUAGE_PATTERN


@dataclass(frozen=True, slots=True)
class Languages(ListKind):
    """BCP 47 tags in canonical case."""

    name: ClassVar[str] = "language"
    fault: ClassVar[str] = "malformed-language-tag"
    pattern: ClassVar[str | None] = LANGUAGE_PATTERN


@dataclass(frozen=True, slots=True)
class Boolean(Kind):
    """True or false."""

    name: ClassVar[str] = "boolean"

    def item(self) -> CoreSchema:
        """Return a plain boolean."""
        return core_schema.bool_schema(strict=True)


@dataclass(frozen=True, slots=True)
class Identifiers(ListKind):
    """Ids of the same thing elsewhere, each `scheme:value`."""

    name: ClassVar[str] = "identifier"
    fault: ClassVar[str] = "malformed-identifier"
    pattern: ClassVar[str | None] = (
        r"^[a-z][a-z0-9_-]{1,30}:(?:[^\u0000-\u0020;<>\u0022{}|^`\\\u007f-\u00a0\u2028\u2029\u3000"
        r"\[\]%#]|%[0-9A-Fa-f]{2})+$"
    )


@dataclass(frozen=True, slots=True)
class Url(Kind):
    """An absolute http or https address."""

    name: ClassVar[str] = "url"
    fault: ClassVar[str] = "not-a-web-address"
    pattern: ClassVar[str | None] = rf"^https?://{IRI_SIGN}+(?:#{IRI_SIGN}*)?$"


@dataclass(frozen=True, slots=True)
class Base(Url):
    """A web address that a prefix stands for; it ends so that a name can follow."""

    fault: ClassVar[str] = "base-without-end"
    pattern: ClassVar[str | None] = rf"^https?://(?:{IRI_SIGN}*#|{IRI_SIGN}*[/?:@])$"


def integer(value: object) -> int:
    """Return a whole number.

    Raises:
        PydanticCustomError: if it is no exact integer.
    """
    number = whole(value)
    if number is None:
        raise PydanticCustomError("int_type", "not a whole number")
    return number


@dataclass(frozen=True, slots=True)
class Integer(Kind):
    """A whole number below 2^53 in magnitude."""

    name: ClassVar[str] = "integer"

    def item(self) -> CoreSchema:
        """Return the check of a whole number."""
        return checked(integer)


@dataclass(frozen=True, slots=True)
class Integers(ListKind):
    """Whole numbers."""

    name: ClassVar[str] = "integer"

    def item(self) -> CoreSchema:
        """Return the check of a whole number."""
        return checked(integer)


@dataclass(frozen=True, slots=True)
class Number(Kind):
    """A number between `lowest` and `highest`."""

    name: ClassVar[str] = "number"
    fault: ClassVar[str] = "number-out-of-range"
    lowest: float = -math.inf
    highest: float = math.inf

    def item(self) -> CoreSchema:
        """Return a finite number within its limits."""
        return core_schema.float_schema(
            strict=True, allow_inf_nan=False, ge=self.lowest, le=self.highest
        )


@dataclass(frozen=True, slots=True)
class Iri(Kind):
    """An absolute IRI."""

    name: ClassVar[str] = "iri"
    fault: ClassVar[str] = "not-an-iri"
    pattern: ClassVar[str | None] = rf"^[A-Za-z][A-Za-z0-9+.-]*:{IRI_BODY}$"


@dataclass(frozen=True, slots=True)
class PrefixMap(Kind):
    """Other publishers' prefixes and the address each stands for."""

    name: ClassVar[str] = "prefixes"
    fault: ClassVar[str] = "base-without-end"
    pattern: ClassVar[str | None] = (
        rf"^[A-Za-z][A-Za-z0-9+.-]*:(?:{IRI_SIGN}*#|(?:{IRI_SIGN}*[/?:@])?)$"
    )

    def whole_value(self) -> CoreSchema:
        """Return a map from prefix to IRI with at least one entry."""
        return core_schema.dict_schema(
            keys_schema=core_schema.str_schema(strict=True, pattern=PREFIX_PATTERN),
            values_schema=self.item(),
            min_length=1,
            strict=True,
        )
