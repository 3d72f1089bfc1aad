"""Every way of saying it, in the demo: each occasion, boards, pictures and a voice, the little ones' taps,
and what others wrote down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import cycle
from uuid import UUID, uuid4

from portal import db
from portal.accounts.queries.around import names_of
from portal.demo import made
from portal.demo.occasion_words import PROMPTS, SPOKEN
from portal.demo.voices import Voices
from portal.kit import clock
from portal.people.models import YoungPerson
from portal.people.rules import Support
from portal.policy.roles import Role
from portal.vault.files import pictures
from portal.voice.commands import alone, capture, drafts, files_desk, files_taking, little, looks
from portal.voice.commands.saying import Speaker
from portal.voice.presenters import little as little_show
from portal.voice.presenters.occasions import question_of
from portal.voice.queries.files import sharing_files_with
from portal.voice.queries.more import more_of
from portal.voice.rules import AnswerState, Face, FileKind, Going, HowSure, Look, QuoteConsent, SafeNow, Way
from portal.voice.rules.alone import PRESSED
from portal.voice.rules.capture import Worry, Written
from portal.voice.rules.files import Limits, Sent
from portal.voice.rules.little import FACE_PROMPT, WITH_PROMPT
from portal.voice.rules.occasion_kinds import Occasion
from portal.voice.rules.occasions import OCCASIONS, prompts_for
from portal.voice.rules.saying import Placed, Replied, Said
from portal.voice.rules.standing import Standing, look_by_age

Who = tuple[YoungPerson, Support]

_FACES = (Face.GOOD, Face.MIXED, Face.BAD, Face.MIXED)


def every_occasion(voices: Voices, people: Sequence[Who]) -> None:
    """Each occasion once, said by somebody it is meant for; some are answered, in every state."""
    states = cycle(AnswerState)
    for number, occasion in enumerate(OCCASIONS):
        fits = [(p, s) for p, s in people if occasion.offered(voices.standing(p, s))]
        person, support = fits[number % len(fits)]
        at = voices.ago(9 + 2 * number)
        said = _said_on(voices, occasion, voices.standing(person, support), number)
        said = replace(said, to=voices.workers(person, at))
        statement_id, read_at = voices.say_and_read(person, said, at)
        if read_at and number % 4 != 3:  # every fourth waits for its answer still
            with db.transaction():
                voices.answer(statement_id, next(states), read_at + timedelta(days=1), working_days=12)


def _said_on(voices: Voices, occasion: Occasion, who: Standing, number: int) -> Said:
    look, spoken = look_by_age(who) or Look.OLDER, SPOKEN[occasion.key]
    replies = tuple(
        Replied(
            prompt.key,
            question_of(prompt.key, look, who),
            prompt.choices[number % len(prompt.choices)] if prompt.choices else "",
            PROMPTS.get(prompt.key, "") if not prompt.choices else "",
        )
        for prompt in prompts_for(occasion, look)
    )
    return Said(
        face=_FACES[number % len(_FACES)] if occasion.has_face else None,
        topics=frozenset(spoken.themes),
        words=spoken.words,
        wants=spoken.wants,
        safe_now=SafeNow.YES,
        quote=QuoteConsent.CHANGED,
        asked=occasion.key,
        look=look,
        replies=replies,
        board=_BOARD if occasion.key in ("how_things_are", "before_review") else (),
    )


_BOARD = (
    Placed("home", Going.WELL),
    Placed("friends", Going.WELL),
    Placed("sleep", Going.SO_SO),
    Placed("school", Going.NOT_WELL),
    Placed("own", Going.NOT_WELL, "Waiting for a letter"),
)


def pictures_and_a_voice(voices: Voices, drew: YoungPerson, spoke: YoungPerson) -> None:
    """A photo and a voice note that were opened and answered; a drawing that nobody has opened yet."""
    _with_file(voices, drew, FileKind.PHOTO, made.house(as_photo=True), "where we used to live", 12)
    _with_file(voices, spoke, FileKind.VOICE, made.tone(), "", 6)
    _with_file(voices, drew, FileKind.DRAWING, made.house(), "me and my sister, it should be like this", 0)


def _with_file(
    voices: Voices, person: YoungPerson, kind: FileKind, content: bytes, says: str, days: int
) -> None:
    found, at, send_once = voices.demo.settings, voices.ago(days), uuid4()
    limits = Limits(found.max_files, found.max_picture, found.max_sound, found.max_sound_seconds)
    checked = files_taking.check(Sent(kind, content, says), limits)
    if not isinstance(checked, files_taking.Checked):
        raise RuntimeError(f"the demo's own file was refused: {checked}")
    with db.transaction(), clock.at(at):
        drafts.keep(person.id, {}, send_once=send_once)
        files_taking.add(person.id, uuid4(), checked, limits, now=at)
        said = Said(face=Face.MIXED, has_files=True, to=voices.workers(person, at))
        statement_id = voices.say(person, said, at, send_once)
        if days == 0:
            return
        opened_at, reader = at + timedelta(minutes=30), voices.staff(Role.READER)
        for one in more_of(statement_id).files:
            for file in sharing_files_with(one):
                files_desk.note_opened(file, by=reader, role="reader", now=opened_at)
    with db.transaction():
        if read_at := voices.read(statement_id, at):
            voices.answer(statement_id, AnswerState.WILL_DO, read_at + timedelta(days=1))


def little_ones(voices: Voices, taps: YoungPerson, alone_child: YoungPerson) -> None:
    """One tapped through the pictures a week ago; another pressed "See me on my own" a little while ago."""
    at = voices.ago(7)
    workers = voices.workers(taps, at)
    replies = (
        Replied(FACE_PROMPT, little_show.QUESTIONS["face"], Face.GOOD.value),
        Replied(WITH_PROMPT, little_show.QUESTIONS["with"], "school"),
    )
    board = (
        Placed("home", Going.WELL),
        Placed("family", Going.SO_SO),
        Placed("school", Going.WELL),
    )
    said = Said(face=Face.GOOD, look=Look.LITTLE, replies=replies, board=board, to=workers)
    statement_id, read_at = voices.say_and_read(taps, said, at)
    with db.transaction():
        if read_at:
            voices.answer(statement_id, AnswerState.DONE, read_at + timedelta(days=1))
        for number, account_id in enumerate(workers):
            picture = pictures.remade(made.face("#d9c7e8" if number else "#bfe0d0"), most_bytes=1_000_000)
            little.put_photo(
                taps.id, account_id, picture.content,
                by=voices.staff(Role.PARTICIPATION_WORKER), role="participation_worker", now=at,
            )  # fmt: skip
    at = voices.ago(0)
    with db.transaction(), clock.at(at):
        asked = alone.Question(little_show.SEE_ALONE, PRESSED)
        alone.ask(voices.speaker(alone_child), uuid4(), asked, promises=voices.demo.promises, now=at)


def written_down(voices: Voices, beside: YoungPerson, small: YoungPerson, told_of: YoungPerson) -> None:
    """Said together; seen; passed on, of which one is kept from the child, with the reason why."""
    when = voices.ago(8)
    worker, carer = voices.workers(beside, when)[0], voices.staff(Role.FOSTER_CARER)
    _write(voices, beside, worker, "social_worker", 8, Written(
        Way.TOGETHER, when, Worry.NO, words="i want to stay here till i am 18",
        wants="tell me if that is not going to happen", present="Us two, in the car",
        understands="They feel settled and fear another move.",
    ))  # fmt: skip
    _write(voices, small, voices.workers(small, when)[0], "social_worker", 6, Written(
        Way.OBSERVED, when, Worry.NO, saw="Held on to the door frame when it was time for nursery.",
        where="At home, in the hall", present="Her carer", how_sure=HowSure.NOT_SURE,
        understands="Perhaps goodbyes are hard at the moment.",
    ))  # fmt: skip
    _write(voices, beside, carer, "foster_carer", 5, Written(
        Way.PASSED_ON, when, Worry.NO, words="why does nobody ask me", told_to=names_of([carer])[carer],
        was_told_in_person=True,
    ))  # fmt: skip
    _write(voices, told_of, voices.staff(Role.PARTICIPATION_WORKER), "participation_worker", 4, Written(
        Way.PASSED_ON, when, Worry.NOT_SURE, saw="A friend says they cry before weekends at their dad's.",
        told_to="A friend, who told me", is_told=False,
        why_not_told="They would know which friend told us, and lose them.",
    ))  # fmt: skip


def _write(voices: Voices, person: YoungPerson, by: UUID, role: str, days: int, written: Written) -> None:
    at: datetime = voices.ago(days, hour=17)
    speaker = Speaker(person.id, by, role=role)
    to = voices.workers(person, at) if written.way is Way.TOGETHER else ()
    said = Said(words=written.words, wants=written.wants, to=to, beside=written.beside)
    with db.transaction(), clock.at(at):
        statement_id = capture.write_down(
            speaker, uuid4(), written, said, capacity=role,
            promises=voices.demo.promises, themes=frozenset(), now=at,
        )  # fmt: skip
        read_at = voices.read(statement_id, at)
    if read_at and written.way is Way.TOGETHER:
        with db.transaction():
            voices.answer(statement_id, AnswerState.WILL_DO, read_at + timedelta(days=1))


def choose_looks(voices: Voices, chosen: Sequence[tuple[YoungPerson, Look]]) -> None:
    """Each chose how the page looks."""
    with db.transaction():
        for person, look in chosen:
            looks.choose_look(voices.speaker(person), look, now=voices.ago(60))
