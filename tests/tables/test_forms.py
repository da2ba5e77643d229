"""Tables and columns are those of the model, and no two are called the same."""

from collections import Counter

from exchangespec import spec
from exchangespec.tables.forms import PROVENANCE, Type, datasets, record_tables, tables
from exchangespec.tables.views import participations, withdrawn


def test_every_record_type_has_its_table():
    """Tables stand in reading order, named as CSV files are but for the one that is a view."""
    named = {form.record_type: form.name for form in record_tables().values()}
    assert list(named) == list(spec.records())
    differing = {name for name, form in spec.records().items() if form.plural != named[name]}
    assert differing == {"Participation"}
    assert named["Participation"] == "participation_records"


def test_every_field_has_its_column():
    """A field added to the model has its column at once, with its own definition."""
    for name, form in spec.records().items():
        columns = {column.name: column for column in record_tables()[name].columns}
        for field in form.fields.values():
            if field.kind.name == "type":
                continue
            assert columns[field.name].definition == field.definition
            if field.localised:
                assert columns[field.name].type is Type.MAP
            elif field.many:
                assert columns[field.name].type in {Type.TEXTS, Type.WHOLES}
            if field.kind.name in {"date", "period"}:
                assert columns[f"{field.name}_earliest"].type is Type.DATE
                assert columns[f"{field.name}_latest"].type is Type.DATE
            if field.kind.name == "quantity":
                assert columns[f"{field.name}_low"].type is Type.NUMBER
                assert columns[f"{field.name}_exact"].type is Type.BOOLEAN
    header = datasets().types
    assert set(spec.header()) - {"id"} <= header.keys()


def test_no_two_columns_of_a_table_have_one_name():
    """A derived name such as `start_earliest` never meets that of a field."""
    for form in (*tables().values(), participations(), withdrawn()):
        twice = [
            name for name, times in Counter(one.name for one in form.columns).items() if times > 1
        ]
        assert not twice, f"{form.name}: {twice}"
        assert all(column.definition.endswith((".", ")")) for column in form.columns), form.name


def test_every_record_knows_its_place():
    """All record tables end with the same columns about where a row comes from."""
    for form in record_tables().values():
        assert form.columns[-len(PROVENANCE) :] == PROVENANCE
