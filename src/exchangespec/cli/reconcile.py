"""`reconcile`: proposes outside identifiers and duplicates, and applies what was accepted."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from exchangespec.cli.inputs import inputs_among, read_beside, source_named, text_of
from exchangespec.cli.names import PROPOSAL_NAMES
from exchangespec.cli.options import PROPOSAL_FORM, form_of
from exchangespec.cli.output import save, show, writing
from exchangespec.cli.overwriting import refuse_inputs
from exchangespec.cli.session import session, session_options, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exchangespec.formats.format import Source
    from exchangespec.reconciling import Decisions, Proposal

# So many pairs are named; who decided on more has them in the file of decisions.
PAIRS_NAMED = 10
EPILOGUE = """\b
Examples:
  exchangespec reconcile package.json
  exchangespec reconcile *.json -o proposals.csv
  exchangespec reconcile package.json --decisions proposals.csv --write package-2.json
  exchangespec reconcile submissions/*.json --decisions proposals.csv --write ready/
  exchangespec reconcile package.json --against ror.csv --of Organisation

Write accept or reject into the first column of the CSV file. Give it again each time: what was
decided is not asked twice, and what was accepted is applied by --write.
"""


@click.command(epilog=EPILOGUE)
@click.argument("files", nargs=-1, required=True, metavar="FILES...")
@click.option(
    "--against",
    metavar="FILE",
    help="CSV file with the columns name, identifier and perhaps country, other_names, population, "
    "latitude, longitude; by default places are looked up in the gazetteer.",
)
@click.option(
    "--of",
    type=click.Choice(("City", "Organisation", "Network")),
    default="City",
    show_default=True,
    help="Record type that is looked up.",
)
@click.option("--decisions", metavar="FILE", help="Proposals that were accepted or rejected.")
@click.option(
    "--accept",
    type=click.Choice(("certain",)),
    help="Also accept identifiers against which nothing speaks, unless they were rejected.",
)
@PROPOSAL_FORM
@click.option("-o", "--output", metavar="PATH", help="File for the proposals.")
@click.option(
    "--write",
    metavar="PATH",
    help="File for the records with what was accepted; of several inputs a folder, too.",
)
@session_options
def reconcile(**given: Any) -> None:
    """Propose outside identifiers, duplicates, and identifiers that seem to be another's.

    Nothing is taken over unless it is accepted. Places are those of GeoNames (CC BY 4.0).
    """  # fmt: skip
    from exchangespec.reconciling import Decisions, read_decisions, read_register, write_proposals

    given["files"] = inputs_among(given["files"])
    targets = [one for one in (given["output"], given["write"]) if one]
    refuse_inputs(targets, [*given["files"], *read_beside(given)])
    if given["write"]:
        check_names(given["files"], given["write"])
    form = form_of(given, PROPOSAL_NAMES)
    decisions = Decisions({})
    if name := given["decisions"]:
        decisions = read_decisions(name, text_of(name))
    book = None
    if name := given["against"]:
        book = read_register(name, text_of(name))
    sources = tuple(map(source_named, given["files"]))
    proposals = proposed(sources, book, given["of"])
    if given["accept"]:
        decisions = decisions.accepting(
            one for one in proposals if one.certain and one.kind == "identifier"
        )
    waiting = decisions.open(proposals)
    if form == "csv":
        # Everything, so that the file can be given again.
        text = write_proposals(proposals, decisions)
    elif form == "json":
        text = json.dumps([asdict(one) for one in waiting], ensure_ascii=False, indent=2) + "\n"
    else:
        text = as_text(waiting)
    if given["output"]:
        save(given["output"], text.encode())
    else:
        show(text)
    if given["write"]:
        write(sources, decisions, Path(given["write"]))
    session().note(said(proposals, waiting))


def proposed(sources: Sequence[Source], book: Any, of: str) -> list[Proposal]:
    """Return the proposals for the records of all sources."""
    from exchangespec.api import reconcile as propose

    return propose(*sources, against=book, of=of)


def write(sources: Sequence[Source], decisions: Decisions, target: Path) -> None:
    """Write with what was accepted: one source, several into a folder, or several as one package.

    In a folder each source is what it was, under its own name; as one package they are one
    publisher's.
    """
    from exchangespec.api import joined, with_decisions, write_with_decisions

    if len(sources) > 1 and target.suffix:
        with_decisions(joined(tuple(sources)), decisions).write(target)
        return
    targets = [target]
    if decisions.unite:
        tell_left(sources, decisions)
    if len(sources) > 1:
        targets = [target / Path(source.name).name for source in sources]
    for source, own in zip(sources, targets, strict=True):
        with writing(own):
            write_with_decisions(source, decisions, own)


def tell_left(sources: Sequence[Source], decisions: Decisions) -> None:
    """Name the accepted duplicates that are not carried out, and what to do about them."""
    from exchangespec.api import valid_records
    from exchangespec.reconciling import not_carried_out
    from exchangespec.report.counting import listed, number_of

    packages = [{str(one["id"]) for one in valid_records([source])} for source in sources]
    left = not_carried_out(decisions, packages)
    if not left:
        return
    pairs = [f"{record},{candidate}" for record, candidate in left[:PAIRS_NAMED]]
    if more := len(left) - len(pairs):
        pairs.append(f"{more:,} more")
    tell(
        f"{number_of(len(left), 'accepted duplicate')} not carried out, since the two records "
        "stand in no file together, and nobody's record is withdrawn for that of another "
        f"publisher: {listed(pairs)}. To say that they are the same thing, write these pairs into "
        "a CSV file, one a line, and give it to `exchangespec merge --same`."
    )


def check_names(files: Sequence[str], target: str) -> None:
    """Refuse to write two inputs of the same name into one folder, or one over itself."""
    if len(files) > 1 and not Path(target).suffix:
        names = [Path(file).name for file in files]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise click.UsageError(f"{target} cannot hold several files named {twice[0]}")
        refuse_inputs([str(Path(target) / name) for name in names], files)


HEADINGS = {
    "identifier": "Outside identifiers that may be added:",
    "duplicate": "Records that may be one:",
    "doubt": "Identifiers that seem to be another's:",
}


def as_text(proposals: Sequence[Proposal]) -> str:
    """Return proposals for people, by kind."""
    lines: list[str] = []
    for kind, heading in HEADINGS.items():
        group = [one for one in proposals if one.kind == kind]
        if group:
            lines += [heading, *map(_line, group), ""]
    return "\n".join(lines)


def _line(one: Proposal) -> str:
    """Return a proposal in a line."""
    mark = "certain" if one.certain else f"{one.score:.2f}"
    who = f"{one.record} ({one.name})"
    what = f"{one.candidate} {one.candidate_name}".rstrip()
    return f"  {mark:<8} {who} -> {what}: {one.reason}"


def said(proposals: Sequence[Proposal], waiting: Sequence[Proposal]) -> str:
    """Say how much is proposed, and on how much is decided."""
    from exchangespec.report.counting import number_of

    certain = sum(one.certain for one in waiting)
    return (
        f"{number_of(len(proposals), 'proposal')}, {len(proposals) - len(waiting):,} of them "
        f"decided; of those that wait {certain:,} certain."
    )
