"""What a young person writes in a form of the groups is read like everything they say: the same working day,
by people trained for it, and answered."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from portal.accounts.queries.around import people_around
from portal.clocks.reading import local_day
from portal.voice.commands import saying
from portal.voice.commands.drafts import one_at_a_time
from portal.voice.commands.once import sent_already
from portal.voice.commands.saying import Promises, Speaker
from portal.voice.queries import sent as sent_queries
from portal.voice.rules.saying import Replied, Said

PROMPT = "participation"


def tell_the_desk(
    speaker: Speaker, send_once: UUID, question: str, words: str, *, promises: Promises, now: datetime
) -> UUID | None:
    """Keep it as a statement for the council, once; the statement's id, or None when nothing was written.

    What they have started to write elsewhere stays."""
    if not words.strip():
        return None
    said = Said(replies=(Replied(PROMPT, question, words=words),), for_council=True)
    one_at_a_time(speaker.young_person_id)
    sent, own_id = sent_already(speaker.young_person_id, send_once, said)
    if sent:
        before: UUID = sent_queries.shown_of(sent).id
        return before
    around = people_around(speaker.young_person_id, local_day(now, promises.hours.zone))
    receipt = saying.store(
        speaker, own_id, said, around, promises, frozenset(), now, draft_stays=True, form_id=send_once
    )
    return receipt.statement_id
