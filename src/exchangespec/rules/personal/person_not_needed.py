"""A person to whom no other record refers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec import spec
from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

PERSON = "Person"


def fields_naming_people() -> dict[str, tuple[str, ...]]:
    """Return, by record type, the fields that may refer to a person or to anything."""
    naming = {}
    for name, pointing in spec.references().items():
        fields = [
            known.name
            for known in pointing
            if known.name != "replaced_by" and (PERSON in known.targets or not known.targets)
        ]
        if fields:
            naming[name] = tuple(fields)
    return naming


NAMING = fields_naming_people()


def check_all(known: Known) -> Iterator[tuple[Facts | None, Fault]]:
    """Strike out every person that is referred to; what remains is not needed."""
    unnamed = {person.id: person for person in known.of(PERSON) if person.id}
    for record_type, names in NAMING.items():
        if not unnamed:
            return
        for record in known.of(record_type):
            for name in names:
                value = record.get(name)
                for item in value if isinstance(value, tuple) else (value,):
                    unnamed.pop(item, None)
    for person in unnamed.values():
        yield person, Fault("person-not-needed")


ALDERMAN = {
    "type": "Person",
    "id": "ex:alderman",
    "name": "Alderman for Integration",
    "job_title": {"en": "Alderman"},
    "organisations": ["ex:mechelen"],
    "basis": "public_role",
}
VISIT = {
    "type": "Visit",
    "id": "ex:vis-1",
    "kind": "study_visit",
    "visitors": ["ex:capaci"],
    "hosts": ["ex:mechelen"],
}

RULE = Rule(
    code="EXS604",
    slug="person-not-needed",
    severity="warning",
    title="No record refers to this person.",
    message="No record refers to this person, so the name is not needed.",
    why="Personal data that serve no purpose must not be shared.",
    fix="Remove the record, or name the person where he or she spoke, hosted or took part.",
    wrong=Example(
        [ALDERMAN, VISIT],
        header={"personal_data": "restricted"},
        at={"record": "ex:alderman"},
    ),
    right=Example(
        [ALDERMAN, {**VISIT, "participants": ["ex:alderman"]}],
        header={"personal_data": "restricted"},
    ),
    reads=NAMING,
    check_all=check_all,
)
