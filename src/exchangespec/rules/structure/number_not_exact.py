"""A number that programs cannot keep as it is written."""

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
  "modified": "2023-01-15",
  "license": "https://creativecommons.org/licenses/by/4.0/",
  "personal_data": "none",
  "records": [
    {"type": "City", "id": "ex:mechelen", "name": {"en": "Mechelen"}, "country": "BE"},
    {"type": "Funding", "id": "ex:fund-1", "funds": ["ex:mechelen"], "kind": "grant",
     "programme": "AMIF", "amount": %s, "currency": "EUR"}
  ]
}
"""

RULE = Rule(
    code="EXS105",
    slug="number-not-exact",
    severity="error",
    title="A number cannot be kept exactly.",
    message="The number {value} would change when it is read; it must be written as text.",
    why="Decimals and very large numbers are rounded differently by different programs.",
    fix='Write the number between quotation marks, such as "125000.5".',
    wrong=Example(
        files={"package.json": DOCUMENT % "125000.5"},
        at={"file": "package.json", "record": "ex:fund-1", "field": "amount"},
    ),
    right=Example(files={"package.json": DOCUMENT % '"125000.5"'}),
)
