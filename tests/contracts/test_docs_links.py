"""The hand-written pages point only to what is there."""

import configparser
import re
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PAGES = [*sorted(REPOSITORY.glob("*.md")), *sorted((REPOSITORY / "docs").rglob("*.md"))]
LINK = re.compile(r"\[[^\]]+\]\(([^)#\s]+)(#[^)\s]*)?\)")
CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)
TOX_ENVIRONMENT = re.compile(r"tox(?: run)? -e ([a-z]+)")


def test_links_lead_somewhere():
    """A link to a file in the repository names a file that exists."""
    dead = [
        f"{page.relative_to(REPOSITORY)}: {target}"
        for page in PAGES
        for target, _ in LINK.findall(CODE.sub("code", page.read_text(encoding="utf-8")))
        if "://" not in target
        and not target.startswith("mailto:")
        and not (page.parent / target).exists()
    ]
    assert not dead, f"links to nothing: {dead}"


def test_tox_commands_exist():
    """Every `tox -e NAME` in a page is an environment of tox.ini."""
    tox = configparser.ConfigParser(interpolation=None)
    tox.read(REPOSITORY / "tox.ini", encoding="utf-8")
    known = {section.removeprefix("testenv:") for section in tox.sections()} | {"py"}
    named = {
        name for page in PAGES for name in TOX_ENVIRONMENT.findall(page.read_text(encoding="utf-8"))
    }
    assert named
    assert named <= known
