"""Rules that keep personal data where they can be found and removed."""

from exchangespec.rules.personal import (
    contact_in_free_text,
    name_in_free_text,
    no_legal_basis,
    person_left_out,
    person_not_needed,
    persons_undeclared,
    restricted_export,
    retention_passed,
)
from exchangespec.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    no_legal_basis.RULE,
    contact_in_free_text.RULE,
    retention_passed.RULE,
    person_not_needed.RULE,
    persons_undeclared.RULE,
    name_in_free_text.RULE,
    person_left_out.RULE,
    restricted_export.RULE,
)
