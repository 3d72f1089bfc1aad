"""Writing in what somebody answered on paper. Who did it is noted, of which wave; never which answer."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.dialects import postgresql, sqlite

from portal import db
from portal.audit import commands as audit
from portal.kit.errors import Refused
from portal.surveys.commands.answering_named import About
from portal.surveys.commands.paper_in import add_from_paper
from portal.surveys.models import SurveyPaper
from portal.surveys.queries.invitations import invitation_with
from portal.surveys.queries.subjects import WaveFound
from portal.surveys.rules.kinds import Face, Privacy, WayIn, WhyNot
from portal.surveys.rules.path import Values


def write_in(
    wave: WaveFound,
    face: Face,
    values: Values,
    send_once: UUID,
    *,
    about: About,
    by: UUID,
    role: str,
    code: str = "",
) -> bool:
    """One sheet. False when this form was sent before: then nothing happens. `code`: of the invitation, for a
    confidential survey. Raises Refused."""
    if WayIn.PAPER not in wave.ways:
        raise Refused(WhyNot.NO_WAY_IN)
    invitation_id = _invited(wave, code) if wave.privacy is Privacy.CONFIDENTIAL else None
    if not _is_first(wave.id, send_once):
        return False
    add_from_paper(wave, face, values, by=by, about=about, invitation_id=invitation_id)
    audit.record("wrote in an answer from paper", by=by, role=role, subject=("survey_wave", wave.id))
    return True


def _invited(wave: WaveFound, code: str) -> UUID:
    invitation = invitation_with(code) if code.strip() else None
    if invitation is None or invitation.wave_id != wave.id:
        raise Refused(WhyNot.CODE_UNKNOWN)
    found: UUID = invitation.id
    return found


def _is_first(wave_id: UUID, send_once: UUID) -> bool:
    """Two at the same moment: the second waits for the first and finds its row."""
    dialect = db.session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    row = insert(SurveyPaper).values(id=send_once, wave_id=wave_id).on_conflict_do_nothing()
    return db.session.scalar(row.returning(SurveyPaper.id)) is not None


def note_codes_seen(wave: WaveFound, *, by: UUID, role: str) -> None:
    """Somebody looked at who is asked, with the codes by which answers become theirs."""
    audit.record("saw the codes of a survey", by=by, role=role, subject=("survey_wave", wave.id))
