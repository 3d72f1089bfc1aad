"""The monthly sample: drawn by chance, judged by another team, acted on by a manager, and what goes wrong."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import RoleGrant
from portal.audit.models import Event
from portal.deadlines.models import Deadline
from portal.kit import clock
from portal.listening.models import Sample, SampleAsked, Sampled
from portal.listening.rules.samples import FINDING, JUDGING
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from portal.voice.models import Concern, Statement
from portal.voice.rules import Desk, Way
from portal.voice.rules.alone import ASKED as ALONE
from tests.listening.sampling import (
    JUDGED,
    LONDON,
    SCORES,
    Council,
    NewPage,
    answered,
    clocks,
    council,
    draw,
    look_after,
    moment,
    past_due,
    sampled,
)
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.queries import counted
from tests.voice.young import rows


@pytest.fixture
def them(make: Make) -> Council:
    return council(make)


@pytest.fixture
def drawn(make: Make, them: Council) -> Sampled:
    """One thing, drawn and given to the judge."""
    answered(make, them, person=make.young_person(name="Kit Marsh"))
    draw()
    return sampled()[0]


def _judge(page: Page, row: Sampled, **fields: str) -> Page:
    page.visit(f"/staff/samples/{row.id}")
    return page.submit("Put the judgement on the record", **{**JUDGED, **fields})


def _told(kind: NoticeKind) -> list[object]:
    return [one.account_id for one in rows(Notice) if one.kind is kind and one.dropped_at is None]


def _set(kind: Any, row: Any, **values: object) -> None:
    with db.transaction() as session:
        session.execute(sa.update(kind).where(kind.id == row.id).values(**values))


def test_a_sample_is_judged_and_the_manager_says_what_was_done(
    another_page: NewPage, make: Make, them: Council
) -> None:
    person = make.young_person(name="Kit Marsh", called="Kit")
    account = make.account_for(person)
    answered(make, them, "I want to see my sister more", person=person)
    assert draw() == 1
    assert _told(NoticeKind.SAMPLE_TO_JUDGE) == [them.judge.id]
    judge = another_page().sign_in(them.judge).visit("/staff").follow("Judging samples").follow("Kit")
    assert "I want to see my sister more" in judge.main
    assert "I will ask for a second visit a month." in judge.main
    judge.submit("Put the judgement on the record", **JUDGED)
    assert "Nothing to judge" in judge.main
    assert _told(NoticeKind.FINDING_TO_ACT) == [them.manager.id]
    manager = another_page().sign_in(them.manager).visit("/staff/samples").follow("Kit")
    assert "One question has no answer." in manager.main
    assert "I want to see my sister more" not in manager.main
    manager.submit("Put it on the record", done="Priya answers it today.")
    assert "Priya answers it today." in judge.visit("/staff/samples").follow("Kit").main
    assert _told(NoticeKind.FINDING_DONE) == [them.judge.id]
    assert [one.done_at is not None for one in (*clocks(JUDGING), *clocks(FINDING))] == [True, True]
    shown = another_page().sign_in(account).visit("/who-opened").main
    assert "Iris Holt" in shown
    assert "checked how well we listened to you" in shown


def test_where_all_is_well_nobody_has_to_act(page: Page, them: Council, drawn: Sampled) -> None:
    page.sign_in(them.judge)
    _judge(page, drawn, **dict.fromkeys(SCORES, "yes"), should="")
    assert not clocks(FINDING)
    assert "Nothing more to do" in page.visit("/staff/samples").main
    assert not _told(NoticeKind.FINDING_TO_ACT)


def test_sent_twice_it_is_one_judgement_and_one_answer_to_it(
    another_page: NewPage, them: Council, drawn: Sampled
) -> None:
    page, once = another_page().sign_in(them.judge), str(uuid.uuid4())
    for _ in range(2):
        page.visit("/staff/samples")
        page.post(f"/staff/samples/{drawn.id}", {**JUDGED, "send_once": once})
    assert len(clocks(FINDING)) == 1
    page.post(f"/staff/samples/{drawn.id}", {**JUDGED, "found": "Other.", "send_once": str(uuid.uuid4())})
    assert sampled()[0].found == "One question has no answer."
    manager, once = another_page().sign_in(them.manager), str(uuid.uuid4())
    for _ in range(2):
        manager.visit(f"/staff/samples/{drawn.id}/finding")
        manager.post(f"/staff/samples/{drawn.id}/finding", {"done": "We rang.", "send_once": once})
    again = {"done": "Other.", "send_once": str(uuid.uuid4())}
    manager.post(f"/staff/samples/{drawn.id}/finding", again, status=409)
    assert sampled()[0].done == "We rang."
    assert len(_told(NoticeKind.FINDING_DONE)) == 1


HALF = (
    {},
    SCORES,
    {**JUDGED, "found": " "},
    {**JUDGED, "should": ""},
    {**JUDGED, "kept": "perhaps"},
    {**JUDGED, "found": "x" * 4001},
    {**JUDGED, "agree": "\x00\ufffd"},
)


def test_half_a_judgement_is_asked_for_and_stored_nowhere(page: Page, them: Council, drawn: Sampled) -> None:
    page.sign_in(them.judge).visit(f"/staff/samples/{drawn.id}")
    for fields in HALF:
        page.post(f"/staff/samples/{drawn.id}", fields, status=422)
        assert "Not a valid choice" not in page.main
    assert sampled()[0].judged_at is None


def test_whoever_knows_them_gives_it_back_and_somebody_else_is_asked(
    another_page: NewPage, make: Make, them: Council, drawn: Sampled
) -> None:
    second = make.staff(Role.SAFETY_LEAD, name="Sol Safe", manager=them.judge)
    page = another_page().sign_in(them.judge).visit("/staff/samples").follow("I can’t judge this")
    page.submit("Give it back", status=422)
    page.submit("Give it back", why="knows_them")
    assert "Nothing to judge" in page.main
    assert sampled()[0].auditor_id == second.id
    assert [one.why for one in rows(SampleAsked) if one.account_id == them.judge.id] == ["knows_them"]
    page.post(f"/staff/samples/{drawn.id}/give-back", {"why": "knows_them"})  # a double tap is once
    assert len(clocks(JUDGING)) == 2
    page.visit(f"/staff/samples/{drawn.id}", status=404)
    assert "Kit" in another_page().sign_in(second).visit("/staff/samples").main


def test_where_nobody_else_may_it_is_said_so_and_tried_again_later(
    another_page: NewPage, make: Make, them: Council, drawn: Sampled
) -> None:
    lead = make.staff(Role.SAFETY_LEAD, manager=them.manager)  # of the team that is judged
    page = another_page().sign_in(them.judge).visit(f"/staff/samples/{drawn.id}/give-back")
    page.submit("Give it back", why="no_time")
    assert sampled()[0].auditor_id is None
    assert "nobody may judge" in another_page().sign_in(lead).visit("/staff/samples").main
    found = make.staff(Role.PARTICIPATION_WORKER)
    assert look_after() == 0  # looked for a moment ago
    _set(Sampled, drawn, tried_at=moment())
    assert look_after() == 1
    assert sampled()[0].auditor_id == found.id
    assert "nobody may judge" not in another_page().sign_in(lead).visit("/staff/samples").main


def test_a_council_of_one_team_judges_nothing_and_says_so(page: Page, make: Make) -> None:
    manager = make.staff(Role.MANAGER, Role.SAFETY_LEAD)
    worker = make.staff(Role.SOCIAL_WORKER, manager=manager)
    them = Council(manager, worker, make.staff(Role.READER, manager=manager), worker)
    answered(make, them)
    assert draw() == 1
    assert sampled()[0].auditor_id is None
    assert "nobody may judge" in page.sign_in(manager).visit("/staff/samples").main


def test_nobody_with_a_part_in_it_is_asked(make: Make, them: Council) -> None:
    person = make.young_person()
    said = answered(make, them, person=person)
    writer, before = make.staff(Role.IRO), make.staff(Role.PARTICIPATION_WORKER)
    make.capture(said, writer)
    make.link(person, before, until_on=moment().date())
    kept = make.staff(Role.SAFETY_LEAD)
    make.kept_apart(person, said, kept)
    make.stand_in(them.worker, make.staff(Role.MANAGER))
    draw()
    assert sampled()[0].auditor_id == them.judge.id


NOT_DRAWN: tuple[dict[str, Any], ...] = (
    {"desk": Desk.ADVOCATE},
    {"is_shown_to_them": False},
    {"by_old_way": True},
    {"asked": ALONE},
    {"read_at": None},
    {"taken_back_at": datetime(2026, 1, 1, tzinfo=UTC)},
)


def test_what_must_not_be_judged_is_not_drawn(make: Make, them: Council) -> None:
    for changes in NOT_DRAWN:
        _set(Statement, answered(make, them), **changes)
    with_concern = answered(make, them)
    make.statement(make.young_person(), to=[them.worker], sent_at=moment())  # never read
    _concern_by_name(with_concern)
    assert draw() == 0


def _concern_by_name(said: Statement) -> None:
    """It concerns somebody known by a name only: nobody could keep it from them."""
    with db.transaction() as session:
        row = Concern(
            statement_id=said.id, young_person_id=said.young_person_id, by_young_person=True, at=said.sent_at
        )
        row.name = "Uncle Bob"
        session.add(row)


def test_overdue_is_drawn_and_what_waits_within_its_time_is_not(make: Make, them: Council) -> None:
    for due in (moment(12).date(), clock.today(LONDON)):
        person = make.young_person()
        make.statement(person, to=[them.worker], read_by=them.reader, sent_at=moment(), answer_by_on=due)
    good_news = make.young_person()
    make.statement(
        good_news,
        to=[them.worker],
        read_by=them.reader,
        sent_at=moment(),
        answer_by_on=moment(12).date(),
        is_good_news=True,
    )
    assert draw() == 1
    assert _said(sampled()[0]).answer_by_on == moment(12).date()


def test_a_month_is_drawn_once_also_by_two_workers_and_with_nothing_in_it(make: Make, them: Council) -> None:
    both = [threading.Thread(target=draw) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(rows(Sample)) == 1
    assert not sampled()
    answered(make, them)
    assert draw() == 0


def test_so_many_of_each_agency_by_who_heard_it(make: Make, them: Council) -> None:
    nurse = make.staff(Role.PARTNER, organisation="Northgate Health")
    for number in range(6):
        said = answered(make, them, way=Way.PASSED_ON if number < 3 else Way.OWN)
        if number < 3:
            make.capture(said, nurse)
    assert draw(size=2) == 4
    with db.transaction() as session:
        agencies = sorted(row.agency for row in session.scalars(sa.select(Sampled)))
    assert agencies == ["", "", "Northgate Health", "Northgate Health"]


def test_taken_back_meanwhile_it_is_gone_everywhere_at_once(
    another_page: NewPage, them: Council, drawn: Sampled
) -> None:
    judge = another_page().sign_in(them.judge)
    _judge(judge, drawn)
    with db.transaction() as session:
        session.execute(sa.update(Statement).values(taken_back_at=clock.now()))
    assert "Kit" not in judge.visit("/staff/samples").main
    for somebody in (them.judge, them.manager):
        another_page().sign_in(somebody).visit(f"/staff/samples/{drawn.id}/finding", status=404)
    assert look_after() == 1
    assert clocks(FINDING)[0].dropped_at is not None
    assert not _told(NoticeKind.FINDING_TO_ACT)
    assert look_after() == 0


def test_a_role_that_ended_or_a_conflict_found_since_takes_it_away(
    another_page: NewPage, make: Make, them: Council, drawn: Sampled
) -> None:
    second, third = make.staff(Role.READER), make.staff(Role.SAFETY_LEAD, name="Sol Safe")
    with db.transaction() as session:
        session.execute(sa.delete(RoleGrant).where(RoleGrant.account_id == them.judge.id))
    another_page().sign_in(them.judge).visit(f"/staff/samples/{drawn.id}", status=404)
    assert look_after() == 1
    first_now = sampled()[0].auditor_id
    assert first_now in (second.id, third.id)
    now_has, other = (second, third) if first_now == second.id else (third, second)
    person = make.young_person()
    make.kept_apart(person, _said(drawn), now_has)
    page = another_page().sign_in(now_has)
    assert "Kit" not in page.visit("/staff/samples").main
    page.visit(f"/staff/samples/{drawn.id}", status=404)
    page.visit(f"/staff/samples/{drawn.id}/give-back", status=404)
    assert look_after() == 1
    assert sampled()[0].auditor_id == other.id


def _said(row: Sampled) -> Any:
    db.session.remove()
    return db.session.get_one(Statement, row.statement_id)


def test_not_judged_in_time_it_is_offered_to_another_and_else_asked_again(
    make: Make, them: Council, drawn: Sampled
) -> None:
    past_due(JUDGING, drawn)
    assert look_after() == 1  # nobody else is there: the same again, with a new day
    assert sampled()[0].auditor_id == them.judge.id
    assert [one.dropped_at is None for one in clocks(JUDGING)] == [False, True]
    second = make.staff(Role.READER)
    past_due(JUDGING, drawn)
    assert look_after() == 1
    assert sampled()[0].auditor_id == second.id
    assert look_after() == 0


def test_reminded_once_a_week_before_its_day(them: Council, drawn: Sampled) -> None:
    assert look_after() == 0
    _set(Deadline, clocks(JUDGING)[0], due_on=clock.today(LONDON))
    assert look_after() == 1
    assert look_after() == 0
    assert _told(NoticeKind.SAMPLE_TO_JUDGE) == [them.judge.id] * 2


def test_a_late_finding_goes_to_safety_leads_once(
    another_page: NewPage, make: Make, them: Council, drawn: Sampled
) -> None:
    lead = make.staff(Role.SAFETY_LEAD)
    _judge(another_page().sign_in(them.judge), drawn)
    page = another_page().sign_in(lead)
    assert "Kit" not in page.visit("/staff/samples").main
    past_due(FINDING, drawn)
    assert (look_after(), look_after()) == (1, 0)
    page.visit("/staff/samples").follow("Kit").submit("Put it on the record", done="I rang Priya.")
    assert sampled()[0].done_by_id == lead.id


def test_where_the_manager_is_kept_from_it_a_safety_lead_acts(
    another_page: NewPage, make: Make, them: Council, drawn: Sampled
) -> None:
    lead = make.staff(Role.SAFETY_LEAD)
    make.kept_apart(make.young_person(), _said(drawn), them.manager, "manager")
    _judge(another_page().sign_in(them.judge), drawn)
    assert _told(NoticeKind.FINDING_TO_ACT) == [lead.id]
    assert "Kit" not in another_page().sign_in(them.manager).visit("/staff/samples").main
    another_page().sign_in(them.manager).visit(f"/staff/samples/{drawn.id}/finding", status=404)
    assert "Kit" in another_page().sign_in(lead).visit("/staff/samples").main


def test_nobody_else_opens_it(another_page: NewPage, make: Make, drawn: Sampled) -> None:
    for role in (Role.READER, Role.MANAGER, Role.SOCIAL_WORKER, Role.PARTNER, Role.ADVOCATE):
        page = another_page().sign_in(make.staff(role))
        for path in ("", "/give-back", "/finding"):
            page.visit(f"/staff/samples/{drawn.id}{path}", status=404)
        page.visit("/staff")
        page.post(f"/staff/samples/{drawn.id}", JUDGED, status=404)


def test_the_worker_who_is_judged_finds_nothing_of_it(
    another_page: NewPage, them: Council, drawn: Sampled
) -> None:
    _judge(another_page().sign_in(them.judge), drawn)
    page = another_page().sign_in(them.worker)
    page.visit("/staff/samples", status=404)
    page.visit(f"/staff/samples/{drawn.id}/finding", status=404)


def test_opening_it_leaves_an_event_and_the_list_none(page: Page, them: Council, drawn: Sampled) -> None:
    page.sign_in(them.judge).visit("/staff/samples").visit(f"/staff/samples/{drawn.id}/give-back")
    assert not [one for one in rows(Event) if one.young_person_id == drawn.young_person_id]
    page.visit(f"/staff/samples/{drawn.id}")
    opened = [one for one in rows(Event) if one.young_person_id == drawn.young_person_id]
    assert [(one.action, one.subject_id, one.safety) for one in opened] == [
        ("judge_sample", drawn.statement_id, False)
    ]


def test_the_list_asks_as_much_for_one_as_for_many(page: Page, make: Make, them: Council) -> None:
    costs = []
    for more in (1, 6):
        for _ in range(more):
            answered(make, them)
        with db.transaction() as session:
            session.execute(sa.delete(SampleAsked))
            session.execute(sa.delete(Sampled))
            session.execute(sa.delete(Sample))
        draw(size=9)
        page.sign_in(them.judge).visit("/staff/samples")
        with counted() as asked:
            page.visit("/staff/samples")
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_before_anything_was_drawn_the_pages_help(another_page: Callable[[], Page], them: Council) -> None:
    assert "Nothing to judge" in another_page().sign_in(them.judge).visit("/staff/samples").main
    page = another_page().sign_in(them.manager).visit("/staff/listening").follow("Judged samples")
    assert "No quarter is counted yet" in page.main
