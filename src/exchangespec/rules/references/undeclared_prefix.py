"""A reference or identifier has a prefix that is declared nowhere."""

from __future__ import annotations

import difflib
from itertools import chain
from typing import TYPE_CHECKING

from exchangespec import spec
from exchangespec.codelists import identifier_schemes
from exchangespec.finding import Fault
from exchangespec.rules.references.fields import (
    UNDECLARED,
    declared_prefixes,
    own_prefix,
    standing,
    uses,
    with_columns,
)
from exchangespec.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield every reference and outside identifier whose prefix nobody explains."""
    own = own_prefix(known.header)
    if own is None:
        return
    declared = dict.fromkeys((own, *declared_prefixes(known.header), *identifier_schemes()))
    near: dict[str, list[str]] = {}
    references = uses(known, lambda _type, _field, target: standing(known, target) == UNDECLARED)
    for record, field, item, value in chain(
        ((record, field.name, item, target) for record, field, item, target in references),
        _identifiers(known, declared),
    ):
        prefix = value.partition(":")[0]
        if prefix not in near:
            near[prefix] = difflib.get_close_matches(prefix, declared, n=3, cutoff=0.7)
        params = {"value": value, "prefix": prefix, "field": field}
        yield (
            record,
            Fault("undeclared-prefix", params, field=field, item=item, suggestions=near[prefix]),
        )


def _identifiers(known: Known, declared: dict[str, None]) -> Iterator[tuple[Facts, str, int, str]]:
    """Yield every outside identifier whose scheme is none."""
    for record in known.stating(("identifiers",), *spec.records()):
        for item, value in enumerate(record.all("identifiers")):
            if value.partition(":")[0] not in declared:
                yield record, "identifiers", item, value


_CITY = {
    "type": "City",
    "id": "ex:capaci",
    "name": {"en": "Capaci"},
    "country": "IT",
    "identifiers": ["wiki:Q498772"],
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS314",
    slug="undeclared-prefix",
    severity="error",
    title="A prefix is neither the publisher's own, nor declared, nor an identifier scheme.",
    message="Nobody knows what {prefix} in {value} stands for.",
    why=(
        "The part before the colon says whose id it is. A prefix that is declared nowhere cannot "
        "be followed, and other programs would read it as a web address that does not exist."
    ),
    fix=(
        "Correct the prefix, or declare it with its address under “Prefixes” in the About sheet "
        "(the header)."
    ),
    wrong=Example(records=[_CITY], at={"record": "ex:capaci", "field": "identifiers", "item": 0}),
    right=Example(records=[{**_CITY, "identifiers": ["wikidata:Q498772"]}]),
    reads=with_columns("identifiers"),
    apart=True,
    check_all=check,
)
