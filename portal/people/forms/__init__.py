"""Forms about young people: finding them, adding and changing them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # not in the stubs yet
from wtforms.validators import ValidationError

from portal.kit.forms import AtMost, DayField, Form, SendOnceForm
from portal.people.rules import Reason, Support, known, number_of, why_not_born_on

WORDS = {
    Reason.NO_NAME: _l("Write a name, or the council’s number for them."),
    Reason.NUMBER_TAKEN: _l("Another young person has this number."),
    Reason.BORN_LATER: _l("This day has not come yet. Check the year."),
    Reason.BORN_TOO_LONG_AGO: _l("This is too long ago. Check the year."),
    Reason.CHANGED_MEANWHILE: _l(
        "Somebody else changed this while you had it open. Compare below, then save again to put yours in."
    ),
}


SUPPORT = {
    Support.IN_NEED: _l("Child in need"),
    Support.PROTECTION: _l("Child protection plan"),
    Support.CARE_LEAVER: _l("Care leaver"),
    Support.IN_CARE: _l("In care"),
}


def _choices(codes: Mapping[Any, Any], first: Any = None) -> list[SelectChoice]:
    blank = [SelectChoice("", first)] if first is not None else []
    return blank + [
        SelectChoice(str(code), _l(words) if isinstance(words, str) else words)
        for code, words in codes.items()
    ]


def _listed(form: Any, field: Any) -> None:
    """WTForms' own message says only that it is not valid."""
    said = field.data if isinstance(field.data, list) else [field.data or ""]
    if not {*said} <= {choice.value for choice in field.choices} | {""}:
        raise ValidationError(_l("Choose from the list."))


class FindForm(Form):
    """Words of a name, or a number. It is a POST, so that no name gets into an address or a log."""

    asked = StringField(_l("Name or council’s number"), [AtMost(100)])


class CompareForm(Form):
    """One from each list."""

    one = StringField(_l("In the yearly return"))
    other = StringField(_l("In the case system"))

    def chosen(self) -> tuple[UUID, UUID] | None:
        """The two that were picked; None where one is missing or damaged."""
        try:
            return UUID(self.one.data or ""), UUID(self.other.data or "")
        except ValueError:
            self.one.errors = [*self.one.errors, _l("Choose one from each list.")]
            return None


class SameForm(Form):
    """Whether two records are one young person: which button was pressed."""

    same = StringField()


class YoungPersonForm(SendOnceForm):
    """What is known about a young person. `seen` says which version the page showed."""

    full_name = StringField(_l("Full name"), [AtMost(120)])
    called = StringField(
        _l("Likes to be called"), [AtMost(60)], description=_l("The name we use when we write to them.")
    )
    born_on = DayField(_l("Date of birth"), description=_l("For example, 27 3 2011."))
    child_ref = StringField(
        _l("Council’s number"),
        [AtMost(30)],
        description=_l("The number your records system has for them, and the SSDA903 return too."),
    )
    support = SelectField(
        _l("Why we work with them"),
        [_listed],
        choices=_choices(SUPPORT, _l("What the records say")),
        validate_choice=False,
        description=_l("Say it here only where no return or extract says it yet."),
    )
    language = SelectField(
        _l("Language they speak best"),
        [_listed],
        choices=_choices(known.LANGUAGES, _l("Not known")),
        validate_choice=False,
    )
    faith = SelectField(
        _l("Faith"), [_listed], choices=_choices(known.FAITHS, _l("Not known")), validate_choice=False
    )
    disabilities = SelectMultipleField(
        _l("Disability"), [_listed], choices=_choices(known.DISABILITIES), validate_choice=False
    )
    seen = HiddenField()

    def __init__(
        self,
        *args: Any,
        today: date,
        number_owner: Callable[[str], UUID | None],
        person_id: UUID | None = None,
        changed_at: datetime | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.number_owner, self.person_id = today, number_owner, person_id
        self.version = changed_at.isoformat() if changed_at else ""
        self.is_stale = False
        if not self.is_submitted():
            self.seen.data = self.version

    def validate_full_name(self, field: StringField) -> None:
        if not (field.data or self.called.data or self.child_ref.data):
            raise ValidationError(WORDS[Reason.NO_NAME])

    def validate_born_on(self, field: DayField) -> None:
        if reason := why_not_born_on(field.data, self.today):
            raise ValidationError(WORDS[reason])

    def validate_child_ref(self, field: StringField) -> None:
        number = number_of(field.data or "")
        if number and self.number_owner(number) not in (None, self.person_id):
            raise ValidationError(WORDS[Reason.NUMBER_TAKEN])

    def validate_disabilities(self, field: SelectMultipleField) -> None:
        if known.NO_DISABILITY in (field.data or []) and len(set(field.data or [])) > 1:
            raise ValidationError(_l("Choose “No disability” alone, or what there is."))

    def validate_seen(self, field: HiddenField) -> None:
        if self.version and field.data != self.version:
            # From here on the page shows both versions, so saving once more is a decision.
            self.is_stale, field.data = True, self.version
            raise ValidationError(WORDS[Reason.CHANGED_MEANWHILE])
