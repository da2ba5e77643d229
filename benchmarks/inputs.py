"""Makes the submissions that are measured: visits between cities, with a known share of faults.

`python benchmarks/inputs.py FOLDER --visits 100000` writes them in every format. The same numbers
give the same bytes, so that figures taken on different days are about the same work.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import zipfile
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Record = dict[str, Any]

SEED = 20161016
# One visit in so many is faulty.
ONE_FAULT_IN = 100
PREFIX = "bench"
CONTEXT = "https://w3id.org/exchangespec/1.0/context.jsonld"
EARLIEST = date(2005, 1, 10)
DAYS = 6800

HEADER: Record = {
    "exchangespec": "1.0",
    "id": "https://example.org/benchmark",
    "title": {"en": "Visits between made-up cities"},
    "description": {"en": "Seeded input of the benchmark."},
    "publisher": f"{PREFIX}:body-a0",
    "prefix": PREFIX,
    "language": "en",
    "version": "2025-01-15",
    "modified": "2025-01-15",
    "license": "https://creativecommons.org/licenses/by/4.0/",
    "contact": "info@example.org",
    "personal_data": "none",
}

COUNTRIES = ("BE", "IT", "FI", "GR", "SE", "DE", "PL", "ES", "PT", "NL")
LANGUAGES = ("en", "nl", "it", "fi", "el", "sv", "de", "pl", "es", "pt")
SYLLABLES = ("bor", "gen", "vil", "kul", "mon", "tar", "len", "sund", "ster", "pol", "nik", "rea")
KINDS = ("bilateral_visit", "study_visit", "work_visit", "peer_review", "expert_visit")
THEMES = ("migrant_integration", "labour_market", "language_learning", "housing", "education")
OUTCOMES = (
    "The visitors saw how newcomers are met in one office, and wrote down what they would try.",
    "Both sides agreed on a return visit; a guide to the language cafés was translated.",
    "Vierailijat saivat mallin työpaikkamentoroinnista, jota kokeillaan seuraavana syksynä.",
    "Οι επισκέπτες είδαν το κέντρο υποδοχής και συζήτησαν με τους εθελοντές του δήμου.",
)
NETWORK_MEMBERS = 20


@dataclass(slots=True)
class Submission:
    """One made-up submission: its records in reading order, and the faults that were put in.

    `faults` holds, for each slug, the ids of the visits that have this one error and no other.
    """

    header: Record
    records: dict[str, list[Record]]
    faults: dict[str, list[str]] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Record]:
        """Iterate over all records in reading order."""
        for records in self.records.values():
            yield from records

    def __len__(self) -> int:
        """Return the number of records."""
        return sum(len(records) for records in self.records.values())


def submission(
    visits: int, *, one_fault_in: int | None = ONE_FAULT_IN, narrow: bool = False
) -> Submission:
    """Make a submission of so many visits and of all they refer to; narrow ones say little."""
    chance = random.Random(f"{SEED}-{visits}")  # noqa: S311 - repeatable, no secret
    world = _world(visits, chance)
    made = Submission(dict(HEADER), world)
    members: dict[str, list[str]] = {}
    for record in world["Membership"]:
        if record["member"].startswith(f"{PREFIX}:city"):
            members.setdefault(record["group"], []).append(record["member"])
    world["Visit"] = [_visit(number, members, chance) for number in range(visits)]
    if narrow:
        wanted = {"type", *NARROW}
        world["Visit"] = [_only(wanted, visit) for visit in world["Visit"]]
    if one_fault_in is not None:
        slugs = NARROW_FAULTS if narrow else tuple(FAULTS)
        for order, number in enumerate(range(one_fault_in // 2, visits, one_fault_in)):
            slug = slugs[order % len(slugs)]
            visit = world["Visit"][number]
            FAULTS[slug](visit)
            made.faults.setdefault(slug, []).append(visit["id"])
    return made


def _world(visits: int, chance: random.Random) -> dict[str, list[Record]]:
    """Make the cities, organisations, networks, memberships and sources, by record type."""
    networks = max(2, min(100, visits // 1000))
    cities = networks * NETWORK_MEMBERS
    sources = max(5, min(1000, visits // 100))
    return {
        "Source": [_source(number) for number in range(sources)],
        "City": [_city(number, sources, chance) for number in range(cities)],
        "Organisation": [_organisation(number, sources) for number in range(cities)],
        "Network": [_network(number, sources) for number in range(networks)],
        "Membership": [
            _membership(network, f"{kind}-a{network * NETWORK_MEMBERS + place}", place, sources)
            for network in range(networks)
            for kind in ("city", "body")
            for place in range(NETWORK_MEMBERS)
        ],
    }


def _source(number: int) -> Record:
    """Make one source."""
    return {
        "type": "Source",
        "id": f"{PREFIX}:report-a{number}",
        "name": {"en": f"Report {number} on exchanges"},
        "url": f"https://example.org/reports/{number}",
        "kind": "report",
        "publisher": f"{PREFIX}:body-a0",
        "language": "en",
        "published": "2025",
    }


def _city(number: int, sources: int, chance: random.Random) -> Record:
    """Make one city; its name is unique."""
    name = "".join(chance.choice(SYLLABLES) for _ in range(2)).capitalize() + f" {number}"
    country = number % len(COUNTRIES)
    return {
        "type": "City",
        "id": f"{PREFIX}:city-a{number}",
        "name": {"en": name, LANGUAGES[max(1, country)]: f"{name} ({COUNTRIES[country]})"},
        "kind": "city",
        "country": COUNTRIES[country],
        "population": chance.choice((50_000, 87_300, ">100000", "~223000", "30000..40000")),
        "population_date": "2020",
        "identifiers": [f"geonames:{2_000_000 + number}"],
        "sources": [f"{PREFIX}:report-a{number % sources}"],
    }


def _organisation(number: int, sources: int) -> Record:
    """Make the association that sits in the city of the same number."""
    return {
        "type": "Organisation",
        "id": f"{PREFIX}:body-a{number}",
        "name": {"en": f"Association {number} for exchange"},
        "short_name": f"AEX{number}",
        "kind": "ngo",
        "city": f"{PREFIX}:city-a{number}",
        "url": f"https://example.org/bodies/{number}",
        "sources": [f"{PREFIX}:report-a{number % sources}"],
    }


def _network(number: int, sources: int) -> Record:
    """Make one network, which runs as long as there are visits."""
    return {
        "type": "Network",
        "id": f"{PREFIX}:network-a{number}",
        "name": {"en": f"Network {number} of arrival"},
        "short_name": f"NOA{number}",
        "kind": "network",
        "programme": "LOCAL",
        "start": "2004",
        "end": "..",
        "sources": [f"{PREFIX}:report-a{number % sources}"],
    }


def _membership(network: int, member: str, place: int, sources: int) -> Record:
    """Make a city or its association a partner of a network, the first city the lead partner."""
    leads = place == 0 and member.startswith("city")
    return {
        "type": "Membership",
        "id": f"{PREFIX}:member-{member}",
        "group": f"{PREFIX}:network-a{network}",
        "member": f"{PREFIX}:{member}",
        "role": "lead_partner" if leads else "partner",
        "sources": [f"{PREFIX}:report-a{place % sources}"],
    }


def _visit(number: int, members: dict[str, list[str]], chance: random.Random) -> Record:
    """Make one visit between two members of a network."""
    networks = tuple(members)
    network = networks[number % len(networks)]
    visitor, host = chance.sample(members[network], 2)
    local = host.rpartition("-a")[2]
    first = EARLIEST + timedelta(days=(number * 37) % DAYS)
    length = chance.randint(1, 4)
    record: Record = {
        "type": "Visit",
        "id": f"{PREFIX}:visit-a{number}",
        "name": {"en": f"Visit {number} on {THEMES[number % len(THEMES)].replace('_', ' ')}"},
        "kind": chance.choice(KINDS),
        "start": first.isoformat(),
        "end": (first + timedelta(days=length - 1)).isoformat(),
        "cities": [host],
        "format": "in_person",
        "networks": [network],
        "organisers": [f"{PREFIX}:body-a{local}"],
        "attendance": chance.choice((12, 25, ">100", "~80", "50..60", ">=30")),
        "languages": sorted(chance.sample(LANGUAGES, 2)),
        "access": "invitation",
        "event_status": "held",
        "outcomes": {"en": f"{chance.choice(OUTCOMES)} ({number})"},
        "visitors": [visitor],
        "hosts": sorted((host, f"{PREFIX}:body-a{local}")),
        "delegation_size": chance.randint(2, 12),
        "url": f"https://example.org/visits/{number}",
        "themes": sorted(chance.sample(THEMES, 2)),
        "sources": [f"{PREFIX}:report-a{number % 5}"],
    }
    if number % 4 == 0:
        record |= {"start_time": "09:30", "end_time": "16:00", "time_zone": "Europe/Brussels"}
    return record


def _only(names: set[str], record: Record) -> Record:
    """Return a record with some of its fields alone."""
    return {name: value for name, value in record.items() if name in names}


# --- faults --------------------------------------------------------------------------------------


def _swap_ends(visit: Record) -> None:
    """Let a visit end a month before it starts."""
    visit["end"] = (date.fromisoformat(visit["start"]) - timedelta(days=30)).isoformat()


# Slug of the one error → what is done to a visit. The first half shows in the record alone, where
# a schema can see it; the second half only beside other fields or records.
FAULTS: dict[str, Callable[[Record], None]] = {
    "value-not-in-list": lambda visit: visit.update(event_status="dreamt of"),
    "not-a-date": lambda visit: visit.update(end="sometime later"),
    "required-field-missing": lambda visit: visit.pop("kind"),
    "not-a-web-address": lambda visit: visit.update(url="see the intranet"),
    "not-a-quantity": lambda visit: visit.update(delegation_size="a busload"),
    "dangling-reference": lambda visit: visit.update(sources=[f"{PREFIX}:report-lost"]),
    "wrong-reference-type": lambda visit: visit.update(networks=[visit["visitors"][0]]),
    "ends-before-start": _swap_ends,
    "day-does-not-exist": lambda visit: visit.update(end=f"{visit['start'][:4]}-02-30"),
    "visits-itself": lambda visit: visit.update(visitors=visit["cities"], hosts=visit["cities"]),
}
SEEN_BY_A_SCHEMA = tuple(FAULTS)[:5]
# A table as small partners keep it: these nine columns, filled in each row.
NARROW = ("id", "kind", "start", "end", "cities", "networks", "visitors", "hosts", "sources")
NARROW_FAULTS = (
    "not-a-date",
    "required-field-missing",
    "dangling-reference",
    "wrong-reference-type",
    "ends-before-start",
    "day-does-not-exist",
    "visits-itself",
)


# --- writing -------------------------------------------------------------------------------------

PLURALS = {
    "Source": ("sources", "Sources"),
    "City": ("cities", "Cities"),
    "Organisation": ("organisations", "Organisations"),
    "Network": ("networks", "Networks"),
    "Membership": ("memberships", "Partners"),
    "Visit": ("visits", "Visits"),
}
DATE_COLUMNS = frozenset({"start", "end"})


def write_ndjson(made: Submission, path: Path) -> None:
    """Write the header and a record a line."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for item in (made.header, *made):
            stream.write(_compact(item) + "\n")


def write_json(made: Submission, path: Path) -> None:
    """Write one package document."""
    whole = {"@context": [CONTEXT], **made.header, "records": list(made)}
    path.write_text(_compact(whole) + "\n", encoding="utf-8", newline="\n")


def _compact(value: object) -> str:
    """Return JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def write_csv(made: Submission, folder: Path) -> None:
    """Write a folder of tables, one a record type, and `about.csv`."""
    folder.mkdir(exist_ok=True)
    for name, rows in tables(made).items():
        file_name = "about" if name == "About" else PLURALS[name][0]
        with (folder / f"{file_name}.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)


def tables(made: Submission) -> dict[str, list[list[str]]]:
    """Return the rows of each table, headings first; the default language needs no suffix."""
    about = [["field", "value"], *([name, _cell(value)] for name, value in _flat(made.header))]
    return {"About": about, **{name: _table(rows) for name, rows in made.records.items()}}


def _table(records: list[Record]) -> list[list[str]]:
    """Return the rows of one record type's table."""
    flat = [dict(_flat(record)) for record in records]
    names = [name for name in dict.fromkeys(key for row in flat for key in row) if name != "type"]
    return [names, *([_cell(row.get(name, "")) for name in names] for row in flat)]


def _flat(record: Record) -> Iterator[tuple[str, Any]]:
    """Yield columns and values; each language of a text is a column."""
    for name, value in record.items():
        if not isinstance(value, dict):
            yield name, value
            continue
        for language, text in value.items():
            yield (name if language == HEADER["language"] else f"{name}.{language}"), text


def _cell(value: object) -> str:
    """Return a value as a cell holds it."""
    return ";".join(value) if isinstance(value, list) else str(value)


# --- workbooks -----------------------------------------------------------------------------------

FIXED_TIME = (1980, 1, 1, 0, 0, 0)
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
START = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Style 1 shows a date, as offices do when one is typed.
STYLES = (
    f'{START}<styleSheet xmlns="{SPREADSHEET}"><fonts count="1"><font/></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
    "</styleSheet>"
)
FIRST_DAY = date(1899, 12, 30)


class SharedStrings:
    """The texts of a workbook, each kept once."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """Return the number of a text, giving it one when it is new."""
        return self.numbers.setdefault(text, len(self.numbers))

    def xml(self) -> str:
        """Return the part of the workbook that holds them."""
        count = len(self.numbers)
        items = "".join(f"<si><t>{escape(text)}</t></si>" for text in self.numbers)
        return f'{START}<sst xmlns="{SPREADSHEET}" uniqueCount="{count}">{items}</sst>'


def write_xlsx(made: Submission, path: Path) -> None:
    """Write a workbook as offices do: shared texts, numbers as numbers, dates as dates."""
    strings = SharedStrings()
    sheets = {
        (PLURALS[name][1] if name in PLURALS else name): _sheet(rows, strings)
        for name, rows in tables(made).items()
    }
    numbers = range(1, len(sheets) + 1)
    parts = {
        "[Content_Types].xml": _content_types(numbers),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook(sheets),
        "xl/_rels/workbook.xml.rels": _relations(
            [
                *(("worksheet", f"worksheets/sheet{number}.xml") for number in numbers),
                ("styles", "styles.xml"),
                ("sharedStrings", "sharedStrings.xml"),
            ]
        ),
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": strings.xml(),
    }
    parts |= {
        f"xl/worksheets/sheet{number}.xml": text
        for number, text in zip(numbers, sheets.values(), strict=True)
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, text in parts.items():
            information = zipfile.ZipInfo(name, FIXED_TIME)
            information.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(information, text)


def _content_types(numbers: Iterable[int]) -> str:
    """Return the part that says what each part is."""
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" '
        f'ContentType="{MAIN_TYPE}.worksheet+xml"/>'
        for number in numbers
    )
    others = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{MAIN_TYPE}.{kind}+xml"/>'
        for name, kind in (
            ("workbook", "sheet.main"),
            ("styles", "styles"),
            ("sharedStrings", "sharedStrings"),
        )
    )
    return (
        f'{START}<Types xmlns="{TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{others}{sheets}</Types>'
    )


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    """Return a part that names other parts."""
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{START}<Relationships xmlns="{PACKAGE_RELATIONS}">{items}</Relationships>'


def _workbook(sheets: Iterable[str]) -> str:
    """Return the part that lists the sheets."""
    items = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(sheets, 1)
    )
    return (
        f'{START}<workbook xmlns="{SPREADSHEET}" xmlns:r="{RELATIONS}">'
        f"<sheets>{items}</sheets></workbook>"
    )


def _sheet(rows: list[list[str]], strings: SharedStrings) -> str:
    """Return one sheet."""
    names = rows[0]
    letters = [_letters(number) for number in range(1, len(names) + 1)]
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            _xml_cell(f"{letter}{number}", name, value, strings)
            for letter, name, value in zip(letters, names, row, strict=True)
            if value
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    return (
        f'{START}<worksheet xmlns="{SPREADSHEET}"><dimension ref="A1:{letters[-1]}{len(rows)}"/>'
        f"<sheetData>{''.join(lines)}</sheetData></worksheet>"
    )


def _xml_cell(place: str, name: str, value: str, strings: SharedStrings) -> str:
    """Return one cell: a whole date as a date, a number as a number, all else as text."""
    if value.isdecimal() and name != "exchangespec":
        return f'<c r="{place}"><v>{value}</v></c>'
    if name in DATE_COLUMNS and len(value) == 10 and value.replace("-", "").isdecimal():
        try:
            days = (date.fromisoformat(value) - FIRST_DAY).days
        except ValueError:
            pass
        else:
            return f'<c r="{place}" s="1"><v>{days}</v></c>'
    return f'<c r="{place}" t="s"><v>{strings.number(value)}</v></c>'


def _letters(number: int) -> str:
    """Return the letters of a 1-based column."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


# --- command -------------------------------------------------------------------------------------

WRITERS: dict[str, tuple[str, Callable[[Submission, Path], None]]] = {
    "ndjson": (".ndjson", write_ndjson),
    "json": (".json", write_json),
    "csv": ("", write_csv),
    "xlsx": (".xlsx", write_xlsx),
}


def write(
    folder: Path,
    visits: int,
    formats: Iterable[str],
    *,
    faulty: bool = True,
    narrow: bool = False,
) -> None:
    """Write one submission in some formats, and beside it what was put in, as `.faults.json`."""
    made = submission(visits, one_fault_in=ONE_FAULT_IN if faulty else None, narrow=narrow)
    folder.mkdir(parents=True, exist_ok=True)
    name = stem(visits, faulty=faulty, narrow=narrow)
    for format_name in formats:
        suffix, writer = WRITERS[format_name]
        writer(made, folder / f"{name}{suffix}")
    told = {"records": len(made), "visits": visits, "faults": made.faults}
    (folder / f"{name}.faults.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def stem(visits: int, *, faulty: bool = True, narrow: bool = False) -> str:
    """Return the name of the files of one submission, without suffix."""
    return f"visits-{visits}{'-narrow' * narrow}{'-clean' * (not faulty)}"


def main() -> None:
    """Write the submissions asked for."""
    parser = argparse.ArgumentParser(description="Write seeded submissions to measure with.")
    parser.add_argument("folder", type=Path, help="where to write them")
    parser.add_argument("--visits", type=int, default=100_000, help="how many visits (100000)")
    parser.add_argument("--formats", nargs="+", choices=list(WRITERS), default=list(WRITERS))
    parser.add_argument("--clean", action="store_true", help="put no faults in")
    parser.add_argument("--narrow", action="store_true", help="give visits nine columns")
    asked = parser.parse_args()
    write(asked.folder, asked.visits, asked.formats, faulty=not asked.clean, narrow=asked.narrow)


if __name__ == "__main__":
    main()
