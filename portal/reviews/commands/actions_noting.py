"""What every change of an agreed action leaves behind: a line of its history, an event, and who is told."""

from __future__ import annotations

import uuid
from datetime import date
from uuid import UUID

from portal import db
from portal.accounts.queries.around import account_of, has_address
from portal.audit import commands as audit
from portal.deadlines import commands as deadlines
from portal.kit import clock
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.reviews.models import ActionEvent, AgreedAction
from portal.reviews.queries.actions import locked
from portal.reviews.queries.actions_line import stand_ins_of
from portal.reviews.queries.reviews import iro_of
from portal.reviews.rules import ActionEventKind
from portal.reviews.rules.actions import is_hidden
from portal.voice.commands.drafts import one_at_a_time

OWN = "young_person"
"""The role of what a young person does themselves: never marked as new to them."""
KIND = "action"
"""Its clock: a day that people agreed on, worked out by nobody."""


def held(action_id: UUID) -> AgreedAction:
    """The row as it is now, for a change of it. Whatever shows what was agreed and goes out at that moment,
    as a letter does, goes before it or after it."""
    one_at_a_time(db.session.get_one(AgreedAction, action_id).young_person_id)
    return locked(action_id)


def note(
    row: AgreedAction,
    kind: ActionEventKind,
    by: UUID | None,
    action: str,
    *,
    words: str = "",
    send_once: UUID | None = None,
    role: str = "",
    due_before: date | None = None,
    due_after: date | None = None,
) -> ActionEvent:
    """One line of its history, and an event without content."""
    event = ActionEvent(
        id=uuid.uuid4(),
        action_id=row.id,
        young_person_id=row.young_person_id,
        send_once=send_once or uuid.uuid4(),
        kind=kind,
        at=clock.now(),
        by_id=by,
        due_before=due_before,
        due_after=due_after,
    )
    event.words = words
    event.seen_at = clock.now() if role == OWN else None
    row.changed_at = clock.now()
    db.session.add(event)
    db.session.flush()
    audit.record(action, by=by, role=role, young_person_id=row.young_person_id, subject=("action", row.id))
    return event


def tell_owner(row: AgreedAction, by: UUID | None) -> None:
    """Whoever owns it is told, unless they wrote it down themselves."""
    if row.owner_id and row.owner_id != by:
        notices.notify(row.owner_id, NoticeKind.ACTION_YOURS, row.id)


def tell_young_person(young_person_id: UUID, about_id: UUID) -> None:
    """Something they were promised moved: a neutral notice, one at a time until they looked. Not while their
    past is shut: whoever came in may be somebody else."""
    account = account_of(young_person_id)
    if account is None or not account.is_open or account.past_shut_at:
        return
    notices.drop(about_id, NoticeKind.ACTION_NEWS, account_id=account.id)
    notices.notify(account.id, NoticeKind.ACTION_NEWS, about_id, mail=has_address(account.id))


def moved(row: AgreedAction) -> None:
    """Tell the young person, where they see it at all."""
    if not is_hidden(row.held_back_until, row.told_at):
        tell_young_person(row.young_person_id, row.id)


def tell_who_leads(row: AgreedAction, by: UUID, today: date) -> None:
    """A promise was moved, dropped or put into other words by somebody else: whoever leads the reviews looks
    whether it still is the one the child was given."""
    iro = iro_of(row.young_person_id, today)
    leads = [iro, *stand_ins_of([iro], today)] if iro else []
    if by in leads:
        return
    for account_id in leads:
        notices.drop(row.id, NoticeKind.ACTION_CHANGED, account_id=account_id)
        notices.notify(account_id, NoticeKind.ACTION_CHANGED, row.id)


def new_day(row: AgreedAction, due_on: date, by: UUID | None, why: str) -> None:
    """Its clock has another day: the one that ran ends and another begins, with a row that says why."""
    deadlines.drop(KIND, row.id, by=by, why=why)
    deadlines.start(
        KIND,
        row.id,
        due_on=due_on,
        young_person_id=row.young_person_id,
        owner_id=row.owner_id,
        round=deadlines.next_round(KIND, row.id),
        by=by,
        why=why,
    )
    row.due_on = due_on


def quiet(row: AgreedAction) -> None:
    """What was said to whoever owned it about its day is no longer wanted."""
    notices.drop(
        row.id,
        NoticeKind.ACTION_SOON,
        NoticeKind.ACTION_LATE,
        NoticeKind.ACTION_CHASED,
        NoticeKind.ACTION_YOURS,
    )


def note_list_taken(by: UUID) -> None:
    """Somebody saved a list as a file: from then on it is no longer under lock."""
    audit.record("took list of agreed actions", by=by)
