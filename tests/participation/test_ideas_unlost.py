"""What somebody typed about ideas is never lost, and no decision goes past what was told about one."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import flask
import pytest

from portal import db
from portal.accounts.models import Account
from portal.kit import clock
from portal.kit.errors import Refused
from portal.notices.models import Notice
from portal.notices.rules import NoticeKind
from portal.participation.commands import moderation
from portal.participation.jobs import ideas as jobs
from portal.participation.models.ideas import Idea, Piece, PieceReport
from portal.participation.queries.ideas import for_agenda
from portal.participation.queries.moderation import talk_kept
from portal.participation.rules.ideas import Held, IdeaState, PieceKind, Pool, WhyNot
from portal.people.models import YoungPerson
from portal.policy.roles import Role
from portal.policy.viewer import Viewer
from portal.voice.models import Answer, Reply, Statement
from tests.participation.ideas import (
    FINE,
    TOO_LATE,
    Them,
    approves,
    concern,
    deciding,
    desk_reads,
    everybody,
    is_up,
    suggests,
    talks,
)
from tests.support.factories import Make
from tests.support.met import group_of
from tests.support.pages import Page
from tests.voice.young import rows

Other = Callable[[], Page]


@pytest.fixture
def them(make: Make) -> Them:
    return everybody(make)


def at_desk() -> list[str]:
    """Words that came too late for what they were written for."""
    return [one.words for one in rows(Reply)]


def pieces(kind: PieceKind) -> list[str]:
    return sorted(one.words for one in rows(Piece) if one.kind is kind)


def sends(page: Page, url: str, *texts: str, **more: str) -> None:
    """The same form, sent again and again with these words, each twice."""
    form = {"send_once": str(uuid.uuid4()), **more}
    for words in texts:
        page.post(url, {**form, "words": words}).post(url, {**form, "words": words})


def test_an_idea_sent_again_with_other_words_is_another_idea(page: Page, them: Them) -> None:
    page.sign_in(them.child)
    sends(page, "/ideas/new", "One", "Two", title="Bikes")
    assert pieces(PieceKind.IDEA) == ["One", "Two"]
    assert len(rows(Idea)) == len(rows(Statement)) == 2


def test_talk_and_look_again_sent_again_with_other_words_are_kept(
    app: flask.Flask, page: Page, them: Them
) -> None:
    idea_id = is_up(app, them.child, them.reader, them.worker, "Bikes")
    page.sign_in(them.friend)
    sends(page, f"/ideas/{idea_id}/talk", "With helmets", "And bells")
    assert pieces(PieceKind.COMMENT) == ["And bells", "With helmets"]
    with db.transaction() as session:
        session.get_one(Idea, idea_id).state = IdeaState.CANNOT
    sends(page, f"/ideas/{idea_id}/again", "It is cheap", "It is fair")
    assert pieces(PieceKind.AGAIN) == ["It is cheap", "It is fair"]


def test_told_again_in_the_same_form_with_other_words_is_read_too(
    app: flask.Flask, page: Page, them: Them
) -> None:
    is_up(app, them.child, them.reader, them.worker, "Bikes")
    page.sign_in(them.friend)
    sends(page, f"/ideas/words/{rows(Piece)[0].id}/tell-us", "Rude", "It is about me")
    assert sorted(one.words for one in rows(PieceReport)) == ["It is about me", "Rude"]
    assert sorted(at_desk()) == ["It is about me", "Rude"]


def test_words_changed_again_in_the_same_form_stand(app: flask.Flask, page: Page, them: Them) -> None:
    suggests(app, them.child, "Bikes", "One")
    first = rows(Piece)[0].id
    page.sign_in(them.child)
    sends(page, f"/ideas/words/{first}/change", "Two", "Three", title="Bikes")
    assert {one.words: one.held for one in rows(Piece)} == {
        "One": Held.CHANGED,
        "Two": Held.CHANGED,
        "Three": Held.WAITING,
    }
    page.visit(f"/ideas/words/{first}/change", status=404)
    # From another tab that was open before: it is not known what it should stand for, and it is read.
    sends(page, f"/ideas/words/{first}/change", "Four", title="Bikes")
    assert page.flashes == [TOO_LATE]
    assert at_desk() == ["Bikes\n\nFour"]


def test_words_for_an_idea_that_was_hidden_answered_or_taken_back_reach_the_desk(
    app: flask.Flask, page: Page, another_page: Other, them: Them
) -> None:
    idea_id = is_up(app, them.child, them.reader, them.worker, "Bikes")
    piece_id = rows(Piece)[0].id
    page.sign_in(them.friend)
    with db.transaction() as session:
        session.get_one(Idea, idea_id).state = IdeaState.DID
    sends(page, f"/ideas/{idea_id}/talk", "Answered")
    assert page.flashes == [TOO_LATE]
    with db.transaction() as session:
        session.get_one(Idea, idea_id).state = IdeaState.REOPENED
    sends(page, f"/ideas/{idea_id}/again", "Open again")
    with db.transaction() as session:
        session.get_one(Piece, piece_id).held = Held.HIDDEN
    sends(page, f"/ideas/{idea_id}/talk", "Hidden")
    assert page.flashes == [TOO_LATE]
    page.post(f"/ideas/{idea_id}/talk", status=404)  # nothing was written
    sends(page, f"/ideas/words/{piece_id}/tell-us", "Told as the second")
    assert "Thank you for telling us" in page.flashes[0]
    page.visit(f"/ideas/words/{piece_id}/tell-us", status=404)
    page.post(f"/ideas/words/{piece_id}/tell-us", {"words": "x" * 2001})
    assert page.flashes == [TOO_LATE]
    with db.transaction() as session:
        session.get_one(Idea, idea_id).taken_back_at = clock.now()
    sends(page, f"/ideas/{idea_id}/talk", "Gone")
    assert at_desk() == ["Answered", "Open again", "Hidden", "Told as the second", "x" * 2001, "Gone"]
    assert pieces(PieceKind.COMMENT) == []
    # What was never theirs, or never was, stays not found.
    stranger = another_page().sign_in(them.leaver)
    stranger.post(f"/ideas/{idea_id}/talk", {"words": "hello child"}, status=404)
    stranger.post(f"/ideas/words/{piece_id}/tell-us", {"words": "hello"}, status=404)
    page.post(f"/ideas/{uuid.uuid4()}/talk", {"words": "nothing there"}, status=404)


def grows_up(account: Account) -> None:
    with db.transaction() as session:
        session.get_one(YoungPerson, account.young_person_id).born_on = date(2000, 1, 1)


def test_what_is_written_anew_after_a_birthday_is_read_by_grown_ups(
    app: flask.Flask, page: Page, another_page: Other, them: Them
) -> None:
    idea_id = suggests(app, them.child, "Bikes")
    theirs = is_up(app, them.friend, them.reader, them.worker, "Trips")
    talks(app, them.child, theirs, "Me too")
    with db.transaction() as session:
        for piece in session.query(Piece).filter_by(young_person_id=them.child.young_person_id):
            piece.held = Held.SENT_BACK
    grows_up(them.child)
    of = {one.kind: one.id for one in rows(Piece) if one.held is Held.SENT_BACK}
    page.sign_in(them.child)
    sends(page, f"/ideas/words/{of[PieceKind.IDEA]}/change", "For rent", title="Money")
    sends(page, f"/ideas/words/{of[PieceKind.COMMENT]}/change", "I am grown up")
    assert {one.id: one.pool for one in rows(Idea)}[idea_id] is Pool.GROWN_UP
    assert {one.pool for one in rows(Piece) if one.held is Held.WAITING} == {Pool.GROWN_UP}
    assert at_desk() == ["I am grown up"]  # nobody reads it among the younger ones
    desk_reads(them.reader)
    approves(app, them.worker)
    assert "Money" not in another_page().sign_in(them.friend).visit("/ideas").main
    assert "Money" in another_page().sign_in(them.leaver).visit("/ideas").main


def test_nothing_is_shown_again_while_something_told_about_it_is_unread(
    app: flask.Flask, page: Page, another_page: Other, make: Make, them: Them
) -> None:
    is_up(app, them.child, them.reader, them.worker, "Bikes")
    piece = rows(Piece)[0]
    url = f"/ideas/words/{piece.id}/tell-us"
    another = make.account_for(make.young_person(born_on=date(clock.now().year - 12, 1, 1)))
    another_page().sign_in(them.friend).post(url, {"words": "It is rude"})
    desk_reads(them.reader)
    staff = page.sign_in(them.worker).visit(f"/staff/ideas/to-approve/{piece.id}")
    assert "It is rude" in staff.main
    friend = another_page().sign_in(another)
    friend.post(url, {"words": "He waits for me"})
    staff.submit("Decide", {"decision": "approve"}, status=422)  # the desk has not read it
    assert "Somebody told us more about it" in staff.mistakes[0]
    desk_reads(them.reader)
    # Read at the desk by now, and not by whoever decides: their page was older.
    staff.submit("Decide", {"decision": "approve"}, status=422)
    assert "He waits for me" in staff.main
    assert [one.looked_at for one in rows(PieceReport)] == [None, None]
    staff.submit("Decide", {"decision": "approve"})
    assert [one.held for one in rows(Piece)] == [Held.SHOWN]
    assert {one.looked_by_id for one in rows(PieceReport)} == {them.worker.id}


def test_sent_back_leaves_open_what_was_told_and_not_read(app: flask.Flask, page: Page, them: Them) -> None:
    is_up(app, them.child, them.reader, them.worker, "Bikes")
    piece = rows(Piece)[0]
    page.sign_in(them.friend).post(f"/ideas/words/{piece.id}/tell-us", {"words": "It is rude"})
    page.sign_in(them.worker).visit(f"/staff/ideas/to-approve/{piece.id}")
    page.submit("Decide", {"decision": "send_back", "reason": "Say it kindly."})
    assert [(one.looked_at, one.words) for one in rows(PieceReport)] == [(None, "It is rude")]


def test_whom_it_concerns_does_not_decide_about_what_was_told(
    app: flask.Flask, page: Page, make: Make, them: Them
) -> None:
    is_up(app, them.child, them.reader, them.worker, "Bikes")
    piece = rows(Piece)[0]
    page.sign_in(them.friend).post(f"/ideas/words/{piece.id}/tell-us", {"words": "Pat wrote that"})
    told = next(one for one in rows(Statement) if one.asked == "idea_report")
    make.kept_apart(SimpleNamespace(id=told.young_person_id), told, them.worker)
    desk_reads(them.reader)
    with app.app_context(), db.transaction():
        jobs.tell_what_waits(clock.now(), app.extensions["heard.settings"].time_zone)
    assert {one.account_id for one in rows(Notice) if one.kind is NoticeKind.IDEA_TO_READ} == {them.lead.id}
    page.sign_in(them.worker).visit("/staff/ideas/to-approve")
    assert "Bikes" not in page.main
    page.visit(f"/staff/ideas/to-approve/{piece.id}", status=404)
    page.sign_in(them.lead).visit(f"/staff/ideas/to-approve/{piece.id}")
    assert "Pat wrote that" in page.main


def test_an_idea_that_was_taken_back_stays_so(app: flask.Flask, page: Page, them: Them) -> None:
    idea_id = is_up(app, them.child, them.reader, them.worker, "Bikes")
    with db.transaction() as session:
        session.get_one(Idea, idea_id).state = IdeaState.CANNOT
    page.sign_in(them.friend)
    sends(page, f"/ideas/{idea_id}/again", "Look again please")
    with db.transaction() as session:
        session.get_one(Idea, idea_id).taken_back_at = clock.now()
    desk_reads(them.reader)
    again_id, said_id = next((one.id, one.statement_id) for one in rows(Piece) if one.kind is PieceKind.AGAIN)
    with pytest.raises(Refused) as refused, app.app_context(), db.transaction():
        moderation.approve(again_id, FINE, deciding(app, them.worker))
    assert refused.value.reason is WhyNot.NOT_LIVE
    page.sign_in(them.worker).visit(f"/staff/ideas/to-approve/{again_id}")
    assert "This idea was taken back" in page.main
    page.submit("Decide", {"decision": "approve"})
    assert [one.state for one in rows(Idea)] == [IdeaState.CANNOT]
    answer = next(one for one in rows(Answer) if one.statement_id == said_id)
    assert answer.reason == "This idea was taken back. Nobody can read it any more."


def test_who_has_come_close_since_reads_nothing_of_it_among_ideas(
    app: flask.Flask, make: Make, them: Them
) -> None:
    """A stand-in of somebody it concerns is written down nowhere, and does not read it all the same."""
    idea_id = is_up(app, them.child, them.reader, them.worker, "Bikes")
    group_id = group_of(them.worker, []).id
    talks(app, them.friend, idea_id, "Bel is unkind")
    desk_reads(them.reader)
    approves(app, them.worker)
    with db.transaction() as session:
        session.get_one(Idea, idea_id).group_id = group_id
    pat = Viewer(them.worker.id, frozenset({Role.PARTICIPATION_WORKER}))
    with app.app_context(), db.transaction():
        assert [words for words, _at in talk_kept(idea_id, pat)] == ["Bel is unkind"]
        assert [one.title for one in for_agenda(group_id, pat)] == ["Bikes"]
    concern(make, them.worker)
    with app.app_context(), db.transaction():
        assert talk_kept(idea_id, pat) == []
        assert for_agenda(group_id, pat) == []
