"""Findings: what is wrong, where, and what to do, with the facts by name and the words made last.

A `Fault` is what a reader, the model or a rule notices: a slug and facts, at a position of a record
that only its reader can turn into a place. A `Finding` is the same once its rule's page has given
it code, severity and words and its reader has given it a location.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exchangespec.location import Location

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
# One for all that have none.
NONE: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Fix:
    """A repair: what to write instead, and whether it may be applied without asking."""

    replace: Any
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """Something noticed about one record, sheet or file.

    Attributes:
        slug: name of the rule's page, such as `value-not-in-list`.
        params: facts by name, for the words.
        field: field of the record it stands at; None for the record as a whole.
        item: which part of the field: a list index (0-based) or a language tag.
        variant: which of the page's wordings fits, where it has several.
        suggestions: what may have been meant, best first.
        fix: the repair, where there is one.
        related: other records that have to do with it: their ids, or their facts.
    """

    slug: str
    params: Mapping[str, Any] = field(default_factory=dict)
    field: str | None = None
    item: int | str | None = None
    variant: str | None = None
    suggestions: Sequence[str] = ()
    fix: Fix | None = None
    related: Sequence[object] = ()

    @property
    def others(self) -> Sequence[str]:
        """Return the fields of its record that its words name, besides its own."""
        named: Sequence[str] = self.params.get("fields", ())
        return named


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault with its code, severity, words and place: what every report shows.

    One that names the cause of many keeps these as its `members`; its place is that of the first.
    The words can be made anew, in another language: `wording` holds the sentences that the message
    was made from, before anything was put into them, and `facts` what was put in besides `params`.
    """

    code: str
    slug: str
    severity: Severity
    message: str
    location: Location
    params: Mapping[str, Any] = field(default_factory=dict)
    suggestions: Sequence[str] = ()
    fix: Fix | None = None
    related: Sequence[Location] = ()
    members: Sequence[Finding] = ()
    wording: Sequence[str] = ()
    facts: Mapping[str, Any] = field(default_factory=lambda: NONE)

    @property
    def count(self) -> int:
        """Return for how many findings this one stands."""
        return len(self.members) or 1

    @property
    def single(self) -> Sequence[Finding]:
        """Return the findings that this one stands for; itself where it stands for no others."""
        return self.members or (self,)

    @property
    def tasks(self) -> Sequence[Finding]:
        """Return what is to be mended one by one; a column that is missing is added once."""
        return (self,) if "absent" in self.facts else self.single

    @property
    def where(self) -> str:
        """Return the place in a few signs, as compilers name it: `visits.xlsx:Visits!L5`."""
        return self.location.where

    def __str__(self) -> str:
        """Return the finding in one line, as compilers do."""
        return f"{self.where}: {self.severity} {self.code} {self.message}"

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as the JSON report writes it."""
        return {
            "code": self.code,
            "slug": self.slug,
            "severity": self.severity,
            "message": self.message,
            "params": dict(self.params),
            "suggestions": list(self.suggestions),
            "fix": None
            if self.fix is None
            else {"safe": self.fix.safe, "replace": self.fix.replace},
            "location": self.location.as_dict(),
            "related": [place.as_dict() for place in self.related],
            **({"count": self.count} if self.members else {}),
        }
