"""Bytes that mean nothing in the encoding of the file."""

from exchangespec.rules.rule import Example, Rule

HEADING = "id,name,country\r\n"
CITY = "ex:a,Ørsted Ålborg Århus Æbeltoft Ødis Åbenrå Ærø Læsø Tåsing Fanø Sønderborg,DK\r\n"
TITLE = "Købstæder på Fyn,,\r\n"

RULE = Rule(
    code="EXS055",
    slug="undecodable-bytes",
    severity="error",
    title="The file holds bytes that mean nothing in its encoding.",
    message="{count} bytes, here first, mean nothing in {encoding}; “\ufffd” stands for each.",
    why="Which letters were meant is lost. Most likely rows of files in different encodings were "
    "put together.",
    fix="Type the words anew, and save the file as “CSV UTF-8”.",
    wrong=Example(
        files={
            "cities.csv": TITLE.replace("på", "p\udce5").encode(errors="surrogateescape")
            + (HEADING + CITY).encode()
        },
        at={"file": "cities.csv", "line": 1},
    ),
    right=Example(files={"cities.csv": (TITLE + HEADING + CITY).encode()}),
)
