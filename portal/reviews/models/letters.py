"""Letters to a young person after a review: drafts and versions, how each was sent, opened and liked."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.reviews.models.enums import enum
from portal.reviews.rules import LetterState, Preset, Way
from portal.vault.sealed import HasSealed, Sealed


class Letter(HasSealed, WithId, Base):
    """One version of the letter after a review. A correction is another row that `corrects_id` this one.

    What is approved is `fingerprint`: of the words, the actions, the name and the way it goes. Whatever
    changes any of them afterwards makes the fingerprint differ, and it cannot be sent."""

    __tablename__ = "letters"
    __table_args__ = (
        sa.Index(None, "young_person_id", "state"),
        sa.UniqueConstraint("review_id", "version"),
        sa.UniqueConstraint("review_id", "send_once"),
    )
    sealed_by = "young_person_id"

    review_id: Mapped[UUID] = mapped_column(sa.ForeignKey("reviews.id"))
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    send_once: Mapped[UUID]
    version: Mapped[int] = mapped_column(default=1)
    number: Mapped[int] = mapped_column(default=1)  # rises with every change of a draft
    state: Mapped[LetterState] = mapped_column(enum(LetterState), default=LetterState.DRAFT)
    preset: Mapped[Preset] = mapped_column(enum(Preset))
    has_pictures: Mapped[bool] = mapped_column(default=False)
    is_easy_read: Mapped[bool] = mapped_column(default=False)
    is_large: Mapped[bool] = mapped_column(default=False)  # large print
    language: Mapped[str] = mapped_column(sa.String(8), default="en")
    sections_sealed: Mapped[bytes | None]
    sections = Sealed("sections_sealed")  # JSON list: key, heading ("" the usual), words, is_in
    kept_sealed: Mapped[bytes | None]
    kept = Sealed("kept_sealed")  # JSON: warning -> why the writer keeps the words as they are
    quoted: Mapped[list[str]] = mapped_column(sa.JSON, default=list)  # ids of statements it began with
    taken_out: Mapped[list[str] | None] = mapped_column(sa.JSON)  # ids of those it may not quote any more
    corrects_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("letters.id"), unique=True)
    note_sealed: Mapped[bytes | None]
    note = Sealed("note_sealed")  # what was put right, for the child
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))  # who writes it
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    fingerprint: Mapped[bytes | None] = mapped_column(sa.LargeBinary(32))  # keyed; of what was approved
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    reading_age: Mapped[float | None]  # measured when it was approved
    sent_at: Mapped[datetime | None] = mapped_column(index=True)
    shown_sealed: Mapped[bytes | None]
    shown = Sealed("shown_sealed")  # JSON: the letter exactly as it was sent
    first_opened_at: Mapped[datetime | None]  # by the young person
    read_together_at: Mapped[datetime | None]
    recalled_at: Mapped[datetime | None]
    recall_why_sealed: Mapped[bytes | None]
    recall_why = Sealed("recall_why_sealed")


class LetterSending(HasSealed, WithId, Base):
    """One way one letter goes to the young person. Paper has the address as it was when it was approved."""

    __tablename__ = "letter_sendings"
    __table_args__ = (sa.UniqueConstraint("letter_id", "send_once"),)
    sealed_by = "young_person_id"

    letter_id: Mapped[UUID] = mapped_column(sa.ForeignKey("letters.id"), index=True)
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    send_once: Mapped[UUID]
    way: Mapped[Way] = mapped_column(enum(Way))
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    with_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))  # who reads it with them
    address_sealed: Mapped[bytes | None]
    address = Sealed("address_sealed")
    done_on: Mapped[date | None]  # posted, handed over, read together
    done_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    ended_at: Mapped[datetime | None]  # recalled, or sent another way instead


class LetterTranslation(HasSealed, WithId, Base):
    """A letter in another language, entered by a person beside the original. The child can see both."""

    __tablename__ = "letter_translations"
    __table_args__ = (sa.UniqueConstraint("letter_id", "language"),)
    sealed_by = "young_person_id"

    letter_id: Mapped[UUID] = mapped_column(sa.ForeignKey("letters.id"))
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    language: Mapped[str] = mapped_column(sa.String(8))
    sections_sealed: Mapped[bytes | None]
    sections = Sealed("sections_sealed")  # as the letter's own, heading and words
    translator_sealed: Mapped[bytes | None]
    translator = Sealed("translator_sealed")  # who translated it
    of_fingerprint: Mapped[bytes | None] = mapped_column(sa.LargeBinary(32))  # of the words it translates
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]


class LetterReply(WithId, Base):
    """A reply to a letter: a statement like any other, to whoever is the IRO now."""

    __tablename__ = "letter_replies"

    statement_id: Mapped[UUID] = mapped_column(sa.ForeignKey("statements.id"), unique=True)
    letter_id: Mapped[UUID] = mapped_column(sa.ForeignKey("letters.id"), index=True)
    at: Mapped[datetime]


class LetterFelt(HasSealed, WithId, Base):
    """Whether the letter helped, as the young person says. One row a letter; the newest word holds."""

    __tablename__ = "letter_felt"
    sealed_by = "young_person_id"

    letter_id: Mapped[UUID] = mapped_column(sa.ForeignKey("letters.id"), unique=True)
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    helped_sealed: Mapped[bytes | None]
    helped = Sealed("helped_sealed")  # yes | bit | no
    at: Mapped[datetime]


class LetterSample(HasSealed, WithId, Base):
    """A manager read a letter that was sent and says how it is: its tone, whether it is plain and true."""

    __tablename__ = "letter_samples"
    __table_args__ = (sa.UniqueConstraint("letter_id", "by_id"),)
    sealed_by = "young_person_id"

    letter_id: Mapped[UUID] = mapped_column(sa.ForeignKey("letters.id"))
    young_person_id: Mapped[UUID] = mapped_column(sa.ForeignKey("young_people.id"))
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"), index=True)
    marks: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict)  # question -> yes | partly | no
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")
    at: Mapped[datetime]
    seen_at: Mapped[datetime | None]  # by whoever wrote the letter


class JargonWord(HasSealed, WithId, Base):
    """A word of ours and what to say instead: added by the council, or taken off its list. Sealed with the
    council's key, as somebody may write a name there."""

    __tablename__ = "jargon_words"

    word_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    word_sealed: Mapped[bytes | None]
    word = Sealed("word_sealed")
    say_sealed: Mapped[bytes | None]
    say = Sealed("say_sealed")
    is_off: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[UUID] = mapped_column(sa.ForeignKey("accounts.id"))
    at: Mapped[datetime]
