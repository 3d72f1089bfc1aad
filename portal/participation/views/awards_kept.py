"""Thank-yous, for the participation team: the list, what waits to be passed on."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import Refused
from portal.participation.commands import awards as commands
from portal.participation.forms.awards import AwardForm, DecideAwardForm, KeepBackForm, PassOnForm, id_of
from portal.participation.presenters import awards as presenters
from portal.participation.queries import awards as queries
from portal.participation.queries.minutes import names_in
from portal.participation.rules.awards import ThanksState, To
from portal.participation.views import bp
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.route("/staff/thank-yous", methods=["GET", "POST"])
@requires(P.KEEP_AWARDS)
def kept_awards() -> Any:
    """What waits, the list, certificates; a reward more."""
    form = AwardForm()
    if flask.request.method == "POST" and form.validate():
        commands.add(
            form.name.data or "",
            form.what.data or "",
            form.sent_id(),
            by=the_viewer().account_id,
            now=clock.now(),
        )
        flask.flash(_("It is on the list."))
        return _home()
    form.give_id()
    page = flask.render_template("participation/awards_kept.html", form=form, **presenters.kept(the_viewer()))
    return page, 422 if flask.request.method == "POST" else 200


@bp.route("/staff/thank-yous/rewards/<uuid:award_id>", methods=["GET", "POST"])
@requires(P.KEEP_AWARDS, of=queries.award_subject)
def decide_award(award: Any) -> Any:
    """On the list, in which words, or not, and why."""
    form = DecideAwardForm()
    form.set_up(names_in)
    if flask.request.method == "GET":
        form = DecideAwardForm(
            formdata=None, data={"name": award.name, "what": award.what, "reason": award.reason}
        )
        form.set_up(names_in)
    elif form.validate() and ("leave_off" in flask.request.form or form.has_no_names(_shown(award, form))):
        try:
            commands.decide(
                award,
                listed="leave_off" not in flask.request.form,
                name=form.name.data or "",
                what=form.what.data or "",
                reason=form.reason.data or "",
                by=the_viewer().account_id,
                now=clock.now(),
            )
        except Refused as refused:
            form.form_errors = [presenters.why_words(refused.reason)]
        else:
            flask.flash(_("Kept. Whoever suggested it sees it."))
            return _home()
    page = flask.render_template("participation/award_decide.html", award=award, form=form)
    return page, 422 if flask.request.method == "POST" else 200


@bp.route("/staff/thank-yous/<uuid:thanks_id>", methods=["GET", "POST"])
@requires(P.KEEP_AWARDS, of=queries.thanks_subject)
def decide_thanks(thanks: Any) -> Any:
    """Pass it on to whom it names."""
    form = presenters.pass_on_form(thanks)
    if flask.request.method == "POST" and form.validate():
        to = To(id_of(form.young), id_of(form.staff), form.name.data or "")
        try:
            commands.pass_on(thanks, to, form.told.data or "", by=the_viewer().account_id, now=clock.now())
        except Refused as refused:
            form.form_errors = [presenters.why_words(refused.reason)]
        else:
            flask.flash(_("Passed on."))
            return _home()
    return _page(thanks, form), 422 if flask.request.method == "POST" else 200


@bp.post("/staff/thank-yous/<uuid:thanks_id>/keep-back")
@requires(P.KEEP_AWARDS, of=queries.thanks_subject)
def keep_back_thanks(thanks: Any) -> Any:
    """It does not go on."""
    form = KeepBackForm()
    if not form.validate():
        return _page(thanks, presenters.pass_on_form(thanks), form), 422
    try:
        commands.keep_back(thanks, form.reason.data or "", by=the_viewer().account_id, now=clock.now())
    except Refused as refused:
        form.form_errors = [presenters.why_words(refused.reason)]
        return _page(thanks, presenters.pass_on_form(thanks), form), 422
    flask.flash(_("Kept back. Whoever wrote it reads why."))
    return _home()


def _shown(award: Any, form: DecideAwardForm) -> str:
    """What everybody reads of it on the list."""
    return f"{form.name.data or award.name}\n{form.what.data or ''}"


def _page(thanks: Any, form: PassOnForm, back: KeepBackForm | None = None) -> str:
    return flask.render_template(
        "participation/thanks_decide.html",
        thanks=thanks,
        form=form,
        back=back or KeepBackForm(formdata=None),
        page_has_errors=bool(back and back.errors),
        waits=thanks.state is ThanksState.WAITING,
        senders=queries.senders([thanks]),
        award_names=queries.award_names([thanks]),
    )


def _home() -> Any:
    return flask.redirect(flask.url_for("participation.kept_awards"), 303)
