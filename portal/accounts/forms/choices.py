"""A choice that must be made, with a message of our own: WTForms' says only that it is not valid."""

from __future__ import annotations

from typing import Any

from wtforms import RadioField
from wtforms.validators import StopValidation


def one_of(message: Any) -> Any:
    """A validator: one of the field's choices must be picked. The field has `validate_choice=False`."""

    def check(form: Any, field: RadioField) -> None:
        if field.data not in {option.data for option in field}:
            raise StopValidation(message)

    return check
