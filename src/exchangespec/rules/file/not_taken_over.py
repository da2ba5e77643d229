"""Something that another standard says and this one has no place for."""

from exchangespec.rules.rule import Example, Rule

AGENDA = """{
  "@context": "https://schema.org",
  "@type": "EducationEvent",
  "@id": "https://agenda.example.org/events/buddies",
  "name": "Workshop on buddies",
  "startDate": "2023-03-14",
  "location": {"@type": "Place", "name": "Town hall"},
  "isAccessibleForFree": true%s
}
"""

RULE = Rule(
    code="EXS025",
    slug="not-taken-over",
    severity="info",
    title="Something of another standard has no place in this one.",
    message={
        "property": "The property {name} has no place here; what it says was left out ({count}).",
        "class": "Subjects of the class {name} have no place here; they were left out ({count}).",
        "no-class": "Subjects without a class were left out ({count}).",
        "component": "The parts {name} of the calendar have no place here; they were left out "
        "({count}).",
        "identifier": "An address given as {name} is of no known register; it was left out "
        "({count}).",
        "kind-open": "The source does not say what kind of {name} it is; the most general kind "
        "was taken ({count}).",
        "offset": "A time is given by its distance from universal time, which names no time zone; "
        "the time was taken as it stands there, its wording kept beside it ({count}).",
    },
    why="What is left out is missing from everything made of these records.",
    fix="Nothing, if you do not need it; else add it to the records by hand.",
    wrong=Example(
        files={"agenda.jsonld": AGENDA % ',\n  "doorTime": "18:00"'},
        at={"file": "agenda.jsonld", "line": 9},
    ),
    right=Example(files={"agenda.jsonld": AGENDA % ""}),
)
