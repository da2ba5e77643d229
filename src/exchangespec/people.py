"""Takes people out of a submission, or gives them other names; finds their names in free text."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from exchangespec import spec
from exchangespec.formats.format import Document
from exchangespec.removal import STATEMENT, id_of, items_of, without
from exchangespec.rules.fields import texts
from exchangespec.rules.personal.contact_in_free_text import contact
from exchangespec.rules.personal.name_in_free_text import is_of_a_person
from exchangespec.spec.canonical import canonical
from exchangespec.submission.facts import RecordFacts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

People = Literal["remove", "pseudonymise", "keep"]
PEOPLE: tuple[People, ...] = ("remove", "pseudonymise", "keep")
PERSON = "Person"
HEADER = "About"
# What of a person says nothing of who it is: the role, and for whom. All else is left out.
OF_THE_ROLE = frozenset({"type", "id", "job_title", "organisations", "basis", "record_status"})
# The licence and the addresses of the data are no texts.
NO_TEXTS = frozenset({"id", "base", "prefix", "prefixes", "license", "exchangespec", "previous"})
# Signs that may stand between the words of a name.
BETWEEN = r"[\s\-_.,'’]+"


class Mention(NamedTuple):
    """A person's name, address or number, in a field of another record or of the header.

    `person` is the person's id, or what stands there where that is not known.
    """

    record: str
    field: str
    person: str


@dataclass(slots=True)
class Treated:
    """A submission without people, or with people under other names.

    Attributes:
        document: the submission.
        people: how many people there were.
        dropped: names of records that are left out because they are about a person alone.
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
    persons = [one for one in document.records if one["type"] == PERSON]
    if people == "keep" or (people == "pseudonymise" and not persons):
        return Treated(document, people=len(persons))
    if people == "pseudonymise":
        return _pseudonymised(document, persons)
    result = Treated(document, people=len(persons))
    types = {id_of(one): str(one["type"]) for one in document.records}
    gone: Mapping[str, Sequence[tuple[str, str]]] = {
        id_of(one): [(other, types.get(other, "")) for other in items_of(one.get("organisations"))]
        for one in persons
    }
    records = [dict(one) for one in document.records if one["type"] != PERSON]
    while gone:
        kept: list[dict[str, Any]] = []
        fewer: dict[str, Sequence[tuple[str, str]]] = {}
        for record in records:
            less, touched = without(record, gone)
            result.emptied += len(touched)
            if less is None:
                result.dropped.append(id_of(record) or str(record["type"]))
                if id_of(record):
                    fewer[id_of(record)] = ()
            else:
                kept.append(less)
        records, gone = kept, fewer
    header = {**document.header, "personal_data": "none"}
    result.dropped.sort()
    result.document = Document(canonical(header, spec.header()), records)
    return result


# --- other names ---------------------------------------------------------------------------------


def _pseudonymised(document: Document, persons: Sequence[Mapping[str, Any]]) -> Treated:
    """Return a submission whose people have a number for a name, and only their role.

    Statements on what a person is called, and on anything else but the role, are left out. The
    numbers are no secret to whoever has the data before: they hide names, not the order.
    """
    result = Treated(document, people=len(persons))
    taken = {id_of(one) for one in document.records}
    ids = _numbered(
        {id_of(one) for one in persons} - {""}, taken, str(document.header.get("id", ""))
    )
    records = []
    for record in document.records:
        if _tells_on(record, ids):
            result.dropped.append(id_of(record) or STATEMENT)
            continue
        records.append(_under_number(record, ids))
    result.dropped.sort()
    result.document = Document(document.header, records)
    return result


def _numbered(persons: set[str], taken: set[str], salt: str) -> dict[str, str]:
    """Return an id with a number for each person; none is another record's."""

    def order(name: str) -> str:
        return hashlib.sha256(f"{salt} {name}".encode()).hexdigest()

    found: dict[str, str] = {}
    number = 0
    for one in sorted(persons, key=order):
        number += 1
        while f"{one.partition(':')[0]}:person-{number}" in taken:
            number += 1
        found[one] = f"{one.partition(':')[0]}:person-{number}"
    return found


def _tells_on(record: Mapping[str, Any], ids: Mapping[str, str]) -> bool:
    """Tell whether a statement about a person says more than the role."""
    if record["type"] != STATEMENT or record.get("about") not in ids:
        return False
    names = items_of(record.get("property"))
    return not names or not {name.partition(".")[0] for name in names} <= OF_THE_ROLE


def _under_number(record: Mapping[str, Any], ids: Mapping[str, str]) -> dict[str, Any]:
    """Return a record that refers to people by their numbers; a person with its role only."""
    known = spec.records()[record["type"]].fields
    changed = dict(record)
    for name, value in record.items():
        if name in known and (known[name].is_reference or name == "id"):
            changed[name] = _renamed(value, ids)
    if record["type"] == STATEMENT and isinstance(record.get("value"), str):
        items = [item.strip() for item in record["value"].split(";")]
        if any(item in ids for item in items):
            changed["value"] = "; ".join(ids.get(item, item) for item in items)
    if record["type"] == PERSON:
        changed = {name: value for name, value in changed.items() if name in OF_THE_ROLE}
        number = str(changed.get("id", "")).rpartition("-")[2]
        changed["name"] = f"Person {number}" if id_of(record) else PERSON
    return canonical(changed, known)


def _renamed(value: Any, ids: Mapping[str, str]) -> Any:
    """Return a reference, or several, with the ids that stand for them now."""
    if isinstance(value, list):
        # What is no text refers to nothing, but may hold anything.
        return sorted(ids.get(item, item) for item in value if isinstance(item, str))
    return ids.get(value, value) if isinstance(value, str) else value


# --- names in texts ------------------------------------------------------------------------------


def mentions(document: Document) -> Iterator[Mention]:
    """Yield where names and addresses of people stand in texts, in ids and in the header.

    Whatever stands between the words of a name, their case and their accents do not count, and the
    last word may come first. A role title that stands for a person's name is no name.
    """
    people = dict(_named(document))
    if not people:
        return
    words = sorted(people, key=len, reverse=True)
    anyone = re.compile(
        rf"(?<!\w)(?:{'|'.join(BETWEEN.join(map(re.escape, one.split())) for one in words)})(?!\w)"
    )
    header = {name: one for name, one in document.header.items() if name not in NO_TEXTS}
    places = [(HEADER, name, text) for name, text in _texts(header)]
    places += [
        (id_of(record), name, text)
        for record in document.records
        for name, text in _texts(_free(record))
    ]
    for record_id, name, text in places:
        for found in anyone.finditer(_plain(text)):
            key = " ".join(re.split(BETWEEN, found[0]))
            yield Mention(record_id, name, people[key])


def contacts(document: Document) -> Iterator[Mention]:
    """Yield where an address of a person, or a telephone number, stands in a text of a record."""
    for record in document.records:
        facts = RecordFacts(record["type"], id_of(record), record)
        for name, item, text in texts(facts):
            found = contact(text)
            if found is not None:
                place = f"{name}.{item}" if isinstance(item, str) else name
                yield Mention(id_of(record), place, found[1])


def _named(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the ways in which people are named, in plain letters, each with the person's id."""
    for one in document.records:
        if one["type"] != PERSON:
            continue
        person = id_of(one) or PERSON
        for text in (one.get("name"), *items_of(one.get("other_names"))):
            if not isinstance(text, str) or not is_of_a_person(text):
                continue
            words = [word for word in re.split(BETWEEN, _plain(text)) if word]
            for order in (words, [words[-1], *words[:-1]]):
                yield " ".join(order), person
        if isinstance(one.get("email"), str):
            yield " ".join(filter(None, re.split(BETWEEN, _plain(one["email"])))), person


def _plain(text: str) -> str:
    """Return a text in small letters without accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _free(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what of a record may hold text: of a person the role, of others no references.

    The id counts as well: it is often made from a name.
    """
    if record["type"] == PERSON:
        return {name: record[name] for name in ("job_title",) if name in record}
    known = spec.records()[record["type"]].fields
    return {
        name: value
        for name, value in record.items()
        if name != "type" and not (name in known and known[name].is_reference)
    }


def _texts(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield texts, each with its field."""
    for name, value in values.items():
        if isinstance(value, dict):
            yield from ((f"{name}.{tag}", str(text)) for tag, text in value.items())
        else:
            items = value if isinstance(value, list) else [value]
            yield from ((name, item) for item in items if isinstance(item, str))
