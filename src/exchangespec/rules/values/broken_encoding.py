"""A text with signs of broken encoding (Ã©), of web pages (<b>) or that cannot be seen."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from exchangespec.finding import Fault, Fix
from exchangespec.formats.mojibake import repair
from exchangespec.rules.fields import on_header, texts, writing, writing_with
from exchangespec.rules.rule import Context, Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import RecordFacts

ELEMENTS = (
    "a|b|blockquote|br|code|div|em|font|h[1-6]|hr|i|iframe|img|input|li|ol|p|pre|script|span"
    "|strong|style|sub|sup|table|tbody|td|th|tr|u|ul"
)
MARKUP = re.compile(rf"</?(?:{ELEMENTS})(?:\s[^<>]*)?/?>|<!--", re.IGNORECASE)
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});")
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufff9-\ufffb\ufffe\uffff]")


def sign(text: str) -> bool:
    """Tell whether a text holds a sign that may be broken."""
    return not text.isascii() or "<" in text or "&" in text or INVISIBLE.search(text) is not None


def check(record: RecordFacts, _context: Context) -> Iterator[Fault]:
    """Look at every text; one fault a text."""
    for field, item, text in texts(record):
        found = problem(text)
        if found is None:
            continue
        variant, seen, repaired = found
        yield Fault(
            "broken-encoding",
            {"value": text, "seen": seen, "expected": repaired},
            field=field,
            item=item,
            variant=variant,
            suggestions=(repaired,) if repaired else (),
            fix=Fix(repaired) if repaired else None,
        )


def problem(text: str) -> tuple[str, str, str] | None:
    """Return what is wrong with a text, the signs that show it, and the text put right."""
    if not text.isascii():
        repaired = repair(text)
        if repaired != text:
            first = next(
                at for at, (a, b) in enumerate(zip(text, repaired, strict=False)) if a != b
            )
            return "encoding", text[first : first + 2], repaired
    if "<" in text or "&" in text:
        found = MARKUP.search(text)
        if found is None:
            found = next((one for one in ENTITY.finditer(text) if is_entity(one.group())), None)
        if found is not None:
            plain = " ".join(html.unescape(MARKUP.sub(" ", text)).split())
            return "markup", found.group(), plain
    found = INVISIBLE.search(text)
    if found is not None:
        number = f"U+{ord(found.group()):04X}"
        return "invisible", number, INVISIBLE.sub("", text).strip()
    return None


def is_entity(text: str) -> bool:
    """Tell whether a text such as `&eacute;` stands for another sign on web pages."""
    return html.unescape(text) != text


RULE = Rule(
    code="EXS209",
    slug="broken-encoding",
    severity="warning",
    title="A text holds broken letters, signs of a web page or signs that cannot be seen.",
    message={
        "encoding": "“{value}” looks broken: {seen} was once one letter. Meant may be "
        "“{expected}”.",
        "markup": "“{value}” holds {seen}, which belongs to a web page and not to a text.",
        "invisible": "“{value}” holds a sign that cannot be seen ({seen}).",
    },
    why="Readers see rubbish, and a search for the right word does not find it.",
    fix="Type the words anew, or save the file as UTF-8 from the program it comes from.",
    wrong=Example(
        [{"type": "City", "id": "ex:orebro", "name": {"en": "Ã–rebro"}, "country": "SE"}],
        at={"record": "ex:orebro", "field": "name", "item": "en"},
    ),
    right=Example(
        [{"type": "City", "id": "ex:orebro", "name": {"en": "Örebro"}, "country": "SE"}],
    ),
    where=writing,
    suspects=writing_with(sign),
    check=check,
    check_all=on_header(check),
)
