"""Suggested wordings for answers: none goes to a young person as it is. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from portal.voice.rules.answers import WhyNot

_GAP = re.compile(r"\[[^\[\]\n]{1,200}\]")
_NOT_A_LETTER = re.compile(r"[\W_]+")


def gaps_in(text: str) -> list[str]:
    """What still has to be filled in, as it stands in the text: `[in square brackets]`."""
    return _GAP.findall(text)


def why_not_sent(texts: Iterable[str], suggested: Collection[str]) -> WhyNot | None:
    """A gap that is left, or a wording that is still ours word for word once its gaps are taken out."""
    written = [text for text in texts if text.strip()]
    if any(gaps_in(text) for text in written):
        return WhyNot.GAP_LEFT
    bare = {_bare(text) for text in suggested}
    return WhyNot.UNCHANGED if any(_bare(text) in bare for text in written) else None


def _bare(text: str) -> str:
    """Letters and numbers only: another comma, a space or a capital is no change."""
    return _NOT_A_LETTER.sub(" ", _GAP.sub(" ", text)).strip().casefold()
