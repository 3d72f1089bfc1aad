"""What an officer may say was done, and what a young person may say of it. Pure."""

from __future__ import annotations

from enum import StrEnum


class Did(StrEnum):
    """The honest states of "we did"."""

    DONE = "done"
    PARTLY = "partly"
    CANT = "cant"  # with the true reason


class Difference(StrEnum):
    """Whether it made a difference, as a young person says."""

    YES = "yes"
    A_BIT = "a_bit"
    NO = "no"


class PaperKind(StrEnum):
    """What an entry of the register is: a meeting's summary, or the four quarters it is compared with."""

    SUMMARY = "summary"
    COMPARISON = "comparison"
