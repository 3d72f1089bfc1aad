"""How to get something read whose language nobody on duty reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from portal.kit import clock
from portal.voice.presenters.saying import settings
from portal.voice.queries.desk import AtDesk, today
from portal.voice.queries.desk_languages import nobody_reads, read_on_duty, who_reads


@dataclass(frozen=True)
class LanguageHelp:
    """Who else reads it, and whom to ring."""

    who: Sequence[str]
    phone: str


def language_help(found: AtDesk) -> LanguageHelp | None:
    """None when it is read already, or somebody on duty reads it."""
    known = read_on_duty(clock.now(), settings().time_zone)
    if found.statement.read_at or not nobody_reads(found.statement, known):
        return None
    return LanguageHelp(who_reads(found.statement, today(), found.apart), settings().interpreter_phone)
