"""Taking a quote out of a letter that is in hand, once it must not be read by others any more; and warning of
one on paper that quotes it still."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa

from portal import db
from portal.audit import commands as audit
from portal.notices import commands as notices
from portal.notices.rules import NoticeKind
from portal.reviews.models import Letter, LetterTranslation
from portal.reviews.queries import writing as queries
from portal.reviews.queries import writing_quotes as queries_of_quotes
from portal.reviews.queries.actions_line import stand_ins_of
from portal.reviews.queries.letters_shut import kept_from_letter
from portal.reviews.queries.reviews import iro_of
from portal.reviews.rules import LetterState
from portal.reviews.rules.writing import Section, sections_from, sections_to, where_quoted_out, without_quote
from portal.voice.models import Statement


def keep_out(letter: Letter, sections: Sequence[Section]) -> Sequence[Section]:
    """What was typed on a page that was open when a quote was taken out: without it."""
    for said in queries_of_quotes.statements(letter.taken_out or []):
        sections = where_quoted_out(sections, _words_of(said))
    return sections


def _words_of(said: Statement) -> str:
    return "\n".join(part for part in (said.words, said.wants) if part)


def take_out_quotes(letter: Letter, said: Sequence[Statement], now: datetime) -> bool:
    """Out of its words, its translations and what was remarked of them. Nobody is told why: that it was taken
    out tells nothing of whom it concerns. Gives whether anything was."""
    letter = queries.locked(letter.id)
    if not said or letter.state not in (LetterState.DRAFT, LetterState.APPROVED):
        return False
    sections = sections_from(letter.sections)
    for one in said:
        sections = without_quote(sections, _words_of(one))
    out = {str(one.id) for one in said}
    letter.sections, letter.kept = sections_to(sections), ""
    letter.quoted = [one for one in letter.quoted if one not in out]
    letter.taken_out = sorted({*(letter.taken_out or []), *out})
    letter.number += 1
    letter.changed_at, letter.state = now, LetterState.DRAFT
    letter.fingerprint, letter.approved_at, letter.approved_by_id = None, None, None
    db.session.execute(sa.delete(LetterTranslation).where(LetterTranslation.letter_id == letter.id))
    db.session.flush()
    audit.record(
        "took quote out of letter",
        by=None,
        role="worker",
        young_person_id=letter.young_person_id,
        subject=("letter", letter.id),
    )
    return True


def warn_of_paper(letter: Letter, said: Sequence[Statement], today: date) -> bool:
    """Whoever posts it or hands it over, wrote it, or leads the reviews is told to look before it goes, once
    for each thing that it quotes; never who is kept from one of them. Gives whether anybody was."""
    letter = queries.locked(letter.id)
    letter.taken_out = sorted({*(letter.taken_out or []), *(str(one.id) for one in said)})
    iro = iro_of(letter.young_person_id, today)
    leads = [iro, *stand_ins_of([iro], today)] if iro else []
    givers = [one.with_id for one in queries_of_quotes.on_paper(letter.id)]
    wanted = {one for one in (*leads, *givers, letter.by_id) if one} - kept_from_letter(letter)
    for account_id in sorted(wanted):
        notices.drop(letter.id, NoticeKind.LETTER_STOP, account_id=account_id)
        notices.notify(account_id, NoticeKind.LETTER_STOP, letter.id)
    db.session.flush()
    return bool(wanted)
