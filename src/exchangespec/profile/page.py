"""The page of a profile in Markdown: what it asks for beyond the standard."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from exchangespec.emit.json_schema import file_name
from exchangespec.emit.reference import code_span, link, prose, table
from exchangespec.profile.columns import form_of
from exchangespec.profile.settings import CHECKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exchangespec.profile.content import Profile, RecordNarrowing
    from exchangespec.profile.settings import Asked

HEADER = "Header"


def index(profiles: Iterable[Profile]) -> Iterator[str]:
    """Yield the page that leads to the profiles which are shipped."""
    yield "# Profiles"
    yield ""
    yield "A profile says what a network asks for beyond the standard. It narrows and never"
    yield "relaxes: whatever fits a profile fits the standard. Data name their profiles in the"
    yield "header; `--profile` checks against one that they do not name."
    yield ""
    yield from table(
        ("profile", "for", "what it is for"),
        [
            (link(one.id, f"{one.id}.md"), prose(one.title["en"]), prose(english(one)))
            for one in profiles
        ],
    )


def english(profile: Profile) -> str:
    """Return the English description of a profile, where it has one."""
    return profile.description.get("en", "")


def page(profile: Profile) -> Iterator[str]:
    """Yield all that a profile asks for."""
    yield f"# Profile {profile.id}: {prose(profile.title['en'])}"
    yield ""
    if profile.description:
        yield prose(english(profile))
        yield ""
    yield f"Version {profile.version}." + (f" Made from {profile.source}" if profile.source else "")
    yield ""
    yield from checks(profile)
    yield from narrowings(profile)
    yield from columns(profile)
    yield from codes(profile)
    yield from severities(profile)
    if profile.hidden_types:
        yield "## Not used"
        yield ""
        yield "The templates of this profile have no sheet for these record types: "
        yield ", ".join(type_link(name) for name in profile.hidden_types) + "."
        yield ""


def checks(profile: Profile) -> Iterator[str]:
    """Yield the checks on records together."""
    rows = [
        (
            asked.code,
            link(slug, f"../rules/{slug}.md"),
            prose(f"{CHECKS[slug].__doc__}"),
            settings(asked),
        )
        for slug, group in profile.checks.items()
        for asked in group
    ]
    if rows:
        yield "## Checks"
        yield ""
        yield from table(("code", "check", "what", "settings"), rows)


def settings(asked: Asked) -> str:
    """Return what a check was told, where it is anything."""
    said = {
        one.name: getattr(asked, one.name)
        for one in dataclasses.fields(asked)
        if one.name not in {"profile", "code"}
    }
    return "; ".join(
        f"{name}: {', '.join(value) if isinstance(value, tuple) else value}"
        for name, value in said.items()
        if value != ()
    )


def narrowings(profile: Profile) -> Iterator[str]:
    """Yield what is asked of single records and of the header."""
    parts = {HEADER: profile.header, **profile.records}
    rows = [(type_link(name), *row) for name, part in parts.items() for row in narrowed_rows(part)]
    if rows:
        yield "## Fields"
        yield ""
        yield from table(("type", "field", "asked for"), rows)


def narrowed_rows(part: RecordNarrowing) -> Iterator[tuple[str, str]]:
    """Yield the fields of one type and what is asked of each."""
    for name in part.require:
        yield code_span(name), "must be stated"
    for name, allowed in part.codes.items():
        yield code_span(name), f"only {', '.join(map(code_span, allowed))}"
    for name, (least, most) in part.counts.items():
        bounds = (f"at least {least}" if least else "", f"at most {most}" if most else "")
        yield code_span(name), f"{' and '.join(filter(None, bounds))} values"
    for name in part.hide:
        yield code_span(name), "not used: the templates have no column for it"


def columns(profile: Profile) -> Iterator[str]:
    """Yield the columns that the network adds."""
    rows = [
        (
            type_link(name),
            code_span(column.name),
            prose(column.labels["en"]),
            form_of(column.form, column.codes).words,
            prose(column.definitions["en"]),
        )
        for name, part in profile.records.items()
        for column in part.columns.values()
    ]
    if rows:
        yield "## Own columns"
        yield ""
        yield "The value is text in every format; it is checked to have the form named."
        yield ""
        yield from table(("type", "column", "title", "written as", "definition"), rows)


def codes(profile: Profile) -> Iterator[str]:
    """Yield the codes that the profile adds."""
    rows = [
        (
            link(listed, f"../codelists/{listed}.md"),
            code_span(code),
            prose(added.entry.label),
            prose(added.entry.definition),
        )
        for listed, group in profile.codes.items()
        for code, added in group.items()
    ]
    if rows:
        yield "## Added codes"
        yield ""
        yield from table(("list", "code", "label", "definition"), rows)


def severities(profile: Profile) -> Iterator[str]:
    """Yield the severities that the profile raises."""
    if profile.severities:
        yield "## Raised severities"
        yield ""
        yield from table(
            ("rule", "here"),
            [
                (link(name, f"../rules/{name}.md"), severity)
                for name, severity in profile.severities.items()
            ],
        )


def type_link(name: str) -> str:
    """Return a link to the page of a record type, or to that of the package."""
    if name == HEADER:
        return link("header", "../package.md")
    return link(name, f"../types/{file_name(name)}.md")
