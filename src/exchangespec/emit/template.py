"""Template: the workbook that partners fill in, in a short form and a full form.

Every column is formatted as text, dates included, so that a spreadsheet program rewrites nothing
and `2017-10?` can be typed. The headings stand in the first row, the machine names hidden in the
second, marked examples below: one small story over all sheets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.emit.template_ods import spreadsheet
from exchangespec.emit.template_plan import FORMS, SHEETS, Form, Plan, columns_of, plan_template
from exchangespec.emit.template_xlsx import workbook
from exchangespec.spec.profiled import standard
from exchangespec.texts import OFFERED as LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from exchangespec.spec.profiled import Model

__all__ = ["FORMS", "KINDS", "LANGUAGES", "SHEETS", "Form", "columns_of", "template"]

# The kinds of workbook, each with what writes it.
KINDS: dict[str, Callable[[Plan], bytes]] = {"xlsx": workbook, "ods": spreadsheet}


def template(
    form: Form = "short",
    language: str = "en",
    *,
    kind: str = "xlsx",
    model: Model | None = None,
) -> bytes:
    """Return the workbook of a form, with headings and lists in a language.

    A profile's `model` leaves out what the network does not use and adds what it asks for.

    Raises:
        ValueError: if there is no template of that form, kind or language.
    """
    if form not in FORMS or language not in LANGUAGES or kind not in KINDS:
        raise ValueError(f"no template of form {form!r} in language {language!r} as {kind!r}")
    return KINDS[kind](plan_template(form, language, model or standard()))
