"""Shortcuts of these tests: a card, a young person who came in, words they have, staff who can sign in."""

from __future__ import annotations

import uuid
from typing import Any

import pyotp
import sqlalchemy as sa

from portal import db
from portal.accounts.commands.cards import MadeCard, make_card
from portal.accounts.commands.staff_secrets import set_password_and_totp
from portal.accounts.commands.ways import keep_words, make_words
from portal.accounts.models import Account, WayIn
from portal.accounts.queries.around import account_of
from portal.accounts.queries.ways import words_to_keep
from tests.support.pages import Page

PASSWORD = "clay lamp forty birds"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def card_for(person: Any, maker: Any, *, days: int = 14) -> MadeCard:
    """A card, as the page makes it."""
    with db.transaction():
        return make_card(person.id, send_once=uuid.uuid4(), by=maker.id, days=days)


def words_of(account: Any) -> tuple[str, ...]:
    """Five words this young person has saved."""
    with db.transaction():
        make_words(account.id, own_phone=False)
        way = words_to_keep(account.id)
        assert way is not None
        words = tuple(way.words.split())
        keep_words(way)
        return words


def fresh(person: Any) -> Account:
    """The young person's account as it is in the database now."""
    db.session.remove()
    account = account_of(person.id)
    assert account is not None
    return account


def open_ways(account_id: uuid.UUID) -> int:
    """How many ways in hold."""
    db.session.remove()
    open_ones = (WayIn.account_id == account_id, WayIn.ended_at.is_(None))
    return db.session.scalar(sa.select(sa.func.count()).select_from(WayIn).where(*open_ones)) or 0


def can_sign_in(account: Any) -> Any:
    """Give a member of staff the password and codes of these tests."""
    with db.transaction() as session:
        set_password_and_totp(session.get_one(Account, account.id), PASSWORD, SECRET)
    return account


def code() -> str:
    """The code their app shows now."""
    return pyotp.TOTP(SECRET).now()


def use(page: Page, words: tuple[str, ...], *, status: int = 200) -> Page:
    """Type a card."""
    return page.visit("/card").submit("Use my card", words=" ".join(words), status=status)


def come_in(page: Page, words: tuple[str, ...], *, status: int = 200, **more: Any) -> Page:
    """Type words for coming back."""
    return page.visit("/come-in").submit("Come in", words=" ".join(words), status=status, **more)
