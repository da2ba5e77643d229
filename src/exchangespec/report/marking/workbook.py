"""Workbook: copies a workbook part by part, with marks, notes and the list of what is to fix."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO
from pathlib import PurePath
from typing import IO, TYPE_CHECKING

from exchangespec.errors import ExchangespecError
from exchangespec.formats import workbook_file
from exchangespec.formats.archive_copy import copy_archive
from exchangespec.formats.package_relations import Relations, naming
from exchangespec.formats.sheet_frame import copy_sheet
from exchangespec.formats.sheet_scan import (
    XmlRefusedError,
    sheet_entries,
    small_part,
    spelt,
    workbook_part,
)
from exchangespec.formats.stored_cells import address, cells_of
from exchangespec.formats.xml_text import escaped
from exchangespec.location import cell_name
from exchangespec.report.characters import visible
from exchangespec.report.marking.conditions import NOTHING_HELD, HeldCells
from exchangespec.report.marking.list_sheet import ListSheet
from exchangespec.report.marking.notes import own_cells, with_boxes, with_notes
from exchangespec.report.marking.package import (
    COMMENTS_TYPE,
    DRAWING_TYPE,
    SHEET_TYPE,
    STYLES_TYPE,
    TYPES,
    ContentTypes,
    WorkbookPart,
    free_part,
)
from exchangespec.report.marking.styles import styled
from exchangespec.report.marking.tasks import ASKED, rows_wanted, tasks
from exchangespec.report.meant import suggested
from exchangespec.report.speech import DRAFT, LEVELS, Speech
from exchangespec.report.verdict import ready

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from exchangespec.formats.format import Source
    from exchangespec.formats.package_relations import Relation
    from exchangespec.formats.sheet_frame import Frame
    from exchangespec.formats.sheet_scan import Position
    from exchangespec.formats.xml_outline import Change, Element
    from exchangespec.outcome import Outcome
    from exchangespec.report.marking.styles import Styles
    from exchangespec.report.marking.tasks import Cells, Task

MARKED_SUFFIXES = (".checked.xlsx", ".checked.xlsm")
# More than this nobody works through cell by cell; a workbook of findings serves better.
MOST_TASKS = 10_000
# Boxes of notes are heavy for a spreadsheet program.
MOST_NOTES = 2_000
# Any of our marks begins so, and so is known again.
OURS = 'N("exchangespec")=0'
STYLES = "xl/styles.xml"
STRINGS = "sharedStrings"
# What the list and the notes say.
OWN_SHEET = "To fix"
TITLE = "To fix in {name}"
REMARKS = "Remarks that ask for nothing, in the full report only: {number}."
MORE = "There is more to fix than is listed here; check the file again afterwards."
NOTES_CUT = "Only the first {number} cells have a note."
SUGGESTED = "Suggestion"
SEE_LIST = "see the sheet {sheet}"
FIXED_WORDS = (TITLE, REMARKS, MORE, NOTES_CUT, SUGGESTED, SEE_LIST, *LEVELS)
SELECTED = re.compile(rb"""(<(?:\w+:)?sheetView\b[^<>]*?)\s+tabSelected\s*=\s*["'](?:1|true)["']""")
DAMAGES = (*workbook_file.DAMAGES, OSError, XmlRefusedError)
ZIP = b"PK\x03\x04"
FOREIGN = "no sheet or table in it is one of the standard"
NO_KIND = "only .xlsx and .xlsm workbooks can hold marks"


class NotMarkableError(ExchangespecError):
    """A file cannot be given back with marks; `reason` ends a sentence that begins so."""

    def __init__(self, file: str, reason: str) -> None:
        """Keep the facts."""
        super().__init__(file, reason)
        self.file = file
        self.reason = reason

    def __str__(self) -> str:
        """Return the sentence."""
        return f"{self.file} cannot be given back with marks: {self.reason}"


def is_marked(path: PurePath) -> bool:
    """Tell whether a report of this name is a marked workbook."""
    return path.name.casefold().endswith(MARKED_SUFFIXES)


MACROS = b".macroEnabled.main+xml"
# A template or an add-in that is given back is a workbook; no program opens it otherwise.
NO_WORKBOOK = re.compile(rb"\b(?:template|addin)(?=(?:\.macroEnabled)?\.main\+xml)")


def has_macros(source: Source) -> bool:
    """Tell whether a workbook has macros, which programs ask its name to say.

    Raises:
        NotMarkableError: if the input is no workbook of this kind, or is damaged.
    """
    try:
        if not source.start(4).startswith(ZIP):
            raise NotMarkableError(source.name, NO_KIND)
        with zipfile.ZipFile(source.path or BytesIO(source.content or b"")) as archive:
            _refuse_unmarkable(archive, source.name)
            return MACROS in small_part(archive, TYPES)
    except DAMAGES as problem:
        raise NotMarkableError(source.name, f"it is damaged ({problem})") from problem


def refuse_suffix(source: Source, path: PurePath) -> None:
    """Refuse a name that does not fit: programs open no file whose suffix denies its macros.

    Raises:
        NotMarkableError: if a workbook with macros was to be called .xlsx, or the other way round.
    """
    try:
        macros = has_macros(source)
    except NotMarkableError:
        return
    right = MARKED_SUFFIXES[macros]
    if not path.name.casefold().endswith(right):
        has = "macros" if macros else "no macros"
        raise NotMarkableError(source.name, f"it has {has}; let the name end in {right}")


def mark(source: Source, outcome: Outcome, target: IO[bytes]) -> None:
    """Write a workbook with marks at its findings; marks that we made before are replaced.

    Raises:
        NotMarkableError: if the input is no workbook of this kind, is damaged, or has more to fix
            than marks can help with.
    """
    if not all(item.readable for item in outcome.inputs):
        foreign = any(one.slug == "no-known-table" for one in outcome.findings)
        raise NotMarkableError(source.name, FOREIGN if foreign else "it could not be read")
    if not source.start(4).startswith(ZIP):
        raise NotMarkableError(source.name, NO_KIND)
    if sum(outcome.counts[level] for level in ("error", "warning")) > MOST_TASKS:
        reason = f"there are more than {MOST_TASKS:,} places to fix"
        raise NotMarkableError(source.name, reason)
    try:
        with zipfile.ZipFile(source.path or BytesIO(source.content or b"")) as archive:
            _refuse_unmarkable(archive, source.name)
            Marking(archive, outcome, visible(PurePath(source.name).name)).write(target)
    except DAMAGES as problem:
        raise NotMarkableError(source.name, f"it is damaged ({problem})") from problem


def _refuse_unmarkable(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse an archive that has no workbook in XML, or parts under names that are none."""
    part = workbook_part(archive)
    if part in archive.namelist() and part.casefold().endswith(".xml"):
        return
    if any(one.casefold().endswith("workbook.xml") for one in archive.namelist()):
        reason = "its parts are not where Excel puts them; save it in Excel and give that file"
        raise NotMarkableError(name, reason)
    raise NotMarkableError(name, NO_KIND)


@dataclass(slots=True)
class SheetMarks:
    """What is to be done with one sheet: the tasks in it, and its notes by address."""

    part: str
    tasks: list[Task] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    drawing_id: str = ""


class Marking:
    """One workbook being marked."""

    def __init__(self, archive: zipfile.ZipFile, outcome: Outcome, name: str) -> None:
        """Read what holds the workbook together, without what we added before."""
        self.archive = archive
        self.names = archive.namelist()
        self.book = WorkbookPart(archive, workbook_part(archive))
        self.types = ContentTypes(NO_WORKBOOK.sub(b"sheet", small_part(archive, TYPES)))
        self.parts: dict[str, bytes] = {}
        self.gone: set[str] = set()
        self._forget()
        parts = {one.casefold(): one for one in self.names}
        self.sheets = {
            entry.name: SheetMarks(parts.get(entry.part.casefold(), ""))
            for entry in sheet_entries(archive)
            if entry.part not in self.gone
        }
        worksheets = [name for name, marks in self.sheets.items() if self._is_worksheet(marks.part)]
        self.tasks = tasks(outcome, worksheets)
        self.outcome = outcome
        self.speech = Speech.of(outcome)
        self.name = name
        self.cells = self._stored(rows_wanted(self.tasks))

    def _is_worksheet(self, part: str) -> bool:
        """Tell whether a part is a sheet of cells and not of a chart, a dialogue or a macro."""
        return any(
            one.part.casefold() == part.casefold() and one.kind.endswith("/worksheet")
            for one in self.book.relations.known
        )

    def _forget(self) -> None:
        """Take out the sheet that we added before."""
        part = self.book.remove_own()
        if part:
            self.gone.add(part)
            self.types.remove(part)

    def _stored(self, wanted: Mapping[str, set[int]]) -> Cells:
        """Return what the rows with findings hold now."""
        rows = {self.sheets[name].part: numbers for name, numbers in wanted.items()}
        relation = self.book.relations.find(STRINGS)
        strings = spelt(self.archive, relation.part) if relation else ""
        found = cells_of(self.archive, rows, strings)
        return {name: HeldCells(found[self.sheets[name].part]) for name in wanted}

    # --- writing ---------------------------------------------------------------------------------

    def write(self, target: IO[bytes]) -> None:
        """Write the whole workbook."""
        for task in self.tasks:
            if task.sheet:
                self.sheets[task.sheet].tasks.append(task)
        styles = self._styles()
        self._write_notes()
        self._write_list(styles)
        self.parts[TYPES] = self.types.content
        self.parts[self.book.part] = self.book.content
        self.parts[self.book.relations.name] = self.book.relations.content
        patched = {
            marks.part: partial(self._write_sheet, marks, styles)
            for marks in self.sheets.values()
            if self._is_worksheet(marks.part)
        }
        # Small letters and capitals are one in the names of parts.
        parts = {spelt(self.archive, name): content for name, content in self.parts.items()}
        copy_archive(self.archive, target, {**patched, **parts}, self.gone)

    def _styles(self) -> Styles:
        """Return the workbook's styles with ours, and note the part."""
        relation = self.book.relations.find("styles")
        name = relation.part if relation else STYLES
        content = self._held(relation) if relation else None
        styles = styled(content, self.book.space)
        self.parts[name] = styles.content
        if relation is None:
            self.book.relations.add("styles", name)
            self.types.add(name, STYLES_TYPE)
        return styles

    def _write_list(self, styles: Styles) -> None:
        """Add the list of what is to fix."""
        part = free_part([*self.names, *self.parts], "xl/worksheets/exchangespec", ".xml")
        if self.gone:
            part = next(iter(self.gone))
            self.gone = set()
        self.book.add_own(part, self.speech.sheet(OWN_SHEET))
        self.types.add(part, SHEET_TYPE)
        title = self.speech(TITLE, name=self.name)
        sheet = ListSheet(title, styles, self.cells, self.book, speech=self.speech)
        self.parts[part] = sheet.content(self.tasks, list(self._remarks()))

    def _remarks(self) -> Iterator[str]:
        """Yield what the list is the sum of, and what it does not show."""
        speech = self.speech
        levels: list[str] = [task.finding.severity for task in self.tasks]
        yield ", ".join(speech.number_of(levels.count(one), one) for one in sorted(ASKED)) + "."
        yield from ready(self.outcome, speech)
        if remarks := self.outcome.counts["info"]:
            yield speech(REMARKS, number=speech.number(remarks))
        if self.outcome.truncated:
            yield speech(MORE)
        if len(self.tasks) > MOST_NOTES:
            yield speech(NOTES_CUT, number=speech.number(MOST_NOTES))
        if speech.is_draft:
            yield speech(DRAFT)

    def _held(self, relation: Relation | None) -> bytes | None:
        """Return the part that a relation leads to; None where there is none."""
        if relation is None or spelt(self.archive, relation.part) not in self.names:
            return None
        return small_part(self.archive, relation.part)

    # --- sheets ----------------------------------------------------------------------------------

    def _write_sheet(
        self, marks: SheetMarks, styles: Styles, source: IO[bytes], target: IO[bytes]
    ) -> None:
        """Copy a sheet with its marks."""

        def tail(frame: Frame) -> Iterator[Change]:
            yield from _without_ours(frame)
            rules = "".join(self._rules(marks, styles, frame))
            if rules:
                yield frame.added("conditionalFormatting", rules)
            if marks.drawing_id:
                named = naming(frame.root, self.book.relations.base, marks.drawing_id)
                yield frame.added("legacyDrawing", f"<{frame.prefix}legacyDrawing {named}/>")

        # Two selected sheets would be changed together by whoever types into one.
        copy_sheet(source, target.write, head=lambda text: SELECTED.sub(rb"\1", text), tail=tail)

    def _rules(self, marks: SheetMarks, styles: Styles, frame: Frame) -> Iterator[str]:
        """Yield the conditional formats of a sheet, one for cells below each other that are alike.

        They come after those of the partner's own, and say the same cell only once.
        """
        used = [
            int(one.attribute("priority"))
            for area in frame.all("conditionalFormatting")
            for one in area.children
            if one.attribute("priority").isdigit() and not _is_ours(frame, one)
        ]
        for priority, (area, condition, level) in enumerate(
            self._areas(marks), max(used, default=0) + 1
        ):
            formula = escaped(f"AND({OURS},IFERROR({condition},FALSE))")
            prefix = frame.prefix
            yield (
                f'<{prefix}conditionalFormatting sqref="{area}"><{prefix}cfRule type="expression" '
                f'dxfId="{styles.formats[level]}" priority="{priority}">'
                f"<{prefix}formula>{formula}</{prefix}formula></{prefix}cfRule>"
                f"</{prefix}conditionalFormatting>"
            )

    def _areas(self, marks: SheetMarks) -> Iterator[tuple[str, str, str]]:
        """Yield the areas to mark, each with its condition and severity."""
        chosen: dict[Position, Task] = {}
        for task in marks.tasks:
            if task.place is None:
                continue
            other = chosen.get(task.place)
            if other is None or _rank(task) < _rank(other):
                chosen[task.place] = task
        run: list[Position] = []
        for place in sorted(chosen, key=lambda one: (one.column, one.row)):
            if run and not self._continues(chosen, run[-1], place):
                yield self._area(chosen, run)
                run = []
            run.append(place)
        if run:
            yield self._area(chosen, run)

    def _continues(self, chosen: Mapping[Position, Task], last: Position, place: Position) -> bool:
        """Tell whether a cell lies below another and holds the same: one mark serves both."""
        one, two = chosen[last], chosen[place]
        cells = self.cells.get(one.sheet, NOTHING_HELD)
        return (
            place.column == last.column
            and place.row == last.row + 1
            and not one.whole_row
            and not two.whole_row
            and one.finding.severity == two.finding.severity
            and cells.at(last) == cells.at(place)
        )

    def _area(
        self, chosen: Mapping[Position, Task], run: Sequence[Position]
    ) -> tuple[str, str, str]:
        """Return one area."""
        first, last = run[0], run[-1]
        area = address(first) + (f":{cell_name(*last)}" if last != first else "")
        task = chosen[first]
        return area, task.condition(self.cells, sheet=False), task.finding.severity

    # --- notes -----------------------------------------------------------------------------------

    def _write_notes(self) -> None:
        """Put a note at each cell, as far as there are not too many."""
        room = MOST_NOTES
        for number, marks in enumerate(self.sheets.values(), 1):
            if not self._is_worksheet(marks.part):
                continue
            for task in marks.tasks:
                if task.place is None or room <= 0:
                    continue
                cell = address(task.place)
                room -= cell not in marks.notes
                before = f"{marks.notes[cell]}\n\n" if cell in marks.notes else ""
                marks.notes[cell] = before + note_text(task, self.speech)
            self._write_notes_of(marks, number)

    def _write_notes_of(self, marks: SheetMarks, number: int) -> None:
        """Put the notes of one sheet among the comments that it has."""
        relations = Relations.of(self.archive, marks.part)
        relations.base = self.book.relations.base
        comments, drawing = relations.find("comments"), relations.find("vmlDrawing")
        if comments is None and not marks.notes:
            return
        before = self._held(comments)
        notes = with_notes(before, marks.notes, self.book.space)
        old = self._held(drawing)
        own = own_cells(before) if before else []
        boxes = with_boxes(old, notes.boxes, own, FIRST_MAP + MAPS_A_SHEET * number)
        if boxes is None or (before == notes.content and not notes.boxes and not own):
            return
        names = [*self.names, *self.parts]
        if comments is None:
            part = free_part(names, "xl/commentsEs", ".xml")
            relations.add("comments", part)
            self.types.add(part, COMMENTS_TYPE)
        else:
            part = comments.part
        self.parts[part] = notes.content
        if drawing is None:
            shown = free_part(names, "xl/drawings/vmlDrawingEs", ".vml")
            marks.drawing_id = relations.add("vmlDrawing", shown)
            self.types.add_suffix("vml", DRAWING_TYPE)
        else:
            shown = drawing.part
        self.parts[shown] = boxes
        self.parts[relations.name] = relations.content


# Numbers of boxes come in blocks, which no two sheets may share.
FIRST_MAP, MAPS_A_SHEET = 64, 16


def _rank(task: Task) -> tuple[bool, bool]:
    """Return which of several tasks at one cell gives it its mark: the lowest."""
    return task.finding.severity != "error", task.whole_row


def note_text(task: Task, speech: Speech) -> str:
    """Return what the note at a cell says."""
    finding = task.finding
    level = speech(finding.severity.capitalize())
    text = f"{level}: {visible(finding.message)}"
    if finding.suggestions:
        meant = "; ".join(suggested(finding, speech.language))
        text += f"\n{speech(SUGGESTED)}: {meant}"
    return f"{text}\n({finding.code}; {speech(SEE_LIST, sheet=speech.sheet(OWN_SHEET))})"


def _without_ours(frame: Frame) -> Iterator[Change]:
    """Yield the changes that take out the marks that we made before."""
    for area in frame.all("conditionalFormatting"):
        ours = [one for one in area.children if _is_ours(frame, one)]
        if ours and len(ours) == len(area.children):
            yield area.start, area.end, b""
        else:
            yield from ((one.start, one.end, b"") for one in ours)


def _is_ours(frame: Frame, rule: Element) -> bool:
    """Tell whether we made a conditional format."""
    return OURS.encode() in frame.tail[rule.start : rule.end].replace(b"&quot;", b'"')
