"""One web page that stands alone, for what is no report of findings: no script, no other file."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from exchangespec.report.characters import visible

if TYPE_CHECKING:
    from collections.abc import Iterable


def web_page(title: str, style: str, parts: Iterable[str]) -> str:
    """Return a page of parts that are HTML already, under a title that is not."""
    heading = escape(visible(title))
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{heading}</title><style>{style}</style></head>",
            f"<body><main><h1>{heading}</h1>",
            *parts,
            "</main></body></html>",
            "",
        ]
    )
