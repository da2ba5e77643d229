"""Several files as the parts of one submission: one header, one set of ids and names."""

from itertools import permutations
from pathlib import Path

import pytest

import exchangespec as xs

ABOUT = """field,value
exchangespec,1.0
id,https://example.org/x
title,Visits
description,Two cities.
publisher,Example city
prefix,ex
language,en
version,1
modified,2024
contact,info@example.org
license,MIT
personal_data,none
"""
CITIES = "id,name,country\nbcn,Barcelona,ES\nthess,Thessaloniki,GR\n"
VISITS = (
    "id,kind,hosts,visitors,start,cities,networks\n"
    "v1,study_visit,Barcelona,thess,2020,bcn,ex:net\nv2,study_visit,Nowhere,thess,2020,bcn,ex:net\n"
)
NETWORKS = "id,name,kind,start,programme\nnet,A network,network,2019,URBACT\n"


@pytest.fixture
def parts(tmp_path: Path) -> dict[str, Path]:
    """The parts of a submission, each in a file."""
    texts = {"about": ABOUT, "cities": CITIES, "visits": VISITS, "networks": NETWORKS}
    for name, text in texts.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return {name: tmp_path / f"{name}.csv" for name in texts}


def errors(report: xs.Report) -> list[tuple[str, str, int | None]]:
    """Return code, file and row of every error."""
    return sorted(
        (one.code, Path(one.location.file).name, one.location.row)
        for one in report
        if one.severity == "error"
    )


@pytest.mark.parametrize("order", list(permutations(["about", "cities", "visits", "networks"])))
def test_parts_are_one_whole_in_any_order(parts: dict[str, Path], order: tuple[str, ...]) -> None:
    """Names and local ids of one file are known in all, whichever comes first."""
    report = xs.validate(*(parts[name] for name in order), together=True)
    assert errors(report) == [("EXS301", "visits.csv", 3)]
    assert [len(item.records) for item in report.inputs].count(0) == 1


def test_what_the_user_says_of_tables_is_no_header(parts: dict[str, Path]) -> None:
    """A prefix and a language make ids whole; what else a header says is asked for once a table."""
    report = xs.validate(
        parts["visits"],
        parts["cities"],
        parts["networks"],
        together=True,
        about={"prefix": "ex", "language": "en"},
    )
    assert errors(report) == [("EXS301", "visits.csv", 3)]
    assert report.by_code["EXS021"] == 3


def test_a_lone_table_takes_ids_as_they_are(parts: dict[str, Path]) -> None:
    """Without a prefix one finding says so, and ids are no fault."""
    report = xs.validate(parts["cities"])
    assert [one.code for one in report if one.severity != "info"] == ["EXS021"]


def test_findings_beyond_the_limit_are_counted(parts: dict[str, Path]) -> None:
    """All findings count; the ones that matter most are kept."""
    from exchangespec.formats.format import Source
    from exchangespec.intake import TakeOptions
    from exchangespec.validation import validate_together

    sources = [Source(path.name, path=path) for path in parts.values()]
    whole = validate_together(sources, TakeOptions())
    capped = validate_together(sources, TakeOptions(most_findings=1))
    assert capped.truncated
    assert capped.counts["error"] == whole.counts["error"] == 1
    assert capped.counts["warning"] == whole.counts["warning"]
    assert [one.code for one in capped if one.severity == "error"] == ["EXS301"]
