"""Rewriting: linked data are read, repaired and written again in the same format.

Nothing says where a statement ends in every such format, so the file is laid out anew; what could
not be kept stops it, as in any conversion.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exchangespec.conversion import ConvertOptions, convert, mended
from exchangespec.errors import LossError
from exchangespec.fixing.change import Change, NotFixableError
from exchangespec.rules import RULES

if TYPE_CHECKING:
    from pathlib import Path

    from exchangespec.fixing.looking import RepairCheck
    from exchangespec.formats.format import Source
    from exchangespec.intake import TakeOptions


def fix_linked(
    source: Source, check: RepairCheck, options: TakeOptions, target: Path
) -> list[Change]:
    """Write linked data with repairs.

    Raises:
        NotFixableError: if something would be lost.
    """
    format_name = check.reading.format
    try:
        convert(source, target, ConvertOptions(take=options, to=format_name, mend=mended))
    except LossError as problem:
        reason = "it would lose " + "; ".join(problem.losses[:3])
        raise NotFixableError(source.name, reason) from problem
    changes = []
    for repair in check.repairs:
        fault = repair.fault
        if fault.fix is None:
            continue
        place = check.origin_of(repair).locate(repair.key.position, fault.field, fault.item)
        before = str(fault.params.get("value", fault.params.get("was", "")))
        code = RULES[fault.slug].code
        changes.append(Change(code, fault.slug, place, before, str(fault.fix.replace)))
    return changes
