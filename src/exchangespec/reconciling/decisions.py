"""Decisions on proposals: a table to fill in, read back, and applied again each time."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Literal

from exchangespec import spec
from exchangespec.reconciling.proposing import Proposal
from exchangespec.reconciling.register import IDENTIFIER
from exchangespec.reconciling.rows import FilledTable
from exchangespec.report.csv_ import inert
from exchangespec.spec.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

Decision = Literal["accept", "reject"]
ACCEPT, REJECT = "accept", "reject"
DECISION = "decision"
KINDS = ("identifier", "duplicate", "doubt")
KEY = ("kind", "record", "candidate")
COLUMNS = (DECISION, *(one.name for one in fields(Proposal)))
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Decisions:
    """What somebody has accepted and rejected, by kind, record and candidate."""

    made: Mapping[Key, str]

    @property
    def unite(self) -> bool:
        """Tell whether records were accepted as one."""
        return any(key[0] == "duplicate" and one == ACCEPT for key, one in self.made.items())

    def open(self, proposals: Iterable[Proposal]) -> list[Proposal]:
        """Return the proposals on which nobody has decided."""
        return [one for one in proposals if one.key not in self.made]

    def accepting(self, proposals: Iterable[Proposal]) -> Decisions:
        """Return these decisions with more that are accepted, unless they were decided before."""
        return Decisions({**{one.key: ACCEPT for one in proposals}, **self.made})


def write_proposals(proposals: Sequence[Proposal], decisions: Decisions) -> str:
    """Return proposals as CSV: the first column is for the decision, `accept` or `reject`."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in proposals:
        values = (getattr(one, item.name) for item in fields(Proposal))
        writer.writerow([decisions.made.get(one.key, ""), *map(_cell, values)])
    # What was decided earlier stays, though it is no proposal now: it is applied, or of other data.
    now = {one.key for one in proposals}
    for key, decision in sorted(decisions.made.items()):
        if key not in now:
            cells = dict(zip(KEY, key, strict=True))
            writer.writerow([decision, *(_cell(cells.get(name, "")) for name in COLUMNS[1:])])
    return text.getvalue()


def _cell(value: object) -> str:
    """Return a value as a cell that no program computes."""
    return inert(str(value).lower() if isinstance(value, bool) else str(value))


def read_decisions(name: str, content: str) -> Decisions:
    """Read a table of proposals that somebody has filled in; rows without a decision wait.

    Raises:
        RegisterError: if it is no such table, or a decision is neither accept nor reject.
    """
    table = FilledTable(name, content)
    table.need((DECISION, *KEY))
    made: dict[Key, str] = {}
    for row in table.rows():
        decision = row[DECISION].casefold()
        if not decision:
            continue
        if decision not in {ACCEPT, REJECT}:
            raise table.refusal(f"{row[DECISION]!r} is no decision; write accept or reject")
        kind, record, candidate = (row[head] for head in KEY)
        if kind not in KINDS:
            raise table.refusal(f"{kind!r} is no kind; known are {', '.join(KINDS)}")
        if kind == "identifier" and not IDENTIFIER.fullmatch(candidate):
            raise table.refusal(f"{candidate!r} is no identifier")
        made[kind, record, candidate] = decision
    return Decisions(made)


@dataclass(frozen=True, slots=True)
class Applying:
    """What accepted decisions change of records: identifiers that come and go, who stands for whom.

    A duplicate keeps its id and says what stands for it; who referred to it refers to that now. An
    accepted doubt takes the identifier away.
    """

    added: Mapping[str, set[str]]
    taken: Mapping[str, set[str]]
    keepers: Mapping[str, str]

    def changed(
        self, values: Mapping[str, Any], failed: frozenset[str] = frozenset()
    ) -> dict[str, Any]:
        """Return a record with what was accepted; fields that are not valid stay as they are."""
        record = dict(values)
        name = record.get("id", "")
        if "identifiers" not in failed and (name in self.added or name in self.taken):
            identifiers = set(record.pop("identifiers", ())) | self.added.get(name, set())
            if left := sorted(identifiers - self.taken.get(name, set())):
                record["identifiers"] = left
        for field in spec.records()[record["type"]].fields.values():
            if field.name == "replaced_by" or field.name in failed:
                continue
            if field.is_reference and field.name in record:
                record[field.name] = _referring(record[field.name], self.keepers)
        if self.keepers.get(name, name) != name:
            record |= {"record_status": "withdrawn", "replaced_by": self.keepers[name]}
        return record


def applying(decisions: Decisions, here: Collection[str]) -> Applying:
    """Return what was accepted, for the records of these ids.

    What stands for a record must be among them; else the decision waits.
    """
    added: dict[str, set[str]] = {}
    taken: dict[str, set[str]] = {}
    stands_for: dict[str, str] = {}
    for (kind, record, candidate), decision in decisions.made.items():
        if decision != ACCEPT:
            continue
        if kind != "duplicate":
            (taken if kind == "doubt" else added).setdefault(record, set()).add(candidate)
        elif candidate in here:
            stands_for[record] = candidate
    return Applying(added, taken, {one: _keeper(one, stands_for) for one in stands_for})


def not_carried_out(
    decisions: Decisions, packages: Sequence[Collection[str]]
) -> list[tuple[str, str]]:
    """Return the accepted duplicates that were left as they are: no package holds both records.

    Args:
        decisions: what was accepted and rejected.
        packages: the ids of the records in each package that was written.
    """
    return [
        (record, candidate)
        for (kind, record, candidate), decision in decisions.made.items()
        if (kind, decision) == ("duplicate", ACCEPT)
        and any(record in ids for ids in packages)
        and not any(record in ids and candidate in ids for ids in packages)
    ]


def applied(records: Iterable[Mapping[str, Any]], decisions: Decisions) -> list[dict[str, Any]]:
    """Return canonical records with what was accepted."""
    records = list(records)
    change = applying(decisions, {one["id"] for one in records})
    known = spec.records()
    return [canonical(change.changed(one), known[one["type"]].fields) for one in records]


def _keeper(record: str, stands_for: Mapping[str, str]) -> str:
    """Return what stands for a record in the end; of a circle, the first by id."""
    seen = [record]
    while record in stands_for:
        record = stands_for[record]
        if record in seen:
            return min(seen[seen.index(record) :])
        seen.append(record)
    return record


def _referring(value: Any, keepers: Mapping[str, str]) -> Any:
    """Return a reference, or several, with what stands for them."""
    if isinstance(value, list):
        return sorted({keepers.get(one, one) for one in value})
    return keepers.get(value, value)
