"""What the desk's pages of talks and groups offer."""

from __future__ import annotations

from uuid import UUID

from portal.nameless.forms.reading import MarkReadForm
from portal.nameless.presenters.talk import settings
from portal.nameless.queries.apart import apart_with, today
from portal.nameless.queries.choices import may_answer, may_concern
from portal.nameless.queries.desk import TalkAtDesk
from portal.policy.viewer import the_viewer


def mark_form(found: TalkAtDesk, *, fresh: bool = False) -> MarkReadForm:
    """The form of marking a talk read, with its choices; the viewer answers unless they say otherwise."""
    form = MarkReadForm(formdata=None) if fresh else MarkReadForm()
    words = "\n".join(turn.words for turn in found.turns if not turn.is_ours)
    if fresh:
        form.upto.data = str(found.upto)
    return set_up(form, found.talk.id, words, found.apart)


def set_up(
    form: MarkReadForm, about_id: UUID, words: str, apart: dict[UUID, str], *, first: UUID | None = None
) -> MarkReadForm:
    """Give the form its choices."""
    on, me = today(), the_viewer().account_id
    form.set_up(
        may_concern(words, form.find.data or "", on, form.concerns.data or ()),
        may_answer(on, apart, group=first is not None),
        str(first or me),
        lambda marked: apart_with(about_id, marked, on),
        settings().max_words,
    )
    return form
