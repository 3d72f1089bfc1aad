"""A meeting's agenda as its page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from portal.panels.forms.agenda import ItemForm, LeaveOutForm, MinuteForm
from portal.panels.presenters.members import kind_words
from portal.panels.queries import agenda as queries
from portal.panels.queries.agenda import AgendaItem, ItemShown, Meets
from portal.panels.queries.members import standing, today
from portal.panels.rules import ItemState, MemberKind
from portal.policy.guard import may
from portal.policy.permissions import Permission as P
from portal.policy.viewer import Subject, the_viewer


@dataclass(frozen=True)
class AgendaPage:
    """What it talks about, what was left out, and what the viewer may do."""

    meets: Meets
    items: Sequence[ItemShown]
    left_out: Sequence[ItemShown]
    was_held: bool
    is_out: bool
    form: ItemForm | None
    has_errors: bool
    orders: bool
    keeps: bool
    votes: bool
    kind_words: Any = kind_words


@dataclass(frozen=True)
class ItemPage:
    """One item, for panel support."""

    item: AgendaItem
    meets: Meets
    is_out: bool
    can_be_left_out: bool
    can_be_decided: bool
    leave_out: LeaveOutForm
    minute: MinuteForm
    form: Any = None


def agenda_page(meets: Meets, form: ItemForm | None = None) -> AgendaPage:
    """`form` was sent and has mistakes."""
    viewer, has_errors = the_viewer(), form is not None
    subject = Subject(None, relations=standing(viewer, today()))
    items, left_out = queries.shown(meets.id, viewer)
    is_out = meets.published_at is not None
    if form is None:
        form = ItemForm(formdata=None)
        form.give_id()
    return AgendaPage(
        meets=meets,
        items=items,
        left_out=left_out,
        was_held=meets.meets_on <= today(),
        is_out=is_out,
        form=None if is_out else form,
        has_errors=has_errors,
        orders=not is_out and may(P.ORDER_AGENDA, subject),
        keeps=may(P.KEEP_AGENDA, subject),
        votes=is_out and may(P.VOTE, subject),
    )


def item_page(item: AgendaItem, leave_out: Any = None, minute: Any = None) -> ItemPage:
    """A form that has mistakes stands in its place."""
    meets = queries.meets(item.meeting_id)
    is_out = meets.published_at is not None
    shown = item.state is not ItemState.LEFT_OUT
    form = leave_out or minute
    if leave_out is None:
        leave_out = LeaveOutForm(formdata=None)
        leave_out.give_id()
    if minute is None:
        minute = MinuteForm(formdata=None, decided=item.decided)
        minute.give_id()
    return ItemPage(
        item,
        meets,
        is_out,
        can_be_left_out=not is_out and shown and item.by_kind is not MemberKind.YOUNG_MEMBER,
        can_be_decided=is_out and shown and meets.meets_on <= today(),
        leave_out=leave_out,
        minute=minute,
        form=form,
    )
