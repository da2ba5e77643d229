"""Rules on what is missing though the data would be more useful with it."""

from exchangespec.rules.quality import (
    gap_stated,
    likely_same_thing,
    local_group_unattached,
    local_group_without_coordinator,
    no_amount,
    no_date_known,
    no_outcomes,
    no_place_known,
    no_source,
    organisation_without_place,
    recommended_field_missing,
    registration_without_details,
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
    no_date_known.RULE,
    no_place_known.RULE,
    registration_without_details.RULE,
    no_outcomes.RULE,
    organisation_without_place.RULE,
    local_group_unattached.RULE,
    local_group_without_coordinator.RULE,
    no_amount.RULE,
    gap_stated.RULE,
    likely_same_thing.RULE,
)
