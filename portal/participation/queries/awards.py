"""The list of rewards, thank-yous that wait, what somebody was thanked for, certificates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import names_of, with_role
from portal.participation.models import Award, AwardLike, Certificate, Membership, RoomPlace, ThankYou
from portal.participation.queries.apart import apart_from
from portal.participation.rules.awards import AwardState, ThanksState
from portal.people import queries as people
from portal.policy.roles import COUNCIL, Relation
from portal.policy.viewer import Subject, Viewer
from portal.vault import keys
from portal.voice.models import Statement
from portal.voice.queries.apart import shut_to

MOST = 100


@dataclass(frozen=True)
class Listed:
    """A reward on the list: how many like it, and whether one young person does."""

    award: Award
    likes: int
    is_mine: bool = False


@dataclass(frozen=True)
class Certified:
    """A certificate with the name of whose it is, for the workers."""

    certificate: Certificate
    name: str


def listed(young_person_id: UUID | None = None) -> list[Listed]:
    """The list, by name."""
    wanted = sa.select(AwardLike.award_id, sa.func.count()).group_by(AwardLike.award_id)
    many: dict[UUID, int] = dict(db.session.execute(wanted).all())
    own = set(
        db.session.scalars(sa.select(AwardLike.award_id).where(AwardLike.young_person_id == young_person_id))
        if young_person_id
        else ()
    )
    rows = db.session.scalars(
        sa.select(Award).where(Award.state == AwardState.LISTED).order_by(Award.made_at, Award.id).limit(MOST)
    )
    return [Listed(row, many.get(row.id, 0), row.id in own) for row in rows]


def suggested_by(young_person_id: UUID) -> Sequence[Award]:
    """What one young person suggested, and what came of it."""
    return db.session.scalars(
        sa.select(Award)
        .where(Award.young_person_id == young_person_id)
        .order_by(Award.made_at.desc(), Award.id)
        .limit(MOST)
    ).all()


def suggestions(viewer: Viewer, today: date) -> list[Award]:
    """What waits for a worker: the desk has read it, and it does not concern them."""
    rows = db.session.scalars(
        sa.select(Award)
        .join(Statement, Statement.id == Award.statement_id)
        .where(
            Award.state == AwardState.SUGGESTED,
            Statement.read_at.is_not(None),
            Statement.taken_back_at.is_(None),
        )
        .order_by(Award.made_at, Award.id)
        .limit(MOST)
    ).all()
    shut = shut_to(viewer.account_id, [row.statement_id for row in rows if row.statement_id], today)
    return [row for row in rows if row.statement_id not in shut]


def waiting(viewer: Viewer, today: date) -> list[ThankYou]:
    """Thank-yous to pass on: the desk has read what a young person wrote, and the viewer may see it."""
    rows = db.session.scalars(
        sa.select(ThankYou)
        .outerjoin(Statement, Statement.id == ThankYou.statement_id)
        .where(
            ThankYou.state == ThanksState.WAITING,
            sa.or_(
                ThankYou.statement_id.is_(None),
                sa.and_(Statement.read_at.is_not(None), Statement.taken_back_at.is_(None)),
            ),
        )
        .order_by(ThankYou.made_at, ThankYou.id)
        .limit(MOST)
    ).all()
    shut = shut_to(viewer.account_id, [row.statement_id for row in rows if row.statement_id], today)
    keys.preload(row.from_young_person_id for row in rows if row.from_young_person_id)
    return [row for row in rows if row.statement_id not in shut]


def passed_on(viewer: Viewer, today: date) -> list[ThankYou]:
    """The newest that went on, but those about the viewer's own conflict."""
    rows = db.session.scalars(
        sa.select(ThankYou)
        .where(ThankYou.state == ThanksState.PASSED_ON)
        .order_by(ThankYou.decided_at.desc(), ThankYou.id)
        .limit(20)
    ).all()
    shut = shut_to(viewer.account_id, [row.statement_id for row in rows if row.statement_id], today)
    keys.preload(row.from_young_person_id for row in rows if row.from_young_person_id)
    return [row for row in rows if row.statement_id not in shut]


def is_read(thanks: ThankYou) -> bool:
    """What a young person wrote goes to nobody before the desk has read it."""
    if thanks.statement_id is None:
        return True
    wanted = sa.select(Statement.id).where(
        Statement.id == thanks.statement_id, Statement.read_at.is_not(None), Statement.taken_back_at.is_(None)
    )
    return db.session.scalar(wanted) is not None


def must_not_hear(thanks: ThankYou, chosen: Iterable[UUID]) -> set[UUID]:
    """Young people and accounts that are kept apart from whoever wrote it. Of what an adult wrote: those of
    the chosen young people whose own words concern that adult."""
    if thanks.from_young_person_id is None:
        return {one for one in chosen if thanks.made_by_id in people.kept_apart(one)}
    return apart_from(thanks.from_young_person_id) | people.kept_apart(thanks.from_young_person_id)


def from_me(account_id: UUID) -> Sequence[ThankYou]:
    """What this account wrote, and how far it is."""
    rows = db.session.scalars(
        sa.select(ThankYou)
        .where(ThankYou.made_by_id == account_id)
        .order_by(ThankYou.made_at.desc(), ThankYou.id)
        .limit(MOST)
    ).all()
    keys.preload(row.from_young_person_id for row in rows if row.from_young_person_id)
    return rows


def to_me(viewer: Viewer) -> Sequence[ThankYou]:
    """What somebody was thanked for; of young people nothing by somebody they are kept apart from by now."""
    whose = (
        ThankYou.to_young_person_id == viewer.young_person_id
        if viewer.young_person_id
        else ThankYou.to_account_id == viewer.account_id
    )
    rows = db.session.scalars(
        sa.select(ThankYou)
        .where(whose, ThankYou.state == ThanksState.PASSED_ON)
        .order_by(ThankYou.decided_at.desc(), ThankYou.id)
        .limit(MOST)
    ).all()
    keys.preload(row.from_young_person_id for row in rows if row.from_young_person_id)
    if viewer.young_person_id is None:
        return rows
    apart = apart_from(viewer.young_person_id) | people.kept_apart(viewer.young_person_id)
    return [row for row in rows if not apart & {row.from_young_person_id, row.made_by_id}]


def award_names(thanks: Sequence[ThankYou]) -> dict[UUID, str]:
    ids = {row.award_id for row in thanks if row.award_id}
    return {row.id: row.name for row in db.session.scalars(sa.select(Award).where(Award.id.in_(ids)))}


def senders(thanks: Sequence[ThankYou]) -> dict[UUID, str]:
    """Who wrote it, where they said that it may be told: by the thank-you's id."""
    known = names_of([row.made_by_id for row in thanks if row.says_who])
    return {row.id: known[row.made_by_id] for row in thanks if row.says_who and row.made_by_id in known}


def may_be_chosen() -> list[tuple[UUID, str]]:
    """Young people a worker may pass a thank-you on to or make a certificate for: those in a group, or who
    took a place in a room."""
    ids = set(db.session.scalars(sa.select(Membership.young_person_id).distinct()))
    ids |= set(db.session.scalars(sa.select(RoomPlace.young_person_id).distinct()))
    known = people.several(ids)
    found = [(one, person.full_name) for one, person in known.items() if person.merged_into_id is None]
    return sorted(found, key=lambda one: (one[1], str(one[0])))


def staff_to_thank(today: date) -> list[tuple[UUID, str]]:
    """Adults with an account of the council's."""
    found = {one for role in sorted(COUNCIL) for one in with_role(role, today)}
    return sorted(names_of(found).items(), key=lambda one: (one[1], str(one[0])))


def certificates_of(young_person_id: UUID) -> Sequence[Certificate]:
    return db.session.scalars(
        sa.select(Certificate)
        .where(Certificate.young_person_id == young_person_id)
        .order_by(Certificate.made_at.desc(), Certificate.id)
        .limit(MOST)
    ).all()


def certificates() -> list[Certified]:
    """The newest of all, for the workers."""
    rows = db.session.scalars(
        sa.select(Certificate).order_by(Certificate.made_at.desc(), Certificate.id).limit(MOST)
    ).all()
    known = people.several(row.young_person_id for row in rows)
    return [
        Certified(row, known[row.young_person_id].full_name) for row in rows if row.young_person_id in known
    ]


def award_subject(viewer: Viewer, award_id: UUID) -> Subject | None:
    """A reward that is on the list (young people), or any that this worker may see."""
    row = db.session.get(Award, award_id)
    if row is None or (viewer.is_young_person and row.state is not AwardState.LISTED):
        return None
    waits = row.state is AwardState.SUGGESTED and not viewer.is_young_person
    if waits and row.id not in {one.id for one in suggestions(viewer, people.today())}:
        return None
    return Subject(row, row.young_person_id, kind="award", id=award_id)


def thanks_subject(viewer: Viewer, thanks_id: UUID) -> Subject | None:
    """A thank-you that this worker may decide about."""
    row = db.session.get(ThankYou, thanks_id)
    if row is None or viewer.is_young_person or not is_read(row):
        return None
    if row.statement_id and shut_to(viewer.account_id, [row.statement_id], people.today()):
        return None
    return Subject(row, row.from_young_person_id, kind="thank_you", id=thanks_id)


def certificate_subject(viewer: Viewer, certificate_id: UUID) -> Subject | None:
    """Their own certificate; while the past is shut, none."""
    row = db.session.get(Certificate, certificate_id)
    if row is None or viewer.past_is_shut:
        return None
    own = row.young_person_id == viewer.young_person_id
    relations = {Relation.OWN} if own else set[Relation]()
    return Subject(row, row.young_person_id, frozenset(relations), "certificate", certificate_id)
