"""What a made-up crowd says, how it was sorted by theme, answered, and whether that helped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cache
from itertools import islice
from uuid import UUID

from portal import db
from portal.coding.codebook import VERSION
from portal.coding.models import CodedTheme, Coding
from portal.coding.rules import Stance
from portal.demo.answers import ANSWERS, GOOD_NEWS
from portal.demo.crowd_rows import Crowd, Row, id_of, insert, new_id, sealed
from portal.demo.lines import Line
from portal.kit import clock
from portal.vault import keys
from portal.voice.models import Answer, Statement
from portal.voice.rules import Desk, Face, Level, QuoteConsent, Says

DAYS = 6 * 91
_AT_ONCE = 2_000
_NOT_SORTED_BY_THEME = 0.03
_NOT_ANSWERED = 0.05
_NO_VERDICT = 0.35
_SAYS = (Says.SORTED, Says.SORTED, Says.PARTLY, Says.NOT_SORTED)


@cache
def _is_good(line: Line) -> bool:
    return line.is_good


@dataclass(frozen=True)
class _Made:
    """The rows of one statement and of what followed."""

    statement: Row
    coding: Row | None
    themes: list[Row]
    answer: Row | None


def statements(crowd: Crowd, people: Sequence[UUID], count: int) -> Iterator[list[UUID]]:
    """Who says the next ones, some at a time: a few speak often, most now and then."""
    often = [crowd.dice.expovariate(1) for _ in people]
    speakers = iter(crowd.dice.choices(people, often, k=count)) if count else iter(())
    while some := list(islice(speakers, _AT_ONCE)):
        yield some


def store(crowd: Crowd, speakers: Sequence[UUID]) -> int:
    with db.transaction():
        keys.preload(speakers)
        made = [_one(crowd, owner) for owner in speakers]
        insert(Statement, [each.statement for each in made])
        insert(Coding, [each.coding for each in made if each.coding])
        insert(CodedTheme, [row for each in made for row in each.themes])
        insert(Answer, [each.answer for each in made if each.answer])
    return len(speakers)


def _one(crowd: Crowd, owner: UUID) -> _Made:
    dice = crowd.dice
    line = dice.choice(dice.choices(crowd.by_theme, crowd.weights)[0])
    day = crowd.today - timedelta(days=dice.randint(4, DAYS))
    sent_at = datetime.combine(day, time(dice.randint(8, 20), dice.randint(0, 59)), crowd.settings.time_zone)
    statement = _statement(crowd, owner, line, sent_at.astimezone(UTC))
    answer = _answer(crowd, statement, line) if dice.random() >= _NOT_ANSWERED else None
    if dice.random() < _NOT_SORTED_BY_THEME:
        return _Made(statement, None, [], answer)
    coding: Row = {
        "id": new_id(crowd),
        "statement_id": statement["id"],
        "young_person_id": owner,
        "said_on": day,
        "stance": Stance.GOING_WELL
        if _is_good(line)
        else dice.choice((Stance.WORRY, Stance.ASK, Stance.IDEA)),
        "codebook_version": VERSION,
        "by_id": crowd.by,
        "at": statement["read_at"],
    }
    themes: list[Row] = [
        {"coding_id": coding["id"], "theme": theme, "young_person_id": owner, "said_on": day}
        for theme in line.themes
    ]
    return _Made(statement, coding, themes, answer)


def _statement(crowd: Crowd, owner: UUID, line: Line, sent_at: datetime) -> Row:
    own, dice = new_id(crowd), crowd.dice
    read_at = sent_at + timedelta(hours=3)
    faces = (Face.VERY_GOOD, Face.GOOD) if _is_good(line) else (Face.MIXED, Face.BAD, Face.VERY_BAD)
    return {
        "id": own,
        "young_person_id": owner,
        "desk": Desk.COUNCIL,
        "send_once": own,
        "sent_at": sent_at,
        "asked": "how_things_are",
        "language": "en",
        "by_old_way": False,
        "face": dice.choice(faces),
        "not_safe_button": False,
        "wants_call": False,
        "level": Level.REST,
        "pages_duty": False,
        "round": 1,
        "quote_consent": dice.choice((QuoteConsent.YES, QuoteConsent.CHANGED, QuoteConsent.NO)),
        "is_good_news": _is_good(line),
        "read_by_at": sent_at + timedelta(days=1),
        "read_at": read_at,
        "answer_by_on": sent_at.date() + timedelta(days=7),
        "first_opened_at": read_at,
        "read_by_id": crowd.by,
        **sealed(Statement, own, owner, words=line.text),
    }


def _answer(crowd: Crowd, statement: Row, line: Line) -> Row:
    own, dice, owner = new_id(crowd), crowd.dice, id_of(statement, "young_person_id")
    words = GOOD_NEWS if _is_good(line) else dice.choice(ANSWERS[line.themes[0]])
    at = statement["read_at"]
    assert isinstance(at, datetime)
    at += timedelta(days=dice.choice((1, 2, 2, 3)))
    says = dice.choice(_SAYS) if dice.random() >= _NO_VERDICT and at < clock.now() else None
    return {
        "id": own,
        "statement_id": statement["id"],
        "young_person_id": owner,
        "send_once": own,
        "by_id": crowd.by,
        "at": at,
        "round": 1,
        "can_do": bool(words.will_do),
        "read_at": at if says else None,
        "says": says,
        "by_when": at.date() + timedelta(days=7) if words.will_do else None,
        "says_at": min(at + timedelta(hours=20), clock.now()) if says else None,
        **sealed(Answer, own, owner, understood=words.understood, will_do=words.will_do, reason=words.reason),
    }
