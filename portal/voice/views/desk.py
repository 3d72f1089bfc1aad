"""The duty desk: its list, one statement, taking it, marking it read, and what is written down later."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.accounts.queries.around import names_of
from portal.kit import clock
from portal.kit.errors import Refused
from portal.kit.pages import Page, page_number
from portal.nameless.queries import desk as nameless
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.voice.commands import desk as commands
from portal.voice.commands.desk import About, Done
from portal.voice.commands.desk_proved import prove
from portal.voice.commands.desk_themes import sort_by_theme
from portal.voice.forms.desk import ReadForm, SearchForm
from portal.voice.forms.done import done_from, say
from portal.voice.presenters import desk as show
from portal.voice.presenters.desk_load import load_shown
from portal.voice.presenters.desk_pages import desk_pages
from portal.voice.presenters.desk_themes import sort_form_for, ticked_in, why_not_sort_statement
from portal.voice.presenters.saying import settings
from portal.voice.queries import desk as queries
from portal.voice.queries.after import unread_additions
from portal.voice.queries.desk import AtDesk
from portal.voice.queries.desk_handover import to_confirm
from portal.voice.queries.desk_themes import left_to_sort, next_to_sort, to_sort
from portal.voice.rules.desk import stands_before, why_not_mark_read
from portal.voice.views import bp

MOST_FOUND = 50
"""A search shows its first so many; more letters make it shorter."""


@bp.get("/staff/desk")
@requires(P.USE_DESK)
def desk() -> Any:
    """Everything that is not read yet; in the other tabs, what is to sort by theme, and all that was read."""
    match flask.request.args.get("tab"):
        case "read":
            return _what_was_read(SearchForm(formdata=None))
        case "themes":
            return _what_is_to_sort()
    rows = queries.to_read(the_viewer(), clock.now())
    oldest = min((row.sent_at for row in rows), default=None)
    return flask.render_template(
        "voice/desk.html",
        rows=rows,
        oldest=oldest,
        sees_all=show.sees_all(),
        left=left_to_sort(the_viewer()),
        added=unread_additions(the_viewer(), clock.now()),
        stands_before=lambda level: stands_before(level, rows[0].level if rows else None),
        nameless=nameless.to_read(the_viewer(), clock.now()),
        desk_pages=desk_pages(),
        notes=to_confirm(the_viewer()),
        load=load_shown([row.sent_at for row in rows]),
    )


@bp.post("/staff/desk")
@requires(P.USE_DESK)
def desk_find() -> Any:
    """Look something up among what was read. It is answered at once; what was asked is kept nowhere."""
    form = SearchForm()
    if not form.validate():
        return _what_was_read(form), 422
    return _what_was_read(form, MOST_FOUND)


def _what_was_read(form: SearchForm, at_most: int = 0) -> str:
    """Everything that was read, a page of it; or the first `at_most` that a search finds."""
    number, size = (1, at_most) if at_most else (page_number(), queries.PAGE_SIZE)
    asked = form if at_most else SearchForm(formdata=None)
    search = show.search_from(asked.q.data or "", asked.since.data, asked.until.data, settings().time_zone)
    found = queries.already_read(the_viewer(), search, clock.now(), page=number, size=size)
    page = Page(found.rows, number, found.total, size)
    left = left_to_sort(the_viewer())
    return flask.render_template(
        "voice/desk_read.html", page=page, form=form, is_search=at_most > 0, left=left
    )


def _what_is_to_sort() -> str:
    number = page_number()
    found = to_sort(the_viewer(), clock.now(), page=number)
    page = Page(found.rows, number, found.total, queries.PAGE_SIZE)
    return flask.render_template("voice/desk_to_sort.html", page=page, sees_all=show.sees_all())


@bp.get("/staff/desk/<uuid:statement_id>")
@requires(P.READ_AT_DESK, of=queries.at_desk)
def desk_statement(found: AtDesk) -> Any:
    """One statement, opened: the first time is kept, every time is an event."""
    page = show.desk_page(found)
    commands.note_opened(found.statement, by=the_viewer().account_id, now=clock.now())
    return flask.render_template("voice/desk_statement.html", page=page)


@bp.post("/staff/desk/<uuid:statement_id>/take")
@requires(P.TAKE_URGENT, of=queries.at_desk_to_change)
def desk_take(found: AtDesk) -> Any:
    """One taker stops the calling; whoever was second is told who has it."""
    me = the_viewer().account_id
    if found.statement.read_at:
        flask.flash(_("It has been read meanwhile."), "info")
        return _to_statement(found)
    has_it = commands.take(found.statement, by=me, now=clock.now())
    if has_it == me:
        flask.flash(_("You have it. Nobody else is called about it."))
    else:
        flask.flash(_("%(name)s has it already.", name=names_of([has_it]).get(has_it, "")), "info")
    return _to_statement(found)


@bp.post("/staff/desk/<uuid:statement_id>/release")
@requires(P.TAKE_URGENT, of=queries.at_desk_to_change)
def desk_release(found: AtDesk) -> Any:
    """Give it back; what cannot wait calls the next in line at once."""
    commands.release(found.statement, by=the_viewer().account_id, now=clock.now(), zone=settings().time_zone)
    flask.flash(_("You have given it back."), "info")
    return flask.redirect(flask.url_for("voice.desk"))


@bp.post("/staff/desk/<uuid:statement_id>/cannot")
@requires(P.TAKE_URGENT, of=queries.at_desk_to_change)
def desk_cannot(found: AtDesk) -> Any:
    """ "I can't": the next in line is called at once instead of when the time is up."""
    if found.statement.read_at:
        flask.flash(_("It has been read meanwhile."), "info")
        return flask.redirect(flask.url_for("voice.desk"))
    commands.decline(found.statement, by=the_viewer().account_id, now=clock.now(), zone=settings().time_zone)
    flask.flash(_("Thank you for saying so. The next in line is called now."), "info")
    return flask.redirect(flask.url_for("voice.desk"))


@bp.post("/staff/desk/<uuid:statement_id>/read")
@requires(P.MARK_READ, of=queries.at_desk_to_change)
def desk_read(found: AtDesk) -> Any:
    """Mark it read: what was done, whom it concerns, who answers."""
    me, now = the_viewer().account_id, clock.now()
    form = show.read_form_for(found, now)
    if "search" in flask.request.form:
        return _shown_again(found, form, 200)
    if why := why_not_mark_read(found.statement.read_at):
        if show.is_the_same_again(found, form, me):
            return _to_statement(found)
        say(form.done1.form.outcome, why)
        return _shown_again(found, form, 422)
    if not form.validate():
        return _shown_again(found, form, 422)
    commands.mark_read(
        found.statement,
        _done(form, now),
        About(form.marked(), form.names()),
        answerer_id=_id_or_none(form.answerer.data),
        by=me,
        now=now,
        on=queries.today(),
    )
    if form.proved:
        prove(found.statement, form.proved, by=me, now=now)
    if ticked := ticked_in(form):
        sort_by_theme(found.statement, ticked, by=me, now=now, zone=settings().time_zone)
    flask.flash(_("Marked as read."))
    return flask.redirect(flask.url_for("voice.desk"))


@bp.post("/staff/desk/<uuid:statement_id>/more")
@requires(P.MARK_READ, of=queries.at_desk_to_change)
def desk_more(found: AtDesk) -> Any:
    """Something more was done, or it concerns somebody more: they and those close to them lose it at once."""
    me, now = the_viewer().account_id, clock.now()
    form = show.read_form_for(found, now)
    if "search" in flask.request.form:
        return _shown_again(found, form, 200)
    if show.is_the_same_again(found, form, me):
        return _to_statement(found)
    if not form.validate():
        return _shown_again(found, form, 422)
    commands.add_more(
        found.statement,
        _done(form, now),
        About(form.marked(), form.names()),
        answerer_id=_id_or_none(form.answerer.data),
        by=me,
        now=now,
        on=queries.today(),
    )
    if form.proved:
        prove(found.statement, form.proved, by=me, now=now)
    flask.flash(_("Written down."))
    return _to_statement(found)


@bp.post("/staff/desk/<uuid:statement_id>/themes")
@requires(P.CODE, of=queries.at_desk_to_change)
def desk_themes(found: AtDesk) -> Any:
    """Say what it is about, or say it anew; then on to the next one that waits to be sorted."""
    statement, me = found.statement, the_viewer()
    if why := why_not_sort_statement(found):
        raise Refused(why)
    form = sort_form_for(found)
    if not form.validate():
        page = show.desk_page(found, sort=form)
        return flask.render_template("voice/desk_statement.html", page=page), 422
    if ticked := ticked_in(form):
        sort_by_theme(statement, ticked, by=me.account_id, now=clock.now(), zone=settings().time_zone)
    flask.flash(_("Sorted."), "sorted")  # said at the top, and again beside the words of the next one
    if "next" not in flask.request.form:
        return _to_statement(found)
    if (next_id := next_to_sort(me, statement)) is None:
        return flask.redirect(flask.url_for("voice.desk", tab="themes"))
    return flask.redirect(flask.url_for("voice.desk_statement", statement_id=next_id, _anchor="said"))


@bp.post("/staff/desk/<uuid:statement_id>/concern/<uuid:concern_id>/remove")
@requires(P.REMOVE_CONCERN, of=queries.concern_at_desk)
def desk_concern_removed(found: AtDesk) -> Any:
    """The safety lead takes off somebody who was marked by mistake."""
    commands.remove_concern(found.statement, found.concern, on=queries.today())
    flask.flash(_("Taken off."))
    return _to_statement(found)


@bp.post("/staff/desk/<uuid:statement_id>/show")
@requires(P.SHOW_SAFETY_ENTRIES, of=queries.at_desk_to_change)
def desk_show(found: AtDesk) -> Any:
    """The safety lead says that the young person may see who opened this here."""
    commands.show_safety_entries(found.statement, by=the_viewer().account_id, now=clock.now())
    flask.flash(_("They can now see who opened this at the desk."))
    return _to_statement(found)


def _done(form: ReadForm, now: datetime) -> list[Done]:
    return [Done(**one) for one in done_from(form.used, now, settings().time_zone)]


def _shown_again(found: AtDesk, form: ReadForm, status: int) -> Any:
    return flask.render_template("voice/desk_statement.html", page=show.desk_page(found, form)), status


def _to_statement(found: AtDesk) -> Any:
    return flask.redirect(flask.url_for("voice.desk_statement", statement_id=found.statement.id))


def _id_or_none(text: str | None) -> UUID | None:
    return UUID(text) if text else None
