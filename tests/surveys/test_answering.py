"""Answering a survey by its link, page by page, without scripts: kept, changed, looked at, sent once."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import flask
import pytest
import sqlalchemy as sa

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.nameless.models import SurveySaying
from portal.plainwords import jargon_in, reading_age, sentences_in
from portal.policy.roles import Role
from portal.surveys.models import (
    SurveyDraft,
    SurveyIntake,
    SurveyIntakeUsed,
    SurveyVersion,
    Wave,
)
from portal.surveys.rules import content as contents
from portal.surveys.rules.content import Content, OnlyIf
from portal.surveys.rules.kinds import Audience, Face, Kind, WaveState, WayIn
from tests.support.factories import Make
from tests.support.made_surveys import content_of, en, every_kind, question
from tests.support.pages import Page
from tests.support.plain_pages import our_lines

SENT = "Thank you. We have your answers."


def rows(kind: type[Any]) -> list[Any]:
    db.session.remove()
    return list(db.session.scalars(sa.select(kind)))


def sent(kind: type[Any] = SurveyIntake) -> list[dict[str, Any]]:
    return [json.loads(row.values) for row in rows(kind)]


@pytest.fixture
def owner(make: Make) -> Account:
    return make.staff(Role.PARTICIPATION_WORKER)


def ask(make: Make, owner: Account, content: Content | None = None, **fields: Any) -> Wave:
    survey = make.survey(owner, content, audience=fields.pop("audience", Audience.FAMILIES))
    return make.wave(survey, **fields)


TWO = content_of(
    question("mood", Kind.FACES, prompts=en("How are you?")),
    question("why", Kind.LONG, prompts=en("Why is that?"), only_if=OnlyIf("mood", ("bad",))),
    question("team", Kind.ONE, "north", "south", prompts=en("Where?")),
)


def begin(page: Page, wave: Wave) -> Page:
    return page.visit(f"/q/{wave.link}").submit("Start")


def test_one_of_each_kind_is_asked_looked_at_and_sent(page: Page, make: Make, owner: Account) -> None:
    wave = ask(make, owner)
    page.visit(f"/q/{wave.link}")
    assert page.heading == "How is it going"
    assert "There are about 9 pages of questions." in page.main
    assert "we do not ask who you are and keep nothing that says it" in page.main
    assert "What you write may still show who you are." in page.main
    assert "at least 5 people" in page.main
    page.submit("Start")
    assert page.heading == "Something to read"
    page.submit("Next")
    assert page.heading == "Question 1 of 9"  # the one that hangs on another is not asked yet
    page.submit("Next", q1="ok")
    assert page.heading == "Question 2 of 10"
    page.submit("Next", q2="not_said").submit("Next", q3="north").submit("Next", q4=["food", "people"])
    page.submit("Next", q5="dog")
    page.submit("Move up: Calm").submit("Move up: Calm").submit("Next")
    page.submit("Next", q7="4").submit("Next", **{"q8-day": "3", "q8-month": "4", "q8-year": "2019"})
    page.submit("Next", q9="calm").submit("Next", q10="Longer visits")
    assert page.heading == "Look at your answers"
    for said in ("I’d rather not say", "North", "3/4/2019", "Longer visits", "So-so"):
        assert said in page.main
    assert rows(SurveyIntake) == []
    page.submit("Send my answers")
    assert page.heading == SENT
    assert sent() == [
        {
            "mood": "ok",
            "safe": "not_said",
            "team": "north",
            "likes": ["food", "people"],
            "pet": "dog",
            "first": ["calm", "time", "money"],
            "years": 4,
            "since": "2019-04-03",
            "one_word": "calm",
            "why_bad": "Longer visits",
        }
    ]
    assert rows(SurveyDraft) == []
    assert rows(SurveySaying) == []  # an adult's words are not the desk's


def test_a_page_holds_a_whole_section_where_the_wave_says_so(page: Page, make: Make, owner: Account) -> None:
    wave = ask(make, owner, TWO, is_one_at_a_time=False)
    begin(page, wave)
    assert page.heading == "Page 1 of 2"
    page.submit("Next", q0="bad")
    assert "Why is that?" in page.main
    assert "Where?" in page.main
    page.submit("Next", q1="Noise", q2="south").submit("Send my answers")
    assert sent() == [{"mood": "bad", "why": "Noise", "team": "south"}]


def test_going_back_and_changing_an_answer_leaves_out_what_is_not_asked_any_more(
    page: Page, make: Make, owner: Account
) -> None:
    wave = ask(make, owner, TWO)
    begin(page, wave).submit("Next", q0="bad").submit("Next", q1="Noise at night").submit(
        "Go back", q2="north"
    )
    assert "Noise at night" in page.main
    page.submit("Go back")
    assert page.value("q0") == "bad"
    page.submit("Next", q0="good")
    assert page.value("q2") == "north"
    page.submit("Next")
    assert "Noise at night" not in page.main
    page.submit("Send my answers")
    assert sent() == [{"mood": "good", "team": "north"}]


def test_change_on_the_last_page_comes_back_to_it_by_way_of_what_is_newly_asked(
    page: Page, make: Make, owner: Account
) -> None:
    wave = ask(make, owner, TWO)
    begin(page, wave).submit("Next", q0="good").submit("Next", q2="north").follow("Change: How are you?")
    page.submit("Keep it and check everything", q0="bad")
    assert "Why is that?" in page.main
    page.submit("Next", q1="Noise").submit("Next")
    assert page.heading == "Look at your answers"
    page.follow("Change: Where?").submit("Keep it and check everything", q2="south")
    assert page.heading == "Look at your answers"
    assert "South" in page.main


def test_one_is_left_out_also_after_it_was_answered(page: Page, make: Make, owner: Account) -> None:
    wave = ask(make, owner, TWO)
    begin(page, wave).submit("Next", q0="good").submit("Go back").submit("Leave this one out")
    page.submit("Next", q2="south").submit("Send my answers")
    assert sent() == [{"team": "south"}]


def test_stopping_keeps_it_for_this_phone_and_no_other(
    page: Page, another_page: Callable[[], Page], make: Make, owner: Account
) -> None:
    wave = ask(make, owner, TWO)
    begin(page, wave).submit("Stop for now", q0="good")
    assert page.heading == "It is kept for you"
    page.visit(f"/q/{wave.link}").follow("Go on")
    assert "Where?" in page.main
    page.submit("Go back")
    assert page.value("q0") == "good"
    other = another_page().visit(f"/q/{wave.link}")
    assert other.links("Go on") == []
    page.visit(f"/q/{wave.link}").submit("Start again from the beginning")
    assert page.value("q0") == ""
    assert len(rows(SurveyDraft)) == 1


def test_what_is_wrong_is_said_and_what_was_typed_stays(page: Page, make: Make, owner: Account) -> None:
    content = content_of(
        question("years", Kind.NUMBER, least=0, most=60, prompts=en("How many years?"), is_required=True),
        question("since", Kind.DATE, prompts=en("Since when?")),
        question("more", Kind.LONG, prompts=en("What more?")),
    )
    wave = ask(make, owner, content)
    begin(page, wave).submit("Next", status=422)
    assert page.mistakes == ["Answer this one, please."]
    page.submit("Next", q0="lots", status=422)
    assert page.mistakes == ["Write a number, like 3."]
    assert page.value("q0") == "lots"
    page.submit("Next", q0="99", status=422)
    assert page.mistakes == ["Write 60 or less."]
    page.submit("Next", q0="9").submit(
        "Next", **{"q1-day": "31", "q1-month": "2", "q1-year": "2020"}, status=422
    )
    assert page.value("q1-day") == "31"
    page.submit("Leave this one out").submit("Next", q2="x" * 5001, status=422)
    assert page.mistakes == ["This is too long. Use 5000 letters or fewer."]
    assert "x" * 5001 in page.html


def test_options_of_another_survey_are_not_taken(page: Page, make: Make, owner: Account) -> None:
    begin(page, ask(make, owner, TWO))
    page.post(page.url, {"q0": "very_good"}, status=422)
    assert page.mistakes == ["Pick one of these."]
    page.submit("Next", q0="good").post(page.url, {"q2": ["west", "north"]}, status=422)
    page.post(page.url, {"q2": "north", "q9": "not asked", "team": "south"}).submit("Send my answers")
    assert sent() == [{"mood": "good", "team": "north"}]


def test_ten_megabytes_are_refused_and_nothing_breaks(page: Page, make: Make, owner: Account) -> None:
    begin(page, ask(make, owner, TWO)).post(page.url, {"q0": "x" * 10_000_000}, status=413)


def test_skipped_steps_lead_to_what_is_there_and_what_is_needed_is_asked_for(
    page: Page, make: Make, owner: Account
) -> None:
    content = content_of(
        question("mood", Kind.FACES, is_required=True, prompts=en("How are you?")),
        question("why", Kind.LONG, only_if=OnlyIf("mood", ("bad",))),
        question("team", Kind.ONE, "north", "south", prompts=en("Where?")),
    )
    wave = ask(make, owner, content)
    page.visit(f"/q/{wave.link}/5")  # step 5 first: nothing was begun
    assert page.heading == "How is it going"
    page.submit("Start").visit(f"/q/{wave.link}/2")
    assert "Where?" in page.main  # the second is not asked
    page.visit(f"/q/{wave.link}/99")
    assert page.heading == "Look at your answers"
    page.submit("Send my answers", status=422)
    assert page.mistakes == ["Answer at least one question, then send it."]
    page.visit(f"/q/{wave.link}/3").submit("Next", q2="north").submit("Send my answers", status=422)
    assert page.mistakes == ["One more question needs an answer."]
    assert "This one needs an answer" in page.main
    assert rows(SurveyIntake) == []
    page.visit(f"/q/{wave.link}/check").follow("Change: How are you?").submit("Keep it", q0="ok")
    page.submit("Send my answers")
    assert page.heading == SENT


def test_sent_twice_is_sent_once_and_says_the_same(page: Page, make: Make, owner: Account) -> None:
    wave = ask(make, owner, TWO)
    begin(page, wave).submit("Next", q0="good").submit("Next")
    before = page.client.get_cookie("answers")
    assert before is not None
    page.submit("Send my answers")
    page.client.set_cookie("answers", before.decoded_value)  # the second tap left before the first came back
    page.post(f"/q/{wave.link}/check", {})
    assert page.heading == SENT
    assert len(rows(SurveyIntake)) == 1


def test_nobody_who_did_not_send_is_told_that_it_came(
    page: Page, another_page: Callable[[], Page], make: Make, owner: Account
) -> None:
    wave = ask(make, owner, TWO)
    assert page.visit(f"/q/{wave.link}/sent").heading == "How is it going"
    begin(page, wave)
    assert page.visit(f"/q/{wave.link}/sent").heading == "How is it going"
    stranger = another_page()
    stranger.post(f"/q/{wave.link}/check", {})
    assert stranger.heading == "How is it going"
    stranger.client.set_cookie("answers", "made.up")
    assert stranger.visit(f"/q/{wave.link}/sent").heading == "How is it going"


def test_fifty_at_once_are_one_answer(page: Page, app: flask.Flask, make: Make, owner: Account) -> None:
    wave = ask(make, owner, TWO)
    begin(page, wave).submit("Next", q0="good").submit("Next")
    token = page.token()
    cookies = {one.key: one.decoded_value for one in page.client._cookies.values()}
    db.session.remove()

    def press(_number: int) -> str:
        client = app.test_client()
        for name, value in cookies.items():
            client.set_cookie(name, value)
        answer = client.post(f"/q/{wave.link}/check", data={"csrf_token": token})
        db.session.remove()
        return f"{answer.status_code} {answer.headers.get('Location', '')}"

    with ThreadPoolExecutor(12) as pool:
        answers = set(pool.map(press, range(50)))
    assert answers == {f"303 /q/{wave.link}/sent"}
    assert sent() == [{"mood": "good"}]


@pytest.mark.parametrize(
    ("state", "says"), [(WaveState.CLOSED, "This is closed"), (WaveState.DRAFT, "This is not open yet")]
)
def test_closed_and_not_yet_open_say_so(
    page: Page, make: Make, owner: Account, state: WaveState, says: str
) -> None:
    wave = ask(make, owner, TWO, state=state)
    for address in ("", "/1", "/check"):
        assert page.visit(f"/q/{wave.link}{address}").heading == says
    page.post(f"/q/{wave.link}", {}, status=409)
    assert page.heading == says
    page.visit("/q/no-such-link", status=404)


def test_one_that_closes_meanwhile_says_so_and_takes_nothing(page: Page, make: Make, owner: Account) -> None:
    wave = ask(make, owner, TWO)
    begin(page, wave).submit("Next", q0="good").submit("Next")
    with db.transaction() as session:
        session.get_one(Wave, wave.id).state = WaveState.CLOSED
    page.post(f"/q/{wave.link}/check", {}, status=409)
    assert page.heading == "This is closed"
    assert rows(SurveyIntake) == []


def test_a_survey_changed_meanwhile_goes_on_asking_what_it_asked(
    page: Page, make: Make, owner: Account
) -> None:
    survey = make.survey(owner, TWO)
    wave = make.wave(survey)
    begin(page, wave).submit("Next", q0="good")
    with db.transaction() as session:
        new = content_of(question("other", prompts=en("Something else?")))
        first = session.scalars(sa.select(SurveyVersion)).one()
        session.add(
            SurveyVersion(
                survey_id=survey.id,
                number=2,
                content=contents.written(new),
                mark=first.mark,
                made_by_id=owner.id,
                changed_at=first.changed_at,
            )
        )
    page.visit(page.url)
    assert "Where?" in page.main
    page.submit("Next", q2="north").submit("Send my answers")
    assert sent() == [{"mood": "good", "team": "north"}]


def test_what_is_typed_when_the_phone_falls_asleep_is_kept(page: Page, make: Make, owner: Account) -> None:
    wave = ask(make, owner, every_kind())
    begin(page, wave)
    page.post(f"/q/{wave.link}/10/keep", {"q9": "calm"}, status=204)
    page.post(f"/q/{wave.link}/8/keep", {"q7": "lots"}, status=204)  # wrong: not kept, and no fault
    page.visit(f"/q/{wave.link}/10")
    assert page.value("q9") == "calm"


def test_language_is_offered_where_survey_and_site_speak_it(page: Page, make: Make, owner: Account) -> None:
    words = {"en": "How are you?", "ar": "كيف حالك؟", "fr": "Ça va ?"}
    content = content_of(question("mood", Kind.FACES, prompts=words), titles={**words})
    wave = ask(make, owner, content)
    page.visit(f"/q/{wave.link}")
    assert [page.links("العربية") != [], page.links("Français") != []] == [True, False]
    page.follow("العربية")
    assert 'dir="rtl"' in page.html
    page.submit()
    assert "كيف حالك؟" in page.main
    assert 'lang="ar"' in page.html
    page.follow("English")
    assert "How are you?" in page.main
    only_english = ask(make, owner, TWO)
    page.visit(f"/q/{only_english.link}", headers={"Accept-Language": "ar"})
    assert 'lang="en"' in page.html


def young(make: Make, owner: Account, *faces: Face, **fields: Any) -> Wave:
    asks = every_kind(faces=faces or (Face.TWELVE,))
    return ask(make, owner, asks, audience=Audience.YOUNG_PEOPLE, **fields)


def test_a_young_person_is_told_who_reads_it_before_they_write_and_how_to_be_helped(
    page: Page, make: Make, owner: Account
) -> None:
    wave = young(make, owner)
    begin(page, wave).visit(f"/q/{wave.link}/10")
    assert "Do not write names. A person in our safety team reads this by" in page.main
    assert page.links("Come in and tell us with your name")
    assert "Childline" in page.text
    page.visit(f"/q/{wave.link}/3")
    assert "Do not write names" not in page.main


def test_what_a_child_writes_is_at_the_desk_at_once_with_the_day_and_nothing_more(
    page: Page, make: Make, owner: Account
) -> None:
    wave = young(make, owner)
    begin(page, wave).visit(f"/q/{wave.link}/2").submit("Next", q1="bad")
    page.visit(f"/q/{wave.link}/10").submit("Next", q9="Lonely").submit("Next", q10="My room is cold")
    page.submit("Send my answers")
    assert "a person reads it by" in page.main
    said = rows(SurveySaying)
    assert sorted((one.question, one.words) for one in said) == [
        ("In one word?", "Lonely"),
        ("What would make it better?", "My room is cold"),
    ]
    assert {one.read_at for one in said} == {None}
    columns = set(SurveySaying.__table__.columns.keys())
    assert columns == {
        "id", "question_sealed", "words_sealed", "on", "level", "read_by_at", "read_at", "read_by_id",
        "pages_duty", "called_at",
    }  # fmt: skip


def test_one_survey_asks_each_age_in_its_own_face(page: Page, make: Make, owner: Account) -> None:
    content = content_of(
        question(
            "mood",
            Kind.FACES,
            prompts=en("How is it?"),
            faces={Face.LITTLE: en("How do you feel?")},
        ),
        faces=(Face.LITTLE, Face.TWELVE),
    )
    wave = ask(make, owner, content, audience=Audience.YOUNG_PEOPLE)
    page.visit(f"/q/{wave.link}").submit("Start", status=422)
    assert page.mistakes == ["Say who you are, so that we can ask in the right words."]
    page.submit("Start", face="little")
    assert "How do you feel?" in page.main
    page.submit("Next", q0="good").submit("Send my answers")
    (row,) = rows(SurveyIntake)
    assert row.face is Face.LITTLE
    page.visit(f"/q/{wave.link}").submit("Start", face="twelve")
    assert "How is it?" in page.main


def test_the_tablet_forgets_between_people(page: Page, make: Make, owner: Account) -> None:
    wave = young(make, owner, ways=(WayIn.KIOSK,))
    tablet = f"/q/tablet/{wave.kiosk}"
    page.visit(tablet).submit("Start").submit("Next").submit("Next", q1="bad")
    assert "starts again" in page.text
    assert f'<meta name="tablet" content="{tablet}">' in page.html
    page.visit(tablet)  # nobody was there for a while, or the next person came
    page.visit(f"/q/{wave.link}/2")  # Back
    assert page.url.endswith(tablet)
    page.submit("Start").visit(f"/q/{wave.link}/2")
    assert page.value("q1") == ""
    page.submit("Next", q1="good").visit(f"/q/{wave.link}/check").submit("Send my answers")
    assert page.heading == SENT
    page.follow("Start for the next person")
    assert page.heading == "How is it going"
    page.visit(f"/q/{wave.link}/check")
    assert page.url.endswith(tablet)
    assert sent() == [{"mood": "good"}]
    page.visit(f"/q/tablet/{young(make, owner).kiosk}", status=404)


def test_a_tablet_answers_for_nobody_who_is_signed_in_on_it(page: Page, make: Make, owner: Account) -> None:
    child = make.young_person()
    wave = young(make, owner, ways=(WayIn.KIOSK, WayIn.SIGNED_IN))
    page.sign_in(make.account_for(child))
    page.visit(f"/q/tablet/{wave.kiosk}").submit("Start").submit("Next").submit("Next", q1="good")
    page.visit(f"/q/{wave.link}/check").submit("Send my answers")
    assert len(rows(SurveyIntake)) == 1
    assert rows(SurveyIntakeUsed) == []
    assert rows(Event) == []


def test_cookies_of_answering_are_shut_to_scripts_and_end(page: Page, make: Make, owner: Account) -> None:
    wave = ask(make, owner, TWO)
    with page.client as client:
        client.get(f"/q/{wave.link}")
        answer = client.post(f"/q/{wave.link}", data={"csrf_token": page.token()})
    (cookie,) = [one for one in answer.headers.getlist("Set-Cookie") if one.startswith("answers=")]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Max-Age=1209600" in cookie
    db.session.remove()


def test_our_own_words_on_childrens_pages_are_plain(page: Page, make: Make, owner: Account) -> None:
    wave = young(make, owner)
    lines: list[str] = []

    def look() -> None:
        lines.extend(line for line in our_lines(page, []) if line not in lines)

    for address in (page.visit(f"/q/{wave.link}"), begin(page, wave)):
        assert address is page
        look()
    for number in range(2, 12):
        page.visit(f"/q/{wave.link}/{number}")
        look()
    page.visit(f"/q/{wave.link}/2").submit("Stop for now", q1="bad")
    look()
    page.visit(f"/q/{wave.link}/check")
    look()
    page.submit("Send my answers")
    look()
    assert reading_age("\n".join(lines)) <= 9
    assert [one for line in lines for one in jargon_in(line)] == []
    assert [s for line in lines for s in sentences_in(line) if len(s.split()) > 24] == []
