"""A record's own id has a prefix that is not the publisher's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.codelists import is_reserved
from exchangespec.finding import Fault
from exchangespec.rules.references.fields import declared_prefixes, own_prefix
from exchangespec.rules.rule import Context, Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exchangespec.formats.format import Part
    from exchangespec.submission.facts import RecordFacts


def check(record: RecordFacts, context: Context) -> Iterator[Fault]:
    """Yield a record whose id belongs to somebody else."""
    if context.own_ids and record.id.startswith(context.own_ids):
        return
    prefix, colon, local = record.id.partition(":")
    own = own_prefix(context.header)
    if not colon or (prefix == own and not is_reserved(prefix)):
        return
    if is_reserved(prefix):
        variant = "reserved"
    elif own is None or prefix in context.publishers:
        return
    else:
        variant = "declared" if prefix in declared_prefixes(context.header) else "unknown"
    params = {"value": record.id, "prefix": prefix, "expected": own or ""}
    suggestions = [f"{own}:{local}"] if own and not is_reserved(own) else []
    yield Fault("foreign-prefix", params, field="id", variant=variant, suggestions=suggestions)


def suspects(part: Part, context: Context) -> Iterable[int]:
    """Yield which ids do not begin with the publisher's own prefix."""
    own, names = context.own_ids, enumerate(part.columns["id"])
    return (at for at, name in names if not (own and name.startswith(own)))


_COUNCIL = {
    "type": "Organisation",
    "id": "wikidata:youth-council",
    "name": {"en": "Youth council of Mechelen"},
    "kind": "ngo",
    "city": "ex:mechelen",
    "sources": ["ex:report"],
}

RULE = Rule(
    code="EXS315",
    slug="foreign-prefix",
    severity="error",
    title="A record's id has another publisher's prefix, or the name of an identifier scheme.",
    message={
        "reserved": "The id {value} begins with {prefix}, a name no publisher may use for ids.",
        "declared": "The id {value} has another publisher's prefix; your own is {expected}.",
        "unknown": "The id {value} does not begin with your own prefix, {expected}.",
    },
    why=(
        "The prefix says who answers for a record. Under somebody else's prefix it would pass for "
        "theirs, and overwrite what they say."
    ),
    fix=(
        "Give the record an id of your own, and put the other one into its identifiers; records of "
        "another publisher go into a submission of theirs."
    ),
    wrong=Example(records=[_COUNCIL], at={"record": "wikidata:youth-council", "field": "id"}),
    right=Example(records=[{**_COUNCIL, "id": "ex:youth-council"}]),
    suspects=suspects,
    check=check,
)
