"""Profiles as the rules see them: which severities they raise, and which a package names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchangespec.errors import UnusableProfileError
from exchangespec.finding import SEVERITIES, Fault
from exchangespec.profile import SHIPPED, known_name, load_profile, shipped_profile
from exchangespec.rules import BY_CODE, RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from exchangespec.finding import Severity
    from exchangespec.profile import Applied, Profile
    from exchangespec.rules.rule import Rule
    from exchangespec.spec.profiled import Model
    from exchangespec.submission.reading import Submission

RELAXES = "this would relax the standard; a profile raises severities and never lowers them"


def usable_profile(name: str) -> Profile:
    """Return a shipped profile by its id, or one's own by the path of its file.

    Raises:
        UnknownProfileError: if there is no such profile.
        UnusableProfileError: if it would relax the standard, or says what a profile cannot.
    """
    profile = load_profile(name)
    problems = tuple(severity_problems(profile))
    if problems:
        raise UnusableProfileError(profile.file, problems)
    return profile


def severity_problems(profile: Profile) -> Iterator[tuple[int, str, str]]:
    """Yield line, place and reason of every severity that a profile does not raise."""
    for name, severity in profile.severities.items():
        rule = rule_named(name)
        if rule is None:
            reason = f"there is no rule {name}"
        elif SEVERITIES.index(severity) > SEVERITIES.index(rule.severity):
            reason = f"{rule.code} {rule.slug} is an {rule.severity}; {RELAXES}"
            reason = reason.replace("an warning", "a warning")
        else:
            continue
        yield profile.lines.get(name, 1), f"severities.{name}", reason


def rule_named(name: str) -> Rule | None:
    """Return a rule by its slug or code."""
    return RULES.get(name) or BY_CODE.get(name)


def raised(profiles: Iterable[Profile]) -> dict[str, Severity]:
    """Return the severities that profiles raise, by slug; of two the higher."""
    found: dict[str, Severity] = {}
    for profile in profiles:
        for name, severity in profile.severities.items():
            rule = rule_named(name)
            if rule is not None:
                before = found.get(rule.slug, rule.severity)
                found[rule.slug] = min(before, severity, key=SEVERITIES.index)
    return found


def named_profiles(
    header: Mapping[str, Any], given: Sequence[Profile]
) -> tuple[list[Profile], list[Fault]]:
    """Return the profiles that a package names, and a fault for each that is not to be had.

    Only the shipped ones are, and those that the user gives: a package never makes us read a file.
    """
    at_hand = {one.id: one for one in given}
    names = header.get("profiles")
    found, faults = [], []
    for index, name in enumerate(names if isinstance(names, list) else ()):
        if not isinstance(name, str):
            continue
        shipped = known_name(name)
        if name in at_hand:
            found.append(at_hand[name])
        elif shipped is not None:
            found.append(shipped_profile(shipped))
        else:
            params = {"value": name, "shipped": list(SHIPPED)}
            faults.append(Fault("profile-unavailable", params, field="profiles", item=index))
    return found, faults


def narrower_header(submission: Submission, model: Model) -> Iterator[Fault]:
    """Yield what profiles ask of a header that it does not keep."""
    failed = {fault.field for fault in submission.header_faults}
    for constraint in model.header_constraints:
        for breach in constraint.breaches(submission.header):
            if breach.field not in failed:
                yield Fault(breach.slug, breach.params, field=breach.field, item=breach.item)


def remarks(applied: Applied, named: Sequence[Profile]) -> Iterator[Fault]:
    """Yield which profiles the data are checked against, and where two contradict each other."""
    for profile in applied.profiles:
        params = {
            "profile": profile.id,
            "version": profile.version,
            "checks": [asked.code for group in profile.checks.values() for asked in group],
        }
        variant = "named" if profile in named else "asked"
        field = "profiles" if profile in named else None
        yield Fault("profile-applied", params, field=field, variant=variant)
    for clash in applied.clashes:
        params = {
            "list": clash.listed,
            "code": clash.code,
            "first": clash.first,
            "second": clash.second,
        }
        yield Fault("profile-code-clashes", params, field="profiles")
