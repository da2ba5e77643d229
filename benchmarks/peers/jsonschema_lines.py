"""Validates NDJSON by our JSON Schemas with the library jsonschema, every error with its path.

    python jsonschema_lines.py FOLDER_OF_SCHEMAS FILE.ndjson

The schema is chosen by the record's type, which is the fastest way to use the library. Does not do:
rules between fields or records (dangling references, dates in disorder, duplicate ids), repeated
keys, lines and columns.
"""

import json
import re
import sys
from pathlib import Path

from jsonschema import Draft202012Validator


def main(schemas: Path, data: Path) -> int:
    """Print every error; return 1 if there is any."""
    validators: dict[str, Draft202012Validator] = {}
    errors = 0
    with data.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            record = json.loads(line)
            name = kebab(record.get("type", "header"))
            if name not in validators:
                schema = json.loads((schemas / f"{name}.json").read_text(encoding="utf-8"))
                validators[name] = Draft202012Validator(schema)
            for error in validators[name].iter_errors(record):
                errors += 1
                print(f"{number}: {error.json_path}: {error.message}")
    print(f"{errors} errors", file=sys.stderr)
    return 1 if errors else 0


def kebab(name: str) -> str:
    """Return the file name of a type's schema: `MentoringPair` -> `mentoring-pair`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
