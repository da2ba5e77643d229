"""Tables: a row of headings and rows of cells become records, and records become rows.

CSV and workbooks share everything here. A table is read lazily and no row is kept: per column one
converter is made, and each row runs through them. Places are worked out when a finding asks.
"""

from exchangespec.formats.table.about import about_rows, defaults_of, header_from_rows
from exchangespec.formats.table.columns import ColumnPlan, Planner, plan_columns
from exchangespec.formats.table.grid import Lines, Row, Say, Table, is_blank
from exchangespec.formats.table.headings import Watched, find_headings, type_by_headings
from exchangespec.formats.table.rows import EXAMPLE_MARK, read_rows, read_table
from exchangespec.formats.table.writing import table_rows

__all__ = [
    "EXAMPLE_MARK",
    "ColumnPlan",
    "Lines",
    "Planner",
    "Row",
    "Say",
    "Table",
    "Watched",
    "about_rows",
    "defaults_of",
    "find_headings",
    "header_from_rows",
    "is_blank",
    "plan_columns",
    "read_rows",
    "read_table",
    "table_rows",
    "type_by_headings",
]
