""" "See me on my own": asked on the little ones' page or with a card. Read first and called about; the adult
beside the child may be the danger, so nothing that child's home can reach shows it. See docs/decisions.md."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal import db
from portal.accounts import words as word_list
from portal.accounts.commands.throttle import count_wrong
from portal.accounts.queries.around import account_of, people_around
from portal.accounts.queries.throttle import EVERYBODY, wait_for_all, wait_for_one
from portal.accounts.rules.throttle import ALL_CARDS, DEVICE
from portal.audit import commands as audit
from portal.clocks.reading import local_day
from portal.kit import clock
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.people import commands as people
from portal.vault import keys
from portal.voice.commands import calls, saying
from portal.voice.commands.drafts import one_at_a_time
from portal.voice.commands.saying import Promises, Speaker
from portal.voice.models import AloneCard, Statement
from portal.voice.queries import alone as queries
from portal.voice.queries import sent as sent_queries
from portal.voice.queries.apart import home_of
from portal.voice.rules import Level, Look
from portal.voice.rules import alone as rules
from portal.voice.rules.alone import CardWrong
from portal.voice.rules.saying import Replied, Said

_DOOR = "alone"


@dataclass(frozen=True)
class Question:
    """The button's words as the child saw them, and how it was pressed."""

    words: str
    how: str


@dataclass(frozen=True)
class Tried:
    """What came of a card's words. `wait`: seconds until the next try."""

    wrong: CardWrong | None = None
    wait: int = 0


def ask(speaker: Speaker, send_once: UUID, asked: Question, *, promises: Promises, now: datetime) -> None:
    """They asked to be seen alone. Pressed again while it waits, or with the same form, it is the same."""
    one_at_a_time(speaker.young_person_id)
    if _is_known(speaker.young_person_id, send_once, now):
        return
    today = local_day(now, promises.hours.zone)
    around = people_around(speaker.young_person_id, today)
    said = Said(
        asked=rules.ASKED,
        look=Look.LITTLE,
        to=tuple(one.account_id for one in around if one.kind in rules.GOES_TO),
        for_council=True,
        replies=(Replied(rules.PROMPT, asked.words, asked.how),),
    )
    # Whoever holds the child's phone or tablet next must not find it in the list; their draft stays too.
    receipt = saying.store(
        speaker, send_once, said, around, promises, frozenset(), now, draft_stays=True, is_shown_to_them=False
    )
    statement = sent_queries.locked(receipt.statement_id)
    _keep_home_out(statement, now, promises)
    _call(statement, promises, now)


def _is_known(young_person_id: UUID, send_once: UUID, now: datetime) -> bool:
    if sent_queries.sent_with(young_person_id, send_once):
        return True
    latest = queries.latest_asking(young_person_id)
    return latest is not None and rules.is_the_same(latest.sent_at, latest.read_at, now)


def _keep_home_out(statement: Statement, now: datetime, promises: Promises) -> None:
    apart = home_of(statement.young_person_id, local_day(now, promises.hours.zone))
    people.keep_apart(statement.young_person_id, statement.id, apart)
    for account_id in apart:  # a reader who lives there was told a moment ago, in this transaction
        notices.drop(statement.id, NoticeKind.TO_READ, account_id=account_id)


def _call(statement: Statement, promises: Promises, now: datetime) -> None:
    """First in the desk's list, and whoever is on duty is called: a small child can't ask twice."""
    statement.level, statement.pages_duty = Level.NOW, True
    statement.level_why = json.dumps(rules.why_first(json.loads(statement.level_why or "[]")))
    db.session.flush()
    calls.call_next(statement, now=now, zone=promises.zone)


def try_card(
    words: tuple[str, ...],
    send_once: UUID,
    asked: Question,
    *,
    device: str,
    promises: Promises,
    now: datetime,
) -> Tried:
    """A card's words do one thing: ask. Wrong ones are slowed as at every door."""
    wait = max(wait_for_one(_DOOR, device, DEVICE, now), wait_for_all(_DOOR, ALL_CARDS, now))
    if wait.total_seconds() > 0:
        return Tried(CardWrong.TOO_SOON, -(-int(wait.total_seconds() * 1000) // 1000))
    card = queries.card_with(words)
    if card is None:
        count_wrong(_DOOR, [device, EVERYBODY], now)
        return Tried(CardWrong.NOT_KNOWN)
    if card.ended_at:
        return Tried(CardWrong.ENDED)
    card.last_used_at = now
    ask(_speaker_of(card), send_once, asked, promises=promises, now=now)
    return Tried()


def _speaker_of(card: AloneCard) -> Speaker:
    """Nobody is signed in: it is the child's card that asks, whoever holds it."""
    account = account_of(card.young_person_id)
    return Speaker(card.young_person_id, account.id if account else card.id, role="alone_card")


def make_card(young_person_id: UUID, *, send_once: UUID, by: UUID, role: str) -> tuple[str, ...]:
    """A new card's words, shown once. The same form sent twice is one card.

    Nobody who works with them is refused: the card opens and shows nothing, and a no would tell them that
    something was said about them."""
    one_at_a_time(young_person_id)
    words = _words_for(send_once, young_person_id, by)
    if queries.card_with(words) is None:
        card = AloneCard(
            id=uuid.uuid4(),
            young_person_id=young_person_id,
            code_hash=queries.card_hash(words),
            made_by_id=by,
            made_at=clock.now(),
        )
        db.session.add(card)
        db.session.flush()
        _record("make_alone_card", card, by, role)
    return words


def end_card(young_person_id: UUID, card_id: UUID, *, by: UUID, role: str) -> bool:
    """The card does nothing from now on. False: it was ended already."""
    card = queries.card_of(young_person_id, card_id)
    if card is None or card.ended_at:
        return False
    card.ended_at = clock.now()
    db.session.flush()
    _record("end_alone_card", card, by, role)
    return True


def _words_for(send_once: UUID, young_person_id: UUID, by: UUID) -> tuple[str, ...]:
    """As good as drawn: bits of a keyed hash, so that a form sent twice shows the same card."""
    digest = int.from_bytes(keys.blind("alone words", f"{send_once}:{young_person_id}:{by}"))
    words = word_list.all_words()
    return tuple(words[digest >> (11 * place) & (len(words) - 1)] for place in range(rules.CARD_WORDS))


def _record(action: str, card: AloneCard, by: UUID, role: str) -> None:
    audit.record(
        action, by=by, role=role, young_person_id=card.young_person_id, subject=("alone_card", card.id)
    )
