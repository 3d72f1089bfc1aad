"""Figures of closed quarters that can stand beside a promise of the pledge: as they were printed."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.disclosure.quarters import Share
from portal.participation.queries import evidence
from portal.reviews import figures as reviews

_LABELS = {
    "reviews": _l("Reviews held in time"),
    "letters": _l("Letters after reviews sent in time"),
    "agreed": _l("What was agreed at reviews, done in time"),
}


def offer_figures(app: flask.Flask) -> None:
    """Whoever keeps the pledge may choose these."""
    for key, label in _LABELS.items():
        evidence.shows(app, key, label, lambda key=key: sentence(key))  # type: ignore[misc]  # bound early


def sentence(key: str) -> str:
    """The newest quarter in a sentence; "" while none was counted or too few were in it."""
    found = reviews.quarter(None)
    if found is None:
        return ""
    return _said(key, _share(key, found.printed))


def _share(key: str, printed: dict[str, Any]) -> Share:
    if key == "agreed":
        kept: Share = printed.get("actions", {}).get("review")
        return kept
    share: Share = printed.get(key)
    return share


def _said(key: str, share: Share) -> str:
    if not isinstance(share, int):
        return ""
    if key == "reviews":
        return str(_("About %(share)s%% of reviews were held in time.", share=share))
    if key == "letters":
        return str(_("About %(share)s%% of letters after reviews came in time.", share=share))
    return str(_("About %(share)s%% of what was agreed at reviews was done in time.", share=share))
