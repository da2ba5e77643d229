"""Runs single rules on a few records over the background world, with no more kept than they ask."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from exchangespec.finding import Fault
from exchangespec.rules import RULES
from exchangespec.rules.rule import Context
from exchangespec.rules.world import HEADER, RECORDS
from exchangespec.submission.facts import Key, RecordFacts
from exchangespec.submission.known import Known

TODAY = date(2023, 6, 1)


def told(
    slug: str,
    *records: Mapping[str, Any],
    without: tuple[str, ...] = (),
    failed: Mapping[str, tuple[str, ...]] | None = None,
) -> list[tuple[str, Fault]]:
    """Return what one rule says of records over the world; `failed` fields were stated wrongly."""
    rule = RULES[slug]
    known = Known(rule.reads, today=TODAY)
    known.header = HEADER
    found: list[tuple[str, Fault]] = []
    merged = {
        record["id"]: record for record in (*RECORDS, *records) if record["id"] not in without
    }
    for number, values in enumerate(merged.values()):
        wrong = frozenset((failed or {}).get(values["id"], ()))
        facts = RecordFacts(values["type"], values["id"], values, failed=wrong, key=Key(0, number))
        known.add(facts)
        if rule.check is not None and facts.type in (rule.on or (facts.type,)):
            found.extend((facts.id, fault) for fault in rule.check(facts, Context(HEADER, TODAY)))
    if rule.check_all is not None:
        found.extend(
            ("" if record is None else record.id, fault) for record, fault in rule.check_all(known)
        )
    return found


def places(slug: str, *records: Mapping[str, Any], **more: Any) -> list[tuple[str, str | None]]:
    """Return record and field of all that one rule says."""
    return [(record, fault.field) for record, fault in told(slug, *records, **more)]
