"""A spreadsheet in by the page: looked at, listed, then made; and out again."""

from __future__ import annotations

import io

import openpyxl
import sqlalchemy as sa

from portal import db
from portal.policy.roles import Role
from portal.surveys.models import Survey, SurveyVersion
from portal.surveys.rules.content import read
from portal.surveys.rules.kinds import Audience, Face
from tests.support.made_surveys import content_of, question

URL = "/staff/surveys/import"
GOOD = [
    ["type", "name", "label"],
    ["text", "why", "Why?"],
    ["geopoint", "where", "Where are you?"],
]


def _xlsx(rows) -> io.BytesIO:
    book = openpyxl.Workbook()
    book.active.title = "survey"
    for row in rows:
        book.active.append(row)
    settings = book.create_sheet("settings")
    settings.append(["form_title"])
    settings.append(["Asking why"])
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out


def _send(page, file, name="form.xlsx", status=200, **more):
    page.post(URL, {"audience": "young_people", "file": (file, name), **more}, status=status)


def _surveys():
    db.session.expire_all()
    return db.session.scalars(sa.select(Survey)).all()


def test_what_cannot_be_carried_is_seen_before_anything_is_made(page, make):
    me = make.staff(Role.PARTICIPATION_WORKER)
    page.sign_in(me).visit(URL)
    _send(page, _xlsx(GOOD))
    assert "One thing cannot be carried" in page.main
    assert "survey, row 3" in page.main
    assert "geopoint" in page.main
    assert _surveys() == []
    packet, send_once = page.value("packet"), page.value("send_once")
    assert page.value("name") == "Asking why"
    page.submit("Make the survey", name="", status=422)
    page.submit("Make the survey", name="Why", status=303)
    page.post(f"{URL}/make", {"packet": packet, "send_once": send_once, "name": "Why"}, status=303)
    (made,) = _surveys()
    assert (made.name, made.audience, made.owner_id) == ("Why", Audience.YOUNG_PEOPLE, me.id)
    (version,) = db.session.scalars(sa.select(SurveyVersion))
    content = read(version.content)
    assert [one.key for one in content.questions()] == ["why"]
    assert content.faces == (Face.TWELVE,)


def test_each_refusal_says_what_to_do(page, make):
    page.sign_in(make.staff(Role.MANAGER)).visit(URL)
    _send(page, _xlsx([*GOOD, ["text", "sum", "=1+1"]]), status=422)
    assert page.mistakes == [
        "Cell survey!C4 holds a formula. Copy the sheet and paste it as values, then send it again."
    ]
    page.post(URL, {"audience": "nobody"}, status=422)
    assert page.mistakes == ["Choose a file.", "Pick one of these, or leave it."]
    huge = b"--x\r\nContent-Disposition: form-data; name=file; filename=f\r\n\r\n" + b"0" * 11_000_000
    answer = page.client.post(URL, data=huge, content_type="multipart/form-data; boundary=x")
    assert answer.status_code == 413


def test_a_packet_that_is_not_ours_makes_nothing(page, make):
    page.sign_in(make.staff(Role.MANAGER)).visit(URL)
    page.post(f"{URL}/make", {"packet": "W10.forged", "name": "Mine"})
    assert "choose the file once more" in page.flashes[0]
    page.post(f"{URL}/make", {"name": "Mine"})
    assert _surveys() == []


def test_others_bring_none_in_and_take_none_out(page, make):
    survey = make.survey(make.staff(Role.PARTICIPATION_WORKER))
    page.sign_in(make.staff(Role.SOCIAL_WORKER)).visit(URL, status=404)
    page.visit(f"/staff/surveys/{survey.id}/export.xlsx", status=404)


def test_a_survey_goes_out_as_a_spreadsheet(page, make):
    survey = make.survey(make.staff(Role.PARTICIPATION_WORKER), content_of(question("why")))
    page.sign_in(make.staff(Role.PANEL_SUPPORT)).visit(f"/staff/surveys/{survey.id}/export.xlsx")
    assert page.response.headers["Content-Disposition"] == 'attachment; filename="survey.xlsx"'
    book = openpyxl.load_workbook(io.BytesIO(page.response.data))
    assert book.sheetnames == ["survey", "choices", "settings"]
    assert "What about why?" in [cell.value for cell in book["survey"]["C"]]
