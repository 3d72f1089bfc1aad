"""What a requester sees of their request: where it is in five plain steps, its day, what happens next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext

from portal.accounts.queries.around import names_of
from portal.kit import clock
from portal.records.forms.asking import COMPANY, FORMATS, SCOPES
from portal.records.presenters.clock import ClockShown, clock_shown
from portal.records.queries.apart import works_on_it
from portal.records.queries.feelings import feeling_of
from portal.records.queries.history import life_of, messages_of
from portal.records.queries.outside import new_email_of
from portal.records.queries.questioning import Questioned, questions_of
from portal.records.queries.theirs import may_say_adoption, newer_of
from portal.records.rules import QuestionKind, Regime, Stage, State
from portal.records.rules.request import ENDED
from portal.settings import Settings


def _(text: str, **values: Any) -> str:
    return str(gettext(text, **values))


def settings() -> Settings:
    found: Settings = flask.current_app.extensions["heard.settings"]
    return found


def today() -> date:
    return clock.today(settings().time_zone)


@dataclass(frozen=True)
class Step:
    """One of the five. `place`: done, now or later."""

    label: str
    place: str


@dataclass(frozen=True)
class Turn:
    """One message. `who` is empty for their own."""

    words: str
    at: datetime
    who: str
    is_ours: bool
    is_new: bool


@dataclass(frozen=True)
class Where:
    """Everything the page says."""

    reference: str
    state: str
    received_on: date
    ended_on: date | None
    steps: Sequence[Step]
    clock: ClockShown
    next: str
    officer: str
    turns: Sequence[Turn]
    asked_for: Sequence[tuple[str, str]]
    questions: Sequence[Questioned]
    felt: Any  # the three questions, while they are asked
    new_email: str  # waits to be proven
    newer: UUID | None  # of theirs, that took its place
    is_open: bool
    is_unproven: bool
    waits_for_answer: bool
    no_clock_why: str


def where_shown(request: Any, on: date) -> Where:
    """A request as whoever made it sees it."""
    shown = clock_shown(request, on)
    officer_id = works_on_it(request, on)
    names = names_of([officer_id] if officer_id else [])
    is_open = request.state not in ENDED
    return Where(
        reference=request.reference,
        state=request.state.value,
        received_on=request.received_on,
        ended_on=request.ended_on,
        steps=_steps(request),
        clock=shown,
        next=_next(request, waits=shown.stands_still_since is not None),
        officer=names.get(officer_id, "") if officer_id else "",
        turns=turns_of(request.id),
        asked_for=asked_for(request),
        questions=questions_of(request.id),
        felt=feeling_of(request.id, on),
        new_email=new_email(request),
        newer=newer_of(request),
        is_open=is_open,
        is_unproven=request.state is State.UNPROVEN,
        waits_for_answer=is_open and bool(life_of(request).waits),
        no_clock_why=_no_clock(request),
    )


def new_email(request: Any) -> str:
    """The address that waits to be proven, or ""."""
    waiting = new_email_of(request.id)
    return waiting.address if waiting else ""


def step_labels() -> dict[Stage, str]:
    """The five plain steps, in their order."""
    return {
        Stage.GOT_IT: _("We have what you asked for"),
        Stage.FINDING: _("We look for your records"),
        Stage.READING: _("We read every page"),
        Stage.CHECKING: _("A second person checks"),
        Stage.READY: _("They are ready for you"),
    }


def _steps(request: Any) -> list[Step]:
    order = list(Stage)
    at = order.index(request.stage)
    is_done = request.state is State.GIVEN
    places = ["done" if n < at or is_done else "now" if n == at else "later" for n in range(len(order))]
    return [Step(label, place) for label, place in zip(step_labels().values(), places, strict=True)]


def _next(request: Any, *, waits: bool) -> str:
    by_state = {
        State.UNPROVEN: _("We check that this is you. The days count all the same."),
        State.GIVEN: _("You have all of it. You can ask for more, or question it, at any time."),
        State.REFUSED: _("We said no. Our message below says why. You can question that."),
        State.WITHDRAWN: _("You took this back. You can start again at any time."),
        State.MERGED: _("This goes on together with the other one you asked for."),
    }
    if request.state in by_state:
        return by_state[request.state]
    if waits:
        return _("We wait to hear from you. Then we go on.")
    return {
        Stage.GOT_IT: _("Somebody here takes it on and starts to look."),
        Stage.FINDING: _(
            "We look in each place that may have something about you. "
            "We write down what is there and what is missing."
        ),
        Stage.READING: _("We read every page. We cover private things about other people."),
        Stage.CHECKING: _("A second person looks at the pages. Nothing should be covered that need not be."),
        Stage.READY: _("You can have them. Take all the time you need."),
    }[request.stage]


def _no_clock(request: Any) -> str:
    if request.regime is Regime.ADOPTION and not may_say_adoption(request):
        return _("This has rules of its own, and no fixed day. We write to you about what to do.")
    return {
        Regime.DATA_PROTECTION: "",
        Regime.DIED: _(
            "These are the records of somebody who has died. The law sets no day for them. "
            "We write to you when we know more."
        ),
        Regime.ADOPTION: _(
            "Adoption records have rules of their own, and no fixed day. We write to you about what to do. "
            "Your other records do not wait for this."
        ),
    }[request.regime]


def turns_of(request_id: UUID) -> list[Turn]:
    """Every message both ways, oldest first."""
    rows = messages_of(request_id)
    names = names_of({row.by_id for row in rows if row.by_id})
    return [
        Turn(
            row.words,
            row.at,
            names.get(row.by_id, "") if row.by_id else "",
            row.by_id is not None,
            row.by_id is not None and row.seen_at is None,
        )
        for row in rows
    ]


def asked_for(request: Any) -> list[tuple[str, str]]:
    """What they picked, as lines of label and value."""
    lines = [(_("What you asked for"), _several(SCOPES, request.scopes))]
    if request.years_from or request.years_until:
        lines.append((_("Which years"), years(request.years_from, request.years_until)))
    if request.words:
        lines.append((_("In your words"), request.words))
    lines.append((_("How you get it"), _several(FORMATS, request.formats) or _("You have not said yet")))
    lines.append((_("Somebody with you"), _company(request.wants_company)))
    if request.wants_trigger_notes:
        lines.append((_("Notes"), _("We put a note in front of parts that may be hard")))
    if request.wants_ring_after:
        lines.append((_("Afterwards"), _("We ring you two weeks later")))
    if request.anything:
        lines.append((_("Good to know"), request.anything))
    return lines


def years(first: int | None, last: int | None) -> str:
    """The years they named, as one phrase."""
    if first and last:
        return _("From %(first)d to %(last)d", first=first, last=last)
    return _("From %(year)d on", year=first) if first else _("Until %(year)d", year=last)


def _several(choices: Sequence[tuple[str, Any]], picked: Sequence[str]) -> str:
    return "\n".join(str(label) for value, label in choices if value in picked)


def _company(wants: bool | None) -> str:
    return str(dict(COMPANY)[{True: "yes", False: "no"}.get(wants, "") if wants is not None else ""])


def kind_words() -> dict[QuestionKind, tuple[str, str, str]]:
    """The ways to question it: what it is called, what it means, its picture."""
    return {
        QuestionKind.REVIEW: (
            _("Please look again"),
            _("Somebody else here looks at what was covered or missing."),
            "eye",
        ),
        QuestionKind.COMPLAINT: (
            _("I want to complain"),
            _("About how we looked after your records, or how long it took."),
            "say",
        ),
        QuestionKind.CORRECTION: (
            _("Something is wrong in it"),
            _("Tell us what is wrong, and what it should say."),
            "pencil",
        ),
        QuestionKind.MY_SIDE: (
            _("Add my side"),
            _("We put your words beside the record, so that people read both."),
            "me",
        ),
    }
