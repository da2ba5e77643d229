"""A file in which no sheet or table holds records of the standard."""

from exchangespec import spec
from exchangespec.rules.rule import Example, Rule

SHEETS = ", ".join(form.sheet for form in spec.records().values())

RULE = Rule(
    code="EXS004",
    slug="no-known-table",
    severity="error",
    title="No sheet or table is recognised.",
    message={
        "table": "No sheet or table in this file is one of the standard; found: {tables}.",
        "empty": "No sheet or table in this file holds anything.",
        "folder": "A folder is read as one submission of CSV tables, and none is here; found: "
        "{tables}. To check each file as a submission of its own, give the files ({seen}/*), not "
        "the folder; `publish` takes one of them at a time, since a release has one publisher.",
        "empty-folder": "The folder is empty: there is no file in it.",
        "statements": "No subject in this file is of a class of the standard; found: {tables}.",
    },
    why="Nothing in it could be checked.",
    fix=f"Name each sheet, or CSV file, after what it holds ({SHEETS}), or keep the headings of "
    "the template; `exchangespec template -o template.xlsx` makes one.",
    wrong=Example(sheets={"Sheet1": (("colour", "size"), ("red", 3))}, at={"file": "example.xlsx"}),
    right=Example(
        sheets={
            "Visits": (
                ("id", "kind", "visitors", "hosts"),
                ("ex:vis-1", "study_visit", "ex:capaci", "ex:mechelen"),
            )
        }
    ),
)
