"""The welcome packs as pages and as paper."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import flask
from flask_babel import gettext
from flask_babel import gettext as _

from portal.documents.pdf import pdf_of
from portal.people.queries import today
from portal.policy.viewer import Viewer
from portal.rights.offer.welcome_own import packs
from portal.rights.presenters import settings
from portal.rights.queries.around import is_new_in_care, pack_of
from portal.rights.rules.welcome import Pack


@dataclass(frozen=True)
class Part:
    """A heading, its picture and its lines, in the reader's language."""

    key: str
    title: str
    picture: str
    lines: list[str]


def parts_of(pack: Pack) -> list[Part]:
    own = settings().welcome_file
    found = packs(own if own != Path() else None)[pack]
    return [
        Part(one.key, gettext(one.title), one.picture, [gettext(line) for line in one.lines]) for one in found
    ]


def pack_words(pack: Pack) -> str:
    """For whom it is."""
    words = {
        Pack.LITTLE: _("I am 4 to 7"),
        Pack.CHILD: _("I am 8 to 11"),
        Pack.TEEN: _("I am 12 to 15"),
        Pack.OLDER: _("I am 16 or 17"),
        Pack.ALONE: _("I came to this country without my parents"),
    }
    return str(words[pack])


def all_packs() -> list[tuple[str, str]]:
    return [(pack.value, pack_words(pack)) for pack in Pack]


def for_staff() -> list[tuple[str, str]]:
    """The same, as staff say it."""
    ages = [
        (pack.value, _("%(first)s to %(last)s years", **_years(pack)))
        for pack in Pack
        if pack is not Pack.ALONE
    ]
    return [*ages, (Pack.ALONE.value, _("Came to this country alone"))]


def _years(pack: Pack) -> dict[str, str]:
    first, _dash, last = pack.value.partition("-")
    return {"first": first, "last": last}


def pack_named(key: str) -> Pack | None:
    return Pack(key) if key in set(Pack) else None


def own_pack(viewer: Viewer) -> Pack | None:
    """The pack of whoever is signed in, when it is a young person."""
    return pack_of(viewer.young_person_id, today()) if viewer.young_person_id else None


def is_new_here(viewer: Viewer) -> bool:
    """Whether their start page shows it by itself."""
    return is_new_in_care(viewer, today(), settings().welcome_weeks)


def paper(pack: Pack) -> flask.Response:
    """The pack as a file to print. Raises NotMade when it takes too long."""
    page = flask.render_template(
        "rights/welcome_print.html", parts=parts_of(pack), council=settings().council_name, numbers=settings()
    )
    response = flask.Response(pdf_of(page, is_finished=True), mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'attachment; filename="welcome.pdf"'
    return response
