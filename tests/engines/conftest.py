"""One Spark session on this machine, and tables in which engines would differ if they could."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from exchangespec import spec
from exchangespec.engines.cluster import FIXED, PREFERRED, start
from exchangespec.formats.format import source_at
from exchangespec.intake import TakeOptions
from exchangespec.rules.world import (
    HEADER,
    OTHER_CAPACI,
    OTHER_DECLARED,
    OTHER_HEADER,
    OTHER_ROME,
    RECORDS,
)
from exchangespec.tables.loading import load

HERE = "127.0.0.1"
# Few partitions: the data are few.
SMALL = {
    "spark.driver.bindAddress": HERE,
    # Compiled once and quickly: half the time of a short run.
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
    "spark.driver.host": HERE,
    "spark.driver.memory": "1g",
    "spark.sql.shuffle.partitions": "2",
}


def visit(number: int, **other: Any) -> dict[str, Any]:
    """Return a visit."""
    return {
        "type": "Visit",
        "id": f"ex:v-{number}",
        "kind": "study_visit",
        "start": "2021-09",
        "visitors": ["ex:capaci"],
        "hosts": ["ex:mechelen"],
        **other,
    }


def grant(number: int, amount: object, **other: Any) -> dict[str, Any]:
    """Return a grant."""
    return {
        "type": "Funding",
        "id": f"ex:f-{number}",
        "kind": "grant",
        "funds": ["ex:inclucities"],
        "programme": "AMIF",
        "amount": amount,
        "currency": "EUR",
        **other,
    }


# Halves of cents and fractions that binary numbers only come near; what is beyond all bounds.
AMOUNTS = (
    *("0.005", "1.005", "2.675", "0.1", "0.2", "-3.335", "1234567.895", ">1000000.015", "~7.5"),
    *(1, "90000000000000.07", "9007199254740993", "9000000000000000001", "9" * 60),
)
SIZES = (5, "0.1", "0.2", "0.7", "3..6", ">10", "<4", "9" * 60, "1.005")
# Case, accents, signs beyond the first plane, and what sorts otherwise by bytes.
NAMES = ("İzmir", "Θεσσαλονίκης", "straße", "Malmö", "malmo", "𐐀", "ﬁ", "Zürich", "zurich", "A_b")
TRAPS = [
    *(visit(number, delegation_size=size) for number, size in enumerate(SIZES)),
    *(visit(20 + number, start=day) for number, day in enumerate(("202X", "2021", "1999-12-31"))),
    visit(30, hosts=["ex:vvsg"], event_status="cancelled"),
    visit(31, visitors=["ex:nobody"]),
    visit(32, record_status="withdrawn"),
    *(grant(number, amount) for number, amount in enumerate(AMOUNTS)),
    *(grant(40 + number, 7, programme=name) for number, name in enumerate(("LIFE", "URBACT"))),
    *(
        {
            "type": "City",
            "id": f"ex:c-{number}",
            "name": {"en": name},
            "country": "FI",
            "latitude": 60 + number / 7,
            "longitude": number / 3,
        }
        for number, name in enumerate(NAMES)
    ),
    *(
        {
            "type": "MentoringPair",
            "id": f"ex:pair-{number}",
            "mentors": ["ex:mechelen", f"ex:c-{number}"],
            "mentees": ["ex:capaci"],
        }
        for number in range(len(NAMES))
    ),
    *(
        visit(50 + number, visitors=[f"ex:c-{number}"], hosts=["ex:c-0"])
        for number in range(1, len(NAMES))
    ),
    # What another publisher does not have, has of another type, or calls otherwise.
    visit(70, hosts=["anci:nowhere"], visitors=["anci:capaci", "ex:capaci"]),
    {
        "type": "Membership",
        "id": "ex:m-70",
        "group": "anci:rome",
        "member": "ex:capaci",
        "role": "partner",
    },
    {
        "type": "Participation",
        "id": "ex:p-1",
        "event": "ex:v-1",
        "party": "ex:capaci",
        "role": "visitor",
        "participation_status": "cancelled",
    },
]


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """Tables of all examples and of the traps, in a folder whose name is no pattern."""
    folder = tmp_path_factory.mktemp("tables") / "all [of] them"
    packages = sorted((repository / "examples").glob("*/package.json"))
    ours = {**HEADER, **OTHER_DECLARED, "records": [*RECORDS, *TRAPS]}
    theirs = {**OTHER_HEADER, "records": [OTHER_CAPACI, OTHER_ROME]}
    for name, content in (("ours", ours), ("theirs", theirs)):
        path = folder.parent / f"{name}.json"
        path.write_text(json.dumps({"@context": [spec.CONTEXT_URL], **content}), encoding="utf-8")
        packages.append(path)
    loaded = load([source_at(str(path)) for path in packages], folder, TakeOptions())
    assert loaded.readable
    return folder


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Spark in one process of its own; mark the test `spark` and `loopback`."""
    log = tmp_path_factory.mktemp("spark") / "spark.log"
    session = start("local[2]", {**PREFERRED, **SMALL, **FIXED}, log)
    yield session
    session.stop()
