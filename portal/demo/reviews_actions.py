"""What was agreed in the demo: done, late and chased, moved, not done for a true reason, not told yet, and
the record of the review at which most of it was agreed. All made up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from portal import db
from portal.accounts.models import Account
from portal.accounts.queries.around import people_around
from portal.demo.past import Demo
from portal.demo.reviews_dates import Told
from portal.kit import clock
from portal.people.rules import LinkKind
from portal.reviews.commands import actions, actions_doing, actions_own, record
from portal.reviews.models import AgreedAction, Review
from portal.reviews.queries.actions import version_of
from portal.reviews.rules import ActionKind, ActionState
from portal.reviews.rules.actions import Line
from portal.reviews.rules.record import Part

RECORD = {
    Part.WHO: "Robin, the carer, the social worker, a teacher.",
    Part.WANTED: "“I want to know before things change.”",
    Part.HEALTH: "Robin sleeps better. The dentist has to be seen.",
    Part.SCHOOL: "Robin likes maths and wants help with it. The garden is going well.",
    Part.HOME: "Robin feels at home and likes the new room.",
    Part.FAMILY: "Robin sees the brother too seldom. Both homes agree that this changes.",
    Part.IF_NOT: "If the trips do not work, the social worker brings the brother.",
}


def tell(demo: Demo, accounts: Mapping[UUID, Account], told: Told, now: datetime) -> None:
    """After the reviews, before the letters, which show what was agreed."""
    if told.iro_id is None:
        return
    if told.robins:
        _robins(demo, accounts, told.robins, told.iro_id, now)
    if told.letter:
        with db.transaction() as session:
            held = session.get_one(Review, told.letter)
            _agree(held, told.iro_id, _three(_worker(held, now), now.date()), now - timedelta(days=10))


def _robins(
    demo: Demo, accounts: Mapping[UUID, Account], review_id: UUID, iro_id: UUID, now: datetime
) -> None:
    then, today = now - timedelta(days=150), now.astimezone(demo.settings.time_zone).date()
    with db.transaction() as session:
        review = session.get_one(Review, review_id)
        worker = _worker(review, now)
        carer = _around(review, then, LinkKind.FOSTER_CARER, "Carol")
        rows = _agree(review, iro_id, _five(worker, carer, then.date(), today), then)
        with clock.at(then + timedelta(days=10)):
            record.write(review.id, RECORD, seen=0, by=iro_id)
            record.finish(review.id, by=iro_id)
        by, me = worker[0] or iro_id, accounts.get(review.young_person_id)
        boots, phone, brother, maths, camp = (row.id for row in rows)
        _say(boots, ActionState.DONE, "You have new boots. You picked them.", by, then, 30)
        _say(phone, ActionState.NOT_DONE, "There is no money for it this year.", by, then, 60)
        _say(brother, ActionState.STARTED, "", by, then, 20)
        with clock.at(then + timedelta(days=70)):
            row = session.get_one(AgreedAction, maths)
            sent: dict[str, Any] = {
                "send_once": uuid4(),
                "by": by,
                "seen": version_of(row),
                "today": clock.now().date(),
            }
            actions_doing.move(maths, today + timedelta(days=9), "The tutor was ill.", **sent)
        if me:
            with clock.at(then + timedelta(days=32)):
                actions_own.say_done(boots, uuid4(), by=me.id)
            seen = [boots, phone, brother, maths, camp]
            actions_own.see(review.young_person_id, seen, by=me.id, at=now - timedelta(days=5))
            with clock.at(now - timedelta(days=2)):
                actions_own.chase(brother, uuid4(), by=me.id, today=today - timedelta(days=2))
        school = Line("Maths: from 4 to 5 by summer", today + timedelta(days=60), "You get better at maths")
        _agree_plan(review.young_person_id, school, worker, now - timedelta(days=20))


def _agree(review: Review, iro_id: UUID, lines: Sequence[Line], at: datetime) -> list[AgreedAction]:
    with clock.at(at):
        return actions.agree(
            review.young_person_id,
            lines,
            send_once=uuid4(),
            by=iro_id,
            today=at.date(),
            review_id=review.id,
        )


def _agree_plan(person_id: UUID, line: Line, worker: tuple[UUID | None, str], at: datetime) -> None:
    owned = Line(line.words, line.due_on, line.child_words, line.why, *worker)
    if worker[0]:
        with clock.at(at):
            actions.agree(
                person_id,
                [owned],
                send_once=uuid4(),
                by=worker[0],
                today=at.date(),
                kind=ActionKind.SCHOOL,
            )


def _say(action_id: UUID, to: ActionState, words: str, by: UUID, then: datetime, days: int) -> None:
    with clock.at(then + timedelta(days=days)):
        row = db.session.get_one(AgreedAction, action_id)
        sent: dict[str, Any] = {
            "send_once": uuid4(),
            "by": by,
            "seen": version_of(row),
            "today": clock.now().date(),
        }
        actions_doing.say_how_far(action_id, to, words, **sent)


def _worker(review: Review, now: datetime) -> tuple[UUID | None, str]:
    """Their social worker: account and name."""
    return _around(review, now, LinkKind.SOCIAL_WORKER, "Their social worker")


def _around(review: Review, on: datetime, kind: LinkKind, else_name: str) -> tuple[UUID | None, str]:
    for one in people_around(review.young_person_id, on.date()):
        if one.kind is kind:
            return one.account_id, one.name
    return None, else_name


def _five(
    worker: tuple[UUID | None, str], carer: tuple[UUID | None, str], then: date, today: date
) -> list[Line]:
    """Boots, a phone, the brother, maths, a camp: as the record says it, and as a child reads it."""
    return [
        Line("Boots for football", then + timedelta(days=40), "You get football boots", "Grew", *worker),
        Line("A phone with more data", then + timedelta(days=60), "You get more data", "Asked", *worker),
        Line(
            "Monthly time with brother",
            today - timedelta(days=6),
            "You see your brother each month",
            "Robin asked for it, and both homes agree",
            *worker,
        ),
        Line("Weekly maths tuition", then + timedelta(days=90), "A tutor helps you with maths", "", *worker),
        Line("Summer camp place", today + timedelta(days=25), "You go to the camp", "", *carer),
    ]


def _three(worker: tuple[UUID | None, str], today: date) -> list[Line]:
    return [
        Line("Paint the bedroom", today + timedelta(days=14), "You paint your room", "Asked", *worker),
        Line("Dentist appointment", today + timedelta(days=30), "You see the dentist", "", *worker),
        Line(
            "New school from summer",
            today + timedelta(days=90),
            "You move to a new school",
            "The school closes",
            *worker,
            is_held_back=True,
            held_back_until=today + timedelta(days=3),
            held_back_why="They hear it from their social worker first",
        ),
    ]
