"""The desk's pages of what children wrote in surveys without names: the next to read, one, marked read."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.kit import clock
from portal.nameless.commands import sayings as commands
from portal.nameless.commands.reading import Done
from portal.nameless.forms.sayings import AllReadForm, SayingReadForm
from portal.nameless.presenters.talk import settings
from portal.nameless.queries import sayings as queries
from portal.nameless.queries.apart import today
from portal.nameless.queries.choices import may_concern
from portal.nameless.queries.sayings import SayingAtDesk, ToReadNow
from portal.nameless.rules import Outcome
from portal.nameless.views import bp
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.get("/staff/nameless/surveys")
@requires(P.READ_NAMELESS, of=queries.next_to_read)
def sayings(found: ToReadNow) -> Any:
    """The next ones to read, opened: the calling stops."""
    form = AllReadForm(formdata=None)
    form.ids.data = " ".join(str(one.id) for one in found.together)
    page = flask.render_template("nameless/sayings.html", found=found, form=form)
    commands.note_opened(found.sayings, by=the_viewer().account_id, now=clock.now())
    return page


@bp.post("/staff/nameless/surveys")
@requires(P.READ_NAMELESS, of=queries.next_to_read)
def sayings_read(found: ToReadNow) -> Any:
    """All on the page were read; of those that are still unread and theirs to read."""
    listed = AllReadForm().listed()
    read = [one for one in found.together if one.id in listed]
    commands.mark_all_read(read, by=the_viewer().account_id, now=clock.now(), on=today())
    flask.flash(ngettext("%(num)s marked as read.", "%(num)s marked as read.", len(read)))
    return flask.redirect(flask.url_for("nameless.sayings" if found.left else "voice.desk"))


@bp.get("/staff/nameless/surveys/<uuid:survey_saying_id>")
@requires(P.READ_NAMELESS, of=queries.saying_at_desk)
def saying(found: SayingAtDesk) -> Any:
    """One of them, opened."""
    page = _page(found, _form(found, SayingReadForm(formdata=None)))
    commands.note_opened([found.saying], by=the_viewer().account_id, now=clock.now())
    return page


@bp.post("/staff/nameless/surveys/<uuid:survey_saying_id>")
@requires(P.READ_NAMELESS, of=queries.saying_at_desk)
def saying_read(found: SayingAtDesk) -> Any:
    """What was done about it, and whom it concerns."""
    form = _form(found, SayingReadForm())
    if "search" in flask.request.form:
        return _page(found, form)
    if not form.validate():
        return _page(found, form), 422
    outcome = Outcome(form.outcome.data)
    done = Done(outcome, form.reference.data or "", form.note.data or "", form.marked(), None, 0)
    commands.mark_read(found.saying, done, by=the_viewer().account_id, now=clock.now(), on=today())
    flask.flash(_("Marked as read."))
    return flask.redirect(flask.url_for("voice.desk"))


def _form(found: SayingAtDesk, form: SayingReadForm) -> SayingReadForm:
    choices = may_concern(found.saying.words, form.find.data or "", today(), form.concerns.data or ())
    form.offer(choices, settings().max_words)
    return form


def _page(found: SayingAtDesk, form: SayingReadForm) -> str:
    return flask.render_template(
        "nameless/saying.html", found=found, mark=form, page_has_errors=bool(form.errors)
    )
