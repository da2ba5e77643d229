"""Package relations: which parts of a workbook belong to which, read and added to."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from exchangespec.formats.sheet_scan import small_part
from exchangespec.formats.xml_outline import changed, outline, put_inside
from exchangespec.formats.xml_text import escaped

if TYPE_CHECKING:
    from zipfile import ZipFile

RELATIONS_SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
RELATION_BASE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class Relation(NamedTuple):
    """A part that another one names: by which id, of which kind, and which part."""

    id: str
    kind: str
    part: str


@dataclass(slots=True)
class Relations:
    """The relations of one part, to which some can be added."""

    owner: str
    content: bytes
    known: list[Relation] = field(default_factory=list)
    base: str = RELATION_BASE

    @classmethod
    def of(cls, archive: ZipFile, owner: str) -> Relations:
        """Read the relations of a part; it may have none."""
        name = relations_of(owner)
        try:
            content = small_part(archive, name)
        except KeyError:
            content = (
                '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
                f'<Relationships xmlns="{RELATIONS_SPACE}"></Relationships>'
            ).encode()
        own = cls(owner, content)
        for one in outline(content, depth=2).children:
            target = one.attribute("Target")
            outside = one.attribute("TargetMode") == "External"
            part = "" if outside else resolved(owner, target)
            own.known.append(Relation(one.attribute("Id"), one.attribute("Type"), part))
        return own

    @property
    def name(self) -> str:
        """Return the name of the part that holds them."""
        return relations_of(self.owner)

    def find(self, kind: str) -> Relation | None:
        """Return the first relation of a kind, such as `comments`."""
        return next((one for one in self.known if one.kind.rpartition("/")[2] == kind), None)

    def add(self, kind: str, part: str) -> str:
        """Add a relation and return its id."""
        used = {one.id for one in self.known}
        number = next(at for at in range(1, len(used) + 2) if f"rIdEs{at}" not in used)
        identifier = f"rIdEs{number}"
        root = outline(self.content, depth=2)
        entry = (
            f'<{root.prefix}Relationship Id="{identifier}" Type="{self.base}/{kind}" '
            f'Target="/{escaped(part)}"/>'
        )
        self.content = changed(self.content, [put_inside(self.content, root, entry.encode())])
        self.known.append(Relation(identifier, f"{self.base}/{kind}", part))
        return identifier

    def remove(self, identifier: str) -> None:
        """Take a relation out."""
        gone = (
            (one.start, one.end, b"")
            for one in outline(self.content, depth=2).children
            if one.attribute("Id") == identifier
        )
        self.content = changed(self.content, list(gone))
        self.known = [one for one in self.known if one.id != identifier]


def naming(root: bytes, base: str, identifier: str) -> str:
    """Return the attribute that names a relation, under the prefix that the root has for it."""
    found = re.search(rb"""xmlns:([\w.-]+)\s*=\s*["']%s["']""" % re.escape(base.encode()), root)
    if found:
        return f'{found[1].decode()}:id="{identifier}"'
    return f'xmlns:es="{base}" es:id="{identifier}"'


def relations_of(owner: str) -> str:
    """Return the name of the part that holds another part's relations."""
    folder, _, name = owner.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


def resolved(owner: str, target: str) -> str:
    """Return the name of the part that a relation of `owner` leads to."""
    folder = "/" + owner.rpartition("/")[0]
    return posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
