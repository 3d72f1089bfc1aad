"""Access cards: made, cancelled, used. One used after a lost way in shuts the past until that is checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import sqlalchemy as sa

from portal import db
from portal.accounts import words as word_list
from portal.accounts.commands.ways import end_all
from portal.accounts.models import AccessCard, Account, IdentityCheck
from portal.accounts.queries.around import account_of, people_around, with_role
from portal.accounts.queries.cards import card_sent, has_account
from portal.accounts.queries.ways import card_hash
from portal.accounts.rules.cards import CardStop, MakeStop, why_not_make_card, why_not_use_card
from portal.accounts.rules.doors import Opened, Shut
from portal.accounts.rules.throttle import CARD_WORDS
from portal.audit import commands as audit
from portal.kit import clock
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.people import queries as people
from portal.people.models import YoungPerson
from portal.people.rules import LinkKind
from portal.policy.roles import Role
from portal.vault import keys

_CAN_CHECK = {
    LinkKind.SOCIAL_WORKER,
    LinkKind.PERSONAL_ADVISER,
    LinkKind.IRO,
    LinkKind.PARTICIPATION_WORKER,
}


@dataclass(frozen=True)
class MadeCard:
    """A card just made, with its words: shown now and never again."""

    words: tuple[str, ...]
    expires_at: datetime
    for_lost: bool


def why_not(young_person_id: UUID, by: UUID) -> MakeStop | None:
    """Why this worker neither makes nor stops a card of this young person, or None."""
    return why_not_make_card(by, people.kept_apart(young_person_id))


def make_card(young_person_id: UUID, *, send_once: UUID, by: UUID, days: int) -> MadeCard:
    """A card for this young person, good for `days`. The same form sent twice makes one card.

    If they came in before, the card is for a lost way in, whatever the maker thought. Raises Refused."""
    if reason := why_not(young_person_id, by):
        raise Refused(reason)
    db.session.get_one(YoungPerson, young_person_id, with_for_update=True)  # one card at a time
    card, words = card_sent(send_once), _words_for(send_once, young_person_id, by)
    if card is not None and card.code_hash != card_hash(words):  # somebody else's form: a card of its own
        send_once, card = uuid4(), None
        words = _words_for(send_once, young_person_id, by)
    if card is None:
        card = _new_card(young_person_id, send_once, words, by, days)
    return MadeCard(words, card.expires_at, card.for_lost)


def _new_card(
    young_person_id: UUID, send_once: UUID, words: tuple[str, ...], by: UUID, days: int
) -> AccessCard:
    now = clock.now()
    card = AccessCard(
        young_person_id=young_person_id,
        send_once=send_once,
        code_hash=card_hash(words),
        made_by=by,
        made_at=now,
        expires_at=now + timedelta(days=days),
        for_lost=has_account(young_person_id),
    )
    db.session.add(card)
    db.session.flush()
    return card


def cancel_card(card_id: UUID, young_person_id: UUID, *, by: UUID) -> bool:
    """End a card that was not used. False when there is none such, or it was used. Raises Refused."""
    if reason := why_not(young_person_id, by):
        raise Refused(reason)
    done = db.session.execute(
        sa.update(AccessCard)
        .where(AccessCard.id == card_id, AccessCard.young_person_id == young_person_id, *_unused())
        .values(cancelled_at=clock.now(), cancelled_by=by)
    )
    return bool(done.rowcount == 1)  # type: ignore[attr-defined]  # a CursorResult


def use_card(card: AccessCard, *, now: datetime, today: date) -> Opened | Shut:
    """Come in by a card. Of two who use it at the same moment one comes in."""
    apart = people.kept_apart(card.young_person_id)
    if stop := _why_not(card, now, apart):
        return Shut(stop)
    db.session.get_one(YoungPerson, card.young_person_id, with_for_update=True)  # one card at a time
    if not _claim(card.id, now):
        return Shut(CardStop.USED)
    account = account_of(card.young_person_id)
    if account is None:
        account = _new_account(card.young_person_id, now)
    elif not account.is_open:
        return Shut(CardStop.CANCELLED)
    else:
        _lost(account, card, now, today, apart)
    _end_other_cards(card, now)
    _record("card used", account, card.id)
    return Opened(
        account.id, account.ways_version, account.language, by_card=True, easy_read=account.easy_read
    )


def _words_for(send_once: UUID, young_person_id: UUID, by: UUID) -> tuple[str, ...]:
    """Six words as good as drawn: 66 bits of a keyed hash, so that a form sent twice shows the same card."""
    digest = int.from_bytes(keys.blind("card words", f"{send_once}:{young_person_id}:{by}"))
    words = word_list.all_words()
    return tuple(words[digest >> (11 * place) & (len(words) - 1)] for place in range(CARD_WORDS))


def _why_not(card: AccessCard, now: datetime, apart: set[UUID]) -> CardStop | None:
    return why_not_use_card(
        used_at=card.used_at,
        cancelled_at=card.cancelled_at,
        expires_at=card.expires_at,
        now=now,
        made_by=card.made_by,
        kept_apart=apart,
    )


def _unused() -> tuple[sa.ColumnElement[bool], ...]:
    return (AccessCard.used_at.is_(None), AccessCard.cancelled_at.is_(None))


def _claim(card_id: UUID, now: datetime) -> bool:
    done = db.session.execute(
        sa.update(AccessCard)
        .where(AccessCard.id == card_id, AccessCard.expires_at > now, *_unused())
        .values(used_at=now)
    )
    return bool(done.rowcount == 1)  # type: ignore[attr-defined]  # a CursorResult


def _new_account(young_person_id: UUID, now: datetime) -> Account:
    account = Account(young_person_id=young_person_id, made_at=now, ways_version=1)
    db.session.add(account)
    db.session.flush()
    return account


def _lost(account: Account, card: AccessCard, now: datetime, today: date, apart: set[UUID]) -> None:
    """The old ways in end at once; what was said before stays shut until somebody else has checked."""
    end_all(account)
    account.past_shut_at = now
    waiting = (IdentityCheck.young_person_id == card.young_person_id, IdentityCheck.confirmed_at.is_(None))
    for older in db.session.scalars(
        sa.select(IdentityCheck).where(*waiting, IdentityCheck.ended_at.is_(None))
    ):
        older.ended_at = now
        notices.drop(older.id, NoticeKind.CHECK_IDENTITY)
    check = IdentityCheck(
        young_person_id=card.young_person_id, card_id=card.id, card_made_by=card.made_by, opened_at=now
    )
    db.session.add(check)
    db.session.flush()
    for account_id in _who_can_check(card, today, apart):
        notices.notify(account_id, NoticeKind.CHECK_IDENTITY, check.id)


def _who_can_check(card: AccessCard, today: date, apart: set[UUID]) -> list[UUID]:
    """Workers around the young person who may confirm; where there is none, the participation workers."""
    out = apart | {card.made_by}
    around = [p.account_id for p in people_around(card.young_person_id, today) if p.kind in _CAN_CHECK]
    near = [account_id for account_id in around if account_id not in out]
    return near or [one for one in with_role(Role.PARTICIPATION_WORKER, today) if one not in out]


def _end_other_cards(card: AccessCard, now: datetime) -> None:
    others = (AccessCard.young_person_id == card.young_person_id, AccessCard.id != card.id)
    db.session.execute(sa.update(AccessCard).where(*others, *_unused()).values(cancelled_at=now))


def _record(action: str, account: Account, card_id: UUID) -> None:
    audit.record(
        action,
        by=account.id,
        role="young_person",
        young_person_id=account.young_person_id,
        subject=("access_card", card_id),
    )
