"""Foreign tables: a mapping file says which column is which field, and they are read like ours.

A mapping is laid over the tables of a source by the same readers that read ours, so that findings
name the cell in the partner's own file.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from exchangespec.mapping.document import MappingError, TableMapping, load
from exchangespec.mapping.reading import MappedReading

if TYPE_CHECKING:
    from exchangespec.formats.format import Reading, ReadOptions, Source

__all__ = [
    "SHIPPED",
    "MappingError",
    "TableMapping",
    "load",
    "load_named",
    "open_mapped",
    "text_of",
]

# The mappings that come with the package, by name.
SHIPPED = (
    "360giving-grants",
    "360giving-grants-json",
    "covenant-of-mayors",
    "keep-eu-partnerships",
    "madrid-agenda",
    "urbact-memberships",
    "wikidata-twinning",
)


def load_named(name: str) -> TableMapping:
    """Return a mapping that is shipped, or the one in a file.

    Raises:
        MappingError: if there is no such mapping, or it is wrong.
    """
    return load(name, text_of(name))


def text_of(name: str) -> str:
    """Return the text of a mapping that is shipped, or of a file.

    Raises:
        MappingError: if it cannot be read.
    """
    if name in SHIPPED:
        return files("exchangespec.mapping").joinpath(f"maps/{name}.toml").read_text("utf-8")
    try:
        return Path(name).read_text("utf-8-sig")
    except OSError as error:
        known = ", ".join(SHIPPED)
        problem = f"it cannot be read ({error.strerror}); shipped are {known}"
        raise MappingError(name, "the file", problem) from None
    except UnicodeDecodeError:
        raise MappingError(name, "the file", "it is not in UTF-8") from None


def open_mapped(
    source: Source, mapping: TableMapping, options: ReadOptions, format_name: str | None = None
) -> Reading:
    """Open an input by a mapping; bad data never raise."""
    return MappedReading(source, mapping, options, format_name)
