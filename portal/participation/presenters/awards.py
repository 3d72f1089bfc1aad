"""Thank-yous and certificates, in words."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.documents.pdf import pdf_of
from portal.participation.forms.awards import SKILLS, CertificateForm, NameForm, PassOnForm
from portal.participation.queries import awards as queries
from portal.participation.queries import offers as offer_queries
from portal.participation.queries.awards import Listed
from portal.participation.rules.awards import Skill, WhyNot, is_chosen
from portal.people.queries import today
from portal.policy.viewer import Viewer

WHY = {
    WhyNot.NOT_READ_YET: _l("The desk has not read it yet. It is here once that is done."),
    WhyNot.DECIDED: _l("This was decided already."),
    WhyNot.NOBODY: _l("Pick who it goes to, or write a name."),
    WhyNot.CANNOT_GO_ON: _l("This one cannot be passed on. Keep it back with a kind reason."),
    WhyNot.NO_REASON: _l("Write why not. Whoever wrote it reads this."),
}


def why_words(why: Enum) -> str:
    return str(WHY[why]) if why in WHY else str(_("This cannot be done just now."))


def own(viewer: Viewer) -> dict[str, Any]:
    """All that a young person's page of thank-yous shows; while the past is shut only the list."""
    person_id = viewer.young_person_id
    shut = viewer.past_is_shut or person_id is None
    to_me = [] if shut else queries.to_me(viewer)
    return {
        "listed": queries.listed(None if shut else person_id),
        "is_chosen": chosen,
        "to_me": to_me,
        "senders": queries.senders(to_me),
        "award_names": queries.award_names(to_me),
        "from_me": [] if shut else queries.from_me(viewer.account_id),
        "suggested": [] if shut or person_id is None else queries.suggested_by(person_id),
        "certificates": [] if shut or person_id is None else queries.certificates_of(person_id),
    }


def chosen(one: Listed) -> bool:
    return is_chosen(one.likes)


def hub(viewer: Viewer, on: object) -> dict[str, Any]:
    """What the hub shows: how many thank-yous and certificates are theirs."""
    if viewer.past_is_shut or viewer.young_person_id is None:
        return {"thanks_mine": 0}
    return {"thanks_mine": len(queries.to_me(viewer)) + len(queries.certificates_of(viewer.young_person_id))}


def to_staff(viewer: Viewer) -> dict[str, Any]:
    """What an adult was thanked for, and what they wrote."""
    to_me = queries.to_me(viewer)
    return {
        "to_me": to_me,
        "senders": queries.senders(to_me),
        "award_names": queries.award_names(to_me),
        "from_me": queries.from_me(viewer.account_id),
    }


def kept(viewer: Viewer) -> dict[str, Any]:
    """The workers' page."""
    on = today()
    waiting, passed = queries.waiting(viewer, on), queries.passed_on(viewer, on)
    return {
        "suggestions": queries.suggestions(viewer, on),
        "waiting": waiting,
        "passed_on": passed,
        "award_names": queries.award_names([*waiting, *passed]),
        "listed": queries.listed(),
        "is_chosen": chosen,
        "certificates": queries.certificates(),
    }


def name_form() -> NameForm:
    form = NameForm()
    form.offer([(one.award.id, one.award.name) for one in queries.listed()])
    form.give_id()
    return form


def pass_on_form(thanks: Any) -> PassOnForm:
    form = PassOnForm(data={"told": thanks.words})
    form.offer(queries.may_be_chosen(), queries.staff_to_thank(today()))
    return form


def certificate_form() -> CertificateForm:
    """`offer` in the address fills in what is known of it."""
    form = CertificateForm()
    form.who.choices = [(str(one), name) for one, name in queries.may_be_chosen()]
    form.give_id()
    return form


def skill_words(skills: Sequence[str]) -> list[str]:
    return [str(SKILLS[Skill(one)]) for one in skills if one in set(Skill)]


def certificate_pdf(certificate: Any, name: str) -> flask.Response:
    """The certificate as a file to save. Raises NotMade when it takes too long."""
    page = flask.render_template(
        "participation/certificate_print.html",
        certificate=certificate,
        name=name,
        skills=skill_words(certificate.skills),
    )
    response = flask.Response(pdf_of(page, is_finished=True), mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="certificate.pdf"'
    return response


def offer_title(offer_id: Any) -> str:
    offer = offer_queries.get(offer_id) if offer_id else None
    return offer.title if offer else ""
