"""What somebody says of somebody else, as that one might say it: phrases that need a person soon are those
of whoever speaks. Pure; English only."""

from __future__ import annotations

import re

_AS_SAID = {
    "he": "i", "she": "i", "they": "i", "we": "i", "him": "me", "them": "me", "us": "me", "his": "my",
    "their": "my", "our": "my", "himself": "myself", "herself": "myself", "themselves": "myself",
    "ourselves": "myself", "hits": "hit", "cuts": "cut", "hurts": "hurt", "wants": "want", "is": "am",
    "are": "am", "has": "have", "were": "was",
}  # fmt: skip


def as_if_said(text: str) -> str:
    """A text about somebody else, or about all of a group, as one of them might say it of themselves: for the
    order of the list only, because its phrases are those of whoever speaks. "Her" is read both ways."""
    words = [_AS_SAID.get(word, word) for word in re.findall(r"[\w'\u2019]+", text.casefold())]
    said = "\n".join(" ".join(her if word == "her" else word for word in words) for her in ("my", "me"))
    # "My friend wants to": who it is about stands before the verb.
    return f"{said}\n{re.sub(r'(?:my friend|somebody|someone|one of me|a (?:girl|boy)) ', 'i ', said)}"
