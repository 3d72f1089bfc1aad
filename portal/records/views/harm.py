"""The question about serious harm: asked of whoever can tell, and answered."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.records.commands import people_named as commands
from portal.records.forms.people_named import HarmAnswerForm, HarmForm
from portal.records.presenters import people_named as show
from portal.records.presenters.documents import may_work_on
from portal.records.queries import reading as queries
from portal.records.queries.requests import staff_request
from portal.records.views import bp
from portal.records.views.documents import AT, refused_at, while_open


@bp.get(f"{AT}/harm")
@requires(P.CHECK_PAGES, of=staff_request)
def harm(found: Any) -> Any:
    """What was asked and answered."""
    return _page(found, show.harm_form())


@bp.post(f"{AT}/harm/ask")
@requires(P.READ_FILE, of=staff_request)
@while_open
def harm_ask(found: Any) -> Any:
    """Ask whoever can tell."""
    form = show.harm_form()
    if not form.validate():
        return _page(found, form), 422
    with refused_at(form.part):
        commands.ask_about_harm(
            found,
            part=form.part.data or "",
            is_health=bool(form.is_health.data),
            whose=form.whose.data or "",
            asked_on=form.asked_on.data,
            send_once=form.sent_id(),
            by=the_viewer().account_id,
            now=clock.now(),
        )
    if form.errors:
        return _page(found, form), 422
    flask.flash(_("Written down. The request cannot be given until it is answered."))
    return _back(found)


@bp.route(f"{AT}/harm/<uuid:harm_id>", methods=["GET", "POST"])
@requires(P.READ_FILE, of=queries.harm_question)
@while_open
def harm_answer(found: tuple[Any, Any]) -> Any:
    """Write the opinion down."""
    request, row = found
    form = show.harm_answer_form(row)
    if not form.validate_on_submit():
        return _answer_page(request, row, form), 422 if form.is_submitted() else 200
    with refused_at(form.answer):
        commands.answer_about_harm(
            request,
            row,
            answer=form.answered(),
            opinion=form.opinion.data or "",
            on=form.on.data,
            by=the_viewer().account_id,
        )
    if form.errors:
        return _answer_page(request, row, form), 422
    flask.flash(_("Written down."))
    return _back(request)


def _page(found: Any, form: HarmForm) -> str:
    return flask.render_template(
        "records/reading/harm.html",
        request=found,
        lines=show.harm_lines(found),
        form=form,
        guidance=show.HARM,
        may_work=may_work_on(found),
    )


def _answer_page(request: Any, row: Any, form: HarmAnswerForm) -> str:
    return flask.render_template(
        "records/reading/harm_answer.html", request=request, row=row, form=form, guidance=show.HARM
    )


def _back(request: Any) -> Any:
    return flask.redirect(flask.url_for("records.harm", request_id=request.id), 303)
