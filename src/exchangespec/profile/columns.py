"""The forms that the text in a network's own column may have.

The value of an `x_` column is text in every format, so that data stay valid for those who do not
know the profile; a form says which text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from exchangespec.model import kinds
from exchangespec.model.texts import VISIBLE

if TYPE_CHECKING:
    from collections.abc import Sequence


class Form(NamedTuple):
    """A form of text: its name in words, and its pattern."""

    words: str
    pattern: str


FORMS: dict[str, Form] = {
    "string": Form("text", VISIBLE),
    "date": Form("a date such as 2017-10-16, 2017-10 or 2017?", kinds.Date().regex()),
    "time": Form("a time such as 09:30", kinds.Time.pattern or ""),
    "integer": Form("a whole number", r"^-?(?:0|[1-9][0-9]{0,15})$"),
    "number": Form("a number such as 12.5", rf"^-?{kinds.NUMBER}$"),
    "quantity": Form(
        "a number or a quantity such as >100",
        rf"^(?:-?(?:0|[1-9][0-9]*)|{(kinds.Quantity.pattern or '')[1:-1]})$",
    ),
    "boolean": Form("true or false", r"^(?:true|false)$"),
    "url": Form("a web address", kinds.Url.pattern or ""),
    "ref": Form("the id of a record, with its prefix", kinds.REFERENCE_PATTERN),
}
CODE = "code"


def form_of(name: str, codes: Sequence[str]) -> Form:
    """Return a form by its name; for a code, the one of these."""
    if name != CODE:
        return FORMS[name]
    return Form(f"one of {', '.join(codes)}", f"^(?:{'|'.join(map(re.escape, codes))})$")
