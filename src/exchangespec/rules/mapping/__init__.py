"""Rules about foreign tables and the mappings by which they are read."""

from exchangespec.rules.mapping import (
    column_not_mapped,
    columns_left_out,
    mapped_column_missing,
    mapped_id_empty,
    mapped_table_missing,
    mapped_value,
    row_not_mapped,
    rows_disagree,
    rows_merged,
)
from exchangespec.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    mapped_column_missing.RULE,
    mapped_table_missing.RULE,
    mapped_value.RULE,
    rows_disagree.RULE,
    column_not_mapped.RULE,
    row_not_mapped.RULE,
    mapped_id_empty.RULE,
    columns_left_out.RULE,
    rows_merged.RULE,
)
