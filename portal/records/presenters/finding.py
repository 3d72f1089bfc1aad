"""The search log in words, and the letter about what is missing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import flask
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet

from portal.accounts.queries.around import names_of
from portal.documents.pdf import pdf_of
from portal.kit.dates import short_day
from portal.policy.guard import may
from portal.policy.permissions import Permission as P
from portal.policy.viewer import Subject
from portal.records.forms.finding import ChaseForm, LetterForm, SearchForm
from portal.records.presenters import words
from portal.records.presenters.letters import rights
from portal.records.presenters.reading_words import PLACE
from portal.records.queries.finding import Looking, changes_count, looked, looking
from portal.records.rules import Found, SearchPlace
from portal.records.rules.finding import Span
from portal.settings import Settings

FOUND: words.Words = {
    Found.WAITING: _l("Asked: waits for an answer"),
    Found.FOUND: _l("Found"),
    Found.NOTHING: _l("Nothing: there never was anything"),
    Found.MISSING: _l("Missing: it should be there and is not"),
    Found.DESTROYED: _l("Destroyed"),
}
TONE = {
    Found.WAITING: "warm",
    Found.FOUND: "go",
    Found.NOTHING: "",
    Found.MISSING: "stop",
    Found.DESTROYED: "stop",
}
FOUND_THEIRS: words.Words = {
    Found.WAITING: _l("we wait for an answer"),
    Found.FOUND: _l("we found records"),
    Found.NOTHING: _l("there was nothing about you"),
    Found.MISSING: _l("records should be there, and they are not"),
    Found.DESTROYED: _l("records were destroyed"),
}
PLACE_THEIRS: words.Words = {
    SearchPlace.CASE_SYSTEM: _l("Our computer records"),
    SearchPlace.OLD_SYSTEM: _l("Our older computer records"),
    SearchPlace.PAPER_STORE: _l("Our store of paper files"),
    SearchPlace.ARCHIVE: _l("An archive"),
    SearchPlace.EMAIL: _l("Our e-mails"),
    SearchPlace.SCHOOL: _l("A school"),
    SearchPlace.HEALTH: _l("Doctors and hospitals"),
    SearchPlace.OTHER_COUNCIL: _l("Another council"),
    SearchPlace.FORMER_HOME: _l("A home where you lived"),
    SearchPlace.POLICE_OR_COURT: _l("The police or a court"),
    SearchPlace.ELSEWHERE: _l("Somewhere else"),
}
WHAT: dict[str, Any] = {
    "changed": _l("Put right"),
    "chased": _l("Asked again"),
    "answered": _l("Answered"),
}


@dataclass(frozen=True)
class Was:
    """What a line said before somebody changed it."""

    what: str
    at: datetime
    by: str
    found: str
    years: str
    pages: str
    statement: str


@dataclass(frozen=True)
class Line:
    """One line of the log."""

    search: Any
    place: str
    found: str
    tone: str
    years: str
    amount: str
    is_waiting: bool
    is_to_chase: bool
    by: str
    was: list[Was]
    chase: ChaseForm


@dataclass(frozen=True)
class SearchPage:
    """The log of a request."""

    request: Any
    lines: list[Line]
    gaps: list[str]
    asked: str
    pages: int
    may_work: bool
    has_lost: bool


def search_page(request: Any, today: date) -> SearchPage:
    """All of it."""
    found = looking(request)
    people = {one.by_id for one in found.lines}
    people |= {one.by_id for all_ in found.changes.values() for one in all_ if one.by_id}
    names = names_of(people)
    return SearchPage(
        request=request,
        lines=[_line(one, found, names, today) for one in found.lines],
        gaps=[years_words(one.first, one.last) for one in found.missing_years],
        asked=years_words(found.asked.first, found.asked.last) if found.asked else "",
        pages=sum(one.pages or 0 for one in found.lines),
        may_work=may(P.WORK_ON_REQUEST, Subject(request)),
        has_lost=bool(found.lost),
    )


def _line(search: Any, found: Looking, names: dict[UUID, str], today: date) -> Line:
    waits = search.found is Found.WAITING
    return Line(
        search=search,
        place=str(PLACE[search.place]),
        found=str(FOUND[search.found]),
        tone=TONE[search.found],
        years=years_words(search.years_from, search.years_until),
        amount=_amount(search.volumes, search.pages),
        is_waiting=waits,
        is_to_chase=bool(waits and search.chase_on and search.chase_on <= today),
        by=names.get(search.by_id, ""),
        was=[_was(one, names) for one in reversed(found.changes.get(search.id, []))],
        chase=ChaseForm(formdata=None, data={"seen": str(search.chased)}),
    )


def _was(change: Any, names: dict[UUID, str]) -> Was:
    before = json.loads(change.before or "{}")
    known = before.get("found") in set(Found)
    return Was(
        what=str(WHAT.get(change.what, "")),
        at=change.at,
        by=names.get(change.by_id, "") if change.by_id else "",
        found=str(FOUND[Found(before["found"])]) if known else "",
        years=years_words(before.get("years_from"), before.get("years_until")),
        pages=_amount(before.get("volumes"), before.get("pages")),
        statement=before.get("statement") or "",
    )


def years_words(first: int | None, last: int | None) -> str:
    """Some years, or all of them."""
    if first is None and last is None:
        return str(_("All years"))
    if first is None:
        return str(_("until %(year)s", year=str(last)))
    if last is None:
        return str(_("from %(year)s", year=str(first)))
    return str(first) if first == last else f"{first}–{last}"


def _amount(volumes: int | None, pages: int | None) -> str:
    parts = []
    if volumes is not None:
        parts.append(str(_("files or boxes: %(count)s", count=f"{volumes:,}")))
    if pages is not None:
        parts.append(str(_("pages: %(count)s", count=f"{pages:,}")))
    return ", ".join(parts)


def search_form(today: date, search: Any = None) -> SearchForm:
    """A line to fill in, or one to put right."""
    form = SearchForm(
        places=[*([] if search else [SelectChoice("", _l("Choose"))]), *words.choices(PLACE)],
        came=words.choices(FOUND),
        today=today,
        before=looked(search) if search else None,
        seen=changes_count(search.id) if search else 0,
    )
    form.give_id()
    return form


def letter_form(request: Any, settings: Settings, today: date) -> LetterForm:
    """The letter with words to begin with, in the requester's language."""
    form = LetterForm()
    if not form.is_submitted():
        form.words.data = letter_words(request, settings, today)
    form.give_id()
    return form


def letter_words(request: Any, settings: Settings, today: date) -> str:
    """What we looked at, what is missing, what else may be tried, how to question it."""
    found = looking(request)
    with force_locale(request.language):
        parts = [
            _("Some of your records are not there. We are sorry. This letter says what we did to find them."),
            _("Where we looked:") + "\n" + "\n".join(_letter_line(one) for one in found.lines),
            *(f"{PLACE_THEIRS[one.place]}:\n{one.statement}" for one in found.lost),
            *_not_looked(found.missing_years),
            _(
                "What else may help: schools, doctors and hospitals, courts, charities and homes keep "
                "records of their own. People who knew you may have photos and letters. We can help you ask "
                "them."
            ),
            _("If we find more later, we want to tell you. So tell us when your address changes."),
        ]
    return "\n\n".join([*(str(one) for one in parts), rights(request.language, settings, today)])


def _letter_line(search: Any) -> str:
    place = f"{PLACE_THEIRS[search.place]} ({years_words(search.years_from, search.years_until)})"
    return f"– {place}: {FOUND_THEIRS[search.found]}"


def _not_looked(missing: Sequence[Span]) -> list[str]:
    if not missing:
        return []
    years = ", ".join(years_words(one.first, one.last) for one in missing)
    return [str(_("For these years we know no place to look: %(years)s.", years=years))]


def letter_file(request: Any, text: str, today: date, settings: Settings) -> flask.Response:
    """The letter as a PDF. Its name says nothing. Raises NotMade."""
    with force_locale(request.language):
        page = flask.render_template(
            "records/search_letter_file.html",
            request=request,
            paragraphs=[part for part in text.split("\n\n") if part.strip()],
            day=short_day(today),
            council=settings.council_name,
        )
    response = flask.Response(pdf_of(page), mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="letter.pdf"'
    return response
