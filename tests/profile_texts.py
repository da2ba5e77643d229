"""A profile that says everything a profile can, for tests."""

RICH = """\
[profile]
id = "rich"
version = "2.0"
exchangespec = "1.0"

[profile.title]
en = "Rich"
fr = "Riche"

[header]
require = ["license"]
codes = { personal_data = ["none"] }

[records.City]
require = ["kind", "x_mood"]
codes = { kind = ["city", "town", "harbour"] }

[records.City.columns.x_mood]
type = "code"
codes = ["good", "bad"]
label = { en = "Mood", fr = "Humeur" }
definition = { en = "How people feel." }

[records.City.columns.x_since]
type = "date"
label.en = "Since when"
definition.en = "When it began."

[records.Visit]
require = ["outcomes", "hosts"]
hide = ["reciprocates", "number"]

[records.Visit.codes]
event_status = ["held", "cancelled"]
themes = ["housing", "night_life"]

[records.Visit.count]
visitors = { at_least = 2, at_most = 3 }
hosts = { at_most = 2 }

[records.Visit.headings.en]
hosts = "Cities that received"

[codes.place_kind.harbour]
label.en = "Harbour town"
definition.en = "A town that lives from its harbour."

[codes.theme.night_life]
label.en = "Life at night"
definition.en = "What a city does for those who work at night."

[severities]
"no-source" = "error"
EXS701 = "warning"

[hide]
records = ["Funding"]
"""
