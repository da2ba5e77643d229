"""A long number of which a spreadsheet program has kept fifteen digits."""

from exchangespec.rules.rule import Example, Rule

HEADING = "id,name,kind,url,city,country,short_name\r\n"
ROW = "ex:of-1,Office of Capaci,local_authority,https://capaci.example,ex:capaci,IT,"

RULE = Rule(
    code="EXS081",
    slug="digits-cut",
    severity="error",
    title="A long number has lost its last digits.",
    message=(
        "“{value}” is a number of more than fifteen digits; spreadsheet programs replace those "
        "that follow by zeros."
    ),
    why="Registration and account numbers are codes, not amounts: each of their digits counts.",
    fix="Format the column as text, then put in the number again from where it came.",
    wrong=Example(
        files={"organisations.csv": HEADING + ROW + "1.23457E+17\r\n"},
        at={"record": "ex:of-1", "field": "short_name"},
    ),
    right=Example(files={"organisations.csv": HEADING + ROW + "123456789012345678\r\n"}),
)
