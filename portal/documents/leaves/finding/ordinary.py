"""Words that are names too, and letters that stand for something else than somebody. Data."""

_WORDS = """
may will mark grace hope joy rose faith april june august dawn summer autumn sky star young
brown green white black gray grey king long short little small day wood woods hill field lane
street church cook baker carter bill rob pat sue art drew gene grant jack jean josh lance miles
nick norm penny ray rich robin rusty skip sandy so to an in do he my ali love best good gold
pope bishop knight park parks rivers stone wells west north page price reading case care bond
cross home house read reed sharp strong swift wise
"""
_LETTERS = """
SW LA GP NHS TV UK PM AM ID OK IT LAC IRO PA PC SEN EHC DOB CIN CP RE ST MR MS DR NB PS
"""

WORDS = frozenset(_WORDS.split())
"""Written small they are no names; written large they may be."""

LETTERS = frozenset(_LETTERS.split())
"""Not taken for anybody's initials."""
