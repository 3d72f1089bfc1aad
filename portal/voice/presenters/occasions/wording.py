"""One text in the words of each look. Who has none of their own reads the plainest."""

from __future__ import annotations

from dataclasses import dataclass

from portal.voice.rules import Look
from portal.voice.rules.standing import Standing, speaks_to_a_leaver


@dataclass(frozen=True)
class Wording:
    """`older` is what everybody reads who has no words of their own here.

    `leaver` is for who they are more than for the look: a care leaver of 16 has a personal adviser whatever
    they chose, and a child in care who chose the adults' look has none yet."""

    older: str
    younger: str = ""
    leaver: str = ""

    def for_whom(self, who: Standing, look: Look) -> str:
        """The text for this young person."""
        if self.leaver and speaks_to_a_leaver(who, look):
            return self.leaver
        return self.younger or self.older if look in (Look.LITTLE, Look.YOUNGER) else self.older
