"""Certificates: made by the participation team, fetched by whose they are, shown to nobody without a yes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.accounts.queries.sessions import is_shared_device
from portal.documents.pdf import NotMade
from portal.kit import clock
from portal.participation.commands import awards as commands
from portal.participation.forms.awards import ShowForm
from portal.participation.presenters import awards as presenters
from portal.participation.queries import awards as queries
from portal.participation.rules.awards import CertificateWords, Skill
from portal.participation.views import bp
from portal.people import queries as people
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.route("/staff/thank-yous/certificates/new", methods=["GET", "POST"])
@requires(P.KEEP_AWARDS)
def new_certificate() -> Any:
    """One more, for somebody who is in a group or took part."""
    form = presenters.certificate_form()
    if flask.request.method == "POST" and form.validate():
        said = CertificateWords(
            form.title.data or "",
            form.did.data or "",
            form.signed.data or "",
            tuple(Skill(one) for one in form.skills.data or []),
        )
        viewer = the_viewer()
        commands.certify(UUID(form.who.data), said, form.sent_id(), by=viewer.account_id, now=clock.now())
        flask.flash(_("The certificate is on their page."))
        return flask.redirect(flask.url_for("participation.kept_awards"), 303)
    page = flask.render_template("participation/certificate_new.html", form=form)
    return page, 422 if flask.request.method == "POST" else 200


@bp.get("/groups/thank-yous/certificates/<uuid:certificate_id>")
@requires(P.OWN_CERTIFICATES, of=queries.certificate_subject)
def certificate(certificate: Any) -> Any:
    """What it says."""
    return _page(certificate)


@bp.post("/groups/thank-yous/certificates/<uuid:certificate_id>/fetch")
@requires(P.OWN_CERTIFICATES, of=queries.certificate_subject)
def certificate_fetch(certificate: Any) -> Any:
    """The file. Never on a phone or tablet that others use."""
    if is_shared_device():
        return _page(certificate), 409
    person = people.get(certificate.young_person_id)
    try:
        return presenters.certificate_pdf(certificate, person.full_name if person else "")
    except NotMade:
        flask.flash(_("We could not make the file just now. Try again in a minute."), "error")
        return flask.redirect(flask.url_for("participation.certificate", certificate_id=certificate.id), 303)


@bp.post("/groups/thank-yous/certificates/<uuid:certificate_id>/show")
@requires(P.OWN_CERTIFICATES, of=queries.certificate_subject)
def certificate_show(certificate: Any) -> Any:
    """Yes or no to showing it; the newest word holds."""
    form = ShowForm()
    if not form.validate():
        return _page(certificate), 422
    commands.let_show(certificate, may=bool(form.may.data), by=the_viewer().account_id, now=clock.now())
    flask.flash(_("We may show it.") if form.may.data else _("Nobody else is shown it."))
    return flask.redirect(flask.url_for("participation.certificate", certificate_id=certificate.id), 303)


def _page(certificate: Any) -> str:
    return flask.render_template(
        "participation/certificate.html",
        certificate=certificate,
        skills=presenters.skill_words(certificate.skills),
        form=ShowForm(formdata=None, data={"may": bool(certificate.may_be_shown_at)}),
        is_shared=is_shared_device(),
    )
