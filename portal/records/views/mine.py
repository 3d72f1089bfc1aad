"""The requester's page: where it is, each message, all they can do from there. Behind both doors."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import NotFound
from portal.kit.forms import SendOnceForm
from portal.records.commands import mine as commands
from portal.records.commands.feelings import say_how_it_felt
from portal.records.commands.mine import Wishes
from portal.records.commands.writing import write_from_requester
from portal.records.forms.outside import AnswerForm, ChangeForm, FeltForm, RingForm, WriteForm
from portal.records.presenters import mine as show
from portal.records.queries.feelings import feeling_of
from portal.records.views.both import Way, for_both


@for_both("", "page")
def page(way: Way) -> Any:
    """Where it is."""
    return _page(way)


@for_both("/print", "print")
def print_view(way: Way) -> Any:
    """The same on paper."""
    return flask.render_template(
        "records/mine_print.html", way=way, where=show.where_shown(way.request, show.today())
    )


@for_both("/write", "write", ("POST",))
def write(way: Way) -> Any:
    """A message to whoever has the request."""
    form = WriteForm()
    form.limit(show.settings().max_words)
    if not form.validate():
        return _page(way, write=form), 422
    write_from_requester(
        way.request, form.words.data or "", send_once=form.sent_id(), by=way.account_id, now=clock.now()
    )
    flask.flash(_("Sent. You find it below, and our answer when we write back."))
    return flask.redirect(way.url("page", _anchor="messages"))


@for_both("/answer", "answer", ("POST",))
def answer(way: Way) -> Any:
    """Their answer to what we asked."""
    form = AnswerForm()
    form.limit(show.settings().max_words)
    if not form.validate():
        return _page(way, answer=form), 422
    commands.answer(way.request, form.answer.data or "", **_done(form, way))
    flask.flash(_("Thank you. We have your answer and go on."))
    return flask.redirect(way.url("page"))


@for_both("/change", "change", ("GET", "POST"))
def change(way: Way) -> Any:
    """How they would like it, and where we reach them."""
    form = ChangeForm(data=_as_it_is(way.request))
    form.is_outside = not way.is_own
    if not way.shows_reach:
        form.leave_reach()
    if flask.request.method == "POST" and form.validate():
        wishes = Wishes(
            form.wanted,
            form.wants_company,
            bool(form.notes.data),
            bool(form.ring_after.data),
            form.anything.data or "",
            *form.reach(),
        )
        commands.change(way.request, wishes, by=way.account_id, now=clock.now(), today=show.today())
        flask.flash(_("Changed. We have told whoever works on it."))
        return flask.redirect(way.url("email" if show.new_email(way.request) and way.shows_reach else "page"))
    form.give_id()
    return flask.render_template("records/mine_change.html", way=way, form=form), 422 if form.errors else 200


@for_both("/ring", "ring", ("GET", "POST"))
def ring(way: Way) -> Any:
    """Please ring me."""
    form = RingForm(data={"number": way.request.phone if way.shows_reach else ""})
    if flask.request.method == "POST" and form.validate():
        words = (
            _(
                "Please ring me on %(number)s. A good time is: %(when)s",
                number=form.number.data,
                when=form.when.data,
            )
            if form.when.data
            else _("Please ring me on %(number)s.", number=form.number.data)
        )
        write_from_requester(way.request, words, send_once=form.sent_id(), by=way.account_id, now=clock.now())
        flask.flash(_("We have told them to ring you."))
        return flask.redirect(way.url("page", _anchor="messages"))
    form.give_id()
    return flask.render_template("records/mine_ring.html", way=way, form=form), 422 if form.errors else 200


@for_both("/take-back", "take_back", ("GET", "POST"))
def take_back(way: Way) -> Any:
    """They do not want it any more: asked once more first."""
    form = SendOnceForm()
    where = show.where_shown(way.request, show.today())
    if flask.request.method == "POST" and form.validate():
        commands.take_back(way.request, **_done(form, way))
        flask.flash(_("You took it back. Nothing is lost. You can start again at any time."))
        return flask.redirect(way.url("page"))
    if not where.is_open:
        return flask.redirect(way.url("page"))
    form.give_id()
    return flask.render_template("records/mine_take_back.html", way=way, form=form, where=where)


@for_both("/again", "again", ("POST",))
def again(way: Way) -> Any:
    """They want it after all, or more of it."""
    form = SendOnceForm()
    if form.validate():
        commands.start_again(way.request, **_done(form, way))
        flask.flash(_("We have started again. The new day is below."))
    return flask.redirect(way.url("page"))


@for_both("/felt", "felt", ("GET", "POST"))
def felt(way: Way) -> Any:
    """How it felt: three questions, each of which can be left."""
    feeling = feeling_of(way.request.id, show.today())
    if feeling is None:
        raise NotFound
    form = FeltForm(data={**feeling.answers, "words": feeling.words})
    if flask.request.method == "POST" and form.validate():
        skips = "skip" in flask.request.form
        answers, words = ({}, "") if skips else (form.answers(), form.words.data or "")
        say_how_it_felt(feeling, answers, words, now=clock.now())
        flask.flash(_("That is fine. We do not ask again.") if skips else _("Thank you. We learn from it."))
        return flask.redirect(way.url("page"))
    return flask.render_template("records/mine_felt.html", way=way, form=form), 422 if form.errors else 200


def _page(way: Way, *, write: WriteForm | None = None, answer: AnswerForm | None = None) -> str:
    again = SendOnceForm(formdata=None)
    again.give_id()
    wrong = write or answer
    return flask.render_template(
        "records/mine.html",
        way=way,
        where=show.where_shown(way.request, show.today()),
        write=write or _fresh(WriteForm(formdata=None)),
        answer=answer or _fresh(AnswerForm(formdata=None)),
        again=again,
        form=wrong,
        kinds=show.kind_words(),
    )


def _fresh(form: Any) -> Any:
    form.give_id()
    return form


def _done(form: SendOnceForm, way: Way) -> dict[str, Any]:
    return {
        "send_once": form.sent_id(),
        "by": way.account_id,
        "now": clock.now(),
        "today": show.today(),
    }


def _as_it_is(request: Any) -> dict[str, Any]:
    return {
        "formats": request.formats,
        "company": {True: "yes", False: "no", None: ""}[request.wants_company],
        "notes": request.wants_trigger_notes,
        "ring_after": request.wants_ring_after,
        "anything": request.anything,
        "email": request.email,
        "phone": request.phone,
        "post": request.post,
    }
