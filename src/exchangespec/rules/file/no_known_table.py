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
        "table": "The file can be opened, but no sheet or table in it is one of the standard; "
        "found: {tables}.",
        "empty": "The file can be opened, but no sheet or table in it holds anything.",
        "folder": "There is no CSV file in this folder, and only CSV files are read together as "
        "one submission; found: {tables}. Give the files themselves ({seen}/*), and each is "
        "checked as a submission of its own; `publish` takes one of them at a time.",
        "folder-tables": "The CSV files of a folder are read as one submission, and none of those "
        "in this one is a table of the standard; found: {tables}.",
        "folders": "Only the files of a folder are read, and this one holds only other folders, "
        "which are not looked into: {tables}.",
        "empty-folder": "The folder is empty: there is no file in it.",
        "zip": "A zip is read as one submission made of CSV files, and there is none in this one; "
        "found: {tables}. Unpack it and give the files themselves: each is checked as a "
        "submission of its own.",
        "statements": "No subject in this file is of a class of the standard; found: {tables}.",
    },
    why="Nothing in it is known, so nothing could be checked.",
    fix="Put the data into our template, which `exchangespec template -o template.xlsx` makes. Or "
    "keep your own table, and let a mapping say what its columns mean: `exchangespec map suggest "
    "FILE -o map.toml` suggests one, `exchangespec validate FILE --map map.toml` checks the table "
    "by it. If it is the template, give the sheet or CSV file its name again, one of "
    f"{SHEETS}.",
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
