"""What waves do by themselves: open, close, remind, mail, count; who is asked how often."""

from __future__ import annotations

import threading
import uuid
from datetime import date, timedelta
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.kit.errors import Refused
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.rules import LinkKind
from portal.policy.roles import Role
from portal.surveys.commands import waves
from portal.surveys.commands.inviting import Limits, invite
from portal.surveys.jobs import batches, mailing
from portal.surveys.jobs import waves as jobs
from portal.surveys.models import (
    Invitation,
    Survey,
    SurveyDraft,
    SurveyNamedAnswer,
    Wave,
    WaveCounts,
)
from portal.surveys.queries import invitations as queries
from portal.surveys.queries.waves import standing_of
from portal.surveys.rules.inviting import Ages, Invited, Whom
from portal.surveys.rules.kinds import Audience, Face, LeftOut, Mail, Privacy, WaveState, WayIn
from tests.support.databases import TestDatabase
from tests.support.factories import Make
from tests.support.made_surveys import content_of, question

LONDON = ZoneInfo("Europe/London")


class Mailbox:
    """Takes every mail."""

    mail_from = "Heard <heard@example.org>"

    def __init__(self) -> None:
        self.sent: list[EmailMessage] = []

    def send(self, mail: EmailMessage) -> None:
        self.sent.append(mail)

    def close(self) -> None:
        pass


@pytest.fixture
def owner(make: Make) -> Account:
    return make.staff(Role.PARTICIPATION_WORKER)


@pytest.fixture
def survey(make: Make, owner: Account) -> Survey:
    return make.survey(owner, content_of(question("how")), audience=Audience.FAMILIES)


def ask(wave: Wave, whom: Whom, *, most: int = 4) -> Invited:
    now = clock.now()
    with db.transaction():
        return invite(wave.id, whom, Limits(most), by=wave.made_by_id, now=now, today=now.date())


def rows(table: Any) -> list[Any]:
    db.session.remove()
    return list(db.session.scalars(sa.select(table)))


def addresses(*names: str, group: str = "") -> Whom:
    return Whom(addresses=tuple(f"{name}@example.org" for name in names), group=group)


def test_one_that_was_set_to_opens_on_its_day(make: Make, survey: Survey, owner: Account) -> None:
    now = clock.now()
    tomorrow = now.date() + timedelta(days=1)
    wave = make.wave(survey, WaveState.DRAFT, ways=[WayIn.CODE], opens_on=tomorrow)
    ask(wave, addresses("a"))
    with db.transaction():
        waves.open_wave(wave.id, by=owner.id, now=now, today=now.date())
    assert jobs.open_by_date(now, LONDON) == 0
    assert rows(Invitation)[0].sent_on is None
    assert jobs.open_by_date(now + timedelta(days=1), LONDON) == 1
    assert rows(Wave)[0].state is WaveState.OPEN
    assert rows(Invitation)[0].mail is Mail.ASKED


def test_a_draft_that_was_not_set_to_open_stays_one(make: Make, survey: Survey) -> None:
    make.wave(survey, WaveState.DRAFT)
    assert jobs.open_by_date(clock.now(), LONDON) == 0


def test_it_closes_after_its_last_day_and_its_notices_go(make: Make, survey: Survey) -> None:
    wave = make.wave(survey, ways=[WayIn.SIGNED_IN], closes_on=clock.now().date())
    worker = make.staff(Role.SOCIAL_WORKER)
    ask(wave, Whom(roles=frozenset({Role.SOCIAL_WORKER})))
    assert [(one.kind, one.account_id) for one in rows(Notice)] == [(NoticeKind.SURVEY_ASKED, worker.id)]
    assert jobs.close_by_date(clock.now(), LONDON) == 0
    assert jobs.close_by_date(clock.now() + timedelta(days=1), LONDON) == 1
    assert rows(Wave)[0].state is WaveState.CLOSED
    assert rows(Notice)[0].dropped_at is not None


def test_without_names_everybody_is_reminded_once_whoever_has_answered(make: Make, survey: Survey) -> None:
    wave = make.wave(survey, ways=[WayIn.CODE], remind_on=clock.now().date())
    ask(wave, addresses("a", "b"))
    mark_mailed()
    assert jobs.remind_by_date(clock.now(), LONDON) == 1
    assert jobs.remind_by_date(clock.now(), LONDON) == 0
    assert [one.mail for one in rows(Invitation)] == [Mail.REMINDER, Mail.REMINDER]


def test_with_names_only_those_who_have_not_answered(make: Make, survey: Survey) -> None:
    wave = make.wave(survey, privacy=Privacy.CONFIDENTIAL, ways=[WayIn.CODE], remind_on=clock.now().date())
    ask(wave, addresses("a", "b"))
    mark_mailed()
    done = rows(Invitation)[0].id
    named(wave, done)
    jobs.remind_by_date(clock.now(), LONDON)
    assert {one.id: one.mail for one in rows(Invitation)}[done] is Mail.NOTHING
    assert sorted(one.mail for one in rows(Invitation)) == [Mail.NOTHING, Mail.REMINDER]


def mark_mailed() -> None:
    with db.transaction() as session:
        session.execute(sa.update(Invitation).values(mail=Mail.NOTHING))


def named(wave: Wave, invitation_id: uuid.UUID) -> None:
    with db.transaction() as session:
        answer = SurveyNamedAnswer(
            wave_id=wave.id, invitation_id=invitation_id, face=Face.ADULT, answered_at=clock.now()
        )
        answer.values = "{}"
        session.add(answer)


def test_codes_are_mailed_and_kept_nowhere(make: Make, survey: Survey) -> None:
    wave = make.wave(survey, ways=[WayIn.CODE])
    ask(wave, addresses("a"))
    box = Mailbox()
    assert mailing.mail_invitations(clock.now(), box, "https://heard.example/q") == 1
    assert mailing.mail_invitations(clock.now(), box, "https://heard.example/q") == 0
    (mail,) = box.sent
    (row,) = rows(Invitation)
    code = queries.code_of(row.id)
    body = mail.get_content()
    assert f"{code[:5]} {code[5:]}" in body
    assert "https://heard.example/q" in body
    assert survey.name not in str(mail)
    found = queries.invitation_with(f"{code[:5].lower()} {code[5:].lower()}")
    assert found
    assert found.id == row.id
    assert queries.invitation_with("AAAAA AAAAA") is None
    assert code.encode() not in (row.code_hash or b"")


def test_addresses_of_a_closed_wave_are_forgotten(make: Make, survey: Survey) -> None:
    wave = make.wave(survey, ways=[WayIn.CODE])
    ask(wave, addresses("a"))
    with db.transaction():
        waves.close(wave.id, by=None, now=clock.now())
    assert mailing.mail_invitations(clock.now(), Mailbox(), "") == 0
    batches.destroy_what_is_left(clock.now() + timedelta(minutes=2), LONDON)
    (row,) = rows(Invitation)
    assert row.address == ""
    assert row.address_hash == queries.address_hash("A@EXAMPLE.ORG ")


def test_nobody_is_asked_more_often_than_the_council_allows(make: Make, survey: Survey) -> None:
    first, second = (make.wave(survey, ways=[WayIn.CODE], name=name) for name in ("One", "Two"))
    assert ask(first, addresses("a", "b"), most=1).asked == 2
    done = ask(second, addresses("a", "c"), most=1)
    assert (done.asked, done.left_out) == (1, {LeftOut.ASKED_ENOUGH: 1})
    done = ask(second, addresses("C"), most=5)
    assert (done.asked, done.left_out) == (0, {LeftOut.ASKED_ALREADY: 1})


def test_whoever_has_an_account_and_an_address_is_asked_once(make: Make, survey: Survey) -> None:
    make.staff(Role.SOCIAL_WORKER, email="kim@example.org")
    both = Whom(roles=frozenset({Role.SOCIAL_WORKER}), addresses=("Kim@Example.org", "lee@example.org"))
    wave = make.wave(survey, ways=[WayIn.CODE, WayIn.SIGNED_IN])
    done = ask(wave, both)
    assert (done.asked, done.left_out) == (2, {LeftOut.ASKED_ALREADY: 1})
    (notice,) = rows(Notice)
    assert [one.address for one in rows(Invitation) if one.account_id != notice.account_id] == [
        "lee@example.org"
    ]
    later = make.wave(survey, ways=[WayIn.CODE, WayIn.SIGNED_IN], name="Two")
    done = ask(later, Whom(addresses=("kim@example.org",)), most=1)
    assert (done.asked, done.left_out) == (0, {LeftOut.ASKED_ENOUGH: 1})
    assert ask(later, Whom(addresses=("kim@example.org",)), most=2).asked == 1
    done = ask(later, Whom(roles=frozenset({Role.SOCIAL_WORKER})), most=9)
    assert (done.asked, done.left_out) == (0, {LeftOut.ASKED_ALREADY: 1})


def test_young_people_are_asked_by_age_and_by_an_account(make: Make, owner: Account) -> None:
    survey = make.survey(owner, content_of(question("how")), audience=Audience.YOUNG_PEOPLE)
    wave = make.wave(survey, ways=[WayIn.SIGNED_IN])
    today = clock.now().date()
    fourteen, nine = make.young_person(), make.young_person(born_on=date(today.year - 9, 1, 1))
    account = make.account_for(fourteen)
    make.account_for(nine)
    make.young_person()  # no account: nobody to tell
    make.link(fourteen, make.staff(Role.SOCIAL_WORKER), LinkKind.SOCIAL_WORKER)
    assert ask(wave, Whom(ages=frozenset({Ages.TWELVE}))).asked == 1
    assert [one.young_person_id for one in rows(Invitation)] == [fourteen.id]
    assert [one.account_id for one in rows(Notice)] == [account.id]
    assert queries.invitation_of(wave.id, young_person_id=fourteen.id)
    assert [one.id for one in queries.waves_for(young_person_id=fourteen.id)] == [wave.id]
    assert queries.waves_for(young_person_id=nine.id) == []


def test_named_answers_are_counted_by_batches_too(make: Make, survey: Survey) -> None:
    wave = make.wave(survey, privacy=Privacy.CONFIDENTIAL, ways=[WayIn.CODE], least=5)
    ask(wave, addresses(*"abcdefg"))
    people = [one.id for one in rows(Invitation)]
    for one in people[:4]:
        named(wave, one)
    assert batches.count_named(clock.now()) == 0
    named(wave, people[4])
    assert batches.count_named(clock.now()) == 1
    named(wave, people[5])
    assert batches.count_named(clock.now()) == 0
    assert [one.answers for one in rows(WaveCounts)] == [5]
    with db.transaction():
        waves.close(wave.id, by=None, now=clock.now())
    batches.count_named(clock.now() + timedelta(minutes=2))
    assert [one.answers for one in rows(WaveCounts)] == [5]  # one more would show what it said


def test_shares_are_counted_by_team_and_move_with_whole_batches_only(make: Make, survey: Survey) -> None:
    wave = make.wave(survey, privacy=Privacy.CONFIDENTIAL, ways=[WayIn.CODE], least=5)
    ask(wave, addresses("a", "b", group="North"))
    ask(wave, addresses(*"cdefgh", group="South"))
    south = [one.id for one in rows(Invitation) if one.team == "South"]
    north = next(one.id for one in rows(Invitation) if one.team == "North")
    for number, one in enumerate([*south[:4], north, south[4]]):
        named(wave, one)
        batches.count_named(clock.now())
        shown = {(one.team, one.asked, one.answered) for one in standing_of(wave.id).teams}
        db.session.remove()
        done = (0, 0) if number < 4 else (1, 4)
        assert shown == {("North", 2, done[0]), ("South", 6, done[1])}
    standing = standing_of(wave.id)
    assert (standing.invited, standing.to_mail) == (8, 8)


def test_what_nobody_sent_is_forgotten(make: Make, survey: Survey) -> None:
    wave = make.wave(survey)
    today = clock.now().date()
    for days, token in ((5, b"a" * 32), (40, b"b" * 32)):
        with db.transaction() as session:
            began = today - timedelta(days=days)
            session.add(SurveyDraft(wave_id=wave.id, token_hash=token, face=Face.ADULT, touched_on=began))
    batches.destroy_what_is_left(clock.now(), LONDON)
    assert [one.token_hash for one in rows(SurveyDraft)] == [b"a" * 32]


def test_opening_asks_the_newest_version_and_keeps_it(make: Make, survey: Survey, owner: Account) -> None:
    wave = make.wave(survey, WaveState.DRAFT)
    now = clock.now()
    with db.transaction():
        waves.open_wave(wave.id, by=owner.id, now=now, today=now.date())
    with pytest.raises(Refused), db.transaction():
        waves.open_wave(wave.id, by=owner.id, now=now, today=now.date())


def test_a_batch_gives_way_to_whoever_is_sending(database: TestDatabase, make: Make, survey: Survey) -> None:
    if db.session.get_bind().dialect.name == "sqlite":
        return  # one writer at a time
    wave = make.wave(survey, least=1)
    with db.transaction() as session:
        from portal.surveys.models import SurveyIntake

        session.add(SurveyIntake(wave_id=wave.id, face=Face.ADULT))
    begun, over = threading.Event(), threading.Event()

    def sends() -> None:
        with db.transaction() as session:
            session.execute(sa.text("LOCK TABLE survey_drafts IN ROW EXCLUSIVE MODE"))
            begun.set()
            over.wait(60)

    sender = threading.Thread(target=sends)
    sender.start()
    begun.wait(60)
    assert batches.make_batches(clock.now(), LONDON) == 0
    over.set()
    sender.join(60)
    assert batches.make_batches(clock.now(), LONDON) == 1
