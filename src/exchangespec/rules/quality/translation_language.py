"""A translation in the language of the original, or of no stated language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.finding import Fault
from exchangespec.rules.rule import Example, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exchangespec.submission.facts import Facts
    from exchangespec.submission.known import Known


def check_all(known: Known) -> Iterator[tuple[Facts | None, Fault]]:
    """Compare every translation with its original."""
    for source in known.of("Source"):
        original = known.get(source.text("translation_of"))
        if not source.text("translation_of"):
            continue
        if not source.states("language"):
            yield source, Fault("translation-language", field="language", variant="missing")
        elif (
            original is not None
            and original.type == "Source"
            and original.id != source.id
            and source.text("language")
            and source.text("language") == original.text("language")
        ):
            yield (
                source,
                Fault(
                    "translation-language",
                    {"value": source.text("language"), "other": original.id},
                    field="language",
                    variant="same",
                    related=(original.id,),
                ),
            )


PAGE = {
    "type": "Source",
    "id": "ex:report-nl",
    "name": {"nl": "Eindverslag"},
    "kind": "report",
    "publisher": "ex:vvsg",
    "translation_of": "ex:report",
    "url": "https://example.org/verslag",
}

RULE = Rule(
    code="EXS503",
    slug="translation-language",
    severity="warning",
    title="A translation states no language, or that of the original.",
    message={
        "missing": "This source is a translation, but does not say into which language.",
        "same": "This source is a translation, but is in the same language ({value}) as its "
        "original {other}.",
    },
    why="Quotations and counts by language rest on it.",
    fix="Correct the language; two versions in one language are not translations of each other.",
    wrong=Example(
        [{**PAGE, "language": "en"}],
        at={"record": "ex:report-nl", "field": "language"},
    ),
    right=Example([{**PAGE, "language": "nl"}]),
    reads={"Source": ("translation_of", "language")},
    apart=True,
    check_all=check_all,
)
