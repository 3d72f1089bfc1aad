"""What addresses, numbers and dates look like. Every repetition is bounded: no text takes long to look at."""

from __future__ import annotations

import re
from functools import cache

_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_ONE_TO_TWENTY = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty)"
)
_AGE = rf"(?:\d{{1,2}}|{_ONE_TO_TWENTY})"
_NOT_AN_AGE = (
    r"(?!\s{0,2}(?:%|st\b|nd\b|rd\b|th\b|:\d|hours?\b|hrs?\b|min(?:ute)?s?\b|days?\b|weeks?\b|months?\b|times?\b"
    r"|miles?\b|people\b|pounds?\b|quid\b|of\b|am\b|pm\b|other\b|more\b))"
)
_STREET = (
    r"(?:road|rd|street|st|avenue|ave|lane|close|drive|way|court|crescent|terrace|gardens|grove|place|square"
    r"|walk|row|hill|mews|rise|green)"
)
_SITE = (
    r"(?:snap(?:chat)?|insta(?:gram)?|ig|tik\s?tok|discord|psn|x\s?box|gamer\s?tag|user\s?name|roblox|yubo)"
)

_WRITTEN = (
    ("email", r"(?<![^\s<(,:;])[^\s@<>()]{1,64}\s?@\s?[^\s@<>()]{1,100}?\.\w{2,20}(?:\.\w{2,10})?", True),
    ("email", r"\b[\w.+-]{1,40}\s?[(\[]?\s?\bat\b\s?[)\]]?\s?[\w-]{1,30}\s?(?:\bdot\b|\.)\s?com\b", True),
    ("link", r"\b(?:https?://|www\.)[^\s<>]{1,500}", True),
    (
        "link",
        r"(?<![\w@.-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,3}\.(?:com|co\.uk|uk|org|net|me|gg|tv|io|app|sch\.uk)\b"
        r"(?:/[^\s<>]{0,300})?",
        True,
    ),
    ("handle", r"(?<![\w@.])@[\w.]{2,60}", True),
    (
        "handle",
        rf"\b{_SITE}\s{{0,2}}(?:name|user)?\s{{0,2}}(?:is|:|=|@)\s{{0,2}}([^\s,;!?]{{2,60}})",
        True,
    ),
    ("handle", r"(?<!\w)(?=\w{0,60}[^\W_]_[^\W_])\w{3,60}(?!\w)", True),
    ("phone", r"(?<![\w+])\+?\(?\d(?:[\s().\-]{0,2}\d){8,14}(?!\w)", True),
    ("postcode", r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]?\s{0,2}\d[A-Z]{2}(?!\w)", True),
    ("postcode", r"(?<!\w)[A-Z]{1,2}\d{1,2}[A-Z]?(?!\w)", False),
    ("date", r"(?<!\d)\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?\d{2,4}(?!\d)", True),
    ("date", r"(?<!\d)\d{4}-\d{1,2}-\d{1,2}(?!\d)", True),
    (
        "date",
        rf"\b\d{{1,2}}\s?(?:st|nd|rd|th)?\s{{0,2}}(?:of\s{{1,2}})?{_MONTHS}\b(?:\s{{1,2}}\d{{4}})?",
        True,
    ),
    (
        "date",
        rf"\b{_MONTHS}\s{{1,2}}(?:the\s)?\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s{{1,2}}\d{{4}}\b)?",
        True,
    ),
    ("date", rf"\b{_MONTHS}\s{{1,2}}(?:19|20)\d\d\b", True),
    ("date", r"(?<![\d£$€])(?:19|20)\d\d(?!\d)", True),
    ("date", rf"\b{_AGE}\s?-?\s?(?:(?:years?|yrs?)[\s-]{{0,2}}old\b|y\s?/?\s?o\b)", True),
    (
        "date",
        rf"\b(?:i['’]?m|i\sam|aged?|turn(?:s|ed|ing)?|(?:s?he|who)(?:['’]?s|\sis|\swas)|(?:since|when)\si\swas)"
        rf"\s{{1,2}}(?:only\s|now\s|just\s|nearly\s)?({_AGE})\b{_NOT_AN_AGE}",
        True,
    ),
    ("date", rf"\b(?:year|yr|y)\s?({_AGE})\b", True),
    ("number", rf"\b\d{{1,4}}[a-d]?,?\s{{1,2}}(?:[^\W\d_]{{1,30}}\s{{1,2}}){{1,3}}{_STREET}\b", True),
    ("number", r"(?<!\w)\d(?:[ \-]?\d){4,30}(?!\w)", True),
    ("number", r"(?<!\w)(?=[A-Z0-9]{0,20}\d)(?=[A-Z0-9]{0,20}[A-Z])[A-Z0-9]{5,20}(?!\w)", False),
)
"""Kind, pattern, and whether small and capital letters are the same."""


@cache
def patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Kind and pattern. Where a pattern has a group, only the group is marked. Made when a text is first
    looked at: the start of the site does not wait for it."""
    return tuple(
        (name, re.compile(pattern, re.IGNORECASE if flag else 0)) for name, pattern, flag in _WRITTEN
    )
