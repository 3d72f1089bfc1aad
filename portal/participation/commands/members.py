"""Coming into a group and leaving it: invited or asking, with what they choose; one tap each way."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal import db
from portal.accounts.queries.around import account_of, with_role
from portal.audit import commands as audit
from portal.kit import clock
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.participation.models import Group, Membership
from portal.participation.queries import groups as queries
from portal.participation.queries.fitting import Fit, fit_of
from portal.participation.rules.groups import (
    Place,
    Told,
    WhyNot,
    may_undo_leaving,
    not_before,
    why_not_ask,
    why_not_invite,
)
from portal.policy.roles import Role
from portal.voice.commands.drafts import one_at_a_time


@dataclass(frozen=True)
class Chosen:
    """What a young person says yes to, beside being in it."""

    tells: Collection[Told] = ()
    may_photo: bool = False
    may_quote: bool = False


def invite(group: Group, young_person_id: UUID, words: str, *, by: UUID, today: date) -> Membership:
    """Ask them kindly. Sent twice it is one invitation. Raises Refused."""
    one_at_a_time(young_person_id)
    fit = fit_of(group, [young_person_id], today)[young_person_id]
    if fit.live and fit.live.place is Place.INVITED:
        return fit.live
    if why := why_not_invite(
        is_shut=queries.is_shut(group, today),
        live=fit.live.place if fit.live else None,
        fits=fit.fits_age,
        is_apart=fit.is_apart,
        not_until=fit.not_until,
        today=today,
    ):
        raise Refused(why)
    place = _begin(group, young_person_id, Place.INVITED, words)
    place.invited_by = by
    _kept("invite to group", place, by)
    _tell_them(place)
    return place


def ask(group: Group, young_person_id: UUID, *, by: UUID, today: date) -> Membership:
    """They wish to be in it. Asked twice it is once. Raises Refused."""
    one_at_a_time(young_person_id)
    fit: Fit = fit_of(group, [young_person_id], today)[young_person_id]
    if fit.live and fit.live.place is Place.ASKED:
        return fit.live
    if why := why_not_ask(
        is_shut=queries.is_shut(group, today),
        joining=group.joining,
        live=fit.live.place if fit.live else None,
        fits=fit.fits_age,
        is_apart=fit.is_apart,
    ):
        raise Refused(why)
    place = _begin(group, young_person_id, Place.ASKED)
    _kept("ask to be in group", place, by)
    for worker_id in with_role(Role.PARTICIPATION_WORKER, today):
        notices.notify(worker_id, NoticeKind.GROUP_ASKED, place.id)
    return place


def say_yes(place: Membership, chosen: Chosen, *, by: UUID, today: date) -> None:
    """They are in it from today, and only who they chose is told. Raises Refused."""
    if place.place is not Place.MEMBER:
        _need(place, Place.INVITED)
        group = queries.group(place.group_id)
        if group is None or queries.is_shut(group, today):
            raise Refused(WhyNot.CLOSED)
        if fit_of(group, [place.young_person_id], today)[place.young_person_id].is_apart:
            raise Refused(WhyNot.CLOSED)  # somebody they must not meet came in meanwhile: kindly, no reason
        place.place, place.joined_on = Place.MEMBER, today
        _seen(place)
    choose(place, chosen, by=by)


def choose(place: Membership, chosen: Chosen, *, by: UUID) -> None:
    """Who is told and what they allow, from now on."""
    _need(place, Place.MEMBER)
    place.tells = sorted(told.value for told in set(chosen.tells))
    place.may_photo, place.may_quote = chosen.may_photo, chosen.may_quote
    _kept("choose who is told of group", place, by)


def say_no(place: Membership, *, by: UUID, today: date, months: int) -> None:
    """A no is final for some months: nobody asks again before. Also of an asking they take back."""
    if place.place in (Place.SAID_NO, Place.LEFT):
        return
    was_invited = place.place is Place.INVITED
    if not was_invited:
        _need(place, Place.ASKED)
    place.place, place.is_live = Place.SAID_NO, None
    place.not_before = not_before(today, months) if was_invited else None
    notices.drop(place.id, NoticeKind.GROUP_ASKED)
    _seen(place)
    _kept("say no to group", place, by)


def take_in(place: Membership, *, by: UUID, today: date) -> None:
    """Somebody who asked is welcome: they are asked what they choose, then they are in it. Raises Refused."""
    if place.place in (Place.INVITED, Place.MEMBER):
        return
    _need(place, Place.ASKED)
    group = queries.group(place.group_id)
    if group is None or queries.is_shut(group, today):
        raise Refused(WhyNot.CLOSED)
    if fit_of(group, [place.young_person_id], today)[place.young_person_id].is_apart:
        raise Refused(WhyNot.NOT_THIS_GROUP)
    place.place, place.invited_by = Place.INVITED, by
    notices.drop(place.id, NoticeKind.GROUP_ASKED)
    _kept("welcome into group", place, by)
    _tell_them(place)


def not_now(place: Membership, reply: str, *, by: UUID) -> None:
    """The group cannot take them now; they read why. Raises Refused."""
    if place.place is Place.NOT_NOW:
        return
    _need(place, Place.ASKED)
    if not reply.strip():
        raise Refused(WhyNot.NEEDS_A_REASON)
    place.place, place.is_live, place.reply = Place.NOT_NOW, None, reply
    notices.drop(place.id, NoticeKind.GROUP_ASKED)
    _kept("not into group now", place, by)
    _tell_them(place)


def take_back(place: Membership, *, by: UUID) -> None:
    """An invitation was a mistake: it is gone, and they may be asked another time."""
    if place.place is not Place.INVITED:
        raise Refused(WhyNot.ELSEWHERE)
    place.place, place.is_live = Place.NOT_NOW, None
    _seen(place)
    notices.drop(place.id, NoticeKind.GROUP_NEWS)
    _kept("take back invitation to group", place, by)


def leave(place: Membership, *, by: UUID, today: date) -> None:
    """They leave with one tap, and nobody asks why. Left twice it is once."""
    if place.place is Place.LEFT:
        return
    _need(place, Place.MEMBER)
    place.place, place.is_live, place.left_on = Place.LEFT, None, today
    _kept("leave group", place, by)


def come_back(place: Membership, *, by: UUID, today: date) -> None:
    """Leaving undone, as if it had not been. Raises Refused."""
    if place.place is Place.MEMBER:
        return
    group = queries.group(place.group_id)
    if group is None or queries.is_shut(group, today):
        raise Refused(WhyNot.CLOSED)
    if place.place is not Place.LEFT or not may_undo_leaving(place.left_on, today):
        raise Refused(WhyNot.TOO_LATE_TO_UNDO)
    fit = fit_of(group, [place.young_person_id], today)[place.young_person_id]
    if fit.live or fit.is_apart:
        raise Refused(WhyNot.TOO_LATE_TO_UNDO)
    place.place, place.is_live, place.left_on = Place.MEMBER, True, None
    _kept("come back to group", place, by)


def stay(place: Membership, occasion: str, *, by: UUID) -> None:
    """They were asked whether they wish to stay, and do: they are not asked about that again."""
    _need(place, Place.MEMBER)
    place.stays_asked = occasion[:30]
    _kept("stay in group", place, by)


def _begin(group: Group, young_person_id: UUID, how: Place, words: str = "") -> Membership:
    place = Membership(
        group_id=group.id,
        young_person_id=young_person_id,
        place=how,
        is_live=True,
        since=clock.now(),
        tells=[],
    )
    place.words = words
    db.session.add(place)
    db.session.flush()
    return place


def _need(place: Membership, wanted: Place) -> None:
    if place.place is not wanted:
        raise Refused(WhyNot.ELSEWHERE)


def _kept(action: str, place: Membership, by: UUID) -> None:
    db.session.flush()
    about = ("membership", place.id)
    audit.record(action, by=by, young_person_id=place.young_person_id, subject=about)


def _tell_them(place: Membership) -> None:
    account = account_of(place.young_person_id)
    if account is not None:
        notices.notify(account.id, NoticeKind.GROUP_NEWS, place.id)


def _seen(place: Membership) -> None:
    account = account_of(place.young_person_id)
    if account is not None:
        notices.see(account.id, place.id)
