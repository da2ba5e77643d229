"""The marked workbook: the partner's own file, with marks that go when the cell is changed.

The file is not written anew. Its parts are copied, and only what holds the marks is changed, so
charts, pictures, macros, stored results of formulas and what we do not know stay as they are.
"""

from __future__ import annotations

from exchangespec.report.marking.copies import (
    SameNameError,
    copy_names,
    is_folder,
    marked_copy,
)
from exchangespec.report.marking.workbook import (
    MARKED_SUFFIXES,
    NotMarkableError,
    is_marked,
    mark,
    refuse_suffix,
)

__all__ = [
    "MARKED_SUFFIXES",
    "NotMarkableError",
    "SameNameError",
    "copy_names",
    "is_folder",
    "is_marked",
    "mark",
    "marked_copy",
    "refuse_suffix",
]
