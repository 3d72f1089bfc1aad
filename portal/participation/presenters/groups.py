"""Words for groups, places in them, and refusals."""

from __future__ import annotations

from enum import Enum

from flask_babel import gettext as _

from portal.participation.rules.groups import GroupKind, Joining, Place, Told, WhyNot
from portal.participation.rules.notes import NoteState, WhyNotHold


def kind_words(kind: GroupKind) -> str:
    words = {
        GroupKind.CARE4US: _("Care4Us"),
        GroupKind.LEAVERS: _("Care leavers"),
        GroupKind.YOUNGER: _("Younger children"),
        GroupKind.TASK: _("Task group"),
    }
    return str(words[kind])


def joining_words(joining: Joining) -> str:
    words = {Joining.ASKING: _("Open to asking"), Joining.INVITED: _("By invitation only")}
    return str(words[joining])


def ages_words(youngest: int | None, oldest: int | None) -> str:
    """For which ages a group is."""
    if youngest is not None and oldest is not None:
        return str(_("%(youngest)s to %(oldest)s", youngest=youngest, oldest=oldest))
    if youngest is not None:
        return str(_("%(age)s and older", age=youngest))
    return str(_("up to %(age)s", age=oldest)) if oldest is not None else str(_("All ages"))


def place_words(place: Place) -> str:
    """For those who keep the group."""
    words = {
        Place.INVITED: _("Invited"),
        Place.ASKED: _("Asks to be in it"),
        Place.MEMBER: _("In it"),
        Place.SAID_NO: _("Said no"),
        Place.NOT_NOW: _("Not now"),
        Place.LEFT: _("Left"),
    }
    return str(words[place])


def told_words(told: str) -> str:
    """For those who keep the group."""
    words = {
        Told.CARERS: _("the people they live with"),
        Told.WORKER: _("their social worker or personal adviser"),
        Told.SCHOOL: _("their school or college"),
        Told.REVIEWER: _("the person who leads their reviews"),
    }
    return str(words[Told(told)])


def note_words(state: NoteState) -> str:
    read, waits = str(_("They can read it")), str(_("Waits for a second person"))
    words = {
        NoteState.SHOWN: read,
        NoteState.WAITS: waits,
        NoteState.ASKED: f"{read} · {waits}",
        NoteState.HELD: str(_("Held back")),
    }
    return words[state]


def why_words(why: Enum) -> str:
    """To a worker."""
    words: dict[Enum, str] = {
        WhyNot.CLOSED: _("This group has ended. Open it again first."),
        WhyNot.ALREADY: _("They are in this group, or were invited, or asked."),
        WhyNot.SAID_NO: _("They said no to an invitation not long ago. Please wait."),
        WhyNot.AGE: _("They are not of this group’s ages."),
        WhyNot.NOT_THIS_GROUP: _("They cannot be invited to this group. Another group may suit them."),
        WhyNot.NEEDS_A_DAY: _("A task group ends by itself: write its last day."),
        WhyNot.AGES_WRONG: _("The first age must not be higher than the second."),
        WhyNot.DAY_GONE: _("This day has passed. Pick a later one."),
        WhyNot.NEEDS_A_REASON: _("Write why, in words the young person understands."),
        WhyNot.ELSEWHERE: _("Something changed meanwhile. Look at how it is now."),
        WhyNotHold.NO_REASON: _("Write what serious harm it would cause."),
        WhyNotHold.DAY: _("Pick a day from tomorrow on, within six months."),
        WhyNotHold.OVER: _("A note is held back for a year at most, counted from the first time."),
        WhyNotHold.SAME_PERSON: _("Somebody else has to agree: ask a colleague."),
        WhyNotHold.NOTHING_TO_AGREE: _("This is settled. Look at how it is now."),
    }
    return str(words.get(why, _("Something changed meanwhile. Look at how it is now.")))


def why_words_own(why: Enum) -> str:
    """To a young person: never why somebody is kept apart."""
    words: dict[Enum, str] = {
        WhyNot.CLOSED: _("This group takes nobody new just now. You can look for another group."),
        WhyNot.ALREADY: _("You are in this group already, or somebody asked you."),
        WhyNot.AGE: _("This group is for other ages. You can look for another group."),
        WhyNot.BY_INVITATION: _("You can’t ask to be in this group. You can look for another group."),
        WhyNot.TOO_LATE_TO_UNDO: _("You can ask to be in the group again, or ask for another group."),
    }
    return str(words.get(why, _("Something changed. Look at how it is now.")))
