"""How each language writes: what is checked of all texts alike."""

import re

# What stands between these marks is a name or an example, not a word of the language.
CODE_SPAN = re.compile(r"`[^`]+`")
# But one, which shows how an id is made.
PATTERN_OF_IDS = "`prefix:name`"
# Codes, names of fields with a low line, and numbers are the same in every language.
KEPT = re.compile(r"https?://\S+|\b[a-z]+(?:_[a-z]+)+\b|#\w+|\b\d{4}-\d\d(?:-\d\d)?\b|\{\w+\}")
ENGLISH = frozenset(
    ("the", "and", "which", "where", "what", "with", "this", "that", "from", "until", "than", "when",
     "who", "not", "only", "must", "are", "were", "its", "they", "your", "you", "choose", "write",
     "other")
)  # fmt: skip
# Names, titles and codes that stand in a translation as they are.
NAMES = re.compile(
    r"Southwark Town Hall|ARRIVAL CITIES' Local Coordinator, Vantaa|March 25-26, 2015|Edited on|"
    r"Mr, Ms, Dr|[A-Z]\w*(?: [A-Z]\w*)+"
)
# What opens and closes a quotation.
QUOTES = {
    "fr": "«»", "de": "„“", "nl": "‘’", "it": "«»", "es": "«»", "pl": "„”", "fi": "””", "el": "«»",
}  # fmt: skip
ANY_QUOTE = re.compile('["«»„“”‟‘]')
COLON = re.compile(r"(?<![\d:]):(?=[\s ]|$)")
