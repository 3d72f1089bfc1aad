"""What goes out by mail never says more than "please look": all of it is here, to the letter."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from uuid import UUID

import pytest

from portal.notices.jobs import Claimed, compose
from portal.notices.rules import NoticeKind

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
FROM = "Office <office@council.example>"
NEW = ("Something new for you", "There is something new for you. Look when it suits you.")
AT_ONCE = ("Please sign in now", "Somebody needs you. Please sign in now, as you always do.")
TO_DO = (
    "Something for you to do",
    "There is something for you to do. Please sign in today, as you always do.",
)
WORDS = {
    NoticeKind.ANSWER_READY: NEW,
    NoticeKind.QUOTE_TO_DECIDE: NEW,
    NoticeKind.WE_DID: NEW,
    NoticeKind.RECORDS_NEWS: NEW,
    NoticeKind.RECORDS_FELT: NEW,
    NoticeKind.STORY_WROTE: NEW,
    NoticeKind.LETTER_READY: NEW,
    NoticeKind.REVIEW_NEWS: NEW,
    NoticeKind.ACTION_NEWS: NEW,
    NoticeKind.COMPLAINT_NEWS: NEW,
    NoticeKind.GROUP_NEWS: NEW,
    NoticeKind.IDEA_NEWS: NEW,
    NoticeKind.MEETING_NEWS: NEW,
    NoticeKind.SURVEY_ASKED: NEW,
    NoticeKind.SURVEY_REMINDER: NEW,
    NoticeKind.ROOM_OFFER: NEW,
    NoticeKind.ROOM_NEWS: NEW,
    NoticeKind.THANKED: NEW,
    NoticeKind.ADVOCATE_NEWS: NEW,
    NoticeKind.INFORMATION_NEWS: NEW,
    NoticeKind.CERTIFICATE: NEW,
    NoticeKind.CALLED: AT_ONCE,
    NoticeKind.NAMELESS_CALLED: AT_ONCE,
}


@pytest.mark.once
@pytest.mark.parametrize("kind", NoticeKind)
def test_a_mail_is_one_of_three_to_the_letter(kind: NoticeKind) -> None:
    mail = compose(Claimed(UUID(int=7), kind, UUID(int=8), NOW, 1), FROM, "rae@example.org")
    subject, body = WORDS.get(kind, TO_DO)
    assert mail["Subject"] == subject
    english, *others = mail.get_content().strip().split("\n\n")
    assert english == body
    # Other languages say the same and no more: one short passage each, without a name, number or address.
    for passage in others:
        assert len(passage) < 2 * len(body)
        assert not any(one.isdigit() or one in "@:/" for one in passage)


@pytest.mark.once
@pytest.mark.parametrize("kind", NoticeKind)
def test_no_header_says_more(kind: NoticeKind) -> None:
    mail = compose(Claimed(UUID(int=7), kind, UUID(int=8), NOW, 1), FROM, "rae@example.org")
    said = {name.lower(): value for name, value in mail.items() if name.lower() != "subject"}
    assert said == {
        "from": FROM,
        "to": "rae@example.org",
        "date": format_datetime(NOW),
        "message-id": f"<{UUID(int=7)}@council.example>",
        "auto-submitted": "auto-generated",
        "content-type": said["content-type"],
        "content-transfer-encoding": said["content-transfer-encoding"],
        "mime-version": "1.0",
    }
    assert said["content-type"].startswith("text/plain")


@pytest.mark.once
def test_what_it_is_about_cannot_reach_a_mail() -> None:
    """Two notices of a kind differ in nothing but their own number: what they are about is not handed in."""
    one, other = (
        compose(Claimed(UUID(int=7), NoticeKind.CALLED, UUID(int=n), NOW, n), FROM, "rae@example.org")
        for n in (1, 2)
    )
    assert one.as_bytes() == other.as_bytes()
