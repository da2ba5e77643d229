"""Tables without a header that says whose they are."""

from exchangespec.rules.rule import Example, Rule

HEADING = "id,kind,visitors,hosts\r\n"
VISIT = "ex:vis-1,study_visit,ex:capaci,ex:mechelen\r\n"
ABOUT = (
    "field,value\r\n"
    "exchangespec,1.0\r\n"
    "id,https://example.org/exchange\r\n"
    "title,Exchanges of two cities\r\n"
    "publisher,Flemish association\r\n"
    "prefix,ex\r\n"
    "language,en\r\n"
    "version,2023-01-15\r\n"
    "modified,2023-01-15\r\n"
    "license,https://creativecommons.org/licenses/by/4.0/\r\n"
    "personal_data,none\r\n"
)

RULE = Rule(
    code="EXS021",
    slug="no-header",
    severity="warning",
    title="Nothing says whose data these are.",
    message={
        "table": "Nothing says whose data these are, from when and in which language: the table "
        "About is missing.",
        "partial": "Only a part was given of what says whose data these are; not stated: "
        "{missing}.",
        "imported": "The source does not say all that belongs to a package; taken for it: {taken}.",
        "statements": "Nothing says whose data these are, from when and in which language: no "
        "subject speaks of the package.",
    },
    why="Without it the data can be checked, but not be joined with those of others.",
    fix="Add a sheet About, or a file about.csv beside the tables; or give the file of another "
    "submission of yours with --about.",
    wrong=Example(files={"visits.csv": HEADING + VISIT}, at={"file": "visits.csv"}),
    right=Example(files={"about.csv": ABOUT, "visits.csv": HEADING + VISIT}),
)
