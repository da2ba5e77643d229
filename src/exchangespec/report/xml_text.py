"""XML text: elements and texts as reports in XML write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.formats.xml_text import in_quotes

if TYPE_CHECKING:
    from collections.abc import Iterable

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def element(tag: str, content: str = "", /, **attributes: object) -> str:
    """Return an element; `content` is XML already, attributes are any values."""
    stated = "".join(f" {key}={in_quotes(str(value))}" for key, value in attributes.items())
    return f"<{tag}{stated}>{content}</{tag}>" if content else f"<{tag}{stated}/>"


def lines(elements: Iterable[str]) -> str:
    """Return elements one below the other."""
    return "".join(f"{one}\n" for one in elements)
