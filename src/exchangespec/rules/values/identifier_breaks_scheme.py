"""An outside identifier that cannot exist in its register: wrong pattern or check digit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.codelists import IdentifierFault, identifier_problem, identifier_schemes
from exchangespec.finding import Fault
from exchangespec.rules.fields import stating
from exchangespec.rules.rule import Context, Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exchangespec.formats.format import Part
    from exchangespec.submission.facts import RecordFacts

VARIANTS = {
    IdentifierFault.WRONG_PATTERN: "pattern",
    IdentifierFault.WRONG_CHECK_DIGIT: "check-digit",
}


def check(record: RecordFacts, _context: Context) -> Iterator[Fault]:
    """Look at every identifier of a known scheme; prefixes have rules of their own."""
    for index, value in enumerate(record.all("identifiers")):
        problem = identifier_problem(value)
        if problem is None or problem.fault not in VARIANTS:
            continue
        scheme = identifier_schemes()[problem.scheme]
        yield Fault(
            "identifier-breaks-scheme",
            {"value": value, "scheme": scheme.label},
            field="identifiers",
            item=index,
            variant=VARIANTS[problem.fault],
        )


def suspects(part: Part, _context: Context) -> Iterable[int]:
    """Yield which records have an identifier with a problem of some kind."""
    columns = enumerate(part.columns["identifiers"])
    return (at for at, values in columns if any(map(identifier_problem, values)))


RULE = Rule(
    code="EXS229",
    slug="identifier-breaks-scheme",
    severity="error",
    title="An identifier cannot exist in its register.",
    message={
        "pattern": "“{value}” is not written as identifiers of {scheme} are.",
        "check-digit": "“{value}” holds a slip: its check digit does not fit ({scheme}).",
    },
    why="A wrong identifier joins the record to something else, or to nothing.",
    fix="Copy the identifier anew from the register.",
    wrong=Example(
        [
            {
                "type": "Organisation",
                "id": "ex:university",
                "name": {"en": "University"},
                "kind": "university",
                "country": "BE",
                "identifiers": ["ror:05f950311"],
            }
        ],
        at={"record": "ex:university", "field": "identifiers", "item": 0},
    ),
    right=Example(
        [
            {
                "type": "Organisation",
                "id": "ex:university",
                "name": {"en": "University"},
                "kind": "university",
                "country": "BE",
                "identifiers": ["ror:05f950310"],
            }
        ],
    ),
    where=stating("identifiers"),
    suspects=suspects,
    check=check,
)
