"""Workbooks that no one here wrote: a report for every file, no exception, no hang, each its cause.

Set EXCHANGESPEC_WORKBOOKS to a folder of workbooks, such as the test files of Apache POI and of
calamine; none of them is part of the repository.
"""

import os
from pathlib import Path

import pytest

from exchangespec.rules import BY_CODE
from hostile.forked import Program

FOLDER = "EXCHANGESPEC_WORKBOOKS"
KINDS = {
    ".xlsx", ".xlsm", ".xltx", ".xltm", ".xlam", ".xlsb", ".xls", ".xlt", ".xla", ".xlw", ".ods",
    ".fods", ".xml", ".csv", ".tsv", ".txt",
}  # fmt: skip
# A process that takes so much processor time is ended by the system.
SECONDS, MEBIBYTES = 20, 1_500
# What says why nothing of a file could be read.
CAUSES = {"EXS001", "EXS002", "EXS003", "EXS004", "EXS018", "EXS019", "EXS022"}


def workbooks() -> list[Path]:
    """The files of the folder that the variable names."""
    folder = os.environ.get(FOLDER)
    if not folder:
        return []
    return sorted(path for path in Path(folder).rglob("*") if path.suffix.lower() in KINDS)


@pytest.mark.workbooks
@pytest.mark.slow
@pytest.mark.skipif(not os.environ.get(FOLDER), reason=f"{FOLDER} names no folder of workbooks")
def test_every_workbook_has_its_report() -> None:
    """All files are run before the test fails, so that one run shows everything."""
    wrong: list[str] = []
    found = workbooks()
    assert found, f"the folder that {FOLDER} names holds no workbook"
    with Program() as program:
        for path in found:
            ended = program.run("validate", path, "--output-format", "json")
            if ended.exit_code not in {0, 1, 3} or ended.mebibytes > MEBIBYTES:
                told = (
                    f"exit code {ended.exit_code}, {ended.seconds:.1f} s, {ended.mebibytes:.0f} MiB"
                )
                wrong.append(f"{path.name}: {told}")
            elif ended.exit_code == 3 and not ended.codes & CAUSES:
                wrong.append(f"{path.name}: refused without a cause")
            elif not ended.codes <= BY_CODE.keys():
                wrong.append(f"{path.name}: unknown codes")
    assert wrong == []
