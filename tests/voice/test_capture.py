"""Said together, observed, passed on: what is stored, who may do it, and what is put right."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.coding.models import Quote
from portal.deadlines.models import Deadline
from portal.disclosure.counts import Period
from portal.kit import clock
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.people.models import CareLink, YoungPerson
from portal.policy.roles import Role
from portal.voice import figures
from portal.voice.models import Capture, Recipient
from portal.voice.queries.desk_themes import quotable
from portal.voice.rules import HowSure, Level, QuoteConsent, Way
from portal.voice.rules.capture import Worry
from tests.support.coded import LONDON
from tests.support.factories import Make
from tests.support.page_checks import text_of
from tests.support.pages import Page
from tests.voice.captures import (
    READ,
    SAID,
    SAW,
    TOLD,
    observed,
    passed_on,
    the_capture,
    the_statement,
    together,
    tomorrow,
)
from tests.voice.young import rows, statements


@pytest.fixture
def fay(make: Make, sam: YoungPerson) -> Account:
    """Sam's foster carer."""
    return make.worker_of(sam, Role.FOSTER_CARER, name="Fay Carer")


@pytest.fixture
def ben(make: Make, sam: YoungPerson) -> Account:
    """Sam's teacher."""
    return make.worker_of(sam, Role.PARTNER, name="Ben Teacher")


def test_said_together_their_words_and_the_workers_stay_apart(
    page: Page, make: Make, sam: YoungPerson, priya: Account, rae: Account
) -> None:
    iro = make.worker_of(sam, Role.IRO)
    page.sign_in(priya)
    together(
        page,
        sam,
        wants="A key",
        understands="Privacy matters",
        to=[str(iro.id)],
        face="mixed",
        quote="yes",
        asked="before_review",
    )
    assert "Tell Sam: somebody answers by" in page.main
    said, beside = the_statement(), the_capture()
    assert (said.way, said.words, said.wants) == (Way.TOGETHER, SAID, "A key")
    assert (said.asked, said.quote_consent, said.is_shown_to_them) == (
        "before_review",
        QuoteConsent.YES,
        True,
    )
    assert (beside.understands, beside.present, beside.by_id) == ("Privacy matters", "Sam and me", priya.id)
    assert beside.by_role == "social_worker"
    assert [row.account_id for row in rows(Recipient)] == [iro.id]
    assert rows(Deadline)[0].kind == "answer"
    page.sign_out().sign_in(rae).visit("/staff/desk").follow("Sam Vale")
    assert "Written down by Priya Shah" in page.main
    assert "What is here is not" in page.main


def test_said_together_is_theirs_to_read_change_and_take_back(
    page: Page, sam: YoungPerson, sam_account: Account, priya: Account, rae: Account
) -> None:
    together(page.sign_in(priya), sam, to=[str(priya.id)], understands="Privacy matters")
    page.sign_out().sign_in(sam_account).visit("/said").follow(SAID)
    assert "You said this together with Priya Shah" in page.main
    assert "Who was there: Sam and me" in page.main
    ours = [e for e in page.everything if "speech--ours" in (e.get("class") or "").split()]
    assert [text_of(e) for e in ours] == ["What Priya Shah thinks it meansPrivacy matters"]
    page.visit(f"/said/{the_statement().id}/take-back").submit("Take it back")
    assert the_statement().taken_back_at
    page.sign_out().sign_in(priya).visit("/staff/written-down").follow("Sam")
    assert SAID not in page.main
    assert "took it back" in page.main
    assert "Closed" not in page.main, "the desk has not read it yet"


def test_the_number_to_ring_is_on_each_page(page: Page, sam: YoungPerson, priya: Account) -> None:
    page.sign_in(priya)
    for kind in ("together", "observed", "pass-on"):
        page.visit(f"/staff/young-people/{sam.id}/{kind}")
        assert "If harm is told: stop asking, write their words, ring." in page.main
        assert [a for a in page.links() if str(a.get("href")).startswith("tel:")]


@pytest.mark.parametrize(
    ("write", "fields", "mistake"),
    [
        (together, {"words": " "}, "Write what they said. A few words are enough."),
        (together, {"present": ""}, "Say who was there, you too."),
        (together, {"words": "x" * 4001}, "This is too long. Use 4000 letters or fewer."),
        (together, {"at": "soon"}, "Say on which day and about what time, like 16:30."),
        (observed, {"saw": ""}, "Write what you saw."),
        (observed, {"told": "no"}, "Say why it would harm them."),
        (observed, {"on-day": "99"}, "Write a real date, like 27 3 2011."),
        (passed_on, {"words": ""}, "Write what they said, in their words or in yours."),
        (passed_on, {"told_to": "other"}, "Say whom they told, by name if it was somebody else."),
        (passed_on, {"told": "no"}, "Say why it would harm them."),
        (passed_on, tomorrow(), "This day and time have not come yet."),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    page: Page, sam: YoungPerson, priya: Account, write: Any, fields: dict[str, str], mistake: str
) -> None:
    write(page.sign_in(priya), sam, status=422, about_name="Zed Somebody", **fields)
    assert page.mistakes == [mistake]
    assert page.value("about_name") == "Zed Somebody"
    assert statements() == []


def test_nothing_filled_in_names_everything(page: Page, sam: YoungPerson, priya: Account) -> None:
    page.sign_in(priya)
    for kind, at_least in (("together", 4), ("observed", 5), ("pass-on", 5)):
        page.post(
            f"/staff/young-people/{sam.id}/{kind}",
            {"words": "\x00\x07", "told": "?", "face": "x"},
            status=422,
        )
        assert len(page.mistakes) >= at_least
    assert statements() == []


def test_somebody_who_is_not_around_is_not_taken(
    page: Page, make: Make, sam: YoungPerson, priya: Account
) -> None:
    page.sign_in(priya).visit(f"/staff/young-people/{sam.id}/together")
    stranger = make.staff(Role.SOCIAL_WORKER)
    fields = {"words": SAID, "present": "us", "worry": "no", "at": "09:00", "to": str(stranger.id)}
    page.post(f"/staff/young-people/{sam.id}/together", fields, status=422)
    assert statements() == []


def test_a_double_tap_is_one_and_other_words_on_the_same_page_are_another(
    page: Page, sam: YoungPerson, priya: Account
) -> None:
    page.sign_in(priya).visit(f"/staff/young-people/{sam.id}/pass-on")
    form, pressed = page.form_with("Pass it on")
    for name, value in {"words": TOLD, "told_to": "me", "worry": "no", "told": "yes"}.items():
        form.fill(name, value)
    pairs = form.pairs(pressed)
    fields: dict[str, Any] = dict(pairs)
    for _ in range(3):
        page.post(f"/staff/young-people/{sam.id}/pass-on", fields)
    assert len(statements()) == len(rows(Capture)) == 1
    page.post(f"/staff/young-people/{sam.id}/pass-on", {**fields, "words": "And he shouts"})
    assert [one.words for one in statements()] == [TOLD, "And he shouts"]


def test_an_observation_has_no_words_and_is_never_a_quote(
    page: Page, sam: YoungPerson, priya: Account, rae: Account
) -> None:
    observed(page.sign_in(priya), sam, understands="She misses her sister")
    said, beside = the_statement(), the_capture()
    assert (said.way, said.words, said.wants) == (Way.OBSERVED, "", "")
    assert (beside.saw, beside.how_sure) == (SAW, HowSure.QUITE)
    assert [row.account_id for row in rows(Recipient)] == [priya.id]
    assert quotable(said) == ""
    page.sign_out().sign_in(rae).visit(f"/staff/desk/{said.id}")
    assert "Nothing here was said by Sam" in page.main
    speech = [e for e in page.everything if "speech" in (e.get("class") or "").split()]
    assert speech == []
    page.submit("Mark as read", READ)
    page.visit(f"/staff/desk/{said.id}")
    assert "could be a quote" not in page.main.casefold()
    assert rows(Quote) == []


def test_words_that_were_passed_on_are_no_quote_whatever_is_sent(
    page: Page, sam: YoungPerson, fay: Account
) -> None:
    passed_on(page.sign_in(fay), sam)
    said = the_statement()
    assert said.quote_consent is QuoteConsent.NO
    with db.transaction():
        db.session.merge(said).quote_consent = QuoteConsent.YES  # even if it got there some other way
    assert quotable(the_statement()) == ""


def test_every_way_counts_as_heard(page: Page, make: Make, sam: YoungPerson, priya: Account) -> None:
    kit, reader = make.young_person(name="Kit Marsh"), make.staff(Role.READER)
    make.link(kit, priya)
    observed(page.sign_in(priya), sam)
    passed_on(page, kit)
    for said in statements():
        with db.transaction():
            row = db.session.merge(said)
            row.read_at, row.read_by_id = clock.now(), reader.id
    today = clock.now().astimezone(LONDON).date()
    spoke = figures.said(Period(today - timedelta(days=1), today + timedelta(days=1)), LONDON)
    assert sum(spoke.said.values()) == 2


def test_worries_told_by_others_are_counted_by_who_told(
    page: Page, sam: YoungPerson, priya: Account, fay: Account
) -> None:
    passed_on(page.sign_in(fay), sam, worry="not_sure")
    passed_on(page, sam, words="He likes school")
    observed(page.sign_out().sign_in(priya), sam, worry="not_sure")
    today = clock.now().astimezone(LONDON).date()
    period = Period(today - timedelta(days=1), today + timedelta(days=1))
    assert figures.worries_told(period, LONDON) == {"foster_carer": 1, "social_worker": 1}


def test_a_worry_of_the_writer_calls_duty(page: Page, make: Make, sam: YoungPerson, fay: Account) -> None:
    duty = make.staff(Role.DUTY_WORKER)
    make.on_duty(duty)
    passed_on(page.sign_in(fay), sam, worry="yes", words="", saw="He seems afraid to go home")
    said = the_statement()
    assert (said.level, said.pages_duty, the_capture().worry) == (Level.NOW, True, Worry.YES)
    called = db.session.scalars(sa.select(Notice.account_id).where(Notice.kind == NoticeKind.CALLED)).all()
    assert called == [duty.id]
    page.sign_out().sign_in(duty).visit(f"/staff/desk/{said.id}")
    assert "whoever wrote it down is worried" in page.main


def test_worry_words_of_the_writer_order_the_list(page: Page, sam: YoungPerson, fay: Account) -> None:
    passed_on(page.sign_in(fay), sam, words="", saw="She said her uncle touches her at night")
    said = the_statement()
    assert (said.level, said.words) == (Level.NOW, "")
    assert "uncle" not in said.level_why, "nobody said the words it was ordered by"
    passed_on(page, sam, words="", saw="She likes her new school")
    assert the_statement().level is Level.REST


def test_who_may_write_down_what(
    page: Page, make: Make, sam: YoungPerson, priya: Account, fay: Account, ben: Account, rae: Account
) -> None:
    stranger, lead = make.staff(Role.SOCIAL_WORKER), make.staff(Role.SAFETY_LEAD)
    advocate = make.worker_of(sam, Role.ADVOCATE)
    may = {priya: (200, 200, 200), fay: (404, 404, 200), ben: (404, 404, 200)}
    nobody = dict.fromkeys((stranger, rae, lead, advocate), (404, 404, 404))
    for account, expected in {**may, **nobody}.items():
        page.sign_out().sign_in(account)
        for kind, status in zip(("together", "observed", "pass-on"), expected, strict=True):
            page.visit(f"/staff/young-people/{sam.id}/{kind}", status=status)
            if status == 404:
                page.post(f"/staff/young-people/{sam.id}/{kind}", status=404)


def test_a_link_that_ended_ends_it(page: Page, make: Make, sam: YoungPerson, ben: Account) -> None:
    passed_on(page.sign_in(ben), sam)
    url = f"/staff/written-down/{the_statement().id}"
    page.visit(url)
    with db.transaction() as session:
        link = session.scalars(sa.select(CareLink).where(CareLink.account_id == ben.id)).one()
        link.until_on = clock.now().date() - timedelta(days=1)
    page.visit(f"/staff/young-people/{sam.id}/pass-on", status=404)
    page.visit(url, status=404)
    for listed in ("/staff/written-down", "/staff/write-down"):
        page.visit(listed)
        assert "Sam" not in page.main


def test_the_way_in_shows_called_names_only(
    page: Page, make: Make, sam: YoungPerson, priya: Account, fay: Account
) -> None:
    make.young_person(name="Somebody Else")
    page.sign_in(fay).visit("/staff").follow("Write it down")
    assert "Sam" in page.main
    assert "Vale" not in page.main
    assert "Together with Sam" not in page.main
    page.follow("Pass on what Sam told somebody")
    assert page.heading == "Pass on what Sam told somebody"
    page.sign_out().sign_in(priya).visit(f"/staff/young-people/{sam.id}").follow("Write it down together")
    assert page.heading == "Together with Sam"
    page.sign_out().sign_in(make.staff(Role.PARTNER)).visit("/staff/write-down")
    assert "Nobody here yet" in page.main


def test_children_called_alike_are_told_apart_everywhere(
    page: Page, make: Make, sam: YoungPerson, priya: Account, fay: Account
) -> None:
    other = make.young_person(name="Sam Hill", called="Sam")
    for account in (priya, fay):
        make.link(other, account)
        page.sign_out().sign_in(account).visit("/staff/write-down")
        for name in ("Sam Vale", "Sam Hill"):
            page.visit("/staff/write-down").follow(f"Pass on what Sam told somebody ({name}")
            assert name in page.main
        passed_on(page, other)
        page.visit("/staff/written-down")
        assert "Sam Hill" in page.main
        assert "Sam Vale" not in page.main


def test_a_carers_day_begins_with_passing_on(page: Page, fay: Account, priya: Account) -> None:
    page.sign_in(fay).visit("/staff").follow("Pass on what a child told you")
    assert page.heading == "Write down what they said"
    page.visit("/staff").follow("What you wrote down")
    page.sign_out().sign_in(priya).visit("/staff")
    assert "Pass on what a child told you" not in page.main
