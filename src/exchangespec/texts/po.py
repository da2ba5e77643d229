"""Reads a catalogue of texts in the format of gettext: contexts, source texts, translations.

Translators work on such files with any of the usual programs. Nothing is compiled: a catalogue is
small, and is read when it is first needed.
"""

from __future__ import annotations

import re

Key = tuple[str, str]

LINE = re.compile(r'^(msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d\])?\s*"(.*)"\s*$')
# Stands between the forms of a text that counts, as in compiled catalogues.
FORMS = "\0"
ESCAPE = re.compile(r'\\(["\\nt])')
ESCAPED = {'"': '"', "\\": "\\", "n": "\n", "t": "\t"}
SIGNS = str.maketrans({'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"})


def read(text: str) -> tuple[dict[str, str], dict[Key, str]]:
    """Return the facts at the head of a catalogue, and the translations by context and source.

    An entry that is marked as fuzzy counts as not translated. A text that counts has one form for
    each number that the language tells apart.
    """
    entries: dict[Key, str] = {}
    for block in re.split(r"\n\s*\n", text):
        parts = dict.fromkeys(("msgctxt", "msgid"), "")
        current, fuzzy = "", False
        for line in block.splitlines():
            if line.startswith("#"):
                fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
            elif found := LINE.match(line):
                current = found[1] or current
                text = ESCAPE.sub(lambda sign: ESCAPED[sign[1]], found[2])
                parts[current] = parts.get(current, "") + text
        forms = [text for name, text in parts.items() if name.startswith("msgstr")]
        if current and forms and all(forms) and not fuzzy:
            entries[parts["msgctxt"], parts["msgid"]] = FORMS.join(forms)
    head = entries.pop(("", ""), "")
    facts = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    return facts, entries


def written(context: str, source: str, translation: str, *, note: str = "") -> str:
    """Return one entry of a catalogue."""
    lines = [f"#. {line}" for line in note.splitlines()]
    if context:
        lines.append(f'msgctxt "{context.translate(SIGNS)}"')
    lines.append(f'msgid "{source.translate(SIGNS)}"')
    lines.append(f'msgstr "{translation.translate(SIGNS)}"')
    return "\n".join(lines) + "\n"


def written_forms(context: str, source: tuple[str, str], translations: tuple[str, ...]) -> str:
    """Return one entry of a text that counts: one and several in English, each form elsewhere."""
    one, several = (text.translate(SIGNS) for text in source)
    lines = [f'msgctxt "{context.translate(SIGNS)}"', f'msgid "{one}"', f'msgid_plural "{several}"']
    lines += [f'msgstr[{at}] "{text.translate(SIGNS)}"' for at, text in enumerate(translations)]
    return "\n".join(lines) + "\n"
