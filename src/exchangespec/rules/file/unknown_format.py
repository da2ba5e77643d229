"""A file in a format that is not read here."""

from exchangespec.rules.rule import Example, Rule

HEADING = "id,kind,visitors,hosts\r\n"
VISIT = "ex:vis-1,study_visit,ex:capaci,ex:mechelen\r\n"

RULE = Rule(
    code="EXS003",
    slug="unknown-format",
    severity="error",
    title="The file is in an unknown format.",
    message={
        "unknown": "The format of this file is not known.",
        "html": "This is a web page, although it may be named like a workbook.",
        "xml": "This is an XML file, which is not read here.",
        "pdf": "This is a PDF, from which no data can be read.",
        "word": "This is a text document, from which no data can be read.",
        "slides": "This is a presentation, from which no data can be read.",
        "rich-text": "This is a text document (RTF), from which no data can be read.",
        "mail": "This is an e-mail message; save its attachment and send that.",
        "picture": "This is a picture, from which no data can be read.",
        "database": "This is a database file; export its tables as workbooks or CSV.",
        "excel-xml": "This is a workbook in the XML of Excel 2003, although it may be named .xls; "
        "open it in a spreadsheet program and save it as .xlsx.",
        "web-archive": "This is a web page saved as one file, although it may be named .xls; open "
        "it in a spreadsheet program and save it as .xlsx.",
        "old-workbook": "This workbook is in a format from before 1993; open it in a spreadsheet "
        "program and save it as .xlsx.",
        "numbers": "This is a document of Numbers; export it there as Excel or CSV.",
        "google": "This is only a link to a document of Google; download that as Excel or "
        "OpenDocument.",
        "symbolic-link": "This is a table in the SYLK format; open it in a spreadsheet program "
        "and save it as .xlsx.",
        "json": "This is JSON, but not an exchangespec package: neither “exchangespec” nor "
        "“records” stands in it.",
        "lock": "Close the workbook: this is the lock file of Excel, or of another such program, "
        "which is there only while a workbook is open.",
        "compressed": "This table is compressed; unpack it first. JSON, NDJSON and RDF are read "
        "compressed, and CSV as a zip.",
        "not-linked": "This is neither JSON-LD nor any other writing of RDF.",
        "archive": "This archive holds no tables.",
    },
    why="Nothing in it could be checked.",
    fix="Send a workbook (.xlsx), CSV or JSON; open a file from a web page in a spreadsheet "
    "program and save it as a workbook.",
    wrong=Example(
        files={"visits.xls": "<html><table><tr><td>Visits</td></tr></table></html>"},
        at={"file": "visits.xls"},
    ),
    right=Example(files={"visits.csv": HEADING + VISIT}),
)
