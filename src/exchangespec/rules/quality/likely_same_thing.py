"""Two networks or organisations that bear the same name but for case, spaces and punctuation."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from exchangespec.codelists import fold
from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.relations import current, needed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

NAMES = ("name", "short_name", "other_names")
# What tells two of one name apart, where both state it; nothing may, for a network.
APART: dict[str, tuple[str, ...]] = {
    "Network": ("start", "programme_period"),
    "Organisation": ("country", "city", "network", "parent", "kind"),
}


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield each record that an earlier one of its type shares a name with, once for each pair."""
    for record_type in APART:
        alike = {
            record.key: record
            for _, group in known.sharing(current(known, record_type), _folded)
            for record in group
        }
        bearers: dict[str, list[Facts]] = {}
        for _, record in sorted(alike.items(), key=itemgetter(0)):
            said: set[str] = set()
            for name in _names(record):
                for other in bearers.get(fold(name), ()):
                    if other.id in said or not _may_be_same(record, other):
                        continue
                    said.add(other.id)
                    facts = {"name": name, "other": other.id}
                    yield record, Fault("likely-same-thing", facts, related=(other.id,))
            for folded in _folded(record):
                bearers.setdefault(folded, []).append(record)


def _folded(record: Facts) -> set[str]:
    """Return what a record is called, without case, spaces and punctuation."""
    return {fold(name) for name in _names(record)} - {""}


def _names(record: Facts) -> Iterator[str]:
    """Yield what a record is called, in any language and spelling."""
    for field in NAMES:
        value = record.get(field)
        if isinstance(value, dict):
            yield from value.values()
        elif isinstance(value, str):
            yield value
        else:
            yield from record.all(field)


def _may_be_same(one: Facts, other: Facts) -> bool:
    """Tell whether nothing that both state tells them apart, and nobody has joined them yet."""
    joined = {one.id, *one.all("identifiers")} & {other.id, *other.all("identifiers")}
    return not joined and all(
        one.get(field) == other.get(field) or not (one.states(field) and other.states(field))
        for field in APART[one.type]
    )


ORIENT8 = {
    "type": "Network",
    "id": "ex:orient8",
    "name": {"en": "Inclu Cities"},
    "kind": "project",
    "programme": "AMIF",
    "start": "2020",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS524",
    slug="likely-same-thing",
    severity="warning",
    title="Two records bear the same name.",
    message="“{name}” is also a name of {other}, but for case, spaces and punctuation: these may "
    "be one thing.",
    why="What is recorded twice is counted twice; and nothing is ever merged on a name alone.",
    fix=(
        "If both are the same thing, mark one as withdrawn and replaced by the other, and keep "
        "its spelling under “Other names”; if not, give what tells them apart, such as country, "
        "city or start."
    ),
    wrong=Example(records=[ORIENT8], at={"record": "ex:orient8"}),
    right=Example(records=[{**ORIENT8, "start": "2014"}]),
    reads=needed({name: (*NAMES, *fields, "identifiers") for name, fields in APART.items()}),
    check_all=check_all,
)
