"""`validate`: checks files, shows what was found, and writes reports."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import click

from exchangespec.cli.inputs import (
    input_options,
    inputs_among,
    read_beside,
    source_named,
    take_arguments,
)
from exchangespec.cli.marking import refuse_existing, targets_in, write_marked
from exchangespec.cli.names import Name, did_you_mean
from exchangespec.cli.options import REPORT_FORMAT, TOGETHER
from exchangespec.cli.output import save, show, terminal_layout
from exchangespec.cli.overwriting import refuse_inputs
from exchangespec.cli.parts import means_for, parts_options
from exchangespec.cli.profiles import profile_option, profiles_named
from exchangespec.cli.session import TRACEBACK, session, session_options, tell
from exchangespec.finding import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from exchangespec.formats.format import Source
    from exchangespec.intake import TakeOptions
    from exchangespec.outcome import Outcome
    from exchangespec.report.layout import Layout

NEVER = "never"
WEB_PAGE = "html"


EPILOGUE = """\b
Examples:
  exchangespec validate visits.xlsx
  exchangespec validate visits.csv --prefix vvsg --language nl
  exchangespec validate cities.csv visits.csv --together
  exchangespec validate visits.xlsx -o visits.checked.xlsx
  exchangespec validate wizyty.xlsx --lang own -o wizyty.checked.xlsx
  exchangespec validate partners/ --lang own -o checked/
  exchangespec validate package.json -o report.html -o report.json
  exchangespec validate data.ndjson.gz --output-format json --fail-on warning
  exchangespec validate visits.xlsx --profile urbact
  exchangespec validate visits-2025.xlsx --previous visits-2024.xlsx
  exchangespec validate visits.xlsx --select EXS3 --ignore never-referred-to
  exchangespec validate everything.ndjson -j 4 --work-folder checked
  exchangespec validate everything.ndjson --engine spark://host:7077 --spark-conf spark.conf
    --work-folder /shared/checked
"""


@click.command(epilog=EPILOGUE)
@click.argument("files", nargs=-1, required=True, metavar="FILES...")
@input_options
@profile_option
@click.option(
    "--gazetteer", is_flag=True, help="Also look cities up in the gazetteer of Europe (GeoNames)."
)
@click.option(
    "--previous",
    metavar="FILE",
    help="Release before this one: tells ids that are gone, or stand for something else.",
)
@TOGETHER
@click.option(
    "--fail-on",
    type=Name((*SEVERITIES, NEVER)),
    default="error",
    show_default=True,
    help="Lowest severity that makes the exit code 1.",
)
@click.option(
    "--select",
    multiple=True,
    metavar="CODES",
    help="Look only at these codes, beginnings of codes or slugs, with commas between.",
)
@click.option("--ignore", multiple=True, metavar="CODES", help="Leave these out.")
@REPORT_FORMAT
@click.option(
    "-o",
    "--report",
    multiple=True,
    metavar="PATH",
    help="Also write a report to a file, told by its suffix: .checked.xlsx is the workbook itself "
    "with marks, .xlsx a workbook of findings; .html .csv .json .md .sarif .xml; may be repeated. "
    "A folder, as checked/, gets a marked workbook of each file.",
)
@click.option("--overwrite", is_flag=True, help="Replace marked workbooks that are there already.")
@click.option(
    "--max-findings",
    type=click.IntRange(min=0),
    metavar="NUMBER",
    help="Keep at most so many findings; all are counted.",
)
@click.option("--statistics", is_flag=True, help="Also count the findings of each code, on stderr.")
@parts_options
@click.option("--mask", is_flag=True, help="Show no values, ids or titles in any report.")
@session_options
@click.pass_context
def validate(context: click.Context, /, **given: Any) -> None:
    """Check files, folders or, as -, standard input, and say what to fix, and where.

    Each file is a submission of its own unless --together is given, also in a folder of workbooks;
    the CSV files of one folder or zip always belong together. Formats: JSON, NDJSON (also
    compressed), CSV, workbooks, RDF.
    """  # fmt: skip
    from exchangespec.report.masking import masked
    from exchangespec.report.speaking import spoken
    from exchangespec.sayings import said_of_findings
    from exchangespec.validation import validate as validate_each
    from exchangespec.validation import validate_together

    given["files"] = inputs_among(given["files"])
    folders, reports = told_apart(given["report"], overwrite=given["overwrite"])
    inputs = [*given["files"], *read_beside(given)]
    refuse_inputs(reports, inputs)
    if given["previous"] and len(given["files"]) > 1 and not given["together"]:
        raise click.UsageError("--previous is the release before one submission; name one file")
    options = take_options(given)
    sources = [source_named(name) for name in given["files"]]
    overwrite = given["overwrite"]
    marked = [targets_in(one, sources, inputs, overwrite=overwrite) for one in folders]
    with means_for(sources, given) as means:
        if means is None:
            outcome = (validate_together if given["together"] else validate_each)(sources, options)
        else:
            from exchangespec.sharding.validating import validate_in_parts

            submissions = [sources] if given["together"] else [[source] for source in sources]
            outcome = validate_in_parts(submissions, options, means)
    if not given["mask"] and shows_sayings(given):
        outcome.said = said_of_findings(outcome, sources, options)
    told = masked(outcome) if given["mask"] else outcome
    shown = spoken(told, session().language)
    for targets in marked:
        write_marked(told, sources, targets)
    for path in reports:
        save_report(shown, path, sources)
    show(form_of(given)(shown, terminal_layout()))
    if session().verbosity >= TRACEBACK:
        for text in outcome.traces.values():
            tell(text)
    if given["statistics"]:
        count(outcome)
    level = given["fail_on"]
    context.exit(outcome.exit_code(None if level == NEVER else level))


def told_apart(paths: Iterable[str], *, overwrite: bool) -> tuple[list[str], list[str]]:
    """Return which results are folders and which are reports; a name that tells none is refused."""
    from exchangespec.report.marking import is_folder, is_marked
    from exchangespec.report.saving import check_name

    folders, reports = list[str](), list[str]()
    for path in paths:
        (folders if is_folder(path) else reports).append(path)
    for path in reports:
        if path.strip("-") and not PurePath(path).suffix:
            raise click.UsageError(
                f"{path}: the suffix says which report is meant; for a folder of marked workbooks "
                f"let the name end in a slash: {path}/"
            )
        check_name(PurePath(path))
    if not overwrite:
        refuse_existing([one for one in reports if is_marked(PurePath(one))])
    return folders, reports


def save_report(outcome: Outcome, path: str, sources: Sequence[Source]) -> None:
    """Write a report to a file, and say what is to be said of it."""
    from exchangespec.report.saving import saved

    report = saved(outcome, PurePath(path), sources)
    save(path, report.content)
    if report.note:
        tell(report.note)


def form_of(given: dict[str, Any]) -> Callable[[Outcome, Layout], str]:
    """Return what is shown on standard output; beside a report in a file only its sum."""
    from exchangespec.report import REPORTERS
    from exchangespec.report.full import full, summary

    if given["output_format"]:
        return REPORTERS[given["output_format"]]
    return summary if given["report"] else full


def shows_sayings(given: dict[str, Any]) -> bool:
    """Tell whether a web page is asked for, which shows what is said beside the values."""
    return given["output_format"] == WEB_PAGE or any(
        PurePath(path).suffix.casefold() == f".{WEB_PAGE}" for path in given["report"]
    )


def take_options(given: dict[str, Any]) -> TakeOptions:
    """Return the options of the run."""
    from exchangespec.intake import TakeOptions

    most = given["max_findings"]
    return TakeOptions(
        **take_arguments(given),
        **({} if most is None else {"most_findings": most}),
        select=rules_named(given["select"], "select"),
        ignore=rules_named(given["ignore"], "ignore"),
        profiles=profiles_named(given["profiles"]),
        previous=source_named(given["previous"]) if given["previous"] else None,
        gazetteer=given["gazetteer"],
    )


def rules_named(lists: Iterable[str], option: str) -> tuple[str, ...]:
    """Return the codes and slugs in lists with commas; one that fits no rule is wrong use."""
    from exchangespec.rules import BY_CODE, RULES

    names = tuple(name.strip() for text in lists for name in text.split(",") if name.strip())
    for name in names:
        if name not in RULES and not any(code.startswith(name.upper()) for code in BY_CODE):
            guess = did_you_mean(name, [*RULES, *BY_CODE])
            raise click.UsageError(f"--{option}: {name!r} fits no rule.{guess}")
    return names


def count(outcome: Outcome) -> None:
    """Say how many findings of each code there are, the most frequent first."""
    from exchangespec.rules import BY_CODE

    for code, times in sorted(outcome.by_code.items(), key=lambda pair: (-pair[1], pair[0])):
        rule = BY_CODE[code]
        tell(f"{times:>8,}  {code}  {rule.severity:<7}  {rule.slug}")
