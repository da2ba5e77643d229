"""The reference pages name everything that is in the model."""

import re

import pytest

from exchangespec import spec
from exchangespec.codelists import CODELISTS, codelist, identifier_schemes
from exchangespec.emit import reference
from exchangespec.emit.json_schema import file_name
from exchangespec.emit.notation import NOTATIONS, notation_name
from exchangespec.model import RECORDS
from exchangespec.model.constraints import Constraint
from exchangespec.spec.namespaces import NAMESPACES, expand

PAGES = {
    path.removeprefix(reference.FOLDER): content.decode() for path, content in reference.emit()
}
UNESCAPED_TAG = re.compile(r"<(?!!--)[a-z]")


@pytest.mark.parametrize("record_type", RECORDS)
def test_type_page_has_every_field(record_type):
    """A type's page has its definition and a row a field, with definition and term."""
    page = PAGES[f"types/{file_name(record_type)}.md"]
    form = spec.records()[record_type]
    for known in form.fields.values():
        row = next(line for line in page.splitlines() if line.startswith(f"| `{known.name}` |"))
        assert f"`{known.term}`" in row
        assert reference.prose(known.definition).replace("|", r"\|") in row
        if known.codelist:
            assert f"(../codelists/{known.codelist}.md)" in row
        if known.is_reference:
            assert spec.targets_in_words(known) in row
    for constraint in form.constraints:
        assert f"(../rules/{constraint.slug}.md)" in page


@pytest.mark.parametrize("name", CODELISTS)
def test_list_page_has_every_code(name):
    """A list's page has each of its codes and says whether the list is open."""
    page = PAGES[f"codelists/{name}.md"]
    assert all(f"| `{code}`" in page for code in codelist(name).codes)
    assert ("Open:" in page) == codelist(name).open


def test_package_page_has_every_field():
    """The package's page has a row for each field of the header."""
    assert all(f"| `{name}` |" in PAGES["package.md"] for name in spec.header())


def test_identifiers_page_has_every_scheme():
    """Each scheme has a row."""
    assert all(f"| `{scheme}` |" in PAGES["identifiers.md"] for scheme in identifier_schemes())


def test_every_kind_has_its_notation():
    """No field holds a kind of value that the notation page does not explain, and none is idle."""
    forms = [*(form.fields for form in spec.records().values()), spec.header()]
    used = {notation_name(known.kind) for fields in forms for known in fields.values()}
    assert used | {"extension"} == set(NOTATIONS)
    assert all(f"## {found.title}" in PAGES["notation.md"] for found in NOTATIONS.values())


def test_every_kind_of_constraint_has_a_sentence():
    """A constraint of a new kind must be given words."""
    assert set(reference.SENTENCES) == set(Constraint.__args__)


def test_every_term_has_its_namespace():
    """Each RDF term of the model expands to an address; each namespace is listed."""
    terms = {known.term for form in spec.records().values() for known in form.fields.values()}
    terms |= {known.term for known in spec.header().values()}
    terms |= {term for form in spec.records().values() for term in form.superclasses}
    assert all(expand(term).startswith("http") for term in terms - {"@id"})
    assert all(f"`{address}`" in PAGES["vocabularies.md"] for address in NAMESPACES.values())
    with pytest.raises(KeyError):
        expand("nowhere:thing")


@pytest.mark.parametrize("path", PAGES)
def test_tables_hold_together(path):
    """Every row of a table has as many cells as its heading, and nothing reads as a tag."""
    width = 0
    for line in PAGES[path].splitlines():
        if not line.startswith("|"):
            width = 0
            continue
        bars = len(re.findall(r"(?<!\\)\|", line))
        width = width or bars
        assert bars == width, line
        assert not UNESCAPED_TAG.search(re.sub(r"`[^`]*`", "", line)), line
