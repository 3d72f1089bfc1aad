"""What an attack on surveys found, and what holds since."""

from __future__ import annotations

from uuid import uuid4

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.kit.errors import NotFound, Refused
from portal.nameless.commands import sayings
from portal.nameless.models import SurveySaying
from portal.policy.roles import Role
from portal.surveys.commands import surveys as renaming
from portal.surveys.commands import words as checking
from portal.surveys.models import SurveyWords
from portal.surveys.queries.results import waiting_words
from portal.surveys.rules.kinds import Audience, Face, Privacy, WaveState, WayIn
from tests.support.factories import Make
from tests.support.made_surveys import content_of
from tests.support.pages import Page
from tests.surveys.test_answering_asked import ASKS, SENT, answer, ask, invite, rows


@pytest.fixture
def owner(make: Make) -> Account:
    return make.staff(Role.PARTICIPATION_WORKER)


def test_a_child_asked_by_an_address_is_read_at_the_desk_with_a_name_too(
    page: Page, make: Make, owner: Account
) -> None:
    wave = ask(
        make,
        owner,
        WayIn.CODE,
        content=content_of(*ASKS.questions(), faces=(Face.TWELVE,)),
        audience=Audience.FAMILIES,
        privacy=Privacy.CONFIDENTIAL,
    )
    page.visit("/q").submit(code=invite(wave, address_hash=b"x" * 32))
    assert SENT in answer(page, words="My room is cold").text
    assert [one.words for one in rows(SurveySaying)] == ["My room is cold"]
    assert [one.is_childs for one in rows(SurveyWords)] == [True]


def test_childrens_words_do_not_wait_to_be_checked(make: Make, owner: Account) -> None:
    wave = make.wave(make.survey(owner))
    with db.transaction() as session:
        for is_childs in (True, True, False):
            row = SurveyWords(wave_id=wave.id, question="more", is_childs=is_childs)
            row.words = "Something"
            session.add(row)
    assert waiting_words(wave.id) == 1


def test_whoever_has_an_account_answers_a_survey_of_codes_signed_in(
    page: Page, make: Make, owner: Account
) -> None:
    wave = ask(make, owner, WayIn.CODE)
    colleague = make.staff(Role.SOCIAL_WORKER)
    invite(wave, account_id=colleague.id)
    page.sign_in(colleague).visit("/staff/questions").submit("Answer")
    assert page.url.endswith(wave.link)


def test_words_that_a_batch_has_written_anew_are_not_found(owner: Account) -> None:
    with pytest.raises(NotFound), db.transaction():
        checking.check(uuid4(), "", [], is_kept_back=True, by=owner.id)


@pytest.mark.usefixtures("make")
def test_what_comes_while_childrens_words_are_shuffled_is_held_off() -> None:
    """Between reading all rows and deleting them nobody may write: on PostgreSQL the lock comes first."""
    asked: list[str] = []
    with db.transaction() as session:
        session.add(row := SurveySaying(on=clock.now().date(), read_by_at=clock.now()))
        row.question, row.words = "Why?", "My room is cold"
        session.flush()
        engine = session.get_bind()
        sa.event.listen(engine, "before_cursor_execute", note := lambda *args: asked.append(args[2]))
        sayings.shuffle()
        sa.event.remove(engine, "before_cursor_execute", note)
    locks = [number for number, one in enumerate(asked) if "LOCK TABLE survey_sayings" in one]
    reads = [number for number, one in enumerate(asked) if one.startswith("SELECT")]
    if engine.dialect.name == "postgresql":
        assert locks
        assert locks[0] < reads[0]
    assert [one.words for one in rows(SurveySaying)] == ["My room is cold"]


def test_a_threshold_of_400_digits_is_told_apart(page: Page, make: Make, owner: Account) -> None:
    survey = make.survey(owner)
    page.sign_in(owner).visit(f"/staff/surveys/{survey.id}/waves/new")
    page.submit("Make it, not open yet", status=422, name="One", least="9" * 400)
    assert "Write a number, at most 1000." in page.text


@pytest.mark.parametrize("address", ["/q/%00", "/q/ab%00c", "/q/tablet/%00", "/q/" + "a" * 500])
def test_an_odd_link_is_not_found(page: Page, address: str) -> None:
    page.visit(address, status=404)


@pytest.mark.once
def test_whoever_signs_out_leaves_no_survey_that_somebody_else_could_go_on_with(
    page: Page, make: Make, owner: Account
) -> None:
    wave = ask(make, owner, WayIn.SIGNED_IN)
    colleague = make.staff(Role.SOCIAL_WORKER)
    invite(wave, account_id=colleague.id)
    page.sign_in(colleague).visit("/staff/questions").submit("Answer")
    assert page.client.get_cookie("answers") is not None
    page.post("/staff/sign-out")
    assert page.client.get_cookie("answers") is None


def test_whom_it_is_for_is_fixed_once_a_wave_is_planned(make: Make, owner: Account) -> None:
    """A wave for families may show 5 answers, one for staff not fewer than 10."""
    survey = make.survey(owner, audience=Audience.FAMILIES)
    make.wave(survey, WaveState.DRAFT, least=5)
    with pytest.raises(Refused), db.transaction():
        renaming.rename(survey.id, "Work", Audience.STAFF, by=owner.id)
