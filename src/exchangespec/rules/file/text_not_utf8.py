"""A text file that was not saved as UTF-8."""

from exchangespec.rules.rule import Example, Rule

CITIES = "id,name,country\r\nex:orebro,Örebro,SE\r\n"

RULE = Rule(
    code="EXS005",
    slug="text-not-utf8",
    severity="warning",
    title="The text is not in UTF-8.",
    message={
        "known": "The file was not saved as UTF-8; it was read as {encoding}. "
        "Look whether these words are right: {words}.",
        "guess": "The file was not saved as UTF-8, and nothing says as what; it was guessed to be "
        "{encoding}. Look whether these words are right: {words}.",
    },
    why="Which letters were meant can then only be guessed.",
    fix="Save the file as “CSV UTF-8”.",
    wrong=Example(files={"cities.csv": CITIES.encode("windows-1252")}, at={"file": "cities.csv"}),
    right=Example(files={"cities.csv": CITIES.encode("utf-8")}),
)
