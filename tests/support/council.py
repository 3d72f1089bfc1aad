"""The same few people for every list page, and rows that come one by one: to see what a list costs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import ClassVar

from portal import db
from portal.accounts.models import Account
from portal.audit import commands as audit
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.voice.rules import Desk, Way
from tests.support.factories import Make

START_PAGES = ("/staff", "/start")
"""Pages that say how many there are rather than show them all."""


class Council:
    """The same few people for every list, and rows that come one by one."""

    LISTS: ClassVar = (
        "/staff/desk",
        "/staff/statements",
        "/staff/mine",
        "/staff/overdue",
        "/staff/shared",
        "/staff/write-down",
        "/staff/written-down",
        "/staff/advocate",
        "/staff/young-people",
        "/staff/people",
        "/said",
        "/who-opened",
    )

    def __init__(self, make: Make) -> None:
        self.make = make
        self.person = make.young_person()
        self.account = make.account_for(self.person)
        self.manager = make.staff(Role.MANAGER)
        self.worker = make.staff(Role.SOCIAL_WORKER, manager=self.manager)
        self.reader = make.staff(Role.READER)
        self.admin = make.staff(Role.ADMINISTRATOR)
        self.carer = make.staff(Role.FOSTER_CARER)
        self.advocate = make.staff(Role.ADVOCATE)
        make.link(self.person, self.worker)
        make.link(self.person, self.advocate)

    def somebody(self) -> YoungPerson:
        person = self.make.young_person()
        self.make.link(person, self.worker)
        return person

    def to_read(self) -> None:
        self.make.statement(self.somebody(), to=[self.worker], concerning=[self.carer])

    def to_answer(self) -> None:
        sent = clock.now() - timedelta(days=30)
        self.make.statement(self.somebody(), to=[self.worker], read_by=self.reader, sent_at=sent)

    def shared(self) -> None:
        person = self.somebody()
        self.make.link(person, self.carer)
        said = self.make.statement(person, to=[self.worker], read_by=self.reader)
        self.make.share(said, self.carer, self.worker)

    def passed_on(self) -> None:
        person = self.somebody()
        self.make.link(person, self.carer)
        said = self.make.statement(person, to=[self.worker], way=Way.PASSED_ON)
        self.make.capture(said, self.carer)

    def said(self) -> None:
        said = self.make.statement(self.person, to=[self.worker], read_by=self.reader)
        self.make.answer(said, self.worker)

    def opened(self) -> None:
        """By somebody else each time: the same person on the same day is one line."""
        worker = self.make.staff(Role.SOCIAL_WORKER)
        with db.transaction():
            audit.record(
                "see_young_person", by=worker.id, role="social_worker", young_person_id=self.person.id
            )

    def for_advocate(self) -> None:
        self.make.statement(self.somebody(), desk=Desk.ADVOCATE)

    def member(self) -> None:
        self.make.staff(Role.IRO, Role.READER, manager=self.manager)

    def open_lists(self) -> dict[str, tuple[Account, Callable[[], object]]]:
        return {
            "/staff/desk": (self.reader, self.to_read),
            "/staff/statements": (self.worker, self.to_answer),
            "/staff/mine": (self.worker, self.to_answer),
            "/staff/overdue": (self.manager, self.to_answer),
            "/staff/shared": (self.carer, self.shared),
            "/staff/write-down": (self.worker, self.somebody),
            "/staff/written-down": (self.carer, self.passed_on),
            "/staff/advocate": (self.advocate, self.for_advocate),
            "/staff/young-people": (self.worker, self.somebody),
            "/staff/people": (self.admin, self.member),
            "/staff": (self.worker, self.to_answer),
            "/said": (self.account, self.said),
            "/start": (self.account, self.said),
            "/who-opened": (self.account, self.opened),
        }
