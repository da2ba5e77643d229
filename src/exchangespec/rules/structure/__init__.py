"""Rules about the parts a record and a header must have, and their types."""

from exchangespec.rules.rule import Rule
from exchangespec.rules.structure import (
    context_contradicts_header,
    duplicate_key,
    empty_value,
    header_field_missing,
    id_missing,
    licence_missing,
    malformed_id,
    malformed_prefix,
    modified_too_old,
    number_not_exact,
    repeated_value,
    required_field_missing,
    reserved_prefix,
    unknown_field,
    unknown_record_type,
    unknown_standard_version,
    wrong_number_of_values,
    wrong_type,
)

RULES: tuple[Rule, ...] = (
    required_field_missing.RULE,
    wrong_type.RULE,
    unknown_field.RULE,
    duplicate_key.RULE,
    number_not_exact.RULE,
    repeated_value.RULE,
    wrong_number_of_values.RULE,
    unknown_record_type.RULE,
    header_field_missing.RULE,
    licence_missing.RULE,
    unknown_standard_version.RULE,
    modified_too_old.RULE,
    context_contradicts_header.RULE,
    id_missing.RULE,
    malformed_id.RULE,
    empty_value.RULE,
    malformed_prefix.RULE,
    reserved_prefix.RULE,
)
