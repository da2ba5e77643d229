"""Rules on what is missing though the data would be more useful with it."""

from exchangespec.rules.quality import (
    no_source,
    recommended_field_missing,
    same_source_twice,
    source_dates_disorder,
    translation_language,
)
from exchangespec.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    recommended_field_missing.RULE,
    no_source.RULE,
    translation_language.RULE,
    same_source_twice.RULE,
    source_dates_disorder.RULE,
)
