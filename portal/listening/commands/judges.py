"""Who may judge a sample: somebody of another team who has no part in it and must not be kept from it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.accounts.queries.around import has_role, people_around, too_close_to
from portal.listening.figures import teams_of
from portal.listening.models import SampleAsked, Sampled
from portal.listening.rules.samples import JUDGES, in_turn, is_of_another_team
from portal.people.queries.links import all_links_of
from portal.voice.models import Answer, Capture, Handling, Recipient, Share, Statement
from portal.voice.queries.apart import kept_from


def judges_of(row: Sampled, on: date) -> list[UUID]:
    """Those who may judge it, whoever should be asked first coming first; nobody who was asked before."""
    out = _with_a_part(row, on) | set(kept_from(row.statement_id, on)) | _asked(row)
    there = set(db.session.scalars(sa.select(Account.id).where(has_role(on, *JUDGES)))) - out
    worked = {row.to_id} | {one.account_id for one in people_around(row.young_person_id, on)[:1]}
    teams = teams_of(there | worked)
    others = {one for one in there if all(is_of_another_team(teams[one], teams[other]) for other in worked)}
    return in_turn(_to_judge(others), row.id.bytes)


def _with_a_part(row: Sampled, on: date) -> set[UUID]:
    """Who said, heard, read, answered or was handed it, who works or worked with the young person, and
    whoever is close to the one whose work is judged."""
    statement = db.session.get_one(Statement, row.statement_id)
    part = {row.to_id, statement.answerer_id, statement.read_by_id, statement.taken_by_id}
    for account_id, of in (
        (Answer.by_id, Answer.statement_id),
        (Capture.by_id, Capture.statement_id),
        (Handling.by_id, Handling.statement_id),
        (Handling.passed_to_id, Handling.statement_id),
        (Recipient.account_id, Recipient.statement_id),
        (Share.account_id, Share.statement_id),
    ):
        part |= set(db.session.scalars(sa.select(account_id).where(of == row.statement_id)))
    part |= {link.account_id for link in all_links_of(row.young_person_id)}
    return {one for one in part if one} | set(too_close_to({row.to_id}, on))


def _asked(row: Sampled) -> set[UUID]:
    return set(db.session.scalars(sa.select(SampleAsked.account_id).where(SampleAsked.sampled_id == row.id)))


def _to_judge(account_ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many wait for each."""
    wanted = list(account_ids)
    waiting = (
        sa.select(Sampled.auditor_id, sa.func.count())
        .where(Sampled.auditor_id.in_(wanted), Sampled.judged_at.is_(None), Sampled.dropped_at.is_(None))
        .group_by(Sampled.auditor_id)
    )
    found = {row[0]: row[1] for row in db.session.execute(waiting)}
    return {one: found.get(one, 0) for one in wanted}


def may_still_judge(rows: Iterable[Sampled], on: date) -> set[UUID]:
    """Of those who were asked, who still has a role that judges."""
    asked = {row.auditor_id for row in rows if row.auditor_id}
    return set(db.session.scalars(sa.select(Account.id).where(Account.id.in_(asked), has_role(on, *JUDGES))))
