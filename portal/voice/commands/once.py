"""The same form sent again: a double tap is one sending, and other answers on it are another."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from uuid import UUID

from portal.vault import keys
from portal.voice.models import Statement
from portal.voice.queries import sent as sent_queries
from portal.voice.rules.saying import Said, says_more


def sent_already(young_person_id: UUID, send_once: UUID, said: Said) -> tuple[Sequence[Statement], UUID]:
    """What this was sent as already, if it was, and else under which id to send it.

    The form's own id, or one made from it and all that is said when the form was sent with less in it: the
    same answers sent again find it."""
    sent = sent_queries.sent_with(young_person_id, send_once)
    if not sent or not says_more(said, sent_queries.said_with(sent)):
        return sent, send_once
    send_once = _id_for_more(send_once, said)
    return sent_queries.sent_with(young_person_id, send_once), send_once


def _id_for_more(send_once: UUID, said: Said) -> UUID:
    several = [sorted(map(str, values)) for values in (said.topics, said.to, said.about)]
    answers = [[reply.prompt, reply.choice] for reply in said.replies]
    board = [[card.card, card.going] for card in said.board]
    one = [said.face, said.safe_now, said.wants_call, said.to_advocate, said.not_safe_button, said.has_files]
    text = json.dumps([str(send_once), *said.free_texts, *several, answers, board, *one])
    return uuid.UUID(bytes=keys.blind("said more", text)[:16], version=4)
