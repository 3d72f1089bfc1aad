"""What lay where on the sorting board, kept with a statement: as data, and as a picture drawn from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _

from portal import db
from portal.vault.files import keeping
from portal.voice.models import Attachment, BoardCard, Statement
from portal.voice.rules import FileKind
from portal.voice.rules.board import AREAS, CARDS, lying_at
from portal.voice.rules.board_picture import Area, Drawn, drawn
from portal.voice.rules.saying import Placed

SVG = "image/svg+xml"


def keep(statement: Statement, placed: Sequence[Placed], now: datetime) -> None:
    """Keep a statement's board. Nothing is kept of a board that nobody put a card on."""
    if not placed:
        return
    for place, one in enumerate(placed):
        card = BoardCard(
            statement_id=statement.id,
            young_person_id=statement.young_person_id,
            place=place,
            card=one.card,
            going=one.going,
        )
        card.words = one.words
        db.session.add(card)
    _keep_picture(statement, drawn(_("Sorting board"), _areas(placed)), now)
    db.session.flush()


def _keep_picture(statement: Statement, picture: Drawn, now: datetime) -> None:
    file = keeping.keep(statement.young_person_id, picture.svg.encode(), SVG, now=now)
    db.session.add(
        Attachment(
            young_person_id=statement.young_person_id,
            send_once=statement.send_once,
            statement_id=statement.id,
            kind=FileKind.BOARD,
            place=0,
            made_at=now,
            shown_id=file.id,
            width=picture.width,
            height=picture.height,
        )
    )


def _areas(placed: Sequence[Placed]) -> list[Area]:
    """In words, in the language of whoever sends it."""
    return [
        Area(going, _(name), [one.words or _(CARDS[one.card]) for one in lying_at(placed, going)])
        for going, name in AREAS.items()
    ]
