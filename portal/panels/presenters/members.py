"""A member's own page, and what panel support keeps about members."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext as _

from portal.kit import dates
from portal.panels.forms.members import CostForm, SeatForm, TermsForm, TrainForm
from portal.panels.queries import members as queries
from portal.panels.queries.challenges import OpenChallenge, of_member
from portal.panels.queries.members import CostShown, Member, TermsNow, Trained
from portal.panels.rules import ChallengeState, MemberKind
from portal.panels.rules.members import Term, is_due_again
from portal.policy.viewer import the_viewer

_OWN_SHOWN = 8


@dataclass(frozen=True)
class Paper:
    """The newest paper, and the questions it puts."""

    id: UUID
    meets_on: date
    questions: Sequence[str]


@dataclass(frozen=True)
class MyPlace:
    """A member's own page."""

    name_of_seat: str
    term: Term | None
    votes: bool
    is_young: bool
    principles: Sequence[tuple[str, str]]
    questions: Sequence[str]
    paper: Paper | None
    next_meeting: tuple[UUID, date] | None
    open_ones: Sequence[OpenChallenge]
    how_many: int
    training: Sequence[tuple[Trained, bool]]
    costs: Sequence[CostShown]


@dataclass(frozen=True)
class OneMember:
    """A member, as panel support sees them."""

    member: Member
    seat: str
    training: Sequence[tuple[Trained, bool]]
    seat_form: SeatForm
    train_form: TrainForm


def my_place() -> MyPlace:
    """What the page of the member who looks shows."""
    mine, today = the_viewer().account_id, queries.today()
    term = queries.term_of(mine, today)
    asked = of_member(mine, today)
    open_ones = [one for one in asked if one.state not in (ChallengeState.CLOSED, ChallengeState.TAKEN_BACK)]
    return MyPlace(
        name_of_seat=kind_words(term.kind if term else None),
        term=term,
        votes=mine in queries.those_who_vote(today),
        is_young=bool(term and term.kind is MemberKind.YOUNG_MEMBER),
        principles=principles(),
        questions=always_good_to_ask(),
        paper=_newest_paper(),
        next_meeting=queries.next_meeting(today),
        open_ones=open_ones[:_OWN_SHOWN],
        how_many=len(asked),
        training=_training(mine, today),
        costs=queries.costs_of(mine)[:_OWN_SHOWN],
    )


def one_member(
    member: Member, seat_form: SeatForm | None = None, train_form: TrainForm | None = None
) -> OneMember:
    """The page of one member; a form that has mistakes stands in its place."""
    today = queries.today()
    return OneMember(
        member,
        kind_words(member.term.kind if member.term else None),
        _training(member.account_id, today),
        seat_form or fresh_seat(member),
        train_form or fresh_train(),
    )


def fresh_seat(member: Member) -> SeatForm:
    """As it stands, to be changed."""
    term = member.term
    filled: dict[str, Any] = {}
    if term:
        filled = {"kind": term.kind.value, "chairs": term.chairs}
        filled |= {"from_on": term.from_on, "until_on": term.until_on}
    form = SeatForm(formdata=None, data=filled)
    form.give_id()
    return form


def fresh_train() -> TrainForm:
    form = TrainForm(formdata=None)
    form.set_up(queries.today())
    return form


def terms_form(terms: TermsNow, *, sent: bool = False) -> TermsForm:
    form = TermsForm() if sent else TermsForm(formdata=None, data={"voting": list(terms.voting)})
    form.give_id()
    return form


def cost_form() -> CostForm:
    form = CostForm()
    meetings = queries.meetings_around(queries.today())
    form.offer([(str(meeting_id), dates.day(meets_on)) for meeting_id, meets_on in meetings])
    return form


def kind_words(kind: MemberKind | None) -> str:
    """As what somebody sits on the panel."""
    words = {
        MemberKind.COUNCILLOR: _("Councillor"),
        MemberKind.YOUNG_MEMBER: _("Young member"),
        MemberKind.CO_OPTEE: _("Co-optee"),
    }
    return str(words[kind]) if kind else ""


def principles() -> list[tuple[str, str]]:
    """The seven corporate parenting principles (Children and Social Work Act 2017, section 1) in plain words:
    what the law asks the council to have regard to, and what that means at a meeting."""
    return [
        (_("Do what is best for them"), _("Their health and how they feel come before what is easy for us.")),
        (
            _("Ask them, and help them say it"),
            _("Are they heard? Also those who do not talk, or are far away?"),
        ),
        (_("Take in what they say"), _("What did we do about it? When we did not, why not?")),
        (
            _("Help them get the best there is"),
            _("Doctors, schools, homes: do they get what our own would get?"),
        ),
        (_("Aim high with them"), _("Do we hope as much for them as any good parent does?")),
        (_("Keep them safe, and things steady"), _("One home, one school, people who stay.")),
        (_("Get them ready for adult life"), _("Are they ready, and is somebody there when they are not?")),
    ]


def always_good_to_ask() -> list[str]:
    """Questions that fit any paper."""
    return [
        _("Which children are not in these numbers, and why not?"),
        _("What did children ask for that we said no to, and did we tell them why?"),
        _("What did we promise at the last meeting, and did it happen?"),
        _("How do the children who spoke of it know what we did?"),
        _("Would this be good enough for my own child?"),
    ]


def _newest_paper() -> Paper | None:
    found = queries.newest_paper()
    return Paper(*found) if found else None


def _training(account_id: UUID, today: date) -> list[tuple[Trained, bool]]:
    return [(one, is_due_again(one.again_on, today)) for one in queries.trained(account_id)]
