"""The same key twice in one JSON object."""

from exchangespec.rules.rule import Example, Rule

START = """{
  "@context": ["https://w3id.org/exchangespec/1.0/context.jsonld"],
  "exchangespec": "1.0",
  "id": "https://example.org/exchange",
  "title": {"en": "Exchanges of two cities"},
  "publisher": "Flemish association",
  "prefix": "ex",
  "language": "en",
  "version": "2023-01-15",
  "modified": "2023-01-15",
  "license": "https://creativecommons.org/licenses/by/4.0/",
  "personal_data": "none",
  "records": [
    {"type": "City", "id": "ex:mechelen", "name": {"en": "Mechelen"},
"""
END = """
     "country": "BE"}
  ]
}
"""

RULE = Rule(
    code="EXS104",
    slug="duplicate-key",
    severity="error",
    title="The same key is written twice in one object.",
    message="“{key}” is written twice; only one of the two values would be kept.",
    why="Most programs keep one of the two values and lose the other without a word.",
    fix="Keep the right value and remove the other; put several values into one list.",
    wrong=Example(
        files={"package.json": START + '     "population": 86000, "population": 87000,' + END},
        at={"file": "package.json", "record": "ex:mechelen", "field": "population"},
    ),
    right=Example(files={"package.json": START + '     "population": 87000,' + END}),
)
