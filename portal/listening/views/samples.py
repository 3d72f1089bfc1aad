"""Samples: what is the viewer's to judge and to act on, judging one, giving it back, acting on a finding."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit.errors import Refused
from portal.listening.commands import samples as commands
from portal.listening.forms import ActForm, GiveBackForm, JudgeForm
from portal.listening.presenters.samples import why_words
from portal.listening.queries import samples as queries
from portal.listening.queries.samples import Finding, Opened
from portal.listening.rules.samples import WhyNot
from portal.listening.views import bp
from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.settings import Settings


@bp.get("/staff/samples")
@requires(P.SEE_SAMPLES)
def samples() -> Any:
    """What is theirs to judge, what they found, and findings that are theirs to act on."""
    found = queries.samples_of(the_viewer(), today())
    return flask.render_template("listening/samples.html", found=found, size=_settings().sample_size)


@bp.route("/staff/samples/<uuid:sampled_id>", methods=["GET", "POST"])
@requires(P.JUDGE_SAMPLE, of=queries.sample_to_judge)
def sample(found: Opened) -> Any:
    """The words, the answers, four questions."""
    form = JudgeForm()
    form.give_id()
    if found.row.judged_at is not None and found.row.send_once != form.sent_id():
        return flask.redirect(flask.url_for("listening.finding", sampled_id=found.row.id), 303)
    if form.validate_on_submit():
        try:
            _judge(found, form)
        except Refused as refused:
            field = form.should if refused.reason is WhyNot.NO_SHOULD else form.found
            field.errors = [why_words(refused.reason)]
        else:
            flask.flash(_("Thank you. It is judged."))
            return flask.redirect(flask.url_for("listening.samples"), 303)
    page = flask.render_template("listening/sample.html", found=found, form=form)
    return page, 422 if flask.request.method == "POST" else 200


def _judge(found: Opened, form: JudgeForm) -> None:
    commands.judge(
        found.row,
        form.sent_id(),
        form.scores(),
        form.found.data or "",
        form.should.data or "",
        by=the_viewer().account_id,
        on=today(),
        working_days=_settings().finding_working_days,
    )


@bp.route("/staff/samples/<uuid:sampled_id>/give-back", methods=["GET", "POST"])
@requires(P.GIVE_BACK_SAMPLE, of=queries.sample_to_give_back)
def sample_give_back(found: Any) -> Any:
    """Whoever cannot judge it says why, and somebody else is asked."""
    row, line = found
    form = GiveBackForm()
    if form.validate_on_submit():
        commands.give_back(
            row,
            form.reason(),
            by=the_viewer().account_id,
            on=today(),
            working_days=_settings().judge_working_days,
        )
        flask.flash(_("It is not yours any more. Somebody else is asked."))
        return flask.redirect(flask.url_for("listening.samples"), 303)
    page = flask.render_template("listening/sample_give_back.html", line=line, form=form)
    return page, 422 if flask.request.method == "POST" else 200


@bp.get("/staff/samples/<uuid:sampled_id>/finding")
@requires(P.SEE_FINDING, of=queries.finding_subject)
def finding(found: Finding) -> Any:
    """What was found, and what was done about it."""
    form = ActForm(formdata=None)
    form.give_id()
    return flask.render_template("listening/finding.html", found=found, form=form)


@bp.post("/staff/samples/<uuid:sampled_id>/finding")
@requires(P.ACT_ON_FINDING, of=queries.finding_subject)
def finding_act(found: Finding) -> Any:
    """Say what was done about it."""
    form = ActForm()
    if not form.validate():
        return flask.render_template("listening/finding.html", found=found, form=form), 422
    commands.act(found.row, form.sent_id(), form.done.data or "", by=the_viewer().account_id, on=today())
    flask.flash(_("On the record. Whoever judged it was told to look."))
    return flask.redirect(flask.url_for("listening.finding", sampled_id=found.row.id), 303)


def _settings() -> Settings:
    settings: Settings = flask.current_app.extensions["heard.settings"]
    return settings
