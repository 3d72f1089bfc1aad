"""Giving: what an officer sees of each part, and what must be done first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet

from portal.accounts.queries.around import names_of
from portal.kit.dates import short_day
from portal.policy.guard import may
from portal.policy.permissions import Permission as P
from portal.policy.viewer import Subject
from portal.records.presenters.giving_words import STATE, fault_words
from portal.records.queries import checking
from portal.records.queries import giving as queries
from portal.records.queries.breaches import due_of
from portal.records.queries.documents import ready_of
from portal.records.rules import ENDED, ReleaseState
from portal.records.rules.giving import WhyNotGiven
from portal.records.rules.reading import Missing


@dataclass(frozen=True)
class VolumeLine:
    """One file of a part."""

    id: UUID
    number: int
    pages: int
    size: int

    @property
    def megabytes(self) -> str:
        return f"{max(self.size, 50_000) / 1_000_000:.1f}"


@dataclass(frozen=True)
class PartLine:
    """One part as an officer sees it."""

    row: Any
    state: str
    documents: Sequence[Any]
    volumes: Sequence[VolumeLine]
    has_letter: bool
    has_changed: bool
    percent: int
    fault: str
    given_by: str
    given_on: date | None
    breach_due: datetime | None
    missing: Sequence[MissingLine]


@dataclass(frozen=True)
class MissingLine:
    """Something to do before a part can be made, and where."""

    words: str
    href: str


@dataclass(frozen=True)
class GivingPage:
    """Everything on the page."""

    request: Any
    may_give: bool
    is_open: bool
    parts: Sequence[PartLine]
    can_begin: bool
    missing: Sequence[MissingLine]
    choices: list[SelectChoice] = field(default_factory=list)

    @property
    def is_busy(self) -> bool:
        return any(one.row.state is ReleaseState.MAKING for one in self.parts)


def giving_page(request: Any) -> GivingPage:
    """The parts of a request, and what may be begun."""
    rows = queries.releases_of(request.id)
    volumes = volumes_by_part(rows)
    names = names_of(row.given_by_id for row in rows if row.given_by_id)
    documents = ready_of(request.id)
    given = queries.in_parts(request.id)
    due = due_of(row.id for row in rows if row.state is ReleaseState.TAKEN_BACK)
    waits = any(row.state not in (ReleaseState.GIVEN, ReleaseState.TAKEN_BACK) for row in rows)
    return GivingPage(
        request=request,
        may_give=may(P.GIVE_RECORDS, Subject(request)),
        is_open=request.state not in ENDED,
        parts=[_part(request, row, volumes.get(row.id, []), names, due) for row in rows],
        can_begin=not waits and request.state not in ENDED,
        missing=_missing(request, [one.id for one in documents if str(one.id) not in given]),
        choices=[SelectChoice(str(one.id), _choice(one, given)) for one in documents],
    )


def not_given_yet(request: Any) -> list[str]:
    """Documents that are ready and in no part yet: what the next part begins with."""
    given = queries.in_parts(request.id)
    return [str(one.id) for one in ready_of(request.id) if str(one.id) not in given]


def _choice(document: Any, given: set[str]) -> str:
    days = " – ".join(short_day(one) for one in (document.from_on, document.until_on) if one)
    told = _("is in another part already") if str(document.id) in given else ""
    pages = _("%(num)d pages", num=document.pages)
    return ", ".join(one for one in (document.title, days, pages, told) if one)


def _part(
    request: Any,
    row: Any,
    volumes: Sequence[VolumeLine],
    names: dict[UUID, str],
    breaches: dict[UUID, datetime | None],
) -> PartLine:
    to_do = row.state in (ReleaseState.DRAFT, ReleaseState.FAILED, ReleaseState.MADE)
    return PartLine(
        row=row,
        state=str(STATE[row.state]),
        documents=queries.chosen_documents(row),
        volumes=volumes,
        has_letter=bool(row.letter_sealed),
        has_changed=row.state is ReleaseState.MADE and not queries.is_as_made(row),
        percent=100 * row.pages_done // row.pages if row.pages else 0,
        fault=fault_words(row.fault) if row.state is ReleaseState.FAILED else "",
        given_by=names.get(row.given_by_id, ""),
        given_on=queries.given_on(row),
        breach_due=breaches.get(row.id),
        missing=_missing(request, [UUID(one) for one in row.document_ids]) if to_do else [],
    )


def volumes_by_part(rows: Sequence[Any]) -> dict[UUID, list[VolumeLine]]:
    """The whole volumes of some parts, with their sizes."""
    there = queries.volumes_of([row.id for row in rows])
    sizes = queries.sizes_of(there)
    found: dict[UUID, list[VolumeLine]] = {}
    for one in there:
        line = VolumeLine(one.id, one.number, one.pages, sizes.get(one.id, 0))
        found.setdefault(one.release_id, []).append(line)
    return found


def _missing(request: Any, document_ids: Sequence[UUID]) -> list[MissingLine]:
    """Everything that must be done first, each with the page where it is done."""
    missing: Missing = checking.what_is_missing(request.id, document_ids)
    if not missing.documents:
        return [MissingLine(_("There is nothing to give yet: upload what was found."), _read(request))]
    lines = (
        (missing.not_ready, _("Documents that are not ready: %(num)d", num=missing.not_ready)),
        (missing.being_read, _("Pages that the machine still reads: %(num)d", num=missing.being_read)),
        (missing.not_done, _("Pages to read: %(num)d", num=missing.not_done)),
        (missing.undecided, _("People named who are not decided on: %(num)d", num=missing.undecided)),
        (
            missing.harm_open,
            _("Questions about serious harm without an answer: %(num)d", num=missing.harm_open),
        ),
        (missing.sent_back, _("Pages that the second person sent back: %(num)d", num=missing.sent_back)),
        (missing.not_checked, _("Pages that wait for a second person: %(num)d", num=missing.not_checked)),
    )
    return [MissingLine(words, _read(request)) for count, words in lines if count]


def _read(request: Any) -> str:
    """Where reading and covering is done."""
    name = "records.reading" if "records.reading" in flask.current_app.view_functions else "records.request"
    return flask.url_for(name, request_id=request.id)


def why_not_offered(request: Any, row: Any) -> WhyNotGiven | None:
    """Why the page does not offer to give this part."""
    if request.state in ENDED:
        return WhyNotGiven.ENDED
    if row.state is not ReleaseState.MADE:
        return WhyNotGiven.TAKEN_BACK if row.state is ReleaseState.TAKEN_BACK else WhyNotGiven.NOT_MADE
    return None if queries.is_as_made(row) else WhyNotGiven.CHANGED_SINCE


def summary(request: Any) -> list[tuple[int, str, int, int]]:
    """Number, state and pages of each part, for the page of the request."""
    return [
        (row.number, str(STATE[row.state]), row.pages_done, row.pages)
        for row in queries.releases_of(request.id)
    ]
