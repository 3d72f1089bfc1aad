"""Sam, who is 14, and what the tests of the young person's side ask the database."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from portal import db
from portal.voice.models import Statement
from tests.support.pages import Page


def statements() -> list[Statement]:
    """Everything that was said, oldest first, as it is stored now."""
    db.session.remove()
    return list(db.session.scalars(sa.select(Statement).order_by(Statement.sent_at)))


def rows(kind: type[Any]) -> list[Any]:
    """Every row of a table, as it is stored now."""
    db.session.remove()
    return list(db.session.scalars(sa.select(kind)))


def to_page_3(page: Page, words: str = "I want to stay at my school", **more: Any) -> Page:
    """Pages 1 and 2 filled in."""
    page.visit("/say").submit("Next", **({"face": more.pop("face")} if "face" in more else {}))
    return page.submit("Next", words=words, **more)


def go_quiet(page: Page, minutes: int) -> None:
    """The browser was left alone for so long."""
    with page.client.session_transaction() as session:
        session["seen"] -= minutes * 60
        session["began"] -= minutes * 60
