"""Words and examples for every kind of value, as schemas and reference pages give them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from exchangespec.model import kinds

if TYPE_CHECKING:
    from exchangespec.model.kinds import Kind


@dataclass(frozen=True, slots=True)
class Notation:
    """How one kind of value is written: what it is, and examples of it."""

    title: str
    words: str
    examples: tuple[Any, ...] = ()


NOTATIONS: dict[str, Notation] = {
    "id": Notation(
        "Id",
        "The record's own id, `prefix:local`. The publisher assigns it and never gives it to "
        "another record.",
        ("vvsg:capaci",),
    ),
    "ref": Notation(
        "Reference",
        "The id of another record; a city or an organisation may also be named by an outside "
        "scheme.",
        ("vvsg:capaci", "geonames:2525392"),
    ),
    "identifier": Notation(
        "Identifier",
        "The same thing elsewhere, `scheme:value`: an outside register or another publisher's "
        "record.",
        ("wikidata:Q12892", "geonames:2525392"),
    ),
    "text": Notation(
        "Text",
        "Words for readers, one text for each language, named by its tag.",
        ({"en": "Study visit", "nl": "Studiebezoek"},),
    ),
    "string": Notation("Plain text", "Plain text without a language."),
    "list_item": Notation(
        "Plain text in a list",
        "Plain text without a semicolon or a line break, so that tables can list it.",
    ),
    "date": Notation(
        "Date",
        "A day, month, year or decade. `XX` stands for an unknown month or day, `XXXX` for an "
        "unknown year; `?` marks it uncertain, `~` approximate, `%` both.",
        ("2015-03-25", "2017-10?", "2020", "199X", "XXXX-10-16"),
    ),
    "date_or_open": Notation(
        "Date or open end",
        "A date, or `..` for what still goes on.",
        ("2015-03-27", "2022-12", ".."),
    ),
    "period": Notation(
        "Period",
        "A date, or two dates with a slash between; either may be `..`.",
        ("2019", "2018-01/2018-06", "2002/.."),
    ),
    "time": Notation("Time", "A local time of day, hours and minutes.", ("09:30",)),
    "quantity": Notation(
        "Quantity",
        "How many or how much: a number when it is whole and exact, else text that says what is "
        "known: `>100`, `>=100`, `<100`, `<=100`, `~100`, `50..60`, `12.5`, `17 %`.",
        (50, ">100", "300..500", "~80", ">17 %"),
    ),
    "integer": Notation("Whole number", "A whole number below 2^53 in magnitude.", (12,)),
    "number": Notation("Number", "A number.", (38.19,)),
    "boolean": Notation("Yes or no", "True or false.", (True,)),
    "code": Notation("Code", "A code of the list named; never its label."),
    "country": Notation(
        "Country", "Two letters by ISO 3166-1: Greece is `GR`, Kosovo is `XK`.", ("GR",)
    ),
    "currency": Notation("Currency", "Three letters by ISO 4217.", ("EUR",)),
    "language": Notation(
        "Language", "A language tag by BCP 47 in canonical case.", ("en", "zh-Hant")
    ),
    "url": Notation(
        "Web address", "An absolute http or https address.", ("https://example.org/report",)
    ),
    "iri": Notation("IRI", "An absolute IRI.", ("https://example.org/exchange",)),
    "prefixes": Notation(
        "Prefixes",
        "Other publishers' prefixes, and the address each stands for.",
        ({"vvsg": "https://example.org/vvsg/"},),
    ),
    "type": Notation("Record type", "The name of the record type; in tables the sheet gives it."),
    "extension": Notation(
        "Extension",
        "The text of a column that the model does not know; its name begins with `x_`.",
        ("any text",),
    ),
}


def notation_name(kind: Kind) -> str:
    """Return which notation one value of a kind is written in."""
    if isinstance(kind, kinds.Date) and kind.open_end:
        return "date_or_open"
    if isinstance(kind, kinds.Strings):
        return "list_item"
    return kind.name
