"""A group's meetings in words: pages of a member and of a worker, what the hubs show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from portal.coding.codebook import codebook
from portal.documents.calendars import Entry, feed_of
from portal.kit import clock
from portal.participation.queries import agenda, groups, meetings, minutes
from portal.participation.queries.agenda import Listed, Published
from portal.participation.queries.ideas import AgendaIdea, for_agenda
from portal.participation.queries.minutes import ShownAction
from portal.participation.rules.meetings import (
    ActionState,
    Answer,
    Coming,
    MeetingKind,
    MeetingState,
    Need,
    PointKind,
    is_over,
    most_picked,
    why_not_answer,
)
from portal.policy.viewer import Viewer
from portal.voice.queries.drafts import past_shut_at


@dataclass(frozen=True)
class MeetingPage:
    """One meeting as a member sees it. `mine`: what they said about coming."""

    row: Any
    group: Any
    is_open: bool
    mine: Any = None
    listed: Sequence[Listed] = ()
    own: Sequence[Any] = ()
    lines: Sequence[Any] = ()
    named: Sequence[str] = ()
    actions: Sequence[ShownAction] = ()
    picks: Sequence[str] = ()
    quotes: Sequence[str] = ()


@dataclass(frozen=True)
class MemberLine:
    """One member of the group for a worker: whether they come, and whether they need an answer."""

    id: UUID
    name: str
    coming: Coming | None
    coming_id: UUID | None
    needs_answer: bool
    was_answered: bool


@dataclass(frozen=True)
class KeptPage:
    """One meeting as a worker sees it."""

    row: Any
    group: Any
    is_over: bool
    members: Sequence[MemberLine]
    on: Sequence[Any]
    waiting: Sequence[Any]
    lines: Sequence[Any]
    actions: Sequence[ShownAction]
    picks: dict[str, int] = field(default_factory=dict)
    quotes: Sequence[Any] = ()


@dataclass(frozen=True)
class Offered:
    """What could go on the agenda: ideas, and what was published."""

    ideas: Sequence[AgendaIdea]
    published: Published | None
    taken: set[str]


def is_called_off(row: Any) -> bool:
    return bool(row.state is MeetingState.CALLED_OFF)


def is_open(row: Any) -> bool:
    """Whether a member can still say that they come, or bring something."""
    return why_not_answer(row.state, row.starts_at, clock.now()) is None


def member_page(viewer: Viewer, row: Any, on: date) -> MeetingPage:
    """A meeting for one of the group's members."""
    whose = viewer.young_person_id
    assert whose is not None
    published = row.minutes_at is not None
    return MeetingPage(
        row,
        groups.group(row.group_id),
        is_open(row),
        own_coming(viewer, row),
        agenda.agenda_for_member(row.id, whose),
        () if viewer.past_is_shut else agenda.own_points(row.id, whose),
        minutes.lines_of(row.id) if published else (),
        minutes.named_in(row.id, whose) if published else (),
        minutes.actions_of_meeting(row.id, on),
        most_picked(minutes.picks_of(row.id)) if row.kind is MeetingKind.SESSION else (),
        [one.words for one in minutes.quotes_of(row.id, agreed=True)]
        if row.kind is MeetingKind.SESSION
        else (),
    )


def own_coming(viewer: Viewer, row: Any) -> Any:
    """What they said about coming; not what was said before their past was shut."""
    if viewer.young_person_id is None:
        return None
    found = meetings.coming_of(row.id, viewer.young_person_id)
    shut_at = past_shut_at(viewer.account_id) if viewer.past_is_shut else None
    if found is None or (shut_at and found.said_at < shut_at):
        return None
    return found


def answer_of(coming: Any) -> Answer | None:
    """What they said, as it is filled in again."""
    if coming is None or coming.coming is None:
        return None
    known = set(Need)
    needs = tuple(Need(one) for one in coming.needs if one in known)
    words = "" if meetings.was_taken_back(coming.statement_id) else coming.words
    return Answer(coming.coming, needs, words, coming.may_name)


def kept_page(viewer: Viewer, row: Any, on: date) -> KeptPage:
    """A meeting for those who keep the groups."""
    shown, waiting = agenda.agenda_for_staff(viewer, row.id, on)
    is_session = row.kind is MeetingKind.SESSION
    return KeptPage(
        row,
        groups.group(row.group_id),
        is_over(row.starts_at, clock.now()),
        member_lines(row, on),
        shown,
        waiting,
        minutes.lines_of(row.id),
        minutes.actions_of_meeting(row.id, on),
        minutes.picks_of(row.id) if is_session else {},
        minutes.quotes_of(row.id) if is_session else (),
    )


def member_lines(row: Any, on: date) -> list[MemberLine]:
    """Every member, by name, and what they said about coming."""
    said = meetings.comings_of(row.id)
    names = meetings.names_of([*groups.members_of(row.group_id, on), *said])
    return [_line(one, name, said.get(one)) for one, name in sorted(names.items(), key=lambda pair: pair[1])]


def _line(young_person_id: UUID, name: str, said: Any) -> MemberLine:
    if said is None or said.coming is None:
        return MemberLine(young_person_id, name, None, None, False, False)
    asks = bool(said.needs or said.words) and said.coming is not Coming.NO
    answered = bool(said.replied_at and said.replied_at >= said.said_at)
    return MemberLine(young_person_id, name, said.coming, said.id, asks and not answered, answered)


def offered(viewer: Viewer, row: Any) -> Offered:
    """What could go on the agenda of a meeting, for a worker."""
    return Offered(for_agenda(row.group_id, viewer), agenda.published(), agenda.keys_on(row.id))


def theme_words(key: str) -> str:
    """A theme as young people read it."""
    return next((str(_(one.child_label)) for one in codebook().themes if one.key == key), key)


def staff_theme_words(key: str) -> str:
    return next((str(_(one.label)) for one in codebook().themes if one.key == key), key)


def coming_words(coming: Coming | None) -> str:
    words = {Coming.YES: _("comes"), Coming.MAYBE: _("maybe"), Coming.NO: _("does not come")}
    return str(words[coming]) if coming else str(_("has not said yet"))


def kind_words(kind: PointKind) -> str:
    words = {
        PointKind.MEMBER: _("from a member"),
        PointKind.IDEA: _("an idea"),
        PointKind.THEME: _("what young people are saying"),
        PointKind.WORKER: _("from the people who run the group"),
    }
    return str(words[kind])


def state_words(state: ActionState) -> str:
    words = {
        ActionState.NOT_BEGUN: _("Not begun"),
        ActionState.UNDER_WAY: _("Under way"),
        ActionState.DONE: _("Done"),
        ActionState.WILL_NOT: _("Not going to happen"),
    }
    return str(words[state])


def state_tone(state: ActionState) -> str:
    tones = {ActionState.DONE: "go", ActionState.WILL_NOT: "stop", ActionState.UNDER_WAY: "sky"}
    return tones.get(state, "warm")


def calendar_of(row: Any) -> bytes:
    """A calendar file whose title says nothing: a phone shows it to whoever looks."""
    return feed_of(str(_("Date")), [Entry(row.id, row.starts_at, str(_("Something I go to")))], clock.now())


def hub(viewer: Viewer, on: date) -> dict[str, Any]:
    """The next meeting and what was agreed, for a young person's hub."""
    if viewer.young_person_id is None:
        return {}
    ids = [one.id for one in groups.groups_of(viewer.young_person_id, on)]
    actions = minutes.actions_of_groups(ids, on)
    return {
        "meetings_next": meetings.next_of(ids, clock.now()),
        "meetings_actions": len([one for one in actions if one.is_open]),
        "meetings_group_id": ids[0] if ids else None,
        "meetings_minutes": meetings.with_minutes(ids),
    }


def of_group(row: Any, on: date, now: datetime) -> dict[str, Any]:
    """A group's meetings and what was agreed with it."""
    found = meetings.meetings_of([row.id])
    return {
        "meetings_coming": sorted(
            (one for one in found if one.starts_at > now), key=lambda one: one.starts_at
        ),
        "meetings_were": [one for one in found if one.starts_at <= now],
        "meetings_agreed": minutes.actions_of_groups([row.id], on),
        "meetings_show": SHOW,
    }


class _Show:
    """The words that templates ask for."""

    action_state = staticmethod(state_words)
    action_tone = staticmethod(state_tone)
    point_kind = staticmethod(kind_words)
    coming = staticmethod(coming_words)
    theme = staticmethod(theme_words)
    staff_theme = staticmethod(staff_theme_words)
    is_called_off = staticmethod(is_called_off)


SHOW = _Show()
