"""Builds the list of NUTS codes and their versions from the matrices of the NUTS converter.

    python scripts/build_nuts.py MATRICES

MATRICES is the folder of the release 2025.08 of the Joint Research Centre's NUTS converter
(https://urban.jrc.ec.europa.eu/nutsconverter), with files such as n3_cm_v2021_v2024.csv. Writes
src/exchangespec/codelists/data/registries/nuts.csv.
"""

# ruff: noqa: INP001 (a script, no package)
from __future__ import annotations

import csv
import sys
from collections import defaultdict
from itertools import combinations
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src/exchangespec/codelists/data/registries/nuts.csv"
LEVELS = (1, 2, 3)
VERSIONS = (2013, 2016, 2021, 2024)
# Codes of regions outside any territory, which the matrices hold for one country only.
OUTSIDE = "Z"
# No region of level 2: the matrices make it of the codes UKN10 to UKN16, which are parts of UKN0.
MADE_UP = {(2016, "UKN1")}
# Left out of the matrices to and from 2021, and the same before and after.
LEFT_OUT = {(2021, code) for code in ("LI0", "LI00", "LI000")}


def main(folder: Path) -> None:
    """Write each code with the versions that have it."""
    found: set[tuple[int, str]] = set(LEFT_OUT)
    for level in LEVELS:
        for pair in combinations(VERSIONS, 2):
            name = f"n{level}_cm_v{pair[0]}_v{pair[1]}.csv"
            with (folder / name).open(encoding="utf-8-sig", newline="") as stream:
                rows = csv.reader(stream)
                next(rows)
                found |= {place for row in rows for place in zip(pair, row, strict=False)}
    versions = defaultdict(list)
    for version, code in sorted(found - MADE_UP):
        if not code.endswith(OUTSIDE):
            versions[code].append(str(version))
    with TARGET.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(("code", "versions"))
        writer.writerows((code, ";".join(versions[code])) for code in sorted(versions))


main(Path(sys.argv[1]))
