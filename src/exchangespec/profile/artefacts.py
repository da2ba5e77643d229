"""What is derived for a profile: schemas, shapes, its page, and the same for those shipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.emit import json_schema, reference, shapes, template
from exchangespec.emit.json_text import pretty
from exchangespec.profile import SHIPPED, apply_profiles, page, shipped_profile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from exchangespec.profile import Profile

    Files = Iterator[tuple[str, bytes]]

FOLDER = "schemas/profiles/"
PAGES = "profiles/"
# Those that the repository holds of each shipped profile; the others are made when asked for.
KEPT = ("package", "ndjson-line")


def schemas_of(profile: Profile) -> Files:
    """Yield the JSON Schemas of a profile."""
    for name, schema in json_schema.schemas(apply_profiles([profile]).model).items():
        yield f"{FOLDER}{profile.id}/json-schema/{name}.json", pretty(schema)


def shapes_of(profile: Profile) -> Files:
    """Yield the SHACL shapes of a profile."""
    content = shapes.shapes(apply_profiles([profile]).model)
    yield f"{FOLDER}{profile.id}/shapes.ttl", content


def page_of(profile: Profile) -> Files:
    """Yield the page of a profile."""
    yield reference.page(f"{PAGES}{profile.id}.md", page.page(profile))


def templates_of(profile: Profile) -> Files:
    """Yield the workbook that the partners of a network fill in."""
    content = template.template("short", model=apply_profiles([profile]).model)
    yield f"{FOLDER}{profile.id}/template.xlsx", content


# By the names that they have for the standard itself.
PROFILE_ARTEFACTS: dict[str, Callable[[Profile], Files]] = {
    "json-schema": schemas_of,
    "shapes": shapes_of,
    "templates": templates_of,
    "reference": page_of,
}


def emit() -> Files:
    """Yield what the repository holds of the shipped profiles."""
    profiles = [shipped_profile(name) for name in SHIPPED]
    yield reference.page(f"{PAGES}index.md", page.index(profiles))
    for profile in profiles:
        for path, content in schemas_of(profile):
            if path.removesuffix(".json").endswith(KEPT):
                yield path, content
        yield from shapes_of(profile)
        yield from templates_of(profile)
        yield from page_of(profile)
