"""The pledge: promises and their versions, a round of marks, counting it once, the panel's answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import with_role
from portal.audit import commands as audit
from portal.disclosure.counts import Period
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.outcomes.queries.naming import pointing
from portal.participation.commands.anew import own_id_of
from portal.participation.models import PledgeAnswer, PledgeRound, PledgeSheet, Promise, PromiseVersion
from portal.participation.queries import pledge as queries
from portal.participation.rules import pledge as rules
from portal.participation.rules.pledge import PromiseWords, RoundDays, RoundState, WhyNot
from portal.policy.roles import Role
from portal.vault import keys


def write(said: PromiseWords, send_once: UUID, *, by: UUID, now: datetime) -> Promise:
    """A new promise; sent twice it is one. Raises Refused when a name known here is in it."""
    before = db.session.scalar(
        sa.select(Promise).where(Promise.made_by_id == by, Promise.send_once == send_once)
    )
    if before:
        return before
    _look_for_names(said)
    place = (db.session.scalar(sa.select(sa.func.max(Promise.place))) or 0) + 1
    row = Promise(send_once=send_once, made_by_id=by, place=place, newest=1)
    db.session.add(row)
    db.session.flush()
    _add_version(row, said, by, now)
    _note("wrote a promise of the pledge", "promise", row.id, by)
    return row


def change(promise: Promise, said: PromiseWords, *, mark: int, by: UUID, now: datetime, today: date) -> None:
    """It says something else from now on; what it said before is kept. `mark`: the version that was on the
    page. Raises Refused, also while young people mark what it says."""
    promise = db.session.get_one(Promise, promise.id, with_for_update=True)
    if mark != promise.newest:
        raise Refused(WhyNot.CHANGED_MEANWHILE)
    if promise.ended_on is None and queries.is_being_marked(today):
        raise Refused(WhyNot.BEING_MARKED)
    _look_for_names(said)
    promise.newest += 1
    _add_version(promise, said, by, now)
    _note("changed a promise of the pledge", "promise", promise.id, by)


def end(promise: Promise, *, ended: bool, by: UUID, today: date) -> None:
    """It is no part of the pledge any more, or is again."""
    promise.ended_on = today if ended else None
    db.session.flush()
    _note("ended a promise of the pledge" if ended else "took up a promise again", "promise", promise.id, by)


def begin(days: RoundDays, *, by: UUID, now: datetime) -> PledgeRound:
    """This year's round. Raises Refused."""
    taken = db.session.scalar(sa.select(PledgeRound.id).where(PledgeRound.year == days.year))
    why = rules.why_not_begin(
        days.opens_on,
        days.closes_on,
        days.answer_by_on,
        year_taken=taken is not None,
        promises=len(queries.promises()),
    )
    if why:
        raise Refused(why)
    row = PledgeRound(
        year=days.year,
        opens_on=days.opens_on,
        closes_on=days.closes_on,
        answer_by_on=days.answer_by_on,
        made_by_id=by,
        made_at=now,
    )
    db.session.add(row)
    db.session.flush()
    _note("began a round of the pledge", "pledge_round", row.id, by)
    return row


def mark(
    round_: PledgeRound,
    young_person_id: UUID,
    given: Mapping[str, str],
    *,
    by: UUID,
    now: datetime,
    today: date,
) -> None:
    """How well each is kept, as one young person sees it; the newest sheet holds. Raises Refused."""
    round_ = db.session.get_one(PledgeRound, round_.id, with_for_update=True)
    if queries.state(round_, today) is not RoundState.OPEN:
        raise Refused(WhyNot.NOT_OPEN)
    marks = rules.only_marks(given, [str(one.id) for one in queries.promises()])
    row = queries.sheet_of(round_.id, young_person_id)
    if row is None:
        row = PledgeSheet(round_id=round_.id, young_person_id=young_person_id)
        db.session.add(row)
    row.marks = json.dumps(marks)
    db.session.flush()
    audit.record(
        "marked the pledge",
        by=by,
        role="young_person",
        young_person_id=young_person_id,
        subject=("pledge_round", round_.id),
    )


def count(round_: PledgeRound, *, now: datetime, today: date, by: UUID | None = None) -> bool:
    """Count it once, and throw away who marked what. With `by` somebody ends it before its last day. Raises
    Refused when it has not begun. False: it was counted before."""
    round_ = db.session.get_one(PledgeRound, round_.id, with_for_update=True, populate_existing=True)
    if round_.counted_at:
        return False
    if today < round_.opens_on or (by is None and today <= round_.closes_on):
        raise Refused(WhyNot.NOT_OPEN)
    sheets = db.session.scalars(sa.select(PledgeSheet).where(PledgeSheet.round_id == round_.id)).all()
    keys.preload(sheet.young_person_id for sheet in sheets)
    promises = queries.promises()
    period = Period(round_.opens_on, max(round_.opens_on, min(today, round_.closes_on)))
    given = [json.loads(sheet.marks) for sheet in sheets if sheet.marks]
    round_.printed = rules.printed(given, [str(one.id) for one in promises], period)
    round_.asked = {str(one.id): str(one.version_id) for one in promises}
    round_.counted_at, round_.closes_on = now, period.last
    db.session.execute(sa.delete(PledgeSheet).where(PledgeSheet.round_id == round_.id))
    for account_id in with_role(Role.PANEL_SUPPORT, today):
        notices.notify(account_id, NoticeKind.PLEDGE_TO_ANSWER, round_.id)
    db.session.flush()
    if by:
        _note("ended a round of the pledge", "pledge_round", round_.id, by)
    return True


def answer(
    round_: PledgeRound, promise_id: UUID, words: str, send_once: UUID, *, by: UUID, now: datetime
) -> None:
    """The panel's answer to how one promise was marked. Raises Refused."""
    if round_.counted_at is None:
        raise Refused(WhyNot.NOT_COUNTED)
    if str(promise_id) not in (round_.asked or {}):
        raise Refused(WhyNot.NOT_ASKED)
    if pointing((words,)).known:
        raise Refused(WhyNot.NAMES_IN_IT)
    before = _answered(send_once, by)
    if before and before.words != words:
        send_once = own_id_of(send_once, words)
        before = _answered(send_once, by)
    if before:
        return
    row = PledgeAnswer(send_once=send_once, round_id=round_.id, promise_id=promise_id, by_id=by, at=now)
    row.words = words
    db.session.add(row)
    db.session.flush()
    if not queries.unanswered(round_):
        notices.drop(round_.id, NoticeKind.PLEDGE_TO_ANSWER)
    _note("answered the marks of a promise", "pledge_round", round_.id, by)


def _answered(send_once: UUID, by: UUID) -> PledgeAnswer | None:
    return db.session.scalar(
        sa.select(PledgeAnswer).where(PledgeAnswer.by_id == by, PledgeAnswer.send_once == send_once)
    )


def _add_version(promise: Promise, said: PromiseWords, by: UUID, now: datetime) -> None:
    row = PromiseVersion(
        promise_id=promise.id,
        number=promise.newest,
        picture=said.picture,
        evidence=said.evidence,
        by_id=by,
        at=now,
    )
    row.title, row.easy, row.means, row.who = said.title, said.easy, said.means, said.who
    db.session.add(row)
    db.session.flush()


def _look_for_names(said: PromiseWords) -> None:
    if pointing((said.title, said.easy, said.means, said.who)).known:
        raise Refused(WhyNot.NAMES_IN_IT)


def _note(action: str, kind: str, id_: UUID, by: UUID) -> None:
    audit.record(action, by=by, subject=(kind, id_))
