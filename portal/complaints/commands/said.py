"""What a young person says becomes a complaint, or a thank-you, with the sending: nobody types it again."""

from __future__ import annotations

from datetime import date, datetime

from portal.complaints.commands.receiving import NewComplaint, NewCompliment, receive, receive_compliment
from portal.complaints.rules import Came, Complainer
from portal.voice.commands.becoming import said_on
from portal.voice.models import Statement
from portal.voice.rules import Way
from portal.voice.rules.occasions import COMPLAINT, GOOD_NEWS, THANKS
from portal.voice.rules.saying import Said

_WANTS = {"yes": True, "no": False}


@said_on(COMPLAINT)
def complain(statement: Statement, said: Said, now: datetime, today: date) -> None:
    """The complaint: theirs from the moment they sent it."""
    picked = {reply.prompt: reply.choice for reply in said.replies}
    receive(
        NewComplaint(
            came=Came.OWN_PAGE if statement.way is Way.OWN and said.words else Came.SAID,
            send_once=statement.send_once,
            words=said.words,
            wish=said.wants,
            about=said.about_name,
            young_person_id=statement.young_person_id,
            statement_id=statement.id,
            concerned=said.about,
            wants_advocate=_WANTS.get(picked.get("complaint_advocate", "")),
            language=statement.language,
        ),
        by=None,
        now=now,
        today=today,
    )


@said_on(GOOD_NEWS)
def thank(statement: Statement, said: Said, now: datetime, today: date) -> None:
    """A thank-you, if it says that it is one."""
    replies = {reply.prompt: reply for reply in said.replies}
    kind, thanks = replies.get("news_kind"), replies.get("thanks_for")
    words = thanks.words if thanks else ""
    if not (words or (kind and kind.choice in THANKS)):
        return
    receive_compliment(
        NewCompliment(
            came=Came.SAID,
            send_once=statement.send_once,
            words=words or said.words,
            complainer=Complainer.YOUNG_PERSON,
            young_person_id=statement.young_person_id,
            statement_id=statement.id,
            about_id=said.to[0] if len(said.to) == 1 else None,
        ),
        by=None,
        now=now,
        today=today,
    )
