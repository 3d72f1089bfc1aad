"""Ready-made surveys: sound, in words that are understood, and somebody's own once started from."""

from __future__ import annotations

import uuid

import pytest
import sqlalchemy as sa

from portal import db
from portal.plainwords.jargon import jargon_in
from portal.plainwords.reading import reading_age
from portal.policy.roles import Role
from portal.surveys import readymade
from portal.surveys.models import Survey, SurveyVersion
from portal.surveys.rules.content import prompt, read, said, written
from portal.surveys.rules.faults import faults, warnings
from portal.surveys.rules.kinds import YOUNG, Audience, Face, Kind

ALL = readymade.all_of()
CHILDREN = YOUNG - {Face.LEAVER}


@pytest.mark.once
@pytest.mark.parametrize("one", ALL, ids=lambda one: one.key)
def test_nothing_has_to_be_put_right_in_one(one):
    assert faults(one.content) == []
    assert warnings(one.content) == []
    assert read(written(one.content)) == one.content
    assert len(one.source) > 100
    assert len(one.how_to_adapt) > 100


@pytest.mark.once
def test_each_has_its_own_key_and_they_are_for_everybody():
    assert len({one.key for one in ALL}) == len(ALL)
    assert {one.audience for one in ALL} == set(Audience)
    assert readymade.one_of("no-such") is None


@pytest.mark.once
@pytest.mark.parametrize("face", sorted(YOUNG))
def test_children_can_read_each_question(face):
    most = 9 if face in CHILDREN else 10.1  # "personal adviser" is what it is called
    for one in ALL:
        for question in one.content.questions() if face in one.content.faces else ():
            words = prompt(question, face, "en")
            assert reading_age(words) <= most, words
            assert not jargon_in(words), words


@pytest.mark.once
def test_a_page_of_it_reads_at_nine():
    for one in ALL:
        for face in CHILDREN & set(one.content.faces):
            texts = [said(one.content.intros, "en"), said(one.content.thanks, "en")]
            for question in one.content.questions():
                texts += [prompt(question, face, "en"), *(option.labels["en"] for option in question.options)]
            assert reading_age("\n".join(texts)) <= 9


@pytest.mark.once
def test_one_survey_asks_all_ages_and_in_arabic():
    content = readymade.one_of("your-life").content
    assert set(content.faces) == set(YOUNG)
    assert content.languages() == ("en", "ar")
    assert prompt(content.question("home_people"), Face.LITTLE, "en") != prompt(
        content.question("home_people"), Face.TWELVE, "en"
    )


@pytest.mark.once
@pytest.mark.parametrize("key", ["your-life", "staff", "parents-carers", "partners"])
def test_what_matters_is_asked_about_what_else_is_asked(key):
    content = readymade.one_of(key).content
    asked = content.question("matters")
    assert asked.kind is Kind.MANY
    assert {content.question(option).kind for option in asked.option_keys()} <= {Kind.FACES, Kind.AGREE}


def test_start_from_one_twice_at_once_is_one_survey_of_ones_own(page, make):
    me = make.staff(Role.PARTICIPATION_WORKER)
    page.sign_in(me).visit("/staff/surveys/ready-made")
    assert "Bright Spots" in page.main
    send_once = page.value("send_once")
    page.submit("Start from this: Working here", status=303)
    page.post("/staff/surveys/ready-made", {"send_once": send_once, "key": "staff"}, status=303)
    page.post("/staff/surveys/ready-made", {"send_once": send_once, "key": "training"}, status=303)
    db.session.expire_all()
    mine = db.session.scalars(sa.select(Survey).order_by(Survey.made_from)).all()
    assert [(one.made_from, one.owner_id, one.audience) for one in mine] == [
        ("staff", me.id, Audience.STAFF),
        ("training", me.id, Audience.STAFF),
    ]
    version = db.session.scalars(sa.select(SurveyVersion).where(SurveyVersion.survey_id == mine[0].id)).one()
    assert read(version.content) == readymade.one_of("staff").content


def test_one_that_is_not_there_and_somebody_who_builds_none(page, make):
    page.sign_in(make.staff(Role.MANAGER)).visit("/staff/surveys/ready-made")
    page.post("/staff/surveys/ready-made", {"key": "no-such", "send_once": str(uuid.uuid4())}, status=404)
    page.post("/staff/surveys/ready-made", {}, status=404)
    page.sign_in(make.staff(Role.SOCIAL_WORKER)).visit("/staff/surveys/ready-made", status=404)
