"""What came of what a member asked; what changed because children spoke."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import flask
from flask_babel import gettext as _

from portal.kit import dates
from portal.kit.forms import clean
from portal.outcomes.presenters import did_words, seen_words
from portal.outcomes.queries import Told
from portal.outcomes.rules import Seen
from portal.panels.presenters import numbers
from portal.panels.presenters.challenge_history import about_words
from portal.panels.queries import influence as queries
from portal.panels.queries.influence import Influence
from portal.panels.queries.members import today
from portal.panels.rules import ChallengeState, Progress
from portal.policy.viewer import the_viewer

PAGE_SIZE = 10


@dataclass(frozen=True)
class Line:
    """One line of a member's log."""

    it: Influence
    about: str
    standing: str
    seen: str


@dataclass(frozen=True)
class Changed:
    """One thing that changed, for everybody."""

    told: Told
    theme: str
    state: str
    seen: str


@dataclass(frozen=True)
class Register:
    """What changed because children spoke: one page of it, and what it can be narrowed to."""

    rows: Sequence[Changed]
    total: int
    themes: Sequence[tuple[str, str]]
    years: Sequence[int]
    theme: str
    year: int | None
    words: str


def my_log() -> list[Line]:
    """The log of whoever looks."""
    found = queries.influence_of(the_viewer().account_id, today())
    return [
        Line(one, about_words(one.asked.about), standing_words(one), seen_words(one.seen) if one.seen else "")
        for one in found
    ]


def standing_words(one: Influence) -> str:
    """How a challenge stands, in one word or two: never better than it is."""
    asked = one.asked
    before = {
        ChallengeState.TO_CHECK: _("Being checked for names"),
        ChallengeState.SENT_BACK: _("Sent back"),
        ChallengeState.TAKEN_BACK: _("Taken back"),
    }
    if asked.state in before:
        return str(before[asked.state])
    if asked.days_late:
        return str(_("Overdue"))
    if asked.state is ChallengeState.TO_ANSWER:
        return str(_("Reopened") if asked.is_reopened else _("Waits for an answer"))
    words = {
        Progress.NOT_YET: _("Answered, not yet begun"),
        Progress.PARTLY: _("Partly done"),
        Progress.DONE: _("Done"),
        Progress.CANT: _("We can't do this"),
        Progress.NOT_ACCEPTED: _("Not accepted"),
    }
    return str(words[asked.progress])


def log_lines() -> list[list[str]]:
    """The log as lines of a sheet."""
    heads = [
        _("Asked on"),
        _("What I asked"),
        _("About"),
        _("How it stands"),
        _("The answer"),
        _("Closed by the panel"),
        _("What young people were told"),
        _("What young people say"),
    ]
    lines = [[str(head) for head in heads]]
    for line in my_log():
        asked, told = line.it.asked, line.it.told
        is_closed = asked.state is ChallengeState.CLOSED
        lines.append(
            [
                dates.short_day(asked.asked_at),
                asked.words,
                line.about or str(_("The paper as a whole")),
                line.standing,
                asked.action,
                str(_("Yes") if is_closed else _("No")),
                (told.we_did or told.why) if told else "",
                line.seen,
            ]
        )
    return lines


def register(number: int) -> Register:
    """One page of it, as the address asks: `?theme=`, `?year=`, `?words=`. Anything odd asks for nothing."""
    everything = queries.what_changed(today())
    args = flask.request.args
    themes = {told.theme: numbers.theme_label(told.theme) for told, _seen in everything}
    years = sorted({told.published_at.year for told, _seen in everything}, reverse=True)
    theme = args.get("theme", "") if args.get("theme", "") in themes else ""
    year = int(args["year"]) if args.get("year", "") in {str(one) for one in years} else None
    words = " ".join((clean(args.get("words")) or "").split())[:100]
    found = [
        _changed(told, seen, themes)
        for told, seen in everything
        if (not theme or told.theme == theme)
        and (year is None or told.published_at.year == year)
        and _has(told, themes[told.theme], words)
    ]
    first = (number - 1) * PAGE_SIZE
    return Register(
        found[first : first + PAGE_SIZE],
        len(found),
        sorted(themes.items(), key=lambda one: one[1].casefold()),
        years,
        theme,
        year,
        words,
    )


def _has(told: Told, theme: str, words: str) -> bool:
    text = " ".join((told.you_said, told.we_did, told.why, told.easy, theme)).casefold()
    return all(word in text for word in words.casefold().split())


def _changed(told: Told, seen: Seen | None, themes: dict[str, str]) -> Changed:
    return Changed(told, themes[told.theme], did_words(told.state), seen_words(seen) if seen else "")
