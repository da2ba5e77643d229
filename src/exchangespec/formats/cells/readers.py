"""One reader a kind of value: words in many languages become codes, numbers, yes and no."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exchangespec.codelists import (
    code_words,
    codelist,
    countries,
    currencies,
    fold,
    match_code,
    match_country,
    match_currency,
    match_language,
)
from exchangespec.finding import Fault
from exchangespec.formats.cells.dates import (
    read_date,
    read_period,
    read_time,
)
from exchangespec.formats.cells.digits import in_any_digits
from exchangespec.formats.cells.quantities import (
    read_number,
    read_quantity,
    units,
)
from exchangespec.formats.cells.values import UNREAD, Change, changed
from exchangespec.model.kinds import LOCAL, code_pattern, is_prefix

if TYPE_CHECKING:
    from collections.abc import Callable

    from exchangespec.codelists import Match
    from exchangespec.formats.cells.cell import Defaults, ReadText
    from exchangespec.spec import FieldSpec


def reader_of(field: FieldSpec, defaults: Defaults) -> ReadText:
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
    read = readers.get(kind, Change)
    slug = WITH_DIGITS.get(kind)
    return in_any_digits(read, slug) if slug else read


# Kinds whose values are written with digits, and what is said where these are of another script.
WITH_DIGITS = {
    "date": "date-normalised",
    "integer": "value-normalised",
    "number": "value-normalised",
    "period": "date-normalised",
    "quantity": "quantity-normalised",
    "time": "value-normalised",
}


def _matched(
    match: Match, text: str, words: Callable[[str], list[str]], list_name: str = ""
) -> Change:
    """Turn a match into a value; a word with several meanings into an error."""
    if match.exact:
        return Change(text, known=True)
    if match.value is not None:
        return changed("value-normalised", text, match.value)
    folded = fold(text)
    if match.ambiguous and all(
        folded in map(fold, words(candidate)) for candidate in match.candidates
    ):
        params: dict[str, object] = {"value": text, "candidates": list(match.candidates)}
        if list_name:
            params["list"] = list_name
        return Change(UNREAD, Fault("ambiguous-value", params, suggestions=match.candidates))
    return Change(text)


def _code_reader(list_name: str) -> ReadText:
    """Read codes, labels and synonyms of one list; `list:code` is that code and no synonym."""
    entries = codelist(list_name)
    known = {code: Change(code, known=True) for code in entries.codes}
    form = re.compile(code_pattern(list_name))
    marked = f"{list_name}:"

    def words(code: str) -> list[str]:
        return [code, *code_words(list_name, code)]

    def read(text: str) -> Change:
        change = known.get(text)
        if change is not None:
            return change
        if entries.open and text.startswith(marked):
            rest = text.removeprefix(marked)
            if form.fullmatch(rest):
                return Change(rest, known=True)
        return _matched(match_code(list_name, text), text, words, list_name)

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


def own_prefix(text: str) -> Change:
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
