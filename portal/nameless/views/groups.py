"""Groups: the list, writing one down, one of them, its answer, on paper and as a file."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.pages import page_number
from portal.nameless.commands import groups as commands
from portal.nameless.commands.groups import GroupSaid
from portal.nameless.exports import groups_csv
from portal.nameless.forms.groups import GroupAnswerForm, GroupForm, GroupToldForm
from portal.nameless.forms.reading import MarkReadForm
from portal.nameless.presenters import desk as show
from portal.nameless.presenters.talk import promised, ring_now, settings, this_moment
from portal.nameless.queries import groups as queries
from portal.nameless.queries.apart import today
from portal.nameless.queries.groups import GroupHere
from portal.nameless.rules import GroupKind
from portal.nameless.views import bp
from portal.nameless.views.desk import done_from
from portal.policy.guard import may, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.get("/staff/groups")
@requires(P.USE_GROUPS)
def groups() -> Any:
    """What groups said, the newest first."""
    return flask.render_template(
        "nameless/groups.html", page=queries.groups(the_viewer(), page=page_number())
    )


@bp.get("/staff/groups.csv")
@requires(P.USE_GROUPS)
def groups_file() -> flask.Response:
    """The same as a file."""
    body = groups_csv(queries.every_group(the_viewer()))
    response = flask.Response(body, mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="groups.csv"'
    return response


@bp.route("/staff/groups/new", methods=["GET", "POST"])
@requires(P.USE_GROUPS)
def group_new() -> Any:
    """Write down what a group said, once."""
    form = GroupForm()
    form.set_up(today(), settings().max_words, lambda text: queries.names_in(the_viewer(), text))
    if flask.request.method == "POST" and form.validate():
        saying = commands.write(form.sent_id(), _said(form), by=the_viewer().account_id, moment=this_moment())
        flask.flash(_("Kept. A trained person reads it, and the group gets an answer."))
        return flask.redirect(flask.url_for("nameless.group", saying_id=saying.id))
    if flask.request.method != "POST":
        form.give_id()
    page = flask.render_template("nameless/group_new.html", form=form, read_by=promised(), ring=ring_now())
    return page, 422 if flask.request.method == "POST" else 200


def _said(form: GroupForm) -> GroupSaid:
    return GroupSaid(
        kind=GroupKind(form.kind.data),
        name=form.name.data or "",
        held_on=form.held_on.data,
        place=form.place.data or "",
        how_many=form.how_many.data or 0,
        ages=form.ages.data or [],
        prompts=form.prompts.data or [],
        points=form.points,
        wants=form.wants.data or "",
        promised=form.promised.data or "",
    )


@bp.get("/staff/groups/<uuid:saying_id>")
@requires(P.SEE_GROUP, of=queries.group_here)
def group(found: GroupHere) -> Any:
    """What one group said, and its answer."""
    return _page(found)


@bp.get("/staff/groups/<uuid:saying_id>/print")
@requires(P.SEE_GROUP, of=queries.group_here)
def group_print(found: GroupHere) -> Any:
    """The answer on paper, to be read out to the group."""
    return flask.render_template("nameless/group_print.html", found=found)


@bp.post("/staff/groups/<uuid:saying_id>/read")
@requires(P.READ_GROUP, of=queries.group_here)
def group_read(found: GroupHere) -> Any:
    """Mark it read: what was done, whom it concerns, who answers by when."""
    form = _mark_form(found, MarkReadForm())
    if "search" in flask.request.form:
        return _page(found, mark=form)
    if not form.validate():
        return _page(found, mark=form), 422
    me = the_viewer().account_id
    commands.mark_read(found.saying, done_from(form), by=me, now=clock.now(), on=today())
    flask.flash(_("Marked as read."))
    return flask.redirect(flask.url_for("voice.desk"))


@bp.post("/staff/groups/<uuid:saying_id>/answer")
@requires(P.ANSWER_GROUP, of=queries.group_here)
def group_answered(found: GroupHere) -> Any:
    """Answer the group."""
    form = GroupAnswerForm()
    form.limit(settings().max_words)
    if not form.validate():
        return _page(found, answer=form), 422
    commands.answer(found.saying, form.words.data or "", by=the_viewer().account_id, now=clock.now())
    flask.flash(_("The answer is kept. Read it out to the group."))
    return _to(found)


@bp.post("/staff/groups/<uuid:saying_id>/told")
@requires(P.ANSWER_GROUP, of=queries.group_here)
def group_told(found: GroupHere) -> Any:
    """The answer was read out."""
    form = GroupToldForm()
    day = form.told_on.data
    if not form.validate() or day is None or not found.saying.held_on <= day <= today():
        form.told_on.errors = form.told_on.errors or [_("Say on which day, not before the meeting.")]
        return _page(found, told=form), 422
    commands.told(found.saying, day, by=the_viewer().account_id)
    flask.flash(_("Written down."))
    return _to(found)


def _to(found: GroupHere) -> Any:
    return flask.redirect(flask.url_for("nameless.group", saying_id=found.saying.id))


def _mark_form(found: GroupHere, form: MarkReadForm) -> MarkReadForm:
    words = "\n".join([*(point.words for point in found.points), found.saying.wants])
    first = found.saying.answerer_id or found.saying.written_by_id
    return show.set_up(form, found.saying.id, words, found.apart, first=first)


def _page(
    found: GroupHere,
    *,
    mark: MarkReadForm | None = None,
    answer: GroupAnswerForm | None = None,
    told: GroupToldForm | None = None,
) -> str:
    subject = queries.group_here(the_viewer(), found.saying.id)
    reads = may(P.READ_GROUP, subject)
    return flask.render_template(
        "nameless/group.html",
        found=found,
        mark=(mark or _mark_form(found, MarkReadForm(formdata=None))) if reads else None,
        answer=(answer or GroupAnswerForm(formdata=None, data={"words": found.saying.answer}))
        if may(P.ANSWER_GROUP, subject)
        else None,
        told=told or GroupToldForm(formdata=None, data={"told_on": today()}),
        page_has_errors=any(form is not None and form.errors for form in (mark, answer, told)),
    )
