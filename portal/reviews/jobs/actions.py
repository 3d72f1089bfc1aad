"""What was agreed is reminded of: before its day, when it is late, when nobody looked at a chase, when a
child has to be told of it, and when whoever owned it is gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import manager_of
from portal.clocks.bank_holidays import add_working_days
from portal.deadlines.queries import proclaimed
from portal.notices.commands import notify
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import YoungPerson
from portal.reviews.models import AgreedAction
from portal.reviews.queries.actions_line import owner_is_there, owner_today, stand_ins_of, who_hears_late
from portal.reviews.queries.reviews import iro_of, managers_of
from portal.reviews.rules.actions import OPEN, Ladder, is_a_step
from portal.voice.jobs.one_by_one import each, is_free

AGAIN_AFTER = timedelta(days=7)
"""Who was reminded of something late hears of it again so much later, not each day."""
_Hears = Callable[[AgreedAction], Iterable[UUID]]


def remind(now: datetime, *, zone: ZoneInfo, ladder: Ladder) -> int:
    """Owners before the day; once it has passed, up the line. Returns how many were told."""
    today = now.astimezone(zone).date()
    midnight = datetime.combine(today, time.min, zone)
    soon = _open().where(AgreedAction.due_on.between(today, today + timedelta(days=ladder.soon_days)))
    late = _open().where(AgreedAction.due_on < today)
    reminded = _tell(
        "remind of actions soon due",
        NoticeKind.ACTION_SOON,
        db.session.scalars(soon).all(),
        _owner(today),
        midnight - timedelta(days=ladder.soon_days),
    )
    return reminded + _tell(
        "remind of late actions",
        NoticeKind.ACTION_LATE,
        db.session.scalars(late).all(),
        lambda row: who_hears_late(row, today, ladder),
        now - AGAIN_AFTER,
        anew=lambda row, last: last < midnight and is_a_step((today - row.due_on).days, ladder),
    )


def ask_to_tell(now: datetime, *, zone: ZoneInfo) -> int:
    """What was held back has to be told by now: whoever leads the reviews hears it, each day until then."""
    today = now.astimezone(zone).date()
    waiting = sa.select(AgreedAction).where(
        AgreedAction.held_back_until <= today, AgreedAction.told_at.is_(None)
    )
    since = datetime.combine(today, time.min, zone)
    return _tell(
        "ask to tell", NoticeKind.ACTION_TO_TELL, db.session.scalars(waiting).all(), _leads(today), since
    )


def ask_for_owners(now: datetime, *, zone: ZoneInfo) -> int:
    """Whoever owned it is not there any more: whoever leads the reviews is asked to choose another."""
    today = now.astimezone(zone).date()
    ownerless = _open().where(AgreedAction.owner_id.is_not(None), ~owner_is_there(today))
    return _tell(
        "ask for owners",
        NoticeKind.ACTION_OWNER_GONE,
        db.session.scalars(ownerless).all(),
        _leads(today),
        now - AGAIN_AFTER,
    )


def hand_up_chases(now: datetime, *, zone: ZoneInfo, look_days: int) -> int:
    """The young person was told by when somebody looks. Nobody did: the managers of whom it reached hear."""
    today = now.astimezone(zone).date()
    chased = _open().where(AgreedAction.last_chased_at.is_not(None))
    rows = [row for row in db.session.scalars(chased) if _look_by(row, zone, look_days) < today]
    told: dict[UUID | None, list[Notice]] = defaultdict(list)
    for one in db.session.scalars(
        sa.select(Notice).where(
            Notice.kind == NoticeKind.ACTION_CHASED,
            Notice.about_id.in_([row.id for row in rows]),
            Notice.dropped_at.is_(None),
        )
    ):
        told[one.about_id].append(one)
    return each("hand up chases", rows, lambda row: _hand_up(row, told[row.id]))


def _look_by(row: AgreedAction, zone: ZoneInfo, days: int) -> date:
    assert row.last_chased_at
    return add_working_days(row.last_chased_at.astimezone(zone).date(), days, proclaimed())


def _hand_up(row: AgreedAction, told: list[Notice]) -> int:
    since = row.last_chased_at
    told = [one for one in told if since and one.made_at >= since]
    if any(one.seen_at for one in told):
        return 0
    known = {one.account_id for one in told}
    managers = {manager for one in known if (manager := manager_of(one))}
    return _notify(row, NoticeKind.ACTION_CHASED, managers - known)


def _open() -> sa.Select[AgreedAction]:
    return (
        sa.select(AgreedAction)
        .join(YoungPerson, YoungPerson.id == AgreedAction.young_person_id)
        .where(AgreedAction.state.in_(OPEN), YoungPerson.merged_into_id.is_(None))
        .order_by(AgreedAction.due_on, AgreedAction.id)
    )


def _owner(today: date) -> _Hears:
    """The owner and who stands in for them; of what somebody from outside does, whoever leads the reviews."""

    def hears(row: AgreedAction) -> list[UUID]:
        owner = owner_today(row, today) or iro_of(row.young_person_id, today)
        return [owner, *stand_ins_of([owner], today)] if owner else []

    return hears


def _leads(today: date) -> _Hears:
    """Whoever leads the reviews and stands in for them; where nobody does, the managers of the team."""

    def hears(row: AgreedAction) -> list[UUID]:
        iro = iro_of(row.young_person_id, today)
        found = [iro] if iro else managers_of(row.young_person_id, today)
        return [*found, *stand_ins_of(found, today)]

    return hears


def _tell(
    name: str,
    kind: NoticeKind,
    rows: Iterable[AgreedAction],
    hears: _Hears,
    since: datetime,
    *,
    anew: Callable[[AgreedAction, datetime], bool] = lambda row, last: False,
) -> int:
    """Tell each who was not told of it since then. Of what somebody was told in that time nobody is looked
    up again, unless `anew` says that today others hear it too: most minutes cost two queries."""
    told: dict[UUID | None, dict[UUID, datetime]] = defaultdict(dict)
    recent = sa.select(Notice.about_id, Notice.account_id, Notice.made_at).where(
        Notice.kind == kind, Notice.made_at >= since, Notice.dropped_at.is_(None)
    )
    for about_id, account_id, made_at in db.session.execute(recent):
        told[about_id][account_id] = made_at

    def tell(row: AgreedAction) -> int:
        known = told.get(row.id, {})
        if known and not anew(row, max(known.values())):
            return 0
        return _notify(row, kind, [one for one in dict.fromkeys(hears(row)) if one not in known])

    return each(name, rows, tell)


def _notify(row: AgreedAction, kind: NoticeKind, account_ids: Collection[UUID]) -> int:
    if not account_ids or not is_free(sa.select(AgreedAction.id).where(AgreedAction.id == row.id)):
        return 0
    for account_id in account_ids:
        notify(account_id, kind, row.id)
    return len(account_ids)
