"""Free words are checked before anyone but whose survey it is reads them; and what they are about is said."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.audit import commands as audit
from portal.coding.codebook import codebook
from portal.kit.errors import NotFound, Refused
from portal.outcomes.queries.naming import pointing
from portal.surveys.models import SurveyTheme, SurveyWords
from portal.surveys.rules.kinds import WhyNot, WordsState
from portal.surveys.rules.words import state_after, why_not_check


def check(words_id: UUID, shown: str, themes: Collection[str], *, is_kept_back: bool, by: UUID) -> None:
    """`shown`: what others may read, without what points at somebody. Raises Refused while a name that is
    known here is in it, or where another reader has kept it back. Checked again, the last check holds."""
    row = db.session.get(SurveyWords, words_id, with_for_update=True, populate_existing=True)
    if row is None:
        raise NotFound  # a batch has just written it anew; it waits in the list, as it was
    if why := why_not_check(row.state, kept_back_by_them=row.checked_by_id == by):
        raise Refused(why)
    shown = "" if is_kept_back else shown
    if shown and pointing((shown,)).known:
        raise Refused(WhyNot.WORDS_POINT_AT_SOMEBODY)
    was_kept_back = row.state is WordsState.KEPT_BACK
    row.shown, row.state = shown or None, state_after(shown, is_kept_back=is_kept_back)
    row.checked_by_id = row.themes_by_id = by
    db.session.execute(sa.delete(SurveyTheme).where(SurveyTheme.words_id == words_id))
    db.session.add_all(SurveyTheme(words_id=words_id, theme=key) for key in codebook().keys if key in themes)
    db.session.flush()
    is_open_again = was_kept_back and row.state is not WordsState.KEPT_BACK
    what = "opened words of a survey they had kept back" if is_open_again else "checked words of a survey"
    audit.record(what, by=by, subject=("survey_wave", row.wave_id))
