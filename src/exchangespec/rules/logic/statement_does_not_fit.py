"""A statement on a field that its record does not have, or with a value the field cannot hold."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from exchangespec import spec, structure
from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule
from exchangespec.submission.relations import current, needed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known

SILENT = {"gap", "partial"}


def check_all(known: Known) -> Iterator[tuple[Facts, Fault]]:
    """Yield properties unknown to the record's type, and values that the field cannot hold."""
    for statement in current(known, "Statement"):
        about = known.type_of(statement.text("about"))
        if about not in spec.records():
            continue
        names = statement.all("property")
        children = _children(about) if statement.get("kind") in SILENT else frozenset[str]()
        unknown = [name for name in names if name not in children and not _is_field(about, name)]
        for name in unknown:
            facts = {"value": name, "type": about}
            yield statement, _fault(facts, "field", field="property", item=names.index(name))
        if len(names) == 1 and not unknown and statement.get("kind") in {"value", "inference"}:
            wrong = _wrong_item(about, names[0], statement.text("value"))
            if wrong is not None:
                facts = {"value": wrong, "type": about, "field": names[0]}
                yield statement, _fault(facts, "value", field="value")


def _fault(facts: dict[str, str], variant: str, *, field: str, item: int | None = None) -> Fault:
    """Return the fault in the wording that fits."""
    return Fault("statement-does-not-fit", facts, field=field, item=item, variant=variant)


@cache
def _is_field(record_type: str, name: str) -> bool:
    """Tell whether a type has a field; `name.nl` is one language of a text."""
    base, dot, language = name.partition(".")
    field = spec.records()[record_type].fields.get(base)
    if field is None:
        return structure.EXTENSION.fullmatch(name) is not None
    if dot:
        return field.localised and structure.LANGUAGE.fullmatch(language) is not None
    return True


@cache
def _children(record_type: str) -> frozenset[str]:
    """Return the types that refer to a type, as plan items do to a plan."""
    return frozenset(
        name
        for name, record in spec.records().items()
        if any(record_type in field.targets for field in record.fields.values())
    )


def _wrong_item(record_type: str, name: str, text: str) -> str | None:
    """Return the value, or the first item of it, that a field cannot hold."""
    field = spec.records()[record_type].fields.get(name.partition(".")[0])
    if field is None or not text:
        return None
    items = [item.strip() for item in text.split(";")] if field.many else [text]
    return next(
        (item for item in items if not structure.valid_value(record_type, name, item)), None
    )


VALUE = {
    "type": "Statement",
    "id": "ex:s-1",
    "about": "ex:inclucities",
    "kind": "value",
    "property": ["start"],
    "source": "ex:report",
}

RULE = Rule(
    code="EXS452",
    slug="statement-does-not-fit",
    severity="error",
    title="A statement does not fit the record it is about.",
    message={
        "field": "{value} is not a field of {type}.",
        "value": "{value} cannot be the {field} of a {type}.",
    },
    why="A competing value can be weighed against the record only when it stands for one of its "
    "fields, in the same notation.",
    fix="Name a field of the record's type (for gap and partial also a type of its parts, such as "
    "PlanItem), and write the value as that field does.",
    wrong=Example(
        records=[{**VALUE, "value": "January 2020"}], at={"record": "ex:s-1", "field": "value"}
    ),
    right=Example(records=[{**VALUE, "value": "2020-01"}]),
    reads=needed({"Statement": ("about", "kind", "property", "value")}),
    apart=True,
    check_all=check_all,
)
