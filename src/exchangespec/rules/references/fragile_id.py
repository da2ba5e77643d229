"""An id looks like a number or a date, which a spreadsheet may rewrite."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Context, Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exchangespec.formats.format import Part
    from exchangespec.submission.facts import RecordFacts

_MONTH, _DAY = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12][0-9]|3[01])"
_NAME = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
# What a spreadsheet does to a cell that is typed like this, the first that fits.
REWRITTEN = {
    "zeros": re.compile(r"0[0-9]+"),
    # Twelve digits are shown as 1.23E+11, and beyond fifteen the last ones become zeros.
    "rounded": re.compile(r"[0-9]{12,}|[0-9]+(?:\.[0-9]+)?e-?[0-9]+", re.IGNORECASE),
    "date": re.compile(
        rf"{_MONTH}[-.](?:[0-9]{{2}}|[0-9]{{4}}|[1-9])|(?:{_DAY}|[0-9]{{4}})[-.]{_MONTH}"
        r"|[0-9]{1,4}([-.])[0-9]{1,2}\1[0-9]{1,4}"
        rf"|{_NAME}[-.]?[0-9]{{1,4}}|[0-9]{{1,4}}[-.]?{_NAME}(?:[-.]?[0-9]{{2,4}})?",
        re.IGNORECASE,
    ),
    "number": re.compile(r"[0-9]+\.[0-9]+"),
    "truth": re.compile(r"true|false", re.IGNORECASE),
}
# Whatever is rewritten begins like this, behind the prefix.
SUSPECT = re.compile(rf"[^:]*:(?:[0-9]|{_NAME}|true|false)", re.IGNORECASE)


def check(record: RecordFacts, _context: Context) -> Iterator[Fault]:
    """Yield an id whose local part, typed alone into a cell, would not stay as it is."""
    if not SUSPECT.match(record.id):
        return
    local = record.id.partition(":")[2]
    for reason, pattern in REWRITTEN.items():
        if pattern.fullmatch(local):
            yield Fault("fragile-id", {"value": local}, field="id", variant=reason)
            return


def suspects(part: Part, _context: Context) -> Iterable[int]:
    """Yield which ids begin as what is rewritten does."""
    return (at for at, name in enumerate(part.columns["id"]) if SUSPECT.match(name))


_COUNCIL = {
    "type": "Organisation",
    "id": "ex:007",
    "name": {"en": "Youth council of Mechelen"},
    "kind": "ngo",
    "city": "ex:mechelen",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS313",
    slug="fragile-id",
    severity="warning",
    title="An id looks like a number or date that a spreadsheet may rewrite.",
    message={
        "zeros": "A spreadsheet may drop the zeros in front of the id {value}.",
        "rounded": "A spreadsheet may take the id {value} for a number and round it.",
        "date": "A spreadsheet may take the id {value} for a date and rewrite it.",
        "number": "A spreadsheet may take the id {value} for a number or date and rewrite it.",
        "truth": "A spreadsheet may take the id {value} for a yes or no and rewrite it.",
    },
    why=(
        "Spreadsheet programs change such values as soon as they are typed or the file is opened, "
        "and the references to the record no longer find it."
    ),
    fix="Put a letter or word in front, such as org-7 instead of 007, here and in all references.",
    wrong=Example(records=[_COUNCIL], at={"record": "ex:007", "field": "id"}),
    right=Example(records=[{**_COUNCIL, "id": "ex:org-7"}]),
    suspects=suspects,
    check=check,
)
