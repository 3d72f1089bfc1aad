"""When a letter may go, and how its words are cut into lines. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.reviews.rules import LetterState, Preset, SectionKey, Way
from portal.reviews.rules.letters import ActionLine, Made, Part, lines_of, paragraphs_of, picture_for
from portal.reviews.rules.sending import (
    Going,
    Known,
    WhyNot,
    address_lines,
    is_on_time,
    moved_after,
    why_not_done,
    why_not_recall,
    why_not_send,
)

pytestmark = pytest.mark.once

LEE = uuid4()
READY = Known(LetterState.APPROVED, is_as_read=True, reader_leads=True, has_page=True, can_read_with={LEE})
HOME = "1 Made Up Road\nFictown\nZZ1 1ZZ"
DAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("goings", "known", "why"),
    [
        ([Going(Way.PAGE)], READY, None),
        ([Going(Way.HAND)], READY, None),
        ([Going(Way.HAND, with_id=UUID(int=1))], READY, WhyNot.NOT_WITH_THEM),
        ([Going(Way.TOGETHER, with_id=LEE)], READY, None),
        ([Going(Way.TOGETHER)], READY, WhyNot.NOBODY_TO_READ),
        ([Going(Way.TOGETHER, with_id=LEE)], replace(READY, is_read=True), WhyNot.OPENED),
        ([Going(Way.PAGE), Going(Way.TOGETHER, with_id=LEE)], READY, WhyNot.ONLY_TOGETHER),
        ([Going(Way.PAPER, HOME), Going(Way.TOGETHER, with_id=LEE)], READY, WhyNot.ONLY_TOGETHER),
        ([Going(Way.TOGETHER, with_id=LEE)], replace(READY, is_given=True), WhyNot.GIVEN),
        ([Going(Way.PAPER, HOME)], READY, None),
        ([Going(Way.PAPER)], READY, WhyNot.NO_ADDRESS),
        ([Going(Way.PAPER, "\n".join("abcdefg"))], READY, WhyNot.LONG_ADDRESS),
        ([Going(Way.PAPER, HOME)], replace(READY, moved_on=DAY), WhyNot.MOVED),
        ([Going(Way.PAPER, HOME, is_checked=True)], replace(READY, moved_on=DAY), None),
        ([Going(Way.PAGE)], replace(READY, moved_on=DAY), None),
        ([Going(Way.PAGE)], replace(READY, has_page=False), WhyNot.NO_PAGE),
        ([], READY, WhyNot.NO_WAY),
        ([Going(Way.PAGE)], replace(READY, state=LetterState.DRAFT), WhyNot.NOT_READ),
        ([Going(Way.PAGE)], replace(READY, is_as_read=False), WhyNot.CHANGED_SINCE),
        ([Going(Way.PAGE)], replace(READY, reader_leads=False), WhyNot.READ_BY_ANOTHER),
        ([Going(Way.PAGE)], replace(READY, state=LetterState.RECALLED), WhyNot.NOT_SENT),
        ([Going(Way.PAGE)], replace(READY, state=LetterState.REPLACED), WhyNot.NOT_SENT),
        # What was sent stays as it was read then, whatever changed since.
        ([Going(Way.HAND)], replace(READY, state=LetterState.SENT, is_as_read=False), None),
    ],
)
def test_when_it_may_go(goings: list[Going], known: Known, why: WhyNot | None) -> None:
    assert why_not_send(goings, known) is why


@pytest.mark.parametrize(
    ("state", "opened", "together", "given_", "words", "why"),
    [
        (LetterState.SENT, None, None, False, "A wrong day", None),
        (LetterState.SENT, AT, None, False, "A wrong day", WhyNot.OPENED),
        (LetterState.SENT, None, AT, False, "A wrong day", WhyNot.OPENED),
        (LetterState.SENT, None, None, True, "A wrong day", WhyNot.GIVEN),
        (LetterState.SENT, None, None, False, "  ", WhyNot.NO_REASON),
        (LetterState.DRAFT, None, None, False, "A wrong day", WhyNot.NOT_SENT),
        (LetterState.REPLACED, None, None, False, "A wrong day", WhyNot.NOT_SENT),
    ],
)
def test_when_it_may_be_taken_back(
    state: LetterState,
    opened: datetime | None,
    together: datetime | None,
    given_: bool,
    words: str,
    why: WhyNot | None,
) -> None:
    found = why_not_recall(state=state, opened_at=opened, together_at=together, is_given=given_, why=words)
    assert found is why


@pytest.mark.parametrize(
    ("state", "ended", "on", "why"),
    [
        (LetterState.SENT, None, DAY, None),
        (LetterState.SENT, None, date(2026, 11, 23), WhyNot.IN_FUTURE),
        (LetterState.SENT, None, date(2026, 11, 19), WhyNot.BEFORE_SENT),
        (LetterState.SENT, AT, DAY, WhyNot.OVER),
        (LetterState.RECALLED, None, DAY, WhyNot.NOT_SENT),
    ],
)
def test_when_it_can_be_written_down_as_given(
    state: LetterState, ended: datetime | None, on: date, why: WhyNot | None
) -> None:
    sent_on = date(2026, 11, 20)
    assert why_not_done(state=state, ended_at=ended, on=on, sent_on=sent_on, today=DAY) is why


@pytest.mark.parametrize(
    ("sent", "due", "found"),
    [
        (DAY, DAY, True),
        (DAY, date(2026, 11, 21), False),
        (None, date(2026, 11, 21), False),
        (None, DAY, None),
        (DAY, None, None),
    ],
)
def test_on_time(sent: date | None, due: date | None, found: bool | None) -> None:
    assert is_on_time(sent, due, DAY) is found


def test_a_move_on_the_very_day_counts_and_one_to_come_does_not() -> None:
    assert moved_after([DAY], DAY, DAY) == DAY
    assert moved_after([date(2026, 11, 1)], DAY, DAY) is None
    assert moved_after([date(2026, 12, 1)], DAY, DAY) is None


def test_an_address_in_one_line_is_taken_apart() -> None:
    assert address_lines("1 Made Up Road, Fictown, ZZ1 1ZZ") == HOME.split("\n")
    assert address_lines("  1 Made Up Road,\n\nFictown,\nZZ1 1ZZ ") == HOME.split("\n")
    assert address_lines(" ") == []


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("You swim. You sing!", ["You swim.", "You sing!"]),
        ("Dr. Bell rang. She will ring again.", ["Dr. Bell rang.", "She will ring again."]),
        ("One\nTwo", ["One", "Two"]),
        ("هل أنت بخير؟ نعم.", ["هل أنت بخير؟", "نعم."]),
        ("", []),
    ],
)
def test_every_sentence_is_a_line(words: str, lines: list[str]) -> None:
    assert lines_of(words) == lines


def test_blank_lines_part_paragraphs() -> None:
    assert paragraphs_of("One\ntwo\n \nThree\n\n\n") == ["One\ntwo", "Three"]


@pytest.mark.parametrize(
    ("line", "picture"),
    [
        ("Your teacher is proud.", "school"),
        ("You see Mum on Sundays.", "family_time"),
        ("Ring me.", "phone"),
        ("You like your room.", "home"),
        ("It was good.", "say"),
    ],
)
def test_a_line_has_a_picture_of_what_it_is_about(line: str, picture: str) -> None:
    assert picture_for(line, SectionKey.TOLD_ME, "en") == picture


def test_in_another_language_a_line_has_its_parts_picture() -> None:
    assert picture_for("Die Kinder home", SectionKey.GOING_WELL, "de") == "face-good"


@given(st.text(max_size=400))
def test_no_word_is_lost_in_the_cutting(words: str) -> None:
    assert "".join("".join(lines_of(words)).split()) == "".join(words.split())


@given(st.text(), st.text(), st.booleans())
def test_a_letter_that_was_frozen_reads_the_same(words: str, name: str, flag: bool) -> None:
    made = Made(
        dear=name,
        parts=(
            Part(SectionKey.TOLD_ME, heading=name, words=words),
            Part(SectionKey.WILL_HAPPEN, actions=(ActionLine("1", words, name, "2027-03-02"),)),
        ),
        signed=name,
        preset=Preset.TEEN,
        is_large=flag,
    )
    assert Made.from_json(made.as_json()) == made
    assert Made.from_json(made.as_json()).as_json() == made.as_json()
