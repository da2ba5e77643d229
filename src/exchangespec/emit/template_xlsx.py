"""The template as a workbook of Office Open XML."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from exchangespec.emit.template_plan import EXAMPLE_ROW, LAST_ROW, NAME_ROW, TITLE_ROW
from exchangespec.formats.workbook import new_workbook
from exchangespec.location import cell_name

if TYPE_CHECKING:
    from xlsxwriter.format import Format as CellFormat
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from exchangespec.emit.template_plan import Choice, Plan, Sheet


class Looks(NamedTuple):
    """The cell formats of a template."""

    required: CellFormat
    optional: CellFormat
    personal: CellFormat
    name: CellFormat
    example: CellFormat
    text: CellFormat
    remark: CellFormat


def workbook(plan: Plan) -> bytes:
    """Return a template as a workbook; the same plan always gives the same bytes."""
    stream = BytesIO()
    book = new_workbook(stream, plan.properties)
    Filling(book, plan).fill()
    book.close()
    return stream.getvalue()


def looks_of(book: Workbook) -> Looks:
    """Return the looks of all sheets."""
    heading = {"bold": True, "text_wrap": True, "valign": "top", "num_format": "@", "border": 1}
    return Looks(
        required=book.add_format({**heading, "bg_color": "#1F3864", "font_color": "#FFFFFF"}),
        optional=book.add_format({**heading, "bg_color": "#D9E2F3"}),
        personal=book.add_format({**heading, "bg_color": "#F8CBAD"}),
        name=book.add_format({"font_color": "#595959", "num_format": "@"}),
        example=book.add_format({"italic": True, "font_color": "#7F7F7F", "num_format": "@"}),
        text=book.add_format({"num_format": "@"}),
        remark=book.add_format({"text_wrap": True, "valign": "top", "font_color": "#595959"}),
    )


class Filling:
    """One workbook being written."""

    def __init__(self, book: Workbook, plan: Plan) -> None:
        """Make the looks of all sheets."""
        self.book = book
        self.plan = plan
        self.looks = looks_of(book)

    def fill(self) -> None:
        """Write all sheets, the names of the lists last."""
        self.read_me()
        self.about()
        for sheet in self.plan.sheets:
            self.records(sheet)
        self.lists()
        for name, sheet_name, first, last in self.plan.ids:
            area = f"$A${first + 1}:$A${last + 1}"
            self.book.define_name(name, f"={quoted(sheet_name)}!{area}")

    def read_me(self) -> None:
        """Write the instructions."""
        sheet = self.book.add_worksheet(self.plan.read_me_name)
        bold = self.book.add_format({"bold": True, "font_size": 13})
        plain = self.book.add_format({"text_wrap": True, "valign": "top"})
        sheet.set_column(0, 0, 100)
        for row, (words, is_heading) in enumerate(self.plan.read_me):
            if words:
                sheet.write_string(row, 0, words, bold if is_heading else plain)
        sheet.hide_gridlines(2)

    def about(self) -> None:
        """Write the fields of the header, one a row."""
        sheet = self.book.add_worksheet(self.plan.about_name)
        sheet.set_column(0, 0, 18, self.looks.text)
        sheet.set_column(1, 1, 50, self.looks.text)
        sheet.set_column(2, 2, 80, self.looks.remark)
        for column, word in enumerate(self.plan.about_headings):
            sheet.write_string(0, column, word, self.looks.optional)
        for row, line in enumerate(self.plan.about, 1):
            sheet.write_string(row, 0, line.label, getattr(self.looks, line.look))
            sheet.write_string(row, 1, line.value, self.looks.text)
            sheet.write_string(row, 2, line.remark, self.looks.remark)
            if line.choice:
                sheet.data_validation(row, 1, row, 1, self.choice(line.choice))
        sheet.freeze_panes(1, 0)

    def records(self, planned: Sheet) -> None:
        """Write the sheet of a record type, ready to be filled in."""
        sheet = self.book.add_worksheet(planned.name)
        sheet.set_comments_author("exchangespec")
        for at, column in enumerate(planned.columns):
            sheet.set_column(at, at, column.width, self.looks.text)
            sheet.write_string(TITLE_ROW, at, column.heading, getattr(self.looks, column.look))
            self.explain(sheet, at, column.explanation)
            sheet.write_string(NAME_ROW, at, column.name, self.looks.name)
            if column.choice:
                choice = self.choice(column.choice)
                sheet.data_validation(planned.first_row, at, LAST_ROW, at, choice)
        for row, example in enumerate(planned.examples, EXAMPLE_ROW):
            for at, shown in enumerate(example):
                sheet.write_string(row, at, shown, self.looks.example)
        sheet.set_row(NAME_ROW, None, None, {"hidden": True})
        sheet.freeze_panes(EXAMPLE_ROW, 1)

    def explain(self, sheet: Worksheet, column: int, lines: tuple[str, ...]) -> None:
        """Write the explanation behind a heading."""
        text = "\n".join(lines)
        size = {"width": 260, "height": 40 + 18 * (len(text) // 36 + len(lines))}
        sheet.write_comment(TITLE_ROW, column, text, size)

    def choice(self, choice: Choice) -> dict[str, object]:
        """Return a drop-down as the library takes it."""
        title, message = self.plan.not_in_list
        return {
            "validate": "list",
            "source": f"={choice.source}",
            "show_error": bool(choice.says),
            "error_type": choice.says or "information",
            "error_title": title,
            "error_message": message,
        }

    def lists(self) -> None:
        """Write the lists that drop-downs choose from, with the code beside each label."""
        sheet = self.book.add_worksheet(self.plan.lists_name)
        bold = self.book.add_format({"bold": True, "num_format": "@"})
        for number, one in enumerate(self.plan.lists):
            first, second = 2 * number, 2 * number + 1
            sheet.set_column(first, first, 32, self.looks.text)
            sheet.set_column(second, second, 20, self.looks.name)
            sheet.write_string(0, first, one.title, bold)
            sheet.write_string(0, second, self.plan.code_word, bold)
            for row, (label, code) in enumerate(one.entries, 1):
                sheet.write_string(row, first, label, self.looks.text)
                sheet.write_string(row, second, code, self.looks.name)
            letters = cell_name(1, first + 1).rstrip("1")
            area = f"${letters}$2:${letters}${len(one.entries) + 1}"
            self.book.define_name(one.name, f"={quoted(self.plan.lists_name)}!{area}")
        sheet.freeze_panes(1, 0)


def quoted(sheet: str) -> str:
    """Return the name of a sheet as formulas write it."""
    return "'" + sheet.replace("'", "''") + "'"
