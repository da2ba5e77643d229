"""Everything that is bad, read by a mapping: a finding for each, no exception."""

from contextlib import suppress

import pytest

from exchangespec.errors import ExchangespecError
from exchangespec.formats.format import ReadOptions, Source
from exchangespec.mapping import load_named, open_mapped
from exchangespec.mapping.suggesting import suggest
from hostile.inputs import CASES

TABLES = sorted(
    label
    for label, one in CASES.items()
    if one.file.endswith((".csv", ".xlsx", ".xls", ".ods", ".zip", ".txt", ".dat"))
)


@pytest.mark.slow
@pytest.mark.parametrize("label", TABLES)
def test_bad_tables_end_in_a_finding(label: str) -> None:
    """Neither reading nor suggesting fails."""
    source = Source(CASES[label].file, content=CASES[label].make())
    reading = open_mapped(source, load_named("urbact-memberships"), ReadOptions())
    records = list(reading.records())
    said = list(reading.faults)
    if reading.header is not None:
        said += reading.header.faults  # type: ignore[arg-type]  # counted only
    assert records or said
    with suppress(ExchangespecError):
        assert suggest(source, ReadOptions()).text
