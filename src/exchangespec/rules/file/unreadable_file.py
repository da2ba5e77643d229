"""A file that cannot be opened."""

from exchangespec.rules.rule import Example, Rule

HEADING = "id,kind,visitors,hosts\r\n"
VISIT = "ex:vis-1,study_visit,ex:capaci,ex:mechelen\r\n"

RULE = Rule(
    code="EXS001",
    slug="unreadable-file",
    severity="error",
    title="The file cannot be opened.",
    message={
        "system": "The file cannot be opened: {seen}.",
        "broken-archive": "The file is damaged: what it packs together cannot be unpacked.",
        "unknown-packing": "The zip is whole, but a file in it is packed by {seen}, which is not "
        "read: pack it anew in the usual way (Deflate), which every program knows.",
        "workbook-packing": "The workbook is whole, but a part of it is packed by {seen}, which is "
        "not read: pack it anew in the usual way (Deflate), which every program knows.",
        "unknown-code-page": "The workbook is whole, but old: its texts are in code page {seen}, "
        "which is not read. Open it and save it as .xlsx.",
        "cut-off": "The end of the file is missing: it was cut off when it was saved or sent.",
        "entities": "The workbook declares abbreviations of its own, which no spreadsheet program "
        "writes and which could be made to do harm.",
        "broken-workbook": "The workbook is damaged: a part of it cannot be read.",
        "broken-compression": "The compressed file is damaged: from here on it cannot be unpacked.",
        "calendar-missing": "To read calendar files, an optional part is needed: "
        "`pip install 'exchangespec[calendar]'`.",
        "zstd-missing": "To read files ending in .zst, an optional part is needed: "
        "`pip install 'exchangespec[zstd]'`.",
    },
    why="Nothing, or only a part of it, could be checked.",
    fix="Open the file in the program it comes from and save it anew; check that it was sent "
    "whole.",
    wrong=Example(
        files={"visits.xlsx": b"PK\x03\x04 and then the rest was lost"}, at={"file": "visits.xlsx"}
    ),
    right=Example(files={"visits.csv": HEADING + VISIT}),
)
