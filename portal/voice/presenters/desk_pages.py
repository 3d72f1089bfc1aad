"""The desk's other pages, as links for whoever may open them."""

from __future__ import annotations

import flask
from flask_babel import gettext as _

from portal.policy.guard import may
from portal.policy.permissions import Permission as P


def desk_pages() -> list[tuple[str, str]]:
    """Text and address of each."""
    found = [
        (P.USE_DESK, "voice.desk_ladder_page", _("Who is called, and when")),
        (P.USE_DESK, "voice.desk_hand_over", _("Hand-over notes")),
        (P.SEE_DESK_FIGURES, "voice.desk_figures_page", _("Figures")),
        (P.SEE_DESK_FIGURES, "voice.desk_proved_page", _("What fired and proved true")),
    ]
    return [(text, flask.url_for(name)) for asks, name, text in found if may(asks)]
