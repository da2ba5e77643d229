"""The prefix of the publisher's ids is a word that the standard itself uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.spec.triples import reserved_prefixes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check_all(known: Known) -> Iterator[tuple[Facts | None, Fault]]:
    """Look at the package's own prefix and at those of others."""
    prefix = known.header.get("prefix")
    if prefix in reserved_prefixes():
        fault = Fault("reserved-prefix", {"value": prefix}, field="prefix")
        yield None, fault
    for other in sorted((known.header.get("prefixes") or {}).keys() & reserved_prefixes()):
        yield None, Fault("reserved-prefix", {"value": other}, field="prefixes", item=other)


RULE = Rule(
    code="EXS118",
    slug="reserved-prefix",
    severity="error",
    title="A prefix is a word of the standard.",
    message="“{value}” cannot be a prefix: it is a word that the standard uses itself.",
    why="Programs that read linked data would take the prefix for the field or scheme of that "
    "name, and every id for something else.",
    fix="Choose a prefix that names you, such as oldenburg or vvsg.",
    wrong=Example(
        header={"prefixes": {"city": "https://example.org/city/"}},
        at={"field": "prefixes"},
    ),
    right=Example(header={"prefixes": {"my-city": "https://example.org/city/"}}),
    check_all=check_all,
)
