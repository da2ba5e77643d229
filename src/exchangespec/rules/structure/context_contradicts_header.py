"""The JSON-LD context gives a prefix another address than the header does."""

from exchangespec.rules.rule import Example, Rule

START = """{
  "@context": ["https://w3id.org/exchangespec/1.0/context.jsonld", {"ex": "%s"}],
  "exchangespec": "1.0",
  "id": "https://example.org/exchange",
  "title": {"en": "Exchanges of two cities"},
  "publisher": "Flemish association",
  "prefix": "ex",
  "base": "https://example.org/id/",
  "language": "en",
  "version": "2023-01-15",
  "modified": "2023-01-15",
  "license": "https://creativecommons.org/licenses/by/4.0/",
  "personal_data": "none",
  "records": [
    {"type": "City", "id": "ex:mechelen", "name": {"en": "Mechelen"}, "country": "BE"}
  ]
}
"""

RULE = Rule(
    code="EXS113",
    slug="context-contradicts-header",
    severity="error",
    title="The context and the header disagree about a prefix.",
    message={
        "prefix": "The context says that “{prefix}” stands for {context}, the header says "
        "{header}.",
        "address": "The first entry of the context is {value}, but it must be {expected}.",
    },
    why="The same id would mean one thing to a reader of JSON and another to a reader of RDF.",
    fix="Give the prefix the same address in both places, or leave the context out.",
    wrong=Example(
        files={"package.json": START % "https://example.org/other/"},
        at={"file": "package.json", "field": "@context"},
    ),
    right=Example(files={"package.json": START % "https://example.org/id/"}),
)
