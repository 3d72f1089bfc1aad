"""Words a young person writes about a review are read by trained people, like anything they say."""

from __future__ import annotations

import uuid
from datetime import datetime
from uuid import UUID

from portal.accounts.queries.around import people_around
from portal.clocks.reading import local_day
from portal.people.rules import LinkKind
from portal.reviews.models import Review
from portal.reviews.rules.reviews_said import FOR_THE_DESK, Wanted
from portal.voice.commands import saying
from portal.voice.commands.drafts import one_at_a_time
from portal.voice.commands.saying import Promises, Speaker
from portal.voice.queries import sent as sent_queries
from portal.voice.rules import Level
from portal.voice.rules.saying import Said, place_of

AFTER_REVIEW = "after_review"


def say_how_it_was(
    speaker: Speaker,
    send_once: UUID,
    words: str,
    to: tuple[UUID, ...],
    *,
    promises: Promises,
    themes: frozenset[str],
    now: datetime,
) -> UUID:
    """How the review was, in their words: a statement. Sent twice it is one."""
    said = Said(words=words, to=to, asked=AFTER_REVIEW)
    return saying.send(speaker, send_once, said, promises=promises, themes=themes, now=now).statement_id


def to_the_desk(
    speaker: Speaker,
    review: Review,
    wanted: Wanted,
    *,
    promises: Promises,
    themes: frozenset[str],
    now: datetime,
) -> UUID | None:
    """What they wish of a review goes to who leads it. Whom they do not want there the safety team reads too,
    whatever it says: a list of phrases must not decide what nobody reads. So do other words that sound as if
    somebody is not safe. The same words are sent once. None: there were no such words."""
    others = [part for part in (wanted.who, wanted.where, wanted.anything) if part and _worries(part)]
    words = "\n\n".join(part for part in (wanted.who_not, *others) if part)
    if not words:
        return None
    one_at_a_time(speaker.young_person_id)
    once = uuid.uuid5(review.id, words)
    if sent := sent_queries.sent_with(speaker.young_person_id, once):
        shown: UUID = sent_queries.shown_of(sent).id
        return shown
    around = people_around(speaker.young_person_id, local_day(now, promises.hours.zone))
    leads = tuple(one.account_id for one in around if one.kind is LinkKind.IRO)[:1]
    said = Said(words=words, to=leads, asked=FOR_THE_DESK)
    return saying.store(speaker, once, said, around, promises, themes, now, draft_stays=True).statement_id


def _worries(words: str) -> bool:
    return place_of(Said(words=words)).level is not Level.REST
