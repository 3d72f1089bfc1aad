"""What stands in a paper beside its numbers: what was done and how young people see it, and what the panel
asked and has not closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.outcomes import queries as outcomes
from portal.outcomes.presenters import did_words, seen_words
from portal.outcomes.queries import Told
from portal.outcomes.rules import Did, Seen, is_asked_about
from portal.panels.presenters import numbers
from portal.panels.queries.challenges import OpenChallenge, of_theme, open_ones
from portal.panels.queries.papers import Printed
from portal.panels.rules import ChallengeState, Progress


@dataclass(frozen=True)
class Done:
    """Something that was done about what young people said, and how they see it; nothing of that where they
    are not asked."""

    theme: str
    told: Told
    state: str
    seen: str
    is_cant: bool


@dataclass(frozen=True)
class AskedLast:
    """A challenge in one line: what was asked, and the action that was promised."""

    state: str
    is_late: bool
    asked: str
    action: str
    facts: Sequence[str]
    href: str


def done_of(printed: Printed) -> list[Done]:
    """What was told since the paper before, and may still be shown."""
    told = outcomes.told_of(list(printed.outcomes))
    found = [(told[each], seen) for each, seen in printed.outcomes.items() if each in told]
    return [
        Done(
            numbers.theme_label(one.theme),
            one,
            did_words(one.state),
            _seen_then(printed, one, seen),
            is_cant=one.state is Did.CANT,
        )
        for one, seen in found
    ]


def _seen_then(printed: Printed, told: Told, seen: Seen) -> str:
    """How young people saw it when the paper was published, as long as it still says what they saw; nothing
    where nobody is asked."""
    if not is_asked_about(told.state):
        return ""
    if printed.published_at is None or told.was_told_so(printed.published_at):
        return seen_words(seen)
    return str(_("what was done was changed since this paper"))


def asked_last(printed: Printed, today: date) -> list[AskedLast]:
    """What the panel asked and has not closed, late ones first."""
    return _asked(open_ones(today), printed)


def asked_about(printed: Printed, theme: str, today: date) -> list[AskedLast]:
    """Everything the panel asked about a theme, open ones first."""
    return _asked(of_theme(theme, today), printed)


def _asked(found: Sequence[OpenChallenge], printed: Printed) -> list[AskedLast]:
    came_of = outcomes.of_challenges(list(printed.challenges))
    seen = {each: _seen_then(printed, told, printed.challenges[each]) for each, told in came_of.items()}
    return [_line(one, seen.get(one.id, "")) for one in found]


def _line(one: OpenChallenge, seen: str) -> AskedLast:
    asked_by = _("%(name)s asked in %(month)s", name=one.asked_by, month=numbers.month(one.asked_on))
    return AskedLast(
        state=_state(one),
        is_late=one.days_late > 0,
        asked=one.words or one.action,
        action=one.action if one.words else "",
        facts=[fact for fact in (asked_by, one.owner, seen) if fact],
        href=flask.url_for("panels.challenge", challenge_id=one.id),
    )


def _state(one: OpenChallenge) -> str:
    if one.state is ChallengeState.CLOSED:
        return str(_("Closed"))
    if one.days_late:
        return str(ngettext("Late %(num)s day", "Late %(num)s days", one.days_late))
    if one.state is ChallengeState.TO_ANSWER:
        return str(_("To be answered"))
    words = {
        Progress.NOT_YET: _("Not yet"),
        Progress.PARTLY: _("Partly done"),
        Progress.DONE: _("Done"),
        Progress.CANT: _("We can't do this"),
        Progress.NOT_ACCEPTED: _("Not accepted"),
    }
    return str(words[one.progress])
