"""The staff list, inviting, one member of staff, closing accounts."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.accounts.commands import staff as commands
from portal.accounts.commands.staff import StaffFacts
from portal.accounts.forms.staff import Choices, FindStaffForm, InviteForm, StaffForm, id_of
from portal.accounts.presenters import role_word
from portal.accounts.queries import around
from portal.accounts.queries import staff as queries
from portal.accounts.queries.duty import turns_of
from portal.accounts.queries.staff_here import staff_subject
from portal.accounts.rules.staff import Reason, why_not_close, why_not_manager
from portal.accounts.views import bp
from portal.accounts.views.around_pages import settings
from portal.kit.pages import page_number
from portal.people import queries as people
from portal.policy.guard import requires
from portal.policy.permissions import Permission
from portal.policy.roles import STAFF, Role
from portal.policy.viewer import the_viewer

MOST_FOUND = 50
"""A search shows its first so many. It is answered at once and kept nowhere: the cookie can be read."""


def role_choices() -> Choices:
    """The roles that can be given, as forms list them."""
    return [(role.value, role_word(role).capitalize()) for role in Role if role in STAFF]


@bp.get("/staff/people")
@requires(Permission.MANAGE_STAFF)
def staff() -> Any:
    return _list(FindStaffForm(formdata=None, roles=role_choices(), state="open"))


@bp.post("/staff/people")
@requires(Permission.MANAGE_STAFF)
def staff_find() -> Any:
    form = FindStaffForm(roles=role_choices())
    if not form.validate():
        return _list(FindStaffForm(formdata=None, roles=role_choices()), shown=form), 422
    return _list(form, is_search=True)


def _list(form: FindStaffForm, *, shown: FindStaffForm | None = None, is_search: bool = False) -> str:
    page = queries.staff(
        asked=form.asked.data or "",
        role=Role(form.role.data) if form.role.data else None,
        closed=form.state.data == "closed",
        number=1 if is_search else page_number(),
        size=MOST_FOUND if is_search else 25,
        on=people.today(),
    )
    return flask.render_template(
        "accounts/staff.html", form=shown or form, page=page, role_word=role_word, is_search=is_search
    )


def _people(but: Any = None) -> dict[str, Choices]:
    """Who can be chosen as manager, and as somebody to live with."""
    everybody = [one for one in queries.choices(people.today()) if one.id != but]
    managers = [one for one in everybody if Role.MANAGER in one.roles]
    return {
        "managers": [(str(one.id), one.label) for one in managers],
        "others": [(str(one.id), one.label) for one in everybody],
    }


def _facts(form: StaffForm) -> StaffFacts:
    return StaffFacts(
        name=form.name.data or "",
        email=form.email.data or "",
        organisation=form.organisation.data or "",
        manager_id=id_of(form.manager.data),
        lives_with=id_of(form.lives_with.data),
    )


@bp.route("/staff/people/invite", methods=["GET", "POST"])
@requires(Permission.MANAGE_STAFF)
def staff_invite() -> Any:
    form = InviteForm(**_people(), roles=role_choices(), address_owner=queries.address_owner)
    form.give_id()
    if not form.is_submitted() or not form.validate():
        page = flask.render_template("accounts/staff_invite.html", form=form)
        return (page, 422) if form.is_submitted() else page
    account, token = commands.invite(
        _facts(form),
        [Role(role) for role in form.roles.data or []],
        by=the_viewer().account_id,
        today=people.today(),
        days=settings().invitation_days,
        send_once=form.sent_id(),
    )
    return _show_link(account, token)


@bp.post("/staff/people/<uuid:account_id>/invite")
@requires(Permission.MANAGE_STAFF, of=staff_subject)
def staff_invite_again(account: Any) -> Any:
    token = commands.invite_again(account, by=the_viewer().account_id, days=settings().invitation_days)
    return _show_link(account, token)


def _show_link(account: Any, token: str) -> str:
    """The link is shown on this answer and never again: only its hash is kept."""
    link = settings().base_url.rstrip("/") + flask.url_for("accounts.invitation", token=token)
    return flask.render_template(
        "accounts/staff_invited.html", account=account, link=link, days=settings().invitation_days
    )


@bp.get("/staff/people/<uuid:account_id>")
@requires(Permission.MANAGE_STAFF, of=staff_subject)
def staff_member(account: Any) -> str:
    return _member(account)


def _member(account: Any, why_not: Reason | None = None) -> str:
    today = people.today()
    stand_ins = [
        row for row in queries.stand_ins_from(today) if account.id in (row.account_id, row.stand_in_id)
    ]
    household = queries.household_of(account)
    wanted = {account.manager_id, *household, *(i for r in stand_ins for i in (r.account_id, r.stand_in_id))}
    return flask.render_template(
        "accounts/staff_member.html",
        turns=turns_of(account.id, today),
        account=account,
        grants=queries.grants_of(account.id),
        household=household,
        stand_ins=stand_ins,
        names=around.names_of(one for one in wanted if one),
        works_with=queries.count_of_links(account.id, today),
        today=today,
        role_word=role_word,
        is_own=account.id == the_viewer().account_id,
        why_not=why_not,
    )


@bp.route("/staff/people/<uuid:account_id>/change", methods=["GET", "POST"])
@requires(Permission.MANAGE_STAFF, of=staff_subject)
def staff_change(account: Any) -> Any:
    household = queries.household_of(account)
    form = StaffForm(
        obj=account,
        manager=str(account.manager_id or ""),
        lives_with=str(household[0]) if household else "",
        account_id=account.id,
        address_owner=queries.address_owner,
        why_not_manager=lambda one: why_not_manager(account.id, one, queries.managers_above(one)),
        **_people(but=account.id),
    )
    if not form.is_submitted() or not form.validate():
        page = flask.render_template("accounts/staff_change.html", form=form, account=account)
        return (page, 422) if form.is_submitted() else page
    commands.change_staff(account, _facts(form), by=the_viewer().account_id)
    flask.flash(_("The changes were saved."))
    return flask.redirect(flask.url_for("accounts.staff_member", account_id=account.id), 303)


@bp.post("/staff/people/<uuid:account_id>/close")
@requires(Permission.MANAGE_STAFF, of=staff_subject)
def staff_close(account: Any) -> Any:
    by, today = the_viewer().account_id, people.today()
    others = queries.other_administrators(account.id, today)
    if reason := why_not_close(account.id, by, others):
        return _member(account, reason), 422
    commands.close_account(account, by=by, today=today)
    flask.flash(_("The account is closed. They are signed out everywhere."))
    return flask.redirect(flask.url_for("accounts.staff_member", account_id=account.id), 303)


@bp.post("/staff/people/<uuid:account_id>/open")
@requires(Permission.MANAGE_STAFF, of=staff_subject)
def staff_open(account: Any) -> Any:
    commands.open_account(account, by=the_viewer().account_id)
    flask.flash(_("The account is open again."))
    return flask.redirect(flask.url_for("accounts.staff_member", account_id=account.id), 303)
