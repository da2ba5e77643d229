"""Template: the workbook that partners fill in, in a short form and a full form.

Every column is formatted as text, dates included, so that a spreadsheet program rewrites nothing
and `2017-10?` can be typed. The headings stand in the first row, the machine names hidden in the
second, marked examples below: one small story over all sheets.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Literal, NamedTuple

from exchangespec.codelists import (
    CODELISTS,
    codelist,
    codelist_label,
    countries,
    country_names,
    currencies,
    fold,
)
from exchangespec.formats.table import EXAMPLE_MARK
from exchangespec.formats.workbook import new_workbook
from exchangespec.location import cell_name
from exchangespec.spec import STANDARD_VERSION, header, records
from exchangespec.spec.examples import STORY
from exchangespec.spec.headings import AGENDA_TITLES, SHORT_FORM, title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlsxwriter.format import Format as CellFormat
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from exchangespec.spec import FieldSpec, RecordSpec

Form = Literal["short", "full"]
FORMS: tuple[Form, ...] = ("short", "full")
LANGUAGES = ("en",)

# The sheets in the order in which partners fill them, with the record type of each. The agenda of
# an event is a sheet of its own, though its rows are events.
SHEETS = (
    ("Cities", "City"),
    ("Organisations", "Organisation"),
    ("Networks", "Network"),
    ("Partners", "Membership"),
    ("Visits", "Visit"),
    ("Events", "Event"),
    ("Agenda", "Event"),
    ("Participants", "Participation"),
    ("Mentoring", "MentoringPair"),
    ("Partnerships", "Partnership"),
    ("Plans", "ActionPlan"),
    ("Plan items", "PlanItem"),
    ("Outputs", "Output"),
    ("Transfers", "Transfer"),
    ("Funding", "Funding"),
    ("People", "Person"),
    ("Sources", "Source"),
    ("Statements", "Statement"),
)
AGENDA = "Agenda"
# Sheets that columns of the short form point to.
SHORT_REFERENCES = {
    "People": ("id", "name", "job_title", "organisations", "basis", "basis_note"),
    "Sources": ("id", "name", "kind", "publisher", "published", "language", "url"),
}

TITLE_ROW, NAME_ROW, EXAMPLE_ROW, LAST_ROW = 0, 1, 2, 4999
LISTS = "Lists"
READ_ME = "Read me"
WIDTHS = {"id": 20, "text": 32, "ref": 26, "code": 22, "date": 13, "time": 10, "url": 30}
WIDTH = 18

HOW_TO_WRITE = {
    "date": "A date: 2017, 2017-10 or 2017-10-16. Add ? if it is uncertain, ~ if approximate.",
    "period": "A date, or two with a slash between them: 2017-10/2018-03.",
    "time": "A time of day: 09:30.",
    "quantity": "A number, or >100, >=30000, 50..60, ~80, 17 %.",
    "boolean": "yes or no.",
    "ref": "The Id of a row on another sheet; a name will do where only one row has it.",
    "code": "Choose from the list.",
    "country": "Choose from the list, or type a code of two letters.",
    "language": "A language tag: en, nl, pt-BR.",
    "currency": "A code of three letters: EUR.",
    "identifier": "Scheme and number: wikidata:Q162022.",
    "url": "A full address: https://...",
    "id": "A short name of your own; no two rows of the whole workbook share it.",
}
# What stands for a fact that most partners meet here for the first time.
ABOUT_EXAMPLES = {
    "id": "https://mechelen.example.org/exchanges",
    "publisher": "City of Mechelen",
    "prefix": "mechelen (then your ids read mechelen:visit-1).",
    "version": "2023-01-15",
    "modified": "2023-01-15",
    "contact": "info@example.org",
    "license": "https://creativecommons.org/licenses/by/4.0/",
}
PERSONAL = "Personal data: fill in only what was published or agreed to; see the column Basis."

INSTRUCTIONS = {
    "How to fill in this workbook": (
        "One row is one thing: a city, a visit, a partner of a network.",
        "Leave a cell empty if you do not know: empty means not stated. Write no dash, no zero.",
        "Start with About, then Cities and Organisations: the other sheets point to them.",
    ),
    "Columns": (
        "Dark headings must be filled in, light ones need not; orange is personal data.",
        "Rest the pointer on a heading to read what belongs there.",
        "Columns may be moved, hidden or deleted; columns of your own are kept.",
        "For a second language insert a column and add the language to its heading: Name (nl).",
    ),
    "Ids": (
        "Give each row a short id of your own, such as mechelen or visit-3. Keep it for ever.",
        "To point to another row, choose its id from the list, or type the id or the exact name.",
    ),
    "Several values in one cell": ("Put a semicolon between them: mechelen; capaci",),
    "Dates and numbers": (
        "Every cell is text, so nothing you type is changed. Type dates as 2017-10-16.",
        "Write 2017-10 if you know only the month, and 2017-10? if you are not sure.",
        "For more than 100 write >100; for a range 50..60; for about 80 write ~80.",
    ),
    "The grey rows": (
        "The grey rows on each sheet are examples. They are not read; you may delete them.",
        "Write in the rows below; a row that says #example is never taken for data.",
    ),
    "People": (
        "Names of persons belong on the sheet People only, each with why it may be shared.",
        "A role such as Alderman for Integration is often enough.",
    ),
}


class Looks(NamedTuple):
    """The cell formats of a template."""

    required: CellFormat
    optional: CellFormat
    personal: CellFormat
    name: CellFormat
    example: CellFormat
    text: CellFormat
    remark: CellFormat


def template(form: Form = "short", language: str = "en") -> bytes:
    """Return the workbook of a form, with headings and lists in a language.

    Raises:
        ValueError: if there is no template of that form or in that language.
    """
    if form not in FORMS or language not in LANGUAGES:
        raise ValueError(f"no template of form {form!r} in language {language!r}")
    stream = BytesIO()
    properties = {
        "exchangespec-version": STANDARD_VERSION,
        "exchangespec-form": form,
        "exchangespec-language": language,
    }
    book = new_workbook(stream, properties)
    Filling(book, form, language).fill()
    book.close()
    return stream.getvalue()


def columns_of(form: Form, sheet: str, spec: RecordSpec) -> tuple[str, ...]:
    """Return the fields that a sheet asks for; none if the form does not have the sheet."""
    short = {fold(name): columns for name, columns in {**SHORT_FORM, **SHORT_REFERENCES}.items()}
    chosen = next((short[name] for name in short if name.startswith(fold(sheet))), ())
    if form == "short" or sheet == AGENDA:
        return chosen
    return tuple(name for name in spec.fields if name != "type")


def first_row(sheet: str) -> int:
    """Return the row in which partners begin to write: the one below the examples."""
    return EXAMPLE_ROW + len(STORY[sheet])


def words_of(field: FieldSpec) -> list[str]:
    """Return what the heading of a column explains: its meaning and how to write it."""
    lines = [field.definition]
    how = HOW_TO_WRITE.get(field.kind.name)
    if how:
        lines.append(how)
    if field.many:
        lines.append("Several values: put a semicolon between them.")
    if field.required:
        lines.append("Must be filled in.")
    return lines


def example_of(field: FieldSpec, value: str, language: str) -> str:
    """Return how an example row shows a value: codes by the words that the lists offer."""
    if field.codelist:
        return codelist_label(field.codelist, value, language) if value else ""
    return country_name(value, language) if value and field.kind.name == "country" else value


class Filling:
    """One template being written."""

    def __init__(self, book: Workbook, form: Form, language: str) -> None:
        """Make the looks of all sheets."""
        self.book = book
        self.form = form
        self.language = language
        heading = {"bold": True, "text_wrap": True, "valign": "top", "num_format": "@", "border": 1}
        self.looks = Looks(
            required=book.add_format({**heading, "bg_color": "#1F3864", "font_color": "#FFFFFF"}),
            optional=book.add_format({**heading, "bg_color": "#D9E2F3"}),
            personal=book.add_format({**heading, "bg_color": "#F8CBAD"}),
            name=book.add_format({"font_color": "#595959", "num_format": "@"}),
            example=book.add_format(
                {"italic": True, "font_color": "#7F7F7F", "num_format": "@"},
            ),
            text=book.add_format({"num_format": "@"}),
            remark=book.add_format({"text_wrap": True, "valign": "top", "font_color": "#595959"}),
        )
        self.sheets = [
            (name, records()[record_type], columns_of(form, name, records()[record_type]))
            for name, record_type in SHEETS
        ]
        # The sheet from whose ids references to a type are chosen.
        self.id_sheets: dict[str, str] = {}
        for name, spec, columns in self.sheets:
            if columns[:1] == ("id",):
                self.id_sheets.setdefault(spec.name, name)

    def fill(self) -> None:
        """Write all sheets, the names of the lists last."""
        self.read_me()
        self.about()
        for name, spec, columns in self.sheets:
            if columns:
                self.records(name, spec, columns)
        self.lists()
        for record_type, sheet in self.id_sheets.items():
            self.book.define_name(
                f"ids_{record_type}", f"='{sheet}'!$A${first_row(sheet) + 1}:$A${LAST_ROW + 1}"
            )

    def read_me(self) -> None:
        """Write the instructions."""
        sheet = self.book.add_worksheet(READ_ME)
        bold = self.book.add_format({"bold": True, "font_size": 13})
        plain = self.book.add_format({"text_wrap": True, "valign": "top"})
        sheet.set_column(0, 0, 100)
        row = 0
        for words, lines in INSTRUCTIONS.items():
            for line, look in ((words, bold), *((line, plain) for line in lines)):
                sheet.write_string(row, 0, line, look)
                row += 1
            row += 1
        sheet.hide_gridlines(2)

    def about(self) -> None:
        """Write the fields of the header, one a row, with those filled in that we know."""
        sheet = self.book.add_worksheet("About")
        known = {"exchangespec": STANDARD_VERSION, "language": self.language}
        sheet.set_column(0, 0, 18, self.looks.text)
        sheet.set_column(1, 1, 50, self.looks.text)
        sheet.set_column(2, 2, 80, self.looks.remark)
        for column, word in enumerate(("Field", "Value", "What to write")):
            sheet.write_string(0, column, word, self.looks.optional)
        asked = [field for field in header().values() if field.name != "prefixes"]
        for row, field in enumerate(asked, 1):
            look = self.looks.required if field.required else self.looks.optional
            sheet.write_string(row, 0, field.title, look)
            sheet.write_string(row, 1, known.get(field.name, ""), self.looks.text)
            example = ABOUT_EXAMPLES.get(field.name)
            lines = [*words_of(field), *([f"For example: {example}"] if example else [])]
            sheet.write_string(row, 2, " ".join(lines), self.looks.remark)
            if field.codelist:
                sheet.data_validation(row, 1, row, 1, self.choice(field) or {})
        sheet.freeze_panes(1, 0)

    def records(self, name: str, spec: RecordSpec, columns: Sequence[str]) -> None:
        """Write the sheet of a record type, ready to be filled in."""
        sheet = self.book.add_worksheet(name)
        sheet.set_comments_author("exchangespec")
        for column, field in enumerate(spec.fields[item] for item in columns):
            width = WIDTHS.get(field.kind.name, WIDTH)
            sheet.set_column(column, column, width, self.looks.text)
            self.heading(sheet, column, self.title(name, spec, field), field, spec)
            sheet.write_string(NAME_ROW, column, field.name, self.looks.name)
            for row, example in enumerate(STORY[name], EXAMPLE_ROW):
                shown = example_of(field, example.get(field.name, ""), self.language)
                sheet.write_string(
                    row, column, shown if column else EXAMPLE_MARK, self.looks.example
                )
            choice = self.choice(field, spec.name)
            if choice:
                sheet.data_validation(first_row(name), column, LAST_ROW, column, choice)
        sheet.set_row(NAME_ROW, None, None, {"hidden": True})
        sheet.freeze_panes(EXAMPLE_ROW, 1)

    def title(self, sheet: str, spec: RecordSpec, field: FieldSpec) -> str:
        """Return the heading of a column."""
        words = AGENDA_TITLES if sheet == AGENDA else {}
        return words.get(field.name) or title(spec.name, field.name)

    def heading(
        self, sheet: Worksheet, column: int, words: str, field: FieldSpec, spec: RecordSpec
    ) -> None:
        """Write a heading with its explanation behind it."""
        lines = words_of(field)
        look = self.looks.required if field.required else self.looks.optional
        if spec.name == "Person" and field.name != "id":
            look = self.looks.personal
            lines.append(PERSONAL)
        sheet.write_string(TITLE_ROW, column, words, look)
        text = "\n".join(lines)
        sheet.write_comment(
            TITLE_ROW,
            column,
            text,
            {"width": 260, "height": 40 + 18 * (len(text) // 36 + len(lines))},
        )

    def choice(self, field: FieldSpec, record_type: str = "") -> dict[str, object] | None:
        """Return the drop-down of a column; what the list does not hold may still be typed.

        A single code of a closed list asks again, one of an open list says so; where several
        values or names may stand, nothing is said.
        """
        kind = field.kind.name
        source: object = None
        if field.codelist:
            source = f"=list_{field.codelist}"
        elif kind in {"country", "currency"}:
            source = f"=list_{kind}"
        elif kind == "boolean":
            source = ["yes", "no"]
        elif field.is_reference:
            own = (record_type,) if getattr(field.kind, "same_type", False) else field.targets
            target = next((name for name in own if name in self.id_sheets), None)
            source = f"=ids_{target}" if target else None
        if source is None:
            return None
        silent = field.many or field.is_reference
        closed = kind != "code" or not codelist(field.codelist or "").open
        return {
            "validate": "list",
            "source": source,
            "show_error": not silent,
            "error_type": "warning" if closed else "information",
            "error_title": "Not in the list",
            "error_message": "Choose from the list, or keep what you typed and explain it.",
        }

    def lists(self) -> None:
        """Write the lists that drop-downs choose from, with the code beside each label."""
        sheet = self.book.add_worksheet(LISTS)
        bold = self.book.add_format({"bold": True, "num_format": "@"})
        for number, (name, words, entries) in enumerate(self.all_lists()):
            first, second = 2 * number, 2 * number + 1
            sheet.set_column(first, first, 32, self.looks.text)
            sheet.set_column(second, second, 20, self.looks.name)
            sheet.write_string(0, first, words, bold)
            sheet.write_string(0, second, "code", bold)
            for row, (label, code) in enumerate(entries, 1):
                sheet.write_string(row, first, label, self.looks.text)
                sheet.write_string(row, second, code, self.looks.name)
            letters = cell_name(1, first + 1).rstrip("1")
            self.book.define_name(
                f"list_{name}", f"={LISTS}!${letters}$2:${letters}${len(entries) + 1}"
            )
        sheet.freeze_panes(1, 0)

    def all_lists(self) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
        """Yield the name, title and entries (label and code) of each list."""
        for name in CODELISTS:
            entries = codelist(name)
            labels = [
                (codelist_label(name, code, self.language), code)
                for code, entry in entries.codes.items()
                if not entry.deprecated
            ]
            yield name, entries.title, labels
        names = sorted((country_name(code, self.language), code) for code in countries())
        yield "country", "Countries", names
        current = [item for item in currencies().values() if item.last_year is None]
        yield "currency", "Currencies", [(item.code, item.name) for item in current]


def country_name(code: str, language: str) -> str:
    """Return the name of a country in a language, its code where it has none."""
    return country_names(code).get(language, code)
