"""Spreadsheets for people: why one is not taken, what of one cannot be carried, and the packet between two
pages: what was read travels signed, so that nothing is kept before somebody has seen the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from itsdangerous import BadSignature, URLSafeSerializer

from portal.kit import headers
from portal.surveys.imports.remarks import CannotTake, Left, Remark, Stop
from portal.surveys.rules import content as contents
from portal.surveys.rules.content import MOST_QUESTIONS, Content
from portal.surveys.rules.kinds import Audience, WhyNot
from portal.surveys.rules.steps import NotYet

MOST_SHOWN = 200
_MOST_PACKET = 700_000  # letters; the page's form holds no more

_LEFT = {
    Left.TYPE: _l("This kind of question cannot be asked here, so it is left out."),
    Left.WATCHES: _l("We never note this about those who answer, so it is left out."),
    Left.REPEAT: _l("Questions that are asked over and over cannot be carried, so they are left out."),
    Left.NAME: _l("It has no name that can be used, so it is left out."),
    Left.NAME_TWICE: _l("Another question has this name already, so it is left out."),
    Left.NO_OPTIONS: _l("Its list is not on the sheet of choices, so it is left out."),
    Left.TOO_MANY_OPTIONS: _l("It has too many options, so it is left out."),
    Left.TOO_LONG: _l("Its words are too long. A question is left out, a title is cut."),
    Left.OPTION: _l("This option has no name or is there twice, so it is left out."),
    Left.PICTURE: _l("A picture is not one of ours. Pick one here, before you ask it."),
    Left.CONDITION: _l("When it is asked is said in a way that cannot be carried. It is always asked."),
    Left.CONDITION_AHEAD: _l("It looks at a question that comes later. It is always asked."),
    Left.CONDITION_LOST: _l("It looks at a question that is left out. It is always asked."),
    Left.CONDITION_OF_GROUP: _l("Its group has a condition, too. Only its own is kept."),
    Left.LIMIT: _l("This limit cannot be carried."),
    Left.WHOLE_NUMBERS: _l("Only whole numbers can be answered here."),
    Left.OTHER: _l("“Other” with words of one’s own cannot be carried. Add an option or a question."),
    Left.PIPED: _l("Its words take in an earlier answer. That cannot be carried: change the words."),
    Left.COLUMN: _l("What this column says cannot be carried."),
    Left.LANGUAGE: _l("The language of this column is not said with its code, so it is left out."),
    Left.NO_ENGLISH: _l("There are no English words. These stand in for them until you write some."),
    Left.GROUP_IN_GROUP: _l("A group inside a group becomes part of the outer one."),
}


def left_words(remark: Remark) -> str:
    """What is lost, in a sentence or two."""
    return str(_LEFT[remark.left])


def stop_words(why: CannotTake) -> str:
    """Why nothing is made of it, and what to do."""
    words: dict[Stop, Any] = {
        Stop.NOT_A_SPREADSHEET: _(
            "This is not an .xlsx spreadsheet that we can read. Save it anew as .xlsx."
        ),
        Stop.OLD_OR_LOCKED: _(
            "This file is locked with a password, or of the old kind. Save it without a password as .xlsx."
        ),
        Stop.MACROS: _("This file holds macros. Save it as .xlsx, without them, and send it again."),
        Stop.FORMULA: _(
            "Cell %(where)s holds a formula. Copy the sheet and paste it as values, then send it again.",
            where=why.where,
        ),
        Stop.TOO_BIG: _("This file is too big. 10 MB is the most, also when it is unpacked many times over."),
        Stop.TOO_MANY_ROWS: _("The sheet “%(where)s” has too many rows.", where=why.where),
        Stop.TOO_MANY_QUESTIONS: _(
            "This asks %(where)s questions. %(most)s is the most: nobody would answer more.",
            where=why.where,
            most=MOST_QUESTIONS,
        ),
        Stop.TOO_MANY_PARTS: _("It has %(where)s sections. That is too many.", where=why.where),
        Stop.TOO_SLOW: _("Reading this file took too long. Send a smaller one."),
        Stop.BUSY: _("Too much is going on at the moment. Please try again in a minute."),
        Stop.NO_SURVEY_SHEET: _("It has no sheet called “survey”."),
        Stop.NO_TYPES: _("The sheet “survey” needs the columns “type” and “name” in its first row."),
        Stop.GOES_ROUND: _(
            "Rows %(where)s of the sheet “survey” ask about each other in a circle. None of them could ever "
            "be asked. Change when they are asked (the column “relevant”).",
            where=why.where,
        ),
        Stop.NOTHING_TO_ASK: _("Nothing in it is a question that can be asked here."),
    }
    return str(words[why.stop])


@dataclass(frozen=True)
class Packet:
    """What was read, on its way to being made."""

    audience: Audience
    content: Content


def packed(audience: Audience, content: Content) -> str:
    """Signed. Raises CannotTake where it would be too much for a page."""
    made = _signer().dumps([audience.value, contents.written(content)])
    text = made.decode() if isinstance(made, bytes) else str(made)
    if len(text) > _MOST_PACKET:
        raise CannotTake(Stop.TOO_BIG)
    return text


def unpacked(text: str | None) -> Packet | None:
    """None for what is not ours."""
    try:
        audience, data = _signer().loads(text or "")
    except BadSignature:
        return None
    return Packet(Audience(audience), contents.read(data))


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(flask.current_app.secret_key or "", salt="survey from a spreadsheet")


def refused_words(why: Enum) -> str:
    """Why a sheet of paper was not written in, and what to do."""
    words: dict[Enum, Any] = {
        NotYet.NOTHING: _("Nothing is filled in. Type what stands on the sheet."),
        WhyNot.CODE_UNKNOWN: _("There is no such code in this survey. Look at the sheet again."),
        WhyNot.CODE_USED: _("This code was used before: these answers are here already."),
        WhyNot.SENT_ALREADY: _("This code was used before: these answers are here already."),
        WhyNot.CONFIDENTIAL_NEEDS_TO_KNOW_WHO: _("Type the code that stands on the sheet."),
    }
    return str(words.get(why) or _("This survey is not open, or it is not asked on paper."))


def rows_of(remarks: Sequence[Remark]) -> list[tuple[str, str, str]]:
    """Where, what, and what becomes of it; as many as anybody reads."""
    return [
        (
            _("%(sheet)s, row %(row)s", sheet=one.sheet, row=one.row),
            one.what,
            left_words(one),
        )
        for one in remarks[:MOST_SHOWN]
    ]


def saved(content: bytes, media_type: str, name: str) -> flask.Response:
    """A file to be kept."""
    flask.g.own_headers = headers.FILE
    response = flask.Response(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
