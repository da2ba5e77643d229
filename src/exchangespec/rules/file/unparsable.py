"""A text that breaks the grammar of its format."""

from exchangespec.rules.rule import Example, Rule

DOCUMENT = """{
  "@context": ["https://w3id.org/exchangespec/1.0/context.jsonld"],
  "exchangespec": "1.0",
  "id": "https://example.org/exchange",
  "title": {"en": "Exchanges of two cities"},
  "publisher": "Flemish association",
  "prefix": "ex",
  "language": "en",
  "version": "2023-01-15",
  "modified": "2023-01-15"%s
  "license": "https://creativecommons.org/licenses/by/4.0/",
  "personal_data": "none",
  "records": [
    {"type": "City", "id": "ex:mechelen", "name": {"en": "Mechelen"}, "country": "BE"}
  ]
}
"""

RULE = Rule(
    code="EXS019",
    slug="unparsable",
    severity="error",
    title="The text cannot be read.",
    message={
        "broken": "The text cannot be read from here on.",
        "comma-expected": "A comma or a closing bracket is missing before this.",
        "key-expected": "The name of a field, in quotation marks, is expected here.",
        "colon-expected": "A colon is missing here.",
        "value-expected": "A value is expected here.",
        "trailing-comma": "The comma before this closing bracket must go.",
        "quote-missing": "A quotation mark is missing: the text that begins here does not end.",
        "more-after-end": "More text follows after the end of the document.",
        "line-break-in-text": "A line break or other control sign stands in the middle of a text.",
        "wrong-escape": "The backslash here is followed by a sign that cannot follow it.",
        "not-a-number": "{value} is no number that can be exchanged.",
        "half-character": "The text holds half a character, which no program can show.",
        "not-utf8": "The text is not in UTF-8 from here on.",
        "cut-short": "The text ends in the middle of a statement.",
        "no-statement": "This line is no statement of subject, property and value.",
        "full-stop-expected": "The full stop that ends a statement is missing before this.",
        "subject-expected": "What is spoken of, an address or a short name, is expected here.",
        "predicate-expected": "A property, an address or a short name, is expected here.",
        "prefix-expected": "A prefix that ends in a colon is expected here.",
        "address-expected": "An address in angle brackets is expected here.",
        "bracket-missing": "The bracket that opens here is not closed.",
        "prefix-undeclared": "The prefix “{value}:” is used but not declared.",
        "relative-address": "“{value}” is no full address, and nothing says what it belongs to.",
        "bad-address": "“{value}” holds a sign that no address can hold.",
        "document-type": "A document type stands here; it is not read, since it could make a "
        "program fetch or unpack other files.",
        "remote-context": "The context at {value} would have to be fetched, which is never done; "
        "put it into the document.",
        "no-context": "Nothing says what the names in this document mean: it has no @context.",
        "no-calendar": "This is no calendar file: it does not begin with BEGIN:VCALENDAR.",
        "component-open": "The {value} that begins here does not end; it was not read.",
        "component-end": "This ends a {value}, but none has begun.",
        "component-broken": "The {value} that begins here breaks the rules of calendars; it was "
        "not read.",
        "no-document": "The document breaks the rules of its format.",
    },
    why="What follows cannot be understood, so it was not checked.",
    fix="Mend this place; best let a program write the file, and do not edit it by hand.",
    wrong=Example(files={"package.json": DOCUMENT % ""}, at={"file": "package.json", "line": 11}),
    right=Example(files={"package.json": DOCUMENT % ","}),
)
