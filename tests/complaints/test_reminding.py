"""Reminders: once each, to those who have it, never to somebody who must not meet it."""

from __future__ import annotations

import uuid
from datetime import timedelta

from portal import db
from portal.accounts.models import Account
from portal.complaints.commands import handling, letters
from portal.complaints.commands.learning import Changed, learn
from portal.complaints.jobs.reminding import remind_of_complaints
from portal.complaints.rules import Part, RemedyKind
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from tests.complaints.conftest import LONDON, Complain, held, today
from tests.support.factories import Make


def _told(kind: NoticeKind) -> list[uuid.UUID]:
    return [one.account_id for one in held(Notice) if one.kind is kind and not one.dropped_at]


def test_what_is_late_is_told_once_to_those_who_have_it(
    cora: Account, hana: Account, complain: Complain
) -> None:
    complaint = complain(received_on=today() - timedelta(days=60))
    handling.hand_to(complaint, Part.ANSWERER, hana.id, send_once=uuid.uuid4(), by=cora.id, today=today())
    for _again in range(2):
        remind_of_complaints(clock.now(), LONDON)
    assert sorted(_told(NoticeKind.COMPLAINT_LATE)) == sorted([cora.id, hana.id])


def test_whoever_became_close_is_told_nothing_and_loses_it(
    cora: Account, hana: Account, complain: Complain
) -> None:
    complaint = complain(received_on=today() - timedelta(days=60))
    handling.hand_to(complaint, Part.ANSWERER, hana.id, send_once=uuid.uuid4(), by=cora.id, today=today())
    handling.concern(complaint, [hana.id], by=cora.id)
    remind_of_complaints(clock.now(), LONDON)
    assert _told(NoticeKind.COMPLAINT_LATE) == [cora.id]
    assert hana.id not in {
        one.account_id for one in held(Notice) if not one.dropped_at and one.kind.startswith("complaint")
    }


def test_a_remedy_on_its_day_and_a_check_after_three_months(
    cora: Account, hana: Account, complain: Complain
) -> None:
    complaint = complain()
    remedy = letters.add_remedy(
        complaint,
        RemedyKind.APOLOGY,
        "We say sorry.",
        hana.id,
        today(),
        send_once=uuid.uuid4(),
        by=cora.id,
        today=today(),
    )
    remind_of_complaints(clock.now(), LONDON)
    assert _told(NoticeKind.COMPLAINT_DUE) == [hana.id]
    letters.do_remedy(complaint, remedy, "Said.", send_once=uuid.uuid4(), by=hana.id, today=today())
    old = Changed("We ring first.", "The team", today() - timedelta(days=120))
    learn(old, send_once=uuid.uuid4(), by=cora.id, today=today())
    for _again in range(2):
        remind_of_complaints(clock.now(), LONDON)
    assert _told(NoticeKind.COMPLAINT_CHECK) == [cora.id]
    db.session.rollback()


def test_where_no_complaints_manager_may_have_it_an_administrator_hears(
    cora: Account, complain: Complain, make: Make
) -> None:
    from portal.policy.roles import Role

    admin = make.staff(Role.ADMINISTRATOR, name="Ad Min")
    complain(concerned=[cora.id])
    assert _told(NoticeKind.COMPLAINT_NOBODY) == [admin.id]
    assert _told(NoticeKind.COMPLAINT_CAME) == []
