"""The prefix of the publisher's ids is not written as one."""

from exchangespec.rules.rule import Example, Rule

RULE = Rule(
    code="EXS117",
    slug="malformed-prefix",
    severity="error",
    title="The prefix of the submission is not written as it must be.",
    message="“{value}” is not a prefix: a prefix is one short word of small letters a to z, digits "
    "and hyphens, such as oldenburg or city-of-ghent.",
    why="The prefix stands before every id of yours (oldenburg:visit-1) and keeps it apart from "
    "those of others; it becomes part of web addresses.",
    fix="Write a short name of your city or organisation in small letters, without spaces and "
    "accents, and keep it in all your submissions.",
    wrong=Example(header={"prefix": "Stadt Oldenburg"}, at={"field": "prefix"}),
    right=Example(),
)
