"""My people: on the page, on small cards to cut out, and as a file for a phone's address book."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import flask
from flask_babel import gettext as _

from portal.documents.pdf import pdf_of
from portal.people.queries import today
from portal.people.rules import LinkKind
from portal.policy.viewer import Viewer
from portal.rights.presenters import settings
from portal.rights.queries.around import around
from portal.rights.queries.theirs import own_cards


@dataclass(frozen=True)
class Card:
    """How to reach somebody. `own`: the card they made themselves, which they can take away."""

    name: str
    does: str = ""
    phone: str = ""
    email: str = ""
    away_until: date | None = None
    instead: str = ""
    own: Any = None


def cards(viewer: Viewer) -> Sequence[Card]:
    """The people around them, then their own cards."""
    if viewer.young_person_id is None:
        return []
    near = [
        Card(one.name, one.organisation or _does(one.kind), "", one.email, one.away_until, one.instead)
        for one in around(viewer.young_person_id, today())
    ]
    return [*near, *(Card(one.name, one.does, one.phone, own=one) for one in own_cards(viewer))]


def numbers() -> Sequence[Card]:
    """Numbers that are there for everybody."""
    ours = settings()
    return [
        Card(_("Our safety team, in the day"), "", ours.phone_day),
        Card(_("In the evening, at night and at weekends"), "", ours.phone_night),
        Card(
            ours.advocacy_name, _("An advocate: on your side, and not from the council"), ours.advocacy_phone
        ),
    ]


def paper(viewer: Viewer) -> flask.Response:
    """Small cards to print and cut out. Raises NotMade."""
    page = flask.render_template("rights/people_print.html", cards=[*cards(viewer), *numbers()])
    return _file(pdf_of(page, is_finished=True), "application/pdf", "cards.pdf")


def phone_file(viewer: Viewer, *, is_neutral: bool) -> flask.Response:
    """For the address book. Neutral: a phone lies about, so only names, and nothing of what they do."""
    every = [_vcard(one, is_neutral=is_neutral) for one in [*cards(viewer), *numbers()]]
    return _file("".join(every).encode(), "text/vcard; charset=utf-8", "people.vcf")


def _vcard(card: Card, *, is_neutral: bool) -> str:
    neutral = _neutral().get(card.name, card.name)
    lines = [
        ("FN", neutral if is_neutral else card.name),
        ("N", f"{neutral if is_neutral else card.name};;;;"),
    ]
    lines += [("TITLE", card.does)] if card.does and not is_neutral else []
    lines += [("TEL", card.phone)] if card.phone else []
    lines += [("EMAIL", card.email)] if card.email and not is_neutral else []
    written = [f"{key}:{_escaped(value, keep=';' if key == 'N' else '')}" for key, value in lines]
    return _lines(["BEGIN:VCARD", "VERSION:3.0", *written, "END:VCARD"])


def _neutral() -> dict[str, str]:
    ours = settings()
    plain = {_("Our safety team, in the day"): _("Day"), ours.advocacy_name: _("Help")}
    return {**plain, _("In the evening, at night and at weekends"): _("Night")}


def _escaped(value: str, *, keep: str) -> str:
    """As RFC 6350 wants it: a line break or a comma somebody typed ends no line and no value."""
    tail = ""
    if keep:
        value, tail = value.removesuffix(";;;;"), ";;;;"
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    for plain, written in (("\\", "\\\\"), ("\n", "\\n"), (",", "\\,"), (";", "\\;")):
        value = value.replace(plain, written)
    return value + tail


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\r\n" for line in lines)


def _file(content: bytes, mimetype: str, name: str) -> flask.Response:
    response = flask.Response(content, content_type=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _does(kind: LinkKind) -> str:
    words = {
        LinkKind.SOCIAL_WORKER: _("Your social worker"),
        LinkKind.PERSONAL_ADVISER: _("Your personal adviser"),
        LinkKind.IRO: _("Runs your review meetings"),
        LinkKind.PARTICIPATION_WORKER: _("Helps young people have their say"),
        LinkKind.FOSTER_CARER: _("You live with them"),
        LinkKind.ADVOCATE: _("Your advocate"),
        LinkKind.PARTNER: _("Works with you"),
    }
    return str(words[kind])
