"""A sheet or file that was passed over because the standard has no such table."""

from exchangespec.rules.rule import Example, Rule

VISITS = (
    ("id", "kind", "visitors", "hosts"),
    ("ex:vis-1", "study_visit", "ex:capaci", "ex:mechelen"),
)

RULE = Rule(
    code="EXS006",
    slug="unknown-table",
    severity="warning",
    title="A sheet or table is not recognised.",
    message={
        "sheet": "The sheet “{table}” is not one of the standard and was not read.",
        "hidden": "The hidden sheet “{table}” is not one of the standard and was not read.",
        "class": "Subjects of the class {table} are not part of the standard and were not read.",
        "no-class": "Subjects without a class are not part of the standard and were not read.",
        "package": "“{table}” is a second package in this file; what it says of itself was not "
        "read.",
        "publisher": "“{table}” is the package of another publisher in this file ({prefix}): its "
        "records were read with the first; of what it says of itself, only its prefixes and how "
        "strictly personal data are to be used. `exchangespec merge` takes the packages apart.",
        "file": "The file “{table}” is not a table of the standard and was not read.",
        "copy": "“{table}” is a repaired copy of a file that stands beside it, and was not read.",
        "no-csv": "“{table}” is no CSV file and was not read: of a folder or zip only the CSV "
        "files are, as one submission. To check it, give it by itself.",
    },
    why="You should know what was left aside.",
    fix="Nothing, if it holds other things; else name it as in the template.",
    wrong=Example(
        sheets={"Visits": VISITS, "Budget": (("post", "sum"), ("travel", 300))},
        at={"sheet": "Budget"},
    ),
    right=Example(sheets={"Visits": VISITS}),
)
