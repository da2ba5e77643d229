"""What a wrong value may have been meant to be, and the repair where there is one."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from exchangespec.codelists import (
    codelist,
    fold,
    match_code,
    match_country,
    match_currency,
    match_language,
)
from exchangespec.finding import Fix
from exchangespec.formats.cells.cell import Defaults, Value, cell_text
from exchangespec.formats.cells.converters import converter, form_of
from exchangespec.formats.cells.dates import (
    guess_date,
    span,
    time_of_number,
)
from exchangespec.formats.cells.quantities import guess_quantity, quantity_readings
from exchangespec.formats.cells.values import UNREAD
from exchangespec.formats.format import Origin, RawRecord
from exchangespec.location import Location
from exchangespec.model.kinds import code_pattern, is_prefix

if TYPE_CHECKING:
    from collections.abc import Callable

    from exchangespec.spec import FieldSpec


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
# What else says so where a code, a number or a date is wanted; a name might be such a word.
NOTHING_FOLDED = frozenset(
    map(
        fold,
        (
            "n/d", "n.d.", "s/d", "no data", "not known", "brak", "brak danych", "b.d.",
            "nie dotyczy", "keine Angabe", "nicht zutreffend", "entfällt", "niet van toepassing",
            "sans objet", "non applicable", "non disponibile", "non applicabile", "no aplica",
            "no procede", "sin datos", "ei tietoa", "ei sovellu", "δεν εφαρμόζεται",
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
    if field.kind.name not in {"string", "id", "ref"} and means_nothing(text):
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
    # Nor can one write the currency, which would be lost, into a field of its own.
    one_cell = not ends and without_currency(field, text) is None
    return guesses, Fix(guesses[0]) if guesses and one_cell else None


# Fields that stand side by side for the two ends of a span of time.
ENDS = frozenset({"start", "end"})


def two_dates(field: FieldSpec, text: str) -> tuple[str, str] | None:
    """Return both ends of a span of time that was written into the field for one of them."""
    if field.name not in ENDS or field.kind.name != "date" or len(text) > LONGEST_MENDED:
        return None
    return span(text)


# The field that stands beside one for its currency.
AMOUNT = "amount"
MONEY = re.compile(
    r"(?P<before>[^\d<>~=.,+-]*)(?P<number>[<>~]?=? ?-?\d(?:[\d.,\s'’]*\d)?)(?P<after>\D*)"
)


def without_currency(field: FieldSpec, text: str) -> str | None:
    """Return an amount of money without the sign or name of a currency, if it has one."""
    if field.name != AMOUNT or len(text) > LONGEST_MENDED:
        return None
    found = MONEY.fullmatch(text)
    if found is None:
        return None
    words = [word for word in (found["before"].strip(), found["after"].strip()) if word]
    return found["number"] if len(words) == 1 and _is_currency(words[0]) else None


def _is_currency(word: str) -> bool:
    """Tell whether a word is the sign, the code or the name of a currency, or of several."""
    if all(unicodedata.category(letter) == "Sc" for letter in word):
        return True
    match = match_currency(word)
    return match.value is not None or match.ambiguous


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


def means_nothing(text: str) -> bool:
    """Tell whether a text says so where no name is wanted."""
    return means_blank(text) or fold(text) in NOTHING_FOLDED


def _guesses(field: FieldSpec, text: str, language: str | None) -> tuple[str, ...]:
    """Return near values that only a person can choose."""
    kind = field.kind.name
    if kind == "code":
        return match_code(getattr(field.kind, "list", ""), text).candidates
    if kind == "period" and (ends := span(text)):
        return ("/".join(ends),)
    if kind in {"date", "period"}:
        return tuple(guess for guess in guess_date(text) if guess != text)
    bare = without_currency(field, text) if kind == "quantity" else None
    if bare is not None:
        readings = quantity_readings(bare, language)
        return tuple(readings) if len(readings) == 1 else ()
    if kind == "quantity":
        return guess_quantity(text, language)
    guess = GUESSES.get(form_of(field) or kind)
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


# What is longer is a sentence.
LONGEST_CODE = 40


def own_code(list_name: str, text: str) -> str | None:
    """Return words as a code of one's own where a list is open to it, to be told as an example."""
    if len(text) > LONGEST_CODE or not codelist(list_name).open or means_nothing(text):
        return None
    made = slug_of(text).replace("-", "_")
    return made if re.fullmatch(code_pattern(list_name), made) else None


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
