"""A workbook that opens only with a password."""

import base64
import zlib

from exchangespec.rules.rule import Example, Rule

HEADING = "id,kind,visitors,hosts\r\n"
VISIT = "ex:vis-1,study_visit,ex:capaci,ex:mechelen\r\n"
# The empty shell of a workbook that is encrypted.
LOCKED = zlib.decompress(
    base64.b64decode(
        "eNq7cF7wwcKNUg8Z0IAdAzPDv/+cDGxIYoxQDAYCDED5//9BTBgNAv9HwZACf4H432gwjFgQxJAP"
        "hCUMCgyuDHlAuoihkoEUIMbAyggzi5FIPcjlBcjWZLCtBUDbUxlSGAIYEoEi2UAyHcgnBJQYmBiR"
        "/UOq/dQApNpPbUCJ/QBsqPnp"
    )
)

RULE = Rule(
    code="EXS002",
    slug="password-protected",
    severity="error",
    title="The file is protected by a password.",
    message="The file opens only with a password, so nothing in it could be checked.",
    why="A file that nobody else can open cannot be exchanged.",
    fix="Save the file without a password and send it again.",
    wrong=Example(files={"visits.xlsx": LOCKED}, at={"file": "visits.xlsx"}),
    right=Example(files={"visits.csv": HEADING + VISIT}),
)
