"""The texts of the templates, in English; the catalogues translate them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.texts import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTEXT = "template"

HOW_TO_WRITE = {
    "date": "A date: 2017, 2017-10 or 2017-10-16. Add ? if it is uncertain, ~ if approximate.",
    "period": "A date, or two with a slash between them: 2017-10/2018-03.",
    "time": "A time of day: 09:30.",
    "quantity": "A number, or >100, >=30000, 50..60, ~80, 17 %.",
    "boolean": "yes or no.",
    "ref": "The Id of a row on another sheet; a name will do where only one row has it.",
    "code": "Choose from the list.",
    "country": "Choose from the list, or type a code of two letters.",
    "language": "A language tag: en, nl, pt-BR.",
    "currency": "A code of three letters: EUR.",
    "identifier": "Scheme and number: wikidata:Q162022.",
    "url": "A full address: https://...",
    "id": "A short name of your own; no two rows of the whole workbook share it.",
}
SEVERAL = "Several values: put a semicolon between them."
REQUIRED = "Must be filled in."
PERSONAL = "Personal data: fill in only what was published or agreed to; see the column Basis."
FOR_EXAMPLE = "For example: {example}"
# What stands for a fact that most partners meet here for the first time.
ABOUT_EXAMPLES = {
    "id": "https://mechelen.example.org/exchanges",
    "publisher": "City of Mechelen",
    "prefix": "mechelen",
    "version": "2023-01-15",
    "modified": "2023-01-15",
    "contact": "info@example.org",
    "license": "https://creativecommons.org/licenses/by/4.0/",
}
ABOUT_REMARKS = {"prefix": "Then your ids read mechelen:visit-1."}
ABOUT_HEADINGS = ("Field", "Value", "What to write")
NOT_IN_LIST = "Not in the list"
CHOOSE = "Choose from the list, or keep what you typed and explain it."
COUNTRIES, CURRENCIES, YES_OR_NO, CODE = "Countries", "Currencies", "Yes or no", "code"
YES_NO = ("yes", "no")

INSTRUCTIONS = {
    "How to fill in this workbook": (
        "One row is one thing: a city, a visit, a partner of a network.",
        "Leave a cell empty if you do not know: empty means not stated. Write no dash, no zero.",
        "Start with About, then Cities and Organisations: the other sheets point to them.",
    ),
    "Columns": (
        "Dark headings must be filled in, light ones need not; orange is personal data.",
        "Rest the pointer on a heading to read what belongs there.",
        "Columns may be moved, hidden or deleted; columns of your own are kept.",
        "For a second language insert a column and add the language to its heading: Name (nl).",
    ),
    "Ids": (
        "Give each row a short id of your own, such as mechelen or visit-3. Keep it for ever.",
        "To point to another row, choose its id from the list, or type the id or the exact name.",
    ),
    "Several values in one cell": ("Put a semicolon between them: mechelen; capaci",),
    "Dates and numbers": (
        "Every cell is text, so nothing you type is changed. Type dates as 2017-10-16.",
        "Write 2017-10 if you know only the month, and 2017-10? if you are not sure.",
        "For more than 100 write >100; for a range 50..60; for about 80 write ~80.",
    ),
    "The grey rows": (
        "The grey rows on each sheet are examples. They are not read; you may delete them.",
        "Write in the rows below; a row that says #example is never taken for data.",
    ),
    "People": (
        "Names of persons belong on the sheet People only, each with why it may be shared.",
        "A role such as Alderman for Integration is often enough.",
    ),
}
DRAFT = (
    "This translation is a draft",
    "It was made by machine and nobody who speaks the language has checked it yet.",
    "Where it is unclear, the English template and the hidden names of the columns count.",
)
VERSIONS = "Template of exchangespec {version}, form {form}, language {language}."
PROFILE = "It follows the profile {profile}: what that asks for is marked as must be filled in."


class Words:
    """The texts of the templates in one language."""

    def __init__(self, language: str) -> None:
        """Open the catalogue."""
        self.catalogue = catalogue(language)

    def __call__(self, text: str) -> str:
        """Return a text of the templates."""
        return self.catalogue.text(text, CONTEXT)

    def list_title(self, title: str) -> str:
        """Return what a list is called; in English where a profile has brought it."""
        return self.catalogue.text(title, "list")

    def help(self, definition: str) -> str:
        """Return the definition of a field, in English where it is not translated."""
        return self.catalogue.text(definition, "help")


def everything() -> Iterator[str]:
    """Yield every text of the templates, in the order in which translators read it best."""
    for words, lines in INSTRUCTIONS.items():
        yield words
        yield from lines
    yield from (*DRAFT, VERSIONS, PROFILE, *ABOUT_HEADINGS, FOR_EXAMPLE)
    yield from (*HOW_TO_WRITE.values(), SEVERAL, REQUIRED, PERSONAL, *ABOUT_REMARKS.values())
    yield from (NOT_IN_LIST, CHOOSE, COUNTRIES, CURRENCIES, YES_OR_NO, CODE, *YES_NO)
