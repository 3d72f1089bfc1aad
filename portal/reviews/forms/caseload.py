"""Finding somebody on the list of reviews."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField

from portal.kit.forms import AtMost, Form


class FindForm(Form):
    """Words of a name."""

    asked = StringField(_l("Name"), [AtMost(100)])
