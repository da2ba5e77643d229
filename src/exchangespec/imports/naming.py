"""Ids for things that have other names in their source: the same source gives the same ids."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

from exchangespec.model.kinds import is_prefix
from exchangespec.spec import triples

if TYPE_CHECKING:
    from collections.abc import Iterable

NO_LOCAL = re.compile(r"[^A-Za-z0-9]+")
LONGEST_SLUG = 50
LONGEST_PREFIX = 31
HASH_DIGITS = 8
OTHERWISE = "import"


def slug(text: str) -> str:
    """Return a text as the readable part of an id, empty where no letter of it can stand there."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return NO_LOCAL.sub("-", plain).strip("-").lower()[:LONGEST_SLUG].rstrip("-")


def digest(text: str) -> str:
    """Return a few signs that tell a text from others."""
    content = text.encode("utf-8", "surrogatepass")
    return hashlib.sha256(content).hexdigest()[:HASH_DIGITS]


def last_part(name: str) -> str:
    """Return what an address ends in, or the whole of any other name."""
    if "://" not in name:
        return name
    return re.split(r"[/#]", name.rstrip("/#"))[-1]


def prefix_of(text: str) -> str:
    """Return a prefix made of the name of a host or a file."""
    made = slug(text).lstrip("0123456789-")[:LONGEST_PREFIX].rstrip("-")
    if is_prefix(made) and made not in triples.reserved_prefixes():
        return made
    return f"{OTHERWISE}-{made}"[:LONGEST_PREFIX].rstrip("-") if made else OTHERWISE


class Naming:
    """Gives each thing of a source its id: a word for its type, its own name, a hash if needed.

    A hash is needed where the name had to be changed, or where several names would look alike.
    """

    def __init__(self, prefix: str, names: Iterable[tuple[str, str]]) -> None:
        """Take the prefix, and every (word, name) that ids may be asked for."""
        self.prefix = prefix
        alike: dict[str, set[str]] = defaultdict(set)
        for word, name in names:
            alike[f"{word}-{slug(last_part(name))}"].add(name)
        self._ambiguous = {local for local, found in alike.items() if len(found) > 1}

    def of(self, word: str, name: str) -> str:
        """Return the id of a thing by its name in the source."""
        own = last_part(name)
        readable = slug(own)
        local = f"{word}-{readable}" if readable else word
        if readable != own.lower() or local in self._ambiguous:
            local = f"{local}-{digest(name)}"
        return f"{self.prefix}:{local}"
