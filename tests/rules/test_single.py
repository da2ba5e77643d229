"""Rules that are left out of a record could not have said anything of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blocks_of_records import block_of
from examples_of_rules import TODAY
from exchangespec.finding import Fault
from exchangespec.formats.format import Part
from exchangespec.rules import RULES
from exchangespec.rules.rule import Context
from exchangespec.rules.single import SingleRules
from exchangespec.rules.world import HEADER, RECORDS
from exchangespec.structure import judge
from exchangespec.submission.facts import RecordFacts
from exchangespec.submission.judged import ReadBlock
from generated import records

CONTEXT = Context(HEADER, TODAY, {"Invented Name": "ex:guest"})
CHECKS = [rule for rule in RULES.values() if rule.check is not None]


def facts_of(values: Mapping[str, Any]) -> RecordFacts:
    """Return a record as rules see it, its faulty fields named."""
    judgement = judge(values)
    record_id = judgement.values.get("id")
    return RecordFacts(
        values["type"],
        record_id if isinstance(record_id, str) and "id" not in judgement.failed else "",
        judgement.values,
        failed=judgement.failed,
    )


def by_all(record: RecordFacts) -> list[Fault]:
    """Return what is found when every rule for the type looks at a record."""
    return [
        fault
        for rule in CHECKS
        if record.type in (rule.on or (record.type,))
        for fault in rule.check(record, CONTEXT)  # type: ignore[misc]
    ]


def by_chosen(single: SingleRules, record: RecordFacts) -> list[Fault]:
    """Return what is found when only rules look that are chosen; remember what was passed."""
    chosen = single.about(record)
    found = [fault for rule in chosen for fault in rule.check(record, CONTEXT)]  # type: ignore[misc]
    if any(rule.each for rule in chosen):
        single.passed(record, {fault.field for fault in found})
    return found


def examples() -> Iterator[Mapping[str, Any]]:
    """Yield the records of every page, wrong and right."""
    yield from RECORDS
    for rule in RULES.values():
        for example in (rule.wrong, rule.right):
            yield from (one for one in example.records if one.get("type") in CONTEXT_TYPES)


CONTEXT_TYPES = {record["type"] for record in RECORDS} | {
    name for rule in RULES.values() for name in rule.on
}


def test_the_examples_of_all_pages_are_judged_alike() -> None:
    """One after the other, so that what was passed in one is remembered for the next; then again."""
    single = SingleRules(RULES.values())
    known = [facts_of(values) for values in examples()]
    assert any(map(by_all, known))
    for record in [*known, *known]:
        assert by_chosen(single, record) == by_all(record), record.values


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(records(), min_size=1, max_size=5))
def test_generated_records_are_judged_alike(several: Sequence[dict[str, Any]]) -> None:
    """Whatever a record states, no rule is missed, be it the first of its kind or the second."""
    single = SingleRules(RULES.values())
    known = [facts_of(values) for values in several]
    for record in [*known, *known]:
        assert by_chosen(single, record) == by_all(record), record.values


def test_records_of_a_block_are_judged_as_they_are_alone() -> None:
    """The records of every page, then the same once more, when their values are known."""
    single = SingleRules(RULES.values())
    by_type: dict[str, list[Mapping[str, Any]]] = {}
    for values in examples():
        if not facts_of(values).failed and "id" in values:
            by_type.setdefault(values["type"], []).append(values)
    for several in [*by_type.values(), *by_type.values()]:
        judge_block(single, several)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.sampled_from(sorted(CONTEXT_TYPES)).flatmap(
        lambda name: st.lists(records(name), min_size=1, max_size=5)
    )
)
def test_generated_records_of_a_block_are_judged_alike(several: Sequence[dict[str, Any]]) -> None:
    """Whatever they state: what is found of each is what all rules find when it is alone."""
    single = SingleRules(RULES.values())
    for _ in range(2):
        judge_block(single, several)


def judge_block(single: SingleRules, several: Sequence[Mapping[str, Any]]) -> None:
    """Compare what the chosen rules find in a block with what all rules find in each record."""
    chosen = single.among(ReadBlock(block_of(several), 0), CONTEXT)
    assert list(chosen) == sorted(chosen)
    for at, values in enumerate(several):
        record = facts_of(values)
        if at not in chosen:
            found = []
        elif (rules := chosen[at]) is None:
            found = by_chosen(single, record)
        else:
            found = [fault for one in rules for fault in one.check(record, CONTEXT)]  # type: ignore[misc]
        assert found == by_all(record), values


def test_a_rule_that_breaks_over_a_block_looks_at_each_record() -> None:
    """Nothing is passed over for it, and no other rule is hidden."""

    def breaks(_part: Part, _context: Context) -> list[int]:
        raise ZeroDivisionError

    rules = [replace(RULES["fragile-id"], suspects=breaks), RULES["foreign-prefix"]]
    visits = [{"type": "Visit", "id": f"ex:v-{at}", "kind": "study_visit"} for at in range(2)]
    chosen = SingleRules(rules).among(
        ReadBlock(block_of(visits), 0), replace(CONTEXT, own_ids="ex:")
    )
    assert {at: [rule.slug for rule in found or ()] for at, found in chosen.items()} == {
        0: ["fragile-id"],
        1: ["fragile-id"],
    }


# Dates of all kinds, near each other so that their order matters.
DATES = st.one_of(
    st.dates(date(2019, 12, 1), date(2020, 3, 31)).map(date.isoformat),
    st.sampled_from(
        [
            "2019", "2020", "2020-01", "2020-02~", "2020-01-15?", "XXXX-01-20", "201X", "202X",
            "2020-02-XX", "2020-XX-XX", "..", "2020-02-30", "20XX", "2020-02-10~", "2019-12-XX",
        ]
    ),
)  # fmt: skip


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(DATES, DATES), min_size=1, max_size=8))
def test_no_pair_of_dates_is_passed_over_of_which_a_rule_would_speak(
    pairs: Sequence[tuple[str, str]],
) -> None:
    """Days, months, years, unknown digits and doubts, in any order."""
    visits = [
        {"type": "Visit", "id": f"ex:v-{at}", "start": start, "end": end}
        for at, (start, end) in enumerate(pairs)
    ]
    [part] = block_of(visits).parts()
    for slug in ("ends-before-start", "very-long-visit"):
        rule = RULES[slug]
        assert rule.suspects is not None
        assert rule.check is not None
        suspected = set(rule.suspects(part, CONTEXT))
        for at, values in enumerate(visits):
            record = RecordFacts("Visit", values["id"], values)
            assert at in suspected or not list(rule.check(record, CONTEXT)), values


def test_a_plain_record_is_looked_at_by_few_rules() -> None:
    """What was passed once is not looked at again, and fields that are not there are not asked of."""
    visit = {
        "type": "Visit",
        "id": "ex:v-1",
        "kind": "study_visit",
        "start": "2021-09-06",
        "end": "2021-09-08",
        "cities": ["ex:mechelen"],
        "visitors": ["ex:capaci"],
        "hosts": ["ex:mechelen"],
        "networks": ["ex:inclucities"],
        "sources": ["ex:report"],
    }
    single = SingleRules(RULES.values())
    first, second = facts_of(visit), facts_of({**visit, "id": "ex:v-2"})
    at_first = len(single.about(first))
    by_chosen(single, first)
    assert len(single.about(second)) < at_first
    assert {rule.slug for rule in single.about(second)} == {
        "ends-before-start",
        "very-long-visit",
        "fragile-id",
        "foreign-prefix",
    }


def test_a_new_value_is_looked_at_by_the_rules_for_its_kind_alone() -> None:
    """A date that was not seen before is no reason to look up codes."""
    visit = {"type": "Visit", "id": "ex:v-1", "kind": "study_visit", "start": "2021-09-06"}
    single = SingleRules(RULES.values())
    by_chosen(single, facts_of(visit))
    slugs = {rule.slug for rule in single.about(facts_of({**visit, "start": "2021-09-07"}))}
    assert "day-does-not-exist" in slugs
    assert "deprecated-code" not in slugs


def test_what_was_passed_under_another_header_is_looked_at_again() -> None:
    """Codes that a profile adds hold under it alone."""
    record = facts_of({"type": "Visit", "id": "ex:v-1", "kind": "study_visit"})
    single = SingleRules(RULES.values())
    by_chosen(single, record)
    fewer = len(single.about(record))
    single.forget()
    assert len(single.about(record)) > fewer


def test_a_value_that_was_passed_beside_others_is_looked_at_where_these_differ() -> None:
    """2.5 is an area that can be; 2.5 members cannot."""
    figure = {"type": "Statement", "about": "ex:capaci", "kind": "figure", "quantity": "2.5"}
    figure |= {"text": {"en": "As counted."}, "source": "ex:report"}
    measures = ["area", "members", "area", "members"]
    single = SingleRules(RULES.values())
    found = [
        [
            fault.slug
            for fault in by_chosen(single, facts_of({**figure, "id": name, "measure": one}))
        ]
        for name, one in zip(("ex:f-1", "ex:f-2", "ex:f-3", "ex:f-4"), measures, strict=True)
    ]
    assert ["impossible-quantity" in slugs for slugs in found] == [False, True, False, True]
