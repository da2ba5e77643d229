"""The names that the command line lists without importing what they stand for."""

import dataclasses
from collections.abc import Iterable

import pytest

from exchangespec.cli import names
from exchangespec.differences.forms import FORMS as COMPARISONS
from exchangespec.emit.template import FORMS, KINDS, LANGUAGES
from exchangespec.formats import FORMATS
from exchangespec.formats.format import Limits
from exchangespec.imports import IMPORTERS
from exchangespec.people import PEOPLE
from exchangespec.report import REPORTERS
from exchangespec.tables.results import FORMS as RESULTS
from exchangespec.texts import SPOKEN
from exchangespec.views import VIEWS

LIMITS = [item.name.replace("_", "-") for item in dataclasses.fields(Limits)]
TABLES = {
    "FORMAT_NAMES": FORMATS,
    "IMPORT_NAMES": IMPORTERS,
    "REPORT_NAMES": REPORTERS,
    "FORM_NAMES": FORMS,
    "TEMPLATE_LANGUAGES": LANGUAGES,
    "TEMPLATE_KINDS": KINDS,
    "SPOKEN_LANGUAGES": SPOKEN,
    "LIMIT_NAMES": LIMITS,
    "COMPARISON_NAMES": COMPARISONS,
    "RESULT_NAMES": RESULTS,
    "VIEW_NAMES": VIEWS,
    "PEOPLE_NAMES": PEOPLE,
}


@pytest.mark.parametrize(("name", "table"), TABLES.items(), ids=TABLES)
def test_the_names_are_those_of_the_table(name: str, table: Iterable[str]):
    """Help lists what there is, in the order of the table."""
    assert getattr(names, name) == tuple(table), f"write the names into cli/names.py: {name}"
