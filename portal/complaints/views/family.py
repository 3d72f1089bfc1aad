"""Families complain from outside, say thank you, and come back with five words. Nobody is looked up here."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from portal.accounts.presenters import shown, typed_words
from portal.accounts.rules.doors import Shut, Wrong
from portal.complaints.commands import family as commands
from portal.complaints.commands import nameless_way as _nameless_way  # noqa: F401  # hooks
from portal.complaints.commands.receiving import NewComplaint, NewCompliment
from portal.complaints.forms.family import BackForm, FamilyForm, ThankForm
from portal.complaints.forms.own import CloseForm
from portal.complaints.presenters import own as show
from portal.complaints.rules import Came, Complainer
from portal.complaints.views import bp
from portal.complaints.views.both import close_on_this_device, nobody, open_on_this_device
from portal.kit import clock
from portal.policy.guard import public
from portal.policy.roles import Role
from portal.policy.viewer import current_viewer


@bp.route("/complain/family", methods=["GET", "POST"])
@public
def family() -> Any:
    """Somebody of the family complains. A carer who is signed in need not say who they are."""
    form = FamilyForm()
    form.limit(show.settings().max_words)
    if flask.request.method == "GET":
        _fill(form)
        form.give_id()
    elif form.validate():
        done = commands.complain(
            _new(form),
            show.family_question(),
            moment=show.this_moment(),
            outside_days=show.settings().complaint_outside_working_days,
        )
        if not isinstance(done, Shut):
            return _sent(done)
        form.say(_wait(done.seconds))
        return _family(form), 429, {"Retry-After": str(done.seconds)}
    return _family(form), 422 if form.errors else 200


def _family(form: FamilyForm) -> str:
    return flask.render_template("complaints/family.html", form=form)


def _sent(done: commands.Complained) -> Any:
    """Not a redirect: no address and no cookie may carry the words."""
    if done.words is None:
        return flask.redirect(flask.url_for("complaints.family_back"), 303)
    form = BackForm(formdata=None, data={"code": " ".join(done.words)})
    return flask.render_template(
        "complaints/family_sent.html", complaint=done.complaint, words=shown(done.words), form=form
    )


@bp.route("/complain/family/back", methods=["GET", "POST"])
@nobody
def family_back() -> Any:
    """Come back with five words. Every mistake is the same answer."""
    form = BackForm()
    if flask.request.method != "POST":
        return _back(form, 200)
    if not form.is_fine():
        return _back(form, 422)
    found = commands.come_in(form.reading.words, clock.now())
    if not isinstance(found, Shut):
        open_on_this_device(found)
        return flask.redirect(flask.url_for("complaints.family_page"), 303)
    if found.why is Wrong.TOO_SOON:
        form.say(_wait(found.seconds))
        return *_back(form, 429), {"Retry-After": str(found.seconds)}
    form.say(_("These words do not open anything. Look at each word and its picture, then try again."))
    return _back(form, 422)


@bp.post("/complain/family/close")
@nobody
def family_close() -> Any:
    """They are done on this device."""
    if CloseForm().validate() and (key_id := close_on_this_device()):
        commands.close(key_id)
    return flask.redirect(flask.url_for("complaints.family_back"), 303)


@bp.route("/thank-you", methods=["GET", "POST"])
@public
def thank_you() -> Any:
    """Somebody says thank you."""
    form = ThankForm()
    form.limit(show.settings().max_words)
    if flask.request.method == "GET":
        form.give_id()
    elif form.validate():
        new = NewCompliment(
            came=Came.FAMILY_PAGE,
            send_once=form.sent_id(),
            words=form.words.data or "",
            complainer=Complainer.FAMILY,
            about=form.about.data or "",
            name=form.name.data or "",
        )
        done = commands.thank(new, show.thanks_question(), moment=show.this_moment())
        if not isinstance(done, Shut):
            flask.flash(_("Thank you. We read it, and pass it on."))
            return flask.redirect(flask.url_for("complaints.thank_you"), 303)
        form.say(_wait(done.seconds))
        return _thanks(form), 429, {"Retry-After": str(done.seconds)}
    return _thanks(form), 422 if form.errors else 200


def _thanks(form: ThankForm) -> str:
    return flask.render_template("complaints/thank_you.html", form=form)


def _back(form: BackForm, status: int) -> tuple[str, int]:
    typed = typed_words(form.reading) if status != 200 else []
    return flask.render_template("complaints/family_back.html", form=form, typed=typed), status


def _fill(form: FamilyForm) -> None:
    """What we know of a carer who is signed in is not asked again."""
    viewer = current_viewer()
    if viewer is not None and Role.FOSTER_CARER in viewer.roles:
        form.who.data, form.name.data = Complainer.CARER.value, viewer.name


def _new(form: FamilyForm) -> NewComplaint:
    viewer = current_viewer()
    is_carer = viewer is not None and Role.FOSTER_CARER in viewer.roles
    return NewComplaint(
        came=Came.FAMILY_PAGE,
        send_once=form.sent_id(),
        words=form.words.data or "",
        wish=form.wish.data or "",
        about=form.about.data or "",
        complainer=Complainer(form.who.data or Complainer.OTHER.value),
        account_id=viewer.account_id if viewer is not None and is_carer else None,
        name=form.name.data or "",
        reach=form.reach.data or "",
        child_name=form.child_name.data or "",
        language=str(get_locale() or "en")[:8],
    )


def _wait(seconds: int) -> str:
    return str(
        ngettext(
            "Wait %(num)d second. Then try again. You are not locked out.",
            "Wait %(num)d seconds. Then try again. You are not locked out.",
            seconds,
        )
    )
