"""What the pages on files and on the tool say, whatever facts the readers give."""

import re
import string
from typing import Any

import pytest

from exchangespec.finding import Fault
from exchangespec.rules.file import RULES as FILE_RULES
from exchangespec.rules.rule import Rule
from exchangespec.rules.tool import RULES as TOOL_RULES
from exchangespec.rules.values import RULES as VALUE_RULES

PAGES = [*FILE_RULES, *TOOL_RULES, *VALUE_RULES]
# The facts that readers and rules may put into words; a new one is entered here with its name.
FACTS = set(
    re.findall(
        r"\w+",
        """
        allowed becomes candidates cells code columns count decimal encoding expected field first
        found heading groups headings highest kept_as last limit lowest missing name one original
        original_last other prefix present proof range reason row rows scheme seen shows suffix
        table tables taken title typed value values was words
        """,
    )
)


def templates(rule: Rule) -> list[str]:
    """Every wording of a rule."""
    return [rule.message] if isinstance(rule.message, str) else list(rule.message.values())


@pytest.mark.parametrize("rule", PAGES, ids=lambda rule: rule.slug)
def test_messages_use_known_facts(rule):
    """A message names only facts from the list above, so that readers and pages agree."""
    used = {
        name
        for template in templates(rule)
        for _, name, _, _ in string.Formatter().parse(template)
        if name
    }
    assert used <= FACTS, "use a fact of the list, or enter the new one in FACTS"


@pytest.mark.parametrize("rule", PAGES, ids=lambda rule: rule.slug)
def test_pages_speak_to_officers(rule):
    """No page speaks of Python, patterns or programs' insides, and each sentence is whole."""
    texts = [rule.title, rule.why, rule.fix, *templates(rule)]
    for text in texts:
        assert not re.search(r"\b(None|null|regex|pattern|string|integer|boolean|parse)\b", text), (
            text
        )
        assert text.endswith("."), text
        assert text[0].isupper() or text[0] in "“{", text


@pytest.mark.parametrize(
    ("slug", "params", "words"),
    [
        ("unknown-format", {"seen": "pdf"}, "a PDF"),
        ("unknown-format", {"seen": "lock"}, "Close the workbook"),
        ("unknown-format", {"seen": "compressed"}, "unpack it"),
        ("unknown-format", {"seen": "json"}, "not an exchangespec package"),
        ("unknown-format", {"seen": "something new"}, "not known"),
        ("unparsable", {"reason": "comma-expected"}, "comma"),
        ("unparsable", {"reason": "something new"}, "cannot be read"),
        ("limit-exceeded", {"what": "rows", "limit": 10}, "more than 10 rows"),
        ("limit-exceeded", {"what": "something new", "limit": 10}, "larger than what is read"),
        ("unreadable-file", {"reason": "system", "seen": "Permission denied"}, "Permission denied"),
    ],
)
def test_the_wording_follows_the_reason(slug, params, words):
    """The readers' reasons choose the wording, and an unknown one gets the general wording."""
    rule = next(page for page in PAGES if page.slug == slug)
    assert words in rule.words(Fault(slug, params))


def test_variants_choose_the_wording():
    """A variant comes before the reason."""
    rule = next(page for page in PAGES if page.slug == "hidden-content")
    facts: dict[str, Any] = {"count": 2, "columns": ["Note", "Cost"]}
    assert "Note, Cost" in rule.words(Fault(rule.slug, facts, variant="columns"))
    assert "rows" in rule.words(Fault(rule.slug, facts))
