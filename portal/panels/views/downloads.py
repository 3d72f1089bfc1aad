"""Papers as files: for members by name, and the public version for everybody."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.documents.pdf import NotMade
from portal.kit.errors import NotFound
from portal.panels.commands.downloads import note_carried_away
from portal.panels.exports.files import Busy
from portal.panels.forms.downloads import CarryForm
from portal.panels.presenters import downloads as show
from portal.panels.presenters import numbers
from portal.panels.queries import packs
from portal.panels.queries import papers as queries
from portal.panels.queries.papers import Printed
from portal.panels.rules.downloads import kind_of
from portal.panels.views import bp
from portal.policy.guard import public, requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.route("/staff/panel/<uuid:meeting_id>/carry", methods=["GET", "POST"])
@requires(P.READ_PAPERS, of=queries.paper_to_read)
def carry(printed: Printed) -> Any:
    """What a file on one's own device means; then the file."""
    form = CarryForm()
    if not form.validate_on_submit():
        return _ask(form, printed)
    try:
        name = f"panel-{printed.meets_on.isoformat()}"
        file = show.restricted_file(show.restricted(printed), form.wanted(), name)
    except NotMade:
        form.kind.errors = [_("We could not make the PDF just now. Take another kind, or try again later.")]
        return _ask(form, printed)
    note_carried_away("meeting", printed.id, by=the_viewer().account_id)
    return file


@bp.get("/panel/papers/<uuid:meeting_id>/file.<ending>")
@public
def public_file(meeting_id: Any, ending: str) -> Any:
    """The public version as a file. Nobody is asked who they are, and nothing is written down."""
    subject, kind = packs.public_paper(None, meeting_id), kind_of(ending)
    if subject is None or kind is None:
        raise NotFound
    try:
        name = f"panel-public-{subject.thing.meets_on.isoformat()}"
        return show.public_file(show.public(subject.thing), kind, name)
    except (NotMade, Busy):
        return flask.render_template("panels/print/busy.html"), 503


def _ask(form: CarryForm, printed: Printed) -> Any:
    page = flask.render_template(
        "panels/print/carry.html",
        form=form,
        back=flask.url_for("panels.paper", meeting_id=printed.id),
        day=numbers.day(printed.meets_on),
        has_words=bool(printed.quote_ids),
    )
    return (page, 422) if form.is_submitted() else page
