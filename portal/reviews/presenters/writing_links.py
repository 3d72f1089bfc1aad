"""The pages of reviews that stand beside the list of what is next."""

from __future__ import annotations

import flask
from flask_babel import gettext as _

from portal.policy.guard import may
from portal.policy.permissions import Permission as P
from portal.policy.roles import Role
from portal.policy.viewer import the_viewer


def review_pages() -> list[tuple[str, str, bool]]:
    """Those that this person may open: what each is called, its address, whether it is this one."""
    is_iro = Role.IRO in the_viewer().roles
    found = [
        (may(P.USE_REVIEWS), "reviews.caseload", _("What is next")),
        (is_iro, "reviews.my_letters", _("Your letters")),
        (is_iro, "reviews.letters_to_give", _("Letters to give")),
        (may(P.SAMPLE_LETTERS), "reviews.letter_samples", _("Letters to read")),
        (may(P.SEE_IRO_CHALLENGES), "reviews.iro_challenges", _("IRO challenges")),
        (may(P.SEE_REVIEW_FIGURES), "reviews.review_figures", _("Figures")),
        (may(P.SET_JARGON), "reviews.jargon_words", _("Words in letters")),
    ]
    here = flask.request.endpoint
    return [(label, flask.url_for(name), name == here) for is_theirs, name, label in found if is_theirs]
