"""The package's names as a user's own type-checked code would use them."""

from typing import assert_type

import duckdb

import exchangespec as xs

assert_type(xs.__version__, str)

report = xs.validate("visits.xlsx")
assert_type(report, xs.Report)
assert_type(report.ok, bool)
assert_type(xs.validate("visits.xlsx", profile="urbact"), xs.Report)
assert_type(xs.validate("visits.xlsx", profile=["urbact", "ours.toml"]), xs.Report)
for finding in report:
    assert_type(finding, xs.Finding)
    assert_type(finding.location, xs.Location)
    assert_type(finding.message, str)

package = xs.read("visits.xlsx")
assert_type(package, xs.Package)
assert_type(package.visits, list[xs.Visit])
assert_type(package.visits[0].hosts, list[str])
assert_type(package.cities[0].name, dict[str, str])
assert_type(package.cities[0].population, int | str | None)
assert_type(package.header.title, dict[str, str])

visit = xs.Visit(id="ex:vis-1", kind="study_visit", hosts=["ex:vantaa"], end=None)
package.add(visit).write("visits.csv")
for record in xs.iter_records("big.ndjson.gz"):
    assert_type(record, xs.Record)
    assert_type(record.id, str)

connection = xs.connect("submissions/*.xlsx", memory_limit="500MB")
assert_type(connection, duckdb.DuckDBPyConnection)
