"""Being in the room, for a young person: what there is, yes or no, what it changed and is that true."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import Refused
from portal.participation.commands import offers as commands
from portal.participation.commands.to_desk import tell_the_desk
from portal.participation.forms.offers import ComingForm, TruthForm
from portal.participation.presenters import hub
from portal.participation.presenters import offers as presenters
from portal.participation.queries import offers as queries
from portal.participation.queries.offers import Mine
from portal.participation.rules.room import Coming, Need, Truth
from portal.participation.views import bp
from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.voice.commands.saying import Speaker
from portal.voice.presenters.saying import promises
from portal.voice.queries.speaking import speaking

hub.gives(presenters.hub)
hub.waits(presenters.waits)


@bp.get("/groups/in-the-room")
@requires(P.OWN_OFFERS)
def offers() -> Any:
    """What they can come to, and what came of where they were."""
    found = presenters.all_shown(the_viewer())
    return flask.render_template("participation/offers.html", words=presenters.WORDS, **found)


@bp.get("/groups/in-the-room/<uuid:offer_id>")
@requires(P.OWN_OFFERS, of=queries.offer_subject)
def offer(mine: Mine) -> Any:
    """One of them."""
    return _page(mine)


@bp.post("/groups/in-the-room/<uuid:offer_id>/coming")
@requires(P.OWN_OFFERS, of=queries.offer_subject)
def offer_coming(mine: Mine) -> Any:
    """Yes, maybe or no."""
    form, viewer = ComingForm(), the_viewer()
    if not form.validate() or viewer.young_person_id is None:
        return _page(mine, coming=form), 422
    coming, needs = Coming(form.coming.data), [Need(one) for one in form.needs.data or []]
    try:
        commands.answer(
            mine.offer,
            viewer.young_person_id,
            coming,
            needs,
            by=viewer.account_id,
            now=clock.now(),
            today=today(),
        )
    except Refused as refused:
        form.form_errors = [presenters.why_words(refused.reason)]
        return _page(mine, coming=form), 422
    flask.flash(_("We have your answer. You can change it."))
    return _to(mine)


@bp.post("/groups/in-the-room/<uuid:offer_id>/true")
@requires(P.OWN_OFFERS, of=queries.offer_subject)
def offer_true(mine: Mine) -> Any:
    """Whether what was said of it is true; words go to the desk like all they say."""
    form, viewer, now = TruthForm(), the_viewer(), clock.now()
    if not form.validate() or viewer.young_person_id is None:
        return _page(mine, truth=form), 422
    try:
        commands.say_whether_true(
            mine.offer, viewer.young_person_id, Truth(form.truth.data), by=viewer.account_id, now=now
        )
    except Refused as refused:
        form.form_errors = [presenters.why_words(refused.reason)]
        return _page(mine, truth=form), 422
    who = speaking(viewer)
    speaker = Speaker(who.young_person_id, who.account_id, past_shut_at=who.past_shut_at)
    question = _("They told you what your view changed. Is that true?")
    tell_the_desk(speaker, form.sent_id(), question, form.words.data or "", promises=promises(), now=now)
    flask.flash(_("Thank you. We have it."))
    return _to(mine)


def _page(mine: Mine, coming: ComingForm | None = None, truth: TruthForm | None = None) -> str:
    shown = presenters.shown(mine)
    if coming is None:
        place = mine.place
        said = {"coming": place.coming.value, "needs": place.needs} if place and place.coming else {}
        coming = ComingForm(formdata=None, data=said)
    truth = truth or TruthForm(formdata=None)
    truth.give_id()
    return flask.render_template(
        "participation/offer.html",
        shown=shown,
        coming=coming,
        truth=truth,
        page_has_errors=bool(coming.errors or truth.errors),
        words=presenters.WORDS,
        needs=presenters.needs_words(mine.place) if mine.place else [],
    )


def _to(mine: Mine) -> Any:
    return flask.redirect(flask.url_for("participation.offer", offer_id=mine.offer.id), 303)
