"""An officer's calendar in words: what a day is and its reference, never whose."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid5

from flask_babel import gettext as _

from portal.documents.calendars import Entry, feed_of
from portal.records.queries.calendar import Day, What, days_of


def feed(account_id: UUID, today: date, now: datetime) -> bytes:
    """The feed of one officer."""
    entries = [
        Entry(uuid5(one.about_id, one.what), one.on, _words(one)) for one in days_of(account_id, today)
    ]
    return feed_of(str(_("Records")), entries, now)


def _words(one: Day) -> str:
    words = {
        What.DUE: _("%(reference)s is due", reference=one.reference),
        What.AIM: _("%(reference)s: aim for today", reference=one.reference),
        What.NOTICE: _("%(reference)s: last day to say that it takes longer", reference=one.reference),
        What.CHASE: _("%(reference)s: ask again", reference=one.reference),
        What.TALK: _("%(reference)s: a talk or a call", reference=one.reference),
    }
    return str(words[one.what])
