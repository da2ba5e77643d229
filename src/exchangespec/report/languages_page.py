"""The page that says how far the reports speak each language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.codelists import language_name
from exchangespec.report.text_sources import APART, for_partners, translated
from exchangespec.rules import RULES
from exchangespec.texts import SOURCE, SPOKEN, report_catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

PATH = "docs/reference/languages.md"
HEAD = """\
<!-- Derived from the rules and the catalogues; do not edit: `tox -e derive` writes it anew. -->

# Languages of the reports

Of {all} rules, {partners} can be met by whoever fills in a workbook or CSV file. How many of these
have title, messages and advice in a language, every variant among them:

| language | rules | read by somebody who speaks it |
| --- | --- | --- |
"""
REST = """
What is not translated is said in English. These rules are left out on purpose, since they are not
about what is filled in:

| what they are about | rules |
| --- | --- |
"""


def emit() -> Iterator[tuple[str, bytes]]:
    """Yield the page."""
    partners = {rule.code for rule in for_partners()}
    text = HEAD.format(all=len(RULES), partners=len(partners))
    for language in SPOKEN:
        if language != SOURCE:
            count = len([rule for rule in translated(language) if rule.code in partners])
            read = "no, a draft" if report_catalogue(language).draft else "yes"
            text += f"| {language_name(language)} | {count} of {len(partners)} | {read} |\n"
    text += REST
    for what, codes in APART.items():
        found = [rule for rule in RULES.values() if codes.fullmatch(rule.code)]
        links = ", ".join(f"[{rule.code}](rules/{rule.slug}.md)" for rule in found)
        text += f"| {what} | {links} |\n"
    yield PATH, text.encode()
