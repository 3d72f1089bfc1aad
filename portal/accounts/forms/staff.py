"""Forms about staff: finding, inviting, changing, roles. Choices are passed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Email, StopValidation, ValidationError

from portal.accounts.rules.staff import Reason, why_not_days, why_not_role
from portal.kit.forms import AtMost, DayField, Form, Needed, SendOnceForm
from portal.policy.roles import Role

WORDS = {
    Reason.ADDRESS_TAKEN: _l("Another account has this address."),
    Reason.ENDS_BEFORE_START: _l("The last day is before the first."),
    Reason.ENDED_ALREADY: _l("This day has passed. Pick a later one."),
    Reason.TOO_FAR_AHEAD: _l("This is more than a year from now. Check the year."),
    Reason.TOO_FAR_BACK: _l("This is more than a year ago. Check the year."),
    Reason.HAS_ROLE: _l("They have this role already in those days."),
    Reason.OWN_MANAGER: _l("They cannot be their own manager, or their manager’s manager."),
    Reason.SAME_PERSON: _l("Nobody stands in for themselves. Choose somebody else."),
    Reason.OUTSIDE: _l("One of them works for the council and the other does not. Choose somebody else."),
    Reason.STANDS_IN_ALREADY: _l("They stand in for them already in those days."),
    Reason.LAST_ADMINISTRATOR: _l("Nobody else could give roles then. Give somebody else this role first."),
    Reason.OWN_ACCOUNT: _l("You cannot close your own account."),
    Reason.STARTS_AT_END: _l("The hours end when they start. For a whole day, write 00:00 twice."),
    Reason.HOURS_TAKEN: _l("They are on duty already in some of these hours."),
    Reason.OVER_MIDNIGHT: _l("Hours of one day end at 24:00. Add the hours after midnight to the next day."),
    Reason.IS_CLOSED: _l("This account is closed."),
    Reason.PANEL_APART: _l(
        "Somebody of the panel has no other role: they see figures and answers, never a young person’s page."
    ),
    Reason.BOTH_SIDES: _l(
        "An advocate can have no role with the council, so that what they are told stays theirs."
    ),
    Reason.OWN_ROLE: _l("You cannot give yourself this role. Ask another administrator."),
    Reason.LAST_READER: _l(
        "Nobody else could read what concerns them then. Choose somebody who is not a reader."
    ),
    Reason.OWN_STAND_IN: _l(
        "You cannot make yourself a stand-in. Choose somebody else, or ask an administrator."
    ),
}
NOBODY = ("", _l("Nobody"))
CHOOSE = ("", _l("Choose"))
Choices = list[tuple[str, Any]]


def pick(*pairs: tuple[str, Any], group: str | None = None) -> list[Any]:
    """Choices as WTForms wants them, from values and labels, under the heading of their group."""
    return [SelectChoice(value, label, optgroup=group) for value, label in pairs]


def say(reason: Reason | None) -> None:
    """Put a rule's refusal on the form."""
    if reason is not None:
        raise ValidationError(WORDS[reason])


def id_of(text: str | None) -> UUID | None:
    """The id chosen, or None for nobody."""
    return UUID(text) if text else None


class Listed:
    """What was chosen must be on the list: all of it, where several may be chosen."""

    def __call__(self, form: Any, field: Any) -> None:
        chosen = field.data if isinstance(field.data, list) else [field.data or ""]
        if not set(chosen) <= {one.value for one in field.choices}:
            raise StopValidation(_l("Choose from the list."))


class FindStaffForm(Form):
    """The staff list's search. It is a POST, so that no name gets into an address or a log."""

    asked = StringField(_l("Name, address or organisation"), [AtMost(100)])
    role = SelectField(_l("Role"), [Listed()], validate_choice=False)
    state = SelectField(
        _l("Accounts"),
        [Listed()],
        validate_choice=False,
        choices=pick(("open", _l("Open")), ("closed", _l("Closed"))),
    )

    def __init__(self, *args: Any, roles: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = pick(("", _l("Any role")), *roles)


class StaffForm(SendOnceForm):
    """What is known about a member of staff."""

    name = StringField(_l("Name"), [Needed(_l("Write their name.")), AtMost(120)])
    email = StringField(
        _l("E-mail address"),
        [
            Needed(_l("Write their e-mail address.")),
            AtMost(200),
            Email(_l("Write an e-mail address, like name@example.org.")),
        ],
        description=_l("They sign in with it."),
    )
    organisation = StringField(
        _l("Organisation or team"), [AtMost(80)], description=_l("A partner’s organisation, or a team.")
    )
    manager = SelectField(
        _l("Manager"), [Listed()], validate_choice=False, description=_l("Their manager sees late answers.")
    )
    lives_with = SelectField(
        _l("Lives with"),
        [Listed()],
        validate_choice=False,
        description=_l("Somebody else with an account, such as another foster carer in the same home."),
    )

    def __init__(
        self,
        *args: Any,
        managers: Choices,
        others: Choices,
        address_owner: Callable[[str], UUID | None],
        why_not_manager: Callable[[UUID], Reason | None] | None = None,
        account_id: UUID | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.manager.choices = pick(NOBODY, *managers)
        self.lives_with.choices = pick(NOBODY, *others)
        self.address_owner, self.account_id, self.why_not = address_owner, account_id, why_not_manager

    def validate_email(self, field: StringField) -> None:
        mine = self.account_id or self.sent_id()
        if self.address_owner(field.data or "") not in (None, mine):
            say(Reason.ADDRESS_TAKEN)

    def validate_manager(self, field: SelectField) -> None:
        if field.data and self.why_not:
            say(self.why_not(UUID(field.data)))


class InviteForm(StaffForm):
    """A new member of staff, with the roles they begin with."""

    roles = SelectMultipleField(
        _l("Roles"),
        [Listed()],
        validate_choice=False,
        description=_l("What they may see and do follows from these. Choose all that apply."),
    )

    def __init__(self, *args: Any, roles: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roles.choices = pick(*roles)

    def validate_roles(self, field: SelectMultipleField) -> None:
        if not field.data:
            raise ValidationError(_l("Choose one role or more."))
        chosen = {Role(role) for role in field.data}
        for role in chosen:
            say(why_not_role(role, chosen - {role}, is_own=False))


class RoleForm(Form):
    """A role from and to."""

    role = SelectField(_l("Role"), [Needed(_l("Choose a role.")), Listed()], validate_choice=False)
    from_on = DayField(_l("First day"), [Needed(_l("Write the first day."))])
    until_on = DayField(_l("Last day"), description=_l("Leave it empty if it does not end."))

    def __init__(
        self,
        *args: Any,
        roles: Choices,
        today: date,
        why_not: Callable[[Role, date, date | None], Reason | None],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = pick(CHOOSE, *roles)
        self.today, self.why_not = today, why_not

    def validate_until_on(self, field: DayField) -> None:
        if self.from_on.data:
            say(why_not_days(self.from_on.data, field.data, today=self.today))
            if self.role.data and not self.role.errors and self.role.data in set(Role):
                say(self.why_not(Role(self.role.data), self.from_on.data, field.data))
