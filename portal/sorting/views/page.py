"""The sorting page: begin, one after the other, not sure, undo, and settling where two people differ.

The next one's words are never fetched before they are shown: each reading goes through the guard and is an
event in that young person's history, and nobody's history should hold a reading that was none.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.coding.rules.coded import WhyNot as NotSorted
from portal.kit import clock
from portal.kit.errors import Refused
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.sorting.commands import second as seconds
from portal.sorting.commands import sorting, taking
from portal.sorting.forms.sorting import SettleForm, UnsureForm
from portal.sorting.presenters import page as show
from portal.sorting.presenters.page_words import why_words, words_of
from portal.sorting.queries import second, waiting
from portal.sorting.queries.second import Two
from portal.sorting.queries.waiting import Turn
from portal.sorting.rules.second import Settled
from portal.sorting.rules.taking import WhyNot
from portal.sorting.views import bp
from portal.voice.commands.desk_themes import Ticked
from portal.voice.presenters.saying import settings
from portal.voice.rules.sorting import WhyNot as NotToSort


@bp.get("/staff/sort")
@requires(P.USE_SORTING)
def start() -> Any:
    """How much waits, what somebody was not sure about, where two people differ, and the keys."""
    return flask.render_template("sorting/page.html", page=show.start_page())


@bp.post("/staff/sort/next")
@requires(P.USE_SORTING)
def take_next() -> Any:
    """What they had before them, or the next one."""
    return _to_next()


@bp.get("/staff/sort/<uuid:statement_id>")
@requires(P.READ_AT_DESK, of=waiting.before_them)
def one(turn: Turn) -> Any:
    """One statement to sort."""
    if not turn.can_be_read:
        return flask.render_template("sorting/page_not_yours.html", turn=turn, kept="")
    if turn.taking:
        taking.hold_on(turn.taking, clock.now())
    return flask.render_template("sorting/page_one.html", page=show.sort_page(turn))


@bp.post("/staff/sort/<uuid:statement_id>")
@requires(P.CODE, of=waiting.before_them_to_change)
def save(turn: Turn) -> Any:
    """Keep what was ticked, and on to the next one."""
    form = show.form_for()
    if turn.can_be_read and not form.validate():
        return flask.render_template("sorting/page_one.html", page=show.sort_page(turn, form)), 422
    choice = form.choice()
    try:
        sorting.save(turn, choice, by=_me(), now=clock.now(), zone=settings().time_zone)
    except Refused as refused:
        if isinstance(refused.reason, NotSorted) and turn.can_be_read:
            form.say(refused.reason)
            return flask.render_template("sorting/page_one.html", page=show.sort_page(turn, form)), 422
        if isinstance(refused.reason, NotSorted | NotToSort):
            raise
        kept = words_of(choice.themes, choice.stance)
        why = why_words(refused.reason)
        return flask.render_template("sorting/page_not_yours.html", turn=turn, kept=kept, why=why), 409
    return _to_next()


@bp.post("/staff/sort/<uuid:statement_id>/unsure")
@requires(P.READ_AT_DESK, of=waiting.before_them_to_change)
def unsure(turn: Turn) -> Any:
    """Not sure: somebody else looks."""
    form = UnsureForm()
    if not turn.can_be_read:
        return _to_next()
    if not form.validate():
        typed = show.form_for()
        return flask.render_template("sorting/page_one.html", page=show.sort_page(turn, typed, form)), 422
    taking.is_unsure(turn.found.statement, form.note.data or "", by=_me(), now=clock.now())
    flask.flash(_("Somebody else will look at it."), "info")
    return _to_next()


@bp.post("/staff/sort/<uuid:statement_id>/take")
@requires(P.READ_AT_DESK, of=waiting.before_them_to_change)
def take(turn: Turn) -> Any:
    """This one, which somebody was not sure about."""
    if turn.sorted is not None:
        flask.flash(why_words(WhyNot.SORTED_MEANWHILE), "info")
        return flask.redirect(flask.url_for("sorting.start"), 303)
    if not taking.take(turn.found.statement.id, _me(), now=clock.now()):
        flask.flash(_("Somebody else has it before them just now."), "info")
        return flask.redirect(flask.url_for("sorting.start"), 303)
    return _to(turn.found.statement.id)


@bp.post("/staff/sort/<uuid:statement_id>/undo")
@requires(P.CODE, of=waiting.before_them_to_change)
def undo(turn: Turn) -> Any:
    """The last one is open again."""
    statement = turn.found.statement
    try:
        sorting.undo(statement, by=_me(), now=clock.now(), zone=settings().time_zone)
    except Refused as refused:
        flask.flash(why_words(refused.reason), "info")
        return _to_next()
    return _to(statement.id)


@bp.get("/staff/sort/<uuid:statement_id>/two")
@requires(P.READ_AT_DESK, of=second.two_opinions)
def two(found: Two) -> Any:
    """Two opinions of one statement, for the two who gave them."""
    return flask.render_template("sorting/page_two.html", **show.settle_page(found))


@bp.post("/staff/sort/<uuid:statement_id>/two")
@requires(P.CODE, of=second.two_opinions_to_change)
def settle(found: Two) -> Any:
    """What counts from now on."""
    form = show.form_for(SettleForm)
    assert isinstance(form, SettleForm)
    if not form.validate():
        return flask.render_template("sorting/page_two.html", **show.settle_page(found, form)), 422
    choice = form.choice()
    anew = Ticked(choice.themes, choice.stance) if form.how.data == Settled.ANEW else None
    asked = Settled(form.how.data)
    try:
        how = seconds.settle(found, asked, anew, by=_me(), now=clock.now(), zone=settings().time_zone)
    except Refused as refused:
        if isinstance(refused.reason, NotSorted):
            form.say(refused.reason)
            return flask.render_template("sorting/page_two.html", **show.settle_page(found, form)), 422
        flask.flash(_("It was settled meanwhile."), "info")
    else:
        flask.flash(_("Settled.") if how is asked else _("It was sorted anew meanwhile: that counts."))
    return flask.redirect(flask.url_for("sorting.start"), 303)


def _me() -> UUID:
    return the_viewer().account_id


def _to_next() -> Any:
    following = taking.take_next(the_viewer(), clock.now())
    return _to(following) if following else flask.redirect(flask.url_for("sorting.start"), 303)


def _to(statement_id: UUID) -> Any:
    return flask.redirect(flask.url_for("sorting.one", statement_id=statement_id), 303)
