"""Package: the small parts that hold a workbook together, changed where a sheet is added.

What is not named here is copied as it is.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from exchangespec.formats.package_relations import Relations, naming
from exchangespec.formats.sheet_scan import XmlRefusedError, small_part
from exchangespec.formats.stored_cells import spelt
from exchangespec.formats.xml_outline import changed, outline, put_inside, with_attribute
from exchangespec.formats.xml_text import escaped, unescaped
from exchangespec.report.marking.conditions import in_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from zipfile import ZipFile

    from exchangespec.formats.xml_outline import Change, Element

TYPES = "[Content_Types].xml"
# The name by which a list of ours is known again, whatever its sheet is called.
OWN_NAME = "exchangespec_to_fix"
SHEET_NAMES = ("{title}", "{title} (exchangespec)")
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
# What may stand before names of areas in a workbook's part, last first.
BEFORE_NAMES = ("externalReferences", "functionGroups", "sheets")


class ContentTypes:
    """The list of what kind each part is."""

    def __init__(self, content: bytes) -> None:
        """Take the part."""
        self.content = content

    def add(self, part: str, kind: str) -> None:
        """Say what kind a new part is."""
        entry = f'<@Override PartName="/{escaped(part)}" ContentType="{kind}"/>'
        self._put(f"/{part}", "PartName", entry)

    def add_suffix(self, suffix: str, kind: str) -> None:
        """Say what kind the parts of a suffix are."""
        self._put(suffix, "Extension", f'<@Default Extension="{suffix}" ContentType="{kind}"/>')

    def _put(self, name: str, attribute: str, entry: str) -> None:
        """Add an entry unless there is one."""
        root = outline(self.content, depth=2)
        if any(one.attribute(attribute).casefold() == name.casefold() for one in root.children):
            return
        text = entry.replace("@", root.prefix, 1).encode()
        # Suffixes come before single parts.
        first = next((one for one in root.children if one.name == "Override"), None)
        if attribute == "Extension" and first is not None:
            self.content = changed(self.content, [(first.start, first.start, text)])
        else:
            self.content = changed(self.content, [put_inside(self.content, root, text)])

    def remove(self, part: str) -> None:
        """Take a part out of the list."""
        gone = (
            (one.start, one.end, b"")
            for one in outline(self.content, depth=2).children
            if one.attribute("PartName") == f"/{part}"
        )
        self.content = changed(self.content, list(gone))


class WorkbookPart:
    """The part that lists the sheets."""

    def __init__(self, archive: ZipFile, part: str) -> None:
        """Read the part and its relations."""
        self.part = part
        self.content = small_part(archive, part)
        self.relations = Relations.of(archive, part)
        sheet = self.relations.find("worksheet")
        if sheet is not None:
            self.relations.base = sheet.kind.rpartition("/")[0]

    @property
    def space(self) -> str:
        """Return the namespace of spreadsheets: there are two, alike in all we write."""
        root = outline(self.content, depth=1)
        name = f"xmlns:{root.prefix[:-1]}" if root.prefix else "xmlns"
        return root.attributes.get(name, "")

    @property
    def day_zero(self) -> date:
        """Return the day from which the workbook counts its days."""
        stated = outline(self.content, depth=2).child("workbookPr")
        by_mac = stated is not None and stated.attribute("date1904") in {"1", "true"}
        return date(1904, 1, 1) if by_mac else date(1899, 12, 30)

    def own_sheet(self) -> Element | None:
        """Return the sheet that we added before."""
        root = outline(self.content, depth=3)
        names = root.child("definedNames")
        mark = next(
            (one for one in (names.children if names else ()) if one.attribute("name") == OWN_NAME),
            None,
        )
        sheets = root.child("sheets")
        if mark is None or sheets is None:
            return None
        said = unescaped(self.content[mark.inside : mark.end_inside].decode("utf-8", "replace"))
        return next(
            (one for one in sheets.children if said.startswith(in_sheet(one.attribute("name")))),
            None,
        )

    def remove_own(self) -> str:
        """Take the sheet out that we added before, and return its part; nothing without one."""
        sheet = self.own_sheet()
        root = outline(self.content, depth=3)
        names = root.child("definedNames")
        gone: list[Change] = []
        for one in names.children if names else ():
            if one.attribute("name") == OWN_NAME:
                whole = names if names and len(names.children) == 1 else one
                gone.append((whole.start, whole.end, b""))
        part = ""
        if sheet is not None:
            gone.append((sheet.start, sheet.end, b""))
            identifier = _relation_id(sheet)
            part = next((one.part for one in self.relations.known if one.id == identifier), "")
            self.relations.remove(identifier)
        self.content = changed(self.content, gone)
        return part

    def sheet_names(self) -> list[str]:
        """Return the names of all sheets."""
        return [one.attribute("name") for one in self._sheets().children]

    def _sheets(self) -> Element:
        """Return the list of sheets."""
        sheets = outline(self.content, depth=3).child("sheets")
        if sheets is None:
            raise XmlRefusedError("a workbook without sheets")
        return sheets

    def free_name(self, title: str) -> str:
        """Return the name for our sheet that no other has."""
        taken = {name.casefold() for name in self.sheet_names()}
        for name in (one.format(title=title) for one in SHEET_NAMES):
            if name.casefold() not in taken:
                return name
        raise XmlRefusedError("sheets named as ours")

    def add_own(self, part: str, title: str) -> None:
        """Add our sheet as the last one, and open the workbook there."""
        name = self.free_name(title)
        identifier = self.relations.add("worksheet", part)
        sheets = self._sheets()
        numbers = [
            int(one.attribute("sheetId"))
            for one in sheets.children
            if one.attribute("sheetId").isdigit()
        ]
        root = outline(self.content, depth=1)
        named = naming(self.content[root.start : root.inside], self.relations.base, identifier)
        number = max(numbers, default=0) + 1
        entry = (
            f'<{sheets.prefix}sheet name="{escaped(name)}" sheetId="{number}" {named}/>'
        ).encode()
        changes = [put_inside(self.content, sheets, entry), self._named(name)]
        changes += self._opened(len(sheets.children))
        self.content = changed(self.content, changes)

    def _named(self, name: str) -> Change:
        """Return the change that gives our sheet its lasting mark."""
        root = outline(self.content, depth=3)
        tag = f"{root.prefix}definedName"
        entry = (f'<{tag} name="{OWN_NAME}" hidden="1">{spelt(_cell_of(name))}</{tag}>').encode()
        names = root.child("definedNames")
        if names is not None:
            return put_inside(self.content, names, entry)
        before = next(one for one in map(root.child, BEFORE_NAMES) if one is not None)
        whole = b"<%ss>%s</%ss>" % (tag.encode(), entry, tag.encode())
        return before.end, before.end, whole

    def _opened(self, number: int) -> Iterator[Change]:
        """Yield the changes that open the workbook at a sheet, by its number."""
        root = outline(self.content, depth=3)
        views = root.child("bookViews")
        if views is not None and views.children:
            yield with_attribute(self.content, views.children[0], "activeTab", str(number))
            return
        prefix = root.prefix
        view = f'<{prefix}workbookView activeTab="{number}"/>'
        if views is not None:
            yield put_inside(self.content, views, view.encode())
        else:
            at = self._sheets().start
            yield at, at, f"<{prefix}bookViews>{view}</{prefix}bookViews>".encode()


def _cell_of(name: str) -> str:
    """Return the first cell of a sheet."""
    return f"{in_sheet(name)}$A$1"


def _relation_id(sheet: Element) -> str:
    """Return the id of a sheet's relation."""
    return next(
        (
            value
            for key, value in sheet.attributes.items()
            if key.endswith(":id") and not key.startswith("xmlns")
        ),
        "",
    )


def free_part(names: Sequence[str], start: str, suffix: str) -> str:
    """Return the name of a part that is not there yet."""
    taken = {name.casefold() for name in names}
    number = next(
        at for at in range(1, len(taken) + 2) if f"{start}{at}{suffix}".casefold() not in taken
    )
    return f"{start}{number}{suffix}"
