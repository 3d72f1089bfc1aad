"""Writing down what a young person says or shows: said together, an observation, something passed on; the
writer's own list; what came of it."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.pages import page_number
from portal.policy.guard import may, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.voice.commands import capture as commands
from portal.voice.forms.capture import CaptureForm, NewsForm, ObservedForm, PassedOnForm, TogetherForm
from portal.voice.forms.mine import FindMineForm
from portal.voice.presenters import capture as show
from portal.voice.presenters.saying import ring_now
from portal.voice.queries import capture as queries
from portal.voice.queries import delivered as delivered_queries
from portal.voice.queries import desk as desk_queries
from portal.voice.queries.capture import Child, WrittenDown
from portal.voice.queries.capture_drafts import Begun
from portal.voice.queries.delivered import Delivered
from portal.voice.queries.desk import AtDesk, today
from portal.voice.rules.capture import KEPT_DAYS
from portal.voice.views import bp


@bp.get("/staff/write-down")
@requires(P.USE_CAPTURE)
def capture() -> Any:
    """The young people they work with or look after, so that nobody is taken for another."""
    return _children(FindMineForm(formdata=None))


@bp.post("/staff/write-down")
@requires(P.USE_CAPTURE)
def capture_find() -> Any:
    """Those whose names begin so. A POST, so that no name gets into an address."""
    form = FindMineForm()
    if not form.validate():
        return _children(form), 422
    return _children(form, form.asked.data or "")


def _children(form: FindMineForm, asked: str = "") -> str:
    children = queries.children_of(the_viewer(), today(), asked)
    return flask.render_template(
        "voice/capture.html",
        form=form,
        asked=asked,
        children=children,
        begun=show.begun_for(the_viewer(), children, today()),
        is_worker=may(P.READ_LISTS),
        ring=ring_now(clock.now()),
    )


@bp.route("/staff/young-people/<uuid:young_person_id>/together", methods=["GET", "POST"])
@requires(P.CAPTURE, of=queries.child_subject)
def capture_together(child: Child) -> Any:
    """Filled in beside the young person: their own words, and apart from them the worker's."""
    return _write_down(TogetherForm, child, "voice/capture_together.html")


@bp.route("/staff/young-people/<uuid:young_person_id>/observed", methods=["GET", "POST"])
@requires(P.CAPTURE, of=queries.child_subject)
def capture_observed(child: Child) -> Any:
    """What somebody saw of a child who does not speak, or not yet."""
    return _write_down(ObservedForm, child, "voice/capture_observed.html")


@bp.route("/staff/young-people/<uuid:young_person_id>/pass-on", methods=["GET", "POST"])
@requires(P.PASS_ON, of=queries.child_subject)
def capture_pass_on(child: Child) -> Any:
    """Somebody told them something: who said what to whom, when, in whose words."""
    return _write_down(PassedOnForm, child, "voice/capture_pass_on.html")


@bp.get("/staff/written-down")
@requires(P.SEE_WRITTEN_DOWN)
def capture_written() -> Any:
    """What they wrote down or passed on, and how far it is."""
    page = queries.written_by(the_viewer(), today(), page_number())
    return flask.render_template("voice/capture_written.html", page=page)


@bp.get("/staff/written-down/<uuid:statement_id>")
@requires(P.READ_WRITTEN_DOWN, of=queries.written_subject)
def capture_written_one(found: WrittenDown) -> Any:
    """One of them: their own part, how far it is, and what came of it as far as they may know."""
    commands.note_news_seen(found.capture.statement_id, by=the_viewer().account_id)
    return flask.render_template("voice/capture_written_one.html", found=found, ring=ring_now(clock.now()))


@bp.post("/staff/desk/<uuid:statement_id>/let-them-see")
@requires(P.SHOW_SAFETY_ENTRIES, of=desk_queries.at_desk_to_change)
def capture_shown(found: AtDesk) -> Any:
    """The safety lead lets the young person see what was kept from them."""
    commands.let_them_see(found.statement, by=the_viewer().account_id)
    flask.flash(_("They can see it in their own space from now on."))
    return flask.redirect(flask.url_for("voice.desk_statement", statement_id=found.statement.id))


@bp.post("/staff/desk/<uuid:statement_id>/news")
@requires(P.MARK_READ, of=desk_queries.at_desk_to_change)
def capture_news_at_desk(found: AtDesk) -> Any:
    """The desk tells whoever passed it on what came of it."""
    return _news(found.statement, "voice.desk_statement")


@bp.post("/staff/statements/<uuid:statement_id>/news")
@requires(P.ANSWER, of=delivered_queries.delivered_to_change)
def capture_news(found: Delivered) -> Any:
    """Whoever answers tells whoever passed it on what came of it."""
    return _news(found.statement, "voice.delivered_statement")


def _write_down(kind: type[CaptureForm], child: Child, template: str) -> Any:
    """Shown, kept for later, shown again with what to put right and all that was typed, or written down."""
    sent = flask.request.form
    form, kept = show.form_of(kind, child, the_viewer(), is_sent=flask.request.method == "POST")
    if "throw_away" in sent:
        show.throw_away(form, child, the_viewer())
        flask.flash(_("We threw it away. Nobody saw it."), "info")
        return flask.redirect(flask.request.path, 303)
    if "keep" in sent:
        return _keep(form, child, template)
    if not form.is_submitted() or not form.validate():
        page = _form_page(template, form, child, kept)
        return (page, 422) if form.is_submitted() else page
    statement_id = show.send(form, child, the_viewer())
    flask.flash(_("It is sent. Our safety team reads it."))
    return flask.redirect(flask.url_for("voice.capture_written_one", statement_id=statement_id), 303)


def _keep(form: CaptureForm, child: Child, template: str) -> Any:
    """Kept for later, by a button or by a script; shown again where it may not be."""
    is_kept = show.keep(form, flask.request.form, child, the_viewer())
    if flask.request.form["keep"] == "script":
        return flask.Response(status=204, mimetype="text/plain")
    if not is_kept:
        return _form_page(template, form, child, is_not_kept=True)
    flask.flash(_("We kept what you wrote. Nobody reads it before you send it."), "info")
    return flask.redirect(flask.url_for("voice.capture"), 303)


def _form_page(
    template: str, form: CaptureForm, child: Child, kept: Begun | None = None, *, is_not_kept: bool = False
) -> str:
    return flask.render_template(
        template,
        form=form,
        child=child,
        ring=ring_now(clock.now()),
        kept=kept,
        kept_days=KEPT_DAYS,
        is_not_kept=is_not_kept,
    )


def _news(statement: Any, back: str) -> Any:
    form = NewsForm()
    if form.validate():
        news, by = form.news.data or "", the_viewer().account_id
        commands.send_news(statement, news, by=by, now=clock.now(), on=today())
        flask.flash(_("Kept. They see it if nothing stands against it."))
        return flask.redirect(flask.url_for(back, statement_id=statement.id), 303)
    return flask.render_template(
        "voice/capture_news.html", form=form, statement_id=statement.id, back=back
    ), 422
