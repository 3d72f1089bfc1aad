"""The form about whoever asked, filled with what is known."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet

from portal.accounts.queries.around import names_of
from portal.records.forms.receiving import ChangeAboutForm
from portal.records.presenters import words
from portal.records.queries.apart import supporters

_COMPANY = {True: "yes", False: "no", None: ""}


def about_form(request: Any, today: date) -> ChangeAboutForm:
    """As it stands; what was sent stays as it was typed."""
    born = date.fromisoformat(request.born_on_text) if request.born_on_text else None
    form = ChangeAboutForm(
        today=today,
        received_on=request.received_on,
        formats=words.choices(words.FORMAT),
        support=_supporters(request, today),
        askers=words.choices(words.ASKER),
        name=request.name,
        other_names=request.other_names,
        asker_name=request.asker_name,
        born_on=born,
        email=request.email,
        phone=request.phone,
        post=request.post,
        anything=request.anything,
    )
    form.give_id()
    if not form.is_submitted():
        form.asker.data = request.asker.value
        form.formats.data = list(request.formats)
        form.company.data = _COMPANY[request.wants_company]
        form.notes.data, form.ring_after.data = request.wants_trigger_notes, request.wants_ring_after
        form.support.data = str(request.support_id or "")
    return form


def _supporters(request: Any, today: date) -> list[SelectChoice]:
    ids = supporters(request, today)
    names = names_of(ids)
    found = sorted((names.get(one, ""), str(one)) for one in ids)
    return [SelectChoice("", _("Nobody yet")), *(SelectChoice(value, label) for label, value in found)]
