"""A file that is larger or deeper than what is read."""

from exchangespec.rules.rule import Example, Rule

DOCUMENT = """{
  "@context": ["https://w3id.org/exchangespec/1.0/context.jsonld"],
  "exchangespec": "1.0",
  "id": "https://example.org/exchange",
  "title": {"en": "Exchanges of two cities"},
  "publisher": "Flemish association",
  "prefix": "ex",
  "language": "en",
  "version": "2023-01-15",
  "modified": "2023-01-15"%s
  "license": "https://creativecommons.org/licenses/by/4.0/",
  "personal_data": "none",
  "records": [
    {"type": "City", "id": "ex:mechelen", "name": {"en": "Mechelen"}, "country": "BE"}
  ]
}
"""

RULE = Rule(
    code="EXS018",
    slug="limit-exceeded",
    severity="error",
    title="The file exceeds a limit.",
    message={
        "any": "This is larger than what is read; the rest was not checked.",
        "cells": "The sheet spans more than {limit} cells; it was not read.",
        "bytes": "The file is larger than {limit} bytes.",
        "bytes a line": "The line is longer than {limit} bytes.",
        "line": "The line is longer than {limit} characters.",
        "characters": "The text is longer than {limit} characters.",
        "cell_characters": "The text has {found} characters; a cell holds no more than {allowed}.",
        "columns": "The row has more than {limit} cells; from here on nothing was read.",
        "rows": "The sheet has more than {limit} rows; the rest was not read.",
        "members": "The archive holds more than {limit} files.",
        "ratio": "The archive unpacks to more than {limit} times its size.",
        "depth": "Brackets stand within brackets more than {limit} deep.",
    },
    why="A file without limits could be made to stop the program that reads it.",
    fix="Split the data over several files; send much data as NDJSON.",
    wrong=Example(
        files={"package.json": DOCUMENT % ","},
        limits={"json_depth": 3},
        at={"file": "package.json", "line": 14},
    ),
    right=Example(files={"package.json": DOCUMENT % ","}),
)
