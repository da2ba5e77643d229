"""Styles: what marks and the list of findings look like, added to a workbook's own styles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exchangespec.formats.xml_outline import changed, outline, put_inside, with_attribute

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exchangespec.formats.xml_outline import Change

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PLAIN = HEAD + '<styleSheet xmlns="{space}"/>'
# The lists of a stylesheet in their order, with what each begins with where it is not there at all.
LISTS = {
    "numFmts": (),
    "fonts": ("<@font><@sz val='11'/><@name val='Calibri'/></@font>",),
    "fills": tuple(
        f"<@fill><@patternFill patternType='{kind}'/></@fill>" for kind in ("none", "gray125")
    ),
    "borders": ("<@border><@left/><@right/><@top/><@bottom/><@diagonal/></@border>",),
    "cellStyleXfs": ("<@xf numFmtId='0' fontId='0' fillId='0' borderId='0'/>",),
    "cellXfs": ("<@xf numFmtId='0' fontId='0' fillId='0' borderId='0' xfId='0'/>",),
    "cellStyles": (),
    "dxfs": (),
}

FONTS = {
    "title": "<@font><@b/><@sz val='16'/><@name val='Calibri'/></@font>",
    "bold": "<@font><@b/><@sz val='11'/><@name val='Calibri'/></@font>",
    "link": "<@font><@u/><@sz val='11'/><@color rgb='FF0B5394'/><@name val='Calibri'/></@font>",
    "text": "<@font><@sz val='11'/><@name val='Calibri'/></@font>",
}
HEADING_FILL = (
    "<@fill><@patternFill patternType='solid'><@fgColor rgb='FFE7E6E6'/><@bgColor indexed='64'/>"
    "</@patternFill></@fill>"
)
CELL = (
    "<@xf numFmtId='{number}' fontId='{font}' fillId='{fill}' borderId='0' xfId='0' "
    "applyNumberFormat='1' applyFont='1' applyFill='1' applyAlignment='1'>"
    "<@alignment vertical='top' wrapText='{wrap}'/></@xf>"
)


def _mark(letters: str, ground: str) -> str:
    """Return a conditional format: a ground, letters and a frame that no other colour hides."""
    line = "".join(
        f"<@{side} style='thin'><@color rgb='{letters}'/></@{side}>"
        for side in ("left", "right", "top", "bottom")
    )
    return (
        f"<@dxf><@font><@color rgb='{letters}'/></@font><@fill><@patternFill patternType='solid'>"
        f"<@fgColor rgb='{ground}'/><@bgColor rgb='{ground}'/></@patternFill></@fill>"
        f"<@border>{line}</@border></@dxf>"
    )


# Red with dark red letters, amber with brown, and grey letters for what is done.
FORMATS = {
    "error": _mark("FF9C0006", "FFFFC7CE"),
    "warning": _mark("FF7F6000", "FFFFEB9C"),
    "done": "<@dxf><@font><@color rgb='FF7F7F7F'/></@font></@dxf>",
}
TEXT_FORMAT = "49"


@dataclass(frozen=True, slots=True)
class Styles:
    """The workbook's styles with ours: the part, and the numbers of ours by name."""

    content: bytes
    cells: Mapping[str, int]
    formats: Mapping[str, int]


def styled(content: bytes | None, space: str) -> Styles:
    """Return styles with ours added; those that are there already are used again.

    Raises:
        XmlRefusedError: if the part is damaged.
    """
    styles = _Stylesheet(content or PLAIN.format(space=space).encode())
    fonts = {name: styles.number("fonts", text) for name, text in FONTS.items()}
    ground = styles.number("fills", HEADING_FILL)
    cells = {
        name: styles.number(
            "cellXfs", CELL.format(number=number, font=fonts[font], fill=fill, wrap=wrap)
        )
        for name, font, fill, number, wrap in (
            ("title", "title", 0, 0, 0),
            ("bold", "bold", 0, 0, 0),
            ("heading", "bold", ground, 0, 1),
            ("link", "link", 0, 0, 0),
            ("text", "text", 0, TEXT_FORMAT, 1),
            ("state", "text", 0, 0, 0),
        )
    }
    formats = {name: styles.number("dxfs", text) for name, text in FORMATS.items()}
    return Styles(styles.content(), cells, formats)


class _Stylesheet:
    """A stylesheet to whose lists entries are added."""

    def __init__(self, content: bytes) -> None:
        """Find the lists."""
        root = outline(content, depth=1)
        if root.is_empty:
            content = changed(content, [put_inside(content, root, b"")])
        self._content = content
        self._root = outline(content, depth=3)
        self._lists = {one.name: one for one in self._root.children}
        self._added: dict[str, list[bytes]] = {}
        self._known: dict[str, Sequence[bytes]] = {}
        for name, entries in LISTS.items():
            if name not in self._lists:
                for text in entries:
                    self._added.setdefault(name, []).append(self._entry(text))

    def _entry(self, text: str) -> bytes:
        """Return an entry as this stylesheet writes its elements."""
        return text.replace("'", '"').replace("@", self._root.prefix).encode()

    def number(self, name: str, text: str) -> int:
        """Return the number of an entry in a list, adding it where it is not there."""
        entry = self._entry(text)
        known = self._entries(name)
        if entry in known:
            return known.index(entry)
        added = self._added.setdefault(name, [])
        if entry not in added:
            added.append(entry)
        return len(known) + added.index(entry)

    def _entries(self, name: str) -> Sequence[bytes]:
        """Return the entries of a list."""
        if name not in self._known:
            holder = self._lists.get(name)
            self._known[name] = [
                self._content[one.start : one.end] for one in (holder.children if holder else ())
            ]
        return self._known[name]

    def content(self) -> bytes:
        """Return the part with what was added."""
        names = [name for name in LISTS if name in self._added]
        return changed(self._content, [one for name in names for one in self._changes(name)])

    def _changes(self, name: str) -> list[Change]:
        """Return the changes that add to one list, and say how long it is now."""
        added = b"".join(self._added[name])
        total = str(len(self._entries(name)) + len(self._added[name]))
        holder = self._lists.get(name)
        if holder is None or holder.is_empty:
            tag = f"{self._root.prefix}{name}"
            new = f'<{tag} count="{total}">'.encode() + added + f"</{tag}>".encode()
            at = self._place_for(name)
            return [(holder.start, holder.end, new) if holder else (at, at, new)]
        return [
            with_attribute(self._content, holder, "count", total),
            put_inside(self._content, holder, added),
        ]

    def _place_for(self, name: str) -> int:
        """Return where a list that is not there may stand."""
        order = list(LISTS)
        before = order[: order.index(name)]
        ends = [self._lists[one].end for one in before if one in self._lists]
        return max(ends, default=self._root.inside)
