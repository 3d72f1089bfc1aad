"""Made rows for "you said, we did": outcomes, confirmed themes, published papers, answers."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from portal import db
from portal.coding.models import CodedTheme, Coding
from portal.disclosure.counts import Cell, Period, What
from portal.disclosure.shown import FEWER, Mark, Published, Reason, Shown
from portal.kit import clock
from portal.outcomes import commands
from portal.outcomes.models import Outcome, SaidOfOutcome
from portal.outcomes.rules import Did, Difference, PaperKind
from tests.support.factories import Make
from tests.support.rows import keep

THEME = "family_time"


def quarter() -> Period:
    """Ninety days that ended a week ago."""
    last = clock.now().date() - timedelta(days=7)
    return Period(last - timedelta(days=89), last)


def outcome(
    by: Any,
    *,
    you_said: str = "Tell us before a visit is moved.",
    we_did: str = "Somebody rings you the same day.",
    why: str = "",
    state: Did = Did.DONE,
    theme: str = THEME,
    period: Period | None = None,
    published_at: datetime | None = None,
    all_from_on: date | None = None,
    **fields: Any,
) -> Outcome:
    """An outcome by this officer: a draft, or published to those whose words led to it."""
    period, now = period or quarter(), published_at or clock.now()
    with db.transaction() as session:
        row = Outcome(
            send_once=uuid.uuid4(),
            theme=theme,
            said_from=period.first,
            said_until=period.last,
            state=state,
            by_id=by.id,
            made_at=now,
            changed_at=now,
            published_at=published_at,
            said_changed_at=published_at,
            all_from_on=all_from_on,
            opened_to_all_at=published_at if all_from_on else None,
            **fields,
        )
        row.you_said, row.we_did, row.why = you_said, we_did, why
        return keep(session, row)


def spoke(make: Make, person: Any, *, theme: str = THEME, on: date | None = None) -> None:
    """The young person said something on that day (by default within `quarter`), read and sorted by theme."""
    on = on or quarter().last
    sent_at = datetime(on.year, on.month, on.day, 12, tzinfo=clock.now().tzinfo)
    reader = make.staff()
    statement = make.statement(person, sent_at=sent_at, read_by=reader)
    with db.transaction() as session:
        coding = Coding(
            statement_id=statement.id,
            young_person_id=person.id,
            said_on=on,
            codebook_version=1,
            by_id=reader.id,
            at=sent_at,
        )
        session.add(coding)
        session.flush()
        session.add(CodedTheme(coding_id=coding.id, theme=theme, young_person_id=person.id, said_on=on))


def number(count: int) -> Shown:
    return Shown(Mark.NUMBER, Reason.ROUNDED, count)


def printed(cells: Mapping[str, Shown] | None = None, *, period: Period | None = None) -> Published:
    """A paper that prints these themes (by default 15 for `THEME`)."""
    shown = {THEME: number(15)} if cells is None else cells
    return Published(period or quarter(), {Cell(What.THEME, theme): one for theme, one in shown.items()})


def paper(
    by: Any,
    cells: Mapping[str, Shown] | None = None,
    *,
    period: Period | None = None,
    kind: PaperKind = PaperKind.SUMMARY,
) -> UUID:
    """A published paper in the register."""
    with db.transaction():
        return commands.enter(printed(cells, period=period), kind, by=by.id, now=clock.now()).id


def hidden_paper(by: Any, **kwargs: Any) -> UUID:
    """A published paper that prints "fewer than 5" for the theme."""
    return paper(by, {THEME: FEWER}, **kwargs)


def difference(row: Outcome, person: Any, says: Difference = Difference.YES) -> None:
    """What a young person says of it."""
    with db.transaction() as session:
        session.add(SaidOfOutcome(outcome_id=row.id, young_person_id=person.id, says=says, at=clock.now()))
