"""The sorting board: cards put under going well, so-so, not going well. Part of saying something."""

from __future__ import annotations

from typing import Any

import flask

from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.voice.commands import drafts
from portal.voice.forms.board import BoardForm
from portal.voice.presenters import board as show
from portal.voice.queries.speaking import Speaking, speaking, speaking_now_or_lately
from portal.voice.views import bp

KEEPS = {"voice.board", "voice.board_keep"}

bp.add_app_template_global(show.areas_of, "board_areas")


@bp.route("/say/board", methods=["GET", "POST"])
@requires(P.SAY)
def board() -> Any:
    """Put cards somewhere. Going on, or back, keeps them with what is being written."""
    who, form = speaking(the_viewer()), BoardForm()
    if flask.request.method == "GET":
        _lay(form, who)
        return _page(form)
    if not form.validate() and "back" not in flask.request.form:
        return _page(form), 422
    _keep(who, form)
    return flask.redirect(flask.url_for("voice.say_words"), 303)


@bp.post("/say/board/keep")
@requires(P.SAY)
def board_keep() -> Any:
    """Scripts bring the board here when somebody leaves quickly or goes quiet."""
    _keep(speaking(the_viewer()), BoardForm())
    return flask.Response(status=204, mimetype="text/plain")


def keep_what_was_placed() -> None:
    """At the door: a young person's session ran out while they sorted. The board goes into their draft."""
    is_ours = flask.request.method == "POST" and flask.request.endpoint in KEEPS
    if is_ours and (who := speaking_now_or_lately()):
        _keep(who, BoardForm())


def _lay(form: BoardForm, who: Speaking) -> None:
    started = who.started()
    if started is None:
        form.give_id()
        return
    form.send_once.data = str(started.send_once)
    form.lay(started.ticked("board"))


def _keep(who: Speaking, form: BoardForm) -> None:
    drafts.keep(
        who.young_person_id,
        {"board": form.values()},
        send_once=form.sent_id(),
        past_shut_at=who.past_shut_at,
        anew=True,
        by_old_way=who.by_old_way,
    )


def _page(form: BoardForm) -> str:
    return flask.render_template(
        "voice/board.html", form=form, pictures=show.PICTURES, areas=show.areas_of(())
    )
