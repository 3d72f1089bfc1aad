"""One request as an officer sees it: everything on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet

from portal.accounts.queries.around import names_of
from portal.accounts.queries.leave import away_on
from portal.kit.dates import short_day
from portal.policy.guard import may
from portal.policy.permissions import Permission as P
from portal.policy.viewer import Subject
from portal.records.presenters import words
from portal.records.presenters.clock import ClockShown, shown
from portal.records.presenters.guidance import EVENTS
from portal.records.presenters.wanted import reach, wishes
from portal.records.queries import requests as queries
from portal.records.queries.apart import officers_for, works_on_it
from portal.records.queries.clock import ClockRead, read_clock
from portal.records.queries.history import messages_of
from portal.records.queries.linking import Candidate, person_of
from portal.records.queries.theirs import goes_on_in, set_apart_from, superseded_by
from portal.records.rules import ENDED, EventKind, State
from portal.records.rules.life import may_come_next
from portal.records.rules.who import Answer, Question, decided, needed

_PARTS = (
    ("records.searches", "search"),
    ("records.reading", "read"),
    ("records.giving", "give"),
    ("records.questions", "questions"),
)


@dataclass(frozen=True)
class Entry:
    """One line of the timeline: what stands, and what it was before somebody put it right."""

    event: Any
    what: str
    reason: str
    by: str
    is_corrected: bool
    may_correct: bool


@dataclass(frozen=True)
class WhoLine:
    """A question about who asks, and how it was decided."""

    question: Question
    label: str
    answer: str
    words: str
    is_needed: bool
    is_open: bool


@dataclass(frozen=True)
class RequestPage:
    """What the page shows."""

    request: Any
    clock: ClockShown
    stage: str
    state: str
    regime: str
    turn: str
    officer: str
    away: Any
    person: Any
    wishes: list[tuple[str, str]]
    reach: list[tuple[str, str]]
    who: list[WhoLine]
    entries: list[Entry]
    messages: Sequence[Any]
    names: dict[UUID, str]
    others: Sequence[Any]
    doubles: Sequence[Any]
    goes_on_in: Any  # what it was merged into, or the newer one that took its place
    apart: Any  # the adoption file that was set apart from it, or what it was set apart from
    may_work: bool
    is_open: bool
    board_url: str
    actions: list[tuple[EventKind, str]] = field(default_factory=list)
    parts: list[tuple[str, str]] = field(default_factory=list)
    officers: list[SelectChoice] = field(default_factory=list)

    @property
    def is_unproven(self) -> bool:
        return bool(self.request.state is State.UNPROVEN)


def request_page(request: Any, today: date) -> RequestPage:
    """Everything an officer needs on one page."""
    read = read_clock(request)
    messages = messages_of(request.id)
    names = names_of(_who_is_named(request, read, messages))
    may_work = may(P.WORK_ON_REQUEST, Subject(request))
    others = queries.other_open_of(request)
    newer = superseded_by(request)
    onward = (queries.get(newer) if newer else None) or goes_on_in(request)
    officer_id = works_on_it(request, today)
    return RequestPage(
        request=request,
        clock=shown(read, today),
        stage=str(words.STAGE[request.stage]),
        state=str(words.STATE[request.state]),
        regime=str(words.REGIME[request.regime]),
        turn=str(words.TURN.get(request.next_move_with, "")),
        officer=names.get(officer_id, "") if officer_id else "",
        away=away_on(request.officer_id, today) if request.officer_id else None,
        person=person_of(request),
        wishes=wishes(request),
        reach=reach(request),
        who=_who(request, read),
        entries=_entries(read, names, may_work=may_work),
        messages=messages,
        names=names,
        others=others,
        doubles=queries.could_be_one(request, others),
        goes_on_in=onward if onward.id != request.id else None,
        apart=queries.get(request.apart_from_id) if request.apart_from_id else set_apart_from(request),
        may_work=may_work,
        is_open=request.state not in ENDED,
        board_url=_board_url(),
        actions=[(kind, str(EVENTS[kind].title)) for kind in may_come_next(read.life, request.asker)],
        parts=_parts(),
        officers=officer_choices(request, today) if may_work else [],
    )


def officer_choices(request: Any, today: date) -> list[SelectChoice]:
    """Who could have it: records officers it is no conflict for, by name."""
    ids = officers_for(request, today)
    names = names_of(ids)
    found = sorted((names.get(one, ""), str(one)) for one in ids)
    return [SelectChoice("", _("Choose")), *(SelectChoice(value, label) for label, value in found)]


def references(requests: Sequence[Any]) -> list[SelectChoice]:
    """Requests to pick one from."""
    return [SelectChoice(str(one.id), one.reference) for one in requests]


def candidates(found: Sequence[Candidate]) -> list[SelectChoice]:
    """Young people to pick one from, with what tells them from others of the same name."""
    return [SelectChoice(str(one.id), _candidate(one)) for one in found]


def _candidate(one: Candidate) -> str:
    born = short_day(one.born_on) if one.born_on else _("birthday not known")
    same = _("born on the day that was given") if one.is_born_the_same_day else ""
    return ", ".join(part for part in (one.name, born, one.number, same) if part)


def _board_url() -> str:
    return flask.url_for("records.board") if "records.board" in flask.current_app.view_functions else ""


def _parts() -> list[tuple[str, str]]:
    """The other pages of a request that there are."""
    labels = {
        "search": _("Where we looked"),
        "read": _("Read and cover"),
        "give": _("Give"),
        "questions": _("Questioned"),
    }
    return [(name, labels[part]) for name, part in _PARTS if name in flask.current_app.view_functions]


def _who_is_named(request: Any, read: ClockRead, messages: Sequence[Any]) -> set[UUID]:
    found = {request.officer_id, request.recorded_by_id, request.support_id}
    found |= {event.by_id for event in read.events} | {message.by_id for message in messages}
    found |= {event.other_id for event in read.events if event.kind is EventKind.TAKEN_ON}
    return {one for one in found if one}


def _entries(read: ClockRead, names: dict[UUID, str], *, may_work: bool) -> list[Entry]:
    """By the day it happened; what was put right stands under what it became."""
    corrected = {event.corrects_id for event in read.events if event.corrects_id}
    ordered = sorted(read.events, key=lambda event: (event.on, event.number))
    return [
        Entry(
            event=event,
            what=str(words.EVENT[event.kind]),
            reason=_reason(event, names),
            by=names.get(event.by_id, "") if event.by_id else "",
            is_corrected=event.id in corrected,
            may_correct=may_work
            and event.id not in corrected
            and not event.is_void
            and event.kind not in (EventKind.MERGED, EventKind.TOOK_IN, EventKind.TAKEN_ON),
        )
        for event in ordered
    ]


def _reason(event: Any, names: dict[UUID, str]) -> str:
    if event.kind is EventKind.TAKEN_ON:
        return names.get(event.other_id, "")
    return words.reason_words(event.kind, event.reason)


def _who(request: Any, read: ClockRead) -> list[WhoLine]:
    answers = decided(read.life.decisions)
    reasons = {
        event.reason.partition(":")[0]: event.words
        for event in read.events
        if event.kind is EventKind.WHO_DECIDED and not event.is_void
    }
    must = needed(request.asker, request.came)
    return [
        WhoLine(
            question=one,
            label=str(words.QUESTION[one]),
            answer=str(words.ANSWER[answers[one]]) if one in answers else "",
            words=reasons.get(one.value, ""),
            is_needed=one in must,
            is_open=_is_open(one, answers.get(one, Answer.NOT_KNOWN)),
        )
        for one in queries.questions_about(request)
    ]


def _is_open(question: Question, answer: Answer) -> bool:
    """Not decided, or doubt that holds everything up."""
    return answer is Answer.NOT_KNOWN or (question is Question.DOUBT and answer is Answer.YES)
