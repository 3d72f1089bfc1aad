"""Who opened my record: a young person sees who looked, as what, and when."""

from __future__ import annotations

import flask

from portal.accounts.presenters import role_word
from portal.home import queries
from portal.home.views import bp
from portal.kit.pages import page_number
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.roles import Role
from portal.policy.viewer import the_viewer


@bp.get("/who-opened")
@requires(P.OWN_SPACE)
def who_opened() -> str:
    """The list, newest first. Safety entries wait until the safety lead says that it is safe."""
    viewer = the_viewer()
    return flask.render_template(
        "home/who_opened.html",
        page=queries.who_opened(viewer, page_number()),
        ways=queries.ways_of(viewer),
        roles={role.value: role_word(role) for role in Role},
        past_is_shut=viewer.past_is_shut,
    )
