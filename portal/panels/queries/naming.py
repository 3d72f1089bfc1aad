"""Names in what people of the panel type.

Nobody is told whether somebody is known here: what is shown are the words that look like a name to anybody.
Whose names are known is looked up for the words of panel support and officers, which others read, and what
was tried is counted; and for covering names in what members asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts import figures
from portal.audit.models import Event
from portal.disclosure import marks
from portal.disclosure.marks import Kind

LEFT_OUT = "[…]"
TYPED = "typed a known name"
"""What the audit calls a text that was refused because a name known here stood in it."""
MOST_TYPED = 5
"""So many of those in an hour, then nothing is looked up for them any more."""
_WITHIN = timedelta(hours=1)


def looks_like_names(text: str) -> list[str]:
    """The words that look like a name, a number or a place, by their shape alone; each once."""
    found = figures.looks_like(text)
    return list(dict.fromkeys(text[mark.start : mark.end] for mark in found))


def could_hold_a_name(text: str) -> bool:
    """Whether any word of it would be somebody's name, were they known here; the same whoever is known."""
    return bool(figures.could_be_known(text))


def has_known_name(text: str) -> bool:
    """Whether the name of somebody known here stands in it."""
    return any(mark.kind is Kind.KNOWN_NAME for mark in figures.marks_in(text))


def typed_too_many(account_id: UUID, now: datetime) -> bool:
    """Whether they typed so many known names within the hour that they may be trying out a list."""
    events = sa.select(sa.func.count()).where(
        Event.young_person_id.is_(None),  # none of them is about somebody; the index begins with it
        Event.at > now - _WITHIN,
        Event.actor_id == account_id,
        Event.action == TYPED,
    )
    return (db.session.scalar(events) or 0) >= MOST_TYPED


def names_are_covered_in(text: str) -> bool:
    """Whether a name known here stands in it, by the rule for covering: rather one too many."""
    return bool(figures.names_to_cover([text])[0])


def without_known_names(text: str) -> str:
    """The text with every name known here covered, for whoever checks it."""
    return marks.covered(text, figures.names_to_cover([text])[0])


def with_names_covered(texts: Sequence[str]) -> list[str]:
    """The texts as others may read them, looked up all at once. A name that was left out when it was checked
    and one that came to be known later look the same."""
    found = figures.names_to_cover(texts)
    return [marks.covered(text, here, LEFT_OUT) for text, here in zip(texts, found, strict=True)]


def with_names_left_out(text: str) -> str:
    """The text without all that could be a name. What is left out is nearly the same whoever is known, so
    that whoever wrote it does not learn from it who is."""
    found = [*figures.could_be_known(text), *figures.names_to_cover([text])[0]]
    return marks.covered(text, marks.merged(found), LEFT_OUT)
