"""The groups for those who keep them: the list, one group, whom to invite, whether we look like everyone."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.kit.errors import Refused
from portal.participation.commands import groups as commands
from portal.participation.commands import members
from portal.participation.commands.groups import GroupWords
from portal.participation.figures import coverage as figures
from portal.participation.forms.groups import GroupForm, InviteForm, people_choices
from portal.participation.presenters import coverage, hub
from portal.participation.presenters import groups as words
from portal.participation.presenters import groups_kept as kept_words
from portal.participation.queries import groups as queries
from portal.participation.queries import inviting, together
from portal.participation.rules.coverage import VALUES, Missing
from portal.participation.rules.groups import GroupKind, Joining, WhyNot
from portal.participation.views import bp
from portal.participation.views.groups import settings
from portal.people.queries import today
from portal.policy.guard import may, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import Viewer, the_viewer


@hub.gives_staff
def _groups(viewer: Viewer, on: date) -> dict[str, Any]:
    return {
        "groups": kept_words.listed(on),
        "ended": kept_words.listed(on, ended=True),
        "notes_waiting": kept_words.notes_waiting(viewer, settings().group_hold_days),
    }


@bp.get("/staff/groups-kept")
@requires(P.KEEP_GROUPS)
def kept() -> str:
    """Everything of the groups, for those who keep them."""
    return flask.render_template("participation/kept.html", **hub.blocks(hub.KEPT, the_viewer(), today()))


@bp.route("/staff/groups-kept/new", methods=["GET", "POST"])
@requires(P.KEEP_GROUPS)
def kept_new() -> Any:
    """A new group."""
    form = GroupForm()
    if flask.request.method == "POST" and form.validate():
        try:
            group = commands.make(_said(form), form.sent_id(), by=the_viewer().account_id, today=today())
        except Refused as refused:
            _put(form, refused)
        else:
            flask.flash(_("The group is there. Invite young people to it."))
            return _to(group)
    form.give_id()
    page = flask.render_template("participation/kept_form.html", form=form, group=None)
    return page, 422 if flask.request.method == "POST" else 200


@bp.get("/staff/groups-kept/<uuid:group_id>")
@requires(P.KEEP_GROUPS, of=queries.group_for_staff)
def kept_group(group: Any) -> str:
    """One group: who is in it, who was asked, and what it does."""
    viewer, on = the_viewer(), today()
    return flask.render_template(
        "participation/kept_group.html",
        group=group,
        page=kept_words.of_group(group, on),
        words=words,
        must_not_meet=together.both_in(group.id),
        **hub.blocks_of(hub.KEPT_GROUP, viewer, group, on),
    )


@bp.route("/staff/groups-kept/<uuid:group_id>/change", methods=["GET", "POST"])
@requires(P.KEEP_GROUPS, of=queries.group_for_staff)
def kept_change(group: Any) -> Any:
    """What is said of it, put differently."""
    form = GroupForm(data=kept_words.as_typed(group))
    if flask.request.method == "POST" and form.validate():
        try:
            commands.change(group, _said(form), by=the_viewer().account_id, today=today())
        except Refused as refused:
            _put(form, refused)
        else:
            flask.flash(_("Changed."))
            return _to(group)
    page = flask.render_template("participation/kept_form.html", form=form, group=group)
    return page, 422 if flask.request.method == "POST" else 200


@bp.post("/staff/groups-kept/<uuid:group_id>/close")
@requires(P.KEEP_GROUPS, of=queries.group_for_staff)
def kept_close(group: Any) -> Any:
    """It has ended."""
    commands.close(
        group, _("The group has ended. What it did stays."), by=the_viewer().account_id, today=today()
    )
    flask.flash(_("The group has ended. What it did stays."))
    return _to(group)


@bp.post("/staff/groups-kept/<uuid:group_id>/open")
@requires(P.KEEP_GROUPS, of=queries.group_for_staff)
def kept_open(group: Any) -> Any:
    """It goes on."""
    commands.open_again(group, by=the_viewer().account_id)
    flask.flash(_("The group goes on."))
    return _to(group)


@bp.route("/staff/groups-kept/<uuid:group_id>/invite", methods=["GET", "POST"])
@requires(P.KEEP_GROUPS, of=queries.group_for_staff)
def kept_invite(group: Any) -> Any:
    """Whom to invite: by name, or of a kind that is missing."""
    form, on = InviteForm(), today()
    by, value = _kind_asked()
    asked = flask.request.values.get("q", "").strip()[:80]
    found = inviting.of_kind(group, by, value, on) if by else inviting.by_name(the_viewer(), group, asked, on)
    people_choices(
        form, [(str(one.id), kept_words.candidate_words(one)) for one in found if one.may_be_invited]
    )
    if flask.request.method == "POST" and form.validate():
        if form.whom.data:
            return _invited(group, form, on)
        form.whom.errors = [_("Tick at least one young person.")]
    if not form.whom.choices:
        form.whom.errors = []  # the page has nothing to tick: it says so
    page = flask.render_template(
        "participation/kept_invite.html",
        group=group,
        form=form,
        asked=asked,
        by=by,
        value=value,
        kind_words=coverage.missing_words(Missing(by, value)) if by else "",
        others=[one for one in found if not one.may_be_invited],
        missing=[] if by or asked else kinds_missing(on),
        is_shut=queries.is_shut(group, on),
        candidate_why=kept_words.candidate_why,
    )
    return page, 422 if flask.request.method == "POST" else 200


@bp.get("/staff/groups-kept/like-everyone")
@requires(P.SEE_COVERAGE)
def kept_coverage() -> str:
    """Do we look like everyone? The newest closed quarter; who is missing only for those who invite."""
    on = today()
    keeps = may(P.KEEP_GROUPS)
    return flask.render_template(
        "participation/kept_coverage.html",
        shown=coverage.shown(figures.newest()),
        keeps=keeps,
        missing=kinds_missing(on) if keeps else [],
        groups=queries.all_groups(on) if keeps else [],
    )


def kinds_missing(on: date) -> list[tuple[Missing, str]]:
    """Who is missing, in words."""
    return [(one, coverage.missing_words(one)) for one in inviting.who_is_missing(on)]


def _invited(group: Any, form: InviteForm, on: date) -> Any:
    done = 0
    for text in form.whom.data or []:
        try:
            members.invite(group, UUID(text), form.words.data or "", by=the_viewer().account_id, today=on)
            done += 1
        except Refused as refused:
            flask.flash(words.why_words(refused.reason))
    if done:
        flask.flash(ngettext("%(num)s invitation was sent.", "%(num)s invitations were sent.", done))
    return _to(group)


def _kind_asked() -> tuple[str, str]:
    by, _colon, value = flask.request.values.get("kind", "").partition(":")
    is_kind = value in VALUES.get(by, ()) and Missing(by, value) in coverage.kinds()
    return (by, value) if is_kind else ("", "")


def _said(form: GroupForm) -> GroupWords:
    return GroupWords(
        GroupKind(form.kind.data),
        Joining(form.joining.data),
        form.name.data or "",
        form.about.data or "",
        form.youngest.data,
        form.oldest.data,
        form.ends_on.data,
    )


def _put(form: GroupForm, refused: Refused) -> None:
    field = form.oldest if refused.reason is WhyNot.AGES_WRONG else form.ends_on
    field.errors = [words.why_words(refused.reason)]


def _to(group: Any) -> Any:
    return flask.redirect(flask.url_for("participation.kept_group", group_id=group.id), 303)
