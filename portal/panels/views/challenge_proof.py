"""What shows that it happened; and opening again what was closed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import NotFound, Refused
from portal.panels.commands import challenge_proof as commands
from portal.panels.commands.challenge_proof import Again
from portal.panels.presenters import challenges as show
from portal.panels.queries import challenges as queries
from portal.panels.queries.challenges import Found
from portal.panels.queries.proof import Enclosed, enclosed
from portal.panels.rules.challenges import WhyNot
from portal.panels.views import bp
from portal.panels.views.challenges import back_to, page_of
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.roles import Relation
from portal.policy.viewer import the_viewer

_ENDINGS = {"image/jpeg": "jpg", "image/png": "png", commands.PDF: "pdf", commands.WORD: "docx"}


@bp.post("/staff/challenges/<uuid:challenge_id>/proof")
@requires(P.ANSWER_CHALLENGE, of=queries.challenge_subject)
def challenge_proof(found: Found) -> Any:
    """The officer shows that it happened. The file is looked at before anything is locked or written."""
    challenge_id, form = found.challenge.id, show.proof_form()
    if not form.validate():
        return page_of(found, "proof", form)
    content = form.content()
    try:
        file = commands.look_at(content, show.settings().clamd) if content else None
    except Refused as refused:
        form.proof_file.errors = [_why_not(refused.reason)]
        return page_of(_anew(challenge_id), "proof", form)
    found = _anew(challenge_id)
    commands.show_proof(
        found.challenge,
        form.proof_words.data or "",
        file,
        form.sent_id(),
        by=the_viewer().account_id,
        now=clock.now(),
    )
    return back_to(found, _("The panel sees it."))


def _anew(challenge_id: UUID) -> Found:
    """Looking at a file took its time and held nothing: the challenge as it is now, locked."""
    subject = queries.challenge_to_change(the_viewer(), challenge_id)
    if subject is None or Relation.ANSWERER not in subject.relations:
        raise NotFound
    found: Found = subject.thing
    return found


def _why_not(reason: Any) -> str:
    words = {
        WhyNot.FILE_TOO_BIG: _("This file is too big. Use one of 10 MB or less."),
        WhyNot.FILE_UNSAFE: _(
            "This file can do things by itself, or hides another one. Save it as a plain PDF."
        ),
        WhyNot.BUSY: _("Too many files come in just now. Try again in a minute."),
    }
    return str(words.get(reason) or _("We take pictures (JPEG, PNG, WebP), PDF and Word files (docx)."))


@bp.get("/staff/challenges/<uuid:challenge_id>/proof/<uuid:evidence_id>")
@requires(P.SEE_CHALLENGE, of=enclosed)
def challenge_proof_file(found: Enclosed) -> Any:
    """The file, to be saved: it is never shown inside a page of ours."""
    response = flask.Response(found.content, mimetype=found.media_type)
    name = f"evidence-{found.at.date().isoformat()}.{_ENDINGS.get(found.media_type, 'bin')}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@bp.post("/staff/challenges/<uuid:challenge_id>/reopen")
@requires(P.CLOSE_CHALLENGE, of=queries.challenge_to_change)
def challenge_reopen(found: Found) -> Any:
    """Write down that the panel opened it again."""
    form = show.reopen_form(found)
    if not form.validate():
        return page_of(found, "reopen", form)
    commands.reopen(
        found.challenge,
        Again(UUID(form.reopen_meeting.data), form.reopen_words.data or "", show.answer_by_on()),
        form.sent_id(),
        by=the_viewer().account_id,
        now=clock.now(),
        on=show.today(),
        zone=show.settings().time_zone,
    )
    return back_to(found, _("It is open again, and waits for another answer."))
