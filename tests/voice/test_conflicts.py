"""Marking read: what was done, whom it concerns, and that it reaches nobody it concerns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.coding.rules import QuoteState
from portal.deadlines.models import Deadline
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import KeptApart
from portal.policy.roles import Role
from portal.voice.models import Concern, Handling, Recipient, Statement
from portal.voice.rules import Outcome
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.quoted import made_quote

NOBODY = {"done1-outcome": "nothing_needed", "nobody": True}


def _stored(statement: Statement) -> Statement:
    found = db.session.get(Statement, statement.id, populate_existing=True)
    assert found is not None
    return found


def _recipient(statement: Statement, account: Account) -> Recipient:
    return db.session.scalars(
        sa.select(Recipient)
        .where(Recipient.statement_id == statement.id, Recipient.account_id == account.id)
        .execution_options(populate_existing=True)
    ).one()


def _notices(account: Account) -> list[NoticeKind]:
    rows = db.session.scalars(
        sa.select(Notice).where(
            Notice.account_id == account.id, Notice.dropped_at.is_(None), Notice.seen_at.is_(None)
        )
    )
    return [row.kind for row in rows]


def _read(page: Page, statement: Statement, fields: dict[str, Any], *, status: int = 200) -> Page:
    page.visit(f"/staff/desk/{statement.id}")
    return page.submit("Mark as read", fields, status=status)


def test_marked_read_it_goes_to_those_picked_and_the_first_answers(page: Page, make: Make) -> None:
    person, reader = make.young_person(), make.staff(Role.READER)
    iro = make.worker_of(person, Role.IRO)
    worker = make.worker_of(person)
    statement = make.statement(person, to=[worker, iro])
    _read(page.sign_in(reader), statement, NOBODY)
    now = _stored(statement)
    assert now.read_by_id == reader.id
    assert now.answerer_id == worker.id
    assert _recipient(statement, iro).delivered_at
    assert _recipient(statement, worker).delivered_at
    owner = db.session.scalar(sa.select(Deadline.owner_id).where(Deadline.about_id == statement.id))
    assert owner == worker.id
    assert _notices(worker) == [NoticeKind.TO_ANSWER]
    page.sign_in(worker).visit("/staff/statements")
    assert person.name in page.main


def test_before_it_is_read_nobody_picked_has_it(page: Page, make: Make) -> None:
    person = make.young_person()
    worker = make.worker_of(person)
    statement = make.statement(person, to=[worker])
    page.sign_in(worker).visit(f"/staff/statements/{statement.id}", status=404)
    page.visit("/staff/statements")
    assert person.name not in page.main


def test_what_it_concerns_them_household_manager_and_stand_in_never_get_it(page: Page, make: Make) -> None:
    person, reader = make.young_person(), make.staff(Role.READER)
    manager = make.staff(Role.MANAGER, Role.IRO)
    worker = make.worker_of(person, manager=manager)
    make.link(person, manager, kind=None)
    partner = make.worker_of(person, Role.PERSONAL_ADVISER, household=worker)
    instead = make.worker_of(person, Role.PARTICIPATION_WORKER)
    make.stand_in(worker, instead)
    iro = make.worker_of(person, Role.IRO, name="Ira Clear")
    everybody = [worker, manager, partner, instead]
    statement = make.statement(person, "My social worker shouts at me", to=[*everybody, iro])
    _read(page.sign_in(reader), statement, {"done1-outcome": "nothing_needed", "about": [str(worker.id)]})
    for account in everybody:
        row = _recipient(statement, account)
        assert row.delivered_at is None
        assert row.removed_at is not None
        assert _notices(account) == []
        page.sign_in(account).visit(f"/staff/statements/{statement.id}", status=404)
        page.visit("/staff/statements")
        assert person.name not in page.main
    assert _stored(statement).answerer_id == iro.id
    why = dict(db.session.execute(sa.select(KeptApart.account_id, KeptApart.why)).all())
    assert why == {
        worker.id: "concerned",
        manager.id: "manager",
        partner.id: "household",
        instead.id: "stand_in",
    }


def test_a_reader_it_concerns_neither_sees_nor_opens_it(page: Page, make: Make) -> None:
    person = make.young_person(name="Said Something")
    reader = make.staff(Role.READER, Role.SAFETY_LEAD)
    statement = make.statement(person, concerning=[reader])
    page.sign_in(reader).visit("/staff/desk")
    assert "Said Something" not in page.main
    page.visit(f"/staff/desk/{statement.id}", status=404)
    page.post(f"/staff/desk/{statement.id}/take", status=404)
    page.post(f"/staff/desk/{statement.id}/read", status=404)


def test_a_reader_who_becomes_close_to_whom_it_concerns_is_out_at_once(page: Page, make: Make) -> None:
    """Nothing was written down for this reader: the stand-in was agreed after the statement was sent."""
    person = make.young_person(name="Said Something")
    worker = make.worker_of(person)
    reader = make.staff(Role.READER)
    statement = make.statement(person, concerning=[worker])
    page.sign_in(reader).visit("/staff/desk")
    assert "Said Something" in page.main
    make.stand_in(worker, reader)
    page.visit("/staff/desk")
    assert "Said Something" not in page.main
    page.visit(f"/staff/desk/{statement.id}", status=404)


def test_when_nobody_picked_may_answer_the_reader_chooses(page: Page, make: Make) -> None:
    person, reader = make.young_person(), make.staff(Role.READER)
    worker = make.worker_of(person)
    lead = make.staff(Role.SAFETY_LEAD, name="Sal Lead")
    statement = make.statement(person, to=[worker])
    fields = {"done1-outcome": "nothing_needed", "about": [str(worker.id)], "done1-note": "kept words"}
    _read(page.sign_in(reader), statement, fields, status=422)
    assert page.mistakes == ["Nobody who was picked may answer it. Choose who does."]
    assert page.value("done1-note") == "kept words"
    assert _stored(statement).read_at is None
    page.submit("Mark as read", {"answerer": str(worker.id)}, status=422)
    assert "concerns this person" in page.mistakes[0]
    page.submit("Mark as read", {"answerer": str(lead.id)})
    assert _stored(statement).answerer_id == lead.id
    assert _notices(lead) == [NoticeKind.TO_ANSWER]
    page.sign_in(lead).visit(f"/staff/statements/{statement.id}")


def test_with_nobody_picked_a_safety_lead_is_offered(page: Page, make: Make) -> None:
    reader, lead = make.staff(Role.READER), make.staff(Role.SAFETY_LEAD)
    statement = make.statement(make.young_person())
    page.sign_in(reader).visit(f"/staff/desk/{statement.id}")
    assert page.value("answerer") == str(lead.id)


def test_nobody_here_has_to_be_said(page: Page, make: Make) -> None:
    reader = make.staff(Role.READER)
    make.staff(Role.SAFETY_LEAD)
    statement = make.statement(make.young_person())
    _read(page.sign_in(reader), statement, {"done1-outcome": "nothing_needed"}, status=422)
    assert page.mistakes == ["Say whom it concerns, or tick that it concerns nobody here."]
    page.submit("Mark as read", {"nobody": True, "about_names": "Uncle Jo"}, status=422)
    assert "Keep one of them" in page.mistakes[0]
    assert page.value("about_names") == "Uncle Jo"
    page.submit("Mark as read", {"nobody": False})
    names = [c.name for c in db.session.scalars(sa.select(Concern)).all()]
    assert names == ["Uncle Jo"]


def test_several_outcomes_each_with_reference_time_and_note(page: Page, make: Make) -> None:
    person, reader = make.young_person(), make.staff(Role.READER)
    other = make.worker_of(person, Role.PARTICIPATION_WORKER)
    worker = make.worker_of(person)
    statement = make.statement(person, to=[worker], sent_at=clock.now() - timedelta(hours=5))
    at = clock.now() - timedelta(hours=1)
    fields = {
        "done1-outcome": "police",
        "done1-reference": "CAD 77",
        "done1-happened_on": at.date(),
        "done1-happened_at": at.strftime("%H:%M"),
        "done2-outcome": "passed_on",
        "done2-passed_to": str(other.id),
        "done2-note": "rings back at four",
        "nobody": True,
    }
    _read(page.sign_in(reader), statement, fields)
    done = db.session.scalars(sa.select(Handling).order_by(Handling.outcome.desc())).all()
    assert {one.outcome for one in done} == {Outcome.POLICE, Outcome.PASSED_ON}
    by_outcome = {one.outcome: one for one in done}
    assert by_outcome[Outcome.POLICE].reference == "CAD 77"
    assert by_outcome[Outcome.PASSED_ON].note == "rings back at four"
    page.sign_in(other).visit(f"/staff/statements/{statement.id}")


def test_what_is_missing_or_wrong_is_said_and_everything_typed_is_kept(page: Page, make: Make) -> None:
    person, reader = make.young_person(), make.staff(Role.READER)
    worker = make.worker_of(person)
    statement = make.statement(person, to=[worker])
    page.sign_in(reader)
    tomorrow = clock.now().date() + timedelta(days=1)
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"nobody": True}, "Say what was done"),
        ({"done1-outcome": "passed_on", "nobody": True}, "to whom you passed it on"),
        ({"done1-outcome": "rang", "done1-happened_at": "late", "nobody": True}, "time like 14:30"),
        ({"done1-outcome": "rang", "done1-happened_on": tomorrow, "nobody": True}, "have not come yet"),
        (
            {
                "done1-outcome": "rang",
                "done1-happened_on": datetime(2020, 1, 1, tzinfo=UTC).date(),
                "nobody": True,
            },
            "before it was sent",
        ),
        (
            {"done1-outcome": "passed_on", "done1-passed_to": str(worker.id), "about": [str(worker.id)]},
            "concerns this person",
        ),
    ]
    for fields, words in wrong:
        _read(page, statement, {**fields, "done1-note": "my note"}, status=422)
        assert any(words in line for line in page.mistakes), (words, page.mistakes)
        assert page.value("done1-note") == "my note"
    assert _stored(statement).read_at is None
    assert db.session.scalars(sa.select(Handling)).all() == []


def test_bad_input_is_a_4xx(page: Page, make: Make) -> None:
    person, reader = make.young_person(), make.staff(Role.READER)
    stranger = make.account_for(make.young_person())
    statement = make.statement(person, to=[make.worker_of(person)])
    page.sign_in(reader)
    url = f"/staff/desk/{statement.id}/read"
    page.post(url, {"done1-outcome": "made up", "nobody": "y"}, status=422)
    page.post(url, {**NOBODY, "nobody": "y", "about": str(stranger.id)}, status=422)
    page.post(url, {"done1-outcome": "police", "about": "not an id"}, status=422)
    page.post(url, {"done1-outcome": ["nothing_needed", "police"], "done1-note": "x" * 20_000}, status=422)
    page.post(url, {"done1-outcome": "nothing_needed", "about_names": "\n".join("abcdefghijkl")}, status=422)
    assert _stored(statement).read_at is None


def test_the_second_of_two_readers_is_told_and_keeps_their_words(
    page: Page, another_page: Callable[[], Page], make: Make
) -> None:
    person, first, second = make.young_person(), make.staff(Role.READER), make.staff(Role.READER)
    worker = make.worker_of(person)
    statement = make.statement(person, to=[worker])
    page.sign_in(first).visit(f"/staff/desk/{statement.id}")
    late = another_page().sign_in(second).visit(f"/staff/desk/{statement.id}")
    page.submit("Mark as read", NOBODY)
    late.submit(
        "Mark as read", {**NOBODY, "done1-outcome": "rang", "done1-note": "I rang at two"}, status=422
    )
    assert "Somebody else marked it read" in late.mistakes[0]
    assert late.value("done1-note") == "I rang at two"
    assert _stored(statement).read_by_id == first.id
    late.submit("Add this")
    assert {h.note for h in db.session.scalars(sa.select(Handling))} == {"", "I rang at two"}


def test_a_double_tap_marks_it_read_once(page: Page, another_page: Callable[[], Page], make: Make) -> None:
    person, reader = make.young_person(), make.staff(Role.READER)
    statement = make.statement(person, to=[make.worker_of(person)])
    page.sign_in(reader).visit(f"/staff/desk/{statement.id}")
    twin = another_page().sign_in(reader).visit(f"/staff/desk/{statement.id}")
    page.submit("Mark as read", {**NOBODY, "done1-note": "once"})
    twin.submit("Mark as read", {**NOBODY, "done1-note": "once"})
    assert len(db.session.scalars(sa.select(Handling)).all()) == 1


def test_a_name_is_looked_for_among_staff_and_what_was_typed_stays(page: Page, make: Make) -> None:
    person, reader = make.young_person(), make.staff(Role.READER)
    carer = make.staff(Role.FOSTER_CARER, name="Orla Pike")
    statement = make.statement(person, to=[make.worker_of(person)])
    page.sign_in(reader).visit(f"/staff/desk/{statement.id}")
    page.submit("Look for them", {"find": "pike", "done1-note": "half typed"})
    assert "Orla Pike (foster carer)" in page.main
    assert page.value("done1-note") == "half typed"
    page.submit("Mark as read", {"about": [str(carer.id)], "done1-outcome": "designated_officer"})
    assert db.session.scalars(sa.select(Concern.account_id)).all() == [carer.id]


def test_taken_back_it_is_read_once_and_goes_to_nobody(page: Page, make: Make) -> None:
    person, reader = make.young_person(), make.staff(Role.READER)
    worker = make.worker_of(person)
    statement = make.statement(person, "too much", to=[worker], taken_back_at=clock.now())
    page.sign_in(reader).visit(f"/staff/desk/{statement.id}")
    assert "They took this back" in page.main
    assert "too much" in page.main
    page.submit("Mark as read", NOBODY)
    assert _stored(statement).read_at
    assert _stored(statement).answerer_id is None
    assert _recipient(statement, worker).delivered_at is None
    assert _notices(worker) == []


def test_a_concern_found_later_ends_delivery_at_once_and_somebody_else_answers(
    page: Page, make: Make
) -> None:
    person, reader = make.young_person(), make.staff(Role.READER)
    worker = make.worker_of(person)
    iro = make.worker_of(person, Role.IRO)
    statement = make.statement(person, to=[worker, iro])
    _read(page.sign_in(reader), statement, NOBODY)
    page.sign_in(worker).visit(f"/staff/statements/{statement.id}")
    page.sign_in(reader).visit(f"/staff/desk/{statement.id}").submit("Add this", {"about": [str(worker.id)]})
    assert _stored(statement).answerer_id == iro.id
    assert _notices(worker) == []
    assert NoticeKind.TO_ANSWER in _notices(iro)
    page.sign_in(worker).visit(f"/staff/statements/{statement.id}", status=404)
    page.post(f"/staff/statements/{statement.id}/answer", status=404)


def test_a_safety_lead_takes_a_wrong_concern_off_but_not_what_the_young_person_said(
    page: Page, make: Make
) -> None:
    person, lead, reader = make.young_person(), make.staff(Role.SAFETY_LEAD), make.staff(Role.READER)
    worker, carer = make.worker_of(person), make.worker_of(person, Role.FOSTER_CARER)
    statement = make.statement(person, to=[worker], concerning=[carer])
    fields = {"done1-outcome": "nothing_needed", "about": [str(worker.id)], "answerer": str(lead.id)}
    _read(page.sign_in(lead), statement, fields)
    rows = {c.account_id: c.id for c in db.session.scalars(sa.select(Concern))}
    url = f"/staff/desk/{statement.id}/concern"
    page.sign_in(reader).post(f"{url}/{rows[worker.id]}/remove", status=404)
    page.sign_in(lead).post(f"{url}/{rows[carer.id]}/remove", status=409)
    page.visit(f"/staff/desk/{statement.id}").submit("Marked by mistake: take off")
    assert set(db.session.scalars(sa.select(Concern.account_id))) == {carer.id}
    assert set(db.session.scalars(sa.select(KeptApart.account_id))) == {carer.id}


def test_a_stand_in_sees_and_answers_unless_they_are_kept_apart(page: Page, make: Make) -> None:
    person, reader = make.young_person(name="Needs Answer"), make.staff(Role.READER)
    worker = make.worker_of(person)
    instead, concerned = make.staff(Role.SOCIAL_WORKER), make.staff(Role.SOCIAL_WORKER)
    make.stand_in(worker, instead)
    make.stand_in(worker, concerned)
    statement = make.statement(person, to=[worker], read_by=reader, concerning=[concerned])
    page.sign_in(instead).visit("/staff/statements")
    assert "Needs Answer" in page.main
    page.visit(f"/staff/statements/{statement.id}")
    page.submit("Send it", {"understood": "I see", "state": "cant", "reason": "A judge decides"})
    page.sign_in(concerned).visit(f"/staff/statements/{statement.id}", status=404)


def test_whose_link_has_ended_no_longer_has_it(page: Page, make: Make) -> None:
    person, reader = make.young_person(name="Moved On"), make.staff(Role.READER)
    worker = make.staff(Role.SOCIAL_WORKER)
    link = make.link(person, worker)
    statement = make.statement(person, to=[worker], read_by=reader)
    page.sign_in(worker).visit(f"/staff/statements/{statement.id}")
    with db.transaction() as session:
        row = session.get_one(type(link), link.id)
        row.until_on = clock.now().date() - timedelta(days=1)
    page.visit(f"/staff/statements/{statement.id}", status=404)
    page.visit("/staff/statements")
    assert "Moved On" not in page.main


def test_whoever_a_statement_turns_out_to_concern_is_told_nothing_more_of_its_quote(
    page: Page, make: Make
) -> None:
    person, reader = make.young_person(), make.staff(Role.READER)
    worker, other = (make.worker_of(person, Role.PARTICIPATION_WORKER) for _two in range(2))
    quote = made_quote(make, person, by=reader, state=QuoteState.ASKED)
    iro = make.worker_of(person, Role.IRO)
    with db.transaction() as session:
        session.get_one(Statement, quote.statement_id).answerer_id = iro.id
    young = page.sign_in(make.account_for(person)).visit(f"/my-quotes/{quote.id}")
    young.submit("Yes, use these words")
    assert _notices(worker) == _notices(other) == [NoticeKind.QUOTE_TO_APPROVE]
    another = make.statement(person, read_by=reader, answerer=iro)
    for statement_id, told in ((another.id, [NoticeKind.QUOTE_TO_APPROVE]), (quote.statement_id, [])):
        page.sign_in(reader).visit(f"/staff/desk/{statement_id}")
        page.submit("Add this", {"about": [str(worker.id)]})
        db.session.remove()
        assert _notices(worker) == told
    assert _notices(other) == [NoticeKind.QUOTE_TO_APPROVE]
