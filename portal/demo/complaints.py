"""The demo's complaints: a closed year of them, so that its report has numbers, and open ones at each stage.
Made up, by the product's own commands, on the days they say."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from portal import db
from portal.complaints.commands import handling, letters, theirs
from portal.complaints.commands.learning import Changed, check, learn
from portal.complaints.commands.receiving import NewComplaint, NewCompliment, receive, receive_compliment
from portal.complaints.jobs.figures import count_periods
from portal.complaints.models import Complaint
from portal.complaints.queries.one import letters_of, points_of, remedies_of
from portal.complaints.rules import Came, Complainer, Finding, Helped, Holds, Part, RemedyKind
from portal.demo.past import Demo
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.policy.roles import Role

_CLOSED = [
    ("My family time was stopped for three weeks and nobody told me why.", "family_time", Finding.UPHELD),
    ("I was told of my move on the day itself.", "moving", Finding.UPHELD),
    ("My worker changed twice and nobody said goodbye.", "social_worker", Finding.PARTLY),
    ("I asked for help with college and waited two months.", "school", Finding.UPHELD),
    ("Nobody wrote back when I asked about my savings.", "money", Finding.PARTLY),
    ("They say I was late for a meeting that nobody told me of.", "listened", Finding.NOT_UPHELD),
]
_LETTER = (
    "Hello. You told us that something was not right. Thank you. We looked at it and asked those who were "
    "there. You were right to tell us. We are sorry. What we do now is below, with a day. If this is not "
    "right for you, you can ask for the next step. An advocate can help you."
)


def tell(demo: Demo, now: datetime) -> None:
    """Of the complaints manager whose sign-in is printed."""
    today = now.date()
    year = today.year if today >= date(today.year, 4, 10) else today.year - 1
    young = [one for one in demo.cohort.young if one.born_on][:12]
    with db.transaction():
        for number, (words, theme, finding) in enumerate(_CLOSED * 2):
            day = date(year - 1, 5, 12) + timedelta(days=24 * number)
            _closed(demo, young[number % len(young)], words, theme, finding, day)
        for number in range(8):
            _thanks(demo, date(year - 1, 6, 2) + timedelta(days=30 * number))
        _learned(demo, year, today)
    with db.transaction():
        _open(demo, today)
    count_periods(now, demo.settings.time_zone)


def _by(demo: Demo) -> UUID:
    return demo.team.first(Role.COMPLAINTS_MANAGER).id


def _receive(day: date, words: str, came: Came, by: UUID | None, **fields: Any) -> Complaint:
    with clock.at(_at(day)):
        new = NewComplaint(came, uuid4(), words, received_on=day, **fields)
        return receive(new, by=by, now=_at(day), today=day)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(11), UTC)


def _answer(demo: Demo, complaint: Complaint, finding: Finding, day: date) -> None:
    manager, by = demo.team.first(Role.MANAGER).id, _by(demo)
    with clock.at(_at(day)):
        handling.hand_to(complaint, Part.ANSWERER, manager, send_once=uuid4(), by=by, today=day)
        letters.set_points(complaint, [complaint.words], by=manager)
        found = {one.id: (finding, "We asked those who were there.") for one in points_of(complaint.id)}
        letters.find(complaint, found, by=manager)
        letters.add_remedy(
            complaint,
            RemedyKind.APOLOGY,
            "We say sorry to you, in person if you like.",
            manager,
            day + timedelta(days=7),
            send_once=uuid4(),
            by=by,
            today=day,
        )
        letters.write_letter(complaint, _LETTER, by=manager)
        letters.send_letter(complaint, send_once=uuid4(), by=manager, today=day)


def _closed(demo: Demo, young: YoungPerson, words: str, theme: str, finding: Finding, day: date) -> None:
    by = _by(demo)
    complaint = _receive(day, words, Came.PHONE, by, young_person_id=young.id)
    with clock.at(_at(day)):
        handling.acknowledge(complaint, "By phone.", send_once=uuid4(), by=by, today=day)
        handling.say_about(complaint, None, [theme], by=by)
    answered = day + timedelta(days=10)
    _answer(demo, complaint, finding, answered)
    with clock.at(_at(answered + timedelta(days=5))):
        for remedy in remedies_of(complaint.id):
            letters.do_remedy(
                complaint,
                remedy,
                "We said sorry.",
                send_once=uuid4(),
                by=by,
                today=answered + timedelta(days=5),
            )
        (letter,) = letters_of(complaint.id)
        theirs.say_helped(
            complaint, letter, Helped.YES, send_once=uuid4(), by=None, today=answered + timedelta(days=5)
        )
        theirs.say_sorted(complaint, send_once=uuid4(), by=None, today=answered + timedelta(days=5))


def _thanks(demo: Demo, day: date) -> None:
    new = NewCompliment(
        Came.PHONE,
        uuid4(),
        "Thank you to the whole team for the summer trip.",
        Complainer.FAMILY,
        about="The holiday team",
        name="Somebody Made-Up",
        received_on=day,
    )
    with clock.at(_at(day)):
        receive_compliment(new, by=_by(demo), now=_at(day), today=day)


def _learned(demo: Demo, year: int, today: date) -> None:
    by, first = _by(demo), date(year - 1, 9, 3)
    old = Changed("Whoever moves family time rings the young person the same day.", "Fostering team", first)
    with clock.at(_at(first)):
        row = learn(old, send_once=uuid4(), by=by, today=first)
    with clock.at(_at(row.check_on)):
        check(
            row, Holds.PARTLY, "Two of three teams do it. The third begins in May.", by=by, today=row.check_on
        )
    new = Changed("A worker who leaves says goodbye, with a date for it.", "Children in care", today)
    learn(new, send_once=uuid4(), by=by, today=today)


def _open(demo: Demo, today: date) -> None:
    by, robin, jo = _by(demo), demo.cohort.robin, demo.cohort.jo
    if robin is None or jo is None:
        return
    day = today - timedelta(days=6)
    mine = _receive(
        day, "My bike is still at my old home. I asked four times.", Came.PHONE, by, young_person_id=robin.id
    )
    handling.hand_to(
        mine, Part.ANSWERER, demo.team.first(Role.MANAGER).id, send_once=uuid4(), by=by, today=today
    )
    answered = _receive(
        today - timedelta(days=20),
        "My pathway plan has no dates in it.",
        Came.PHONE,
        by,
        young_person_id=jo.id,
    )
    _answer(demo, answered, Finding.UPHELD, today - timedelta(days=8))
    second = _receive(
        today - timedelta(days=50),
        "We were not asked before her school changed.",
        Came.FAMILY_PAGE,
        None,
        complainer=Complainer.PARENT,
        name="Mel Madeup",
        reach="By phone in the evening: 01632 960 001",
    )
    asked = today - timedelta(days=12)
    with clock.at(_at(asked)):
        theirs.ask_next(second, "It was not answered.", send_once=uuid4(), by=None, today=asked)
    for part, role in (
        (Part.INVESTIGATOR, Role.INVESTIGATOR),
        (Part.INDEPENDENT, Role.INDEPENDENT_PERSON),
        (Part.DECIDER, Role.MANAGER),
    ):
        handling.hand_to(second, part, demo.team.first(role).id, send_once=uuid4(), by=by, today=today)
    agreed = today - timedelta(days=5)
    handling.agree_statement(
        second, "She changed school and we were not asked.", agreed, send_once=uuid4(), by=by, today=today
    )
