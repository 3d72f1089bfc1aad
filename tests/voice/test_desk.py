"""The duty desk: its list and one statement on it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
import time_machine

from portal import db
from portal.audit.models import Event
from portal.policy.roles import Role
from portal.voice.models import Statement
from portal.voice.rules import Level
from tests.support.factories import Make
from tests.support.pages import Page

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)  # a Tuesday


def _stored(statement: Statement) -> Statement:
    found = db.session.get(Statement, statement.id, populate_existing=True)
    assert found is not None
    return found


def test_the_list_has_now_first_then_soon_then_the_oldest_and_no_word_of_it(page: Page, make: Make) -> None:
    reader = make.staff(Role.READER)
    names = ["Ada Rest", "Ben Rest", "Cal Soon", "Dee Now"]
    levels = [Level.REST, Level.REST, Level.SOON, Level.NOW]
    with time_machine.travel(NOON, tick=False):
        for age, name, level in zip((5, 9, 1, 0), names, levels, strict=True):
            person = make.young_person(name=name)
            make.statement(
                person, "a secret about the garden", level=level, sent_at=NOON - timedelta(hours=age)
            )
        page.sign_in(reader).visit("/staff/desk")
    places = [page.main.index(name) for name in ("Dee Now", "Cal Soon", "Ben Rest", "Ada Rest")]
    assert places == sorted(places)
    assert "The oldest came 9 hours ago" in page.main
    assert "4 to read" in page.main
    assert "garden" not in page.html


def test_a_direct_answer_comes_before_what_the_words_suggest(page: Page, make: Make) -> None:
    by_words, direct = make.young_person(name="Wes Words"), make.young_person(name="Dot Direct")
    make.statement(by_words, level=Level.NOW, sent_at=NOON - timedelta(hours=3))
    make.statement(direct, level=Level.NOW, not_safe_button=True, sent_at=NOON - timedelta(hours=1))
    with time_machine.travel(NOON, tick=False):
        page.sign_in(make.staff(Role.READER)).visit("/staff/desk")
    assert page.main.index("Dot Direct") < page.main.index("Wes Words")


def test_past_its_promise_is_said_and_who_has_it(page: Page, make: Make) -> None:
    reader, other = make.staff(Role.READER), make.staff(Role.READER, name="Rae Holder")
    make.statement(make.young_person(), sent_at=NOON - timedelta(days=2), taken_by_id=other.id, taken_at=NOON)
    with time_machine.travel(NOON, tick=False):
        page.sign_in(reader).visit("/staff/desk")
    assert "Past its time" in page.main
    assert "Rae Holder" in page.main


def test_a_duty_worker_sees_what_they_were_called_to_and_no_good_news(page: Page, make: Make) -> None:
    duty = make.staff(Role.DUTY_WORKER)
    called = make.statement(make.young_person(name="Called Forit"), pages_duty=True)
    make.statement(make.young_person(name="Somebody Else"))
    happy = make.statement(make.young_person(name="Happy Child"), is_good_news=True)
    make.call(called, duty)
    make.call(happy, duty)
    page.sign_in(duty).visit("/staff/desk")
    assert "Called Forit" in page.main
    assert "Somebody Else" not in page.main
    assert "Happy Child" not in page.main
    page.visit(f"/staff/desk/{called.id}")


def test_a_duty_worker_cannot_open_or_take_what_they_were_not_called_to(page: Page, make: Make) -> None:
    duty = make.staff(Role.DUTY_WORKER)
    other = make.statement(make.young_person())
    page.sign_in(duty).visit(f"/staff/desk/{other.id}", status=404)
    page.post(f"/staff/desk/{other.id}/take", status=404)
    assert _stored(other).taken_by_id is None


def test_a_manager_who_was_called_can_read_it_and_others_cannot(page: Page, make: Make) -> None:
    manager, another = make.staff(Role.MANAGER), make.staff(Role.MANAGER)
    statement = make.statement(make.young_person(), "I am scared here")
    make.call(statement, manager, step=91)
    page.sign_in(manager).visit(f"/staff/desk/{statement.id}")
    assert "I am scared here" in page.main
    page.sign_in(another).visit(f"/staff/desk/{statement.id}", status=404)


def test_opening_is_kept_once_and_audited_each_time(page: Page, make: Make) -> None:
    reader = make.staff(Role.READER, name="Rae First")
    person = make.young_person()
    statement = make.statement(person, "Can I see my sister")
    page.sign_in(reader).visit(f"/staff/desk/{statement.id}")
    first = _stored(statement).first_opened_at
    assert first is not None
    page.visit(f"/staff/desk/{statement.id}")
    assert _stored(statement).first_opened_at == first
    assert "Rae First" in page.main
    events = db.session.scalars(
        sa.select(Event).where(Event.subject_id == statement.id, Event.actor_id == reader.id)
    ).all()
    assert [event.action for event in events] == ["read_at_desk", "read_at_desk"]
    assert all(event.safety for event in events)


def test_social_workers_and_advocates_have_no_desk(page: Page, make: Make) -> None:
    statement = make.statement(make.young_person())
    for role in (Role.SOCIAL_WORKER, Role.ADVOCATE, Role.FOSTER_CARER, Role.PARTNER, Role.ADMINISTRATOR):
        page.sign_in(make.staff(role)).visit("/staff/desk", status=404)
        page.visit(f"/staff/desk/{statement.id}", status=404)


def test_one_takes_it_and_the_second_is_told_who_has_it(page: Page, make: Make) -> None:
    first, second = make.staff(Role.READER, name="Rae First"), make.staff(Role.READER)
    statement = make.statement(make.young_person(), pages_duty=True)
    page.sign_in(first).visit(f"/staff/desk/{statement.id}").submit("I have it")
    assert _stored(statement).taken_by_id == first.id
    page.sign_in(second).post(f"/staff/desk/{statement.id}/take")
    assert "Rae First has it already" in " ".join(page.flashes)
    assert _stored(statement).taken_by_id == first.id
    page.post(f"/staff/desk/{statement.id}/release", status=409)
    page.sign_in(first).visit(f"/staff/desk/{statement.id}").submit("Give it back")
    assert _stored(statement).taken_by_id is None


def test_what_was_read_is_found_by_name_number_and_day_and_is_all_there(page: Page, make: Make) -> None:
    reader = make.staff(Role.READER)
    from portal.people import commands as people

    with db.transaction():
        facts = people.Facts(full_name="Samira Vale", child_ref="X100")
        person = people.add_young_person(facts, by=None)
        db.session.flush()
    old = NOON - timedelta(days=40)
    make.statement(person, sent_at=old, read_by=reader)
    for number in range(27):
        make.statement(make.young_person(), sent_at=NOON - timedelta(days=1, minutes=number), read_by=reader)
    page.sign_in(reader).visit("/staff/desk?tab=read")
    assert "28 statements" in page.main
    assert "Samira Vale" not in page.main
    page.visit("/staff/desk?tab=read&page=2")
    assert "Samira Vale" in page.main
    until = {"until-day": "20", "until-month": "10", "until-year": "2026"}
    for asked in ({"q": "sami"}, {"q": "Vale Samira"}, {"q": "x100"}, until):
        page.visit("/staff/desk?tab=read").submit("Search", asked)
        assert "Samira Vale" in page.main, asked
        assert "1 statement," in page.main, asked
        assert "sami" not in page.url.lower()
    page.submit("Search", {"q": "nobody", "until-day": "", "until-month": "", "until-year": ""})
    assert "Nothing fits" in page.main
    page.submit("Search", {"since-day": "31", "since-month": "2", "since-year": "2026"}, status=422)
    assert page.mistakes
    page.post("/staff/desk", {"q": "a " * 100})
    assert "Nothing fits" in page.main
    page.post("/staff/desk", {"q": "a " * 5000}, status=422)
    for year in ("9999", "1", "1899", "2101"):
        page.post("/staff/desk", {**until, "until-year": year}, status=422)
        assert page.mistakes == ["Write a real date, like 27 3 2011."]


def test_the_list_asks_the_same_number_of_questions_at_1_and_at_30(page: Page, make: Make) -> None:
    reader = make.staff(Role.READER)
    page.sign_in(reader)

    def count() -> int:
        asked: list[str] = []
        engine = db.session.get_bind()
        listen = lambda *args: asked.append(args[2])  # noqa: E731  # removed again by name below
        sa.event.listen(engine, "before_cursor_execute", listen)
        page.visit("/staff/desk")
        sa.event.remove(engine, "before_cursor_execute", listen)
        return len(asked)

    make.statement(make.young_person(), concerning=[make.staff(Role.FOSTER_CARER)])
    page.visit("/staff/desk")
    one = count()
    for _number in range(29):
        make.statement(make.young_person(), concerning=[make.staff(Role.FOSTER_CARER)])
    assert count() == one


def test_what_is_the_advocates_is_on_no_page_of_the_desk(page: Page, make: Make) -> None:
    from portal.voice.rules import Desk

    lead = make.staff(Role.SAFETY_LEAD, Role.READER)
    statement = make.statement(make.young_person(name="Only Advocate"), desk=Desk.ADVOCATE)
    page.sign_in(lead).visit("/staff/desk")
    assert "Only Advocate" not in page.main
    page.visit(f"/staff/desk/{statement.id}", status=404)
    for what in ("take", "release", "read", "more", "show"):
        page.post(f"/staff/desk/{statement.id}/{what}", status=404)


def test_the_safety_lead_says_when_it_is_safe_to_show_who_opened_it(page: Page, make: Make) -> None:
    lead, reader = make.staff(Role.SAFETY_LEAD), make.staff(Role.READER)
    statement = make.statement(make.young_person())
    page.sign_in(reader).visit(f"/staff/desk/{statement.id}")
    page.post(f"/staff/desk/{statement.id}/show", status=404)
    page.sign_in(lead).visit(f"/staff/desk/{statement.id}").submit("It is safe to show")
    assert _stored(statement).safe_to_show_at is not None
    shown = db.session.scalars(
        sa.select(Event.shown_at).where(Event.actor_id == reader.id, Event.safety)
    ).all()
    assert shown
    assert all(shown)
