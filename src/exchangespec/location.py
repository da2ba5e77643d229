"""Where something stands in the partner's own file."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place in a file, said in the words of that file's format.

    Workbooks have sheet, cell, row and column (the heading as received); CSV has row, column and
    line; JSON has line, column (both of the value, 1-based) and pointer; RDF has line and subject;
    a file inside a zip has member. `record` and `field` are given wherever they are known.
    """

    file: str
    member: str | None = None
    sheet: str | None = None
    cell: str | None = None
    row: int | None = None
    line: int | None = None
    column: str | int | None = None
    pointer: str | None = None
    subject: str | None = None
    record: str | None = None
    field: str | None = None

    @property
    def where(self) -> str:
        """Return the place in a few signs, as compilers name it: `visits.xlsx:Visits!L5`."""
        where = self.file
        if self.member:
            where += f"!{self.member}"
        if self.cell or self.sheet:
            where += ":" + "!".join(part for part in (self.sheet, self.cell) if part)
        elif self.line:
            where += f":{self.line}" + (f":{self.column}" if self.column else "")
        return where

    def of(self, record: str, field: str) -> Location:
        """Return the same place with the record and the field that stand there, where known."""
        # Written out, since places are many and going through the names of the parts takes long.
        return Location(
            file=self.file,
            member=self.member,
            sheet=self.sheet,
            cell=self.cell,
            row=self.row,
            line=self.line,
            column=self.column,
            pointer=self.pointer,
            subject=self.subject,
            record=record or self.record,
            field=field or self.field,
        )

    def as_dict(self) -> dict[str, Any]:
        """Return what is known of the place as plain data."""
        return {
            item.name: getattr(self, item.name)
            for item in fields(self)
            if getattr(self, item.name) is not None
        }


def cell_name(row: int, column: int) -> str:
    """Return a spreadsheet address such as `AB12` for a 1-based row and column."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"
