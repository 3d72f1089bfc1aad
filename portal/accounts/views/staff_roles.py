"""Giving a role to a member of staff, and ending one."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.accounts.commands import staff as commands
from portal.accounts.forms.staff import RoleForm
from portal.accounts.presenters import role_word
from portal.accounts.queries import staff as queries
from portal.accounts.queries.staff_here import grant_subject, staff_subject
from portal.accounts.rules.staff import why_not_end_role
from portal.accounts.views import bp
from portal.accounts.views.staff import role_choices
from portal.people import queries as people
from portal.policy.guard import requires
from portal.policy.permissions import Permission
from portal.policy.roles import Role
from portal.policy.viewer import the_viewer


@bp.route("/staff/people/<uuid:account_id>/roles/give", methods=["GET", "POST"])
@requires(Permission.MANAGE_STAFF, of=staff_subject)
def staff_give_role(account: Any) -> Any:
    me = the_viewer().account_id
    form = RoleForm(
        roles=role_choices(),
        today=people.today(),
        why_not=lambda role, first, last: commands.why_not_give(account.id, role, first, last, by=me),
        from_on=None if flask.request.method == "POST" else people.today(),
    )
    if not form.is_submitted() or not form.validate():
        page = flask.render_template("accounts/staff_give_role.html", form=form, account=account)
        return (page, 422) if form.is_submitted() else page
    commands.give_role(
        account,
        Role(form.role.data),
        form.from_on.data,
        form.until_on.data,
        by=me,
    )
    flask.flash(_("The role was given."))
    return flask.redirect(flask.url_for("accounts.staff_member", account_id=account.id), 303)


@bp.route("/staff/people/<uuid:account_id>/roles/<uuid:grant_id>/end", methods=["GET", "POST"])
@requires(Permission.MANAGE_STAFF, of=grant_subject)
def staff_end_role(here: Any) -> Any:
    today, why_not = people.today(), None
    if flask.request.method == "POST":
        others = queries.other_administrators(here.account.id, today)
        why_not = why_not_end_role(here.row.role, here.row.until_on, today=today, others=others)
    if flask.request.method == "GET" or why_not:
        page = flask.render_template(
            "accounts/staff_end_role.html", here=here, why_not=why_not, role_word=role_word
        )
        return (page, 422) if why_not else page
    commands.end_role(here.account, here.row, by=the_viewer().account_id, today=today)
    flask.flash(_("The role has ended."))
    return flask.redirect(flask.url_for("accounts.staff_member", account_id=here.account.id), 303)
