"""Answering by a code, signed in, and with a name: who was asked, once, and what is kept of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from portal import db
from portal.accounts.models import Account, Attempt
from portal.audit.models import Event
from portal.kit import clock
from portal.policy.roles import Role
from portal.surveys.models import (
    Invitation,
    SurveyDraft,
    SurveyIntake,
    SurveyIntakeUsed,
    SurveyNamedAnswer,
    SurveyWords,
    Wave,
)
from portal.surveys.queries.invitations import code_hash, code_of
from portal.surveys.rules.kinds import Audience, Face, Kind, Privacy, WayIn
from portal.voice.models import Reply, Statement
from tests.nameless.test_nothing_joins import everything
from tests.support.factories import Make
from tests.support.made_surveys import content_of, en, question
from tests.support.pages import Page

SENT = "Thank you. We have your answers."
ASKS = content_of(
    question("mood", Kind.FACES, prompts=en("How are you?")),
    question("more", Kind.LONG, prompts=en("What would help?")),
)
CHILDS = content_of(*ASKS.questions(), faces=(Face.TWELVE,))


def rows(kind: type[Any]) -> list[Any]:
    db.session.remove()
    return list(db.session.scalars(sa.select(kind)))


@pytest.fixture
def owner(make: Make) -> Account:
    return make.staff(Role.PARTICIPATION_WORKER)


def ask(make: Make, owner: Account, *ways: WayIn, content: Any = ASKS, **fields: Any) -> Wave:
    survey = make.survey(owner, content, audience=fields.pop("audience", Audience.STAFF))
    return make.wave(survey, ways=ways, **fields)


def invite(wave: Wave, **who: Any) -> str:
    """Somebody is asked; gives their code."""
    with db.transaction() as session:
        row = Invitation(wave_id=wave.id, sent_on=clock.now().date(), **who)
        code = code_of(row.id)
        row.code_hash = code_hash(code)
        session.add(row)
        return code


def answer(page: Page, **more: str) -> Page:
    """From the page before the questions to the end."""
    page.submit("Start").submit("Next", q0="good")
    return page.submit("Next", **({"q1": more["words"]} if "words" in more else {})).submit("Send my answers")


def test_a_code_opens_its_survey_once(
    page: Page, another_page: Callable[[], Page], make: Make, owner: Account
) -> None:
    wave = ask(make, owner, WayIn.CODE)
    code = invite(wave)
    page.visit(f"/q/{wave.link}")
    assert page.heading == "You need your invitation for this"
    page.follow("I have a code").submit("Open it", code=f" {code[:5].lower()} {code[5:]} ")
    assert "kept apart" in page.main or "apart from the answers" in page.main
    assert answer(page).heading == SENT
    assert len(rows(SurveyIntake)) == 1
    assert len(rows(SurveyIntakeUsed)) == 1
    other = another_page().visit("/q").submit("Open it", code=code, status=422)
    assert other.mistakes == ["This code was used. Each code works once."]


def test_two_phones_with_one_code_give_one_answer(
    page: Page, another_page: Callable[[], Page], make: Make, owner: Account
) -> None:
    wave = ask(make, owner, WayIn.CODE)
    code = invite(wave)
    other = another_page()
    for one in (page, other):
        one.visit("/q").submit("Open it", code=code).submit("Start").submit("Next", q0="good").submit("Next")
    page.submit("Send my answers")
    other.submit("Send my answers", status=409)
    assert other.heading == "This invitation was used"
    assert len(rows(SurveyIntake)) == 1


def test_wrong_codes_open_nothing_and_are_slowed_for_all_together(
    page: Page, another_page: Callable[[], Page], make: Make, owner: Account
) -> None:
    by_link = ask(make, owner, WayIn.LINK)
    code = invite(by_link)  # of one that takes no codes
    page.visit("/q").submit("Open it", code="", status=422).submit("Open it", code="AAAAA-AAAAA", status=422)
    assert page.mistakes == ["This code does not open anything. Look at each letter, then try again."]
    page.submit("Open it", code=code, status=422).submit("Open it", code="x" * 200, status=422)
    assert len(rows(Attempt)) == 2
    (first, *_rest) = rows(Attempt)
    with db.transaction() as session:
        session.add_all(Attempt(door=first.door, key_hash=first.key_hash, at=clock.now()) for _ in range(600))
    other = another_page().visit("/q").submit("Open it", code="BBBBB-BBBBB", status=429)
    assert "Wait" in other.mistakes[0]
    assert int(other.response.headers["Retry-After"]) <= 60  # type: ignore[union-attr]  # there was one


def test_answering_signed_in_leaves_nothing_that_names_them(
    page: Page, make: Make, owner: Account, capfd: pytest.CaptureFixture[str]
) -> None:
    worker = make.staff(Role.SOCIAL_WORKER)
    wave = ask(make, owner, WayIn.SIGNED_IN)
    invite(wave, account_id=worker.id)
    page.sign_in(worker).visit("/staff/questions")
    assert "nothing looks at who is signed in" in page.main
    before = everything()
    capfd.readouterr()
    page.submit("Answer: How is it going")
    assert page.url.endswith(f"/q/{wave.link}")
    assert answer(page, words="Fewer forms").heading == SENT
    after, logged = everything(), capfd.readouterr()
    changed = {name for name in after if after[name] != before[name]} - {"accounts"}
    assert changed == {"survey_intake", "survey_intake_used"}
    new = " ".join(row for name in changed for row in after[name] if row not in before[name])
    assert str(worker.id) not in new
    assert worker.id.hex not in new
    (used,) = rows(SurveyIntakeUsed)
    (intake,) = rows(SurveyIntake)
    assert not {used.id, used.invitation_id} & {intake.id}
    assert logged.err == ""
    page.visit("/staff/questions")
    assert "You have answered" in page.main
    page.visit(f"/q/{wave.link}")
    assert page.links("Go on") == []


def test_signed_in_nobody_answers_what_they_were_not_asked(page: Page, make: Make, owner: Account) -> None:
    asked, other = make.staff(Role.SOCIAL_WORKER), make.staff(Role.SOCIAL_WORKER)
    wave = ask(make, owner, WayIn.SIGNED_IN)
    invite(wave, account_id=asked.id)
    page.sign_in(other).visit("/staff/questions")
    assert "Nothing to answer just now" in page.main
    page.post(f"/staff/questions/{wave.id}", {}, status=404)
    child = make.account_for(make.young_person())
    page.sign_out().sign_in(child).post(f"/questions/{wave.id}", {}, status=404)
    page.post(f"/staff/questions/{wave.id}", {}, status=404)


def test_the_next_person_on_a_shared_computer_answers_for_themselves(
    page: Page, make: Make, owner: Account
) -> None:
    first, second = make.staff(Role.SOCIAL_WORKER), make.staff(Role.SOCIAL_WORKER)
    wave = ask(make, owner, WayIn.SIGNED_IN)
    for one in (first, second):
        invite(wave, account_id=one.id)
    page.sign_in(first).visit("/staff/questions").submit("Answer: How is it going")
    page.submit("Start").submit("Next", q0="bad")
    page.sign_in(second).visit("/staff/questions").submit("Answer: How is it going")
    assert page.links("Go on") == []
    answer(page)
    assert [json.loads(row.values) for row in rows(SurveyIntake)] == [{"mood": "good"}]
    assert len(rows(SurveyDraft)) == 1


def test_a_young_persons_own_page_says_how_it_works_and_is_found_only_when_there_is_something(
    page: Page, make: Make, owner: Account
) -> None:
    child = make.young_person()
    page.sign_in(make.account_for(child)).visit("/start")
    assert page.links("Questions for you") == []
    wave = ask(make, owner, WayIn.SIGNED_IN, content=CHILDS, audience=Audience.YOUNG_PEOPLE)
    invite(wave, young_person_id=child.id)
    page.visit("/start").follow("Questions for you")
    assert "The next pages do not look at who you are" in page.main
    page.submit("Answer: How is it going")
    assert answer(page).heading == SENT
    assert [event for event in rows(Event) if event.young_person_id] == []
    assert page.visit("/start").links("Questions for you") == []


def test_a_confidential_one_says_so_and_keeps_who_answered(page: Page, make: Make, owner: Account) -> None:
    worker = make.staff(Role.SOCIAL_WORKER)
    wave = ask(make, owner, WayIn.SIGNED_IN, privacy=Privacy.CONFIDENTIAL)
    invite(wave, account_id=worker.id)
    page.sign_in(worker).visit("/staff/questions")
    assert "kept with your name" in page.main
    page.submit("Answer: How is it going")
    assert "Your answers are kept with your name" in page.main
    answer(page, words="Fewer forms")
    (row,) = rows(SurveyNamedAnswer)
    assert json.loads(row.values) == {"mood": "good"}
    (words,) = rows(SurveyWords)
    assert (words.question, words.words, words.is_childs) == ("more", "Fewer forms", False)
    assert [(event.action, event.actor_id) for event in rows(Event)] == [("answer_survey", worker.id)]
    assert rows(SurveyIntake) + rows(SurveyIntakeUsed) == []


def test_what_a_young_person_writes_with_their_name_is_a_statement_like_any_other(
    page: Page, make: Make, owner: Account
) -> None:
    child = make.young_person()
    account = make.account_for(child)
    make.worker_of(child)
    wave = ask(
        make,
        owner,
        WayIn.SIGNED_IN,
        content=CHILDS,
        audience=Audience.YOUNG_PEOPLE,
        privacy=Privacy.CONFIDENTIAL,
    )
    invite(wave, young_person_id=child.id)
    page.sign_in(account).visit("/questions").submit("Answer: How is it going")
    assert "Your name stays with what you say" in page.main
    answer(page, words="A lamp by my bed")
    (statement,) = rows(Statement)
    assert (statement.young_person_id, statement.asked) == (child.id, "survey")
    (reply,) = rows(Reply)
    assert (reply.question, reply.words) == ("What would help?", "A lamp by my bed")
    (words,) = rows(SurveyWords)
    assert words.is_childs
    reader = make.staff(Role.READER)
    page.sign_out().sign_in(reader).visit("/staff/desk")
    page.visit(f"/staff/desk/{statement.id}")
    assert "A lamp by my bed" in page.main
    assert "What would help?" in page.main
    page.sign_out().sign_in(account).visit(f"/said/{statement.id}")
    assert "A lamp by my bed" in page.main


def test_a_pass_ends_after_two_weeks(page: Page, make: Make, owner: Account) -> None:
    wave = ask(make, owner, WayIn.LINK)
    page.visit(f"/q/{wave.link}").submit("Start").submit("Next", q0="good")
    with time_machine.travel(clock.now().timestamp() + 15 * 86_400, tick=False):
        page.visit(f"/q/{wave.link}/2")
        assert page.heading == "How is it going"
        assert page.links("Go on") == []
