"""Own sheets: advice names the sheets of the partner's workbook, and says which are not there."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from exchangespec.report.characters import visible
from exchangespec.spec import records
from exchangespec.spec.headings import sheet_title
from exchangespec.texts import OFFERED, SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from exchangespec.outcome import InputSummary

ABOUT = "About"
TYPES = {form.sheet: name for name, form in records().items()} | {ABOUT: ABOUT}
NAMES = "|".join(map(re.escape, sorted(TYPES, key=len, reverse=True)))
NAMED = re.compile(rf"\bsheet ({NAMES})\b|\b({NAMES}) sheet\b")
# What is said of a sheet that the workbook does not have.
NOT_THERE = (
    "The sheet {sheet} is not in this workbook: take it from the full template "
    "({command}), or write to whoever collects the data."
)


@lru_cache(maxsize=1024)
def sheets_named(text: str) -> tuple[str, ...]:
    """Return the sheets that an advice or a wording in English names, each once."""
    return tuple(dict.fromkeys(one or other for one, other in NAMED.findall(text)))


class OwnSheets:
    """The sheets of one workbook, by which advice about it calls them."""

    def __init__(self, item: InputSummary) -> None:
        """Take a workbook as it was read."""
        short = item.language.partition("-")[0].casefold()
        self.sheets: Mapping[str, str] = item.sheets or {}
        self.language = short if short in OFFERED else ""

    def title(self, name: str, spoken: str) -> str:
        """Return what a sheet is called there, or would be in a template of its language."""
        own = self.sheets.get(TYPES[name])
        return visible(own) if own else sheet_title(name, self.language or spoken)

    def named(self, advice: str, names: Sequence[str], spoken: str) -> str:
        """Return an advice or a wording, the sheets in it called as they are there."""
        # Braces would be taken for the place of a fact.
        own = {name: re.sub(r"[{}]", "", self.title(name, spoken)) for name in names}
        titles = {sheet_title(name, spoken): own[name] for name in names}
        titles |= {name: own[name] for name in names if name in advice}
        known = "|".join(map(re.escape, sorted(titles, key=len, reverse=True)))
        return re.sub(rf"\b(?:{known})\b", lambda found: titles[found[0]], advice)

    def renamed(self, message: str, names: Sequence[str]) -> str:
        """Return a message in English, the sheets in it called as they are there."""
        own = {name: self.title(name, SOURCE) for name in names}

        def called(found: re.Match[str]) -> str:
            name = found[1] or found[2]
            return found[0].replace(name, own.get(name, name))

        return NAMED.sub(called, message)

    def calls_otherwise(self, spoken: str) -> bool:
        """Tell whether any sheet is called otherwise than in a spoken language."""
        return any(self.title(name, spoken) != sheet_title(name, spoken) for name in TYPES)

    def lacking(self, names: Sequence[str], spoken: str) -> Iterator[str]:
        """Yield the titles of sheets of records that the workbook does not have."""
        for name in names:
            if name != ABOUT and TYPES[name] not in self.sheets:
                yield self.title(name, spoken)

    @property
    def command(self) -> str:
        """Return the command that makes a template with every sheet, in its language."""
        language = f" --language {self.language}" if self.language not in {"", SOURCE} else ""
        return f"`exchangespec template --form full{language} -o full.xlsx`"
