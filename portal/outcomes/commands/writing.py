"""An officer writes "you said, we did", publishes it, says how far it has come, or takes it down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from portal import db
from portal.audit import commands as audit
from portal.deadlines import queries as due
from portal.disclosure.counts import Period
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.outcomes.models import Outcome
from portal.outcomes.queries.naming import pointing
from portal.outcomes.queries.papers import summaries
from portal.outcomes.rules import Did, WhyNot, WhyNotAll, why_not_days, why_not_to_all, why_not_words


@dataclass(frozen=True)
class Words:
    """What an officer wrote, to young people."""

    state: Did
    you_said: str
    we_did: str
    why: str
    easy: str = ""  # what was done, or why not, in a sentence or two for the youngest

    def kept(self) -> Words:
        """Without what the state leaves out: what is done needs no reason."""
        why = "" if self.state is Did.DONE else self.why
        return Words(self.state, self.you_said, self.we_did, why, self.easy)


@dataclass(frozen=True)
class About:
    """Whose words led to it, and the challenge it came from, if it came from one."""

    theme: str
    said_from: date
    said_until: date
    challenge_id: UUID | None = None


def write(words: Words, about: About, send_once: UUID, *, by: UUID, now: datetime, today: date) -> Outcome:
    """Keep a new draft, once for a form however often it is sent.

    Raises Refused when something is missing or somebody is named whom we know."""
    if sent := _sent_with(by, send_once):
        return sent
    _check(words, about, today)
    row = Outcome(send_once=send_once, by_id=by, made_at=now, changed_at=now)
    _put(row, words, about)
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:  # the same form twice in the same moment
        if sent := _sent_with(by, send_once):
            return sent
        raise
    return row


def change_draft(
    outcome_id: UUID, words: Words, about: About, *, by: UUID, now: datetime, today: date
) -> None:
    """Change what is not published yet. Raises Refused when it is, or when something is missing."""
    row = _locked(outcome_id)
    _check_draft(row)
    _check(words, about, today)
    _put(row, words, about)
    row.changed_at = now
    db.session.flush()


def throw_away(outcome_id: UUID, *, by: UUID) -> None:
    """A draft that nobody wants any more. Raises Refused when it is published."""
    row = _locked(outcome_id)
    _check_draft(row)
    db.session.delete(row)
    _record("throw away what was done", by, outcome_id)


def publish(outcome_id: UUID, *, by: UUID, now: datetime, today: date, first_days: int) -> None:
    """Show it to those whose words led to it, and where it may be to everybody `first_days` later.

    Raises Refused when it is published already, or when somebody is named whom we know."""
    row = _locked(outcome_id)
    _check_draft(row)
    _check_names(row.you_said, row.we_did, row.why, row.easy)
    row.published_at = row.changed_at = row.said_changed_at = now
    _open_to_all(row, due.day_for("outcome_first", today, first_days), now)
    _record("publish what was done", by, row.id)


def show_to_all(outcome_id: UUID, *, by: UUID, now: datetime, today: date, first_days: int) -> bool:
    """A paper may have been published meanwhile: look again whether everybody may see it. Never earlier than
    `first_days` after it was published. Gives whether they may. Raises Refused when it is not published."""
    row = _locked(outcome_id)
    _check_published(row)
    if row.all_from_on is None and row.published_at is not None:
        days_ago = (now - row.published_at).days
        if _open_to_all(row, due.day_for("outcome_first", today, max(0, first_days - days_ago)), now):
            row.changed_at = now
            _record("show what was done to all", by, row.id)
    return row.all_from_on is not None


def change_state(outcome_id: UUID, words: Words, *, by: UUID, now: datetime) -> None:
    """How far it has come since it was published. What they said stays as it was. Whether it made a
    difference was said of the old words: of other words they are asked anew.

    Raises Refused when it is not published, something is missing, or somebody is named whom we know."""
    row = _locked(outcome_id)
    _check_published(row)
    if why := why_not_words(words.state, row.you_said, words.we_did, words.why):
        raise Refused(why)
    _check_names(words.we_did, words.why, words.easy)
    kept = words.kept()
    after = (kept.state, kept.we_did, kept.why, kept.easy)
    if (row.state, row.we_did, row.why, row.easy) != after:
        row.said_changed_at = now
    row.state, row.we_did, row.why, row.easy = after
    row.changed_at = now
    _record("change how far it is", by, row.id)


def take_down(outcome_id: UUID, *, by: UUID, now: datetime) -> None:
    """It is shown nowhere any more, at once. A second time changes nothing. Raises Refused for a draft."""
    row = _locked(outcome_id)
    if row.published_at is None:
        raise Refused(WhyNot.NOT_PUBLISHED)
    if row.taken_down_at is None:
        row.taken_down_at = row.changed_at = now
        notices.drop(row.id, NoticeKind.WE_DID)
        _record("take down what was done", by, row.id)


def why_not_all(about: About) -> WhyNotAll | None:
    """Why it would stay with those whose words led to it, going by the papers published until now."""
    return why_not_to_all(about.theme, Period(about.said_from, about.said_until), summaries())


def _open_to_all(row: Outcome, day: date, now: datetime) -> bool:
    """Everybody sees it from this day on, where they may."""
    may = why_not_all(About(row.theme, row.said_from, row.said_until)) is None
    if may:
        row.all_from_on, row.opened_to_all_at = day, now
    return may


def _put(row: Outcome, words: Words, about: About) -> None:
    kept = words.kept()
    row.state, row.you_said, row.we_did, row.why = kept.state, kept.you_said, kept.we_did, kept.why
    row.easy = kept.easy
    row.theme, row.said_from, row.said_until = about.theme, about.said_from, about.said_until
    row.challenge_id = about.challenge_id


def _check(words: Words, about: About, today: date) -> None:
    why = why_not_words(words.state, words.you_said, words.we_did, words.why)
    if why := why or why_not_days(about.said_from, about.said_until, today=today):
        raise Refused(why)
    _check_names(words.you_said, words.we_did, words.why, words.easy)


def _check_names(*texts: str) -> None:
    if pointing(texts).known:
        raise Refused(WhyNot.NAMES)


def _check_draft(row: Outcome) -> None:
    if row.published_at is not None:
        raise Refused(WhyNot.PUBLISHED)


def _check_published(row: Outcome) -> None:
    if row.published_at is None:
        raise Refused(WhyNot.NOT_PUBLISHED)
    if row.taken_down_at is not None:
        raise Refused(WhyNot.TAKEN_DOWN)


def _locked(outcome_id: UUID) -> Outcome:
    return db.session.get_one(Outcome, outcome_id, with_for_update=True, populate_existing=True)


def _sent_with(by: UUID, send_once: UUID) -> Outcome | None:
    return db.session.scalars(
        sa.select(Outcome).where(Outcome.by_id == by, Outcome.send_once == send_once)
    ).one_or_none()


def _record(action: str, by: UUID, outcome_id: UUID) -> None:
    audit.record(action, by=by, subject=("outcome", outcome_id))
    db.session.flush()
