"""A workbook that is not made as workbooks should be, and could be read all the same."""

import base64
import zlib

from exchangespec.rules.rule import Example, Rule

HEADINGS = "id,kind,visitors,hosts\r\n"
VISIT = "ex:vis-1,study_visit,ex:capaci,ex:mechelen\r\n"
# A workbook that names a sheet of a kind that nobody knows.
ODD = zlib.decompress(
    base64.b64decode(
        "eNrVVs9v0zAU7jb2i4EQMHHgFHKaBKtZN3Go0kpjZRKatFUMIRBCk5e4q9XEiWx3a0/sNnHhL+DACSHxD3Dlb+CC"
        "xBGJI4IbN3h20ib10m1AL7Ry47jvvc/fe59fUt+YODdfiD83FmZa378ujBcKalyFladrIZOEyZ2H3YiIZ8VO4Dt6"
        "asGMiYrdlDIqIyTcJgmwKIYRYfBPI+QBlnDL91CE3RbeI6h0+/Yd5MbhFqWKYVedGmngti+tex1YFjRkFZsTX9hW"
        "gquwKjaOIp+6WML/aJ95BspiglAET20jmjQSN8HARlVna59wTj1i1TGXmziAcKjjo4OQt3bDsKUY/Rla2GhQl3ih"
        "2w7ApSgiTrAnmoTIwC/qazHAlJ2CL2TXJ2LU6DroacgjBlWZ1PMeLtICqdYHhPX88sK1bzBTYw7GjiozUiUTzoNs"
        "3f5SWAO1B2FlY1r3PZDVkm3FZE+PHPOtJXxzAAwLiIz5HpEV21SWSscAPSMtF9iH9U9jhYIa12EF/OPMZKP8t1nq"
        "SyNNkOil5Th0aZTQ8VHI4KbnLRd8eaTq8DyDNqycSQ+rSz/fzYEW1LgU6yGrBKd3c/b6DxzWeLOqPdlxhDIfCWOQ"
        "kkYQydViut08ooJKKIJeU2kGdfEyjXWGBm23PC9jWOobLuuc9aL3s2HkLVq58uUNzNS4GOctrbijp9sa7J/zVnVc"
        "4vuPG8JywzaTaqtVp9NA6sdi7WA9iJmu2Jbqqt3NdrBL+LqOrBKg2CQRFK/+zgxCH49evroFD2E1ZhJCfQWIUVHR"
        "azUscdXh4YHF1QaBoJqsQq1gw5T5lJFtyWGdwo5llXoOkrB1dYfcxPruMOsWZXn2a8Ps95VkQi5yfGrDfJqhkIYD"
        "Ajp9TqU+p9KQCKRTBuDFpTxmw3yEbHvdHb3fPIInQLkYmjLNY3iCU0CgwD5heTxRpo5p0zUUdfT6148pmKlxPlZU"
        "0pUcuCKwHhufnxj+Ktj7HI4V8l8MzQDmIz8N8GR84AXAdDQfiqljNHHSI9KMYzbTNM7h5LHWajqbHSV1fj9l9BfT"
        "1Ty7qeuL6fQkm15mfVKvz7PZatU3JpVJYRq+b4HZrDb+DWGZrmI="
    )
)

RULE = Rule(
    code="EXS034",
    slug="second-reader",
    severity="warning",
    title="The workbook is damaged, but could be read.",
    message="This workbook is not made as workbooks should be; it was read as far as it can be.",
    why="Other programs may refuse it, or read something else than this.",
    fix="Open it in a spreadsheet program, see whether all is there, and save it anew.",
    wrong=Example(files={"visits.xlsx": ODD}, at={"file": "visits.xlsx"}),
    right=Example(files={"visits.csv": HEADINGS + VISIT}),
)
