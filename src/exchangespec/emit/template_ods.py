"""The template as an OpenDocument spreadsheet.

The parts are written as text: the libraries for this format know no drop-downs. The same plan
always gives the same bytes.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from exchangespec.emit.template_plan import EXAMPLE_ROW, LAST_ROW
from exchangespec.formats.ods_package import DECLARATION, begin, meta, namespaces, write_part
from exchangespec.formats.xml_text import in_quotes, worded
from exchangespec.location import cell_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exchangespec.emit.template_plan import Choice, Column, Line, NamedList, Plan, Sheet

NAMES = namespaces(
    fo="xsl-fo-compatible:1.0",
    svg="svg-compatible:1.0",
    meta="meta:1.0",
    config="config:1.0",
    of="of:1.2",
)
# The name that programs look for what stays in view under.
VIEW = 'xmlns:ooo="http://openoffice.org/2004/office"'
STYLES = f"""{DECLARATION}<office:document-styles {NAMES} office:version="1.3">
<office:styles>
<number:text-style style:name="AsText"><number:text-content/></number:text-style>
<style:style style:name="Default" style:family="table-cell"/>
</office:styles>
</office:document-styles>
"""
# Of each look: what the cell is like, and its letters.
WRAPPED = 'fo:wrap-option="wrap" style:vertical-align="top"'
BORDER = 'fo:border="0.06pt solid #000000"'
BOLD, GREY = 'fo:font-weight="bold"', 'fo:color="#595959"'
LOOKS = {
    "required": (f'{WRAPPED} {BORDER} fo:background-color="#1F3864"', f'{BOLD} fo:color="#FFFFFF"'),
    "optional": (f'{WRAPPED} {BORDER} fo:background-color="#D9E2F3"', BOLD),
    "personal": (f'{WRAPPED} {BORDER} fo:background-color="#F8CBAD"', BOLD),
    "name": ("", GREY),
    "example": ("", 'fo:font-style="italic" fo:color="#7F7F7F"'),
    "text": ("", ""),
    "remark": (WRAPPED, GREY),
    "bold": ("", BOLD),
    "heading": ("", f'{BOLD} fo:font-size="13pt"'),
}
# How wide a character is, about.
CENTIMETRES = 0.2


def spreadsheet(plan: Plan) -> bytes:
    """Return a template as a spreadsheet."""
    stream = BytesIO()
    texts = {
        "content.xml": "".join(Writing(plan).content()),
        "styles.xml": STYLES,
        "meta.xml": meta(NAMES, plan.properties),
        "settings.xml": settings(plan),
    }
    with zipfile.ZipFile(stream, "w") as archive:
        begin(archive, texts)
        for name, text in texts.items():
            write_part(archive, name, text)
    return stream.getvalue()


def settings(plan: Plan) -> str:
    """Return which rows and columns of each sheet stay in view."""
    entries = [frozen(plan.about_name, 0, 1), frozen(plan.lists_name, 0, 1)]
    entries += [frozen(sheet.name, 1, EXAMPLE_ROW) for sheet in plan.sheets]
    return (
        f'{DECLARATION}<office:document-settings {NAMES} {VIEW} office:version="1.3">'
        '<office:settings><config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        '<config:config-item config:name="ViewId" config:type="string">view1</config:config-item>'
        '<config:config-item-map-named config:name="Tables">'
        f"{''.join(entries)}</config:config-item-map-named>"
        "</config:config-item-map-entry></config:config-item-map-indexed>"
        "</config:config-item-set></office:settings></office:document-settings>\n"
    )


def frozen(sheet: str, columns: int, rows: int) -> str:
    """Return that the first columns and rows of a sheet stay in view."""
    mode, pane = "2", "2" if not columns else "3"
    items = [
        ("HorizontalSplitMode", "short", mode if columns else "0"),
        ("VerticalSplitMode", "short", mode),
        ("HorizontalSplitPosition", "int", str(columns)),
        ("VerticalSplitPosition", "int", str(rows)),
        ("ActiveSplitRange", "short", pane),
        ("PositionLeft", "int", "0"),
        ("PositionRight", "int", str(columns)),
        ("PositionTop", "int", "0"),
        ("PositionBottom", "int", str(rows)),
    ]
    inner = "".join(
        f'<config:config-item config:name="{name}" config:type="{kind}">{value}'
        "</config:config-item>"
        for name, kind, value in items
    )
    named = f"config:name={in_quotes(sheet)}"
    return f"<config:config-item-map-entry {named}>{inner}</config:config-item-map-entry>"


def cell(text: str, look: str, *, inside: str = "", given: str = "") -> str:
    """Return a cell of text; `inside` stands before it, `given` are further attributes."""
    kind = ' office:value-type="string"' if text else ""
    paragraph = f"<text:p>{worded(text)}</text:p>" if text else ""
    content = inside + paragraph
    start = f'<table:table-cell table:style-name="{look}"{kind}{given}'
    return f"{start}>{content}</table:table-cell>" if content else f"{start}/>"


def row(cells: Iterable[str], given: str = "") -> str:
    """Return a row."""
    return f"<table:table-row{given}>{''.join(cells)}</table:table-row>\n"


def column(width: int, look: str = "text") -> str:
    """Return a column of a width in characters."""
    return (
        f'<table:table-column table:style-name="w{width}" table:default-cell-style-name="{look}"/>'
    )


def annotation(lines: Iterable[str]) -> str:
    """Return the explanation behind a cell."""
    paragraphs = "".join(f"<text:p>{worded(line)}</text:p>" for line in lines)
    return f'<office:annotation svg:width="7cm" svg:height="4cm">{paragraphs}</office:annotation>'


def quoted(sheet: str) -> str:
    """Return the name of a sheet as addresses write it."""
    return "'" + sheet.replace("'", "''") + "'"


class Writing:
    """One spreadsheet being written."""

    def __init__(self, plan: Plan) -> None:
        """Give each drop-down its name."""
        self.plan = plan
        self.names: dict[Choice, str] = {}
        places: dict[Choice, str] = {}
        for number, line in enumerate(plan.about, 2):
            if line.choice:
                places.setdefault(line.choice, f"{quoted(plan.about_name)}.B{number}")
        for sheet in plan.sheets:
            for at, one in enumerate(sheet.columns, 1):
                if one.choice:
                    here = f"{quoted(sheet.name)}.{cell_name(sheet.first_row + 1, at)}"
                    places.setdefault(one.choice, here)
        for number, choice in enumerate(places, 1):
            self.names[choice] = f"val{number}"
        self.places = places

    def content(self) -> Iterator[str]:
        """Yield the parts of the content."""
        yield f'{DECLARATION}<office:document-content {NAMES} office:version="1.3">'
        yield from self.styles()
        yield "<office:body><office:spreadsheet>\n"
        yield from self.validations()
        yield from self.read_me()
        yield from self.about()
        for sheet in self.plan.sheets:
            yield from self.records(sheet)
        yield from self.lists()
        yield from self.ranges()
        yield "</office:spreadsheet></office:body></office:document-content>\n"

    def styles(self) -> Iterator[str]:
        """Yield the looks of cells and the widths of columns."""
        yield "<office:automatic-styles>"
        yield '<number:text-style style:name="N100"><number:text-content/></number:text-style>'
        for name, (properties, letters) in LOOKS.items():
            yield (
                f'<style:style style:name="{name}" style:family="table-cell" '
                'style:parent-style-name="Default" style:data-style-name="N100">'
                f"<style:table-cell-properties {properties}/>"
                f"<style:text-properties {letters}/></style:style>\n"
            )
        widths = {one.width for sheet in self.plan.sheets for one in sheet.columns}
        for width in sorted(widths | {18, 20, 32, 50, 80, 100}):
            yield (
                f'<style:style style:name="w{width}" style:family="table-column">'
                f'<style:table-column-properties style:column-width="{width * CENTIMETRES:.2f}cm"/>'
                "</style:style>\n"
            )
        yield "</office:automatic-styles>\n"

    def validations(self) -> Iterator[str]:
        """Yield what may be chosen, and what is said to anything else."""
        title, message = self.plan.not_in_list
        yield "<table:content-validations>"
        for choice, name in self.names.items():
            shown = "true" if choice.says else "false"
            kind = choice.says or "information"
            yield (
                f'<table:content-validation table:name="{name}" '
                f'table:condition="of:cell-content-is-in-list({choice.source})" '
                'table:allow-empty-cell="true" table:display-list="unsorted" '
                f"table:base-cell-address={in_quotes(self.places[choice])}>"
                f'<table:error-message table:message-type="{kind}" table:title={in_quotes(title)} '
                f'table:display="{shown}"><text:p>{worded(message)}</text:p></table:error-message>'
                "</table:content-validation>\n"
            )
        yield "</table:content-validations>\n"

    def given(self, choice: Choice | None) -> str:
        """Return the attribute by which a cell has a drop-down."""
        return f' table:content-validation-name="{self.names[choice]}"' if choice else ""

    def read_me(self) -> Iterator[str]:
        """Yield the instructions."""
        yield f"<table:table table:name={in_quotes(self.plan.read_me_name)}>"
        yield column(100, "remark")
        for words, is_heading in self.plan.read_me:
            yield row([cell(words, "heading" if is_heading else "remark")])
        yield "</table:table>\n"

    def about(self) -> Iterator[str]:
        """Yield the fields of the header, one a row."""
        yield f"<table:table table:name={in_quotes(self.plan.about_name)}>"
        yield column(18) + column(50) + column(80, "remark")
        yield row(cell(words, "optional") for words in self.plan.about_headings)
        yield from map(self.line, self.plan.about)
        yield "</table:table>\n"

    def line(self, line: Line) -> str:
        """Return one field of the header."""
        value = cell(line.value, "text", given=self.given(line.choice))
        return row([cell(line.label, line.look), value, cell(line.remark, "remark")])

    def records(self, sheet: Sheet) -> Iterator[str]:
        """Yield the sheet of a record type."""
        yield f"<table:table table:name={in_quotes(sheet.name)}>"
        yield from (column(one.width) for one in sheet.columns)
        yield "<table:table-header-rows>"
        yield row(self.heading(one) for one in sheet.columns)
        names = (cell(one.name, "name") for one in sheet.columns)
        yield row(names, ' table:visibility="collapse"')
        yield "</table:table-header-rows>"
        for example in sheet.examples:
            yield row(cell(shown, "example") for shown in example)
        free = (cell("", "text", given=self.given(one.choice)) for one in sheet.columns)
        times = LAST_ROW + 1 - sheet.first_row
        yield row(free, f' table:number-rows-repeated="{times}"')
        yield "</table:table>\n"

    def heading(self, one: Column) -> str:
        """Return a heading with its explanation."""
        return cell(one.heading, one.look, inside=annotation(one.explanation))

    def lists(self) -> Iterator[str]:
        """Yield the lists that drop-downs choose from, with the code beside each label."""
        lists = self.plan.lists
        yield f"<table:table table:name={in_quotes(self.plan.lists_name)}>"
        yield (column(32) + column(20, "name")) * len(lists)
        yield row(
            cell(words, "bold") for one in lists for words in (one.title, self.plan.code_word)
        )
        for at in range(max((len(one.entries) for one in lists), default=0)):
            yield row(entry for one in lists for entry in self.entry(one, at))
        yield "</table:table>\n"

    def entry(self, one: NamedList, at: int) -> Iterator[str]:
        """Yield label and code of an entry, empty cells where the list is shorter."""
        label, code = one.entries[at] if at < len(one.entries) else ("", "")
        yield cell(label, "text")
        yield cell(code, "name")

    def ranges(self) -> Iterator[str]:
        """Yield the named ranges."""
        found = [
            (one.name, self.plan.lists_name, cell_name(2, 2 * number + 1),
             cell_name(len(one.entries) + 1, 2 * number + 1))
            for number, one in enumerate(self.plan.lists)
        ]  # fmt: skip
        found += [
            (name, sheet, cell_name(first + 1, 1), cell_name(last + 1, 1))
            for name, sheet, first, last in self.plan.ids
        ]
        yield "<table:named-expressions>"
        for name, sheet, first, last in found:
            area = f"${quoted(sheet)}.{absolute(first)}:.{absolute(last)}"
            base = f"${quoted(self.plan.read_me_name)}.$A$1"
            yield (
                f'<table:named-range table:name="{name}" table:base-cell-address='
                f"{in_quotes(base)} table:cell-range-address={in_quotes(area)}/>\n"
            )
        yield "</table:named-expressions>"


def absolute(name: str) -> str:
    """Return the address of a cell that stays where it is: `$A$1`."""
    letters = name.rstrip("0123456789")
    return f"${letters}${name[len(letters) :]}"
