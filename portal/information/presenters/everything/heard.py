"""What they said and what was answered, letters, what was agreed."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _

from portal.information.presenters.everything.parts import Block, Part, Words, facts, in_words, part, words
from portal.kit import dates
from portal.policy.viewer import Viewer
from portal.reviews.presenters import actions_own
from portal.reviews.presenters.actions import state_words
from portal.reviews.presenters.letters_page import is_open, kept
from portal.reviews.queries.letters import own_letters
from portal.voice.presenters.occasions import choice_words
from portal.voice.presenters.saying import topic_labels
from portal.voice.queries.after_copy import can_be_copied, copied
from portal.voice.rules.occasions import is_about_safety

_WORDS = "voice/words.html"


def said(viewer: Viewer, *, with_safety: bool) -> Part:
    """The same as they can keep one by one; what is about being safe only where they ask for it."""
    ids = [one.id for one in can_be_copied(viewer) if with_safety or not one.is_safety]
    things = copied(viewer, ids) if ids else []
    return part("said", _("What you said"), (_said(one, with_safety=with_safety) for one in reversed(things)))


def _said(thing: Any, *, with_safety: bool) -> Block:
    own = thing.said
    safe = in_words(_WORDS, "safe_words", own.safe_now) if with_safety and own.safe_now else ""
    call = ", ".join(one for one in (thing.call_when, thing.call_who, thing.call_number) if one)
    return Block(
        dates.moment(own.sent_at),
        facts(
            (_("How it stands"), in_words(_WORDS, "state_words", own.state)),
            (_("To the advocate"), _("Yes") if own.is_advocates else ""),
            (_("How things are:"), in_words(_WORDS, "face_words", own.face) if own.face else ""),
            (_("About:"), ", ".join(topic_labels(own.topics))),
            (_("Are you safe?"), safe),
            (_("You asked us to ring you."), call if with_safety and own.wants_call else ""),
        ),
        [
            *words((_("You said:"), own.words, False), (_("What I want to happen"), own.wants, False)),
            *_replies(own.more.replies, with_safety=with_safety),
            *(
                Words(_("You added on %(day)s", day=dates.day(one.at)), one.words)
                for one in own.more.additions
                if not one.replaces
            ),
            *(line for one in own.answers if one.read_at for line in _answer(one)),
        ],
    )


def _replies(replies: Any, *, with_safety: bool) -> list[Words]:
    return [
        Words(one.question, str(choice_words(one.prompt, one.choice) if one.choice else one.words))
        for one in replies
        if with_safety or not is_about_safety(one.prompt)
    ]


def _answer(one: Any) -> list[Words]:
    label = _("Answer from %(who)s, %(when)s", who=one.by, when=dates.moment(one.at))
    by_when = _("By %(day)s", day=dates.day(one.by_when)) if one.by_when else ""
    return words(
        *((label, text, True) for text in (one.understood, one.did, one.will_do, by_when, one.reason)),
        (_("You said:"), in_words(_WORDS, "verdict_words", one.says) if one.says else "", False),
        (_("You said:"), one.says_words, False),
    )


def letters(viewer: Viewer) -> Part:
    """Those they opened, as they were sent."""
    return part(
        "letters", _("My letters"), (_letter(kept(one)) for one in own_letters(viewer) if is_open(one))
    )


def _letter(shown: Any) -> Block:
    lines = [Words("", text, True) for text in (shown.dear, shown.note) if text]
    for one in shown.parts:
        texts = [*one.paragraphs, *(line.words for line in one.lines)]
        texts += [", ".join(t for t in (a.words, a.who, a.by) if t) for a in one.actions]
        lines += [Words(one.heading, text, True) for text in texts if text]
    signed = ", ".join(text for text in (shown.closing.rstrip(","), shown.signed, shown.signed_as) if text)
    return Block(shown.day, (), [*lines, Words("", signed, True)], shown.language)


def agreed(viewer: Viewer, on: date) -> Part:
    """What was agreed, in the words they read."""
    page = actions_own.page_of(viewer, on)
    return part("agreed", _("What was agreed"), (_agreed(one) for one in [*page.to_do, *page.ended]))


def _agreed(one: Any) -> Block:
    return Block(
        one.child_words,
        facts(
            (_("Who"), one.who),
            (_("When"), _("By %(day)s", day=dates.day(one.due_on))),
            (_("How it stands"), state_words(one.plain)),
            (_("Why"), one.reason),
        ),
    )
