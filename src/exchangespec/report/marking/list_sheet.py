"""List sheet: "To fix", a row a finding with its state, and a counter of what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.formats.stored_cells import spelt
from exchangespec.formats.xml_text import escaped
from exchangespec.location import cell_name
from exchangespec.report.marking.conditions import in_sheet
from exchangespec.report.marking.tasks import texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exchangespec.report.marking.package import WorkbookPart
    from exchangespec.report.marking.styles import Styles
    from exchangespec.report.marking.tasks import Cells, Task
    from exchangespec.report.speech import Speech

TO_FIX, CHANGED, DONE = "to fix", "changed", "done"
HEADINGS = (
    ("State", 11),
    ("Where", 18),
    ("Column", 22),
    ("What is there", 28),
    ("What is wrong", 52),
    ("What to do", 52),
    ("Suggestion", 28),
    ("Level", 10),
    ("Rule", 34),
)
HEADING_ROW = 6
HOW = """\
A click on Where leads to the cell. Change the cell: its mark goes, its state turns to \
“{changed}”, and the number above goes down."""
HOW_ELSE = """\
Where no cell is named, write “{done}” over the state yourself. Then check the file again; this \
sheet is not read."""
LEFT, OF_ALL = "Left to fix", "of {number}"
FIXED_WORDS = (
    TO_FIX, CHANGED, DONE, *(name for name, _ in HEADINGS), HOW, HOW_ELSE, LEFT, OF_ALL
)  # fmt: skip
# A sheet may have so many links.
MOST_LINKS = 60_000


class ListSheet:
    """Writes the sheet as XML, in the namespaces of its workbook."""

    def __init__(
        self, title: str, styles: Styles, cells: Cells, book: WorkbookPart, *, speech: Speech
    ) -> None:
        """Take what all rows share."""
        self._title = title
        self._speech = speech
        self._to_fix, self._changed = speech(TO_FIX), speech(CHANGED)
        self._styles = styles
        self._cells = cells
        self._space = book.space
        self._day_zero = book.day_zero

    def content(self, tasks: Sequence[Task], remarks: Sequence[str]) -> bytes:
        """Return the sheet; `remarks` are sentences about what it does not show."""
        last = HEADING_ROW + max(1, len(tasks))
        area = f"A{HEADING_ROW}:{cell_name(last, len(HEADINGS))}"
        states = f"A{HEADING_ROW + 1}:A{last}"
        return "".join(
            (
                '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
                f'<worksheet xmlns="{self._space}">',
                '<sheetPr><tabColor rgb="FFC00000"/></sheetPr>',
                '<sheetViews><sheetView tabSelected="1" workbookViewId="0">',
                f'<pane ySplit="{HEADING_ROW}" topLeftCell="A{HEADING_ROW + 1}" ',
                'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>',
                "<cols>",
                *(
                    f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>'
                    for at, (_, width) in enumerate(HEADINGS, 1)
                ),
                "</cols><sheetData>",
                *self._top(tasks, states, remarks),
                *(self._row(row, task) for row, task in enumerate(tasks, HEADING_ROW + 1)),
                f'</sheetData><autoFilter ref="{area}"/>',
                self._grey(f"A{HEADING_ROW + 1}:{cell_name(last, len(HEADINGS))}"),
                self._links(tasks),
                "</worksheet>",
            )
        ).encode()

    def _top(self, tasks: Sequence[Task], states: str, remarks: Sequence[str]) -> Iterator[str]:
        """Yield the rows above the list: title, counter, what to do, headings."""
        yield self._line(1, self._text("A1", self._title, "title"))
        speech = self._speech
        count = f'COUNTIF({states},"{self._to_fix}")'
        label = self._text("A2", speech(LEFT), "bold")
        rest = self._text("C2", speech(OF_ALL, number=speech.number(len(tasks))), "state")
        yield self._line(2, label + self._formula("B2", count, len(tasks), "bold") + rest)
        how = speech(HOW, changed=self._changed)
        yield self._line(3, self._text("A3", how, "state"))
        yield self._line(4, self._text("A4", speech(HOW_ELSE, done=speech(DONE)), "state"))
        yield self._line(5, self._text("A5", " ".join(remarks), "state") if remarks else "")
        headings = "".join(
            self._text(cell_name(HEADING_ROW, at), speech(name), "heading")
            for at, (name, _) in enumerate(HEADINGS, 1)
        )
        yield self._line(HEADING_ROW, headings)

    def _row(self, row: int, task: Task) -> str:
        """Return the row of one task."""
        condition = task.condition(self._cells, sheet=True)
        state = f"A{row}"
        if condition:
            formula = f'IF(IFERROR({condition},FALSE),"{self._to_fix}","{self._changed}")'
            first = self._formula(state, formula, self._to_fix, "state")
        else:
            first = self._text(state, self._to_fix, "state")
        where = self._text(f"B{row}", task.where, "link" if task.sheet else "text")
        rest = "".join(
            self._text(cell_name(row, at), text, "text")
            for at, text in enumerate(self._texts(task), 3)
            if text
        )
        return self._line(row, first + where + rest)

    def _texts(self, task: Task) -> Iterator[str]:
        """Yield what a row says beside state and place."""
        return texts(task, self._cells, self._day_zero, speech=self._speech)

    def _line(self, row: int, cells: str) -> str:
        """Return a row of cells."""
        return f'<row r="{row}">{cells}</row>'

    def _text(self, at: str, text: str, style: str) -> str:
        """Return a cell that is text, whatever the text begins with."""
        number = self._styles.cells[style]
        inside = f'<is><t xml:space="preserve">{spelt(text)}</t></is>'
        return f'<c r="{at}" s="{number}" t="inlineStr">{inside}</c>'

    def _formula(self, at: str, formula: str, value: str | int, style: str) -> str:
        """Return a cell with a formula of ours and the value that it has now."""
        number = self._styles.cells[style]
        kind = ' t="str"' if isinstance(value, str) else ""
        shown = escaped(str(value))
        return f'<c r="{at}" s="{number}"{kind}><f>{escaped(formula)}</f><v>{shown}</v></c>'

    def _grey(self, area: str) -> str:
        """Return the format that greys rows that are done."""
        rule = escaped(f'$A{HEADING_ROW + 1}<>"{self._to_fix}"')
        number = self._styles.formats["done"]
        return (
            f'<conditionalFormatting sqref="{area}"><cfRule type="expression" dxfId="{number}" '
            f'priority="1"><formula>{rule}</formula></cfRule></conditionalFormatting>'
        )

    def _links(self, tasks: Sequence[Task]) -> str:
        """Return the links to the cells."""
        links = []
        for row, task in enumerate(tasks[:MOST_LINKS], HEADING_ROW + 1):
            if task.sheet:
                cell = cell_name(*task.place) if task.place else "A1"
                target = escaped(f"{in_sheet(task.sheet)}{cell}")
                links.append(f'<hyperlink ref="B{row}" location="{target}"/>')
        return f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
