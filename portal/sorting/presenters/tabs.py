"""The pages about themes that this person may open."""

from __future__ import annotations

from flask_babel import gettext as _

from portal.policy.guard import may
from portal.policy.permissions import Permission as P


def tabs() -> list[tuple[str, str]]:
    """Endpoint and name of each."""
    found = [
        (P.SEE_LEARNED, "sorting.learned", _("What is learned")),
        (P.SEE_CODEBOOK, "sorting.codebook", _("The themes")),
        (P.READ_UNEXPLAINED, "sorting.unexplained", _("Not well explained")),
    ]
    return [(endpoint, text) for asks, endpoint, text in found if may(asks)]
