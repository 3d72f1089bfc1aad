"""Words as they are compared: without case, accents, apostrophes and what stands between them. Pure."""

from __future__ import annotations

import re
import unicodedata

_BETWEEN = re.compile(r"[^0-9a-z\u0250-\uffff]+")
_NOTHING = str.maketrans("", "", "'’‘`´ʼ\u00ad\u200b\u200c\u200d\ufeff")
_OTHERWISE = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ß": "ss"}
)


def folded(text: str) -> str:
    """`O’Brien-Łukasz, Zoë` → `obrien lukasz zoe`."""
    plain = unicodedata.normalize("NFKD", text.translate(_NOTHING)).casefold().translate(_OTHERWISE)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _BETWEEN.sub(" ", plain).strip()


def says(text: str, secret: str) -> bool:
    """Whether a folded text says a folded secret: as words of its own, or a long one run together."""
    if not secret:
        return False
    if f" {secret} " in f" {text} ":
        return True
    together = secret.replace(" ", "")
    return len(together) >= 8 and together in text.replace(" ", "")
