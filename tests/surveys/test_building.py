"""Building a survey on its pages, without scripts."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.kit.errors import Refused
from portal.policy.roles import Role
from portal.surveys.commands import versions
from portal.surveys.models import Survey, SurveyVersion
from portal.surveys.rules import building
from portal.surveys.rules.content import Content, OnlyIf, read
from portal.surveys.rules.kinds import Audience, Face, Kind, WaveState
from tests.support.factories import Make
from tests.support.made_surveys import content_of, question
from tests.support.pages import Page
from tests.support.queries import counted
from tests.voice.young import rows


@pytest.fixture
def pat(make: Make) -> Account:
    return make.staff(Role.PARTICIPATION_WORKER, name="Pat Lane")


def latest(survey_id: object) -> SurveyVersion:
    return max((one for one in rows(SurveyVersion) if one.survey_id == survey_id), key=lambda one: one.number)


def content_now(survey: Survey) -> Content:
    return read(latest(survey.id).content)


def edit_of(survey: Survey) -> str:
    return f"/staff/surveys/{survey.id}/edit"


def test_a_survey_is_made_question_by_question_and_read_on_its_page(page: Page, pat: Account) -> None:
    page.sign_in(pat).visit("/staff/surveys").follow("Make a survey")
    page.submit("Go on", {"name": "Autumn pulse", "audience": "staff", "title": "How is work?"})
    page.submit("Add it", {"kind": "one", "prompt": "Where do you work?"})
    page.submit("Save", {"options_en": "North\nSouth"})
    page.submit("Add it", {"kind": "long", "prompt": "What is it like in the north?"})
    page.submit("Show the answers", {"only_question": "where_do_you_work"})
    page.submit("Save", {"only_options": ["north"]})
    assert "can be asked" in page.main
    (survey,) = rows(Survey)
    where, why = content_now(survey).questions()
    assert [option.key for option in where.options] == ["north", "south"]
    assert why.only_if == OnlyIf("where_do_you_work", ("north",))
    page.visit(f"/staff/surveys/{survey.id}")
    assert "Asked only if the answer to “Where do you work?” is: “North”" in page.main
    assert "Autumn pulse" in page.visit("/staff/surveys").main


def test_each_kind_has_its_own_fields_and_keeps_what_it_does_not_show(
    page: Page, make: Make, pat: Account
) -> None:
    survey = make.survey(pat, content_of(question("q", Kind.ONE, "a", "b", is_group=True)))
    page.sign_in(pat).visit(edit_of(survey)).follow("Change 1: What about q?")
    page.submit("Save", {"kind": "number"}).follow("Change 1: What about q?")
    page.submit("Save", {"least": "9" * 400, "most": "3"}, status=422)
    page.submit("Save", {"least": "9", "most": "3"})
    (only,) = content_now(survey).questions()
    assert (only.kind, only.options, only.is_group, only.least) == (Kind.NUMBER, (), False, 9)
    assert "The least number is larger than the largest." in page.main
    page.follow("Change 1: What about q?").submit("Save", {"kind": "picture"})
    page.submit("Save", {"options_en": "Cat\nDog"})  # asked for at once, and then for their pictures
    page.submit("Save", {"Picture of “Cat”": "home", "Picture of “Dog”": "school"})
    (only,) = content_now(survey).questions()
    assert [(one.key, one.picture) for one in only.options] == [("cat", "home"), ("dog", "school")]
    assert "can be asked" in page.main


def test_one_question_has_words_for_each_face_and_language_and_stays_one(
    page: Page, make: Make, pat: Account
) -> None:
    survey = make.survey(pat, content_of(question("q")), audience=Audience.YOUNG_PEOPLE)
    page.sign_in(pat).visit(f"{edit_of(survey)}/around")
    page.submit("Make room for it", {"language": "ar"})
    page.submit(
        "Save",
        {"title_ar": "كيف الحال", "faces": ["little", "twelve"], "first_face": "twelve"},
    )
    assert content_now(survey).faces == (Face.TWELVE, Face.LITTLE)
    assert "Not all of it is there in Arabic." in page.main
    page.follow("Change 1: What about q?")
    page.submit("Save", {"prompt_ar": "ماذا", "face_little_en": "Q is nice?", "hint_en": "Think of home."})
    (only,) = content_now(survey).questions()
    assert only.prompts == {"en": "What about q?", "ar": "ماذا"}
    assert only.faces == {Face.LITTLE: {"en": "Q is nice?"}}
    assert only.hints == {"en": "Think of home."}


def test_the_buttons_of_the_list_move_double_and_remove(page: Page, make: Make, pat: Account) -> None:
    survey = make.survey(pat, content_of(question("a"), question("b")))
    page.sign_in(pat).visit(edit_of(survey)).submit("Down 1")
    assert [one.key for one in content_now(survey).questions()] == ["b", "a"]
    page.submit("Once more 1").submit("Remove 1")
    assert [one.key for one in content_now(survey).questions()] == ["b_2", "a"]
    page.follow("Add a section").submit("Save", {"title_en": "Then"})
    page.submit("Down 2").submit("Move section up Then")
    assert [one.key for one in content_now(survey).questions()] == ["a", "b_2"]
    page.follow("Change its title Then").submit("Save", {"title_en": "Now"})
    page.submit("Join with the one after Now")
    (left,) = content_now(survey).sections
    assert [one.key for one in left.questions] == ["a", "b_2"]


def test_only_earlier_questions_with_answers_are_offered_as_a_condition(
    page: Page, make: Make, pat: Account
) -> None:
    asks = content_of(
        question("early", Kind.ONE, "x", "z"),
        question("text"),
        question("here"),
        question("late", Kind.AGREE),
    )
    survey = make.survey(pat, asks)
    page.sign_in(pat).visit(f"{edit_of(survey)}/question/here")
    form, _button = page.form_with("Save")
    offered = next(e for e in form.controls if e.get("name") == "only_question")
    assert [e.get("value") for e in offered.iter("option")] == ["", "early"]
    page.submit("Save", {"only_question": "early"}, status=422)
    assert page.mistakes == ["Tick the answers on which it depends."]
    page.submit("Save", {"only_options": ["z"], "only_how": "is_not"})
    here = content_now(survey).question("here")
    assert here is not None
    assert here.only_if == OnlyIf("early", ("z",), is_not=True)
    page.post(
        f"{edit_of(survey)}/question/here",
        {"kind": "short", "prompt_en": "Here", "only_question": "late", "only_options": "5"},
        status=422,
    )
    assert content_now(survey).question("here") == here


def test_a_survey_somebody_was_asked_goes_on_in_a_new_version(page: Page, make: Make, pat: Account) -> None:
    survey = make.survey(pat, content_of(question("a")))
    make.wave(survey, WaveState.OPEN)
    page.sign_in(pat).visit(edit_of(survey))
    assert "Your first change begins version 2." in page.main
    page.submit("Add it", {"kind": "short", "prompt": "And then?"}).visit(edit_of(survey))
    page.submit("Remove 1")
    versions = sorted((v for v in rows(SurveyVersion) if v.survey_id == survey.id), key=lambda v: v.number)
    asked = [[one.key for one in read(version.content).questions()] for version in versions]
    assert asked == [["a"], ["and_then"]]
    assert [version.asked_at is not None for version in versions] == [True, False]
    page.visit(f"/staff/surveys/{survey.id}").follow("Version 1")
    assert "This is not the newest version." in page.main


def test_who_is_asked_stays_once_somebody_was(page: Page, make: Make, pat: Account) -> None:
    survey = make.survey(pat, is_asked=True)
    page.sign_in(pat).visit(f"{edit_of(survey)}/around").submit("Save", {"audience": "partners"}, status=422)
    assert "cannot be changed any more" in page.mistakes[0]
    assert {one.audience for one in rows(Survey)} == {Audience.STAFF}


def test_two_who_edit_at_once_lose_nothing_and_are_told(page: Page, make: Make, pat: Account) -> None:
    survey = make.survey(pat, content_of(question("a"), question("b")))
    page.sign_in(pat).visit(f"{edit_of(survey)}/question/a")
    old = page.form_with("Save")[0]
    page.visit(edit_of(survey)).submit("Down 1")
    data = dict(old.pairs()) | {"prompt_en": "My long words"}
    page.post(f"{edit_of(survey)}/question/a", data, status=422)
    assert "was changed since you opened this page" in page.mistakes[0]
    assert "My long words" in page.html
    assert content_now(survey).question("a") == question("a")
    page.submit("Save")
    after = content_now(survey)
    assert [one.prompts["en"] for one in after.questions()] == ["What about b?", "My long words"]
    page.post(f"{edit_of(survey)}/step", {"do": "off:a", "mark": data["mark"]}, status=422)
    assert content_now(survey) == after


@pytest.mark.parametrize("mark", ["", "x", str(UUID(int=7))])
def test_a_mark_that_is_not_the_surveys_changes_nothing(
    page: Page, make: Make, pat: Account, mark: str
) -> None:
    survey = make.survey(pat, content_of(question("a")))
    page.sign_in(pat).post(f"{edit_of(survey)}/step", {"do": "off:a", "mark": mark}, status=422)
    assert len(list(content_now(survey).questions())) == 1


def test_what_is_missing_odd_or_endless_is_said_and_not_kept(page: Page, make: Make, pat: Account) -> None:
    survey = make.survey(pat, content_of(question("q1")))
    page.sign_in(pat).visit(edit_of(survey)).submit("Add it", {"prompt": ""}, status=422)
    assert page.mistakes == ["Write the question."]
    mark = latest(survey.id).mark
    page.post(f"{edit_of(survey)}/add", {"kind": "spell", "prompt": "x", "mark": str(mark)}, status=422)
    page.post(f"{edit_of(survey)}/step", {"do": "sideways:q1", "mark": str(mark)}, status=422)
    page.visit(f"{edit_of(survey)}/question/q1").submit("Save", {"prompt_en": "w" * 2001}, status=422)
    page.visit(f"{edit_of(survey)}/question/nobody", status=404)
    page.visit(f"{edit_of(survey)}/section/nobody", status=404)
    many = "\n".join(f"Answer {number}" for number in range(41))
    page.visit(f"{edit_of(survey)}/question/q1").submit("Save", {"kind": "one"})
    page.submit("Save", {"options_en": many}, status=422)
    assert page.mistakes == ["These are too many. Use 40 or fewer."]


def test_more_questions_than_anybody_answers_are_not_kept(make: Make, pat: Account) -> None:
    full = content_of(*[question(f"q{number}") for number in range(200)])
    survey = make.survey(pat, full)
    more, mark = building.added(full, "first", question("one_more")), latest(survey.id).mark
    with pytest.raises(Refused, match="too_many"), db.transaction():
        versions.save(survey.id, more, mark, by=pat.id, now=clock.now())
    assert content_now(survey) == full


def test_a_new_survey_sent_twice_is_one(page: Page, pat: Account) -> None:
    once = {"name": "N", "audience": "staff", "title": "T", "send_once": str(uuid4())}
    page.sign_in(pat).post("/staff/surveys/new", once)
    page.post("/staff/surveys/new", once)
    assert len(rows(Survey)) == 1


def test_colleagues_see_and_copy_it_and_only_its_maker_changes_it(
    page: Page, make: Make, pat: Account
) -> None:
    boss = make.staff(Role.MANAGER)
    survey = make.survey(pat, name="Pat’s own")
    page.sign_in(boss).visit("/staff/surveys")
    assert "You have no survey yet" in page.main
    page.follow("Everybody’s").follow("Pat’s own")
    assert not page.links("Change what it asks")
    page.visit(edit_of(survey), status=404)
    page.post(f"{edit_of(survey)}/step", {"do": "off:mood"}, status=404)
    page.post(f"/staff/surveys/{survey.id}/put-away", status=404)
    page.visit(f"/staff/surveys/{survey.id}").follow("Copy this survey").submit(
        "Make the copy", {"name": "Mine"}
    )
    copied = next(one for one in rows(Survey) if one.name == "Mine")
    assert copied.owner_id == boss.id
    assert content_now(copied) == content_now(survey)


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.FOSTER_CARER, Role.READER, Role.PANEL_MEMBER])
def test_nobody_else_meets_a_survey_here(page: Page, make: Make, pat: Account, role: Role) -> None:
    survey = make.survey(pat)
    page.sign_in(make.staff(role))
    for address in ("/staff/surveys", f"/staff/surveys/{survey.id}", f"/staff/surveys/{survey.id}/preview"):
        page.visit(address, status=404)


def test_a_survey_is_put_away_and_brought_back(page: Page, make: Make, pat: Account) -> None:
    survey = make.survey(pat, name="Old one")
    page.sign_in(pat).visit(f"/staff/surveys/{survey.id}").submit("Put this survey away")
    assert "This survey was put away" in page.main
    assert "Old one" not in page.visit("/staff/surveys").main
    page.visit(edit_of(survey), status=404)
    page.visit("/staff/surveys?which=away").follow("Old one").submit("Bring it back")
    assert "Old one" in page.visit("/staff/surveys").main


def test_surveys_are_found_by_words_of_their_names(page: Page, make: Make, pat: Account) -> None:
    make.survey(pat, name="Training, before")
    make.survey(pat, name="100% ready")
    page.sign_in(pat).visit("/staff/surveys").submit("Search", {"q": "BEFORE train"})
    assert "Training, before" in page.main
    assert "100% ready" not in page.main
    assert "100% ready" in page.visit("/staff/surveys?q=0%25").main
    assert "Nothing was found" in page.visit("/staff/surveys?q=_").main
    page.visit("/staff/surveys?which=odd&page=99999&q=%00")


def test_the_preview_speaks_in_each_face_and_language(page: Page, make: Make, pat: Account) -> None:
    asks = content_of(
        replace(
            question("q", Kind.AGREE, prompts={"en": "I am heard.", "ar": "يُسمع صوتي"}),
            faces={Face.LITTLE: {"en": "People listen to me."}},
        ),
        faces=(Face.TWELVE, Face.LITTLE),
        titles={"en": "You", "ar": "أنت"},
    )
    survey = make.survey(pat, asks)
    page.sign_in(pat).visit(f"/staff/surveys/{survey.id}").follow("Preview on a phone")
    frame = next(e for e in page.everything if e.tag == "iframe")
    assert "I am heard." in page.visit(str(frame.get("src"))).main
    page.visit(f"/staff/surveys/{survey.id}/preview").submit("Show it so", {"face": "little"})
    frame = next(e for e in page.everything if e.tag == "iframe")
    assert "People listen to me." in page.visit(str(frame.get("src"))).main
    within = f"/staff/surveys/{survey.id}/preview/page"
    assert "يُسمع صوتي" in page.visit(f"{within}?language=ar").main
    assert "I am heard." in page.visit(f"{within}?language=xx&face=king&version=77").main


def test_only_the_page_in_the_phone_may_be_framed_and_only_by_us(
    page: Page, make: Make, pat: Account
) -> None:
    survey = make.survey(pat)
    page.sign_in(pat).visit(f"/staff/surveys/{survey.id}/preview")
    outer = page.response.headers if page.response else {}
    assert outer["X-Frame-Options"] == "DENY"
    assert "frame-src 'self'" in outer["Content-Security-Policy"]
    page.visit(f"/staff/surveys/{survey.id}/preview/page")
    inner = page.response.headers if page.response else {}
    assert inner["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in inner["Content-Security-Policy"]
    assert not [form for form in page.forms() if form.method == "POST"]


def test_the_list_asks_the_database_as_often_for_many_as_for_one(
    page: Page, make: Make, pat: Account
) -> None:
    def asked() -> int:
        with counted() as said:
            page.visit("/staff/surveys?which=all")
        return len(said)

    make.wave(make.survey(pat, content_of(question("a"))))
    page.sign_in(pat).visit("/staff/surveys?which=all")
    one = asked()
    for _number in range(4):
        make.wave(make.survey(make.staff(Role.MANAGER), content_of(question("a"))))
    assert asked() == one
