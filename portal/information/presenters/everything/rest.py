"""Records they asked for, groups, ideas, thank-yous, who looked."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from portal.accounts.presenters import role_word
from portal.information.presenters.everything.parts import Block, Part, Words, facts, in_words, part, words
from portal.information.queries.everything import who_looked
from portal.kit import dates
from portal.participation.presenters import awards
from portal.participation.presenters.groups_own import my_groups
from portal.participation.queries.ideas import own_ideas
from portal.participation.queries.ideas_reader import reader
from portal.policy.roles import Role
from portal.policy.viewer import Viewer
from portal.records.presenters.mine import where_shown
from portal.records.queries.theirs import of_young_person

_IDEA = "participation/idea_words.html"


def records(viewer: Viewer, on: date) -> Part:
    """What they asked for of their records, and the messages both ways; never the records themselves, which
    are given with care and in their own way."""
    rows = of_young_person(viewer.young_person_id) if viewer.young_person_id else []
    shown = [where_shown(row, on) for row in rows]
    return part(
        "records",
        _("Asking for records"),
        (
            Block(
                dates.day(one.received_on),
                facts((_("Number"), one.reference), *one.asked_for),
                [Words(turn.who or str(_("You said:")), turn.words, turn.is_ours) for turn in one.turns],
            )
            for one in shown
        ),
    )


def groups(viewer: Viewer, on: date) -> Part:
    """Groups they are in, were asked into, or asked to be in."""
    mine = my_groups(viewer, on)
    every = [*mine.inside, *mine.invited, *mine.asked, *mine.left]
    return part("groups", _("Groups"), (Block(one.group.name) for one in every))


def ideas(viewer: Viewer, on: date) -> Part:
    """Their own ideas, and why one came back."""
    return part(
        "ideas",
        _("Ideas"),
        (
            Block(
                one.piece.title,
                facts(
                    (_("When"), dates.day(one.made_at)),
                    (_("How it stands"), in_words(_IDEA, "state_words", one.state)),
                ),
                words((_("You said:"), one.piece.words, False), (_("Why"), one.piece.reason, True)),
            )
            for one in own_ideas(reader(viewer, on))
        ),
    )


def thanks(viewer: Viewer) -> Part:
    """Thank-yous that were passed on to them, their certificates, and what they sent."""
    own = awards.own(viewer)
    came = [
        Block(
            _("People thanked you"),
            facts((_("When"), dates.day(one.decided_at)), (_("Who"), own["senders"].get(one.id))),
            words(("", one.told, True)),
        )
        for one in own["to_me"]
    ]
    given = [
        Block(_("Your certificates"), facts((_("Title"), one.title), (_("When"), dates.day(one.made_at))))
        for one in own["certificates"]
    ]
    sent = [
        Block(_("What you sent"), facts((_("Who"), one.who)), words((_("Why"), one.reason, True)))
        for one in own["from_me"]
    ]
    return part("thanks", _("Thank-yous"), [*came, *given, *sent])


def looked(viewer: Viewer) -> Part:
    """Who opened their record; safety entries only where their own page shows them."""
    known = {role.value: str(role_word(role)) for role in Role}
    return part(
        "looked",
        _("Who looked"),
        (
            Block(
                one.name or str(_("Somebody who has left")),
                facts(
                    (_("When"), dates.moment(one.at)),
                    (_("What"), ", ".join(known[role] for role in one.roles if role in known)),
                ),
            )
            for one in who_looked(viewer)
        ),
    )
