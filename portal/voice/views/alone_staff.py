"""For small children, by staff: cards that ask "see me on my own", and photos of their people."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

import flask
import segno
from flask_babel import gettext as _
from markupsafe import Markup

from portal.kit import clock
from portal.kit.errors import NotFound
from portal.kit.requests import Request
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.vault.files.faults import IsHeic, TooBig, TooBusy, TooManyPixels, Unusable
from portal.vault.files.pictures import remade
from portal.voice.commands import alone as commands
from portal.voice.commands import little as photos
from portal.voice.forms.little import PhotoForm, PressForm
from portal.voice.presenters.saying import settings
from portal.voice.queries import alone as queries
from portal.voice.queries import little as people
from portal.voice.queries.alone import Child
from portal.voice.views import bp

_MOST_BYTES = 8_000_000
_FORM = 100_000


@bp.url_value_preprocessor
def make_room(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """A photo may be larger than any other form. Before everything else: the form's token comes with it."""
    if endpoint == "voice.photo_put" and values:
        flask.g.way_back = flask.url_for("voice.little_help", **values)
        cast(Request, flask.request).allow(_MOST_BYTES + _FORM)


@bp.get("/staff/young-people/<uuid:young_person_id>/little")
@requires(P.HELP_LITTLE_ONES, of=queries.child)
def little_help(child: Child) -> Any:
    """Cards for school or nursery, and photos of their people."""
    return _staff_page(child)


@bp.post("/staff/young-people/<uuid:young_person_id>/little/cards")
@requires(P.HELP_LITTLE_ONES, of=queries.child)
def alone_card_make(child: Child) -> Any:
    """Make a card. Its words are shown once."""
    form, viewer = PressForm(), the_viewer()
    if not form.validate():
        return _staff_page(child), 422
    words = commands.make_card(child.id, send_once=form.sent_id(), by=viewer.account_id, role=_role())
    code = "-".join(words)
    address = settings().base_url.rstrip("/") + flask.url_for("voice.alone_open", code=code)
    svg = segno.make(address, error="m", micro=False).svg_inline(
        scale=4, border=4, light="#fff", dark="#000", omitsize=True
    )
    return flask.render_template(
        "voice/alone_card.html",
        child=child,
        words=words,
        qr=Markup(svg),  # noqa: S704  # made here
    )


@bp.post("/staff/young-people/<uuid:young_person_id>/little/cards/<uuid:card_id>/end")
@requires(P.HELP_LITTLE_ONES, of=queries.childs_card)
def alone_card_end(thing: tuple[Child, UUID]) -> Any:
    """End a card that was lost, or is wanted no longer."""
    child, card_id = thing
    done = commands.end_card(child.id, card_id, by=the_viewer().account_id, role=_role())
    flask.flash(_("The card does not work any more.") if done else _("The card had ended already."), "info")
    return flask.redirect(flask.url_for("voice.little_help", young_person_id=child.id), 303)


@bp.post("/staff/young-people/<uuid:young_person_id>/little/photos")
@requires(P.HELP_LITTLE_ONES, of=queries.child)
def photo_put(child: Child) -> Any:
    """Put a photo of somebody around the child there, or take one away."""
    form, viewer = PhotoForm(), the_viewer()
    person = _around(child, form.who.data)
    if "away" in flask.request.form:
        photos.take_photo_away(child.id, person, by=viewer.account_id, role=_role())
        return flask.redirect(_photos_of(child), 303)
    try:
        picture = remade(form.content(), most_bytes=_MOST_BYTES)
    except Unusable as why:
        return _staff_page(child, wrong=(person, _why_not(why))), 422
    photos.put_photo(
        child.id,
        person,
        picture.content,
        by=viewer.account_id,
        role=_role(),
        now=clock.now(),
    )
    flask.flash(_("The photo is there."))
    return flask.redirect(_photos_of(child), 303)


def _staff_page(child: Child, *, wrong: tuple[UUID, str] | None = None) -> str:
    form = PressForm(formdata=None)
    form.give_id()
    return flask.render_template(
        "voice/alone_staff.html",
        child=child,
        form=form,
        cards=queries.cards_of(the_viewer(), child.id),
        people=people.people_and_photos(child.id),
        wrong=dict([wrong]) if wrong else {},
        page_has_errors=bool(wrong),
    )


def _photos_of(child: Child) -> str:
    return flask.url_for("voice.little_help", young_person_id=child.id) + "#photos"


def _around(child: Child, who: str | None) -> UUID:
    for kept in people.people_and_photos(child.id):
        if str(kept.person.account_id) == who:
            return kept.person.account_id
    raise NotFound


def _why_not(why: Unusable) -> str:
    if isinstance(why, IsHeic):
        return str(_("This kind of photo (HEIC) can't be used. Save it as a JPEG, then choose it again."))
    if isinstance(why, TooBig | TooManyPixels):
        return str(_("This photo is too big. Choose a smaller one."))
    if isinstance(why, TooBusy):
        return str(_("Too much is going on at the moment. Please try again in a minute."))
    return str(_("This is not a photo we can use. Choose a JPEG, PNG or WebP."))


def _role() -> str:
    return ",".join(sorted(the_viewer().roles))
