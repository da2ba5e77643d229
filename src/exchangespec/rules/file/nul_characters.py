"""NUL characters in a text file."""

from exchangespec.rules.rule import Example, Rule

HEADING = "id,name,country\r\n"

RULE = Rule(
    code="EXS054",
    slug="nul-characters",
    severity="warning",
    title="The file holds NUL characters.",
    message="The file holds {count} NUL characters, here first; they were left out.",
    why="They belong to no text. Most likely writing the file was cut short, or it was damaged.",
    fix="Save the file anew from the program it comes from, and compare the last rows.",
    wrong=Example(
        files={"cities.csv": HEADING + "ex:a,A\0a,BE\r\n"},
        at={"file": "cities.csv", "line": 2},
    ),
    right=Example(files={"cities.csv": HEADING + "ex:a,Aa,BE\r\n"}),
)
