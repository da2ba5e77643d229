"""The code lists, countries, currencies and identifier schemes as CSV for other programs."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from exchangespec.codelists import CODELISTS
from exchangespec.codelists.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

FOLDER = "schemas/codelists/"
SYNONYMS = "synonyms"
REGISTRY_FACTS = ("alpha3", "last_year")
LABEL = "label."


def emit() -> Iterator[tuple[str, bytes]]:
    """Yield a file a list, the two registries, the schemes, and an index of the lists."""
    for name in CODELISTS:
        yield f"{FOLDER}{name}.csv", _list(name)
    for name in ("countries", "currencies"):
        yield f"{FOLDER}{name}.csv", _registry(name)
    yield f"{FOLDER}identifier_schemes.csv", _copy("identifier_schemes")
    yield f"{FOLDER}index.csv", _copy("lists")


def _list(name: str) -> bytes:
    """Return one list without the words that only our own reader of tables needs."""
    rows = table(f"lists/{name}")
    return written([heading for heading in rows[0] if heading != SYNONYMS], rows)


def _registry(name: str) -> bytes:
    """Return a registry with its names headed as labels, English first."""
    rows = table(f"registries/{name}")
    others = ("code", *REGISTRY_FACTS, "language", "name", SYNONYMS)
    facts = [heading for heading in REGISTRY_FACTS if heading in rows[0]]
    tongues = ["en", *sorted(heading for heading in rows[0] if heading not in {*others, "en"})]
    headings = ["code", *(LABEL + tongue for tongue in tongues), *facts]
    labelled = [
        {
            "code": row["code"],
            **{LABEL + tongue: row[tongue] for tongue in tongues},
            f"{LABEL}en": row["en"] or row.get("name", ""),
            **{fact: row[fact] for fact in facts},
        }
        for row in rows
    ]
    return written(headings, labelled)


def _copy(name: str) -> bytes:
    """Return a table as it is."""
    rows = table(name)
    return written(list(rows[0]), rows)


def written(headings: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """Return rows as CSV in UTF-8 with line feeds."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, headings, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()
