"""The guide to mappings says what is so."""

import re
from pathlib import Path

from exchangespec.formats.format import Source
from exchangespec.intake import TakeOptions
from exchangespec.mapping import SHIPPED, load
from exchangespec.mapping.document import FieldRecipe, RecordRecipe, TableRecipe
from exchangespec.rules import FAMILIES
from exchangespec.validation import validate


def guide(repository: Path) -> str:
    """Return the page."""
    return (repository / "docs" / "mapping.md").read_text(encoding="utf-8")


def test_the_first_mapping_reads_its_table(repository: Path) -> None:
    """Table and mapping of the guide fit, and only what is missing elsewhere is said."""
    text = guide(repository)
    table = re.search(r"```csv\n(.*?)```", text, re.DOTALL)
    mapping = re.search(r"`members.toml`:\n\n```toml\n(.*?)```", text, re.DOTALL)
    assert table
    assert mapping
    source = Source("members.csv", content=table[1].encode())
    outcome = validate([source], TakeOptions(mapping=load("members.toml", mapping[1])))
    assert outcome.inputs[0].records == {"City": 2, "Network": 1, "Membership": 2}
    assert outcome.counts["error"] == 0
    slugs = {one.slug for one in outcome.findings}
    assert not slugs & {"column-not-mapped", "mapped-column-missing", "row-not-mapped"}


def test_every_entry_finding_and_mapping_is_named(repository: Path) -> None:
    """What can be said, what is said, and what is shipped."""
    text = guide(repository)
    entries = {
        name
        for recipe in (FieldRecipe, RecordRecipe, TableRecipe)
        for name in recipe.__dataclass_fields__
    } - {"name", "language", "header_rows", "headless", "records", "fields"}
    missing = [name for name in entries if f"`{name}`" not in text]
    missing += [rule.code for rule in FAMILIES["mapping"] if rule.code not in text]
    missing += [name for name in SHIPPED if f"`{name}`" not in text]
    assert not missing
