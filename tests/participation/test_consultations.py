"""Asking about a draft: written, opened to some ages, talked about answered in a new version."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta

import flask
import pytest

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.participation.models.consultations import Consultation, ConsultationPart
from portal.participation.models.ideas import Piece
from portal.participation.rules.consultations import Asking
from portal.policy.roles import Role
from portal.voice.models import Reply, Statement
from tests.participation.ideas import approves, concern, desk_reads
from tests.support.factories import Make
from tests.support.pages import Page
from tests.voice.young import rows

Other = Callable[[], Page]


@pytest.fixture
def keeper(make: Make) -> Account:
    return make.staff(Role.PARTICIPATION_WORKER)


def young(make: Make, years: int) -> Account:
    return make.account_for(make.young_person(born_on=date(clock.now().year - years, 1, 1)))


def draft(page: Page, keeper: Account, youngest: int = 8, oldest: int = 12) -> uuid.UUID:
    """Written and opened."""
    page.sign_in(keeper).visit("/staff/consultations").follow("Write a draft")
    fields = {
        "title": "The welcome pack",
        "about": "We write it anew.",
        "youngest": str(youngest),
        "oldest": str(oldest),
        "closes_on": clock.now().date() + timedelta(days=14),
        "part1-heading": "Your first night",
        "part1-words": "Somebody shows you your room.",
    }
    page.submit("Keep the draft", fields)
    assert "nobody has seen it" in page.main
    page.submit("Open it to young people")
    assert "open now" in page.main
    return rows(Consultation)[0].id


def test_a_draft_without_parts_or_ages_is_not_kept(page: Page, keeper: Account) -> None:
    page.sign_in(keeper).visit("/staff/consultations/new").submit("Keep the draft", status=422)
    assert "Write at least one part." in page.mistakes
    assert "Write two ages from 4 to 30, the younger one first." in page.mistakes
    page.submit("Keep the draft", {"youngest": "x", "part2-words": "only words"}, status=422)
    assert "Each part has a heading and words." in page.mistakes
    assert rows(Consultation) == []


def test_asked_said_approved_and_told_what_changed(
    app: flask.Flask, page: Page, another_page: Other, make: Make, keeper: Account
) -> None:
    asking_id = draft(page, keeper)
    child = another_page().sign_in(young(make, 10)).visit("/have-a-say").follow("The welcome pack")
    child.follow("Say what you think of it: Your first night").submit("Send it", status=422)
    child.submit("Send it", {"words": "Let me keep my phone"})
    assert "Others cannot see it yet" in child.main
    assert [one.asked for one in rows(Statement)] == ["draft_talk"]
    friend = another_page().sign_in(young(make, 11)).visit(f"/have-a-say/{asking_id}")
    assert "phone" not in friend.main
    desk_reads(make.staff(Role.READER))
    approves(app, keeper)
    assert "Let me keep my phone" in friend.visit(f"/have-a-say/{asking_id}").main
    page.visit(f"/staff/consultations/{asking_id}")
    assert "Let me keep my phone" in page.main
    page.submit("Close it now").follow("Say what changed").submit("Tell young people", status=422)
    assert page.mistakes == ["Say of each part what changed, or why nothing did."]
    page.submit(
        "Tell young people",
        {"part1-words": "You keep your phone.", "part1-changed": "Your phone stays with you."},
    )
    assert [one.version for one in rows(Consultation)] == [2]
    child.visit(f"/have-a-say/{asking_id}")
    assert "Your phone stays with you." in child.main
    assert "You keep your phone." in child.main
    assert "Let me keep my phone" in child.main  # what was said about the version before


def test_only_those_of_its_ages_see_it_and_only_while_it_is_open(
    page: Page, another_page: Other, make: Make, keeper: Account
) -> None:
    asking_id = draft(page, keeper)
    part_id = rows(ConsultationPart)[0].id
    teenager = another_page().sign_in(young(make, 15)).visit("/have-a-say")
    assert "welcome pack" not in teenager.main
    teenager.visit(f"/have-a-say/{asking_id}", status=404)
    teenager.visit(f"/have-a-say/part/{part_id}", status=404)
    child = another_page().sign_in(young(make, 9)).visit(f"/have-a-say/{asking_id}")
    with db.transaction() as session:
        session.get_one(Consultation, asking_id).closes_on = clock.now().date() - timedelta(days=1)
    child.visit(f"/have-a-say/part/{part_id}", status=404)
    teenager.post(f"/have-a-say/part/{part_id}", {"words": "not for me"}, status=404)
    child.post(f"/have-a-say/part/{part_id}", status=404)  # nothing was written
    for _tap in range(2):
        child.post(f"/have-a-say/part/{part_id}", {"words": "too late", "send_once": str(part_id)})
        assert child.flashes == [
            "This changed while you were writing. We have your words. We read them and answer you."
        ]
    assert [one.words for one in rows(Reply)] == ["too late"]  # at the desk, once
    assert "It is closed" in child.visit(f"/have-a-say/{asking_id}").main
    assert rows(Piece) == []


def test_children_and_grown_ups_do_not_read_each_other_in_one_draft(
    app: flask.Flask, page: Page, another_page: Other, make: Make, keeper: Account
) -> None:
    asking_id = draft(page, keeper, 16, 25)
    child = another_page().sign_in(young(make, 17)).visit(f"/have-a-say/{asking_id}")
    child.follow("Say what you think of it: Your first night").submit("Send it", {"words": "From a child"})
    desk_reads(make.staff(Role.READER))
    approves(app, keeper)
    grown = another_page().sign_in(young(make, 20)).visit(f"/have-a-say/{asking_id}")
    assert "From a child" not in grown.main


def test_a_draft_is_changed_only_while_nobody_has_seen_it(page: Page, keeper: Account) -> None:
    asking_id = draft(page, keeper)
    page.visit(f"/staff/consultations/{asking_id}/change")
    assert page.heading == "The welcome pack"  # back on its own page
    page.post(f"/staff/consultations/{asking_id}/open")
    assert [one.state for one in rows(Consultation)] == [Asking.OPEN]


def test_sent_twice_is_one(page: Page, keeper: Account) -> None:
    page.sign_in(keeper).visit("/staff/consultations/new")
    form = {
        "send_once": str(uuid.uuid4()),
        "title": "A",
        "about": "B",
        "youngest": "8",
        "oldest": "12",
        "closes_on-day": "1",
        "closes_on-month": "1",
        "closes_on-year": str(clock.now().year + 1),
        "part1-heading": "C",
        "part1-words": "D",
    }
    page.post("/staff/consultations/new", form).post("/staff/consultations/new", form)
    assert len(rows(Consultation)) == len(rows(ConsultationPart)) == 1


def test_a_form_sent_again_with_other_words_keeps_both(page: Page, make: Make, keeper: Account) -> None:
    draft(page, keeper)
    url = f"/have-a-say/part/{rows(ConsultationPart)[0].id}"
    form = {"send_once": str(uuid.uuid4())}
    page.sign_in(young(make, 9))
    for words in ("Too long", "Too long", "And too hard"):
        page.post(url, {**form, "words": words})
    assert sorted(one.words for one in rows(Piece)) == ["And too hard", "Too long"]
    assert len(rows(Statement)) == 2


def test_who_has_come_close_to_whom_it_concerns_reads_nothing_of_it(
    app: flask.Flask, page: Page, another_page: Other, make: Make, keeper: Account
) -> None:
    asking_id = draft(page, keeper)
    part_id = rows(ConsultationPart)[0].id
    another_page().sign_in(young(make, 9)).post(f"/have-a-say/part/{part_id}", {"words": "Bel is unkind"})
    desk_reads(make.staff(Role.READER))
    approves(app, keeper)
    assert "Bel is unkind" in page.visit(f"/staff/consultations/{asking_id}").main
    concern(make, keeper)
    assert "Bel is unkind" not in page.visit(f"/staff/consultations/{asking_id}").main


def test_who_spoke_of_it_and_has_grown_out_of_it_reads_and_is_not_asked_again(
    page: Page, make: Make, keeper: Account
) -> None:
    asking_id = draft(page, keeper)
    ari = young(make, 11)
    page.sign_in(ari).visit(f"/have-a-say/{asking_id}").follow("Say what you think of it")
    page.submit("Send it", words="I want a lamp.")
    with db.transaction() as session:
        session.get_one(Consultation, asking_id).oldest = 9
    page.visit(f"/have-a-say/{asking_id}")
    assert not page.links("Say what you think of it")
