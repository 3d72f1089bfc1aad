"""What came of a survey, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.surveys.queries import outcomes as queries
from portal.surveys.queries.outcomes import CameOfIt
from portal.surveys.rules.content import said
from portal.surveys.rules.kinds import Did, WhyNot

DID = {Did.DONE: _l("Done"), Did.BEGUN: _l("Begun"), Did.CANNOT: _l("We can’t do this")}


@dataclass(frozen=True)
class Said:
    """One of them, as it is read."""

    id: UUID
    title: str
    you_said: str
    did: str
    we_did: str
    all_from_on: date | None


def outcomes_shown(wave_id: UUID, language: str = "en") -> list[Said]:
    """Of one wave, for staff."""
    return as_said(queries.of_wave(wave_id), language)


def as_said(found: list[CameOfIt] | Any, language: str) -> list[Said]:
    """In one language."""
    return [
        Said(one.id, said(one.titles, language), one.you_said, str(DID[one.did]), one.we_did, one.all_from_on)
        for one in found
    ]


def why_words(why: Enum) -> str:
    """Why something was refused, and what to do."""
    words: dict[Enum, Any] = {
        WhyNot.NOT_YET_TO_SHOW: _("People are still being asked. Say what came of it once it is closed."),
        WhyNot.WORDS_POINT_AT_SOMEBODY: _("There is still a name in it that is known here. Take it out."),
        WhyNot.KEPT_BACK: _("Somebody else kept this back. It stays with whose survey it is."),
    }
    return str(words[why])
