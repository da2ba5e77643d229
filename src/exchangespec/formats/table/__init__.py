"""Tables: a row of headings and rows of cells become records, and records become rows.

CSV and workbooks share everything here. A table is read lazily and hardly a row is kept: per column
one converter is made, and each row runs through them. Every row that comes in is accounted for.
Places are worked out when a finding asks.
"""

from exchangespec.formats.account import ROW_KINDS, Account
from exchangespec.formats.table.about import about_rows, defaults_of, header_from_rows
from exchangespec.formats.table.columns import ColumnPlan, Planner
from exchangespec.formats.table.grid import Lines, Row, Say, Table, is_blank
from exchangespec.formats.table.head import Head, find_head, head_of
from exchangespec.formats.table.headings import type_by_headings, type_inside
from exchangespec.formats.table.repeats import FilledDown
from exchangespec.formats.table.rows import EXAMPLE_MARK, RowReader, open_table, read_table
from exchangespec.formats.table.writing import table_rows

__all__ = [
    "EXAMPLE_MARK",
    "ROW_KINDS",
    "Account",
    "ColumnPlan",
    "FilledDown",
    "Head",
    "Lines",
    "Planner",
    "Row",
    "RowReader",
    "Say",
    "Table",
    "about_rows",
    "defaults_of",
    "find_head",
    "head_of",
    "header_from_rows",
    "is_blank",
    "open_table",
    "read_table",
    "table_rows",
    "type_by_headings",
    "type_inside",
]
