"""Takes people out of a submission, or gives them other names; finds their names in free text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from exchangespec import spec
from exchangespec.formats.format import Document
from exchangespec.spec.canonical import canonical
from exchangespec.structure import judge

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

People = Literal["remove", "pseudonymise", "keep"]
PEOPLE: tuple[People, ...] = ("remove", "pseudonymise", "keep")
PERSON = "Person"
# One such record a person: that of the body stands in the lists of the event or visit.
ONE_BY_ONE = "Participation"
# Fields of which one at least tells what the record is about.
SIDES = {"Visit": ("visitors", "hosts")}
# What of a person says nothing of who it is: the role, and for whom. All else is left out.
OF_THE_ROLE = frozenset({"type", "id", "job_title", "organisations", "basis", "record_status"})
# Shorter words are found in other words, or are part of everyday language.
SHORTEST_NAME = 5


# Those for whom a person acts, each with its type.
ActsFor = Sequence[tuple[str, str]]


class Mention(NamedTuple):
    """A person's name, or address, in a field of another record."""

    record: str
    field: str
    person: str


@dataclass(slots=True)
class Treated:
    """A submission without people, or with people under other names.

    Attributes:
        document: the submission.
        people: how many people there were.
        dropped: ids of records that are left out because they are about a person alone.
        emptied: how many references to people are left out.
    """

    document: Document
    people: int = 0
    dropped: list[str] = field(default_factory=list)
    emptied: int = 0


def treated(document: Document, people: People) -> Treated:
    """Return a submission whose people are treated as asked for.

    Where a field also takes organisations, those for which a person acts stand in its place. A
    record that says nothing without a person is left out with it, and so is what is said about it.
    """
    persons = [str(one["id"]) for one in document.records if one["type"] == PERSON]
    if people == "keep" or not persons:
        return Treated(document, people=len(persons))
    if people == "pseudonymise":
        return _pseudonymised(document, persons)
    result = Treated(document, people=len(persons))
    # For whom a person acts stands in its place, where that may stand there.
    types = {str(one["id"]): str(one["type"]) for one in document.records}
    acts_for = {
        str(one["id"]): [(other, types.get(other, "")) for other in one.get("organisations", ())]
        for one in document.records
        if one["type"] == PERSON
    }
    records = [dict(one) for one in document.records if one["type"] != PERSON]
    gone: Mapping[str, ActsFor] = acts_for
    while gone:
        kept: list[dict[str, Any]] = []
        fewer: dict[str, ActsFor] = {}
        for record in records:
            less = _without(record, gone, result)
            if less is None:
                fewer[str(record["id"])] = ()
            else:
                kept.append(less)
        records = kept
        result.dropped += sorted(fewer)
        gone = fewer
    header = {**document.header, "personal_data": "none"}
    result.document = Document(canonical(header, spec.header()), records)
    return result


def _without(
    record: dict[str, Any], gone: Mapping[str, ActsFor], result: Treated
) -> dict[str, Any] | None:
    """Return a record without references to what is gone; None if it says nothing without."""
    known = spec.records()[record["type"]].fields
    less = dict(record)
    for name, value in record.items():
        form = known.get(name)
        if form is None or not form.is_reference:
            continue
        items = value if isinstance(value, list) else [value]
        if not any(item in gone for item in items):
            continue
        left = {item for item in items if item not in gone}
        if record["type"] != ONE_BY_ONE:
            left |= {
                other
                for item in items
                for other, its_type in gone.get(item, ())
                if its_type in form.targets
            }
        result.emptied += sum(item in gone for item in items)
        if form.many and left:
            less[name] = sorted(left)
        elif not form.many and len(left) == 1:
            less[name] = left.pop()
        else:
            del less[name]
    if less == record:
        return record
    return less if _says_as_much(less, record) else None


def _says_as_much(less: Mapping[str, Any], record: Mapping[str, Any]) -> bool:
    """Tell whether a record without people is still one that the model and the rules accept."""
    before = {(fault.slug, fault.field) for fault in judge(record).faults}
    if {(fault.slug, fault.field) for fault in judge(less).faults} - before:
        return False
    sides = [name for name in SIDES.get(str(record["type"]), ()) if name in record]
    return not sides or any(name in less for name in sides)


def _pseudonymised(document: Document, persons: list[str]) -> Treated:
    """Return a submission whose people have a number for a name, and only their role."""
    # The order of their ids would tell who is who, so that of their hashes counts.
    salt = str(document.header.get("id", ""))
    order = sorted(persons, key=lambda one: hashlib.sha256(f"{salt} {one}".encode()).hexdigest())
    numbers = {one: number for number, one in enumerate(order, 1)}
    ids = {one: f"{one.partition(':')[0]}:person-{number}" for one, number in numbers.items()}
    records = []
    for record in document.records:
        known = spec.records()[record["type"]].fields
        changed = {
            name: _renamed(value, ids)
            if name in known and (known[name].is_reference or name == "id")
            else value
            for name, value in record.items()
        }
        if record["type"] == PERSON:
            changed = {name: value for name, value in changed.items() if name in OF_THE_ROLE}
            changed["name"] = f"Person {numbers[str(record['id'])]}"
        records.append(canonical(changed, known))
    return Treated(Document(document.header, records), people=len(persons))


def _renamed(value: Any, ids: Mapping[str, str]) -> Any:
    """Return a reference, or several, with the ids that stand for them now."""
    if isinstance(value, list):
        return sorted(ids.get(item, item) for item in value)
    return ids.get(value, value)


def mentions(document: Document) -> Iterator[Mention]:
    """Yield where names, former names and addresses of people stand in other records' texts."""
    people = {}
    for one in document.records:
        if one["type"] == PERSON:
            texts = [one.get("name"), one.get("email"), *one.get("other_names", ())]
            people.update(
                {text.casefold(): str(one["id"]) for text in texts if isinstance(text, str)}
            )
    words = sorted((text for text in people if len(text) >= SHORTEST_NAME), key=len, reverse=True)
    if not words:
        return
    anyone = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)")
    for record in document.records:
        if record["type"] == PERSON:
            continue
        for name, text in _texts(record):
            for found in anyone.finditer(text.casefold()):
                yield Mention(str(record["id"]), name, people[found[0]])


def _texts(record: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the texts of a record, each with its field; references are none."""
    known = spec.records()[record["type"]].fields
    for name, value in record.items():
        form = known.get(name)
        if form is not None and (form.is_reference or name in {"type", "id"}):
            continue
        if isinstance(value, dict):
            yield from ((f"{name}.{tag}", str(text)) for tag, text in value.items())
        else:
            items = value if isinstance(value, list) else [value]
            yield from ((name, item) for item in items if isinstance(item, str))
