"""The name of a person of the submission, in a text of another record."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exchangespec.codelists import fold
from exchangespec.finding import Fault
from exchangespec.rules.fields import texts, writing
from exchangespec.rules.rule import Context, Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from exchangespec.formats.format import Part
    from exchangespec.submission.facts import RecordFacts

FEWEST_WORDS, MOST_WORDS = 2, 5
AROUND = ".,;:!?()[]{}\"'«»“”„‘’<>/|"
# What stands inside names without a capital letter.
PARTICLE = re.compile(
    "van|von|de|der|den|het|ter|ten|te|la|le|les|du|des|di|da|dal|dalla|del|della|do|dos|das"
    "|el|al|bin|ben|ibn|af|av|zu|zur|zum|y|e"
)
# Words of roles: a record may name a person by the role alone.
ROLE = re.compile(
    "adviser|advisor|alderman|alderwoman|ambassador|artist|burgemeester|buergermeister"
    "|commissioner|contributor|coordinator|councillor|deputy|director|expert|facilitator|governor|head"
    "|interpreter|journalist|leader|lecturer|manager|mayor|member|minister|moderator|officer|panellist"
    "|president|professor|rapporteur|representative|researcher|schepen|secretary|speaker"
    "|spokesperson|teacher|vicemayor|volunteer|wethouder"
)


def check(record: RecordFacts, context: Context) -> Iterator[Fault]:
    """Look for the names of people read so far; one fault a text.

    People come before the records that may mention them. A person's own name is no text.
    """
    if not context.person_names:
        return
    for field, item, text in texts(record):
        if record.type == "Person" and field == "name":
            continue
        name = first_name(text, context.person_names)
        if name is not None and context.person_names[name] != record.id:
            yield Fault(
                "name-in-free-text",
                {"value": name, "other": context.person_names[name]},
                field=field,
                item=item,
                related=(context.person_names[name],),
            )


def suspects(part: Part, context: Context) -> Iterable[int]:
    """Return all records where there are names, and else none."""
    return range(len(part) if context.person_names else 0)


def first_name(text: str, names: Mapping[str, str]) -> str | None:
    """Return the first run of words that is the name of a person, and not merely a role."""
    words = text.split()
    for start, word in enumerate(words):
        if word.lstrip(AROUND)[:1].islower():
            continue
        longest = min(MOST_WORDS, len(words) - start)
        for length in range(longest, FEWEST_WORDS - 1, -1):
            run = " ".join(words[start : start + length])
            for name in (run.strip(AROUND), run.rstrip("s").strip(AROUND)):
                if name in names and is_of_a_person(name):
                    return name
    return None


def is_of_a_person(name: str) -> bool:
    """Tell whether a Person's name names a human being and not a role ("Alderman for Sport")."""
    words = [word for word in name.split() if not PARTICLE.fullmatch(word)]
    return (
        len(words) >= FEWEST_WORDS
        and all(word[0].isupper() or not word[0].isalpha() for word in words)
        and not any(ROLE.fullmatch(fold(word)) for word in words)
    )


GUEST = {
    "type": "Person",
    "id": "ex:guest",
    "name": "Invented Name",
    "job_title": {"en": "Guest speaker"},
    "organisations": ["ex:mechelen"],
    "basis": "consent",
}
VISIT = {
    "type": "Visit",
    "id": "ex:vis-1",
    "kind": "study_visit",
    "visitors": ["ex:capaci"],
    "hosts": ["ex:mechelen"],
    "participants": ["ex:guest"],
}

RULE = Rule(
    code="EXS606",
    slug="name-in-free-text",
    severity="warning",
    title="A text names a person who has a record.",
    message="The text names {value}, who has a record of his or her own ({other}).",
    why="Removing the record of the person would not remove the name from the text.",
    fix="Write the role in place of the name, and refer to the person by a field for people.",
    wrong=Example(
        [GUEST, {**VISIT, "outcomes": {"en": "Advice by Invented Name on buddies"}}],
        header={"personal_data": "restricted"},
        at={"record": "ex:vis-1", "field": "outcomes", "item": "en"},
    ),
    right=Example(
        [GUEST, {**VISIT, "outcomes": {"en": "Advice by the guest speaker on buddies"}}],
        header={"personal_data": "restricted"},
    ),
    where=writing,
    suspects=suspects,
    check=check,
)
