"""A manager says how a letter was; its writer has read that."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from portal import db
from portal.audit import commands as audit
from portal.kit.errors import Refused
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.policy.viewer import Viewer
from portal.reviews.models import Letter, LetterSample
from portal.reviews.queries import writing, writing_samples
from portal.reviews.rules.writing_samples import Asked, Mark, why_not_say


def say(
    letter: Letter, marks: Mapping[Asked, Mark | None], words: str, *, by: Viewer, now: datetime
) -> LetterSample:
    """What a manager says of a letter; said again, the newest holds. Its writer is told, once. Raises
    Refused."""
    if why := why_not_say(marks, words):
        raise Refused(why)
    letter = writing.locked(letter.id)
    row = writing_samples.sample_by(letter.id, by.account_id)
    is_new = row is None
    if row is None:
        row = LetterSample(letter_id=letter.id, young_person_id=letter.young_person_id, by_id=by.account_id)
        db.session.add(row)
    row.marks = {one.value: mark.value for one, mark in marks.items() if mark}
    row.words, row.at, row.seen_at = words, now, None
    db.session.flush()
    audit.record(
        "sample_letter",
        by=by.account_id,
        role=",".join(sorted(by.roles)),
        young_person_id=letter.young_person_id,
        subject=("letter", letter.id),
    )
    if is_new:
        notices.notify(letter.by_id, NoticeKind.LETTER_FEEDBACK, letter.id)
    return row


def see(letter: Letter, *, by: Viewer, now: datetime) -> None:
    """Its writer has read what was said of it."""
    for row in writing_samples.samples_of([letter.id]).get(letter.id, []):
        row.seen_at = row.seen_at or now
    notices.see(by.account_id, letter.id)
    db.session.flush()
