"""The submission says that it names no persons, but it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check_all(known: Known) -> Iterator[tuple[Facts | None, Fault]]:
    """Count the persons of a submission that declares none."""
    count = known.counts().get("Person", 0)
    if count and known.header.get("personal_data") == "none":
        yield None, Fault("persons-undeclared", {"count": count}, field="personal_data")


RECORDS = (
    {
        "type": "Person",
        "id": "ex:alderman",
        "name": "Alderman for Integration",
        "job_title": {"en": "Alderman"},
        "organisations": ["ex:mechelen"],
        "basis": "public_role",
    },
    {
        "type": "Visit",
        "id": "ex:vis-1",
        "kind": "study_visit",
        "visitors": ["ex:capaci"],
        "hosts": ["ex:mechelen"],
        "participants": ["ex:alderman"],
    },
)

RULE = Rule(
    code="EXS605",
    slug="persons-undeclared",
    severity="error",
    title="The submission declares no personal data, but names persons.",
    message="The submission says that it holds no personal data, but persons are named in it: "
    "{count}.",
    why="Whoever trusts the declaration publishes the names.",
    fix=(
        "State under “Personal data” in the sheet About whether the names may be published "
        "again; or remove the persons."
    ),
    wrong=Example(RECORDS, header={"personal_data": "none"}, at={"field": "personal_data"}),
    right=Example(RECORDS, header={"personal_data": "restricted"}),
    check_all=check_all,
)
