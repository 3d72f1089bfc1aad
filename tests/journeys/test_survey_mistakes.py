"""Mistakes in a survey's forms, and every page of a wave, as a real browser draws them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from portal import db
from portal.kit import clock
from portal.policy.roles import Role
from portal.surveys.commands.inviting import Limits, invite
from portal.surveys.rules.content import Content, Section
from portal.surveys.rules.inviting import Whom
from portal.surveys.rules.kinds import Audience, Face, Kind, Privacy, WaveState, WayIn
from tests.support.factories import Make
from tests.support.made_surveys import content_of, every_kind
from tests.support.visitors import Visitor

Visit = Callable[..., Visitor]


def all_needed(*faces: Face) -> Content:
    """One page with a question of every kind, each to be answered."""
    questions = [
        replace(one, is_required=one.kind is not Kind.INFORMATION, only_if=None)
        for one in every_kind().questions()
    ]
    return replace(content_of(faces=faces), sections=(Section("all", {"en": "All"}, tuple(questions)),))


def is_refused(somebody: Visitor, button: str, says: str = "There is something to put right") -> None:
    """What was sent is shown again with its mistakes: looked at like every page."""
    with somebody.page.expect_navigation(wait_until="load"):
        somebody.page.get_by_role("button", name=button).first.click()
    somebody.sees(says)
    somebody.troubles.clear()  # the browser itself says that the answer was a refusal
    somebody.looks()


def test_mistakes_while_answering_are_seen_by_everybody(make: Make, visitor: Visit) -> None:
    survey = make.survey(
        make.staff(Role.PARTICIPATION_WORKER), all_needed(Face.TWELVE), audience=Audience.YOUNG_PEOPLE
    )
    wave = make.wave(survey, ways=(WayIn.LINK, WayIn.CODE), is_one_at_a_time=False)
    child = visitor(width=320).goes_to(f"/q/{wave.link}").presses("Start")
    is_refused(child, "Next")
    child.types("How many years?", "ninety").types("Day", "31").types("Month", "2")
    is_refused(child, "Next")
    child.goes_to("/q").types("code", "WRONG")
    is_refused(child, "Open it", "code")
    child.goes_to(f"/q/{make.wave(survey, WaveState.CLOSED).link}")


def test_every_page_of_a_wave_and_its_mistakes(make: Make, visitor: Visit) -> None:
    owner = make.staff(Role.PARTICIPATION_WORKER)
    survey = make.survey(owner, every_kind())
    ways = (WayIn.CODE, WayIn.SIGNED_IN, WayIn.PAPER)
    wave = make.wave(survey, ways=ways, privacy=Privacy.CONFIDENTIAL, name="Autumn")
    with db.transaction():
        whom = Whom(addresses=("pat@example.org",), group="North")
        invite(wave.id, whom, Limits(4), by=owner.id, now=clock.now(), today=clock.now().date())
    at = f"/staff/surveys/waves/{wave.id}"
    worker = visitor(width=1280).is_signed_in_as(owner)
    worker.goes_to(at).follows("Codes to hand out with the sheets").sees("pat@example.org")
    worker.goes_to(f"{at}/paper")
    is_refused(worker, "Write this sheet in")
    worker.goes_to(f"{at}/invite")
    is_refused(worker, "Ask them", "Pick who is asked.")
    worker.goes_to(f"{at}/change")
    for page in ("close", "words", "results", "came-of-it"):
        worker.goes_to(f"{at}/{page}")
    worker.goes_to(f"/staff/surveys/{survey.id}/waves/new")
    is_refused(worker, "Make it, not open yet")
    narrow = visitor(width=320).is_signed_in_as(owner)
    for page in ("", "/paper/codes", "/paper"):
        narrow.goes_to(f"{at}{page}")
