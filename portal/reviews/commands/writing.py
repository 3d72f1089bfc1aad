"""Writing the letter after a review: started, saved, read and approved, put right, translated."""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from portal import db
from portal.audit import commands as audit
from portal.kit.errors import Refused
from portal.policy.viewer import Viewer
from portal.reviews.commands.writing_quotes import keep_out, take_out_quotes
from portal.reviews.models import Letter, LetterTranslation, Review
from portal.reviews.queries import reviews
from portal.reviews.queries import writing as queries
from portal.reviews.queries import writing_quotes as quoting
from portal.reviews.rules import LetterState, ReviewState
from portal.reviews.rules import writing as rules
from portal.reviews.rules.plain import Remark
from portal.reviews.rules.writing import Choices, Section, WhyNot, sections_from, sections_to

_FINGERPRINT = re.compile(r"[0-9a-f]{64}")


def start(
    review: Review,
    sections: Sequence[Section],
    choices: Choices,
    *,
    send_once: UUID,
    by: Viewer,
    now: datetime,
    quoted: Collection[UUID] = (),
) -> Letter:
    """The letter after a review that was held. There is one in hand at most: a second start is the same.
    `quoted`: the statements it begins with. Raises Refused."""
    review = reviews.locked(review.id)
    if letter := queries.in_hand(review.id):
        return letter
    if review.state is not ReviewState.HELD:
        raise Refused(WhyNot.NOT_HELD)
    newest = queries.newest(review.id)
    if newest and newest.state is not LetterState.RECALLED:
        return newest
    letter = _new(review, choices, send_once, by, now)
    letter.sections, letter.quoted = sections_to(sections), [str(one) for one in quoted]
    db.session.add(letter)
    db.session.flush()
    _note("start_letter", letter, by)
    return letter


def begin_again(letter: Letter, *, send_once: UUID, by: Viewer, now: datetime) -> Letter:
    """A new version from one that was taken back before it was opened. Begun twice it is one. Raises
    Refused."""
    review = reviews.locked(letter.review_id)
    if begun := queries.in_hand(review.id):
        return begun
    letter = queries.locked(letter.id)
    if letter.state is not LetterState.RECALLED:
        raise Refused(WhyNot.NOT_A_DRAFT)
    new = _new(review, _looks_of(letter), send_once, by, now)
    new.sections, new.kept, new.note = letter.sections, letter.kept, letter.note
    new.quoted, new.taken_out = letter.quoted, letter.taken_out
    corrects_id, letter.corrects_id = letter.corrects_id, None
    db.session.flush()  # one letter at a time puts another right
    new.corrects_id = corrects_id
    db.session.add(new)
    db.session.flush()
    take_out_quotes(new, quoting.no_longer_quoted(new), now)
    _note("start_letter", new, by)
    return new


def save(
    letter: Letter,
    sections: Sequence[Section],
    choices: Choices,
    *,
    number: int,
    by: Viewer,
    now: datetime,
    note: str | None = None,
) -> Letter:
    """What is written now. `number`: the one the writer's page had. A save that changes something takes an
    approved letter back to a draft. Raises Refused."""
    letter = queries.locked(letter.id)
    if why := rules.why_not_save(letter.state, letter.number, number, len(sections)):
        raise Refused(why)
    before = _as_it_is(letter)
    letter.sections = sections_to(keep_out(letter, sections))
    letter.preset, letter.language = choices.preset, choices.language
    letter.has_pictures, letter.is_easy_read = choices.has_pictures, choices.is_easy_read
    letter.is_large = choices.is_large
    if note is not None and letter.corrects_id:
        letter.note = note
    if _as_it_is(letter) != before:
        _changed(letter, now)
        db.session.flush()
    return letter


def keep_words(letter: Letter, remark: Remark, why: str, *, by: Viewer, now: datetime) -> None:
    """The writer keeps the words that were remarked, and says why. It is kept with the letter."""
    letter = queries.locked(letter.id)
    if letter.state not in (LetterState.DRAFT, LetterState.APPROVED):
        raise Refused(WhyNot.NOT_A_DRAFT)
    kept = kept_in(letter)
    kept[remark.key] = {"what": remark.what.value, "found": remark.found[:200], "why": why}
    letter.kept = json.dumps(kept, ensure_ascii=False)
    letter.changed_at = now
    db.session.flush()
    _note("keep_letter_words", letter, by)


def look_again(letter: Letter, key: str, *, by: Viewer, now: datetime) -> None:
    """The writer does not keep them after all: it is remarked again."""
    letter = queries.locked(letter.id)
    if letter.state not in (LetterState.DRAFT, LetterState.APPROVED):
        raise Refused(WhyNot.NOT_A_DRAFT)
    kept = kept_in(letter)
    kept.pop(key, None)
    letter.kept = json.dumps(kept, ensure_ascii=False) if kept else ""
    letter.changed_at = now
    db.session.flush()


def kept_in(letter: Letter) -> dict[str, dict[str, str]]:
    """Remark -> what it was of, and why the words stay. An empty reason: it was left as it was."""
    kept: dict[str, dict[str, str]] = json.loads(letter.kept or "{}")
    return kept


def take_over(letter: Letter, *, by: Viewer, now: datetime) -> None:
    """Whoever leads the reviews now writes it on, and signs it. Raises Refused."""
    letter = queries.locked(letter.id)
    if letter.state not in (LetterState.DRAFT, LetterState.APPROVED):
        raise Refused(WhyNot.NOT_A_DRAFT)
    if letter.by_id == by.account_id:
        return
    letter.by_id = by.account_id
    _changed(letter, now)
    db.session.flush()
    _note("take_over_letter", letter, by)


def approve(
    letter: Letter,
    viewer: Viewer,
    *,
    number: int,
    seen: str,
    left: Collection[Remark],
    reading_age: float | None,
    now: datetime,
) -> None:
    """Somebody read it as the child will see it. `seen`: the fingerprint of what was on their page; what
    changed since must be read again. `left`: what was remarked and not decided. Raises Refused."""
    letter = queries.locked(letter.id)
    fingerprint = queries.fingerprint_of(letter)
    is_theirs = letter.by_id in {viewer.account_id, *viewer.stands_in_for}
    says_something = any(one.says_something for one in sections_from(letter.sections))
    why = rules.why_not_approve(
        letter.state, number=letter.number, known=number, is_theirs=is_theirs, says_something=says_something
    )
    if why is None and not hmac.compare_digest(fingerprint.hex().encode(), seen.encode()):
        why = WhyNot.CHANGED_MEANWHILE
    if why:
        raise Refused(why)
    kept = kept_in(letter)
    for one in left:
        kept.setdefault(one.key, {"what": one.what.value, "found": one.found[:200], "why": ""})
    letter.kept = json.dumps(kept, ensure_ascii=False) if kept else ""
    letter.state, letter.fingerprint = LetterState.APPROVED, fingerprint
    letter.approved_at, letter.approved_by_id = now, viewer.account_id
    letter.reading_age = reading_age
    db.session.flush()
    _note("approve_letter", letter, viewer)


def correct(letter: Letter, note: str, *, send_once: UUID, by: Viewer, now: datetime) -> Letter:
    """A new version that puts a sent letter right, with a note for the child. Sent twice it is one. Raises
    Refused."""
    review = reviews.locked(letter.review_id)
    letter = queries.locked(letter.id)
    begun = queries.correction_begun(letter.id)
    if begun and begun.send_once == send_once:
        return begun
    if begun and begun.state is LetterState.RECALLED:  # it puts nothing right any more
        begun.corrects_id, begun = None, None
        db.session.flush()
    if why := rules.why_not_correct(letter.state, has_correction=begun is not None):
        raise Refused(why)
    new = _new(review, _looks_of(letter), send_once, by, now)
    new.sections, new.kept, new.quoted = letter.sections, letter.kept, letter.quoted
    new.taken_out = letter.taken_out
    new.corrects_id, new.note = letter.id, note
    db.session.add(new)
    db.session.flush()
    take_out_quotes(new, quoting.no_longer_quoted(new), now)
    _note("correct_letter", new, by)
    return new


def translate(
    letter: Letter,
    language: str,
    sections: Sequence[Section],
    translator: str,
    *,
    seen: str,
    by: Viewer,
    now: datetime,
) -> None:
    """The letter in another language, entered by a person before it goes: somebody reads it with the letter,
    and what was sent stays as it was read. `seen`: the fingerprint of the words beside which it was typed:
    where they changed meanwhile, it is out of date from the start. Raises Refused."""
    letter = queries.locked(letter.id)
    if letter.state not in (LetterState.DRAFT, LetterState.APPROVED):
        raise Refused(WhyNot.NOT_A_DRAFT)
    if not translator.strip():
        raise Refused(WhyNot.NO_TRANSLATOR)
    row = queries.translation_of(letter, language)
    if row is None:
        row = LetterTranslation(
            letter_id=letter.id, young_person_id=letter.young_person_id, language=language
        )
        db.session.add(row)
    row.sections, row.translator = sections_to(sections), translator
    row.of_fingerprint = bytes.fromhex(seen) if _FINGERPRINT.fullmatch(seen) else b""
    row.by_id, row.at = by.account_id, now
    db.session.flush()
    _note("translate_letter", letter, by)


def _new(review: Review, choices: Choices, send_once: UUID, by: Viewer, now: datetime) -> Letter:
    return Letter(
        review_id=review.id,
        young_person_id=review.young_person_id,
        send_once=send_once,
        version=max((one.version for one in queries.versions(review.id)), default=0) + 1,
        number=1,
        preset=choices.preset,
        has_pictures=choices.has_pictures,
        is_easy_read=choices.is_easy_read,
        is_large=choices.is_large,
        language=choices.language,
        by_id=by.account_id,
        made_at=now,
        changed_at=now,
    )


def _looks_of(letter: Letter) -> Choices:
    return Choices(letter.preset, letter.has_pictures, letter.is_easy_read, letter.is_large, letter.language)


def _as_it_is(letter: Letter) -> tuple[object, ...]:
    looks = (letter.preset, letter.has_pictures, letter.is_easy_read, letter.is_large, letter.language)
    return (letter.sections, letter.note, *looks)


def _changed(letter: Letter, now: datetime) -> None:
    """Another number, and what was approved is not approved any more."""
    letter.number += 1
    letter.changed_at = now
    letter.state = LetterState.DRAFT
    letter.fingerprint, letter.approved_at, letter.approved_by_id = None, None, None


def _note(action: str, letter: Letter, by: Viewer) -> None:
    audit.record(
        action,
        by=by.account_id,
        role=",".join(sorted(by.roles)),
        young_person_id=letter.young_person_id,
        subject=("letter", letter.id),
    )
