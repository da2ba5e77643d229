"""A submission checked in parts has the findings that it has in one: code, place, words, counts."""

import gc
import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from examples_of_rules import content, options
from exchangespec.formats.format import Source
from exchangespec.intake import TakeOptions
from exchangespec.outcome import Outcome
from exchangespec.rules import RULES
from exchangespec.rules.rule import Example
from exchangespec.rules.world import HEADER, RECORDS
from exchangespec.sharding import validating
from exchangespec.sharding.runners import InTurn, Processes
from exchangespec.sharding.validating import Means, validate_in_parts
from exchangespec.validation import validate, validate_together

TOGETHER = [
    rule for rule in RULES.values() if rule.check_all or rule.check_places or rule.check_after
]
EXAMPLES = [
    pytest.param(example, id=f"{rule.slug}-{name}")
    for rule in TOGETHER
    for name, example in (("wrong", rule.wrong), ("right", rule.right))
    if not (example.beside or example.files or example.sheets or example.mapping)
]


def lines(items: Iterable[Any]) -> bytes:
    """Return data as NDJSON."""
    return b"".join(json.dumps(item, ensure_ascii=False).encode() + b"\n" for item in items)


def in_parts(
    sources: Sequence[Source], asked: TakeOptions, folder: Path, size: int = 300
) -> Outcome:
    """Validate one submission in parts of a few records."""
    return validate_in_parts([sources], asked, Means(InTurn(), folder, size))


def told(outcome: Outcome) -> dict[str, Any]:
    """Return all that a report says."""
    assert not outcome.traces, next(iter(outcome.traces.values()))
    return {**outcome.as_dict(), "inputs": [replace(one, types={}) for one in outcome.inputs]}


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_rule_on_records_together_finds_the_same(example: Example, tmp_path: Path) -> None:
    """Wrong and right examples, cut into shards of one or two records."""
    header, records = content(example)
    path = tmp_path / "a.ndjson"
    path.write_bytes(lines([header, *records]))
    source, asked = Source("a.ndjson", path), options(example)
    whole = told(validate([source], asked))
    assert told(in_parts([source], asked, tmp_path / "work")) == whole


def everything() -> list[dict[str, Any]]:
    """Return the examples of all rules beside each other, each with ids of its own."""
    found: list[dict[str, Any]] = []
    for number, rule in enumerate(TOGETHER):
        for example in (rule.wrong, rule.right):
            if not (example.files or example.sheets or example.mapping):
                _, records = content(replace(example, header={}))
                # Names as well, or everybody would be called like everybody else.
                own = {'"ex:': f'"ex:r{number}-', '{"en": "': f'{{"en": "{number} '}
                text = json.dumps(records)
                for old, new in own.items():
                    text = text.replace(old, new)
                found.extend(json.loads(text))
    return [*RECORDS, *found]


@pytest.mark.parametrize("size", [2_000, 50_000])
def test_faults_of_all_rules_at_once(size: int, tmp_path: Path) -> None:
    """Where every example stands twice, and many point to what stands in another shard."""
    records = everything()
    path = tmp_path / "a.ndjson"
    path.write_bytes(lines([HEADER, *records, *reversed(records)]))
    source, asked = Source("a.ndjson", path), options(Example())
    whole = validate([source], asked)
    assert len(whole.by_code) > 50
    assert told(in_parts([source], asked, tmp_path / "work", size)) == told(whole)


def test_lists_with_a_wrong_item(tmp_path: Path) -> None:
    """What is right in them is looked at, wherever the same target stands right as well."""
    records = everything()
    network = {"type": "Network", "id": "ex:n-1", "name": {"en": "Nets"}, "kind": "network"}
    spoilt = [
        {**record, name: [*value, 5]}
        for record in records
        for name, value in record.items()
        if isinstance(value, list) and record["type"] in {"Visit", "Event", "Network"}
    ]
    own = [{**network, "follows": ["ex:n-1", 5]}, {**network, "id": "ex:n-2", "follows": []}]
    path = tmp_path / "a.ndjson"
    path.write_bytes(lines([HEADER, *own, *spoilt, *records]))
    source, asked = Source("a.ndjson", path), options(Example())
    whole = validate([source], asked)
    assert ("ex:n-1", "self-reference") in {
        (one.location.record, one.slug) for one in whole.findings
    }
    assert told(in_parts([source], asked, tmp_path / "work", 2_000)) == told(whole)


def test_files_of_one_submission(tmp_path: Path) -> None:
    """Packed files are one shard each; a file without a header takes that of another."""
    records = everything()
    first, second = tmp_path / "a.ndjson", tmp_path / "b.ndjson.gz"
    first.write_bytes(lines([HEADER, *records[::2]]))
    second.write_bytes(gzip.compress(lines(records[1::2])))
    sources = [Source("a.ndjson", first), Source("b.ndjson.gz", second)]
    asked = options(Example())
    whole = told(validate_together(sources, asked))
    assert told(in_parts(sources, asked, tmp_path / "work", 20_000)) == whole


BROKEN = {
    "no header": lambda all_lines: all_lines[1:],
    "blank lines": lambda all_lines: [b"\n", b"\r\n", *all_lines[:3], b"  \n", *all_lines[3:]],
    "a mark": lambda all_lines: [b"\xef\xbb\xbf" + all_lines[0], *all_lines[1:]],
    "broken lines": lambda all_lines: [all_lines[0], b"{\n", b"[1]\n", b"\xff\n", *all_lines[1:]],
    "broken first": lambda all_lines: [b"{\n", b"\n", *all_lines],
    "no end": lambda all_lines: [*all_lines[:-1], all_lines[-1].rstrip()],
    "CRLF": lambda all_lines: [line.replace(b"\n", b"\r\n") for line in all_lines],
    "two headers": lambda all_lines: [all_lines[0], *all_lines],
    "nothing": lambda _all_lines: [],
    "header alone": lambda all_lines: all_lines[:1],
}


@pytest.mark.parametrize("change", [pytest.param(one, id=name) for name, one in BROKEN.items()])
@pytest.mark.parametrize("size", [7, 400])
def test_whatever_the_lines_are_like(
    change: Callable[[list[bytes]], list[bytes]], size: int, tmp_path: Path
) -> None:
    """Line numbers are those of the whole file."""
    wrong = [{"type": "Nothing", "id": "ex:n"}, {"type": "City", "id": "ex:c", "country": "XX"}]
    path = tmp_path / "a.ndjson"
    path.write_bytes(b"".join(change(lines([HEADER, *RECORDS, *wrong]).splitlines(keepends=True))))
    source = Source("a.ndjson", path)
    whole = told(validate([source], TakeOptions()))
    assert told(in_parts([source], TakeOptions(), tmp_path / "work", size)) == whole


@pytest.mark.parametrize("most", [0, 1, 7, 60])
def test_only_so_many_findings_are_kept(most: int, tmp_path: Path) -> None:
    """Those that are kept are the same, and all are counted."""
    path = tmp_path / "a.ndjson"
    path.write_bytes(lines([HEADER, *everything()[:200]]) + b"{\n" * 20)
    source, asked = Source("a.ndjson", path), TakeOptions(most_findings=most)
    whole = told(validate([source], asked))
    assert told(in_parts([source], asked, tmp_path / "work")) == whole


def test_a_run_goes_on_where_it_stood(tmp_path: Path) -> None:
    """What is there is not made again; what is missing or no longer fits is."""
    path, work = tmp_path / "a.ndjson", tmp_path / "work"
    path.write_bytes(lines([HEADER, *everything()[:100]]))
    source, asked = Source("a.ndjson", path), options(Example())
    whole = told(in_parts([source], asked, work))
    made = {one: one.stat().st_mtime_ns for one in work.rglob("*.*")}
    kept = sorted(one for one in made if one.suffix == ".kept")
    assert len(kept) > 10
    kept[3].unlink()
    assert told(in_parts([source], asked, work)) == whole
    again = {one for one in made if one.stat().st_mtime_ns != made[one]}
    assert again == {kept[3]}
    path.write_bytes(path.read_bytes() + lines(RECORDS[:1]))
    assert told(in_parts([source], asked, work)) == told(validate([source], asked))


def test_of_a_file_that_changes_the_latest_parts_stay(tmp_path: Path) -> None:
    """What was found of older versions, or on another day, is gone; what others keep is not."""
    path, other, work = tmp_path / "a.ndjson", tmp_path / "b.ndjson", tmp_path / "work"
    for one in (path, other):
        one.write_bytes(lines([HEADER, *everything()[:60]]))
    asked = options(Example())
    in_parts([Source("b.ndjson", other)], asked, work)
    (work / "mine.txt").write_text("not a result")
    beside = {one.name for one in work.iterdir()}
    source = Source("a.ndjson", path)
    in_parts([source], asked, work)
    own = {one.name for one in work.iterdir()} - beside
    path.write_bytes(path.read_bytes() + lines(RECORDS[:1]))
    in_parts([source], asked, work)
    found = {one.name for one in work.iterdir()}
    assert beside <= found
    assert {Path(one).suffix for one in own & found} == {".used"}
    later = replace(asked, today=asked.today + timedelta(days=1))
    assert told(in_parts([source], later, work)) == told(validate([source], later))
    assert not {one for one in found - beside if not one.endswith(".used")} & {
        one.name for one in work.iterdir()
    }


def test_several_processes_find_the_same(tmp_path: Path) -> None:
    """They share nothing but the folder, and what is sent to them."""
    path = tmp_path / "a.ndjson"
    path.write_bytes(lines([HEADER, *everything()]))
    source, asked = Source("a.ndjson", path), options(Example())
    means = Means(Processes(2), tmp_path / "work", 50_000)
    found = validate_in_parts([[source]], asked, means)
    assert told(found) == told(validate([source], asked))


def test_what_is_no_ndjson_file_is_read_as_a_whole(tmp_path: Path) -> None:
    """Nor what is not there, nor what comes as bytes."""
    path = tmp_path / "a.csv"
    path.write_text("id,name,country\nx,X,BE\n", encoding="utf-8")
    data = Source("<stdin>", content=lines([HEADER, *RECORDS]))
    for source in (Source("a.csv", path), Source("b.ndjson", tmp_path / "b.ndjson"), data):
        found = in_parts([source], TakeOptions(), tmp_path / "work")
        assert told(found) == told(validate([source], TakeOptions()))


def test_a_rule_that_would_need_too_much_memory_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is left out, and the report says so and why."""
    monkeypatch.setattr(validating, "MOST_HELD", 1)
    path = tmp_path / "a.ndjson"
    path.write_bytes(lines([HEADER, *everything()]))
    found = in_parts([Source("a.ndjson", path)], options(Example()), tmp_path / "work", 50_000)
    reasons = {one.slug: one.reason for one in found.not_run if "memory" in one.reason}
    assert reasons.keys() == set(validating.HOLDING)
    assert RULES["parts-exceed-whole"].code not in found.by_code


def test_rules_that_look_at_parts_have_no_other_check_on_records_together() -> None:
    """What compares all records, or looks at the release before, is run once for all."""
    both = {rule.slug for rule in RULES.values() if rule.apart and not rule.check_all}
    both |= {rule.slug for rule in RULES.values() if rule.apart and rule.check_places}
    assert not both, f"these cannot be apart: {both}"


def test_a_run_that_was_killed_goes_on(tmp_path: Path) -> None:
    """What had been done is not done again, and the report is that of a run in one go."""
    path, work = tmp_path / "a.ndjson", tmp_path / "work"
    records = [
        {**RECORDS[0], "id": f"ex:c{number}", "x_much": "x" * 4000} for number in range(8000)
    ]
    path.write_bytes(lines([HEADER, *RECORDS, *records]))
    asked = (str(path), "--output-format", "json", "-j", "2", "--max-findings", "5")
    command = [sys.executable, "-m", "exchangespec", "validate", *asked, "--work-folder", str(work)]
    first = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
    while not list(work.glob("*.kept")):
        assert first.poll() is None
        time.sleep(0.05)
    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    done = {one: one.stat().st_mtime_ns for one in work.glob("*.kept")}
    again = subprocess.run(command, capture_output=True, check=False)
    whole = subprocess.run(command[:-2], capture_output=True, check=False)
    assert json.loads(again.stdout) == json.loads(whole.stdout)
    assert len(list(work.glob("*.kept"))) > len(done)
    assert {one: one.stat().st_mtime_ns for one in done} == done


def test_another_process_finds_the_same_names(tmp_path: Path) -> None:
    """Also where records are of no known type: their ids are a set, which has no order."""
    path, work = tmp_path / "a.ndjson", tmp_path / "work"
    unknown = [{"type": "Unheard", "id": f"ex:u{number}"} for number in range(9)]
    path.write_bytes(lines([HEADER, *RECORDS, *unknown]))
    asked = (str(path), "--today", "2026-01-01", "--work-folder", str(work))
    command = [sys.executable, "-m", "exchangespec", "validate", *asked]
    found = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run(command, stdout=subprocess.DEVNULL, env=environment, check=False)
        found.append(sorted(one.name for one in work.iterdir()))
    assert found[0] == found[1]
    assert found[0]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts open files in /proc")
def test_files_of_one_submission_are_closed_for_the_next(tmp_path: Path) -> None:
    """However many inputs there are, no more files are open than one of them needs."""
    sources = []
    for number in range(8):
        path = tmp_path / f"{number}.ndjson"
        path.write_bytes(lines([HEADER, *RECORDS]))
        sources.append([Source(path.name, path)])
    means = Means(InTurn(), tmp_path / "work", 10_000_000)
    counts = []
    for several in (sources[:1], sources[1:]):
        validate_in_parts(several, options(Example()), means)
        gc.collect()
        counts.append(len(list(Path("/proc/self/fd").iterdir())))
    assert counts[1] <= counts[0] + 1
