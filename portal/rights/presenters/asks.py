"""What somebody asked for from these pages, in words, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext

from portal.policy.viewer import Viewer
from portal.rights.offer.lists import line_of as list_line
from portal.rights.presenters import line_of
from portal.rights.queries.theirs import asked_by
from portal.voice.rules.saying import State


@dataclass(frozen=True)
class AskedLine:
    """One line: its title, when it was sent, how it stands."""

    statement_id: UUID
    key: str
    title: str
    sent_at: datetime
    state: State


def title_of(what: str) -> str:
    """What was asked for; "" where the offer does not have it any more."""
    kind, _colon, key = what.partition(":")
    if kind == "list":
        found = list_line(key)
        return gettext(found.title) if found else ""
    line = line_of(key)
    return line.title if line else ""


def asked_lines(viewer: Viewer | None) -> list[AskedLine]:
    """All that a young person asked for; nothing for anybody else."""
    if viewer is None or viewer.young_person_id is None:
        return []
    return [
        AskedLine(one.statement_id, one.what, title_of(one.what), one.sent_at, one.state)
        for one in asked_by(viewer)
    ]
