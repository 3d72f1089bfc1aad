"""Everything about a young person that their own pages show, for one file of theirs. Each capability is read
through what its own pages are made of: what is hidden or held back there is not here either."""

from __future__ import annotations

from collections.abc import Sequence

import flask
from flask_babel import gettext as _

from portal.information.exports import packed
from portal.information.presenters.everything.heard import agreed, letters, said
from portal.information.presenters.everything.parts import MOST, Part
from portal.information.presenters.everything.rest import groups, ideas, looked, records, thanks
from portal.information.presenters.everything.theirs import (
    advocates,
    asked_for,
    askings,
    complaints,
    lists,
    people_cards,
)
from portal.kit import clock
from portal.people.queries import today
from portal.policy.viewer import Viewer


def everything(viewer: Viewer, *, with_safety: bool) -> list[Part]:
    """All parts that have something in them, each with its newest things."""
    on = today()
    found = (
        said(viewer, with_safety=with_safety),
        letters(viewer),
        agreed(viewer, on),
        asked_for(viewer),
        lists(viewer, on),
        people_cards(viewer),
        complaints(viewer, on),
        advocates(viewer),
        askings(viewer),
        records(viewer, on),
        groups(viewer, on),
        ideas(viewer, on),
        thanks(viewer),
        looked(viewer),
    )
    return [part for part in found if part.blocks]


def content(parts: Sequence[Part]) -> bytes:
    """The file itself."""
    page = flask.render_template("information/copy_file.html", parts=parts, made_at=clock.now(), most=MOST)
    return packed(page, [_table(part) for part in parts])


def as_file(parts: Sequence[Part]) -> flask.Response:
    """The file to be saved. Its name says nothing."""
    response = flask.Response(content(parts), mimetype="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="copy.zip"'
    return response


def kilobytes(parts: Sequence[Part]) -> int:
    """How large it is, rounded up."""
    return -(-len(content(parts)) // 1000)


def _table(part: Part) -> list[list[str]]:
    lines = [[part.title], [str(_("What")), str(_("About")), str(_("Words"))]]
    for block in part.blocks:
        lines += [[block.title, label, text] for label, text in block.facts]
        lines += [[block.title, one.label, one.text] for one in block.words]
        if not (block.facts or block.words):
            lines.append([block.title, "", ""])
    return lines
