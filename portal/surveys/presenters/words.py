"""Words of the scales, for staff and for results."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

FACE_WORDS = {"good": _l("Good"), "ok": _l("So-so"), "bad": _l("Not good")}
AGREE_WORDS = {
    "5": _l("Agree a lot"),
    "4": _l("Agree"),
    "3": _l("In between"),
    "2": _l("Disagree"),
    "1": _l("Disagree a lot"),
}
