"""What XLSForm calls things, and what its types are here. Pure."""

from __future__ import annotations

import re

from portal.surveys.rules.kinds import Kind

FACES_LIST, AGREE_LIST = "heard_faces", "heard_agree"
TITLE, INTRO, THANKS = "heard_title", "heard_intro", "heard_thanks"
GROUPED, PICTURED = "heard-group", "columns-pack"
"""Words of `appearance`, which other programs pass over or draw in columns."""
SECTION, ODD = "s.", "k."
"""Before the name of a section, and of a key that could not stand alone there. Ours hold no full stop."""

PLAIN = {
    "text": Kind.SHORT,
    "string": Kind.SHORT,
    "integer": Kind.NUMBER,
    "int": Kind.NUMBER,
    "decimal": Kind.NUMBER,
    "range": Kind.NUMBER,
    "date": Kind.DATE,
    "note": Kind.INFORMATION,
}
WITH_LIST = {"select_one": Kind.ONE, "select_multiple": Kind.MANY, "rank": Kind.RANK}
WATCHES = frozenset(
    {
        "start", "end", "today", "deviceid", "subscriberid", "simserial", "phonenumber", "username", "email",
        "audit", "start-geopoint", "background-audio", "background-geopoint", "uri", "imei",
    }
)  # fmt: skip
_SPELLINGS = (
    (re.compile(r"^(select one from|select[ _]one|select1)[ _]?\s+", re.I), "select_one "),
    (
        re.compile(r"^(select all that apply from|select all that apply|select[ _]multiple)\s+", re.I),
        "select_multiple ",
    ),
    (re.compile(r"^(begin|end)[ _](group|repeat|loop)\b", re.I), r"\1_\2"),
    (re.compile(r"^(device|phone|subscriber) (id|number)\b", re.I), r"\1\2"),
)


def typed(text: str) -> tuple[str, str, bool]:
    """The type, the list it chooses from, and whether "other" can be written in."""
    text = " ".join(text.split())
    for spelling, ours in _SPELLINGS:
        text = spelling.sub(ours, text)
    words = text.split()
    if not words:
        return "", "", False
    has_other = len(words) > 2 and words[-1].casefold() in ("or_other", "other")
    return words[0].casefold(), words[1] if len(words) > 1 else "", has_other
