"""Thank-yous: the list of rewards, naming somebody, passing it on, certificates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import account_of
from portal.audit import commands as audit
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.participation.models import Award, AwardLike, Certificate, ThankYou
from portal.participation.queries import awards as queries
from portal.participation.rules import awards as rules
from portal.participation.rules.awards import AwardState, CertificateWords, Named, ThanksState, To, WhyNot


def suggest(
    name: str, send_once: UUID, statement_id: UUID | None, young_person_id: UUID, *, by: UUID, now: datetime
) -> Award:
    """A young person suggests a reward. Nobody sees it on the list until a worker has put it there."""
    if before := _award_before(by, send_once):
        return before
    row = Award(
        send_once=send_once,
        state=AwardState.SUGGESTED,
        made_by_id=by,
        young_person_id=young_person_id,
        statement_id=statement_id,
        made_at=now,
    )
    row.name = name
    db.session.add(row)
    db.session.flush()
    _note("suggested a reward", "award", row.id, by, young_person_id)
    return row


def add(name: str, what: str, send_once: UUID, *, by: UUID, now: datetime) -> Award:
    """A worker puts a reward on the list."""
    if before := _award_before(by, send_once):
        return before
    row = Award(send_once=send_once, state=AwardState.LISTED, made_by_id=by, made_at=now, decided_at=now)
    row.name, row.what = name, what
    db.session.add(row)
    db.session.flush()
    _note("put a reward on the list", "award", row.id, by)
    return row


def decide(award: Award, *, listed: bool, name: str, what: str, reason: str, by: UUID, now: datetime) -> None:
    """On the list in a worker's words, or off it with a reason. Raises Refused without one."""
    if not listed and not reason:
        raise Refused(WhyNot.NO_REASON)
    award.state = AwardState.LISTED if listed else AwardState.NOT_LISTED
    award.decided_at, award.reason = now, "" if listed else reason
    if listed:
        award.name, award.what = name or award.name, what
    db.session.flush()
    _note("decided about a reward", "award", award.id, by, award.young_person_id)


def like(award: Award, young_person_id: UUID, *, likes: bool) -> None:
    """They would choose this one, or not any more. Raises Refused when it is not on the list."""
    if award.state is not AwardState.LISTED:
        raise Refused(WhyNot.NOT_LISTED)
    row = db.session.scalar(
        sa.select(AwardLike).where(
            AwardLike.award_id == award.id, AwardLike.young_person_id == young_person_id
        )
    )
    if likes and row is None:
        db.session.add(AwardLike(award_id=award.id, young_person_id=young_person_id))
    elif not likes and row is not None:
        db.session.delete(row)
    db.session.flush()


def name_somebody(
    named: Named,
    send_once: UUID,
    *,
    young_person_id: UUID | None,
    statement_id: UUID | None,
    by: UUID,
    now: datetime,
) -> ThankYou:
    """Say thank you to somebody. They hear of it when a worker has passed it on."""
    before = db.session.scalar(
        sa.select(ThankYou).where(ThankYou.made_by_id == by, ThankYou.send_once == send_once)
    )
    if before:
        return before
    row = ThankYou(
        send_once=send_once,
        made_by_id=by,
        from_young_person_id=young_person_id,
        statement_id=statement_id,
        award_id=named.award_id,
        says_who=named.says_who,
        made_at=now,
    )
    row.who, row.words = named.who, named.words
    db.session.add(row)
    db.session.flush()
    _note("named somebody to thank", "thank_you", row.id, by, young_person_id)
    return row


def pass_on(thanks: ThankYou, to: To, told: str, *, by: UUID, now: datetime) -> None:
    """Whoever was named hears of it, in words a worker has looked at. Raises Refused."""
    chosen = [one for one in (to.young_person_id, to.account_id) if one]
    why = rules.why_not_pass_on(
        thanks.state,
        is_read=queries.is_read(thanks),
        to=chosen,
        apart=queries.must_not_hear(thanks, chosen),
        has_name=bool(to.name),
    )
    if why:
        raise Refused(why)
    thanks.state, thanks.decided_by_id, thanks.decided_at = ThanksState.PASSED_ON, by, now
    thanks.to_young_person_id, thanks.to_account_id = to.young_person_id, to.account_id
    thanks.to_name, thanks.told = to.name, told
    account_id = _account_of(to)
    if account_id:
        notices.notify(account_id, NoticeKind.THANKED, thanks.id)
    db.session.flush()
    _note("passed on a thank-you", "thank_you", thanks.id, by, thanks.from_young_person_id)


def _account_of(to: To) -> UUID | None:
    if to.young_person_id:
        account = account_of(to.young_person_id)
        return account.id if account else None
    return to.account_id


def keep_back(thanks: ThankYou, reason: str, *, by: UUID, now: datetime) -> None:
    """It does not go on; whoever wrote it is told why. Raises Refused."""
    if thanks.state is not ThanksState.WAITING:
        raise Refused(WhyNot.DECIDED)
    if not reason:
        raise Refused(WhyNot.NO_REASON)
    thanks.state, thanks.reason = ThanksState.KEPT, reason
    thanks.decided_by_id, thanks.decided_at = by, now
    db.session.flush()
    _note("kept back a thank-you", "thank_you", thanks.id, by, thanks.from_young_person_id)


def certify(
    young_person_id: UUID, said: CertificateWords, send_once: UUID, *, by: UUID, now: datetime
) -> Certificate:
    """A certificate for one young person: theirs alone."""
    before = db.session.scalar(
        sa.select(Certificate).where(Certificate.made_by_id == by, Certificate.send_once == send_once)
    )
    if before:
        return before
    row = Certificate(
        send_once=send_once,
        young_person_id=young_person_id,
        offer_id=said.offer_id,
        skills=[skill.value for skill in said.skills],
        made_by_id=by,
        made_at=now,
    )
    row.title, row.did, row.signed = said.title, said.did, said.signed
    db.session.add(row)
    if account := account_of(young_person_id):
        notices.notify(account.id, NoticeKind.CERTIFICATE, row.id)
    db.session.flush()
    _note("made a certificate", "certificate", row.id, by, young_person_id)
    return row


def let_show(certificate: Certificate, *, may: bool, by: UUID, now: datetime) -> None:
    """They say whether anybody else may be shown it; what they said last holds."""
    certificate.may_be_shown_at = now if may else None
    db.session.flush()
    said = "let a certificate be shown" if may else "took back that a certificate is shown"
    _note(said, "certificate", certificate.id, by, certificate.young_person_id)


def see(about: Iterable[UUID], *, by: UUID) -> None:
    """They have opened the page on which these stand."""
    for one in about:
        notices.see(by, one)


def _award_before(by: UUID, send_once: UUID) -> Award | None:
    return db.session.scalar(sa.select(Award).where(Award.made_by_id == by, Award.send_once == send_once))


def _note(action: str, kind: str, id_: UUID, by: UUID, young_person_id: UUID | None = None) -> None:
    audit.record(action, by=by, young_person_id=young_person_id, subject=(kind, id_))
