"""Everything agreed for one young person, and writing down what their pathway or school plan says."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.people import queries as people
from portal.people.queries import today
from portal.policy.guard import may, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.reviews.commands import actions as commands
from portal.reviews.forms.actions import LinesForm, PasteForm
from portal.reviews.forms.actions_doing import KindForm
from portal.reviews.presenters import actions as show
from portal.reviews.queries import actions as queries
from portal.reviews.rules import ActionKind
from portal.reviews.rules.actions_pasted import Parsed, parse
from portal.reviews.views import bp

_PATH = "/staff/actions/of/<uuid:young_person_id>"


@bp.get(_PATH)
@requires(P.SEE_REVIEW, of=people.young_person_subject)
def actions_of(person: Any) -> Any:
    """All of it: reviews, child protection, pathway plan, school plan."""
    return _all_of(person, PasteForm(formdata=None))


@bp.route(f"{_PATH}/check", methods=["GET", "POST"])
@requires(P.AGREE_ACTION, of=people.young_person_subject)
def actions_check(person: Any) -> Any:
    """What was pasted of a plan, taken apart, to be looked at line by line."""
    if flask.request.method == "GET":
        return _check(person, show.lines_form(person.id, Parsed(), empty=3), KindForm(formdata=None))
    form = PasteForm()
    if not form.validate():
        return _all_of(person, form), 422
    parsed = parse(form.pasted.data or "", today())
    return _check(person, show.lines_form(person.id, parsed), KindForm(formdata=None), parsed)


@bp.post(f"{_PATH}/keep")
@requires(P.AGREE_ACTION, of=people.young_person_subject)
def actions_keep(person: Any) -> Any:
    """They looked at each line: now it is agreed."""
    form, kind = show.lines_form(person.id), KindForm()
    is_right = form.is_right(today())
    if not kind.validate() or not is_right:
        return _check(person, form, kind), 422
    commands.agree(
        person.id,
        form.as_lines(),
        send_once=form.sent_id(),
        by=the_viewer().account_id,
        today=today(),
        kind=ActionKind(kind.kind.data),
    )
    flask.flash(_("Kept. Each owner is told."))
    return flask.redirect(flask.url_for("reviews.actions_of", young_person_id=person.id), 303)


def _all_of(person: Any, form: PasteForm) -> str:
    found = queries.of_young_person(person.id, today())
    subject = people.young_person_subject(the_viewer(), person.id)
    return flask.render_template(
        "reviews/actions_of.html",
        person=person,
        kinds=[(kind, [one for one in found if one.kind is kind]) for kind in ActionKind],
        is_empty=not found,
        form=form,
        show=show,
        may_add=may(P.AGREE_ACTION, subject),
    )


def _check(person: Any, form: LinesForm, kind: KindForm, parsed: Parsed | None = None) -> str:
    return flask.render_template(
        "reviews/actions_check.html",
        review=None,
        person=person,
        form=form,
        kind=kind,
        parsed=parsed or Parsed(),
        show=show,
        keep_url=flask.url_for("reviews.actions_keep", young_person_id=person.id),
        back_url=flask.url_for("reviews.actions_of", young_person_id=person.id),
    )
