"""An address of the header that is not written in full."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS227",
    slug="not-an-iri",
    severity="error",
    title="A value is not a full address.",
    message="“{value}” is not a full address; it should look like https://example.org/exchange.",
    why="The address tells your data apart from those of everybody else.",
    fix="Write an address that begins with https:// and belongs to you; it need not open.",
    wrong=Example(header={"id": "our exchanges"}, at={"field": "id"}),
    right=Example(),
)
