"""Signing off a paper or an annual report: asked, given or sent back by a second person, and fallen when what
was looked at is changed."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from portal import db
from portal.accounts.queries import staffing
from portal.audit import commands as audit
from portal.kit.errors import Refused
from portal.notices.commands import drop, notify
from portal.notices.rules import NoticeKind
from portal.panels.models import SignOff, Writer
from portal.panels.queries.packs_states import row_of, state_of, writers
from portal.panels.rules import packs as rules
from portal.panels.rules.packs import SignState

KIND = "meeting"


def wrote(about_id: UUID, by: UUID | None) -> None:
    """Remember that somebody wrote at it: they may not sign it off."""
    if by is not None and db.session.get(Writer, (about_id, by)) is None:
        db.session.add(Writer(about_id=about_id, account_id=by))
        db.session.flush()


def ask(
    about_id: UUID, of: UUID, *, by: UUID, today: date, now: datetime, is_ready: bool = True, kind: str = KIND
) -> None:
    """Ask a manager who did not write it. Raises Refused with a `WhyNotSign`."""
    wrote(about_id, by)
    may = {one for one, _name in staffing.officers(today)} - writers(about_id)
    if why := rules.why_not_ask(state_of(about_id), is_ready=is_ready, may_sign=of in may):
        raise Refused(why)
    db.session.add(
        SignOff(about_id=about_id, state=SignState.ASKED, asked_of_id=of, asked_by_id=by, asked_at=now)
    )
    notify(of, NoticeKind.SIGN_OFF_ASKED, about_id)
    _record("ask for sign-off", by, kind, about_id)


def give(about_id: UUID, *, by: UUID, now: datetime, kind: str = KIND, looked_at: UUID | None = None) -> None:
    """It may be published as it is. Raises Refused for whoever wrote at it, and where it was changed and
    asked for again since they looked: `looked_at` is the asking that stood on their page."""
    row = _asking(about_id, looked_at)
    why = rules.why_not_sign(row.state if row else None, by, writers(about_id))
    if why or row is None:
        raise Refused(why or rules.WhyNotSign.NOT_ASKED)
    _decide(row, SignState.GIVEN, by, now)
    _record("sign off", by, kind, about_id)


def send_back(
    about_id: UUID,
    words: str,
    *,
    by: UUID,
    now: datetime,
    kind: str = KIND,
    looked_at: UUID | None = None,
) -> None:
    """It is not published before something is changed; the words say what. Raises Refused as `give` does."""
    row = _asking(about_id, looked_at)
    why = rules.why_not_send_back(row.state if row else None, by, writers(about_id), words)
    if why or row is None:
        raise Refused(why or rules.WhyNotSign.NOT_ASKED)
    row.words = words.strip()
    _decide(row, SignState.SENT_BACK, by, now)
    _record("send back instead of signing off", by, kind, about_id)


def _asking(about_id: UUID, looked_at: UUID | None) -> SignOff | None:
    """The last asking, if it is the one that was looked at."""
    row = row_of(about_id, lock=True)
    if row is not None and looked_at not in (None, row.id):
        raise Refused(rules.WhyNotSign.CHANGED)
    return row


def fall(about_id: UUID, *, by: UUID | None = None, now: datetime, kind: str = KIND) -> bool:
    """What was looked at was changed, so a sign-off that is asked or given counts no more."""
    row = row_of(about_id, lock=True)
    if row is None or row.state not in (SignState.ASKED, SignState.GIVEN):
        return False
    row.state, row.fallen_at = SignState.FALLEN, now
    drop(about_id, NoticeKind.SIGN_OFF_ASKED, NoticeKind.SIGN_OFF_DECIDED)
    _record("change what was signed off", by, kind, about_id)
    return True


def _decide(row: SignOff, state: SignState, by: UUID, now: datetime) -> None:
    row.state, row.decided_by_id, row.decided_at = state, by, now
    drop(row.about_id, NoticeKind.SIGN_OFF_ASKED)
    notify(row.asked_by_id, NoticeKind.SIGN_OFF_DECIDED, row.about_id)


def _record(action: str, by: UUID | None, kind: str, about_id: UUID) -> None:
    audit.record(action, by=by, subject=(kind, about_id))
    db.session.flush()
