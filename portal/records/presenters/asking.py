"""What is said before somebody asks, and how what they picked becomes a request."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import get_locale
from flask_babel import gettext as _

from portal.deadlines.presenters import due_in_words, steps_in_words
from portal.records.commands.receiving import Asked
from portal.records.forms.asking import ASKERS, COMPANY, FORMATS, SCOPES, AskForm, AskOutsideForm
from portal.records.presenters.mine import years
from portal.records.queries.asking import if_sent
from portal.records.rules import Asker, Came


def promise(today: date) -> dict[str, object]:
    """By when what is sent today is answered, and how that is worked out."""
    answer = if_sent(today)
    return {"due": answer.due, "due_words": due_in_words(answer), "how": steps_in_words(answer)}


def asked_own(form: AskForm, today: date) -> Asked:
    """What a young person sends from their own page."""
    return Asked(came=Came.OWN_PAGE, received_on=today, **_wanted(form))


def asked_outside(form: AskOutsideForm, today: date) -> Asked:
    """What somebody sends from the public page."""
    asker = form.who_asks()
    is_self = asker is Asker.SELF
    return Asked(
        came=Came.PUBLIC_PAGE,
        received_on=today,
        asker=asker,
        name=(form.name.data if is_self else form.whose.data) or "",
        asker_name="" if is_self else form.name.data or "",
        other_names=form.other_names.data or "",
        born_on=form.born_on.data,
        email=form.email.data or "",
        phone=form.phone.data or "",
        post=form.post.data or "",
        **_wanted(form),
    )


def picked(form: AskForm) -> list[tuple[str, str, str]]:
    """What they picked so far: label, value, and the page where it can be changed."""
    lines = [(_("What you ask for"), _several(SCOPES, [s.value for s in form.wanted_scopes]), "what")]
    first, last = form.year(form.years_from), form.year(form.years_until)
    if first or last:
        lines.append((_("Which years"), years(first, last), "what"))
    if form.words.data:
        lines.append((_("In your words"), form.words.data, "what"))
    formats = _several(FORMATS, form.formats.data or []) or _("You have not said. We ask you later.")
    lines.append((_("How you get it"), formats, "how"))
    lines.append((_("Somebody with you"), str(dict(COMPANY)[form.company.data or ""]), "how"))
    if form.notes.data:
        lines.append((_("Notes"), _("We put a note in front of parts that may be hard"), "how"))
    if form.ring_after.data:
        lines.append((_("Afterwards"), _("We ring you two weeks later"), "how"))
    if form.anything.data:
        lines.append((_("Good to know"), form.anything.data, "how"))
    return lines


def picked_who(form: AskOutsideForm) -> list[tuple[str, str, str]]:
    """Who they are and where we answer."""
    others = form.who_asks() is not Asker.SELF
    lines = [
        (_("Whose records"), _several(ASKERS, [form.who_asks()]) if others else ""),
        (_("Their name"), (form.whose.data or "") if others else ""),
        (_("Your name now"), form.name.data or ""),
        (_("Names you had before"), form.other_names.data or ""),
        (_("E-mail"), form.email.data or ""),
        (_("Phone"), form.phone.data or ""),
        (_("Address"), form.post.data or ""),
    ]
    return [(label, value, "who") for label, value in lines if value]


def _wanted(form: AskForm) -> dict[str, Any]:
    return {
        "scopes": form.wanted_scopes,
        "years_from": form.year(form.years_from),
        "years_until": form.year(form.years_until),
        "words": form.words.data or "",
        "formats": form.wanted,
        "wants_company": form.wants_company,
        "wants_trigger_notes": bool(form.notes.data),
        "wants_ring_after": bool(form.ring_after.data),
        "anything": form.anything.data or "",
        "language": str(get_locale() or "en"),
    }


def _several(choices: Sequence[tuple[str, object]], values: Sequence[str]) -> str:
    return "\n".join(str(label) for value, label in choices if value in values)
