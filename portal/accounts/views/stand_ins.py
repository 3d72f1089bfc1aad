"""Leave: who stands in for whom. Managers arrange it for their own people, administrators for everybody."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.accounts.commands import duty as commands
from portal.accounts.commands.leave import note_told
from portal.accounts.forms.duty import StandInForm
from portal.accounts.forms.staff import id_of
from portal.accounts.queries import around
from portal.accounts.queries import staff as queries
from portal.accounts.queries.staff_here import may_arrange_for, stand_in_subject
from portal.accounts.views import bp
from portal.kit import clock
from portal.notices.rules import NoticeKind
from portal.people import queries as people
from portal.policy.guard import requires
from portal.policy.permissions import Permission
from portal.policy.viewer import the_viewer


@bp.get("/staff/stand-ins")
@requires(Permission.SET_STAND_IN)
def stand_ins() -> str:
    viewer, today = the_viewer(), people.today()
    note_told(viewer.account_id, NoticeKind.LEAVE_SET, now=clock.now())
    rows = [row for row in queries.stand_ins_from(today) if may_arrange_for(viewer, row.account_id)]
    names = around.names_of(one for row in rows for one in (row.account_id, row.stand_in_id))
    return flask.render_template("accounts/stand_ins.html", rows=rows, names=names, today=today)


def _form() -> StandInForm:
    viewer, today = the_viewer(), people.today()
    everybody = queries.choices(today)
    return StandInForm(
        away=[(str(one.id), one.label) for one in everybody if may_arrange_for(viewer, one.id)],
        instead=[(str(one.id), one.label) for one in everybody],
        why_not=lambda one, other, first, last: commands.why_not_stands_in(
            one, other, first, last, by=viewer.account_id, today=today
        ),
        from_on=None if flask.request.method == "POST" else today,
    )


@bp.route("/staff/stand-ins/add", methods=["GET", "POST"])
@requires(Permission.SET_STAND_IN)
def stand_ins_add() -> Any:
    form = _form()
    ready = form.is_submitted() and form.validate()
    away, instead = (id_of(form.away.data), id_of(form.instead.data)) if ready else (None, None)
    if away is None or instead is None:
        page = flask.render_template("accounts/stand_ins_add.html", form=form)
        return (page, 422) if form.is_submitted() else page
    commands.stand_in(
        away,
        instead,
        form.from_on.data,
        form.until_on.data,
        by=the_viewer().account_id,
        today=people.today(),
    )
    flask.flash(_("Saved. What they are asked to answer goes to both in those days."))
    return flask.redirect(flask.url_for("accounts.stand_ins"), 303)


@bp.post("/staff/stand-ins/<uuid:stand_in_id>/end")
@requires(Permission.SET_STAND_IN, of=stand_in_subject)
def stand_ins_end(row: Any) -> Any:
    commands.end_stand_in(row, by=the_viewer().account_id, today=people.today())
    flask.flash(_("It has ended."))
    return flask.redirect(flask.url_for("accounts.stand_ins"), 303)
