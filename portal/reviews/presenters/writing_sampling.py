"""An IRO's letters in words: how each stands; what was kept in a letter although it was pointed out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.kit.dates import day
from portal.reviews.commands.writing import kept_in
from portal.reviews.presenters.writing_remarks import title_of
from portal.reviews.queries.writing_samples import Sent
from portal.reviews.rules import LetterState
from portal.reviews.rules.plain import What
from portal.reviews.rules.writing_samples import Asked, Mark

_IN_HAND = (LetterState.DRAFT, LetterState.APPROVED)


@dataclass(frozen=True)
class Line:
    """One letter in the list. `helped`: yes, bit, no or ""."""

    name: str
    href: str
    sent: str
    in_time: str
    is_late: bool
    read: str
    helped: str
    replies: tuple[UUID, ...]
    said: list[tuple[UUID, list[tuple[Asked, Mark]], str, bool]]
    """What managers said: letter, answers, words, whether it is new."""


def line_of(one: Sent) -> Line:
    """How a letter stands, in words that need no colour."""
    letter, facts = one.letter, one.facts
    is_late = facts.on_time is False
    return Line(
        name=one.name,
        href=_page_of(letter),
        sent=_sent(one),
        in_time=_in_time(one),
        is_late=is_late,
        read=day(facts.read_on) if facts.read_on else "",
        helped={
            "yes": _("It helped"),
            "bit": _("It helped a bit"),
            "no": _("It did not help"),
        }.get(facts.helped, ""),
        replies=facts.replies,
        said=[
            (
                letter.id,
                [(Asked(key), Mark(mark)) for key, mark in sample.marks.items()],
                sample.words,
                sample.seen_at is None,
            )
            for sample in one.samples
        ],
    )


def _page_of(letter: Any) -> str:
    if letter.state in _IN_HAND:
        return flask.url_for("reviews.write_letter", review_id=letter.review_id)
    return flask.url_for("reviews.letter_sent", letter_id=letter.id)


def _sent(one: Sent) -> str:
    words = {
        LetterState.DRAFT: _("Being written"),
        LetterState.APPROVED: _("Read, not sent yet"),
        LetterState.RECALLED: _("Taken back before it was opened"),
    }
    if one.letter.state in words:
        return str(words[one.letter.state])
    return day(one.facts.sent_on) if one.facts.sent_on else ""


def _in_time(one: Sent) -> str:
    facts = one.facts
    if facts.sent_on is None:
        return str(_("by %(day)s", day=day(facts.due_on))) if facts.due_on else ""
    if facts.on_time is None:
        return ""
    return str(_("in time") if facts.on_time else _("late"))


def kept_of(letter: Any) -> list[tuple[str, str, str]]:
    """What was pointed out and kept: what it is called, where, and why it was kept."""
    return [
        (title_of(What(one["what"])), one["found"], one["why"])
        for one in kept_in(letter).values()
        if one["what"] in set(What)
    ]
