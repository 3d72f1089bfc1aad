"""You said, we did: everything a young person may see of it, and whether it made a difference."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.coding.codebook import codebook
from portal.home import queries
from portal.home.views import bp
from portal.kit import clock
from portal.kit.errors import Refused
from portal.kit.pages import page_number
from portal.outcomes.commands import say_difference
from portal.outcomes.forms import DIFFERENCES, DifferenceForm
from portal.outcomes.rules import WhyNot
from portal.people import queries as people
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


def theme_names() -> dict[str, str]:
    """The names for staff, in the reader's language, of the themes that young people are offered."""
    return {theme.key: _(theme.label) for theme in codebook().tiles()}


@bp.get("/we-did")
@requires(P.SEE_OUTCOMES)
def we_did() -> str:
    """All of it, newest first, with its true state."""
    return _page()


@bp.post("/we-did/<uuid:outcome_id>")
@requires(P.SAY_DIFFERENCE, of=queries.seen_outcome)
def say_whether_it_helped(outcome_id: UUID) -> Any:
    """One tap; another tap changes it. Not while the past is shut: whoever came in may be somebody else, and
    would change what the young person said."""
    form, viewer = DifferenceForm(), the_viewer()
    if viewer.past_is_shut:
        raise Refused(WhyNot.PAST_SHUT)
    if not form.validate() or viewer.young_person_id is None:
        return _page(form), 422
    say_difference(
        outcome_id,
        form.difference(),
        young_person_id=viewer.young_person_id,
        account_id=viewer.account_id,
        now=clock.now(),
    )
    number = page_number() if page_number() > 1 else None
    return flask.redirect(flask.url_for("home.we_did", page=number, _anchor=f"did-{outcome_id}"))


def _page(form: DifferenceForm | None = None) -> str:
    return flask.render_template(
        "home/we_did.html",
        page=queries.we_did(the_viewer(), page_number(), people.today()),
        choices=DIFFERENCES,
        shorter=queries.reads_short_words(the_viewer()),
        form=form,
    )
