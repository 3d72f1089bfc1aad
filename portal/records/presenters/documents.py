"""The files of a request, how far each is, and what stands in the way of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.kit.dates import short_day
from portal.kit.pages import Page, page_number
from portal.policy.guard import may
from portal.policy.permissions import Permission as P
from portal.policy.viewer import Subject
from portal.records.forms.documents import DescribeForm, TakeOutForm, UploadForm
from portal.records.presenters import reading_words as words
from portal.records.presenters.document_forms import places_of
from portal.records.queries import documents as queries
from portal.records.queries import reading
from portal.records.queries.documents import Of, Progress
from portal.records.rules import ENDED, DocumentState
from portal.records.rules.reading import is_undecided

_MEGA = 1_000_000


@dataclass(frozen=True)
class Line:
    """One document in the list."""

    row: Any
    title: str
    state: str
    fault: tuple[str, str]
    progress: Progress
    time: str
    found_at: str
    taken_out: str

    @property
    def is_ready(self) -> bool:
        return bool(self.row.state is DocumentState.READY)

    @property
    def share_read(self) -> int:
        """How much of it is through, of a hundred: read by a person and, where needed, checked."""
        pages = self.progress.pages
        waiting = self.progress.to_check
        return round(100 * (self.progress.done - waiting) / pages) if pages else 0


@dataclass(frozen=True)
class DocumentsPage:
    """What the list shows."""

    request: Any
    rows: list[Line]
    out: list[Line]
    total: Progress
    may_work: bool
    to_check: int
    form: UploadForm
    most_mb: int


@dataclass(frozen=True)
class DocumentPage:
    """What the page of one document shows."""

    request: Any
    line: Line
    which: str
    filters: list[tuple[str, str]]
    pages: Page[Any]
    names: dict[UUID, str]
    may_work: bool
    form: DescribeForm
    out: TakeOutForm


def may_work_on(request: Any) -> bool:
    """Whether the viewer may still change something in this request's file."""
    return is_open(request) and may(P.READ_FILE, Subject(request))


def is_open(request: Any) -> bool:
    return request.state not in ENDED


def documents_page(request: Any, form: UploadForm, *, most_bytes: int, to_check: int) -> DocumentsPage:
    """Everything in the file, in its order."""
    progress = queries.progress_of(request.id)
    places = places_of(request.id)

    def line(row: Any) -> Line:
        return _line(row, progress.get(row.id, Progress()), places)

    rows = [line(row) for row in queries.documents_of(request.id)]
    return DocumentsPage(
        request=request,
        rows=rows,
        out=[line(row) for row in queries.documents_of(request.id, taken_out=True)],
        total=total_of(one.progress for one in rows),
        may_work=may_work_on(request),
        to_check=to_check,
        form=form,
        most_mb=most_bytes // _MEGA,
    )


def document_page(found: Of, which: str, form: DescribeForm, out: TakeOutForm) -> DocumentPage:
    """One document, and its pages that match a filter."""
    which = which if which in words.FILTERS else "all"
    rows, total = reading.pages_of(found.document.id, which, page=page_number())
    progress = queries.progress_of(found.request.id)
    return DocumentPage(
        request=found.request,
        line=_line(found.document, progress.get(found.document.id, Progress()), places_of(found.request.id)),
        which=which,
        filters=[(one, str(label)) for one, label in words.FILTERS.items()],
        pages=Page(rows, page_number(), total, reading.PAGE_SIZE),
        names=reading.readers_of(one.leaf for one in rows),
        may_work=may_work_on(found.request),
        form=form,
        out=out,
    )


@dataclass(frozen=True)
class Summary:
    """How far the reading of a request is, on its own page."""

    documents: int
    faulty: int
    total: Progress
    undecided: int


def summary(request: Any) -> Summary:
    """How far the reading of a request is."""
    rows = queries.documents_of(request.id)
    progress = queries.progress_of(request.id)
    named = reading.people_named(request.id)
    return Summary(
        documents=len(rows),
        faulty=sum(row.state is DocumentState.FAULTY for row in rows),
        total=total_of(progress.get(row.id, Progress()) for row in rows),
        undecided=sum(is_undecided(row.who, row.balance) for row in named),
    )


def total_of(parts: Any) -> Progress:
    """All documents together."""
    rows = list(parts)
    names = list(Progress.__dataclass_fields__)
    return Progress(*(sum(getattr(one, name) for one in rows) for name in names))


def title_of(row: Any) -> str:
    return str(row.title or _("A document without a name"))


def page_state(one: Any, names: dict[UUID, str]) -> tuple[str, str]:
    """Where a page is, in words, and a tone."""
    leaf = one.leaf
    if leaf.back:
        return _("sent back"), "stop"
    if leaf.done_at is None:
        return _("to read"), "warm"
    if not one.needs_second:
        return _("done by %(name)s", name=names.get(leaf.done_by_id, "")), "go"
    if leaf.checked_version == leaf.version:
        return _("checked by %(name)s", name=names.get(leaf.checked_by_id, "")), "go"
    return _("for the second check"), "sky"


def _line(row: Any, progress: Progress, places: dict[UUID, str]) -> Line:
    fault = words.FAULT.get(row.fault, (_("It cannot be opened."), _("Upload it again as a PDF.")))
    return Line(
        row=row,
        title=title_of(row),
        state=_state(row, progress),
        fault=(str(fault[0]), str(fault[1])),
        progress=progress,
        time=_time(row),
        found_at=places.get(row.search_id, ""),
        taken_out=words.label(words.TAKEN_OUT, row.taken_out_why),
    )


def _state(row: Any, progress: Progress) -> str:
    if row.state is not DocumentState.READY or progress.known >= progress.pages:
        return str(words.STATE[row.state])
    return str(
        ngettext(
            "the machine reads: %(known)s of %(num)s page",
            "the machine reads: %(known)s of %(num)s pages",
            progress.pages,
            known=progress.known,
        )
    )


def _time(row: Any) -> str:
    if row.from_on and row.until_on:
        return str(_("%(first)s to %(last)s", first=short_day(row.from_on), last=short_day(row.until_on)))
    if row.from_on:
        return str(_("from %(first)s", first=short_day(row.from_on)))
    return str(_("until %(last)s", last=short_day(row.until_on))) if row.until_on else ""
