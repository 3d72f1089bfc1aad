"""One young person's reviews as staff see them: the next, what follows the last, wishes, talks, history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from portal.accounts.queries.around import names_of
from portal.clocks.table import clock_named
from portal.deadlines import queries as due
from portal.deadlines.presenters import clock_label, steps_in_words
from portal.kit.dates import short_day
from portal.people import queries as people
from portal.policy.guard import may
from portal.policy.permissions import Permission as P
from portal.policy.viewer import Subject, Viewer
from portal.reviews.presenters import reviews_words as words
from portal.reviews.presenters.wishes_words import staff_words
from portal.reviews.queries import reviews as queries
from portal.reviews.queries.wishes_shown import shown_to
from portal.reviews.rules import Response, ReviewKind, ReviewState
from portal.reviews.rules.reviews import (
    DUE,
    OPEN_STATES,
    Standing,
    history,
    standing_of,
)
from portal.settings import Settings


@dataclass(frozen=True)
class HowCounted:
    """How a date was worked out, and how sure its source is."""

    steps: list[str]
    label: str
    source: str
    link: str
    certainty: str


@dataclass(frozen=True)
class Clock:
    """Something that follows a review: what, by when, done when, late by how many days and why."""

    what: str
    key: str
    due_on: date
    done_on: date | None
    days_late: int
    why: str
    how: HowCounted | None


@dataclass(frozen=True)
class HeldRow:
    on: date
    what: str
    part: str
    tag: str
    tone: str
    why: str
    review_id: UUID | None


def page_of(person: Any, viewer: Viewer) -> dict[str, Any]:
    """Everything the page of one young person's reviews shows."""
    today = people.today()
    subject = people.young_person_subject(viewer, person.id)
    leads = may(P.LEAD_REVIEW, subject)
    rows = queries.reviews_of(person.id)
    open_ones = [one for one in rows if one.state in OPEN_STATES]
    open_ones.sort(key=lambda one: one.kind is ReviewKind.CHILD_PROTECTION)
    held = [one for one in rows if one.state is ReviewState.HELD]
    iro_id = queries.iro_of(person.id, today)
    people_named = names_of({iro_id} if iro_id else set())
    return {
        "person": person,
        "leads": leads,
        "may_respond": may(P.RESPOND_TO_REVIEW, subject),
        "iro": people_named.get(iro_id, "") if iro_id else "",
        "open_ones": [_open(one, viewer, today, leads, subject) for one in open_ones],
        "afterwards": [_after(one, today, leads) for one in held[:2]],
        "history": _history(person, held),
        "between": [
            (words.between_words(one.kind), one.on, one.saw_alone, one.note if leads else "")
            for one in queries.between_of(person.id)
        ],
        "has": has,
        "may_list": may(P.USE_REVIEWS),
        "wish_rows": wish_rows,
    }


def wish_rows(wish: Any) -> list[tuple[str, Any]]:
    """What they want of it, as lines; what they typed in its own direction."""
    return [(name, Markup('<span dir="auto">{}</span>').format(value)) for name, value in staff_words(wish)]


def has(endpoint: str) -> bool:
    """Whether there is such a page."""
    return endpoint in flask.current_app.view_functions


def _open(review: Any, viewer: Viewer, today: date, leads: bool, subject: Subject | None) -> dict[str, Any]:
    clock = due.running(DUE, review.id)
    answer = due.explained(clock) if clock else None
    meetings = queries.meetings_of(review.id)
    standing = standing_of(
        review.due_on, review.aim_by_on, review.planned_on, today, warn_days=settings().review_warn_days
    )
    return {
        "row": review,
        "kind": words.kind_words(review.kind),
        "standing": _standing_words(standing, review, today),
        "meeting": queries.next_meeting(review.id),
        "before": [
            (one.on, words.meeting_words(one.state), one.why)
            for one in meetings
            if one.state.value != "planned"
        ],
        "how": _how(clock.clock, answer) if clock and clock.clock and answer else None,
        "wish": shown_to(review, viewer.account_id, today, leads=leads),
        "said": queries.said_for(viewer, review, today) if leads else [],
        "talks": [
            (
                one.on,
                words.how_words(one.how) if one.how else words.no_talk_words(one.why_not),
                one.note if leads else "",
            )
            for one in queries.talks_of(review.id)
        ],
    }


def _standing_words(standing: Standing, review: Any, today: date) -> tuple[str, str | None]:
    if standing is Standing.LATE:
        days = (today - review.due_on).days
        return ngettext("%(num)s day late", "%(num)s days late", days), "stop"
    said: dict[Standing, tuple[str, str | None]] = {
        Standing.TO_HOLD: (_("its day has passed: was it held?"), "warm"),
        Standing.SOON: (
            _("planned after its last day") if review.planned_on else _("soon, and not planned"),
            "warm",
        ),
        Standing.PLANNED: (_("planned"), "go"),
        Standing.TO_PLAN: (_("not planned yet"), None),
    }
    return said[standing]


def _how(clock: str, answer: Any) -> HowCounted:
    found = clock_named(clock)
    return HowCounted(
        steps_in_words(answer),
        clock_label(clock),
        found.source,
        found.link,
        words.certainty_words(found.certainty),
    )


def _after(review: Any, today: date, leads: bool) -> dict[str, Any]:
    """What follows one that was held."""
    reasons = {}
    for one in reversed(queries.late_reasons_of(review.id)):
        reasons[one.what] = words.late_words(one.why)
    response = queries.response_of(review.id)
    clocks = [_clock(one, reasons, today) for one in queries.clocks_of(review.id) if one.kind != DUE]
    return {
        "row": review,
        "kind": words.kind_words(review.kind),
        "part": words.part_words(review.participation),
        "clocks": clocks,
        "felt": _felt_words(review) if leads else "",
        "is_done": all(one.done_on for one in clocks),
        "may_respond": review.decisions_at is not None and response is None,
        "response": response,
        "response_words": _response_words(response),
    }


def _felt_words(review: Any) -> str:
    """Whether they say they were listened to: for whoever leads their reviews, as their page promises."""
    felt = queries.felt_of(review.id)
    words: dict[str, str] = {
        "good": _("They say: I was listened to."),
        "ok": _("They say: I was listened to a bit."),
        "bad": _("They say: I was not listened to."),
    }
    return words.get(felt.face, "") if felt else ""


def _response_words(response: Any) -> str:
    if response is None:
        return ""
    if response.by_id is None:
        return str(_("Nobody answered in time, so the decisions stand."))
    if response.response is Response.AGREED:
        return str(_("The manager agrees."))
    return str(_("The manager does not agree with all of them."))


def _clock(row: Any, reasons: dict[Any, str], today: date) -> Clock:
    what = words.WHAT_LATE.get(row.kind)
    done_on = row.done_at.astimezone(people.zone()).date() if row.done_at else None
    answer = due.explained(row)
    return Clock(
        words.clock_words(row.kind),
        what.value if what else "",
        row.due_on,
        done_on,
        max(0, ((done_on or today) - row.due_on).days),
        reasons.get(what, ""),
        _how(row.clock, answer) if row.clock and answer else None,
    )


def _history(person: Any, here: Sequence[Any]) -> list[HeldRow]:
    """Every review that was held, imported ones too, newest first."""
    codes = {one.held_on: one.participation for one in people.reviews_of(person.id)}
    by_day = {one.completed_on: one for one in here if one.kind is not ReviewKind.CHILD_PROTECTION}
    found = []
    for one in history(queries.stays_of(person.id), codes, extra=due.proclaimed()):
        review = by_day.get(one.on)
        found.append(
            HeldRow(
                one.on,
                words.kind_words(one.kind) if one.kind else _("Review"),
                words.part_words(codes[one.on]),
                _in_time(one.days_late, one.due_on),
                "stop" if one.days_late else "go",
                _why_late(review) if review and one.days_late else "",
                review.id if review else None,
            )
        )
    protection = [
        HeldRow(one.completed_on, words.kind_words(one.kind), words.part_words(one.participation),
                _in_time(late_days(one), one.due_on), "stop" if late_days(one) else "go", "", one.id)
        for one in here
        if one.kind is ReviewKind.CHILD_PROTECTION
    ]  # fmt: skip
    return sorted([*found, *protection], key=lambda one: one.on, reverse=True)


def late_days(review: Any) -> int:
    """By how many days one with a day of its own was late."""
    return max(0, (review.completed_on - review.due_on).days) if review.due_on else 0


def _in_time(days_late: int, due_on: date | None) -> str:
    if due_on is None:
        return ""
    if days_late:
        return str(ngettext("%(num)s day late", "%(num)s days late", days_late))
    return str(_("in time, by %(day)s", day=short_day(due_on)))


def _why_late(review: Any) -> str:
    found = [one for one in queries.late_reasons_of(review.id) if one.what.value == "review"]
    return words.late_words(found[0].why) if found else ""


def settings() -> Settings:
    found: Settings = flask.current_app.extensions["heard.settings"]
    return found


def name_of(young_person_id: UUID) -> str:
    """How staff pages call them."""
    person = people.get(young_person_id)
    return person.name if person else ""
