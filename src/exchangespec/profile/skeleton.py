"""The file with which a network begins a profile of its own."""

from __future__ import annotations

SKELETON = """\
# A profile narrows the standard for one network; it never relaxes it.
# `exchangespec profile check FILE` says whether it can be used, and where not.

[profile]
id = "{id}"
version = "1.0"
exchangespec = "{version}"

[profile.title]
en = "{title}"

[profile.description]
en = "What the members of this network agreed to report."

# What must be stated, what only some values are used of, how many values a list holds.
#
# [records.Visit]
# require = ["networks", "outcomes"]
# hide = ["reciprocates"]
# codes = {{ kind = ["bilateral_visit", "study_visit"] }}
# count = {{ visitors = {{ at_most = 2 }} }}
#
# Words over columns, by language.
#
# [records.Visit.headings.en]
# hosts = "Host city"
#
# A column of your own. Types: string, date, time, integer, number, quantity, boolean, url, ref,
# and code with codes = ["one", "two"].
#
# [records.Visit.columns.x_travel_days]
# type = "integer"
# label.en = "Days on the road"
# definition.en = "Days that the visitors spent travelling."
#
# A code added to an open list.
#
# [codes.theme.night_life]
# label.en = "Life at night"
# definition.en = "What a city does for those who live and work at night."
#
# What the header must state.
#
# [header]
# require = ["license"]
#
# Severities that are raised, by the name or code of the rule.
#
# [severities]
# "no-source" = "warning"
#
# Sheets that the templates leave out, by record type.
#
# [hide]
# records = ["Transfer", "Funding"]
#
# Checks on records together; `exchangespec profile show urbact` has examples.
#
# [[rules]]
# check = "member-without-local-group"
# code = "OWN01"
"""


def skeleton(name: str, title: str, version: str) -> str:
    """Return the text of a new profile: usable as it is, asking for nothing yet."""
    return SKELETON.format(id=name, title=title.replace("\\", "\\\\").replace('"', '\\"'),
                           version=version)  # fmt: skip
