"""The list of all texts to translate, as a template of gettext catalogues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec import spec
from exchangespec.codelists import CODELISTS, codelist
from exchangespec.emit.template_plan import ABOUT, LISTS, READ_ME, SHEETS
from exchangespec.emit.template_words import CONTEXT, everything
from exchangespec.spec.headings import AGENDA_TITLES, TITLES
from exchangespec.texts.po import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.texts.po import Key

PATH = "schemas/texts/exchangespec.pot"
HEAD = """\
# The texts of exchangespec to translate. Derived from the model; do not edit.
# A catalogue of a language is a copy named after it, such as nl.po.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"X-Draft: no\\n"

"""
TO_FIX = "To fix"
# Headings whose words mean something else on another sheet.
BY_SHEET = frozenset(
    {("Membership", "From"), ("Membership", "Until"), ("Transfer", "From"), ("Transfer", "To")}
)
# Lists that no template offers.
NOT_OFFERED = frozenset({"record_type"})


def sources() -> dict[Key, str]:
    """Return every text to translate by context and source, with a note for the translator."""
    found: dict[Key, str] = {}
    for context, source, note in _all():
        found.setdefault((context, source), note)
    return found


def _all() -> Iterator[tuple[str, str, str]]:
    """Yield context, source and note."""
    for name in (READ_ME, ABOUT, *(sheet for sheet, _ in SHEETS), LISTS):
        yield "sheet", name, "Name of a sheet; at most 31 characters."
    yield "sheet", TO_FIX, "Name of the sheet added to a checked workbook; at most 16 characters."
    for text in everything():
        yield CONTEXT, text, ""
    for known in spec.header().values():
        yield "about", known.title, known.definition
    yield from _headings()
    for listed in CODELISTS:
        if listed not in NOT_OFFERED:
            entries = codelist(listed)
            yield "list", entries.title, entries.definition
            for code in entries.codes.values():
                yield f"code {listed}", code.label, f"{entries.title}. {code.definition}".strip()
    yield from _help()


def _headings() -> Iterator[tuple[str, str, str]]:
    """Yield the headings of all sheets."""
    for form in spec.records().values():
        own = TITLES.get(form.name, {})
        for name, known in form.fields.items():
            if name != "type":
                words = own.get(name, known.title)
                typed = (form.name, words) in BY_SHEET
                context = f"heading {form.name}" if typed else "heading"
                yield context, words, known.definition
    for name, words in AGENDA_TITLES.items():
        yield "heading", words, spec.records()["Event"].fields[name].definition


def _help() -> Iterator[tuple[str, str, str]]:
    """Yield the definitions of all fields."""
    tables = [form.fields for form in spec.records().values()]
    for fields in (spec.header(), *tables):
        for known in fields.values():
            if known.name != "type":
                yield "help", known.definition, known.title


def emit() -> Iterator[tuple[str, bytes]]:
    """Yield the template of the catalogues."""
    entries = (
        written(context, source, "", note=note) for (context, source), note in sources().items()
    )
    yield PATH, (HEAD + "\n".join(entries)).encode()
