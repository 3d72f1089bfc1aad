"""A file with many: how far it is, fetching it, and saying that all of it is on the records."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import flask
from flask_babel import ngettext

from portal.filing import presenters as show
from portal.filing import queries
from portal.filing.commands import records as commands
from portal.filing.forms import FiledForm
from portal.filing.queries import Batch
from portal.filing.rules import is_gone
from portal.filing.views import bp
from portal.kit import clock
from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.get("/staff/filing/batch/<uuid:batch_id>")
@requires(P.FETCH_BATCH, of=queries.batch_subject)
def batch(found: Batch) -> Any:
    """How far it is; when it is made, the button that fetches it."""
    return _page(found, show.filed_form(show.last_sent(found)))


@bp.post("/staff/filing/batch/<uuid:batch_id>/fetch")
@requires(P.FETCH_BATCH, of=queries.batch_subject)
def fetch(found: Batch) -> Any:
    """The file. Everything in it is asked of the policy once more."""
    viewer = the_viewer()
    packet = commands.fetch(
        found.row,
        queries.may_file(viewer, _ids(found)),
        by=viewer.account_id,
        role=",".join(sorted(viewer.roles)),
        now=clock.now(),
    )
    return show.saved(packet, "application/zip", "records.zip")


@bp.post("/staff/filing/batch/<uuid:batch_id>/filed")
@requires(P.FETCH_BATCH, of=queries.batch_subject)
def batch_filed(found: Batch) -> Any:
    """All of it is on the records since that day; what is not theirs any more is left out."""
    viewer, form = the_viewer(), show.filed_form(show.last_sent(found))
    if not form.validate():
        return _page(found, form), 422
    mine = queries.rows_to_mark(viewer, _ids(found))
    commands.mark_filed(
        mine,
        form.sent_id(),
        filed_on=form.filed_on.data,
        reference=form.reference.data or "",
        by=viewer.account_id,
        today=today(),
        now=clock.now(),
    )
    flask.flash(ngettext("%(num)s is on the record now.", "%(num)s are on the record now.", len(mine)))
    return flask.redirect(flask.url_for("filing.to_file"), 303)


def _ids(found: Batch) -> list[UUID]:
    return [UUID(one) for one in found.row.statement_ids]


def _page(found: Batch, form: FiledForm) -> str:
    gone = found.row.gone_at is not None or is_gone(found.row.made_at, clock.now())
    whose = queries.whose(the_viewer(), found.row, today()) if found.row.made_at and not gone else []
    return flask.render_template("filing/batch.html", found=found, form=form, is_gone=gone, whose=whose)
