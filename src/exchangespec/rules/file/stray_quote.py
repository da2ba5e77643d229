"""A quotation mark that opens a cell and is not closed at its end."""

from exchangespec.rules.rule import Example, Rule

HEADING = "id,name,country\r\n"

RULE = Rule(
    code="EXS050",
    slug="stray-quote",
    severity="warning",
    title="A quotation mark is not closed, or text follows where it is.",
    message={
        "one": "The quotation marks in “{value}” do not pair up; they were read as part of the "
        "text, and the row ends where the line does.",
        "more": "Quotation marks do not pair up in {count} more rows from here on; they were read "
        "in the same way.",
    },
    why="Programs that take such a mark for the beginning of a quoted cell swallow the rows "
    "below it without a word.",
    fix="Write a quotation mark within a quoted cell twice; best let a program write the file.",
    wrong=Example(
        files={"cities.csv": HEADING + 'ex:a,"Old town" of A,BE\r\nex:b,B,BE\r\n'},
        at={"file": "cities.csv", "line": 2},
    ),
    right=Example(
        files={"cities.csv": HEADING + 'ex:a,"""Old town"" of A",BE\r\nex:b,B,BE\r\n'},
    ),
)
