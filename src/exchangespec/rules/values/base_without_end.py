"""An address that a prefix stands for, but after which no name can follow."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS234",
    slug="base-without-end",
    severity="error",
    title="An address cannot stand for a prefix.",
    message="“{value}” cannot stand for a prefix: it must be an address that ends in / or #.",
    why="The name of a record is put right after it; without such an end, programs that read "
    "linked data leave the prefix as it is, and the record gets another address.",
    fix="End the address with a slash: https://example.org/data/.",
    wrong=Example(header={"base": "https://example.org/data"}, at={"field": "base"}),
    right=Example(header={"base": "https://example.org/data/"}),
)
