"""Why a file could not be taken. Said without prose; pages hold the words."""

from __future__ import annotations


class Unusable(Exception):
    """Nothing of it was kept."""


class NotAPicture(Unusable):
    """Its content is no picture that we take, or it is broken."""


class IsHeic(NotAPicture):
    """A picture as iPhones keep it. They send a JPEG when they are asked for one."""


class TooManyPixels(Unusable):
    """Small as a file, huge when opened."""


class TooBig(Unusable):
    """More bytes than may be sent."""


class NotASound(Unusable):
    """Its content is no sound that we take, or it is broken."""


class TooLong(Unusable):
    """It plays for longer than may be sent."""


class Infected(Unusable):
    """The scanner found something in it that could harm whoever opens it."""


class CannotScan(Unusable):
    """A scanner is set and does not answer: nothing comes in unscanned."""


class TooBusy(Unusable):
    """Too many files are being made anew at this moment."""
