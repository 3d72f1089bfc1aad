"""Factories for young people in care and their reviews, by the commands that make them."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.people.models import Episode, ReviewHeld, YoungPerson
from portal.reviews.commands import reviews, reviews_held
from portal.reviews.commands.reviews_held import Held
from portal.reviews.models import Review
from portal.reviews.queries import reviews as queries
from tests.support.rows import keep


class MakeReviews:
    """The part of `make` that belongs to reviews."""

    def in_care(self, person: YoungPerson, since: date, **codes: str) -> Episode:
        """An episode of care that goes on, in the clear codes of the return."""
        with db.transaction() as session:
            fields = {"legal_status": "C2", "home_kind": "U6", **codes}
            return keep(session, Episode(young_person_id=person.id, started_on=since, **fields))

    def held_before(self, person: YoungPerson, *days: date, code: str = "PN1") -> None:
        """Reviews that were held, as an import brings them."""
        with db.transaction() as session:
            for day in days:
                session.add(ReviewHeld(young_person_id=person.id, held_on=day, participation=code))

    def review(
        self,
        person: YoungPerson,
        state: str = "planned",
        *,
        on: date | None = None,
        iro: Account | UUID | None = None,
        code: str = "PN1",
    ) -> Review:
        """A review of somebody: `planned` (in two weeks), `to_plan`, or `held` (yesterday). Whoever is not
        in care yet is since half a year."""
        now = clock.now()
        today = now.date()
        with db.transaction() as session:
            if not queries.stays_of(person.id):
                since = today - timedelta(days=180)
                session.add(Episode(young_person_id=person.id, started_on=since, legal_status="C2"))
                session.flush()
            found = reviews.ensure_review(person.id, today=today, now=now)
            assert found is not None
            by = iro.id if isinstance(iro, Account) else iro or _anybody(found)
            if state == "planned":
                meeting = reviews.Meeting(on or today + timedelta(days=14), "15:30", "At school")
                reviews.plan(found.id, meeting, send_once=uuid.uuid4(), by=by, now=now, today=today)
            elif state == "held":
                held = Held(on or today - timedelta(days=1), code)
                reviews_held.hold(found.id, held, send_once=uuid.uuid4(), by=by, now=now, today=today)
            return keep(session, found)


def _anybody(review: Review) -> UUID:
    """Somebody has to have written it: their IRO, or the first account there is."""
    iro = queries.iro_of(review.young_person_id, clock.now().date())
    found = iro or db.session.scalar(sa.select(Account.id).order_by(Account.made_at))
    assert found is not None
    return found
