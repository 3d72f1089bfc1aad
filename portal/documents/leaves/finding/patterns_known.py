"""The kinds of numbers and addresses that are looked for."""

from __future__ import annotations

from enum import StrEnum


class Pattern(StrEnum):
    PHONE = "phone"
    POSTCODE = "postcode"
    EMAIL = "email"
    NHS_NUMBER = "nhs_number"
    NI_NUMBER = "ni_number"
    BIRTH_DATE = "birth_date"
