"""Surveys on paper: the poster, the sheet, and typing it in so that who typed it is known and never which."""

from __future__ import annotations

import io
import json
import re

import pikepdf
import pypdfium2
import pytest
import sqlalchemy as sa
from werkzeug.datastructures import MultiDict

from portal import db
from portal.audit.models import Event
from portal.kit import clock
from portal.policy.roles import Role
from portal.surveys.commands.inviting import Limits, invite
from portal.surveys.forms import paper as forms
from portal.surveys.models import (
    Invitation,
    SurveyIntake,
    SurveyIntakeUsed,
    SurveyNamedAnswer,
    SurveyPaper,
)
from portal.surveys.presenters import paper as show
from portal.surveys.queries.invitations import code_hash, code_of
from portal.surveys.queries.subjects import wave_found
from portal.surveys.rules.content import OnlyIf
from portal.surveys.rules.inviting import Whom
from portal.surveys.rules.kinds import Face, Kind, Privacy, WaveState, WayIn
from portal.surveys.rules.values import Wrong
from tests.support.made_surveys import content_of, en, every_kind, question

PAPER = (WayIn.LINK, WayIn.PAPER)


@pytest.fixture
def owner(make):
    return make.staff(Role.PARTICIPATION_WORKER)


@pytest.fixture
def wave(make, owner):
    survey = make.survey(owner, every_kind(faces=(Face.TWELVE, Face.LITTLE)))
    return make.wave(survey, ways=PAPER)


@pytest.fixture
def url(wave):
    return f"/staff/surveys/waves/{wave.id}"


def _intake():
    db.session.expire_all()
    return [(one.face, json.loads(one.values)) for one in db.session.scalars(sa.select(SurveyIntake))]


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def _is_tagged(pdf: bytes) -> bool:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return "/StructTreeRoot" in opened.Root and bool(opened.Root.MarkInfo.Marked)


def test_a_sheet_is_typed_in_as_it_stands_and_the_next_is_empty(page, make, wave, owner, url):
    page.sign_in(make.staff(Role.MANAGER)).visit(f"{url}/paper?face=little")
    page.submit(
        "Write this sheet in",
        q1="bad",
        q2="not_said",
        q3="north",
        q4=["food", "people"],
        **{"q6-0": "2", "q6-1": "3", "q6-2": "1"},
        q7="12",
        **{"q8-day": "27", "q8-month": "3", "q8-year": "2011"},
        q10="More time",
    )
    assert "Written in" in page.flashes[0]
    assert page.value("q7") == ""
    assert page.value("face") == "little"
    assert _intake() == [
        (
            Face.LITTLE,
            {
                "mood": "bad",
                "safe": "not_said",
                "team": "north",
                "likes": ["food", "people"],
                "first": ["calm", "time", "money"],
                "years": 12,
                "since": "2011-03-27",
                "why_bad": "More time",
            },
        )
    ]


def test_who_typed_it_in_is_noted_and_nothing_joins_it_to_the_answer(page, wave, owner, url):
    page.sign_in(owner).visit(f"{url}/paper").submit("Write this sheet in", q1="good")
    (event,) = db.session.scalars(sa.select(Event).where(Event.action.startswith("wrote in an answer")))
    assert (event.actor_id, event.subject_kind, event.subject_id) == (owner.id, "survey_wave", wave.id)
    (intake,) = db.session.scalars(sa.select(SurveyIntake))
    (form,) = db.session.scalars(sa.select(SurveyPaper))
    assert intake.id not in (form.id, event.id)
    assert db.session.scalars(sa.select(SurveyIntakeUsed)).all() == []


def test_a_double_tap_is_one_answer(page, owner, url):
    page.sign_in(owner).visit(f"{url}/paper")
    sent = {"q1": "good", "send_once": page.value("send_once"), "face": "twelve"}
    for _ in range(2):
        page.post(f"{url}/paper", sent)
    assert len(_intake()) == 1


def test_what_cannot_be_is_said_and_what_was_typed_stays(page, owner, url):
    page.sign_in(owner).visit(f"{url}/paper")
    page.submit(
        "Write this sheet in",
        {"q6-0": "1", "q6-1": "1", "q7": "ninety", "q8-day": "31", "q8-month": "2", "q9": "x" * 201},
        status=422,
    )
    assert [line.partition(":")[0] for line in page.mistakes] == [f"Question {n}" for n in (6, 7, 8, 9)]
    assert (page.value("q6-1"), page.value("q7"), page.value("q8-day")) == ("1", "ninety", "31")
    page.post(f"{url}/paper", {"q1": "wonderful", "q3": "east"}, status=422)
    page.visit(f"{url}/paper").submit("Write this sheet in", status=422)
    assert page.mistakes == ["Nothing is filled in. Type what stands on the sheet."]
    assert _intake() == []


def test_what_was_to_be_left_out_counts_for_nothing(page, owner, url):
    page.sign_in(owner).visit(f"{url}/paper").submit("Write this sheet in", q1="good", q10="Not asked")
    assert _intake()[0][1] == {"mood": "good"}


def test_a_survey_that_is_over_or_not_on_paper_takes_none(page, make, owner):
    survey = make.survey(owner)
    closed = make.wave(survey, WaveState.CLOSED, ways=PAPER)
    screen = make.wave(survey, ways=(WayIn.LINK,))
    for wave in (closed, screen):
        page.sign_in(owner).visit(f"/staff/surveys/waves/{wave.id}/paper")
        assert "Nothing can be written in" in page.main
        page.post(f"/staff/surveys/waves/{wave.id}/paper", {"q1": "good"}, status=409)
    assert _intake() == []


def test_others_do_not_write_in(page, make, url):
    page.sign_in(make.staff(Role.SOCIAL_WORKER)).visit(f"{url}/paper", status=404)
    page.post(f"{url}/paper", {"q1": "good"}, status=404)


def test_a_confidential_sheet_needs_the_code_that_stands_on_it(page, make, owner):
    wave = make.wave(make.survey(owner), privacy=Privacy.CONFIDENTIAL, ways=(WayIn.CODE, WayIn.PAPER))
    page.sign_in(owner).visit(f"/staff/surveys/waves/{wave.id}/paper")
    for code in ("", "no-such-code"):
        page.submit("Write this sheet in", q1="good", code=code, status=422)
        assert page.mistakes == ["There is no such code in this survey. Look at the sheet again."]


def test_a_confidential_sheet_is_theirs_whose_code_it_is_and_only_once(page, make, owner):
    wave = make.wave(make.survey(owner), privacy=Privacy.CONFIDENTIAL, ways=(WayIn.CODE, WayIn.PAPER))
    with db.transaction() as session:
        invitation = Invitation(wave_id=wave.id)
        invitation.code_hash = code_hash(code_of(invitation.id))
        session.add(invitation)
    page.sign_in(owner).visit(f"/staff/surveys/waves/{wave.id}/paper")
    code = code_of(invitation.id).lower()
    page.submit("Write this sheet in", q1="good", code=f" {code[:5]}-{code[5:]} ")
    page.submit("Write this sheet in", q1="bad", code=code, status=422)
    assert page.mistakes == ["This code was used before: these answers are here already."]
    (answer,) = db.session.scalars(sa.select(SurveyNamedAnswer))
    assert (answer.invitation_id, json.loads(answer.values)) == (invitation.id, {"mood": "good"})
    assert _intake() == []


def test_whoever_is_asked_by_their_account_answers_on_paper_once_with_a_code(page, make, owner):
    wave = make.wave(make.survey(owner), privacy=Privacy.CONFIDENTIAL, ways=(WayIn.SIGNED_IN, WayIn.PAPER))
    worker = make.staff(Role.SOCIAL_WORKER, name="Noor Webb")
    with db.transaction():
        now = clock.now()
        whom = Whom(roles=frozenset({Role.SOCIAL_WORKER}), addresses=("pat@example.org",))
        invite(wave.id, whom, Limits(4), by=owner.id, now=now, today=now.date())
    page.sign_in(owner).visit(f"/staff/surveys/waves/{wave.id}").follow("Codes to hand out with the sheets")
    assert "pat@example.org" in page.main
    code = re.search(r"Noor Webb.*?([A-Z2-9]{5}-[A-Z2-9]{5})", page.main, re.DOTALL)[1]
    page.visit(f"/staff/surveys/waves/{wave.id}/paper").submit("Write this sheet in", q1="good", code=code)
    page.submit("Write this sheet in", q1="bad", code=code, status=422)
    (answer,) = db.session.scalars(sa.select(SurveyNamedAnswer))
    assert db.session.get(Invitation, answer.invitation_id).account_id == worker.id
    seen = sa.select(Event.actor_id).where(Event.action == "saw the codes of a survey")
    assert db.session.scalars(seen).all() == [owner.id]


def test_codes_are_listed_for_whose_survey_it_is_and_never_without_names(page, make, owner, url):
    page.sign_in(owner).visit(f"{url}/paper/codes", status=404)
    named = make.wave(make.survey(owner), privacy=Privacy.CONFIDENTIAL, ways=(WayIn.PAPER,))
    screen = make.wave(make.survey(owner), privacy=Privacy.CONFIDENTIAL, ways=(WayIn.CODE,))
    page.visit(f"/staff/surveys/waves/{screen.id}/paper/codes", status=404)
    page.visit(f"/staff/surveys/waves/{named.id}/paper/codes")
    assert "Nobody is asked by name yet" in page.main
    page.sign_in(make.staff(Role.MANAGER)).visit(f"/staff/surveys/waves/{named.id}")
    assert not page.links("Codes to hand out with the sheets")
    page.visit(f"/staff/surveys/waves/{named.id}/paper/codes", status=404)


@pytest.mark.once
def test_an_order_is_all_numbers_or_none():
    content = content_of(question("first", Kind.RANK, "a", "b", "c"))
    for numbers, value in (
        (("2", "3", "1"), ["c", "a", "b"]),
        (("", "", ""), None),
        (("1", "2", ""), Wrong.NOT_ALL_RANKED),
        (("1", "1", "2"), Wrong.NOT_ALL_RANKED),
        (("0", "1", "2"), Wrong.NOT_ALL_RANKED),
    ):
        filled = forms.read(content, MultiDict({f"q0-{n}": text for n, text in enumerate(numbers)}))
        assert (filled.wrong.get("first") or filled.values.get("first")) == value


def test_the_sheet_says_in_words_when_a_question_is_to_be_left_out(app):
    content = content_of(
        question("note", Kind.INFORMATION),
        question("home", Kind.ONE, "yes", "no"),
        question("why", only_if=OnlyIf("home", ("no",))),
        question("more", only_if=OnlyIf("home", ("yes", "no"), is_not=True)),
    )
    with app.test_request_context():
        (part,) = show.parts_of(content, Face.ADULT, "en")
    assert [(line.number, line.when) for line in part.lines] == [
        (None, ""),
        (1, ""),
        (2, "Only if you ticked one of these at 1: “No”"),
        (3, "Leave this out if you ticked one of these at 1: “Yes”, “No”"),
    ]


def test_the_sheet_is_in_the_words_and_the_language_asked_for(app, make, owner):
    content = content_of(
        question("mood", Kind.FACES, prompts=en("How is it?"), faces={Face.LITTLE: en("Good day?")}),
        question("pet", Kind.LONG),
        titles={"en": "Your day", "ar": "يومك"},
        faces=(Face.TWELVE, Face.LITTLE),
    )
    survey = make.survey(owner, content)
    wave = wave_found(make.wave(survey, ways=PAPER).id)
    with_names = wave_found(make.wave(survey, privacy=Privacy.CONFIDENTIAL, ways=PAPER).id)
    with app.test_request_context():
        little = show.paper_page(content, Face.LITTLE, "en", wave)
        arabic = show.paper_page(content, Face.TWELVE, "ar")
        named = show.paper_page(content, Face.TWELVE, "en", with_names)
    assert "1. Good day?" in little
    assert little.count("☐") == 3
    assert little.count("<title>") == 4  # its own, and what each face shows
    assert "Do not write it on this sheet" in little
    assert "Give it back by" in little
    assert "Write the code you were given here" in named
    assert "Do not write it on this sheet" not in named
    assert '<html lang="ar" dir="rtl">' in arabic
    assert "يومك" in arabic
    assert "Give it back by" not in arabic


@pytest.mark.once
def test_the_poster_leads_to_the_open_link_and_only_where_there_is_one(page, make, wave, owner, url):
    page.sign_in(owner).visit(f"{url}/poster.pdf")
    pdf = page.response.data
    text = _text(pdf)
    assert _is_tagged(pdf)
    assert f"/q/{wave.link}" in text.replace(" ", "")
    assert "Open until" in text
    assert "We do not ask who you are." in text
    assert len(pypdfium2.PdfDocument(pdf)) == 1
    by_code = make.wave(make.survey(owner), ways=(WayIn.CODE,))
    page.visit(f"/staff/surveys/waves/{by_code.id}/poster.pdf", status=404)


def test_the_code_on_the_poster_is_the_address(app, wave):
    with app.test_request_context():
        address = show._address(wave)
        assert address.endswith(f"/q/{wave.link}")
        assert 'role="img"' in show._qr(address)
        assert "<title>" in show._qr(address)
