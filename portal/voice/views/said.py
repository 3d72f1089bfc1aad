"""What they said: the receipt, the list, the conversation, who gets it, taking it back, and did it help."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.accounts.queries.sessions import is_shared_device
from portal.kit import clock
from portal.kit.pages import Page, page_number
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.voice.commands import picks, verdicts
from portal.voice.commands.saying import Speaker
from portal.voice.forms.saying import PeopleForm, TakeBackForm, ids_in
from portal.voice.forms.verdicts import VerdictForm
from portal.voice.presenters import saying as show
from portal.voice.queries import own
from portal.voice.queries import sent as sent_queries
from portal.voice.queries.conversation import Own, OwnAnswer
from portal.voice.queries.speaking import Duty, around, duty_for, speaking
from portal.voice.rules.after import why_not_keep_a_copy
from portal.voice.views import bp


@bp.get("/sent/<uuid:statement_id>")
@requires(P.SEE_OWN_STATEMENT, of=own.own_statement)
def sent(said: Own) -> Any:
    """The receipt, with true times."""
    now = clock.now()
    duty = _duty(said)
    called = sent_queries.how_many_called_about([said.id, *([said.other_id] if said.other_id else [])])
    what = show.what_now(duty, called, now)
    return flask.render_template("voice/sent.html", said=said, what=what, has_reader=duty.has_reader)


@bp.get("/said")
@requires(P.OWN_SPACE)
def said_list() -> Any:
    """Everything they said, newest first."""
    number = page_number()
    found = own.said_by(the_viewer(), number)
    page = Page(found.rows, number, found.total, own.PAGE_SIZE)
    return flask.render_template(
        "voice/said_list.html",
        page=page,
        some_are_shut=found.some_are_shut,
        ring=show.ring_now(clock.now()),
        may_copy=why_not_keep_a_copy(
            past_is_shut=the_viewer().past_is_shut, is_shared_device=is_shared_device()
        )
        is None,
    )


@bp.get("/said/<uuid:statement_id>")
@requires(P.SEE_OWN_STATEMENT, of=own.own_statement)
def said(said: Own) -> Any:
    """Their words, our answer, and did it help."""
    form = VerdictForm()
    if said.latest and said.latest.says:
        form.says.data, form.words.data = said.latest.says.value, said.latest.says_words
    return _conversation(said, form)


@bp.post("/said/<uuid:statement_id>/answer")
@requires(P.SEE_OWN_STATEMENT, of=own.own_statement)
def open_answer(said: Own) -> Any:
    """They open the answer: from now on it was read."""
    verdicts.open_answers(_speaker(), said.id, now=clock.now())
    return flask.redirect(flask.url_for("voice.said", statement_id=said.id) + "#answer", 303)


@bp.post("/said/<uuid:statement_id>/answer/<uuid:answer_id>")
@requires(P.GIVE_VERDICT, of=own.own_answer)
def verdict(thing: tuple[Own, OwnAnswer]) -> Any:
    """Sorted, partly, not sorted."""
    said, answer = thing
    form = VerdictForm()
    form.set_up(show.settings().max_words)
    if not answer.is_latest or answer.read_at is None:
        return _conversation(said, form, too_late=True), 422
    if not form.validate():
        return _conversation(said, form), 422
    verdicts.give_verdict(
        _speaker(),
        answer.id,
        form.verdict(),
        form.words.data or "",
        promises=show.promises(),
        now=clock.now(),
    )
    return flask.redirect(flask.url_for("voice.said", statement_id=said.id) + "#verdict", 303)


@bp.route("/said/<uuid:statement_id>/people", methods=["GET", "POST"])
@requires(P.TAKE_BACK, of=own.own_statement)
def said_people(said: Own) -> Any:
    """Change who gets it, until it is answered; stop sharing it at any time."""
    only_shares = not said.can_change_people and said.shared_with and flask.request.method == "GET"
    if not (said.can_change_people or only_shares):
        flask.flash(_("You can't change this now."), "info")
        return flask.redirect(flask.url_for("voice.said", statement_id=said.id), 303)
    near = around(said.young_person_id, clock.today(show.settings().time_zone))
    form = PeopleForm()
    form.set_up(show.pick_choices(near, said))
    if form.validate_on_submit():
        picks.change_people(_speaker(), said.id, form.picked(), promises=show.promises(), now=clock.now())
        flask.flash(_("We changed who gets it."))
        return flask.redirect(flask.url_for("voice.said", statement_id=said.id), 303)
    if flask.request.method == "GET":
        form.to.data = show.picked_now(said)
    page = flask.render_template("voice/said_people.html", said=said, form=form, kinds=show.kinds(near))
    return page, 422 if flask.request.method == "POST" else 200


@bp.post("/said/<uuid:statement_id>/stop-sharing")
@requires(P.TAKE_BACK, of=own.own_statement)
def stop_sharing(said: Own) -> Any:
    """Somebody a worker shared it with does not see it any more."""
    for account_id in ids_in(flask.request.form.getlist("with")):
        picks.stop_sharing_with(_speaker(), said.id, account_id, now=clock.now())
        flask.flash(_("It is not shared with them any more."), "info")
    return flask.redirect(flask.url_for("voice.said", statement_id=said.id), 303)


@bp.route("/said/<uuid:statement_id>/take-back", methods=["GET", "POST"])
@requires(P.TAKE_BACK, of=own.own_statement)
def take_back(said: Own) -> Any:
    """Take it back from everybody picked. The page says what stays, and offers the copy at the other desk."""
    form = TakeBackForm()
    if flask.request.method == "GET":
        return flask.render_template("voice/said_take_back.html", said=said, form=form)
    if said.other_id and said.other_is_there and form.both.data:
        picks.take_back(_speaker(), said.other_id, now=clock.now())
    if said.taken_back_at is None:
        picks.take_back(_speaker(), said.id, now=clock.now())
        flask.flash(_("You took it back."), "info")
    return flask.redirect(flask.url_for("voice.said", statement_id=said.id), 303)


def _conversation(said: Own, form: VerdictForm, *, too_late: bool = False) -> str:
    return flask.render_template(
        "voice/said.html",
        said=said,
        form=form,
        too_late=too_late,
        opened=own.opened_by(said),
        ring=show.ring_now(clock.now()),
        topics=show.topic_labels(said.topics),
        has_reader=_duty(said).has_reader,
    )


def _duty(said: Own) -> Duty:
    return duty_for(clock.now(), show.settings().time_zone, said.apart)


def _speaker() -> Speaker:
    who = speaking(the_viewer())
    return Speaker(who.young_person_id, who.account_id, past_shut_at=who.past_shut_at)
