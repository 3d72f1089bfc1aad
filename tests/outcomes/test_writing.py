"""An officer writes, publishes, changes and takes down; names go, and only what is safe is for all."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from portal import db
from portal.audit.models import Event
from portal.kit import clock
from portal.kit.errors import Refused
from portal.outcomes import commands, queries
from portal.outcomes.models import Outcome
from portal.outcomes.rules import Did, Difference, WhyNot, last_quarter
from portal.people.commands.facts import Facts, add_young_person
from portal.policy.roles import Role
from tests.support import challenged, did
from tests.support.factories import Make
from tests.support.pages import Page
from tests.support.queries import counted

NEW = "/staff/we-did/new"
WORDS = {
    "You said": "Tell us before a visit is moved.",
    "We did": "Somebody rings you the same day.",
}


def _stored() -> list[Outcome]:
    db.session.remove()
    return list(db.session.scalars(sa.select(Outcome).order_by(Outcome.made_at)))


def _filled(**more: Any) -> dict[str, Any]:
    return {"theme": did.THEME, "state": "done", **WORDS, **more}


@pytest.fixture
def officer(make: Make, page: Page) -> Any:
    account = make.staff(Role.MANAGER, name="Orla Officer")
    page.sign_in(account)
    return account


def test_a_draft_is_seen_as_a_child_will_see_it_and_then_published(page: Page, officer: Any) -> None:
    did.paper(officer)
    page.visit(NEW)
    assert page.value("said_from-day") == str(did.quarter().first.day)
    page.submit("Keep it and see it as they will", _filled())
    assert page.heading == "Draft: as they will see it"
    assert "Tell us before a visit is moved." in page.main
    assert "Because of what you and others said" in page.main
    assert queries.told(None, clock.now()) == []
    page.submit("Publish it")
    (row,) = _stored()
    first_days = page.app.extensions["heard.settings"].outcome_first_days
    assert row.all_from_on == clock.now().date() + timedelta(days=first_days)
    assert [one.you_said for one in queries.told(None, clock.now())] == ["Tell us before a visit is moved."]
    actions = list(db.session.scalars(sa.select(Event.action).where(Event.subject_id == row.id)))
    assert "publish what was done" in actions
    page.visit("/staff/we-did").follow("Tell us before a visit is moved.")


def test_the_same_form_sent_twice_is_one_draft(page: Page, officer: Any) -> None:
    page.visit(NEW)
    form, pressed = page.form_with("Keep it and see it as they will")
    for name, value in _filled().items():
        form.fill(name, value)
    pairs = dict(form.pairs(pressed))
    page.post(NEW, pairs)
    page.post(NEW, pairs)
    assert len(_stored()) == 1


def test_a_label_before_the_words_goes_and_few_people_are_looked_at(page: Page, officer: Any) -> None:
    typed = {"You said": "You said: tell us first.", "We did": "We did - we ring all three boys."}
    page.visit(NEW).submit("Keep it and see it as they will", _filled(**typed), status=422)
    assert page.value("you_said") == "Tell us first."
    assert "three boys" in page.main
    page.submit("Keep it and see it as they will", checked=True)
    assert [(one.you_said, one.we_did) for one in _stored()] == [
        ("Tell us first.", "We ring all three boys.")
    ]


def test_the_officer_reads_how_young_people_see_it_in_the_paper_and_not_live(
    page: Page, officer: Any, make: Make
) -> None:
    row = did.outcome(officer, published_at=clock.now())
    for _ in range(11):
        did.difference(row, make.young_person(), Difference.YES)
    assert "most young people" not in page.visit(f"/staff/we-did/{row.id}").main


def test_what_is_missing_is_said_and_what_was_typed_is_kept(page: Page, officer: Any) -> None:
    page.visit(NEW).submit("Keep it and see it as they will", {"You said": "Ring us."}, status=422)
    assert page.value("you_said") == "Ring us."
    assert {"Choose what it is about.", "Say how far it is."} <= set(page.mistakes)
    page.submit("Keep it and see it as they will", _filled(**{"We did": ""}), status=422)
    assert page.mistakes == ["Say what we did."]
    page.submit("Keep it and see it as they will", _filled(state="cant"), status=422)
    assert page.mistakes == ["Say the true reason. They can tell when it is not."]
    tomorrow = clock.now().date() + timedelta(days=2)
    page.submit("Keep it and see it as they will", _filled(state="done", said_until=tomorrow), status=422)
    assert page.mistakes == ["This day is still to come. Nobody has spoken on it yet."]
    assert _stored() == []


def test_a_challenge_and_its_theme_come_with_the_address(page: Page, make: Make) -> None:
    council = challenged.panel(make)
    challenge = council.handed_on()
    page.sign_in(council.officer).visit(f"{NEW}?theme=moving&challenge={challenge}")
    assert (page.value("theme"), page.value("challenge_id")) == ("moving", str(challenge))
    page.submit("Keep it and see it as they will", _filled())
    assert _stored()[0].challenge_id == challenge
    page.follow("Change it").submit("Keep it and see it as they will", {"You said": "Ring us first."})
    assert _stored()[0].challenge_id == challenge
    page.visit(f"{NEW}?theme=nonsense&challenge=nonsense")
    assert (page.value("theme"), page.value("challenge_id")) == ("", "")


def test_only_whose_challenge_it_is_says_what_came_of_it(page: Page, make: Make, officer: Any) -> None:
    council = challenged.panel(make)
    for challenge in (council.handed_on(), council.asked(), uuid.uuid4()):
        page.visit(f"{NEW}?challenge={challenge}")
        assert page.value("challenge_id") == ""
        page.submit("Keep it and see it as they will", _filled(challenge_id=str(challenge)))
    assert [one.challenge_id for one in _stored()] == [None] * 3
    page.visit(f"/staff/we-did/{_stored()[0].id}/change")
    page.submit("Keep it and see it as they will", challenge_id=str(council.handed_on()))
    assert _stored()[0].challenge_id is None


def test_whoever_stands_in_says_what_came_of_a_challenge(page: Page, make: Make) -> None:
    council = challenged.panel(make)
    challenge = council.handed_on()
    other = make.staff(Role.MANAGER)
    make.stand_in(council.officer, other)
    page.sign_in(other).visit(f"{NEW}?challenge={challenge}")
    assert page.value("challenge_id") == str(challenge)


def test_only_themes_that_young_people_are_offered_and_days_enough_for_many(page: Page, officer: Any) -> None:
    offered = [e.get("value") for e in page.visit(NEW).everything if e.tag == "option"]
    assert "home" in offered
    assert "staff" not in offered
    last_day = last_quarter(clock.now().date()).last
    page.submit("Keep it and see it as they will", _filled(said_from=last_day), status=422)
    assert page.mistakes == ["Take 28 days or more."]
    about = commands.About("home", did.quarter().last, did.quarter().last)
    words, today = commands.Words(Did.DONE, "You said.", "We did.", ""), clock.now().date()
    with pytest.raises(Refused) as refused, db.transaction():
        commands.write(words, about, uuid.uuid4(), by=officer.id, now=clock.now(), today=today)
    assert refused.value.reason is WhyNot.TOO_SHORT
    assert _stored() == []


def test_a_known_name_has_to_go_and_what_looks_like_one_is_looked_at(
    page: Page, officer: Any, make: Make
) -> None:
    make.staff(name="Zebedee Quill")
    page.visit(NEW)
    page.submit(
        "Keep it and see it as they will", _filled(**{"We did": "We rang Zebedee Quill."}), status=422
    )
    assert any("Zebedee" in line and "name" in line for line in page.mistakes)
    assert _stored() == []
    page.submit("Keep it and see it as they will", _filled(**{"We did": "Ring 01632 960 123."}), status=422)
    assert "01632 960 123" in page.main
    page.submit("Keep it and see it as they will", checked=True)
    assert _stored()[0].we_did == "Ring 01632 960 123."


def test_a_young_persons_name_is_known_too(page: Page, officer: Any) -> None:
    with db.transaction():
        add_young_person(Facts(full_name="Quilla Zebedee", called="Quilla"), by=officer.id)
    page.visit(NEW).submit(
        "Keep it and see it as they will", _filled(**{"You said": "Ask Quilla first."}), status=422
    )
    assert any("Quilla" in line for line in page.mistakes)


def test_a_name_that_became_known_later_stops_the_publishing(page: Page, officer: Any, make: Make) -> None:
    row = did.outcome(officer, we_did="We rang Zebedee Quill.")
    make.staff(name="Zebedee Quill")
    page.visit(f"/staff/we-did/{row.id}").submit("Publish it", status=422)
    assert any("Zebedee" in line for line in page.mistakes)
    assert _stored()[0].published_at is None
    with pytest.raises(Refused), db.transaction():
        commands.publish(row.id, by=officer.id, now=clock.now(), today=clock.now().date(), first_days=7)


def test_what_no_paper_prints_stays_with_those_whose_words_led_to_it(page: Page, officer: Any) -> None:
    row = did.outcome(officer)
    page.visit(f"/staff/we-did/{row.id}")
    assert "No published paper lies within these days" in page.main
    page.submit("Publish it")
    assert _stored()[0].all_from_on is None
    assert queries.told(None, clock.now()) == []
    assert queries.told_of([row.id]) == {}


def test_a_theme_that_a_paper_hides_is_never_told_to_all(page: Page, officer: Any) -> None:
    did.paper(officer)
    did.hidden_paper(officer)
    row = did.outcome(officer)
    page.visit(f"/staff/we-did/{row.id}")
    assert "does not print how many" in page.main
    page.submit("Publish it")
    page.post(f"/staff/we-did/{row.id}/all")
    assert _stored()[0].all_from_on is None


def test_a_paper_published_meanwhile_lets_it_be_shown_to_all(page: Page, officer: Any) -> None:
    before = clock.now() - timedelta(days=30)
    row = did.outcome(officer, published_at=before)
    page.visit(f"/staff/we-did/{row.id}")
    assert "Show it to all now" not in page.main
    did.paper(officer)
    page.visit(f"/staff/we-did/{row.id}").submit("Show it to all now")
    assert _stored()[0].all_from_on == clock.now().date()
    assert list(queries.told_of([row.id])) == [row.id]


def test_those_whose_words_led_to_it_keep_their_days_when_it_is_shown_to_all_soon(officer: Any) -> None:
    now = clock.now()
    row = did.outcome(officer, published_at=now - timedelta(days=2))
    did.paper(officer)
    with db.transaction():
        assert commands.show_to_all(row.id, by=officer.id, now=now, today=now.date(), first_days=7)
    assert _stored()[0].all_from_on == now.date() + timedelta(days=5)


def test_what_is_opened_to_all_late_is_told_by_that_moment(officer: Any) -> None:
    now = clock.now()
    row = did.outcome(officer, published_at=now - timedelta(days=30))
    did.paper(officer)
    between = now - timedelta(days=1)
    with clock.at(now), db.transaction():
        assert commands.show_to_all(row.id, by=officer.id, now=now, today=now.date(), first_days=7)
    assert [one.id for one in queries.told(between, now)] == [row.id]
    assert queries.told(None, between) == []
    (told,) = queries.told(None, now)
    assert told.was_told_so(now)
    assert not told.was_told_so(between)


def test_after_publishing_only_how_far_it_is_changes(page: Page, officer: Any) -> None:
    today = clock.now().date()
    row = did.outcome(officer, published_at=clock.now() - timedelta(days=3), all_from_on=today)
    page.visit(f"/staff/we-did/{row.id}/change", status=409)
    page.visit(f"/staff/we-did/{row.id}").submit("Change what they see", state="partly", status=422)
    page.submit("Change what they see", state="partly", why="Two teams have not begun.")
    told = queries.told_of([row.id])[row.id]
    assert (told.state, told.why, told.you_said) == (Did.PARTLY, "Two teams have not begun.", row.you_said)
    page.submit("Change what they see", state="done")
    assert queries.told_of([row.id])[row.id].why == ""
    page.post(f"/staff/we-did/{row.id}/publish", status=409)
    page.post(f"/staff/we-did/{row.id}/throw-away", status=409)


def test_what_is_taken_down_is_told_to_nobody_and_not_changed(page: Page, officer: Any) -> None:
    challenge = uuid.uuid4()
    today = clock.now().date()
    row = did.outcome(officer, published_at=clock.now(), all_from_on=today)
    other = did.outcome(officer, published_at=clock.now(), all_from_on=today, challenge_id=challenge)
    assert queries.of_challenges([challenge])[challenge].id == other.id
    for one in row, other:
        with db.transaction():
            commands.take_down(one.id, by=officer.id, now=clock.now())
    page.visit(f"/staff/we-did/{row.id}")
    assert "Nobody any more" in page.main
    assert queries.told(None, clock.now()) == []
    assert queries.told_of([row.id]) == queries.of_challenges([challenge]) == {}
    page.post(f"/staff/we-did/{row.id}/state", {"state": "done", "we_did": "More."}, status=409)
    page.post(f"/staff/we-did/{row.id}/all", status=409)
    page.visit("/staff/we-did?tab=taken_down").follow(row.you_said)


def test_a_draft_is_changed_or_thrown_away(page: Page, officer: Any) -> None:
    row = did.outcome(officer)
    page.visit(f"/staff/we-did/{row.id}").follow("Change it")
    page.submit("Keep it and see it as they will", {"You said": "Ring us first."})
    assert _stored()[0].you_said == "Ring us first."
    page.post(f"/staff/we-did/{row.id}/take-down", status=409)
    page.visit(f"/staff/we-did/{row.id}").submit("Throw the draft away")
    assert _stored() == []


def test_a_long_sentence_is_pointed_out(page: Page, officer: Any) -> None:
    row = did.outcome(officer, we_did="We " + "really " * 25 + "did.")
    assert "Long sentences" in page.visit(f"/staff/we-did/{row.id}").main
    row = did.outcome(officer, we_did="We did it.")
    assert "Long sentences" not in page.visit(f"/staff/we-did/{row.id}").main


def test_the_newest_outcome_of_a_challenge_and_the_time_between_two_papers(officer: Any) -> None:
    challenge, now = uuid.uuid4(), clock.now()
    today = now.date()
    old, new = (
        did.outcome(
            officer, published_at=now - timedelta(days=days), all_from_on=today, challenge_id=challenge
        )
        for days in (20, 10)
    )
    assert queries.of_challenges([challenge])[challenge].id == new.id
    assert [one.id for one in queries.told(None, now)] == [old.id, new.id]
    assert old.published_at
    assert [one.id for one in queries.told(old.published_at, now)] == [new.id]
    assert [one.id for one in queries.told(None, old.published_at)] == [old.id]


@pytest.mark.parametrize(
    "role", [Role.SOCIAL_WORKER, Role.PANEL_MEMBER, Role.PANEL_SUPPORT, Role.ADMINISTRATOR]
)
def test_only_officers_write(page: Page, make: Make, role: Role) -> None:
    row = did.outcome(make.staff(Role.MANAGER))
    page.sign_in(make.staff(role))
    for url in ("/staff/we-did", NEW, f"/staff/we-did/{row.id}"):
        page.visit(url, status=404)
    page.post(f"/staff/we-did/{row.id}/publish", status=404)


def test_what_is_missing_is_refused_however_it_comes(officer: Any) -> None:
    period = did.quarter()
    about = commands.About(did.THEME, period.first, period.last)
    words = commands.Words(Did.CANT, "You said.", "", "")
    with pytest.raises(Refused) as refused, db.transaction():
        commands.write(words, about, uuid.uuid4(), by=officer.id, now=clock.now(), today=clock.now().date())
    assert refused.value.reason is WhyNot.NO_WHY


@pytest.mark.parametrize("tab", ["drafts", "published", "taken_down"])
def test_the_list_costs_the_same_at_one_row_and_at_fifty(page: Page, officer: Any, tab: str) -> None:
    at = None if tab == "drafts" else clock.now()
    gone = clock.now() if tab == "taken_down" else None
    url = f"/staff/we-did?tab={tab}"
    did.outcome(officer, published_at=at, taken_down_at=gone)
    page.visit(url)
    with counted() as with_one:
        page.visit(url)
    for _ in range(49):
        did.outcome(officer, published_at=at, taken_down_at=gone)
    with counted() as with_fifty:
        page.visit(url)
    assert len(with_fifty) == len(with_one), "\n".join(with_fifty)
    assert len(page.links("Tell us before a visit is moved.")) == 25


@pytest.mark.parametrize("tab", ["drafts", "published", "taken_down", "nonsense"])
def test_an_empty_list_says_so(page: Page, officer: Any, tab: str) -> None:
    assert "Write one" in page.visit(f"/staff/we-did?tab={tab}").main
