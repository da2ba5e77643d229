"""A word that may stand for several values of a list."""

from exchangespec.rules.rule import Example, Rule

HEADING = "id,funds,kind,programme,amount,currency\r\n"

RULE = Rule(
    code="EXS205",
    slug="ambiguous-value",
    severity="error",
    title="A word may stand for several values.",
    message="“{value}” may mean {candidates}.",
    why="A guess would be wrong half of the time.",
    fix="Write the value that you mean.",
    wrong=Example(
        files={"funding.csv": HEADING + "ex:fund-1,ex:inclucities,grant,AMIF,5000,kr\r\n"},
        at={"record": "ex:fund-1", "field": "currency"},
    ),
    right=Example(
        files={"funding.csv": HEADING + "ex:fund-1,ex:inclucities,grant,AMIF,5000,SEK\r\n"}
    ),
)
