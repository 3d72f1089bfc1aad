"""The record of a review, to be read: one page of what was decided, then the rest; the same on paper, as a
PDF and for a word processor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import flask
from flask_babel import gettext as _

from portal.deadlines import queries as due
from portal.documents.pdf import pdf_of
from portal.documents.word import Block, Heading, Items, Para, Table, document
from portal.kit import headers
from portal.kit.dates import day, short_day
from portal.people import queries as people
from portal.people.queries import today
from portal.policy.guard import may
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.reviews.forms.record import LABELS, RecordForm, record_form
from portal.reviews.presenters.actions import staff_state
from portal.reviews.queries import actions
from portal.reviews.queries import record as queries
from portal.reviews.queries.actions import ShownAction
from portal.reviews.queries.reviews import meetings_of
from portal.reviews.queries.subjects import of_review
from portal.reviews.rules import MeetingState, ReviewKind
from portal.reviews.rules.record import Part, parts_for, parts_from

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class RecordPage:
    """All of it. `before` and `gone`: what was agreed the last time and how it went."""

    title: str
    name: str
    held_on: date | None
    decided: list[ShownAction]
    before: list[ShownAction]
    parts: list[tuple[str, str, bool]]  # heading, words, whether they are the child's own
    is_finished: bool
    finished_at: datetime | None
    made_on: date
    council: str

    @property
    def has_untold(self) -> bool:
        return any(one.is_held_back for one in self.decided)


def page_of(review: Any) -> RecordPage:
    person, row = people.get(review.young_person_id), queries.record_of(review.id)
    name = person.name if person else ""
    words = parts_from(row.parts) if row else {}
    words.setdefault(Part.WHO, _who_came(review))
    settings = flask.current_app.extensions["heard.settings"]
    is_protection = review.kind is ReviewKind.CHILD_PROTECTION
    title = (
        _("Record of the child protection review for %(name)s", name=name)
        if is_protection
        else _("Record of the review for %(name)s", name=name)
    )
    return RecordPage(
        title,
        name,
        review.completed_on,
        actions.all_for(review.id, today()),
        actions.before(review, today()),
        [
            (str(LABELS[part]), words.get(part, ""), part is Part.WANTED)
            for part in parts_for(review.kind)
            if words.get(part)
        ],
        row is not None and row.finished_at is not None,
        row.finished_at if row else None,
        today(),
        settings.council_name,
    )


def _who_came(review: Any) -> str:
    """Who came, as it was said when the review was held: not typed again."""
    held = [one.who for one in meetings_of(review.id) if one.state is MeetingState.HELD and one.who]
    return "\n".join(held)


@dataclass(frozen=True)
class Next:
    """What is to be done with it, by when, and since when it is done."""

    what: str
    url: str
    button: str
    due_on: date | None
    done_at: datetime | None


def steps_of(review: Any) -> list[Next]:
    """For whoever leads the review: giving the decisions, giving them out, finishing, giving it out."""
    if not may(P.LEAD_REVIEW, of_review(the_viewer(), review.id)):
        return []
    found = (
        (
            _("Decisions to the team’s manager"),
            "reviews.record_decisions",
            _("They have the decisions"),
            "review_decisions",
            review.decisions_at,
        ),
        (
            _("Decisions to everybody"),
            "reviews.record_decisions_out",
            _("Everybody has the decisions"),
            "review_decisions_out",
            review.decisions_out_at,
        ),
        (
            _("The full record"),
            "reviews.record_finish",
            _("The record is finished"),
            "review_record",
            review.record_at,
        ),
        (
            _("The record to everybody"),
            "reviews.record_given_out",
            _("Everybody has the record"),
            "review_distribution",
            review.sent_out_at,
        ),
    )
    return [
        Next(what, flask.url_for(to, review_id=review.id), text, _due(kind, review), done_at)
        for what, to, text, kind, done_at in found
    ]


def _due(kind: str, review: Any) -> date | None:
    clock = due.running(kind, review.id)
    return clock.due_on if clock else None


def form_for(review: Any) -> RecordForm:
    """The form as the record stands; or as it was sent."""
    row = queries.record_of(review.id)
    words = parts_from(row.parts) if row else {Part.WHO: _who_came(review)}
    form = record_form(review.kind)(
        data={"number": str(row.number if row else 0), **{part.value: text for part, text in words.items()}}
    )
    form.offer(
        [(str(one.id), f"{short_day(one.on)}: {one.words}") for one in queries.quotable(the_viewer(), review)]
    )
    return form


def number_now(review: Any) -> int:
    """How often it was changed by now: what is kept next stands on that."""
    row = queries.record_of(review.id)
    return row.number if row else 0


def typed(review: Any, form: RecordForm) -> dict[Part, str]:
    """What was typed, with what was picked of the child's own words put in."""
    words = form.words(review.kind)
    quotes = {str(one.id): one.words for one in queries.quotable(the_viewer(), review)}
    picked = [f"“{quotes[one]}”" for one in form.quotes.data or [] if one in quotes]
    if picked:
        words[Part.WANTED] = "\n".join([part for part in (words.get(Part.WANTED, ""), *picked) if part])
    return words


def as_pdf(review: Any) -> flask.Response:
    """A tagged PDF. Raises NotMade when it takes too long."""
    page = flask.render_template("reviews/record_paper.html", record=page_of(review), state=staff_state)
    return _file(flask.Response(pdf_of(page), mimetype="application/pdf"), "pdf")


def as_word(review: Any) -> flask.Response:
    record = page_of(review)
    made = document(record.title, list(_blocks(record)), author=record.council)
    return _file(flask.Response(made, mimetype=_DOCX), "docx")


def _file(response: flask.Response, ending: str) -> flask.Response:
    """Its name says nothing."""
    flask.g.own_headers = headers.FILE
    response.headers["Content-Disposition"] = f'attachment; filename="record.{ending}"'
    return response


def _blocks(record: RecordPage) -> Iterator[Block]:
    yield Para(_facts(record))
    if record.has_untold:
        yield Para(_("The child does not know of everything here yet. It is marked."))
    yield Heading(_("What was decided"))
    yield Table(
        [_("What"), _("Who"), _("By when"), _("Why")],
        [[_what(one), one.who, short_day(one.due_on), one.why] for one in record.decided],
    )
    if record.before:
        yield Heading(_("What was agreed last time, and how it went"))
        yield Items(
            [f"{one.words}: {staff_state(one)}. {one.achieved or one.reason}" for one in record.before]
        )
    for heading, words, is_theirs in record.parts:
        yield Heading(heading)
        yield Para(words, quote=is_theirs)


def _what(one: ShownAction) -> str:
    return _("%(what)s (the child is not told yet)", what=one.words) if one.is_held_back else one.words


def _facts(record: RecordPage) -> str:
    if record.held_on is None:
        return str(record.council)
    return str(_("%(council)s. Held on %(day)s.", council=record.council, day=day(record.held_on)))
