"""The panel's challenges and what changed, as sections of a pack."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.outcomes.presenters import did_words, seen_words
from portal.outcomes.rules import Did, Seen
from portal.panels.queries.challenge_pack import states_of
from portal.panels.rules.packs import Audience, Row, Section, Table


def challenge_section(kept: Mapping[str, Any], audience: Audience) -> Section:
    """How many were asked and how they stand. The public version has the same counts and no link."""
    states: Mapping[str, int] = kept["states"]
    how = (str(_("Challenges are counted, not young people. Each stands in one line: a late one is late.")),)
    rows = tuple(Row(_words()[state], (str(states[state]),), how) for state in states_of(states))
    late = int(states.get("late", 0))
    story = str(
        ngettext(
            "The panel asked for %(num)s thing in this time.",
            "The panel asked for %(num)s things in this time.",
            int(kept["asked"]),
        )
    )
    none_late = _("Nothing that was promised is late.")
    is_late = ngettext("%(num)s challenge is late.", "%(num)s challenges are late.", late)
    return Section(
        key="challenge",
        title=str(_("Challenge")),
        story=f"{story} {is_late if late else none_late}",
        tables=(Table(str(_("How challenges stand")), (str(_("State")), str(_("Challenges"))), rows),),
        how=(*how, str(_("Nothing is closed but by the panel."))),
        href=flask.url_for("panels.challenges") if audience is Audience.MEMBERS else "",
    )


def changed_section(kept: Mapping[str, Any], audience: Audience) -> Section:
    """What was told to all, by how far it is, and how young people saw it."""
    told, seen = kept["told"], kept["seen"]
    how = (str(_("Changes are counted, not young people. How young people see one is said in words only.")),)
    by_state = tuple(Row(did_words(state), (str(told[state]),), how) for state in Did if state in told)
    by_seen = tuple(Row(seen_words(one), (str(seen[one]),), how) for one in Seen if one in seen)
    tables = [Table(str(_("What young people were told")), (str(_("State")), str(_("Changes"))), by_state)]
    if by_seen:
        tables.append(
            Table(
                str(_("How young people see what was done")),
                (str(_("They say")), str(_("Changes"))),
                by_seen,
            )
        )
    story = ngettext(
        "In this time young people were told of %(num)s thing that came of what they said.",
        "In this time young people were told of %(num)s things that came of what they said.",
        sum(told.values()),
    )
    return Section(
        key="changed",
        title=str(_("What changed because young people spoke")),
        story=str(story),
        tables=tuple(tables),
        how=how,
        href=flask.url_for("panels.what_changed"),
    )


def _words() -> dict[str, str]:
    return {
        "to_answer": str(_("Waits for an answer")),
        "not_yet": str(_("Answered, not yet begun")),
        "partly": str(_("Partly done")),
        "done": str(_("Done, not closed yet")),
        "cant": str(_("We can't do this")),
        "not_accepted": str(_("Not accepted")),
        "reopened": str(_("Reopened")),
        "late": str(_("Overdue")),
        "closed": str(_("Closed by the panel")),
    }
