"""The list of all texts of the reports to translate, as a template of gettext catalogues."""

from __future__ import annotations

import re
from importlib import resources
from typing import TYPE_CHECKING

from exchangespec.causes import ALL, AT_LEAST, NO_COLUMN, SO_IN_CELLS, SO_IN_ROWS
from exchangespec.outcome import REASONS
from exchangespec.profile.columns import FORMS
from exchangespec.report.findings_workbook import FIXED_WORDS as OF_FINDINGS
from exchangespec.report.full import FIXED_WORDS as OF_TERMINAL
from exchangespec.report.html_ import FIXED_WORDS as OF_PAGE
from exchangespec.report.markdown import FIXED_WORDS as OF_MARKDOWN
from exchangespec.report.marking.list_sheet import FIXED_WORDS as OF_LIST
from exchangespec.report.marking.workbook import FIXED_WORDS as OF_MARKS
from exchangespec.report.masking import SO_IN_SEVERAL
from exchangespec.report.own_sheets import NOT_THERE
from exchangespec.report.places import SPOTS
from exchangespec.report.speech import COUNT, DRAFT, FACT, REPORT, counted
from exchangespec.report.verdict import SENTENCES
from exchangespec.rules import RULES
from exchangespec.structure import A_LIST, EXPECTED
from exchangespec.texts import report_catalogue
from exchangespec.texts.po import written, written_forms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.rules.rule import Rule

PATH = "schemas/texts/reports.pot"
HEAD = """\
# The texts of the reports of exchangespec to translate. Derived from the reports and the rules; do
# not edit. A catalogue of a language is a copy named after it, such as reports/nl.po.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=n!=1;\\n"
"X-Draft: no\\n"

"""
SAID = re.compile(r"\b(?:say|words)\('([^']+)'")
COUNTED = ("error", "warning", "remark", "place", "further place", "rule", "time")
# What a fact of a finding may say in our words.
FACTS = (
    *EXPECTED.values(), A_LIST, *(form.words for form in FORMS.values()), "left", "right", "day",
    "month", "point", "comma",
    *(f"have their decimals after a {mark}" for mark in ("point", "comma")),
    *(f"have their thousands parted by a {mark}" for mark in ("point", "comma")),
)  # fmt: skip
# What rules are about that nobody meets who fills in a workbook or CSV file. All others are for
# partners, and a language that is offered has all of their words.
APART = {
    "the syntax of JSON, RDF and calendars": re.compile(r"EXS019"),
    "what was taken over from another standard": re.compile(r"EXS(02[56]|607)"),
    "two releases, or the data of several publishers together": re.compile(r"EXS3(1[89]|2[0-8])"),
    "what is published": re.compile(r"EXS608"),
}
PARTS = ("title", "message", "fix")

Key = tuple[str, str]


def fixed_words() -> Iterator[Key]:
    """Yield the words of the reports themselves, each once."""
    page = resources.files("exchangespec.report").joinpath("report.html.jinja")
    words = (
        *SENTENCES, *OF_LIST, *OF_MARKS, *OF_FINDINGS, *OF_MARKDOWN, *OF_PAGE, *OF_TERMINAL,
        *SAID.findall(page.read_text(encoding="utf-8")), *SPOTS, ALL, AT_LEAST, DRAFT, NOT_THERE,
        NO_COLUMN, SO_IN_CELLS, SO_IN_ROWS, SO_IN_SEVERAL, *REASONS,
    )  # fmt: skip
    yield from ((REPORT, text) for text in dict.fromkeys(words))
    yield from ((COUNT, counted(noun)[0]) for noun in COUNTED)
    yield from ((FACT, text) for text in dict.fromkeys(FACTS))


def words_of(rule: Rule) -> Iterator[Key]:
    """Yield what a rule says: in general, here, and what to do."""
    messages = [rule.message] if isinstance(rule.message, str) else [*rule.message.values()]
    yield f"title {rule.slug}", rule.title
    for text in dict.fromkeys((*messages, *rule.repeated.values())):
        yield f"message {rule.slug}", text
    yield f"fix {rule.slug}", rule.fix


def for_partners() -> list[Rule]:
    """Return the rules that somebody may meet who fills in a workbook or CSV file."""
    return [
        rule
        for rule in RULES.values()
        if not any(codes.fullmatch(rule.code) for codes in APART.values())
    ]


def translated(language: str) -> list[Rule]:
    """Return the rules of which a language has every word."""
    held = report_catalogue(language).entries
    return [rule for rule in RULES.values() if all(key in held for key in words_of(rule))]


def sources() -> dict[Key, str]:
    """Return every text to translate by context and source, with a note for the translator."""
    found = dict.fromkeys(fixed_words(), "")
    for rule in RULES.values():
        found |= dict.fromkeys(words_of(rule), f"{rule.code}, {rule.severity}.")
    return found


def promised() -> set[Key]:
    """Return what a language must have before reports speak it."""
    return {*fixed_words(), *(key for rule in for_partners() for key in words_of(rule))}


def emit() -> Iterator[tuple[str, bytes]]:
    """Yield the template of the catalogues."""
    several = dict(map(counted, COUNTED))
    entries = [
        written_forms(context, (text, several[text]), ("", ""))
        if context == COUNT
        else written(context, text, "", note=note)
        for (context, text), note in sources().items()
    ]
    yield PATH, (HEAD + "\n".join(entries)).encode()
