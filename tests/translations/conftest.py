"""A young person and the people around them whose names and words are Arabic: any other letters are ours."""

from __future__ import annotations

from datetime import timedelta

import pytest

from portal.accounts.models import Account
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.voice.models import Statement
from portal.voice.rules import Desk, Face, Level, SafeNow
from tests.support.factories import Make
from tests.support.pages import Page


@pytest.fixture
def sami(make: Make) -> YoungPerson:
    return make.young_person(name="سامي نور", called="سامي")


@pytest.fixture
def around(make: Make, sami: YoungPerson) -> dict[Role, Account]:
    """Somebody in every role who works with Sami, somebody who reads, and somebody on duty."""
    names = {
        Role.SOCIAL_WORKER: "ليلى حسن",
        Role.PERSONAL_ADVISER: "كريم سعد",
        Role.IRO: "هدى علي",
        Role.PARTICIPATION_WORKER: "نادر عمر",
        Role.FOSTER_CARER: "منى خليل",
        Role.PARTNER: "رامي فارس",
        Role.ADVOCATE: "دينا ياسر",
    }
    people = {role: make.worker_of(sami, role, name=name) for role, name in names.items()}
    people[Role.READER] = make.staff(Role.READER, name="فرح جابر")
    people[Role.DUTY_WORKER] = make.staff(Role.DUTY_WORKER, name="طارق سمير")
    make.on_duty(people[Role.DUTY_WORKER])
    return people


@pytest.fixture
def said(make: Make, sami: YoungPerson, around: dict[Role, Account]) -> dict[str, Statement]:
    """Statements in every state a young person can meet."""
    worker, reader, now = around[Role.SOCIAL_WORKER], around[Role.READER], clock.now()
    words, common = "أريد أن أرى أختي", {"to": [worker], "read_by": reader}
    rows = {
        "new": make.statement(sami, words, to=[worker], about=["home"], face=Face.MIXED),
        "not safe": make.statement(
            sami, words, to=[worker], level=Level.NOW, safe_now=SafeNow.NO, pages_duty=True
        ),
        "read": make.statement(sami, words, **common, sent_at=now - timedelta(days=1)),
        "answered": make.statement(sami, words, **common, sent_at=now - timedelta(days=2)),
        "refused": make.statement(sami, words, **common, sent_at=now - timedelta(days=3)),
        "taken back": make.statement(sami, words, **common, taken_back_at=now),
        "to the advocate": make.statement(sami, words, desk=Desk.ADVOCATE),
        "shared": make.statement(sami, words, **common, concerning=[around[Role.IRO]]),
    }
    make.answer(rows["answered"], worker, understood="تريد أن ترى أختك", will_do="سأسأل عن زيارة")
    make.answer(rows["refused"], worker, understood="تريد غرفة أكبر", reason="لا توجد غرفة أخرى")
    make.share(rows["shared"], around[Role.FOSTER_CARER], worker)
    return rows


@pytest.fixture
def in_arabic(page: Page) -> Page:
    """A browser whose reader asked for Arabic."""
    with page.client.session_transaction() as session:
        session["language"] = "ar"
    return page


@pytest.fixture
def sami_in(in_arabic: Page, make: Make, sami: YoungPerson, said: dict[str, Statement]) -> Page:
    """Sami, signed in."""
    return in_arabic.sign_in(make.account_for(sami))
