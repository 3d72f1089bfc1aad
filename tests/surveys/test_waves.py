"""Waves on their owner's pages: made, opened, people asked, prolonged, closed; what is refused."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.policy.roles import Role
from portal.surveys.models import Invitation, Survey, SurveyVersion, Wave
from portal.surveys.rules.kinds import Audience, WaveState, WayIn
from tests.support.factories import Make
from tests.support.made_surveys import content_of, question
from tests.support.pages import Page


@pytest.fixture
def owner(make: Make) -> Account:
    return make.staff(Role.PARTICIPATION_WORKER)


@pytest.fixture
def survey(make: Make, owner: Account) -> Survey:
    content = content_of(question("how"))
    return make.survey(owner, content, audience=Audience.FAMILIES)


def filled(**changes: Any) -> dict[str, Any]:
    today = clock.now().date()
    values: dict[str, Any] = {"name": "Autumn", "privacy": "anonymous", "ways": ["link"], "least": "5"}
    days = {"opens_on": today, "closes_on": today + timedelta(days=14)} | {
        name: changes.pop(name) for name in ("opens_on", "closes_on", "remind_on") if name in changes
    }
    for name, on in days.items():
        values |= parts(name, on)
    return values | changes


def parts(name: str, on: date | None) -> dict[str, str]:
    texts = (str(on.day), str(on.month), str(on.year)) if on else ("", "", "")
    return {f"{name}-{part}": text for part, text in zip(("day", "month", "year"), texts, strict=True)}


def the_wave() -> Wave:
    db.session.remove()
    return db.session.query(Wave).one()


def test_from_made_to_closed(page: Page, survey: Survey, owner: Account) -> None:
    page.sign_in(owner).visit(f"/staff/surveys/{survey.id}").follow("Ask it")
    page.submit("Make it, not open yet", **filled(remind_on=None))
    assert "not open yet" in page.text
    page.submit("Open it")
    wave = the_wave()
    assert wave.state is WaveState.OPEN
    assert db.session.get_one(SurveyVersion, wave.version_id).asked_at is not None
    assert f"/q/{wave.link}" in page.text
    page.follow("Change the last day")
    later = clock.now().date() + timedelta(days=30)
    page.submit("Save", dict(parts("closes_on", later)))
    assert the_wave().closes_on == later
    page.follow("Close it").submit("Close it now")
    assert the_wave().state is WaveState.CLOSED
    assert "closed" in page.text


@pytest.mark.once
@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ways": []}, "Pick at least one way."),
        ({"privacy": "confidential"}, "An open link or a shared tablet cannot say who answers."),
        ({"least": "4"}, "The council shows nothing below 5 answers."),
        ({"least": "99999999"}, "Write a number, at most 1000."),
        ({"closes_on": date(2020, 1, 1)}, "The last day is before the first."),
        ({"opens_on": date(2020, 1, 1), "closes_on": date(2020, 1, 2)}, "The last day has passed."),
        ({"remind_on": date(2020, 1, 1)}, "The reminder has to be between"),
        ({"ways": ["by_pigeon"]}, "Something you picked is not there any more."),
        ({"name": "x" * 201}, "This is too long."),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(
    page: Page, survey: Survey, owner: Account, changes: dict[str, Any], words: str
) -> None:
    page.sign_in(owner).visit(f"/staff/surveys/{survey.id}/waves/new")
    data = filled(remind_on=None, **changes) if "remind_on" not in changes else filled(**changes)
    page.post(page.url, {**data}, status=422)
    assert any(words in mistake for mistake in page.mistakes)
    db.session.remove()
    assert db.session.query(Wave).count() == 0


def test_the_same_form_twice_is_one_wave(page: Page, survey: Survey, owner: Account) -> None:
    page.sign_in(owner)
    once = {**filled(remind_on=None), "send_once": "8d6fb33e-6b1a-4f0c-8a4e-3c5a1f0f5c11"}
    for _time in range(2):
        page.post(f"/staff/surveys/{survey.id}/waves/new", once)
    assert the_wave().name == "Autumn"


@pytest.mark.once
def test_what_was_promised_stays_once_it_has_opened(
    page: Page, make: Make, survey: Survey, owner: Account
) -> None:
    wave = make.wave(survey)
    page.sign_in(owner).visit(f"/staff/surveys/waves/{wave.id}/change")
    data = {**filled(remind_on=None), "privacy": "confidential", "least": "1", "ways": ["code"]}
    page.post(page.url, {**data}, status=200)
    now = the_wave()
    assert (now.privacy, now.least, now.ways) == (wave.privacy, wave.least, wave.ways)


@pytest.mark.once
def test_a_closed_one_cannot_be_opened_or_prolonged(
    page: Page, make: Make, survey: Survey, owner: Account
) -> None:
    wave = make.wave(survey, WaveState.CLOSED)
    page.sign_in(owner).visit(f"/staff/surveys/waves/{wave.id}")
    page.post(f"/staff/surveys/waves/{wave.id}/open")
    page.visit(f"/staff/surveys/waves/{wave.id}/change")
    page.post(page.url, {**filled(remind_on=None)}, status=422)
    assert the_wave().state is WaveState.CLOSED


@pytest.mark.once
def test_what_has_faults_does_not_open(page: Page, make: Make, owner: Account) -> None:
    survey = make.survey(owner, content_of())
    wave = make.wave(survey, WaveState.DRAFT)
    page.sign_in(owner).visit(f"/staff/surveys/waves/{wave.id}")
    assert "It cannot open yet" in page.text
    page.post(f"/staff/surveys/waves/{wave.id}/open")
    assert the_wave().state is WaveState.DRAFT


@pytest.mark.once
def test_a_colleague_looks_and_does_nothing(page: Page, make: Make, survey: Survey) -> None:
    wave = make.wave(survey)
    page.sign_in(make.staff(Role.PANEL_SUPPORT)).visit(f"/staff/surveys/waves/{wave.id}")
    assert not page.links("Close it")
    for way in ("change", "close", "invite"):
        page.visit(f"/staff/surveys/waves/{wave.id}/{way}", status=404)
    page.sign_out().sign_in(make.staff(Role.SOCIAL_WORKER))
    page.visit(f"/staff/surveys/waves/{wave.id}", status=404)


def test_staff_are_asked_by_what_they_do_and_told_how_many_are_left_out(
    page: Page, make: Make, owner: Account
) -> None:
    wave = make.wave(make.survey(owner, content_of(question("how"))), ways=[WayIn.SIGNED_IN])
    workers = [make.staff(Role.SOCIAL_WORKER) for _one in range(2)]
    make.staff(Role.SOCIAL_WORKER, is_open=False)
    page.sign_in(owner).visit(f"/staff/surveys/waves/{wave.id}/invite")
    page.post(page.url, status=422)
    assert "Pick who is asked." in page.text
    page.submit("Ask them", roles=[Role.SOCIAL_WORKER.value])
    assert "2 more people are asked." in page.text
    db.session.remove()
    told = db.session.query(Notice).filter_by(kind=NoticeKind.SURVEY_ASKED).all()
    assert {one.account_id for one in told} == {one.id for one in workers}
    page.visit(f"/staff/surveys/waves/{wave.id}/invite").submit("Ask them", roles=["social_worker"])
    assert "2 people were asked already." in page.text


def test_addresses_are_pasted_and_what_is_none_is_counted(
    page: Page, make: Make, survey: Survey, owner: Account
) -> None:
    wave = make.wave(survey, ways=[WayIn.CODE])
    page.sign_in(owner).visit(f"/staff/surveys/waves/{wave.id}/invite")
    page.submit("Ask them", addresses="a@example.org\nA@example.org; nobody\nb@example.org", group="A school")
    assert "2 more people are asked." in page.text
    assert "1 line is no e-mail address." in page.text
    assert "A school" not in page.text, "one group alone is everybody"
    db.session.remove()
    rows = db.session.query(Invitation).all()
    assert {row.address for row in rows} == {"A@example.org", "b@example.org"}
    assert all(b"example" not in (row.address_sealed or b"") for row in rows)


@pytest.mark.once
def test_every_way_in_says_where_it_is(page: Page, make: Make, survey: Survey, owner: Account) -> None:
    wave = make.wave(survey, ways=WayIn)
    page.sign_in(owner).visit(f"/staff/surveys/waves/{wave.id}")
    assert f"/q/tablet/{wave.kiosk}" in page.text
    for words in ("Poster to print (PDF)", "Print the questions (PDF)", "Write in from paper"):
        (link,) = page.links(words)
        assert str(wave.id) in str(link.get("href"))
