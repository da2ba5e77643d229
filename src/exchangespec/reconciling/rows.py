"""Reads tables that somebody has filled in or put together: CSV, whatever delimits its cells."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from exchangespec.errors import RegisterError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DELIMITERS = (",", ";", "\t")


class FilledTable:
    """A CSV table with headings; what cannot be read is said with the file and the line."""

    def __init__(self, name: str, content: str) -> None:
        """Read the headings.

        Raises:
            RegisterError: if quotation marks do not pair up in them.
        """
        self.name = name
        text = content.removeprefix("\ufeff")
        first = text.partition("\n")[0]
        delimiter = max(DELIMITERS, key=first.count)
        self._rows = csv.DictReader(io.StringIO(text), delimiter=delimiter, strict=True)
        try:
            self.headings: Sequence[str] = list(self._rows.fieldnames or ())
        except csv.Error as error:
            raise RegisterError(name, 1, str(error)) from None

    def need(self, columns: Sequence[str], hint: str = "") -> None:
        """Refuse a table without one of these columns.

        Raises:
            RegisterError: if one is missing.
        """
        missing = next((one for one in columns if one not in self.headings), None)
        if missing is not None:
            raise RegisterError(self.name, 1, f"it lacks the column {missing}{hint}")

    def rows(self) -> Iterator[dict[str, str]]:
        """Yield the rows, cells without spaces around them and empty where there are none.

        Raises:
            RegisterError: if quotation marks do not pair up.
        """
        try:
            for row in self._rows:
                yield {head: (row[head] or "").strip() for head in self.headings}
        except csv.Error as error:
            raise RegisterError(self.name, self._rows.reader.line_num, str(error)) from None

    def refusal(self, reason: str) -> RegisterError:
        """Return what is wrong with the row that was read last."""
        return RegisterError(self.name, self._rows.line_num, reason)
