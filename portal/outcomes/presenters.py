"""What the officer's pages show: the themes' names, filled-in forms, and whom an outcome reaches."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.disclosure.counts import Period
from portal.disclosure.quarters import HIDDEN, Share, Value
from portal.kit import clock
from portal.outcomes import queries
from portal.outcomes.commands.writing import About, Words, why_not_all
from portal.outcomes.forms import OutcomeForm, StateForm, as_id
from portal.outcomes.queries.naming import pointing
from portal.outcomes.queries.writing import Outcome
from portal.outcomes.rules import (
    Did,
    Seen,
    WhyNotAll,
    last_quarter,
    long_sentences,
    newest,
)
from portal.policy.viewer import the_viewer
from portal.settings import Settings

_EXTENSION = "heard.outcomes.themes"
_CHALLENGES = "heard.outcomes.challenges"


def take_themes_from(app: flask.Flask, themes: Callable[[], Mapping[str, str]]) -> None:
    """Tell these pages the themes, key and name in the reader's language (given by `home`, which knows the
    codebook: `coding` lies beside this package and is not reached from here)."""
    app.extensions[_EXTENSION] = themes


def take_challenges_from(app: flask.Flask, is_theirs: Callable[[UUID, UUID], bool]) -> None:
    """Tell these pages whether a challenge (the second id) is this account's to answer (given by `panels`,
    which lies above this package)."""
    app.extensions[_CHALLENGES] = is_theirs


def themes() -> Mapping[str, str]:
    """The themes' names by their keys, in the codebook's order."""
    found: Mapping[str, str] = flask.current_app.extensions[_EXTENSION]()
    return found


def settings() -> Settings:
    found: Settings = flask.current_app.extensions["heard.settings"]
    return found


def today() -> date:
    """The council's day."""
    return clock.today(settings().time_zone)


@dataclass(frozen=True)
class OutcomePage:
    """One outcome for its officers: as young people see it, whom it reaches, and what to look at."""

    outcome: Outcome
    theme: str
    by: str
    long_sentences: list[str]
    why_not_all: WhyNotAll | None
    names: tuple[str, ...]
    form: StateForm | None
    first_days: int


def outcome_page(
    outcome: Outcome, form: StateForm | None = None, *, look_for_names: bool = False
) -> OutcomePage:
    """What the page of one outcome shows. `form` was sent and has mistakes; `look_for_names` finds those
    that became known since it was written."""
    is_out = outcome.published_at is not None and outcome.taken_down_at is None
    is_draft = outcome.published_at is None
    words = (outcome.you_said, outcome.we_did, outcome.why, outcome.easy)
    return OutcomePage(
        outcome=outcome,
        theme=themes().get(outcome.theme, outcome.theme),
        by=queries.written_by([outcome]).get(outcome.by_id, ""),
        long_sentences=long_sentences(*words) if is_draft else [],
        why_not_all=why_not_all(About(outcome.theme, outcome.said_from, outcome.said_until)),
        names=pointing(words).known if look_for_names else (),
        form=form or (state_form(outcome) if is_out else None),
        first_days=settings().outcome_first_days,
    )


def did_words(state: Did) -> str:
    """How far it is, in the same words for everybody."""
    words = {Did.DONE: _("Done"), Did.PARTLY: _("Partly done"), Did.CANT: _("We can't do this")}
    return str(words[state])


def seen_words(seen: Seen) -> str:
    """How young people see it, never how many."""
    words = {
        Seen.MOST_BETTER: _("most young people say it is better"),
        Seen.SOME_BETTER: _("some young people say it is better"),
        Seen.MOST_NOT: _("most young people say it made no difference"),
        Seen.TOO_FEW: _("too few young people have said whether it helped"),
    }
    return str(words[seen])


def outcome_form(outcome: Outcome | None = None) -> OutcomeForm:
    """The form of a draft: filled in from it, or a new one for the days of the newest published paper, and
    for the theme and challenge that the address names."""
    form = OutcomeForm(data=_of(outcome) if outcome else _to_begin_with())
    form.set_up(themes=themes(), today=today())
    return form


def state_form(outcome: Outcome) -> StateForm:
    """How far it has come: filled in as it stands."""
    said = {"we_did": outcome.we_did, "why": outcome.why, "easy": outcome.easy}
    form = StateForm(data={"state": outcome.state.value, **said})
    form.set_up(outcome.you_said)
    return form


def words_of(form: OutcomeForm | StateForm, you_said: str | None) -> Words:
    """What was written, for the command; the form is valid."""
    return Words(
        Did(form.state.data),
        you_said or "",
        form.we_did.data or "",
        form.why.data or "",
        form.easy.data or "",
    )


def about_of(form: OutcomeForm, outcome: Outcome | None = None) -> About:
    """Whose words led to it, for the command; the form is valid. `outcome`: the draft that is changed."""
    challenge = form.challenge()
    if outcome is None or challenge != outcome.challenge_id:
        challenge = _theirs(challenge)
    return About(form.theme.data, form.said_from.data, form.said_until.data, challenge)


def _theirs(challenge_id: UUID | None) -> UUID | None:
    """The challenge, where it is the viewer's to answer, or that of somebody they stand in for; else None."""
    viewer, is_theirs = the_viewer(), flask.current_app.extensions[_CHALLENGES]
    officers = {viewer.account_id, *viewer.stands_in_for}
    return challenge_id if challenge_id and any(is_theirs(one, challenge_id) for one in officers) else None


def _of(outcome: Outcome) -> dict[str, Any]:
    return {
        "theme": outcome.theme,
        "said_from": outcome.said_from,
        "said_until": outcome.said_until,
        "you_said": outcome.you_said,
        "state": outcome.state.value,
        "we_did": outcome.we_did,
        "why": outcome.why,
        "easy": outcome.easy,
        "challenge_id": str(outcome.challenge_id or ""),
    }


def _to_begin_with() -> dict[str, Any]:
    period: Period = newest(queries.summaries()) or last_quarter(today())
    asked = flask.request.args
    return {
        "theme": asked.get("theme", "") if asked.get("theme") in themes() else "",
        "said_from": period.first,
        "said_until": min(period.last, today()),
        "challenge_id": str(_theirs(as_id(asked.get("challenge"))) or ""),
    }


def number_words(value: Value) -> str:
    """A rounded number, that there are too few, or that it would give another number away."""
    if value == HIDDEN:
        return str(_("not shown"))
    return str(_("fewer than 5")) if value is None else str(_("about %(count)s", count=f"{value:,}"))


def share_words(value: Share) -> str:
    """A share in words."""
    if value is None:
        return str(_("too few to say"))
    words = {"most": _("nearly all: fewer than 5 were not"), "few": _("fewer than 5")}
    return str(words.get(str(value)) or _("about %(share)s%%", share=value))
