"""The forms beside a page of a file, with their choices: fresh ones, and the one that was sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet

from portal.documents.leaves import Word
from portal.records.forms.covering import BackForm, CoverForm, DoneForm, LeafForm, LeaveOutForm, TakeForm
from portal.records.presenters import reading_words as words
from portal.records.queries import reading
from portal.records.queries.reading import OnPage, Suggestion

F = TypeVar("F", bound=LeafForm)


def cover_form(there: OnPage, **extra: Any) -> CoverForm:
    return _given(
        CoverForm(
            words=reading.words_of(there.leaf),
            reasons=reasons(),
            people=_people(reading.people_named(there.request.id)),
            **extra,
        ),
        there,
    )


def take_form(there: OnPage) -> tuple[TakeForm, list[Suggestion]]:
    """The form and what can be ticked in it now."""
    found = reading.find_on(there.leaf, reading.people_named(there.request.id))
    return _given(_take(found), there), found


def leave_out_form(there: OnPage, **extra: Any) -> LeaveOutForm:
    return _given(LeaveOutForm(reasons=_with_none(_("Choose")), **extra), there)


def reasons() -> list[SelectChoice]:
    """Why something can be covered."""
    return [SelectChoice(one.value, str(reason.label)) for one, reason in words.WHY.items()]


def reason_hints() -> dict[str, str]:
    """What to think of, with the legal ground, beside each reason."""
    return {one.value: f"{reason.help} {reason.ground}" for one, reason in words.WHY.items()}


def what_words(one: Suggestion) -> str:
    """What was found, and who or what it is."""
    said = one.hit.text.rstrip(".,;:")
    if one.person is not None:
        who = str(words.WHO[one.person.who])
        return str(_("%(words)s: %(name)s, %(who)s", words=said, name=one.person.name, who=who))
    return str(_("%(words)s: %(kind)s", words=said, kind=words.label(words.PATTERN, one.hit.what)))


def forms_of(
    there: OnPage, on_it: list[Word], found: list[Suggestion], known: Sequence[Any], sent: dict[str, Any]
) -> dict[str, Any]:
    """Every form of the page, fresh but for the one that was sent."""
    fresh: dict[str, Callable[[], LeafForm]] = {
        "cover": lambda: CoverForm(words=on_it, reasons=reasons(), people=_people(known), formdata=None),
        "take": lambda: _take(found, formdata=None),
        "leave_out": lambda: LeaveOutForm(reasons=_with_none(_("Choose")), formdata=None),
        "off": lambda: LeafForm(formdata=None),
        "done": lambda: DoneForm(formdata=None),
        "check": lambda: DoneForm(formdata=None),
        "back": lambda: BackForm(formdata=None),
    }
    return {name: sent.get(name) or _given(make(), there) for name, make in fresh.items()}


def _take(found: Sequence[Suggestion], **extra: Any) -> TakeForm:
    choices = [SelectChoice(one.key, what_words(one)) for one in found]
    return TakeForm(found=choices, reasons=_with_none(_("The usual reason for each")), **extra)


def _with_none(label: str) -> list[SelectChoice]:
    return [SelectChoice("", label), *reasons()]


def _given(form: F, there: OnPage) -> F:
    form.give_id()
    if form.seen.data is None or not form.is_submitted():
        form.seen.data = str(there.leaf.version)
    return form


def _people(known: Sequence[Any]) -> list[SelectChoice]:
    return [SelectChoice("", _("Not said")), *(SelectChoice(str(one.id), one.name) for one in known)]
