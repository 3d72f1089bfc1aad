"""Agreed actions in words, for staff and for the child, and the forms in which they are written down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from portal.people.queries import today
from portal.people.rules import LinkKind
from portal.reviews.forms.actions import BeforeForm, Choice, LinesForm, before_form
from portal.reviews.queries.actions import ShownAction
from portal.reviews.queries.actions_line import CanOwn, can_own
from portal.reviews.rules import ActionEventKind, ActionKind, ActionState
from portal.reviews.rules.actions import MOST_AT_ONCE, PlainState
from portal.reviews.rules.actions_pasted import Ask, Parsed, Taken

EMPTY_LINES = 1
"""Room for what was forgotten, under what was pasted."""
_KINDS: dict[LinkKind | None, tuple[str, ...]] = {
    LinkKind.SOCIAL_WORKER: ("social worker", "sw", "asw", "ssw"),
    LinkKind.PERSONAL_ADVISER: ("personal adviser", "personal advisor", "pa"),
    LinkKind.IRO: ("independent reviewing officer", "iro"),
    LinkKind.FOSTER_CARER: ("foster carer", "carer"),
    None: ("team manager", "manager"),
}


def owner_choices(young_person_id: UUID) -> list[Choice]:
    """Who may own it: those who work with them or look after them, and the managers of their workers."""
    return [(str(one.account_id), one.name) for one in can_own(young_person_id, today())]


def lines_form(young_person_id: UUID, parsed: Parsed | None = None, *, empty: int = EMPTY_LINES) -> LinesForm:
    """The form in which lines are checked: as they were taken apart, and room for more; or as it was sent."""
    around = can_own(young_person_id, today())
    if parsed is None:
        form = LinesForm()
        if not form.lines.entries:
            form = LinesForm(formdata=None, data={"lines": [{}] * empty})
    else:
        room = max(0, min(empty, MOST_AT_ONCE - len(parsed.lines)))
        data = [_as_data(one, around) for one in parsed.lines] + [{}] * room
        form = LinesForm(formdata=None, data={"lines": data})
    form.offer([(str(one.account_id), one.name) for one in around])
    form.give_id()
    return form


def _as_data(one: Taken, around: Sequence[CanOwn]) -> dict[str, Any]:
    owner = whom(one.who, around)
    return {
        "words": one.words,
        "owner": str(owner.account_id) if owner else "",
        "owner_name": "" if owner else one.who,
        "due_on": one.due_on,
        "why": one.why,
    }


def whom(who: str, around: Sequence[CanOwn]) -> CanOwn | None:
    """Who of those around is meant, where only one can be: by the whole name, a part of it, or their work."""
    name = who.casefold().removeprefix("the ").strip()
    if not name:
        return None
    for fits in (
        [one for one in around if one.name.casefold() == name],
        [one for one in around if name in one.name.casefold().split()],
        [one for one in around if name in _KINDS.get(one.kind, ())],
    ):
        if len(fits) == 1:
            return fits[0]
    return None


def asks_of(parsed: Parsed, place: int) -> list[str]:
    """What to look at in a line, in words."""
    if place >= len(parsed.lines):
        return []
    one = parsed.lines[place]
    words = {
        Ask.NO_DAY: _("No day was written. Give one."),
        Ask.VAGUE_DAY: _("“%(when)s” is no day that a child can check. Give one.", when=one.when),
        Ask.DAY_PAST: _("This day has passed. Look at the year."),
        Ask.YEAR_ADDED: _("The year was not written (“%(when)s”). Look whether it is right.", when=one.when),
        Ask.COUNTED: _("Worked out from “%(when)s”. Look whether it is right.", when=one.when),
        Ask.NO_OWNER: _("Nobody was named. Say who does it."),
        Ask.TWO_OWNERS: _("More than one was named. Pick the one who answers for it."),
    }
    return [words[ask] for ask in one.asks]


def going_through(found: Sequence[ShownAction]) -> tuple[Any, list[tuple[ShownAction, BeforeForm]]]:
    """The form for what is still open from before, and its part for each."""
    form = before_form(one.id for one in found)()
    form.give_id()
    return form, [(one, getattr(form, f"a{one.id.hex}").form) for one in found]


def kind_words(kind: ActionKind) -> str:
    words = {
        ActionKind.REVIEW: _("Review"),
        ActionKind.CHILD_PROTECTION: _("Child protection"),
        ActionKind.PATHWAY: _("Pathway plan"),
        ActionKind.SCHOOL: _("School plan (PEP)"),
    }
    return str(words[kind])


def staff_state(one: ShownAction) -> str:
    """How it stands, for staff; late is said beside it."""
    return staff_words(one.state)


def staff_words(state: ActionState | str) -> str:
    words = {
        ActionState.AGREED: _("Agreed"),
        ActionState.STARTED: _("Started"),
        ActionState.DONE: _("Done"),
        ActionState.CHANGED: _("Something else agreed"),
        ActionState.NOT_DONE: _("Will not be done"),
    }
    return str(words[ActionState(state)])


def state_words(plain: PlainState) -> str:
    """How it stands, for the child."""
    words = {
        PlainState.AGREED: _("Agreed"),
        PlainState.STARTED: _("Started"),
        PlainState.DONE: _("Done"),
        PlainState.CHANGED: _("Changed"),
        PlainState.NOT_DONE: _("Not done"),
        PlainState.LATE: _("Late"),
    }
    return str(words[plain])


def state_picture(plain: PlainState) -> str:
    pictures = {
        PlainState.AGREED: "promise",
        PlainState.STARTED: "pencil",
        PlainState.DONE: "tick",
        PlainState.CHANGED: "back",
        PlainState.NOT_DONE: "back",
        PlainState.LATE: "clock",
    }
    return pictures[plain]


def state_tone(plain: PlainState) -> str | None:
    tones = {
        PlainState.DONE: "go",
        PlainState.STARTED: "sky",
        PlainState.LATE: "warm",
        PlainState.CHANGED: "berry",
        PlainState.NOT_DONE: "berry",
    }
    return tones.get(plain)


def event_words(kind: ActionEventKind) -> str:
    """A line of its history, for staff."""
    words = {
        ActionEventKind.AGREED: _("Agreed"),
        ActionEventKind.STARTED: _("Started"),
        ActionEventKind.DONE: _("Said to be done"),
        ActionEventKind.CHANGED: _("Something else was agreed instead"),
        ActionEventKind.NOT_DONE: _("It will not be done"),
        ActionEventKind.MOVED: _("Another day"),
        ActionEventKind.HANDED_ON: _("Another owner"),
        ActionEventKind.WORDED: _("Put into clearer words"),
        ActionEventKind.HELD_BACK: _("Held back: a person tells the child first"),
        ActionEventKind.SHOWN: _("The child was told"),
        ActionEventKind.CHASED: _("The child says: this has not happened"),
        ActionEventKind.UNCHASED: _("The child took that back"),
        ActionEventKind.SAID_DONE: _("The child says: yes, it happened"),
        ActionEventKind.REOPENED: _("Open again"),
        ActionEventKind.CARRIED: _("Carried on at a review"),
    }
    return str(words[kind])
