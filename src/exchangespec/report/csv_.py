"""The report as a table of text: a row a finding, for programs and spreadsheets alike."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from exchangespec.report.columns import COLUMNS, columns_of
from exchangespec.report.speech import Speech

if TYPE_CHECKING:
    from exchangespec.outcome import Outcome
    from exchangespec.report.layout import Layout

# A spreadsheet program takes a cell that begins so for a formula.
ACTING = ("=", "+", "-", "@", "\t", "\r")


def csv_report(outcome: Outcome, _layout: Layout | None = None) -> str:
    """Return a row a finding under machine names, in the order of the outcome."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(column.name for column in COLUMNS)
    speech = Speech.of(outcome)
    writer.writerows([inert(cell) for cell in columns_of(one, speech)] for one in outcome.tasks)
    return text.getvalue()


def inert(cell: str) -> str:
    """Return a cell that no program computes."""
    return f"'{cell}" if cell.startswith(ACTING) else cell
