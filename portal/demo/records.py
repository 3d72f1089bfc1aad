"""Requests for records in the demo, one in each state. Everybody in it is made up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from portal import db
from portal.demo.past import Demo
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.records.commands import happenings, officers, receiving, writing
from portal.records.commands.receiving import Asked
from portal.records.models import RecordsRequest
from portal.records.rules import Asker, Came, EventKind, Format, Regime, Scope, Stage
from portal.records.rules.who import Answer, Question, decision

K = EventKind
_LEFT_TO_SAY = "We have started to look. If you would like to talk while you wait, ring me. Rowan"


@dataclass(frozen=True)
class _Teller:
    """Tells what happened to one request, each on its day."""

    request: RecordsRequest
    officer: UUID
    now: datetime
    zone: ZoneInfo
    own: UUID | None = field(default=None)  # the account of whoever asked, when they have one

    def then(
        self, days: int, kind: EventKind, words: str = "", reason: str = "", *, ours: bool = True
    ) -> None:
        """Something happened so many days ago."""
        at = _noon(self.now, days, self.zone)
        with clock.at(at):
            happenings.happen(
                self.request, kind, at.date(), send_once=uuid4(), by=self.officer if ours else self.own,
                now=at, today=at.date(), words=words, reason=reason,
            )  # fmt: skip

    def taken(self, days: int) -> None:
        at = _noon(self.now, days, self.zone)
        with clock.at(at):
            officers.hand_to(
                self.request, self.officer, send_once=uuid4(), by=self.officer, now=at, today=at.date()
            )

    def we_wrote(self, days: int, words: str) -> None:
        at = _noon(self.now, days, self.zone)
        with clock.at(at):
            writing.write_to_requester(self.request, words, send_once=uuid4(), by=self.officer, now=at)

    def they_wrote(self, days: int, words: str) -> None:
        at = _noon(self.now, days, self.zone)
        with clock.at(at):
            writing.write_from_requester(self.request, words, send_once=uuid4(), by=self.own, now=at)


def tell(demo: Demo, accounts: dict[UUID, Any], now: datetime) -> None:
    """Seven requests, from one that nobody has proven yet to one that was given."""
    officer = demo.team.first(Role.RECORDS_OFFICER).id
    zone = demo.settings.time_zone
    with db.transaction():
        _jos(demo, accounts, officer, now, zone)
        _parents(demo, officer, now, zone)
        _others(officer, now, zone)


def _jos(demo: Demo, accounts: dict[UUID, Any], officer: UUID, now: datetime, zone: ZoneInfo) -> None:
    """A care leaver asks on her own page; it is being read."""
    jo = demo.cohort.jo
    if jo is None or jo.id not in accounts:
        return
    words = "Who decided that I had to leave Mill Lane, and did anybody ask me?"
    request = _came(
        19, Came.OWN_PAGE, now, zone, person=jo, words=words, scopes=[Scope.QUESTION, Scope.PHOTOS],
        formats=[Format.ONLINE, Format.BIT_BY_BIT], wants_company=True, wants_trigger_notes=True,
        wants_ring_after=True,
    )  # fmt: skip
    told = _Teller(request, officer, now, zone, accounts[jo.id].id)
    told.taken(18)
    told.we_wrote(18, _LEFT_TO_SAY)
    told.then(16, K.CLARIFICATION_ASKED, "Do you know in which years you lived at Mill Lane?", "which_time")
    told.then(13, K.CLARIFICATION_RECEIVED, "From the summer of year 5 until the end of year 7", ours=False)
    told.then(12, K.STAGE, reason=Stage.FINDING)
    told.then(3, K.STAGE, reason=Stage.READING)
    told.they_wrote(1, "Thank you for telling me each time. Is there a photo of the dog?")


def _parents(demo: Demo, officer: UUID, now: datetime, zone: ZoneInfo) -> None:
    """A parent asks for a child's file; some lines are weighed."""
    robin = demo.cohort.robin
    if robin is None:
        return
    request = _came(
        6, Came.VOICE, now, zone, person=robin, asker=Asker.PARENT, asker_name="Pat Inventa",
        words="Everything since the move",
    )  # fmt: skip
    told = _Teller(request, officer, now, zone)
    told.taken(5)
    for question, answer, words in (
        (Question.CARE_ORDER, Answer.YES, "Full care order; we share parental responsibility."),
        (Question.ORDERS, Answer.NOT_KNOWN, "Legal services were asked."),
        (Question.COMPETENCE, Answer.YES, "Robin’s worker talked it over; Robin understands it well."),
    ):
        told.then(4, K.WHO_DECIDED, words, decision(question, answer))


def _others(officer: UUID, now: datetime, zone: ZoneInfo) -> None:
    """Adults of earlier years: late, waiting for proof, not proven, for somebody who has died, given."""
    late = _Teller(
        _came(52, Came.LETTER, now, zone, name="Marion Madeupname", born_on=date(1971, 2, 28),
              post="4 Nowhere Row, Exampleton", words="My whole file. I was told there are four boxes.",
              scopes=[Scope.ALL], formats=[Format.PAPER], wants_company=True), officer, now, zone,
    )  # fmt: skip
    late.taken(50)
    late.we_wrote(50, _LEFT_TO_SAY)
    late.then(44, K.STAGE, reason=Stage.FINDING)
    late.then(
        20, K.LATE_REASON, "Two of the boxes lay in another store. Finding out took us weeks.", "archive"
    )
    waits = _Teller(
        _came(11, Came.THROUGH_OTHERS, now, zone, name="Lorna Fictive", asker=Asker.SOLICITOR,
              asker_name="Example & Notional", email="office@example.org", years_from=1999, years_until=2006,
              scopes=[Scope.TIME]), officer, now, zone,
    )  # fmt: skip
    waits.taken(10)
    waits.then(9, K.AUTHORITY_ASKED, "Please send us Lorna’s word that she wants this.")
    _came(
        3, Came.PUBLIC_PAGE, now, zone, name="Terence Notional", email="terence@example.org",
        words="I was at Example House in the eighties.", is_proven=False,
    )  # fmt: skip
    died = _Teller(
        _came(8, Came.LETTER, now, zone, name="Iris Storybook", asker=Asker.FAMILY,
              asker_name="Dora Storybook", post="9 Pretend Street, Exampleton"), officer, now, zone,
    )  # fmt: skip
    died.taken(7)
    died.then(7, K.REGIME, "Iris died in 2019. Dora is her sister.", Regime.DIED)
    given = _Teller(
        _came(40, Came.MESSAGE, now, zone, name="Hugo Imaginary", born_on=date(1964, 7, 1),
              email="hugo@example.org", scopes=[Scope.REVIEWS], formats=[Format.PAPER]), officer, now, zone,
    )  # fmt: skip
    given.taken(39)
    given.then(38, K.WHO_DECIDED, "He knew the name of his key worker.", decision(Question.DOUBT, Answer.NO))
    for days, stage in ((36, Stage.FINDING), (30, Stage.READING), (20, Stage.CHECKING), (15, Stage.READY)):
        given.then(days, K.STAGE, reason=stage)
    given.then(14, K.GIVEN)


def _came(
    days: int,
    came: Came,
    now: datetime,
    zone: ZoneInfo,
    *,
    person: YoungPerson | None = None,
    is_proven: bool = True,
    **said: Any,
) -> RecordsRequest:
    at = _noon(now, days, zone)
    with clock.at(at):
        return receiving.receive(
            Asked(came=came, received_on=at.date(), **said),
            send_once=uuid4(),
            by=None,
            now=at,
            today=at.date(),
            young_person_id=person.id if person else None,
            is_proven=is_proven,
        )


def _noon(now: datetime, days: int, zone: ZoneInfo) -> datetime:
    """Noon of a day so many days ago, on the council's clocks."""
    return datetime.combine(now.astimezone(zone).date() - timedelta(days=days), time(12), zone)
