"""Complaints of the small council at every stage, something to put right and learned, a counted year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from portal import db
from portal.complaints.commands import handling, letters, theirs
from portal.complaints.commands.learning import Changed, learn
from portal.complaints.commands.receiving import NewComplaint, receive
from portal.complaints.models import Complaint, ComplaintsQuarter, ComplaintsYear
from portal.complaints.queries.one import points_of
from portal.complaints.rules import Came, Complainer, Finding, Part, RemedyKind
from portal.complaints.rules.figures import Counted, printed, year_of
from portal.kit import clock
from portal.policy.roles import Role

if TYPE_CHECKING:
    from tests.support.world import World


def build(world: World) -> None:
    """The manager answers, the social worker says sorry; others look into it and decide at stage two."""
    today = clock.now().date()
    with db.transaction() as session:
        first = _receive(world, "My visits were stopped.", today)
        _outcome(world, first, today)
        _second(world, today)
        answered = _receive(world, "Nobody rang me back.", today)
        _outcome(world, answered, today)
        letter = letters.send_letter(answered, send_once=uuid4(), by=_by(world), today=today)
        _panel(world, today)
        remedy = letters.add_remedy(
            first,
            RemedyKind.APOLOGY,
            "We say sorry to you.",
            world[Role.SOCIAL_WORKER].id,
            today,
            send_once=uuid4(),
            by=_by(world),
            today=today,
        )
        changed = Changed("We ring before a visit is moved.", "The fostering team", today)
        learned = learn(changed, send_once=uuid4(), by=_by(world), today=today)
        year = today.year - 2
        numbers = printed(Counted(received=40, complainers={"parent": 20, "young_person": 20}), year_of(year))
        session.add(ComplaintsYear(year=year, counted_at=clock.now(), printed=numbers))
        first_on, last_on = date(year, 4, 1), date(year, 6, 30)
        session.add(
            ComplaintsQuarter(first_on=first_on, last_on=last_on, counted_at=clock.now(), printed=numbers)
        )
        world.ids |= {
            "complaint_id": first.id,
            "remedy_id": remedy.id,
            "learning_id": learned.id,
            "complaints_year": str(year),
            "report_ending": "ods",
            "list_ending": "csv",
            "own_complaint_id": answered.id,
            "own_letter_id": letter.id,
        }


def _by(world: World) -> Any:
    return world[Role.COMPLAINTS_MANAGER].id


def _receive(world: World, words: str, today: date, **fields: Any) -> Complaint:
    fields.setdefault("young_person_id", world.young.id)
    new = NewComplaint(fields.pop("came", Came.OWN_PAGE), uuid4(), words, **fields)
    return receive(new, by=None, now=clock.now(), today=today)


def _hand(world: World, complaint: Complaint, part: Part, role: Role, today: date) -> None:
    handling.hand_to(complaint, part, world[role].id, send_once=uuid4(), by=_by(world), today=today)


def _outcome(world: World, complaint: Complaint, today: date) -> None:
    _hand(world, complaint, Part.ANSWERER, Role.MANAGER, today)
    letters.set_points(complaint, ["Visits were stopped", "Nobody said why"], by=_by(world))
    found = {one.id: (Finding.UPHELD, "We should have told you.") for one in points_of(complaint.id)}
    letters.find(complaint, found, by=_by(world))
    letters.write_letter(complaint, "Dear Sam. You were right. We are sorry.", by=_by(world))


def _second(world: World, today: date) -> None:
    complaint = _receive(world, "It happened again.", today)
    theirs.ask_next(complaint, "", send_once=uuid4(), by=None, today=today)
    _hand(world, complaint, Part.INVESTIGATOR, Role.INVESTIGATOR, today)
    _hand(world, complaint, Part.INDEPENDENT, Role.INDEPENDENT_PERSON, today)
    _hand(world, complaint, Part.DECIDER, Role.MANAGER, today)
    handling.agree_statement(
        complaint, "Visits stop without a word.", today, send_once=uuid4(), by=_by(world), today=today
    )


def _panel(world: World, today: date) -> None:
    complaint = _receive(
        world,
        "Nobody tells us where she lives.",
        today,
        came=Came.FAMILY_PAGE,
        young_person_id=None,
        complainer=Complainer.PARENT,
        name="Ada Made-Up",
        child_name="Her granddaughter",
    )
    for _stage in range(2):
        theirs.ask_next(complaint, "", send_once=uuid4(), by=None, today=today)
    handling.fix_panel(complaint, today, "", send_once=uuid4(), by=_by(world), today=today)
