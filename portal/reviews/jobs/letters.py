"""Letters that have to be looked at again: whoever was to read one with the child is gone, or what one quotes
must not be read by others any more."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.reviews.commands.writing_quotes import take_out_quotes, warn_of_paper
from portal.reviews.models import LetterSending
from portal.reviews.queries import sending as queries
from portal.reviews.queries import writing_quotes as quoting
from portal.reviews.queries.actions_line import stand_ins_of
from portal.reviews.queries.reviews import iro_of
from portal.voice.jobs.one_by_one import each


def look_after_letters(now: datetime, zone: ZoneInfo) -> int:
    """Gives how many were looked after."""
    today = now.astimezone(zone).date()
    taken_out = each("take quotes out", quoting.to_take_out(), lambda one: int(take_out_quotes(*one, now)))
    warned = each("warn of letters", quoting.to_warn_of(), lambda one: int(warn_of_paper(*one, today)))
    lost = queries.without_a_reader(today)
    return taken_out + warned + each("give letters again", lost, lambda one: _give_again(one, today))


def _give_again(sending: LetterSending, today: date) -> int:
    """Whoever leads the reviews has it to give again, themselves or by somebody else. While nobody leads them
    it waits."""
    iro = iro_of(sending.young_person_id, today)
    if iro is None:
        return 0
    if sending.with_id:
        notices.drop(sending.letter_id, NoticeKind.LETTER_TO_GIVE, account_id=sending.with_id)
    sending.with_id = None
    for account_id in (iro, *stand_ins_of([iro], today)):
        notices.notify(account_id, NoticeKind.LETTER_TO_GIVE, sending.letter_id)
    return 1
