"""The record of a review: decisions first, then the rest; written by two, finished, given out, as files."""

from __future__ import annotations

import io
import uuid
from datetime import timedelta

import docx
import pikepdf
import pypdfium2
import pytest
import sqlalchemy as sa

from portal import db
from portal.deadlines.models import Deadline
from portal.kit import clock
from portal.policy.roles import Role
from portal.reviews.commands import actions, record
from portal.reviews.models import Review, ReviewRecord
from portal.reviews.queries.record import record_of
from portal.reviews.rules import ActionKind, ReviewKind
from portal.reviews.rules.actions import Line
from portal.reviews.rules.record import Part, parts_for, parts_from, parts_to


@pytest.fixture
def url(world):
    """Of the review that was held; four things were agreed at it."""
    return f"/staff/reviews/{world.ids['review_id']}/record"


def _parts(world):
    db.session.expire_all()
    return parts_from(record_of(world.ids["review_id"]).parts)


def _clock(world, kind):
    found = sa.select(Deadline.done_at).where(
        Deadline.about_id == world.ids["review_id"], Deadline.kind == kind
    )
    return db.session.scalar(found)


def test_parts_that_are_not_known_any_more_are_left_out_and_empty_ones_not_kept():
    assert parts_from('{"health": "Well", "gone": "x", "home": ""}') == {Part.HEALTH: "Well"}
    assert parts_from(parts_to({Part.HOME: " ", Part.SCHOOL: "Fine"})) == {Part.SCHOOL: "Fine"}
    assert parts_from("") == {}


def test_a_child_protection_review_has_parts_of_its_own():
    assert Part.WORRIES in parts_for(ReviewKind.CHILD_PROTECTION)
    assert Part.WORRIES not in parts_for(ReviewKind.LATER)
    assert Part.HOME not in parts_for(ReviewKind.CHILD_PROTECTION)


def test_what_was_decided_is_read_first_and_never_typed_again(world, page, url):
    page.sign_in(world[Role.IRO]).visit(url)
    assert page.main.index("Ring the dentist") < page.main.index("All well")
    assert "(the child is not told yet)" in page.main
    page.follow("Write the rest")
    assert page.value("health") == "All well"
    page.submit("Keep it", school="Fine", health="")
    assert _parts(world) == {Part.SCHOOL: "Fine"}
    page.visit(f"{url}/print")
    assert "Ring the dentist" in page.main


def test_of_two_who_write_at_once_nobody_undoes_the_other(world, page, url):
    page.sign_in(world[Role.IRO]).visit(f"{url}/write")
    with db.transaction():
        record.write(world.ids["review_id"], {Part.HOME: "Theirs"}, seen=1, by=world[Role.IRO].id)
    page.submit("Keep it", home="Mine", status=422)
    assert "Somebody else wrote in it" in page.mistakes[0]
    assert page.value("home") == "Mine"
    assert _parts(world)[Part.HOME] == "Theirs"
    page.submit("Keep it", home="Theirs and mine")
    assert _parts(world)[Part.HOME] == "Theirs and mine"


def test_what_the_child_said_is_quoted_when_it_is_picked_and_concerns_nobody(world, make, page, url):
    now, iro = clock.now(), world[Role.IRO]
    fine = make.statement(
        world.young,
        "I want to see my nan",
        to=[iro],
        read_by=world[Role.READER],
        sent_at=now - timedelta(days=9),
    )
    make.statement(
        world.young,
        "My worker shouts",
        to=[iro],
        read_by=world[Role.READER],
        concerning=[world[Role.SOCIAL_WORKER]],
        sent_at=now - timedelta(days=9),
    )
    page.sign_in(iro).visit(f"{url}/write")
    assert "I want to see my nan" in page.main
    assert "My worker shouts" not in page.html
    page.submit("Keep it", quotes=[str(fine.id)], wanted="Sam said much.")
    assert _parts(world)[Part.WANTED] == "Sam said much.\n“I want to see my nan”"
    page.post(f"{url}/write", {"number": "2", "quotes": str(uuid.uuid4())}, status=422)


def test_finished_and_given_out_its_clocks_end_once(world, page, url):
    page.sign_in(world[Role.IRO]).visit(url)
    page.submit("Everybody has the record")
    assert page.flashes == ["Finish the record first."]
    page.submit("They have the decisions")
    page.submit("Everybody has the decisions")
    page.submit("The record is finished")
    page.submit("Everybody has the record")
    review = db.session.get_one(Review, world.ids["review_id"])
    assert None not in (review.decisions_at, review.decisions_out_at, review.record_at, review.sent_out_at)
    for kind in ("review_decisions", "review_decisions_out", "review_record", "review_distribution"):
        assert _clock(world, kind), kind
    first = review.record_at
    db.session.rollback()
    page.post(f"{url}/finish")
    assert db.session.get_one(Review, world.ids["review_id"]).record_at == first


def test_a_finished_record_is_changed_only_after_opening_it_again(world, page, url):
    page.sign_in(world[Role.IRO]).visit(f"{url}/write")
    with db.transaction():
        record.finish(world.ids["review_id"], by=world[Role.IRO].id)
    page.submit("Keep it", home="Late", status=422)
    assert page.mistakes == ["It is finished. Open it again to change it."]
    page.visit(url).submit("Open the record again to put something right")
    page.follow("Write the rest").submit("Keep it", home="Late")
    assert _parts(world)[Part.HOME] == "Late"


def test_a_review_that_was_not_held_has_no_finished_record(world, page):
    planned = f"/staff/reviews/{world.ids['planned_review_id']}/record"
    page.sign_in(world[Role.IRO]).visit(planned)
    page.submit("The record is finished")
    assert page.flashes == ["This review was not held yet."]
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ReviewRecord)) == 1


def test_who_works_with_the_child_reads_it_and_only_who_leads_writes_it(world, make, page, url):
    for role in (Role.SOCIAL_WORKER, Role.MANAGER):
        page.sign_in(world[role]).visit(url)
        assert "Write the rest" not in page.main
        page.visit(f"{url}/write", status=404)
        page.post(f"{url}/finish", status=404)
    page.sign_in(make.worker_of(world.other)).visit(url, status=404)
    page.visit(f"{url}.docx", status=404)
    page.sign_in(world[Role.YOUNG_PERSON]).visit(url, status=404)


def test_too_long_and_broken_numbers_are_said(world, page, url):
    page.sign_in(world[Role.IRO])
    page.post(f"{url}/write", {"number": "1", "health": "x" * 20_001}, status=422)
    page.post(f"{url}/write", {"number": "²", "health": "x"}, status=422)
    assert "Somebody else wrote in it" in page.mistakes[0]


def test_the_file_for_a_word_processor_opens_with_its_table_and_headings(world, page, url):
    page.sign_in(world[Role.IRO]).visit(f"{url}.docx")
    made = docx.Document(io.BytesIO(page.response.data))
    assert [cell.text for cell in made.tables[0].rows[0].cells] == ["What", "Who", "By when", "Why"]
    assert made.tables[0].rows[1].cells[0].text == "Ring the dentist"
    assert [one.text for one in made.paragraphs if one.style.name == "Heading 1"] == [
        "What was decided",
        "Health",
    ]
    assert page.response.headers["Content-Disposition"] == 'attachment; filename="record.docx"'


@pytest.mark.once
def test_the_pdf_is_tagged_and_says_the_same(world, page, url):
    page.sign_in(world[Role.IRO]).visit(f"{url}.pdf")
    file = io.BytesIO(page.response.data)
    with pikepdf.open(file) as made:
        assert made.Root.MarkInfo.Marked
        assert str(made.Root.Lang) == "en"
    text = pypdfium2.PdfDocument(page.response.data)[0].get_textpage().get_text_bounded()
    assert "Ring the dentist" in text
    assert "The child does not know of everything here yet" in text


def test_the_record_of_a_child_protection_review_has_its_own_parts_and_actions(world, page):
    iro, now = world[Role.IRO], clock.now()
    with db.transaction() as session:
        review = Review(
            young_person_id=world.young.id,
            send_once=uuid.uuid4(),
            kind=ReviewKind.CHILD_PROTECTION,
            state="held",
            iro_id=iro.id,
            completed_on=now.date(),
            made_at=now,
            changed_at=now,
        )
        session.add(review)
        session.flush()
        line = Line("Dad stops drinking", now.date() + timedelta(days=9), owner_name="Dad")
        (row,) = actions.agree(
            world.young.id,
            [line],
            send_once=uuid.uuid4(),
            by=iro.id,
            today=now.date(),
            kind=ActionKind.CHILD_PROTECTION,
            review_id=review.id,
        )
        assert row.kind is ActionKind.CHILD_PROTECTION
        url = f"/staff/reviews/{review.id}/record"
    page.sign_in(iro).visit(f"{url}/write")
    page.submit("Keep it", worries="Drinking", safe="Nan is near")
    assert "What people are worried about" in page.main
    assert "Dad stops drinking" in page.main
