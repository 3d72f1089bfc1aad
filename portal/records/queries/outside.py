"""Ways in of requesters without an account: words and codes worked out, and found again by their hashes."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.words import all_words
from portal.records.models import RecordsRequest, RequestKey
from portal.records.rules.outside import WORDS, Mail, code_from, is_open, is_over
from portal.vault import keys

Words = tuple[str, ...]
_BITS = 11  # 2,048 words


def words_of(key_id: UUID) -> Words:
    """The five words of a way in: the same for the same one, so that a double tap shows the same. They are
    stored nowhere."""
    number = int.from_bytes(keys.blind("records words", str(key_id))[:8])
    places = [(number >> (_BITS * place)) % (1 << _BITS) for place in range(WORDS)]
    return tuple(all_words()[place] for place in places)


def code_of(key: RequestKey) -> str:
    """The code that counts now. Worked out when it is mailed; stored as a hash only."""
    drawn = keys.blind("records code", f"{key.id}:{key.code_number}")
    return code_from(int.from_bytes(drawn[:8]))


def words_hash(words: Sequence[str]) -> bytes:
    return keys.blind("records way in", " ".join(words))


def code_hash(key_id: UUID, code: str) -> bytes:
    return keys.blind("records way in code", f"{key_id}:{code}")


def key_with(words: Sequence[str]) -> RequestKey | None:
    """The way in that these words belong to, unless it was ended."""
    if len(words) != WORDS:
        return None
    return db.session.scalars(
        sa.select(RequestKey).where(
            RequestKey.words_hash == words_hash(words), RequestKey.ended_at.is_(None), RequestKey.opens
        )
    ).one_or_none()


def is_right(key: RequestKey | None, code: str, now: datetime) -> bool:
    """Whether this code opens it now. Takes as long for a key that is not there."""
    key_id = key.id if key else UUID(int=0)
    hashed = code_hash(key_id, code)
    same = hmac.compare_digest(hashed, (key.code_hash if key else None) or b"")
    return bool(key and same and is_open(key.code_until, now) and not is_over(key.wrong_tries))


def open_key(key_id: UUID) -> RequestKey | None:
    """A way in that was proven on some device and not ended since."""
    return db.session.scalars(
        sa.select(RequestKey).where(
            RequestKey.id == key_id,
            RequestKey.ended_at.is_(None),
            RequestKey.proven_at.is_not(None),
            RequestKey.opens,
        )
    ).one_or_none()


def keys_of(request_id: UUID) -> Sequence[RequestKey]:
    """Ways in to a request, and to those that were merged into it, that were not ended; the newest first."""
    return db.session.scalars(
        sa.select(RequestKey)
        .join(RecordsRequest, RecordsRequest.id == RequestKey.request_id)
        .where(
            sa.or_(RequestKey.request_id == request_id, RecordsRequest.merged_into_id == request_id),
            RequestKey.ended_at.is_(None),
            RequestKey.opens,
        )
        .order_by(RequestKey.made_at.desc(), RequestKey.id)
    ).all()


def key_of_form(request_id: UUID) -> RequestKey | None:
    """The first way in a request got: that of the public page it was sent on."""
    return db.session.scalars(
        sa.select(RequestKey)
        .where(RequestKey.request_id == request_id, RequestKey.opens)
        .order_by(RequestKey.made_at, RequestKey.id)
        .limit(1)
    ).one_or_none()


def next_to_mail(now: datetime) -> RequestKey | None:
    """A way in for which a mail waits, the longest waiting first."""
    return db.session.scalars(
        sa.select(RequestKey)
        .where(RequestKey.mail_after <= now, RequestKey.ended_at.is_(None), RequestKey.mail != Mail.NOTHING)
        .order_by(RequestKey.mail_after, RequestKey.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()


def address_of(key: RequestKey) -> str:
    """Where its mails go; "" for those who gave no e-mail."""
    return key.address or db.session.get_one(RecordsRequest, key.request_id).email or ""


def new_email_of(request_id: UUID) -> RequestKey | None:
    """A new e-mail that waits to be proven: its row opens nothing, its code goes to that address."""
    return db.session.scalars(
        sa.select(RequestKey)
        .where(
            RequestKey.request_id == request_id,
            RequestKey.opens.is_(False),
            RequestKey.proven_at.is_(None),
            RequestKey.ended_at.is_(None),
        )
        .order_by(RequestKey.made_at.desc(), RequestKey.id)
        .limit(1)
    ).one_or_none()


def has_way_in(request_id: UUID) -> bool:
    """Whether five words open it from outside: then its e-mail is where the other half of the key goes."""
    return bool(keys_of(request_id))
