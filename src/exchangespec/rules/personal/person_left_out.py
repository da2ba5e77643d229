"""A person whom a source of another standard names without saying why it may."""

from exchangespec.rules.rule import Example, Rule

AGENDA = """{
  "@context": "https://schema.org",
  "@type": "EducationEvent",
  "@id": "https://agenda.example.org/events/buddies",
  "name": "Workshop on buddies",
  "startDate": "2023-03-14",
  "location": {"@type": "Place", "name": "Town hall"},
  "isAccessibleForFree": true,
  "performer": {"@type": "%s", "@id": "https://agenda.example.org/hosts/1", "name": "Welcome"}
}
"""

RULE = Rule(
    code="EXS607",
    slug="person-left-out",
    severity="warning",
    title="Persons named in another standard were left out.",
    message="Persons or personal addresses ({name}) were left out, since the source states no "
    "legal basis for sharing them ({count}).",
    why="The General Data Protection Regulation allows no personal data without a legal basis, and "
    "other standards do not record one.",
    fix="Where there is a basis, add the person as a record of type Person that states it.",
    wrong=Example(
        files={"agenda.jsonld": AGENDA % "Person"}, at={"file": "agenda.jsonld", "line": 9}
    ),
    right=Example(files={"agenda.jsonld": AGENDA % "NGO"}),
)
