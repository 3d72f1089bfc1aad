"""Who works with a young person, from and to: seeing, making and ending links."""

from __future__ import annotations

from typing import Any

import flask
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _

from portal.accounts.forms.links import EndForm, GroupedChoices, LinkForm
from portal.accounts.presenters import role_word
from portal.accounts.queries import around
from portal.accounts.queries import staff as queries
from portal.accounts.queries.staff_here import link_subject
from portal.accounts.views import bp
from portal.kit import dates
from portal.people import commands
from portal.people import queries as people
from portal.policy.guard import requires
from portal.policy.permissions import Permission
from portal.policy.roles import Role
from portal.policy.viewer import the_viewer


@bp.record_once
def _hand_names_down(state: BlueprintSetupState) -> None:
    people.name_accounts_with(state.app, around.names_of)


@bp.get("/staff/young-people/<uuid:young_person_id>/people")
@requires(Permission.LINK_WORKER, of=people.young_person_subject)
def links(person: Any) -> str:
    rows = people.all_links_of(person.id)
    return flask.render_template(
        "accounts/links.html",
        person=person,
        links=rows,
        names=around.names_of(link.account_id for link in rows),
        today=people.today(),
        role_word=role_word,
    )


def _choices() -> GroupedChoices:
    return {
        role_word(Role(kind.value)).capitalize(): [(f"{kind.value}:{one.id}", one.label) for one in some]
        for kind, some in queries.link_choices(people.today()).items()
        if some
    }


@bp.route("/staff/young-people/<uuid:young_person_id>/people/add", methods=["GET", "POST"])
@requires(Permission.LINK_WORKER, of=people.young_person_subject)
def links_add(person: Any) -> Any:
    form = LinkForm(
        people=_choices(),
        today=people.today(),
        born_on=person.born_on,
        is_linked=lambda who, kind, first, last: commands.is_linked(person.id, who, kind, first, last),
        from_on=None if flask.request.method == "POST" else people.today(),
    )
    chosen = form.chosen() if form.is_submitted() and form.validate() else None
    if chosen is None:
        page = flask.render_template("accounts/links_add.html", form=form, person=person)
        return (page, 422) if form.is_submitted() else page
    who, kind = chosen
    commands.make_link(
        person.id, who, kind, form.from_on.data, form.until_on.data, by=the_viewer().account_id
    )
    flask.flash(_("Saved. They work together from %(day)s.", day=dates.day(form.from_on.data)))
    return flask.redirect(flask.url_for("accounts.links", young_person_id=person.id), 303)


@bp.route("/staff/young-people/<uuid:young_person_id>/people/<uuid:link_id>/end", methods=["GET", "POST"])
@requires(Permission.LINK_WORKER, of=link_subject)
def links_end(here: Any) -> Any:
    form = EndForm(from_on=here.link.from_on)
    if not form.is_submitted() or not form.validate():
        page = flask.render_template("accounts/links_end.html", form=form, here=here, role_word=role_word)
        return (page, 422) if form.is_submitted() else page
    by = the_viewer().account_id
    if form.when.data == "now":
        commands.end_link_now(here.link, by=by, today=people.today())
    else:
        commands.end_link(here.link, form.until_on.data, by=by)
    flask.flash(_("Saved. The link ends."))
    return flask.redirect(flask.url_for("accounts.links", young_person_id=here.person.id), 303)
