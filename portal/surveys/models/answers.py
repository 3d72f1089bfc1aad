"""Answers: while they are typed, while they wait, and where they stay.

Without names: `SurveyDraft` while it is filled in (found by a hash of what the phone holds), then one row in
`SurveyIntake`, and, where a code was used, one in `SurveyIntakeUsed`. A batch empties both into
`SurveyAnswer`, `SurveyWords` and `SurveyAnswered`, all rows of the wave written anew, each in a shuffled
order of its own. Those three know no moment, no order and nothing of each other. With names:
`SurveyNamedAnswer`.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.db import Base, WithId
from portal.surveys.models.enums import enum
from portal.surveys.rules.kinds import Face, WordsState
from portal.vault.sealed import HasSealed, Sealed


class SurveyDraft(HasSealed, WithId, Base):
    """What somebody has filled in and not sent. Gone when it is sent: sending it twice finds none."""

    __tablename__ = "survey_drafts"

    wave_id: Mapped[UUID] = mapped_column(sa.ForeignKey("survey_waves.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(sa.LargeBinary(32), unique=True)
    face: Mapped[Face] = mapped_column(enum(Face))
    values_sealed: Mapped[bytes | None]
    values = Sealed("values_sealed")  # JSON
    touched_on: Mapped[date]


class SurveyIntake(HasSealed, WithId, Base):
    """Sent, without a name, waiting for its batch."""

    __tablename__ = "survey_intake"

    wave_id: Mapped[UUID] = mapped_column(sa.ForeignKey("survey_waves.id"), index=True)
    face: Mapped[Face] = mapped_column(enum(Face))
    values_sealed: Mapped[bytes | None]
    values = Sealed("values_sealed")  # JSON, free words among them


class SurveyIntakeUsed(WithId, Base):
    """An invitation that was used, waiting for its batch.

    No foreign key: PostgreSQL would write the sending transaction's number on the invitation's row."""

    __tablename__ = "survey_intake_used"

    wave_id: Mapped[UUID] = mapped_column(sa.ForeignKey("survey_waves.id"), index=True)
    invitation_id: Mapped[UUID] = mapped_column(unique=True)


class SurveyAnswer(HasSealed, WithId, Base):
    """One answer of a wave without names: what was chosen, no free words."""

    __tablename__ = "survey_answers"

    wave_id: Mapped[UUID] = mapped_column(sa.ForeignKey("survey_waves.id"), index=True)
    face: Mapped[Face] = mapped_column(enum(Face))
    values_sealed: Mapped[bytes | None]
    values = Sealed("values_sealed")  # JSON


class SurveyAnswered(Base):
    """Of a wave without names: this invitation was used, in some batch."""

    __tablename__ = "survey_answered"

    invitation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("survey_invitations.id"), primary_key=True)
    wave_id: Mapped[UUID] = mapped_column(sa.ForeignKey("survey_waves.id"), index=True)


class SurveyNamedAnswer(HasSealed, WithId, Base):
    """One answer of a confidential wave, linked to who was asked; they were told so before it began."""

    __tablename__ = "survey_named_answers"
    __table_args__ = (sa.UniqueConstraint("wave_id", "invitation_id"),)
    sealed_by = "young_person_id"

    wave_id: Mapped[UUID] = mapped_column(sa.ForeignKey("survey_waves.id"))
    invitation_id: Mapped[UUID] = mapped_column(sa.ForeignKey("survey_invitations.id"))
    young_person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    face: Mapped[Face] = mapped_column(enum(Face))
    values_sealed: Mapped[bytes | None]
    values = Sealed("values_sealed")  # JSON, free words not among them
    answered_at: Mapped[datetime]


class SurveyWords(HasSealed, WithId, Base):
    """Free words under one question. Of a wave without names nothing joins them to the rest of the answer."""

    __tablename__ = "survey_words"
    __table_args__ = (sa.Index(None, "wave_id", "state"),)
    sealed_by = "young_person_id"

    wave_id: Mapped[UUID] = mapped_column(sa.ForeignKey("survey_waves.id"))
    question: Mapped[str] = mapped_column(sa.String(60))
    # Only of a confidential wave, so that what belongs to a young person is sealed with their key.
    young_person_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("young_people.id"), index=True)
    is_childs: Mapped[bool] = mapped_column(default=False)  # read by the duty desk; never shown word for word
    words_sealed: Mapped[bytes | None]
    words = Sealed("words_sealed")
    shown_sealed: Mapped[bytes | None]
    shown = Sealed("shown_sealed")  # after the check: with what points at somebody taken out
    state: Mapped[WordsState] = mapped_column(enum(WordsState), default=WordsState.WAITING)
    checked_by_id: Mapped[UUID | None] = mapped_column(sa.ForeignKey("accounts.id"))
    themes_by_id: Mapped[UUID | None] = mapped_column(
        sa.ForeignKey("accounts.id")
    )  # who said what it is about


class SurveyTheme(Base):
    """What a person confirmed some free words to be about."""

    __tablename__ = "survey_themes"

    words_id: Mapped[UUID] = mapped_column(sa.ForeignKey("survey_words.id"), primary_key=True)
    theme: Mapped[str] = mapped_column(sa.String(30), primary_key=True)


class SurveyPaper(Base):
    """A form by which somebody wrote in an answer from paper, so that sending it twice is once. It knows no
    answer, no person and no moment."""

    __tablename__ = "survey_papers"

    id: Mapped[UUID] = mapped_column(primary_key=True)  # the form's own
    wave_id: Mapped[UUID] = mapped_column(sa.ForeignKey("survey_waves.id"), index=True)
