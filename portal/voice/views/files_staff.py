"""Files for those who read: opened on purpose and sealed by whoever reads first, shown to others after."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.voice.commands import files_desk as commands
from portal.voice.presenters import files as show
from portal.voice.queries import files as queries
from portal.voice.queries.files import FileFound
from portal.voice.rules.files import SealWhy
from portal.voice.views import bp
from portal.voice.views.files import sent_as_file


@bp.post("/staff/desk/<uuid:statement_id>/file/<uuid:file_id>/open")
@requires(P.READ_AT_DESK, of=queries.file_at_desk)
def file_open(found: FileFound) -> Any:
    """Opened on purpose at the desk: who and when is kept."""
    return _opened(found, "voice.file_desk", back="voice.desk_statement", seal="voice.file_seal")


@bp.get("/staff/desk/<uuid:statement_id>/file/<uuid:file_id>")
@requires(P.READ_AT_DESK, of=queries.opened_at_desk)
def file_desk(found: FileFound) -> Any:
    """Its bytes, once it was opened on purpose."""
    return sent_as_file(found)


@bp.post("/staff/desk/<uuid:statement_id>/file/<uuid:file_id>/seal")
@requires(P.MARK_READ, of=queries.file_to_seal)
def file_seal(found: FileFound) -> Any:
    """Kept for the police."""
    return _sealed(found, back="voice.desk_statement")


@bp.post("/staff/advocate/<uuid:statement_id>/file/<uuid:file_id>/open")
@requires(P.READ_AS_ADVOCATE, of=queries.file_for_advocate)
def file_open_advocate(found: FileFound) -> Any:
    """Opened on purpose at the provider's desk."""
    seal = "voice.file_seal_advocate"
    return _opened(found, "voice.file_advocate", back="voice.advocate_statement", seal=seal)


@bp.get("/staff/advocate/<uuid:statement_id>/file/<uuid:file_id>")
@requires(P.READ_AS_ADVOCATE, of=queries.opened_for_advocate)
def file_advocate(found: FileFound) -> Any:
    return sent_as_file(found)


@bp.post("/staff/advocate/<uuid:statement_id>/file/<uuid:file_id>/seal")
@requires(P.ANSWER_AS_ADVOCATE, of=queries.file_for_advocate_to_seal)
def file_seal_advocate(found: FileFound) -> Any:
    return _sealed(found, back="voice.advocate_statement")


@bp.post("/staff/statements/<uuid:statement_id>/file/<uuid:file_id>/open")
@requires(P.READ_DELIVERED, of=queries.delivered_file)
def file_open_delivered(found: FileFound) -> Any:
    """Opened by somebody it was delivered to, after the desk."""
    return _opened(found, "voice.file_delivered", back="voice.delivered_statement")


@bp.get("/staff/statements/<uuid:statement_id>/file/<uuid:file_id>")
@requires(P.READ_DELIVERED, of=queries.delivered_file)
def file_delivered(found: FileFound) -> Any:
    return sent_as_file(found)


@bp.post("/staff/shared/<uuid:statement_id>/file/<uuid:file_id>/open")
@requires(P.READ_SHARED, of=queries.shared_file)
def file_open_shared(found: FileFound) -> Any:
    """Opened by a foster carer or partner it was shared with, after the desk."""
    return _opened(found, "voice.file_shared", back="voice.shared_statement")


@bp.get("/staff/shared/<uuid:statement_id>/file/<uuid:file_id>")
@requires(P.READ_SHARED, of=queries.shared_file)
def file_shared(found: FileFound) -> Any:
    return sent_as_file(found)


def _opened(found: FileFound, endpoint: str, *, back: str, seal: str = "") -> str:
    """The page on which it is seen or heard. It answers the press of a button and has no address of its own:
    coming back to it means to open it on purpose once more."""
    one, statement = found.attachment, found.statement
    if seal:
        commands.note_opened(one, by=the_viewer().account_id, role=_role(), now=clock.now())
    return flask.render_template(
        "voice/files_open.html",
        one=one,
        label=show.label_of(one.kind),
        src=flask.url_for(endpoint, statement_id=one.statement_id, file_id=one.id),
        back=flask.url_for(back, statement_id=one.statement_id),
        seal=flask.url_for(seal, statement_id=one.statement_id, file_id=one.id) if seal else "",
        was_read=statement is not None and statement.read_at is not None,
    )


def _sealed(found: FileFound, *, back: str) -> Any:
    one = found.attachment
    try:
        why = SealWhy(flask.request.form.get("why", ""))
    except ValueError:
        why = SealWhy.INDECENT  # the safer of the two
    commands.seal(one, why, by=the_viewer().account_id, role=_role(), now=clock.now())
    if why is SealWhy.INDECENT:
        flask.flash(_("Sealed. Nobody can open it any more. Ring the police: 101, or 999 in danger."), "info")
    else:
        flask.flash(_("The original is kept for the police."), "info")
    return flask.redirect(flask.url_for(back, statement_id=one.statement_id) + f"#file-{one.id}", 303)


def _role() -> str:
    return ",".join(sorted(the_viewer().roles))
