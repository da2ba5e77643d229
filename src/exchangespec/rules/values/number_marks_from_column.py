"""A number whose point or comma the rest of its column explains."""

from exchangespec.rules.rule import Example, Rule

HEADING = "id,funds,kind,funders,amount,currency\r\n"
PROOF = 'ex:fund-1,ex:net-1,grant,ex:erdf,"12.500,75",EUR\r\n'

RULE = Rule(
    code="EXS237",
    slug="number-marks-from-column",
    severity="warning",
    title="What the point or comma in a number means was told by other rows of its column.",
    message=(
        "“{was}” was read as {becomes}, since other rows of the column {shows} (row {proof})."
    ),
    repeated={
        "column": (
            "{amount} numbers of “{column}” that have two readings were read such as {examples}, "
            "since other rows {shows} (row {proof}); they are in the rows {rows}."
        ),
    },
    why="The number 1.234 is one and a bit in some countries and more than a thousand in others.",
    fix="Look whether the numbers are right; write them without a mark for thousands.",
    wrong=Example(
        files={"funding.csv": HEADING + PROOF + "ex:fund-2,ex:net-1,grant,ex:erdf,1.234,EUR\r\n"},
        at={"record": "ex:fund-2", "field": "amount"},
    ),
    right=Example(
        files={"funding.csv": HEADING + PROOF + "ex:fund-2,ex:net-1,grant,ex:erdf,1234,EUR\r\n"}
    ),
)
