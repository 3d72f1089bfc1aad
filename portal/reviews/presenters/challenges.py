"""An IRO's challenge in words: its stages, how it stands, why something was refused."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Any

from flask_babel import gettext as _

from portal.accounts.presenters.roles import role_word
from portal.kit.dates import day
from portal.policy.roles import Role
from portal.reviews.forms.challenges import ABOUT, NOT_ASKED, OUTCOMES
from portal.reviews.queries.challenges import Choice, Line, Shown
from portal.reviews.rules.challenges import INFORMAL, WhyNot

__all__ = ["ABOUT", "NOT_ASKED", "OUTCOMES"]


def stage_label(stage: int) -> str:
    """What a stage is called."""
    return str(_("Informal note") if stage == INFORMAL else _("Stage %(number)s", number=stage))


def stage_choices(formal: Sequence[int], informal: int, *, after: int | None = None) -> list[tuple[str, str]]:
    """The stages there are, or those after one, each with its time."""
    days = [informal, *formal]
    first = 0 if after is None else after + 1
    return [
        (
            str(stage),
            _(
                "%(stage)s: an answer within %(days)s working days",
                stage=stage_label(stage),
                days=days[stage],
            ),
        )
        for stage in range(first, len(days))
    ]


def person_choices(found: Sequence[Choice]) -> list[tuple[str, str]]:
    """Whom it may go to, with what they are."""
    return [
        (
            str(one.account_id),
            f"{one.name} ({_('manager') if one.kind == 'manager' else role_word(Role(one.kind))})",
        )
        for one in found
    ]


def standing(line: Line, is_late: bool) -> str:
    """How a challenge in the list stands, in words that need no colour."""
    row = line.row
    if row.closed_on and row.outcome:
        words = _("Closed on %(day)s: %(outcome)s", day=day(row.closed_on), outcome=OUTCOMES[row.outcome])
    elif line.due_on and is_late:
        words = _("Late: was due on %(day)s", day=day(line.due_on))
    elif line.due_on and line.waits:
        words = _("Waits for %(name)s until %(day)s", name=line.to, day=day(line.due_on))
    else:
        words = _("Answered: for the IRO to close or move on")
    return str(words)


_FIELDS: dict[Enum, str] = {
    WhyNot.NO_ABOUT: "about",
    WhyNot.NOBODY: "to",
    WhyNot.NOT_ONESELF: "to",
    WhyNot.NO_SUCH_STAGE: "stage",
    WhyNot.VIEW_OR_REASON: "child_says",
    WhyNot.NO_OUTCOME: "outcome",
    WhyNot.NO_CHANGE: "changed",
    WhyNot.NAMES: "changed",
    WhyNot.NO_REASON: "why",
    WhyNot.IN_FUTURE: "on",
    WhyNot.TOO_EARLY: "on",
}


def refused_field(why: Enum) -> str:
    """The field at which a reason is shown."""
    return _FIELDS.get(why, "words")


def why_words(why: Enum) -> str:
    """A reason of the rules for whoever filled in the form."""
    words: dict[Enum, Any] = {
        WhyNot.NO_ABOUT: _("Choose what it is about."),
        WhyNot.NO_WORDS: _("Write what is wrong and what should happen."),
        WhyNot.NOBODY: _("Choose to whom it goes."),
        WhyNot.NOT_ONESELF: _("It cannot go to yourself. Choose somebody else."),
        WhyNot.CLOSED: _("It is closed. Open a new one if it came back."),
        WhyNot.NO_SUCH_STAGE: _("Choose a later stage than the one it is at."),
        WhyNot.ANSWERED: _("It was answered already."),
        WhyNot.NO_ANSWER: _("Write your answer."),
        WhyNot.REFERRED: _("It was referred already."),
        WhyNot.NO_REASON: _("Write why it was referred."),
        WhyNot.IN_FUTURE: _("Enter the day it was referred, today or before."),
        WhyNot.TOO_EARLY: _("This day is before the challenge was made."),
        WhyNot.NO_OUTCOME: _("Choose how it is now."),
        WhyNot.NO_CHANGE: _("Write what changed, or why nothing did."),
        WhyNot.NAMES: _("A name is in this. It goes into a report: write it without names."),
        WhyNot.VIEW_OR_REASON: _("Write what the child thinks, or choose why you did not ask."),
    }
    return str(words[why])


def steps_that_are_left(found: Shown, how_many: int) -> bool:
    """Whether there is a later stage."""
    return found.row.closed_on is None and found.row.stage < how_many
