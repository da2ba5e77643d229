"""`match`: recommends mentors to those that need one, and says why."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import click

from exchangespec.cli.inputs import Day, inputs_among, read_beside, source_named, text_of
from exchangespec.cli.names import Name
from exchangespec.cli.output import show
from exchangespec.cli.overwriting import refuse_inputs
from exchangespec.cli.session import session, session_options, tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from exchangespec.matching import Matching

EPILOGUE = """\b
Examples:
  exchangespec match applications.xlsx
  exchangespec match cities.json needs.json --weights ours.toml --output-format csv
  exchangespec match applications.xlsx -o proposals.xlsx

A city or organisation says what it offers and needs in the sheet Statements: kind offer or need,
with themes; languages, how many partners at once (quantity) and with whom not (excludes) if it
likes.
"""


@click.command(epilog=EPILOGUE)
@click.argument("files", nargs=-1, required=True, metavar="FILES...")
@click.option("--weights", metavar="FILE", help="TOML file of what counts, and how much.")
@click.option(
    "--alternatives",
    type=click.IntRange(min=0),
    default=2,
    show_default=True,
    metavar="NUMBER",
    help="How many other mentors to name for each mentee.",
)
@click.option(
    "--output-format",
    type=Name(("text", "csv", "json")),
    default="text",
    show_default=True,
    help="What is written to standard output.",
)
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    help="Also write all that was read with the pairs proposed, in the format of the suffix.",
)
@click.option("--today", type=Day(), help="Day to take for today.")
@session_options
def match(**given: Any) -> None:
    """Recommend a mentor to every city or organisation that needs one, and say why.

    The pairs are chosen together, so that the sum of their scores is as high as can be and nobody
    gets more partners than they can take. They are proposals: nothing is decided.
    """  # fmt: skip
    from exchangespec.api import match as match_inputs
    from exchangespec.matching import weights_from

    given["files"] = inputs_among(given["files"])
    refuse_inputs(filter(None, [given["output"]]), [*given["files"], *read_beside(given)])
    result = match_inputs(
        *map(source_named, given["files"]),
        weights=weights_from(text_of(given["weights"]) if given["weights"] else ""),
        today=given["today"],
        alternatives=given["alternatives"],
        target=given["output"],
    )
    show(WRITERS[given["output_format"]](result))
    for one in result.passed_over:
        tell(f"Passed over: {one.statement}, the {one.side} of {one.about}, which {one.reason}")
    for loss in result.left_out:
        tell(f"Left out: {loss}")
    if not result.pairs:
        session().note(f"Nobody could be paired{lacking(result)}.")


def lacking(result: Matching) -> str:
    """Say what is missing where one side, or both, has nobody at all."""
    sides = {"offer": result.offering, "need": result.needing}
    missing = [f"no {kind}" for kind, number in sides.items() if not number]
    if not missing:
        return ""
    rows = " or ".join(f"“{kind.removeprefix('no ')}”" for kind in missing)
    return f": the data hold {' and '.join(missing)} valid today (Statements of kind {rows})"


def as_text(result: Matching) -> str:
    """Return the recommendations for people."""
    lines: list[str] = []
    for pair in result.pairs:
        lines.append(
            f"{pair.mentee.name} ({pair.mentee.id}) <- {pair.mentor.name} ({pair.mentor.id})"
            f"  {pair.score:.2f}"
        )
        lines += [
            f"    {part.name:<11}{part.value:5.2f} x {part.share:.2f}  {part.words}"
            for part in pair.parts
        ]
        others = result.alternatives.get(pair.mentee.id, ())
        if others:
            names = ", ".join(f"{one.mentor.id} {one.score:.2f}" for one in others)
            lines.append(f"    others: {names}")
    if result.alone:
        lines += ["", "Without a partner, or with room for more:"] if lines else []
        lines += [
            f"    {one.party.id} as {one.role}, {one.missing} more: {one.reason}"
            for one in result.alone
        ]
    if result.pairs:
        lines += ["", LEGEND]
    if not result.optimal and result.pairs:
        lines += ["", LIMITED[result.method]]
    return "\n".join(lines) + "\n" if lines else ""


LEGEND = (
    "mentee <- mentor, and the score of the pair from 0 to 1; below, what it is the sum of: how\n"
    "well they fit by each criterion (0 to 1) x how much the criterion counts. others: who else\n"
    "would suit the mentee, with the score."
)
LIMITED = {
    "greedy": "The best pair left was taken again and again; with the extra `match` installed, "
    "all are chosen together.",
    "optimal": "Chosen from the best mentors of each mentee, since there are so many; another "
    "choice might be slightly better.",
}


def as_csv(result: Matching) -> str:
    """Return a row a pair."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    names = [part.name for part in result.pairs[0].parts] if result.pairs else []
    writer.writerow(["mentee", "mentor", "score", *names])
    for pair in result.pairs:
        values = [f"{part.value:.4f}" for part in pair.parts]
        writer.writerow([pair.mentee.id, pair.mentor.id, f"{pair.score:.4f}", *values])
    return text.getvalue()


def as_json(result: Matching) -> str:
    """Return everything as data."""
    return json.dumps(result.as_dict(), ensure_ascii=False, indent=2) + "\n"


WRITERS: dict[str, Callable[[Matching], str]] = {"text": as_text, "csv": as_csv, "json": as_json}
