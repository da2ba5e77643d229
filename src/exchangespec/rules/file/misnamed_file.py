"""A file whose name says that it is another kind of table than it is."""

from exchangespec.rules.rule import Example, Rule

HEADINGS = "id,kind,visitors,hosts\r\n"
VISIT = "ex:vis-1,study_visit,ex:capaci,ex:mechelen\r\n"

RULE = Rule(
    code="EXS035",
    slug="misnamed-file",
    severity="info",
    title="The file is named like another kind of file.",
    message={
        "other": "This file is named {suffix}, but holds {seen}; it was read as that.",
        "csv": "This file is named {suffix}, but holds plain text (CSV); it was read as that.",
        "json": "This file is named {suffix}, but holds JSON; it was read as that.",
        "ods": "This file is named {suffix}, but is an OpenDocument spreadsheet (.ods); it was "
        "read as that.",
        "xls": "This file is named {suffix}, but is an old Excel workbook (.xls); it was read as "
        "that.",
        "xlsb": "This file is named {suffix}, but is a binary Excel workbook (.xlsb); it was read "
        "as that.",
        "xlsx": "This file is named {suffix}, but is an Excel workbook (.xlsx); it was read as "
        "that.",
    },
    why="Spreadsheet programs warn of such a file, or open it wrongly.",
    fix="Save it anew as a workbook (.xlsx), or give it the ending that fits.",
    wrong=Example(files={"visits.xls": HEADINGS + VISIT}, at={"file": "visits.xls"}),
    right=Example(files={"visits.csv": HEADINGS + VISIT}),
)
