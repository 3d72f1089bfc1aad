"""Asking people by name: staff, young people, or those who have no account here."""

from __future__ import annotations

from typing import Any

import flask

from portal.kit import clock
from portal.kit.errors import Refused
from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.surveys.commands.inviting import Limits, invite
from portal.surveys.forms.waves import AddressForm, refuse
from portal.surveys.presenters import waves as show
from portal.surveys.presenters.waves_words import why_not_words
from portal.surveys.queries.subjects import WaveFound, wave_subject
from portal.surveys.rules.inviting import Whom
from portal.surveys.rules.kinds import WhyNot
from portal.surveys.views import bp


@bp.route("/staff/surveys/waves/<uuid:wave_id>/invite", methods=["GET", "POST"])
@requires(P.RUN_WAVE, of=wave_subject)
def wave_invite(found: WaveFound) -> Any:
    """Who is asked, and how many are left out and why."""
    form = show.invite_form(found)
    if form.validate_on_submit():
        bad = form.bad() if isinstance(form, AddressForm) else {}
        try:
            whom = _somebody(form.whom(), has_bad=bool(bad))
            limits = Limits(show.settings().survey_asks_a_year)
            by = the_viewer().account_id
            done = invite(found.id, whom, limits, by=by, now=clock.now(), today=today())
        except Refused as refused:
            reason: Any = refused.reason
            refuse(form, *why_not_words(reason, floor=found.least))
        else:
            for line in show.invited_words(done, bad):
                flask.flash(line, "info" if not done.asked else "message")
            return flask.redirect(flask.url_for("surveys.wave", wave_id=found.id), 303)
    page = flask.render_template(
        "surveys/wave_invite.html", form=form, wave=found, most=show.settings().survey_asks_a_year
    )
    return page, 422 if form.is_submitted() else 200


def _somebody(whom: Whom, *, has_bad: bool) -> Whom:
    if whom.roles or whom.ages or whom.addresses or has_bad:
        return whom
    raise Refused(WhyNot.NOBODY_TO_ASK)
