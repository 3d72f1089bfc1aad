"""What they asked for, their lists and cards, complaints, advocates, what they said is wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext as _

from portal.advocacy.forms import HELPED, POINTS, REPLIES
from portal.advocacy.queries.offers import all_offers
from portal.advocacy.queries.referrals import own_referrals
from portal.complaints.presenters.own import where
from portal.complaints.queries.one import complaints_of
from portal.information.forms import KINDS, SAYS
from portal.information.presenters.everything.parts import Block, Part, Words, facts, in_words, part, words
from portal.information.queries import own_askings
from portal.kit import dates
from portal.policy.viewer import Viewer
from portal.rights.presenters.asks import asked_lines
from portal.rights.presenters.lists import own_lists
from portal.rights.queries.theirs import own_cards
from portal.rights.rules.lists import Has


def asked_for(viewer: Viewer) -> Part:
    """What is owed to them and they asked for."""
    return part(
        "asked",
        _("What you asked for"),
        (
            Block(
                one.title or _("Something you asked for"),
                facts(
                    (_("When"), dates.day(one.sent_at)),
                    (_("How it stands"), in_words("voice/words.html", "state_words", one.state)),
                ),
            )
            for one in asked_lines(viewer)
        ),
    )


def lists(viewer: Viewer, on: date) -> Part:
    """Lines they ticked, or a worker wrote beside."""
    has = {Has.HAVE: _("I have it"), Has.NEED: _("I need it"), Has.NOT_FOR_ME: _("Not for me")}
    lines = [line for one in own_lists(viewer, on) for line in one.lines if line.has or line.notes]
    return part(
        "lists",
        _("My lists"),
        (
            Block(
                line.title,
                facts(
                    (_("You said:"), has[line.has] if line.has else ""),
                    (_("When"), dates.day(line.since) if line.since else ""),
                ),
                [Words(f"{note.by}, {dates.day(note.at)}", note.words, True) for note in line.notes],
            )
            for line in lines
        ),
    )


def people_cards(viewer: Viewer) -> Part:
    """The cards they made themselves."""
    return part(
        "people",
        _("My people"),
        (
            Block(
                one.name,
                facts((_("Who they are to you"), one.does), (_("Number"), one.phone)),
            )
            for one in own_cards(viewer)
        ),
    )


def complaints(viewer: Viewer, on: date) -> Part:
    """Their own, with what was written both ways and the answers they opened."""
    rows = complaints_of(viewer.young_person_id) if viewer.young_person_id else []
    return part("complaints", _("My complaints"), (_complaint(where(one, on)) for one in rows))


def _complaint(it: Any) -> Block:
    row = it.complaint
    lines = words((_("You said:"), row.words, False), (_("What I want to happen"), row.wish, False))
    for turn in it.turns:
        whose = _("You said:") if turn.is_theirs else _("The council")
        lines += words((whose, turn.words, not turn.is_theirs))
    for letter in it.letters:
        if letter.row.read_at:
            lines += _letter(letter)
    return Block(
        dates.day(row.received_on),
        facts((_("How it stands"), in_words("complaints/own_words.html", "state_words", row))),
        lines,
    )


def _letter(letter: Any) -> list[Words]:
    label = _("Our answer from %(day)s", day=dates.day(letter.row.sent_on))
    found = words((label, letter.row.body, True))
    for point in letter.points:
        finding = in_words("complaints/own_words.html", "finding_words", point.finding)
        found += words((finding, point.words, True), (_("Why"), point.why, True))
    return found


def advocates(viewer: Viewer) -> Part:
    """What they asked an advocate for stands with what they said; here is how far it is."""
    if viewer.young_person_id is None:
        return part("advocates", _("My advocate"), ())
    asked = (
        Block(
            _("You asked on %(day)s", day=dates.day(one.referral.asked_at)),
            facts(
                (_("Who is there"), one.there),
                (_("Number, and when"), one.referral.number),
                (_("Language"), one.referral.speaks),
                (_("Did it help?"), HELPED[one.referral.helped] if one.referral.helped else ""),
            ),
        )
        for one in own_referrals(viewer.young_person_id)
    )
    offered = (
        Block(
            _("Offers of an advocate"),
            facts(
                (_("When"), dates.day(one.at)),
                (_("About"), POINTS[one.point]),
                (_("You said:"), REPLIES[one.reply] if one.reply else _("no answer yet")),
            ),
        )
        for one in all_offers(viewer.young_person_id)
    )
    return part("advocates", _("My advocate"), [*asked, *offered])


def askings(viewer: Viewer) -> Part:
    """What they said is wrong, or should stop, and what was decided."""
    rows = own_askings(viewer.young_person_id) if viewer.young_person_id else []
    return part(
        "askings",
        _("Something is wrong, or should stop"),
        (
            Block(
                dates.day(row.at),
                facts((_("About"), KINDS[row.kind]), (_("Our answer:"), SAYS[row.says] if row.says else "")),
                words((_("You said:"), row.words, False), (_("Why"), row.reason, True)),
            )
            for row in rows
        ),
    )
