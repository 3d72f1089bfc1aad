"""Made rows for challenges: a meeting with a published paper, and challenges in each state, by commands."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.clocks.reading import answer_by
from portal.disclosure.counts import SAID, Cell, Period, What
from portal.disclosure.shown import FEWER, Mark, Published, Reason, Shown
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.outcomes import commands as outcomes
from portal.outcomes.rules import PaperKind
from portal.panels.commands import challenge_answers as answers
from portal.panels.commands import challenge_proof as proof
from portal.panels.commands import challenges as commands
from portal.panels.commands.challenge_answers import AnswerWords, Decision
from portal.panels.models import Challenge, Meeting
from portal.panels.queries.challenges import load
from portal.panels.rules import Progress, Stage
from portal.people.models import NameToken
from portal.people.rules import words_of
from portal.policy.roles import Role
from portal.vault import keys
from tests.support.factories import Make
from tests.support.rows import keep

WORDS = "who decides when family time is moved?"
ACTION = "Ring the child the same day when family time changes."
OWNER = "Head of Fostering"
_ABOUT = Shown(Mark.NUMBER, Reason.ROUNDED, 35)


@dataclass
class Panel:
    """A member, panel support, an officer, and a meeting whose paper is published."""

    make: Make
    member: Account
    support: Account
    officer: Account
    meeting: Meeting

    def asked(self, words: str = WORDS, *, about: str = "theme:moving", by: Account | None = None) -> UUID:
        """Asked by the member; waits to be checked."""
        with db.transaction():
            asked = commands.ask(
                self.meeting.id,
                about,
                words,
                uuid.uuid4(),
                by=(by or self.member).id,
                now=clock.now(),
                on=clock.now().date(),
            )
            return asked.id

    def sent_back(self, words: str = "put it without the name of the home, please.") -> UUID:
        challenge_id = self.asked()
        self.do(challenge_id, commands.send_back, words, uuid.uuid4(), by=self.support.id)
        return challenge_id

    def handed_on(self, words: str = WORDS, *, to: Account | None = None, **asked: Any) -> UUID:
        """Checked; with an officer, who answers within ten working days."""
        challenge_id = self.asked(words, **asked)
        self.do(
            challenge_id,
            commands.hand_on,
            (to or self.officer).id,
            uuid.uuid4(),
            steps_seen=1,
            answer_by_on=answer_by(clock.now().date(), 10),
            by=self.support.id,
            on=clock.now().date(),
        )
        return challenge_id

    def answered(self, *, due_on: date | None = None, **handed_on: Any) -> UUID:
        """Answered by the officer, to be done within thirty days unless said otherwise."""
        challenge_id = self.handed_on(**handed_on)
        self.answer(challenge_id, due_on or clock.now().date() + timedelta(days=30))
        return challenge_id

    def answer(
        self, challenge_id: UUID, due_on: date | None, action: str = ACTION, owner: str = OWNER
    ) -> None:
        words = AnswerWords(action, owner, due_on)
        on = clock.now().date()
        self.do(challenge_id, answers.answer, words, uuid.uuid4(), by=self.officer.id, on=on)

    def progress(self, challenge_id: UUID, progress: Progress, words: str = "") -> None:
        self.do(challenge_id, answers.say_progress, progress, words, uuid.uuid4(), by=self.officer.id)

    def showed(self, challenge_id: UUID, words: str = "the new letter to carers.") -> UUID:
        """The officer showed what happened, with a PDF; gives the evidence's id."""
        shown, file = uuid.uuid4(), proof.Looked(b"%PDF-1.7 a letter", proof.PDF)
        self.do(challenge_id, proof.show_proof, words, file, shown, by=self.officer.id)
        return shown

    def hand_over(self, challenge_id: UUID, to: Account) -> None:
        on = clock.now().date()
        self.do(challenge_id, commands.hand_over, to.id, uuid.uuid4(), by=self.support.id, on=on)

    def decide(self, challenge_id: UUID, *, closes: bool, words: str = "it was done.") -> None:
        decision = Decision(closes, self.met_today().id, words)
        on = clock.now().date()
        self.do(challenge_id, answers.decide, decision, uuid.uuid4(), by=self.support.id, on=on)

    def met_today(self) -> Meeting:
        """A meeting that is held today: the paper's own was before anything was asked."""
        held = db.session.scalars(sa.select(Meeting).where(Meeting.meets_on == clock.now().date())).first()
        return held or meeting(self.support, is_published=False, days_ago=0)

    def closed(self, **answered: Any) -> UUID:
        challenge_id = self.answered(**answered)
        self.decide(challenge_id, closes=True)
        return challenge_id

    @staticmethod
    def do(challenge_id: UUID, command: Any, *args: Any, **kwargs: Any) -> None:
        """A command on the stored challenge, now."""
        with db.transaction():
            command(load(challenge_id, lock=True), *args, now=clock.now(), **kwargs)

    @staticmethod
    def standing(challenge_id: UUID) -> set[tuple[UUID, NoticeKind]]:
        """Who has which notice about it that was neither seen nor dropped."""
        waiting = (Notice.seen_at.is_(None), Notice.dropped_at.is_(None))
        rows = db.session.execute(
            sa.select(Notice.account_id, Notice.kind).where(Notice.about_id == challenge_id, *waiting)
        )
        return {(account_id, kind) for account_id, kind in rows}

    @staticmethod
    def row(challenge_id: UUID) -> Challenge:
        """The challenge as it is stored, its history with it."""
        db.session.remove()
        found = load(challenge_id)
        assert found is not None
        return found


def panel(make: Make) -> Panel:
    """The people of a panel that met yesterday."""
    member = make.staff(Role.PANEL_MEMBER, name="Cllr Quill")
    support = make.staff(Role.PANEL_SUPPORT, name="Odile Brandt")
    officer = make.staff(Role.MANAGER, name="Ines Okafor")
    return Panel(make, member, support, officer, meeting(support))


def known(make: Make, name: str) -> None:
    """A young person who is found by each word of this name."""
    person = make.young_person(name=name)
    with db.transaction() as session:
        for word in words_of(name):
            session.add(NameToken(young_person_id=person.id, token=keys.blind("name", word)))


def meeting(by: Account, *, is_published: bool = True, days_ago: int = 1, questions: str = "") -> Meeting:
    """A meeting about the ninety days before it, with its paper."""
    now = clock.now()
    meets_on = now.date() - timedelta(days=days_ago)
    period = Period(meets_on - timedelta(days=100), meets_on - timedelta(days=10))
    paper_id = _enter(period, by) if is_published else None
    with db.transaction() as session:
        row = Meeting(
            meets_on=meets_on,
            first_on=period.first,
            last_on=period.last,
            stage=Stage.PUBLISHED if is_published else Stage.COUNTED,
            made_at=now,
            made_by_id=by.id,
            paper_id=paper_id,
            published_at=now if is_published else None,
        )
        row.questions = questions or "who checks that the child was told?\nwhich teams were late?"
        return keep(session, row)


def _enter(period: Period, by: Account) -> UUID:
    cells = {
        SAID: _ABOUT,
        Cell(What.THEME, "moving"): _ABOUT,
        Cell(What.THEME, "records"): FEWER,
        Cell(What.VERDICT, "sorted"): _ABOUT,
    }
    with db.transaction():
        entered = outcomes.enter(Published(period, cells), PaperKind.SUMMARY, by=by.id, now=clock.now())
        return entered.id
