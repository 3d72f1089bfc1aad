"""What the demo was told without a name, and by groups. The words to come back with are printed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from portal import db
from portal.clocks.reading import local_day
from portal.demo.signin import Entry
from portal.demo.voices import Voices
from portal.kit import clock
from portal.nameless.commands import groups, reading, talking
from portal.nameless.commands.groups import GroupSaid
from portal.nameless.commands.talking import Moment, Said
from portal.nameless.models import NamelessTalk
from portal.nameless.queries.talk import talk_with
from portal.nameless.rules import AgeBand, GroupKind, Outcome, Prompt, SaidBy
from portal.policy.roles import Role

_READ = "Our house has no lock on the bathroom. We told the staff in spring."
_REPLY = "Thank you for telling us. Somebody looks at the door this week. Is it on the first floor?"
_UNREAD = "The new rule about phones is not fair and nobody asked us"


def tell(voices: Voices) -> list[Entry]:
    """Two talks, one of them answered; two group sayings, one of them answered. Gives the talks' words."""
    entries = [_talk(voices, _READ, 5, answered=True), _talk(voices, _UNREAD, 0, answered=False)]
    _group(voices, 20, answered=True, said=GroupSaid(
        kind=GroupKind.CARE4US, name="Care4Us", held_on=voices.ago(21).date(), place="The town hall",
        how_many=9, ages=[AgeBand.FROM_12, AgeBand.FROM_16], prompts=[Prompt.LISTENED, Prompt.WORKERS],
        points=[("Nobody says when a worker leaves", SaidBy.SEVERAL), ("Texts are better", SaidBy.ONE)],
        wants="A goodbye visit, always", promised="An answer at the next meeting",
    ))  # fmt: skip
    _group(voices, 1, answered=False, said=GroupSaid(
        kind=GroupKind.HOME_EVENING, name="Evening at Example House", held_on=voices.ago(2).date(),
        place="Example House", how_many=5, ages=[AgeBand.FROM_12], prompts=[Prompt.HOME, Prompt.FREE_TIME],
        points=[("The game room is locked too early", SaidBy.SEVERAL)],
        wants="Open until nine on Fridays", promised="",
    ))  # fmt: skip
    return entries


def _moment(voices: Voices, at: datetime) -> Moment:
    return Moment(at, voices.demo.promises.hours)


def _talk(voices: Voices, words: str, days: int, *, answered: bool) -> Entry:
    at, send_once = voices.ago(days), uuid4()
    with db.transaction() as session, clock.at(at):
        told = talking.tell(send_once, Said(words), _moment(voices, at))
        code = told.code or ()
        talking.keep(send_once, code)
        talk = talk_with(code)
        if talk is None:
            raise RuntimeError("the talk that was just begun is not there")
        talk_id = talk.id
        session.flush()
    if answered:
        _answer_talk(voices, talk_id, voices.ago(days - 1))
    name = "A talk that was answered" if answered else "A talk that nobody has read"
    return {
        "role": "without a name", "name": name,
        "address": "/nameless/back", "identifier": None, "secret": " ".join(code), "totp": None,
    }  # fmt: skip


def _answer_talk(voices: Voices, talk_id: UUID, at: datetime) -> None:
    reader = voices.staff(Role.READER)
    with db.transaction() as session, clock.at(at):
        talk = session.get_one(NamelessTalk, talk_id)
        reading.note_opened(talk, by=reader, now=at)
        reading.mark_read(talk, 1, _done(reader), by=reader, now=at, on=at.date())
        reading.answer(talk, uuid4(), _REPLY, by=reader, now=at)


def _done(answerer: UUID) -> reading.Done:
    return reading.Done(Outcome.PASSED_ON, "", "Rang the home's manager.", (), answerer, 5)


def _group(voices: Voices, days: int, said: GroupSaid, *, answered: bool) -> None:
    at, writer = voices.ago(days, hour=19), voices.staff(Role.PARTICIPATION_WORKER)
    with db.transaction(), clock.at(at):
        saying = groups.write(uuid4(), said, by=writer, moment=_moment(voices, at))
        if not answered:
            return
        later = voices.ago(days - 1)
        on = local_day(later, voices.demo.promises.hours.zone)
        groups.mark_read(
            saying, _done(voices.staff(Role.MANAGER)), by=voices.staff(Role.READER), now=later, on=on
        )
        words = "From January every worker who leaves comes to say goodbye, or writes a card."
        groups.answer(saying, words, by=voices.staff(Role.MANAGER), now=voices.ago(days - 6))
        groups.told(saying, voices.ago(days - 9).date(), by=writer)
