"""The page of one agreed action: how it stands, its history in words, the forms it offers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from portal.accounts.queries.around import names_of
from portal.policy.guard import may
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.reviews.forms.actions_doing import (
    HandOnForm,
    HoldBackForm,
    HowFarForm,
    MoveForm,
    OneActionForm,
    ReopenForm,
    WordAnewForm,
)
from portal.reviews.presenters.actions import event_words, owner_choices
from portal.reviews.queries import actions as queries
from portal.reviews.queries.actions import ShownAction
from portal.reviews.queries.actions_line import apart_from, is_outside
from portal.reviews.queries.actions_subjects import action as of_action
from portal.reviews.queries.actions_subjects import to_word
from portal.reviews.rules import ActionEventKind
from portal.reviews.rules.actions import OPEN, wording_from


@dataclass(frozen=True)
class Happened:
    """One line of its history."""

    at: datetime
    what: str
    by: str
    words: str
    old_words: list[str]  # where it was put into others: as it was decided, and as the child read it
    due_before: date | None
    due_after: date | None
    is_seen: bool


@dataclass(frozen=True)
class ActionPage:
    """One action and what happened to it, oldest first."""

    shown: ShownAction
    history: list[Happened]
    may_see_all: bool


def page_of(row: Any, on: date) -> ActionPage:
    if is_outside(the_viewer()):
        return _from_outside(row, on)
    events = queries.events_of(row.id)
    names = names_of({one.by_id for one in events if one.by_id})
    history = [
        Happened(
            one.at,
            event_words(one.kind),
            names.get(one.by_id, "") if one.by_id else "",
            "" if one.kind is ActionEventKind.WORDED else one.words,
            _old_words(one),
            one.due_before,
            one.due_after,
            one.seen_at is not None,
        )
        for one in events
    ]
    subject = of_action(the_viewer(), row.id)
    return ActionPage(queries.one_shown(row, on), history, may(P.SEE_REVIEW, subject))


def _from_outside(row: Any, on: date) -> ActionPage:
    """For a carer or partner: what they do and by when, without why nor who said what about it."""
    shown = replace(queries.one_shown(row, on), why="")
    if apart_from(the_viewer().account_id, [row.young_person_id], on):
        shown = replace(shown, chased_at=None)
    return ActionPage(shown, [], False)


def _old_words(event: Any) -> list[str]:
    old = wording_from(event.words) if event.kind is ActionEventKind.WORDED else None
    return list(dict.fromkeys([old.words, old.as_they_read_it])) if old else []


def forms_for(row: Any, sent: OneActionForm | None) -> dict[str, OneActionForm]:
    """What may be done about it by whoever looks, as forms by name; the one that was sent as it was sent."""
    subject = of_action(the_viewer(), row.id)
    is_open, is_hidden = row.state in OPEN, row.held_back_until is not None and row.told_at is None
    offered: dict[str, type[OneActionForm]] = {}
    if may(P.DO_ACTION, subject):
        offered |= {"how_far": HowFarForm, "day": MoveForm} if is_open else {"again": ReopenForm}
    if is_open and may(P.HAND_ON_ACTION, subject):
        offered["owner"] = HandOnForm
    worded_by = to_word(the_viewer(), row.id)
    if worded_by and may(P.AGREE_ACTION, worded_by):
        offered["words"] = WordAnewForm
    if may(P.HOLD_BACK_ACTION, subject):
        if is_hidden:
            offered["told"] = OneActionForm
        if is_hidden or not queries.is_known_to_them(row):
            offered["not_yet"] = HoldBackForm
    return {name: _form(kind, row, sent) for name, kind in offered.items()}


def _form(kind: type[OneActionForm], row: Any, sent: OneActionForm | None) -> OneActionForm:
    if sent is not None and type(sent) is kind:
        return sent
    form = kind(formdata=None, data=_data(kind, row))
    if isinstance(form, HandOnForm):
        form.offer(owner_choices(row.young_person_id))
    form.start(queries.version_of(row))
    return form


def _data(kind: type[OneActionForm], row: Any) -> dict[str, Any]:
    if kind is WordAnewForm:
        return {"words": row.words, "child_words": row.child_words, "why": row.why}
    if kind is HoldBackForm and row.held_back_until:
        return {"due_on": row.held_back_until, "reason": row.held_back_why}
    return {"owner": str(row.owner_id or ""), "owner_name": "" if row.owner_id else row.owner_name}
