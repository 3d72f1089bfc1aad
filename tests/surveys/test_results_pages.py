"""Results as pages and files, by whole batches; words that are checked; what came of it."""

from __future__ import annotations

import csv
import io
import json
import uuid
from datetime import date
from typing import Any

import docx
import odfdo
import pikepdf
import pytest

from portal import db
from portal.accounts.models import Account
from portal.audit.models import Event
from portal.policy.roles import Role
from portal.surveys.commands.counting import count_anew
from portal.surveys.models import SurveyAnswer, SurveyTheme, SurveyWords, Wave, WaveOutcome
from portal.surveys.rules.content import Content
from portal.surveys.rules.kinds import Face, Kind, WaveState, WordsState
from tests.support.counting import count_queries
from tests.support.factories import Make
from tests.support.made_surveys import content_of, question
from tests.support.pages import Page
from tests.voice.young import rows


def asked() -> Content:
    return content_of(
        question("workload", Kind.AGREE, prompts={"en": "I can do my work in my hours."}),
        question("team", Kind.ONE, "north", "south", is_group=True),
        question("better", Kind.LONG, prompts={"en": "=What would help?"}),
    )


def answer(wave: Wave, number: int, **values: Any) -> None:
    with db.transaction() as session:
        for _each in range(number):
            row = SurveyAnswer(wave_id=wave.id, face=Face.ADULT)
            row.values = json.dumps(values)
            session.add(row)


def wrote(wave: Wave, words: str, *, is_childs: bool = False) -> uuid.UUID:
    with db.transaction() as session:
        row = SurveyWords(wave_id=wave.id, question="better", is_childs=is_childs)
        row.words = words
        session.add(row)
    return row.id


def count(wave: Wave) -> None:
    with db.transaction():
        count_anew(wave.id)


@pytest.fixture
def pat(make: Make) -> Account:
    return make.staff(Role.PARTICIPATION_WORKER, name="Pat Lane")


@pytest.fixture
def wave(make: Make, pat: Account) -> Wave:
    made: Wave = make.wave(make.survey(pat, asked()), WaveState.CLOSED, name="Spring", least=5)
    answer(made, 30, workload="5", team="north")
    answer(made, 20, workload="1", team="south")
    return made


def results_of(wave: Wave, ending: str = "") -> str:
    return f"/staff/surveys/waves/{wave.id}/results{ending}"


def test_before_the_first_batch_there_are_no_results(page: Page, pat: Account, wave: Wave) -> None:
    page.sign_in(pat).visit(results_of(wave))
    assert "No results yet" in page.main
    assert "from 5 answers on" in page.main


def test_results_change_only_when_a_batch_is_counted(page: Page, pat: Account, wave: Wave) -> None:
    count(wave)
    page.sign_in(pat).visit(results_of(wave))
    assert "about 50 answers" in page.main
    answer(wave, 10, workload="5", team="north")
    page.visit(results_of(wave))
    assert "about 50 answers" in page.main
    count(wave)
    page.visit(results_of(wave))
    assert "about 60 answers" in page.main


def test_no_page_says_the_true_number_of_answers(page: Page, pat: Account, wave: Wave) -> None:
    answer(wave, 3, workload="3")
    count(wave)
    for where in (f"/staff/surveys/waves/{wave.id}", f"/staff/surveys/{wave.survey_id}", results_of(wave)):
        assert "53" not in page.sign_in(pat).visit(where).main


def test_each_question_has_a_chart_that_says_its_numbers_and_a_table(
    page: Page, pat: Account, wave: Wave
) -> None:
    count(wave)
    page.sign_in(pat).visit(results_of(wave))
    assert page.html.count('class="chart"') == 2
    assert page.html.count('role="img"') >= 2
    assert "Agree a lot: about 30." in page.html
    assert "Going well: about 60%" in page.main
    assert page.html.count("<table") >= 2


def test_a_colleague_sees_results_but_not_what_people_wrote(page: Page, make: Make, wave: Wave) -> None:
    wrote(wave, "My manager Zed is the trouble")
    count(wave)
    page.sign_in(make.staff(Role.MANAGER)).visit(results_of(wave))
    assert "Zed" not in page.html
    assert "1 text waits to be checked" in page.main
    page.visit(f"/staff/surveys/waves/{wave.id}/words", status=404)


def test_whose_survey_it_is_reads_every_word_but_childrens(page: Page, pat: Account, wave: Wave) -> None:
    wrote(wave, "More time for visits")
    wrote(wave, "I miss my dog", is_childs=True)
    page.sign_in(pat).visit(f"/staff/surveys/waves/{wave.id}/words")
    assert "More time for visits" in page.main
    assert "dog" not in page.html


def test_a_reader_checks_words_before_others_see_them(page: Page, make: Make, wave: Wave) -> None:
    wrote(wave, "Zed Quill gives us too much work")
    make.staff(Role.SOCIAL_WORKER, name="Zed Quill")
    count(wave)
    reader = make.staff(Role.READER)
    page.sign_in(reader).visit("/staff/surveys/words").follow("Check this")
    assert "Zed" in page.main
    page.submit("Checked", status=422)
    assert "still a name" in page.main
    page.submit("Checked", {"shown": "Too much work is given to us", "themes": ["staff"]})
    assert "Nothing waits" in page.main
    page.sign_in(make.staff(Role.MANAGER)).visit(results_of(wave))
    assert "Too much work is given to us" in page.main
    assert "Zed" not in page.html


def test_words_that_point_at_somebody_are_kept_back(page: Page, make: Make, wave: Wave) -> None:
    wrote(wave, "I am the only one with a limp")
    count(wave)
    page.sign_in(make.staff(Role.READER)).visit("/staff/surveys/words").follow("Check this")
    page.submit("Checked", {"keep_back": "y"})
    page.sign_in(make.staff(Role.MANAGER)).visit(results_of(wave))
    assert "limp" not in page.html


def test_what_one_reader_kept_back_no_other_shows(page: Page, make: Make, wave: Wave) -> None:
    words = wrote(wave, "I am the only one with a limp")
    count(wave)
    first, second = make.staff(Role.READER), make.staff(Role.READER)
    there = f"/staff/surveys/words/{words}"
    page.sign_in(first).visit(there).submit("Checked", {"keep_back": "y"})
    page.sign_in(second).visit(there).submit("Checked", {"shown": "Somebody has a limp"}, status=422)
    assert "Somebody else kept this back" in page.main
    assert [one.state for one in rows(SurveyWords)] == [WordsState.KEPT_BACK]
    page.sign_in(first).visit(there).submit("Checked", {"shown": "Stairs are hard for some"})
    assert [one.state for one in rows(SurveyWords)] == [WordsState.CHECKED]
    assert "opened words of a survey they had kept back" in {one.action for one in rows(Event)}


def test_childrens_words_are_on_no_page_of_surveys(page: Page, make: Make, wave: Wave) -> None:
    hidden = wrote(wave, "I miss my dog", is_childs=True)
    page.sign_in(make.staff(Role.READER)).visit("/staff/surveys/words")
    assert "Nothing waits" in page.main
    page.visit(f"/staff/surveys/words/{hidden}", status=404)


def test_themes_are_named_only_where_five_wrote_of_them(
    page: Page, pat: Account, make: Make, wave: Wave
) -> None:
    ids = [wrote(wave, f"Too much paper {number}") for number in range(7)]
    with db.transaction() as session:
        session.add_all(SurveyTheme(words_id=one, theme="staff") for one in ids)
        session.add(SurveyTheme(words_id=ids[0], theme="money"))
    count(wave)
    page.sign_in(pat).visit(results_of(wave))
    assert "What people wrote about" in page.main
    assert "about 5" in page.main
    assert "Money" not in page.main


@pytest.mark.once
def test_the_report_opens_in_a_word_processor(page: Page, pat: Account, wave: Wave) -> None:
    count(wave)
    page.sign_in(pat)
    whole = docx.Document(io.BytesIO(page.client.get(results_of(wave, ".docx")).data))
    text = "\n".join(one.text for one in whole.paragraphs)
    assert "1. I can do my work in my hours." in text
    assert "about 50 answers" in text
    assert whole.tables[0].rows[1].cells[1].text == "about 30"


@pytest.mark.once
def test_spreadsheets_hold_no_formula(page: Page, pat: Account, wave: Wave) -> None:
    count(wave)
    page.sign_in(pat)
    text = page.client.get(results_of(wave, ".csv")).data.decode("utf-8-sig")
    cells = [cell for line in csv.reader(io.StringIO(text)) for cell in line]
    assert "3. =What would help?" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]
    sheet = odfdo.Document(io.BytesIO(page.client.get(results_of(wave, ".ods")).data)).body.tables[0]
    assert not [cell for row in sheet.rows for cell in row.cells if cell.formula]
    assert any(cell.value == "Agree a lot" for row in sheet.rows for cell in row.cells)


@pytest.mark.once
def test_the_pdf_is_tagged(page: Page, pat: Account, wave: Wave) -> None:
    count(wave)
    page.sign_in(pat)
    made = page.client.get(results_of(wave, ".pdf"))
    assert made.content_type == "application/pdf"
    with pikepdf.open(io.BytesIO(made.data)) as whole:
        assert whole.Root.MarkInfo.Marked
        assert str(whole.docinfo["/Title"]).startswith("How is it going")


def test_what_came_of_it_is_said_once_it_is_closed(page: Page, pat: Account, make: Make, wave: Wave) -> None:
    count(wave)
    page.sign_in(pat).visit(f"/staff/surveys/waves/{wave.id}/came-of-it")
    said = {"you_said": "The work is too much.", "we_did": "We found two more people."}
    page.submit("Tell those who were asked", said, status=422)
    assert "Choose how far it is." in page.main
    assert page.value("we_did") == "We found two more people."
    page.submit("Tell those who were asked", {"did": "done"})
    assert "We found two more people." in page.main
    page.visit(results_of(wave))
    assert "We found two more people." in page.main
    page.visit(f"/staff/surveys/waves/{wave.id}/came-of-it").submit("Take this down")
    assert not rows(WaveOutcome)
    still = make.wave(make.survey(pat, asked()), WaveState.OPEN)
    page.visit(f"/staff/surveys/waves/{still.id}/came-of-it")
    assert "It is still being asked" in page.main


def test_names_known_here_are_taken_out_of_what_came_of_it(
    page: Page, pat: Account, make: Make, wave: Wave
) -> None:
    make.staff(Role.SOCIAL_WORKER, name="Zed Quill")
    page.sign_in(pat).visit(f"/staff/surveys/waves/{wave.id}/came-of-it")
    page.submit(
        "Tell those who were asked",
        {"you_said": "Too much work", "did": "done", "we_did": "Zed Quill has left."},
        status=422,
    )
    assert "still a name" in page.main


def test_two_waves_are_compared_where_it_can_be_said(page: Page, pat: Account, make: Make) -> None:
    survey = make.survey(pat, asked())
    before = make.wave(
        survey, WaveState.CLOSED, name="First", opens_on=date(2026, 1, 5), closes_on=date(2026, 1, 30)
    )
    now = make.wave(
        survey, WaveState.CLOSED, name="Second", opens_on=date(2026, 5, 5), closes_on=date(2026, 5, 30)
    )
    for wave, well in ((before, 10), (now, 80)):
        answer(wave, well, workload="5")
        answer(wave, 90 - well, workload="1")
        count(wave)
    page.sign_in(pat).visit(results_of(now))
    assert "which closed on 30 January 2026" in page.main
    assert "more than before" in page.main


def test_results_of_many_answers_cost_no_more_queries(page: Page, pat: Account, wave: Wave) -> None:
    count(wave)
    page.sign_in(pat).visit(results_of(wave))
    few = count_queries(lambda: page.visit(results_of(wave)))
    answer(wave, 100, workload="5", team="north")
    count(wave)
    assert count_queries(lambda: page.visit(results_of(wave))) == few
