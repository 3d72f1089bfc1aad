"""What a challenge says: its question as one may read it, its history in lines, what it is about in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from flask_babel import gettext as _

from portal.coding.codebook import codebook
from portal.disclosure.counts import What
from portal.panels.queries.challenges import Found, Step
from portal.panels.queries.naming import with_names_covered, with_names_left_out, without_known_names
from portal.panels.rules import ChallengeState, Progress, StepKind
from portal.panels.rules.challenges import (
    BEFORE_CHECK,
    CHECKED,
    LEFT_OUT_STEP,
    SAYS,
    cell_of,
    page_of,
    unpack,
)

_ORDER = list(StepKind)
_HEADING_WORDS = 12


@dataclass(frozen=True)
class StepLine:
    """One line of the history. `who` made it, `to` whom it went, `day` is the date it speaks of."""

    kind: StepKind
    at: datetime
    who: str
    words: str = ""
    to: str = ""
    owner: str = ""
    day: date | None = None
    progress: Progress | None = None
    is_late: bool = False
    of_answer: bool = False
    left_out: bool = False


def history(found: Found, names: Mapping[UUID, str], young: Collection[UUID] = frozenset()) -> list[StepLine]:
    """The lines this viewer may see, oldest first: how it was put before it was checked stays between
    whoever asked and panel support. What young members (`young`) would do is shown without their names."""
    steps = sorted(found.challenge.steps, key=lambda step: (step.at, _ORDER.index(step.kind)))
    sees_all = found.is_asker or found.is_support
    unnamed = {**names, **dict.fromkeys(young, str(_("A young member")))}
    return [
        line_of(step, unnamed if step.kind in SAYS else names)
        for step in steps
        if sees_all or step.kind not in BEFORE_CHECK
    ]


def people_in(found: Found) -> set[UUID]:
    """Everybody whose name the page needs."""
    challenge = found.challenge
    people = {challenge.asked_by_id, challenge.officer_id, challenge.checked_by_id}
    people |= {step.by_id for step in challenge.steps}
    handed = (step for step in challenge.steps if step.kind is StepKind.HANDED_ON)
    people |= {UUID(unpack(step.words, 1)[0]) for step in handed}
    return {one for one in people if one}


def line_of(step: Step, names: Mapping[UUID, str]) -> StepLine:
    """One step with its facts taken apart."""
    who = names.get(step.by_id, "") if step.by_id else ""
    match step.kind:
        case StepKind.HANDED_ON:
            officer, by_day, how = unpack(step.words, 2)
            to, left_out = names.get(UUID(officer), ""), how == LEFT_OUT_STEP
            return StepLine(step.kind, step.at, who, to=to, day=_day(by_day), left_out=left_out)
        case StepKind.ANSWERED:
            due, owner, action = unpack(step.words, 2)
            return StepLine(step.kind, step.at, who, action, owner=owner, day=_day(due))
        case StepKind.PROGRESS:
            progress, words = unpack(step.words, 1)
            return StepLine(step.kind, step.at, who, words, progress=Progress(progress))
        case StepKind.CLOSED | StepKind.KEPT_OPEN | StepKind.REOPENED:
            held_on, words = unpack(step.words, 1)
            return StepLine(step.kind, step.at, who, words, day=_day(held_on))
        case StepKind.REMINDED:
            state, due, which, _officer = unpack(step.words, 3)
            of_answer = state == ChallengeState.TO_ANSWER
            return StepLine(
                step.kind, step.at, who, day=_day(due), is_late=which != "due", of_answer=of_answer
            )
        case StepKind.ESCALATED:
            _state, due, whom = unpack(step.words, 2)
            return StepLine(step.kind, step.at, who, to=whom, day=_day(due))
        case StepKind.TOLD | StepKind.EVIDENCE:
            return StepLine(step.kind, step.at, who)
        case _:
            return StepLine(step.kind, step.at, who, step.words)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def words_of(found: Found) -> tuple[str, bool]:
    """The question as this viewer may read it, and whether a name is in its way to an officer. Whoever asked
    always reads their own words; a name that came to be known later is left out for everybody else."""
    challenge = found.challenge
    if found.is_asker:
        return challenge.words, False
    if challenge.state in CHECKED:
        return with_names_covered([challenge.words])[0], False
    covered = without_known_names(challenge.words)
    return covered, covered != challenge.words


def heading_of(words: str) -> str:
    """How the question begins, to know the page by."""
    all_words = words.split()
    return " ".join(all_words[:_HEADING_WORDS]) + (" …" if len(all_words) > _HEADING_WORDS else "")


def left_out(found: Found) -> str:
    """The question with all that could be a name left out; nothing when it is the same."""
    shorter = with_names_left_out(found.challenge.words)
    return shorter if shorter != found.challenge.words else ""


def pages_to_ask_about() -> list[tuple[str, str]]:
    """What can be asked about beside a paper's numbers."""
    return [(f"page:{name}", words) for name, words in _page_words().items()]


def _page_words() -> dict[str, str]:
    return {
        "plan": str(_("The improvement plan")),
        "measures": str(_("Measures and targets")),
        "records": str(_("Access to records")),
        "reviews": str(_("Reviews and what was agreed")),
        "surveys": str(_("Surveys")),
        "missing": str(_("Who was not heard")),
        "answers": str(_("How long answers take")),
        "good_news": str(_("What goes well")),
        "else": str(_("Something else")),
    }


def about_words(about: str) -> str:
    """What a challenge is about; nothing for the paper as a whole."""
    cell = cell_of(about)
    if cell is None:
        return _page_words().get(page_of(about), "")
    if cell.what is What.THEME:
        labels = {theme.key: theme.label for theme in codebook().themes}
        return str(_(labels[cell.name])) if cell.name in labels else ""
    verdicts = {
        "sorted": _("Answers that sorted it"),
        "partly": _("Answers that sorted part of it"),
        "not_sorted": _("Answers that did not sort it"),
    }
    others = {
        What.SAID: _("How many young people said something"),
        What.POPULATION: _("How many young people there are"),
        What.ANSWERED: _("How many young people were answered"),
    }
    return str(verdicts.get(cell.name, "") if cell.what is What.VERDICT else others[cell.what])
