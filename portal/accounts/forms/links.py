"""Forms about who works with whom, and about ending something now or on a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.validators import ValidationError

from portal.accounts.forms.staff import CHOOSE, Listed, pick
from portal.kit.forms import DayField, Form, Needed
from portal.people.rules import LinkKind, Reason, why_not_link_days

WORDS = {
    Reason.ENDS_BEFORE_START: _l("The last day is before the first."),
    Reason.STARTS_TOO_EARLY: _l("This is too long ago. Check the year."),
    Reason.STARTS_BEFORE_BIRTH: _l("This is before they were born. Check the year."),
    Reason.STARTS_TOO_LATE: _l("This is more than a year from now. Check the year."),
    Reason.LINKED_ALREADY: _l("They work together already in those days."),
}
GroupedChoices = dict[Any, list[tuple[str, str]]]


def _say(reason: Reason | None) -> None:
    if reason is not None:
        raise ValidationError(WORDS[reason])


class LinkForm(Form):
    """Somebody who works with a young person, in one capacity, from and to."""

    who = SelectField(_l("Who"), [Needed(_l("Choose somebody.")), Listed()], validate_choice=False)
    from_on = DayField(_l("First day"), [Needed(_l("Write the first day."))])
    until_on = DayField(_l("Last day"), description=_l("Leave it empty if it does not end."))

    def __init__(
        self,
        *args: Any,
        people: GroupedChoices,
        today: date,
        born_on: date | None,
        is_linked: Callable[[UUID, LinkKind, date, date | None], bool],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people, self.today, self.born_on, self.is_linked = people, today, born_on, is_linked
        self.who.choices = [
            *pick(CHOOSE),
            *(one for name, some in people.items() for one in pick(*some, group=name)),
        ]

    def chosen(self) -> tuple[UUID, LinkKind] | None:
        """The account and the capacity, or None while nobody on the list is chosen."""
        known = {value for group in self.people.values() for value, _label in group}
        if self.who.data not in known:
            return None
        kind, account_id = self.who.data.split(":")
        return UUID(account_id), LinkKind(kind)

    def validate_until_on(self, field: DayField) -> None:
        if not self.from_on.data:
            return
        _say(why_not_link_days(self.from_on.data, field.data, today=self.today, born_on=self.born_on))
        chosen = self.chosen()
        if chosen and self.is_linked(*chosen, self.from_on.data, field.data):
            _say(Reason.LINKED_ALREADY)


class EndForm(Form):
    """When something ends: now, or at the end of a day."""

    when = RadioField(
        _l("When does it end?"),
        [Needed(_l("Choose when it ends.")), Listed()],
        validate_choice=False,
        choices=pick(("now", _l("Now")), ("day", _l("At the end of a day"))),
    )
    until_on = DayField(_l("Last day"), description=_l("Only if it ends at the end of a day."))

    def __init__(self, *args: Any, from_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.from_on = from_on

    def validate_until_on(self, field: DayField) -> None:
        if self.when.data == "day" and not field.data:
            raise ValidationError(_l("Write the last day."))
        if self.when.data == "day" and field.data < self.from_on:
            _say(Reason.ENDS_BEFORE_START)
