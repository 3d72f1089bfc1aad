"""The form of a note to whoever has the desk next."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField

from portal.kit.forms import AtMost, Needed, SendOnceForm

MOST = 4_000


class HandOverForm(SendOnceForm):
    """What the next one should know."""

    note = TextAreaField(_l("Your note"), [Needed(_l("Write what the next one should know.")), AtMost(MOST)])
