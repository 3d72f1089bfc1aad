"""What a reader says a statement is about, and that its words could be a quote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from portal.clocks.reading import local_day
from portal.coding import commands as coding
from portal.coding.commands.quotes import suggest_quote
from portal.coding.queries import quote_made
from portal.coding.rules import Stance
from portal.coding.rules.coded import why_not_quote
from portal.kit.errors import Refused
from portal.voice.models import Statement
from portal.voice.queries.desk_themes import concerns_somebody, quotable
from portal.voice.rules import QuoteConsent
from portal.voice.rules.sorting import why_not_sort


@dataclass(frozen=True)
class Ticked:
    """What was ticked; no themes: it is about none. `quote_theme`: its words could be a quote under that."""

    themes: frozenset[str] = frozenset()
    stance: Stance | None = None
    quote_theme: str = ""


def sort_by_theme(statement: Statement, ticked: Ticked, *, by: UUID, now: datetime, zone: ZoneInfo) -> None:
    """A person says what it is about; again replaces it. The caller holds the statement's row.

    Raises Refused for what was not read yet, was taken back or came through an advocate, and for what the
    rules of coding do not take."""
    why = why_not_sort(
        read_at=statement.read_at,
        taken_back_at=statement.taken_back_at,
        passed_by=statement.passed_by_id,
    )
    if why:
        raise Refused(why)
    said_on = local_day(statement.sent_at, zone.key)
    if ticked.quote_theme:  # first: the sorting has to hold the theme that the quote is under by then
        _suggest(statement, ticked, said_on=said_on, by=by, now=now)
    coding.confirm(
        statement.id,
        statement.young_person_id,
        said_on=said_on,
        themes=ticked.themes,
        stance=ticked.stance,
        by=by,
        now=now,
    )


def _suggest(statement: Statement, ticked: Ticked, *, said_on: date, by: UUID, now: datetime) -> None:
    original = quotable(statement)
    is_new = quote_made(statement.id) is None  # one that was suggested before may still change its theme
    if why := why_not_quote(
        ticked.quote_theme,
        ticked.themes,
        has_consented=bool(original),
        concerns_somebody=is_new and concerns_somebody(statement.id),
    ):
        raise Refused(why)
    suggest_quote(
        statement.id,
        statement.young_person_id,
        said_on=said_on,
        theme=ticked.quote_theme,
        original=original,
        may_change=statement.quote_consent is QuoteConsent.CHANGED,
        by=by,
        now=now,
    )
