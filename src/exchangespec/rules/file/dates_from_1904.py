"""A workbook that counts its days from 1904."""

import base64
import zlib

from exchangespec.rules.rule import Example, Rule

HEADINGS = "id,kind,visitors,hosts,start\r\n"
VISIT = "ex:vis-1,study_visit,ex:capaci,ex:mechelen,2017-10-17\r\n"
# A workbook of one visit, made on an old Macintosh.
OLD = zlib.decompress(
    base64.b64decode(
        "eJzVVk2L00AY7n6VFRFRF0FPMXhYkHa2tS5Y04Bud0EW1uKKKCrLbDLdDk0mYWbabQ9+/AXPnryIf8XfIXgU"
        "jx5EfCdJm3Y22frRiynTTCbzvM+8z/vOO2ntLi2vFeLr2vpq99uX9cVCQbVLMPJsK2CSMHnwaBgS8aI88D0r"
        "6hrQY6JhdqQM6wgJp0N8LMpBSBi8aQfcxxIe+REKsdPFRwRVNzY2kRObK0llw7StJmnjnieN7QEMCxqwhsmJ"
        "J0wj4VVcDROHoUcdLOE96jNXYyklDGVARnNEh4biBkwwkW096BPOqUuMFuZyD/tgDg08dBzw7mEQdJVHf8YW"
        "tNvUIW7g9HyAlEXICXZFhxDpe+XoXvYxZTP4hRx6RMybPTI6i3nOpErJqD/iRVGC2K2pxHp9Yf3yV+ipdhba"
        "gQozUiET1sPJuP1lYk3FHhJr0qZx34W0qphG7Oxsy7G/zcTfDAJtBljG/IjIhqlnlpJjyj1Nlu+frrSeLxQK"
        "ql2FEcDHykxa+W9VGqdGKpAYyXKSujpP6ngrTPCm+21WTF4N73z8AT3VzscxmYyGNXr4/RhMbZh4tapEmLGF"
        "Op+LyxDO0cpa3HCxJJXbG7WGWVEOR9wiuRssKgaPqaASJIrGVAQg9rxO4yxQIo1AY/c1ocLaxc8foKfauVio"
        "VGYr6u5HfP8slG05xPOetIXhBD0G4azC0KCN1J/Bev6OHztQMw1VyoZ7Pf+Q8J3IcqIASiwov8Yr0xzavf7u"
        "7Us4+VRbTRwah1zMy5VorIklti0eHBtcLRAcVJ27EAJYMGUeZWRfchinsGJpU9dCEpaunpCTzL6XN7tLWdb8"
        "rbz5fZUJARcZmGYephMImQXYzgMICcfQNACB/2MRqmMRqjkWyKAOKy1VsqTIwwjZc4cHkYNZipxC5WAonTRL"
        "klNAPoGM8AjLEgZgIo51365Vbm3etFB/Ugc0kRhp6YQUXVhcW8r/RBtdbxYK2R9sugH9KE4NPF2cOph1oH5Y"
        "pcBw6bSjS7ejF9jUzvLKiXKrg/Wik4JLRa0E6VB9e6fQn8V0s7d2V4pqtAi/EDx9f0Y9/QKywYNX"
    )
)

RULE = Rule(
    code="EXS033",
    slug="dates-from-1904",
    severity="info",
    title="The workbook counts its days from 1904.",
    message="This workbook counts its days from 1904, as old ones from Macintosh do; its dates "
    "were read so.",
    why="A date copied from here into another workbook moves by four years and a day.",
    fix="Nothing needs to be done for this file; do not copy dates from it into others.",
    wrong=Example(files={"visits.xlsx": OLD}, at={"file": "visits.xlsx"}),
    right=Example(files={"visits.csv": HEADINGS + VISIT}),
)
