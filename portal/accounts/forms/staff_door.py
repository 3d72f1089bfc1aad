"""Forms of the staff door: signing in, accepting an invitation, changing a password or codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, Field, PasswordField, StringField
from wtforms.validators import ValidationError

from portal.accounts.rules.passwords import LONGEST, SHORTEST, WeakPassword, why_not_password
from portal.kit.forms import AtMost, Form, Needed

Check = Callable[[str], bool]


def password_words(reason: WeakPassword) -> str:
    """What to do about a password that is too easy to guess."""
    words: dict[WeakPassword, str] = {
        WeakPassword.SHORT: _(
            "Use %(count)d characters or more. Three or four words are good.", count=SHORTEST
        ),
        WeakPassword.LONG: _("Use %(count)d characters or fewer.", count=LONGEST),
        WeakPassword.COMMON: _("This is one of the passwords people try first. Pick another one."),
        WeakPassword.REPEATS: _("This repeats itself or runs along the keyboard. Pick another one."),
        WeakPassword.ABOUT_YOU: _("This is made of your name, address or workplace. Pick another one."),
    }
    return words[reason]


def text(field: Field) -> str:
    """What was typed into a text field; nothing is an empty text."""
    return field.data or ""


def _digits(text: str | None) -> str | None:
    """Apps show codes as `123 456`; people type and paste them so."""
    return re.sub(r"[\s\-]+", "", text or "")


class NewPasswordForm(Form):
    """Base of the forms by which a password is set. `about` are words it must not be made of."""

    about: Sequence[str] = ()
    password = PasswordField(_l("New password"), validators=[Needed(_l("Write a password."))])

    def validate_password(self, field: Field) -> None:
        if reason := why_not_password(field.data, self.about):
            raise ValidationError(password_words(reason))


class CodeForm(Form):
    """Base of the forms that ask for a six-digit code. `is_code` says whether it is right."""

    is_code: Check | None = None
    code = StringField(
        _l("Six-digit code from your app"),
        validators=[Needed(_l("Write the six-digit code that your app shows.")), AtMost(20)],
        filters=[_digits],
    )

    def validate_code(self, field: Field) -> None:
        if self.is_code and not self.is_code(field.data):
            raise ValidationError(_("This code is not right. Wait for the next one and write that."))


class SignInForm(Form):
    """Address, password and code on one page."""

    email = EmailField(_l("E-mail"), validators=[Needed(_l("Write your e-mail address.")), AtMost(254)])
    password = PasswordField(_l("Password"), validators=[Needed(_l("Write your password.")), AtMost(LONGEST)])
    code = StringField(
        _l("Six-digit code from your app"),
        validators=[Needed(_l("Write the six-digit code that your app shows.")), AtMost(20)],
        filters=[_digits],
    )


class InvitationForm(NewPasswordForm, CodeForm):
    """Setting a password and showing that the codes work."""


class _OwnPassword(Form):
    """Base of the forms that ask somebody signed in for their password again."""

    is_own: Callable[[str], Any] | None = None
    own = PasswordField(
        _l("Your password now"),
        validators=[Needed(_l("Write the password you have now.")), AtMost(LONGEST)],
    )

    def validate_own(self, field: Field) -> None:
        shut = self.is_own(field.data) if self.is_own else None
        if shut is not None:
            raise ValidationError(
                _("Wait %(count)d seconds, then try again.", count=shut.seconds)
                if shut.seconds
                else _("This is not your password now.")
            )


class ChangePasswordForm(_OwnPassword, NewPasswordForm):
    """A new password."""


class ChangeCodesForm(_OwnPassword, CodeForm):
    """A new secret for the codes, and one code made with it."""
