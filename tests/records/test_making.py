"""A part is made by the worker: burned in, bound, proven clean; half of it is never there."""

from __future__ import annotations

import io
import uuid
from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

import pypdfium2 as pdfium
import pytest
import sqlalchemy as sa

from portal import db, worker
from portal.accounts.models import Account
from portal.documents import leaves
from portal.kit import clock
from portal.kit.errors import Refused
from portal.records.commands import checking, covering, giving, parts, people_named
from portal.records.jobs import documents, making, pieces, runs, volumes
from portal.records.models import Document, Leaf, RecordsRequest, Release, Volume
from portal.records.queries import giving as queries
from portal.records.queries import reading
from portal.records.queries.reading import OnPage, words_as_kept
from portal.records.rules import Balance, HowGiven, ReleaseState, State, Who, Why
from portal.records.rules.giving import OPEN_DAYS, WhyNotGiven
from portal.records.rules.reading import Box, WhyNot
from portal.settings import Settings
from tests.support.made_documents import make_document
from tests.support.world_records import LONDON, make_request
from tests.support.world_records_giving import make_part, make_read

PAGE = "Visit to Sam Vale on 3 May.\nMaria Dell said that Sam was happy.\n"
LETTER = {
    "lang": "en", "dir": "ltr", "title": "Your records", "dear": "Dear Sam,", "signed": "Rowan",
    "parts": [{"heading": "What we looked for", "words": "Everything we have."}],
    "volume_words": ["Part 1"], "contents": [], "glossary": [], "key_title": "Why some words are covered",
    "key": [{"why": "somebody_else", "label": "About somebody else", "words": "It is theirs.",
             "page": "We held back this page."}],
}  # fmt: skip


@pytest.fixture
def request_of(rowan: Account) -> RecordsRequest:
    return make_request(officer=rowan, name="Sam Vale", is_weighed=True)


@pytest.fixture
def document_of(request_of: RecordsRequest, rowan: Account, dana: Account) -> UUID:
    """One page, the name on its second line covered, checked by a second person."""
    made = make_document(request_of, PAGE, by=rowan)
    with db.transaction():
        there = on_page(made)
        covering.cover(
            there, [Box(0.05, 0.07, 0.27, 0.11)], Why.SOMEBODY_ELSE,
            send_once=uuid.uuid4(), by=rowan.id, now=clock.now(),
        )  # fmt: skip
    pass_page(made, rowan, dana)
    return made


def pass_page(document_id: UUID, rowan: Account, dana: Account) -> None:
    documents.find_names()
    with db.transaction():
        there, now = on_page(document_id), clock.now()
        checking.mark_done(there, names_somebody=True, seen=there.leaf.version, by=rowan.id, now=now)
        checking.check(there, seen=there.leaf.version, by=dana.id, now=now)


def on_page(document_id: UUID) -> OnPage:
    document, leaf = db.session.get_one(Document, document_id), reading.leaf_of(document_id, 1)
    assert leaf
    return OnPage(db.session.get_one(RecordsRequest, document.request_id), document, leaf)


def prepared(document_id: UUID, by: Account, *, is_last: bool = True) -> UUID:
    with db.transaction():
        request = on_page(document_id).request
        row = parts.prepare(request, [document_id], is_last=is_last, send_once=uuid.uuid4(), by=by.id)
        parts.save_letter(request, row, LETTER, by=by.id)
        parts.make(request, row, by=by.id)
        return row.id


def part(release_id: UUID) -> Release:
    return db.session.get_one(Release, release_id)


def bytes_of(release_id: UUID, by: Account, device: bytes = b"d" * 32) -> bytes:
    row = part(release_id)
    volume = queries.volumes_of([release_id])[0]
    request = db.session.get_one(RecordsRequest, row.request_id)
    now = clock.now()
    sent = giving.fetch(request, row, volume, device, by=by.id, now=now, today=clock.today(LONDON))
    return b"".join(sent.pieces)


def give(release_id: UUID, by: Account, how: HowGiven = HowGiven.ONLINE) -> None:
    row, today = part(release_id), clock.today(LONDON)
    request = db.session.get_one(RecordsRequest, row.request_id)
    for volume in queries.volumes_of([release_id]):
        giving.open_as_reader(request, row, volume, by=by.id, now=clock.now())
    giving.give(request, row, how, on=today, by=by.id, now=clock.now(), today=today)


def test_a_part_is_made_given_and_fetched_and_nothing_covered_is_in_it(
    document_of: UUID, rowan: Account
) -> None:
    release_id = prepared(document_of, rowan)
    assert making.make_releases() == 1
    with db.transaction():
        assert part(release_id).state is ReleaseState.MADE
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Volume)) == 1  # no piece is left
        give(release_id, rowan)
        content = bytes_of(release_id, rowan)
        assert db.session.get_one(RecordsRequest, part(release_id).request_id).state is State.GIVEN
    read = pdfium.PdfDocument(io.BytesIO(content))
    text = "\n".join(page.get_textpage().get_text_bounded() for page in read)
    read.close()
    assert "Everything we have." in text
    assert "Dell" not in text
    assert b"Dell" not in content


def test_nothing_is_prepared_before_every_page_is_checked(request_of: RecordsRequest, rowan: Account) -> None:
    made = make_document(request_of, PAGE, by=rowan)
    documents.find_names()
    with db.transaction(), pytest.raises(Refused) as refused:
        parts.prepare(on_page(made).request, [made], is_last=True, send_once=uuid.uuid4(), by=rowan.id)
    assert refused.value.reason is WhyNot.NOT_DONE


def test_a_page_changed_after_it_was_made_is_not_given(
    document_of: UUID, rowan: Account, dana: Account
) -> None:
    release_id = made_by_hand(document_of, rowan)
    with db.transaction():
        there = on_page(document_of)
        covering.cover(
            there, [Box(0.3, 0.3, 0.6, 0.4)], Why.COURT, send_once=uuid.uuid4(), by=rowan.id, now=clock.now()
        )
    pass_page(document_of, rowan, dana)
    with db.transaction(), pytest.raises(Refused) as refused:
        give(release_id, rowan)
    assert refused.value.reason is WhyNotGiven.CHANGED_SINCE


def test_a_page_changed_while_it_is_made_is_never_released(
    document_of: UUID, rowan: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    release_id = prepared(document_of, rowan)
    real = volumes.bind

    def change_first(*given: object, **more: object) -> None:
        with db.transaction():
            there = on_page(document_of)
            covering.leave_out(there, Why.COURT, seen=there.leaf.version, by=rowan.id)
        real(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(volumes, "bind", change_first)
    assert making.make_releases() == 0
    with db.transaction():
        assert (part(release_id).state, part(release_id).fault) == (ReleaseState.FAILED, "Changed")
        assert not list(db.session.scalars(sa.select(Volume)))


def test_a_worker_killed_in_the_middle_leaves_nothing_half_released_and_another_goes_on(
    document_of: UUID, rowan: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    release_id = prepared(document_of, rowan)
    real = volumes.bind
    monkeypatch.setattr(volumes, "bind", lambda *a, **k: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        making.make_releases()
    with db.transaction():
        row = part(release_id)
        assert (row.state, row.pages_done) == (ReleaseState.MAKING, 1)
        assert not queries.volumes_of([release_id])
        with pytest.raises(Refused):
            give(release_id, rowan)
        row.busy_until = None  # a quarter of an hour later
    monkeypatch.setattr(volumes, "bind", real)
    monkeypatch.setattr(pieces.leaves, "burn_part", lambda *a, **k: pytest.fail("burned twice"))
    assert making.make_releases() == 1


def test_what_is_not_clean_is_thrown_away(
    document_of: UUID, rowan: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    release_id = prepared(document_of, rowan)
    burn = pieces.leaves.burn_part
    # A burning that forgets the boxes: the proof must find what they should have covered.
    monkeypatch.setattr(
        pieces.leaves, "burn_part", lambda content, marks, *a, **k: burn(content, {}, *a, **k)
    )
    assert making.make_releases() == 0
    with db.transaction():
        assert (part(release_id).state, part(release_id).fault) == (ReleaseState.FAILED, "NotClean")
        assert not list(db.session.scalars(sa.select(Volume)))


def test_a_piece_begun_before_it_was_asked_for_anew_is_never_kept(
    document_of: UUID, rowan: Account, dana: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page is covered, and the part asked for again, while a worker burns the page as it was."""
    release_id = prepared(document_of, rowan)
    burned: list[int] = []

    def burn_late(content: bytes, marks: Mapping[int, list[object]], *_: object, **__: object) -> bytes:
        burned.append(len(marks[1]))
        if len(burned) == 1:
            with db.transaction():
                there = on_page(document_of)
                covering.cover(
                    there, [Box(0.3, 0.3, 0.6, 0.4)], Why.SOMEBODY_ELSE,
                    send_once=uuid.uuid4(), by=rowan.id, now=clock.now(),
                )  # fmt: skip
            pass_page(document_of, rowan, dana)
            with db.transaction():
                parts.save_letter(on_page(document_of).request, part(release_id), LETTER, by=rowan.id)
                parts.make(on_page(document_of).request, part(release_id), by=rowan.id)
        return b"a piece"

    monkeypatch.setattr(pieces.leaves, "burn_part", burn_late)
    monkeypatch.setattr(volumes, "bind", lambda *_, **__: None)
    making.make_releases()
    assert burned == [1, 2]  # the first, with one box, was thrown away
    with db.transaction():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Volume)) == 1


def test_a_covered_name_in_what_stands_in_front_is_found(document_of: UUID, rowan: Account) -> None:
    with db.transaction():
        row = people_named.name_person(
            on_page(document_of).request, name="Maria Dell", other_names="", who=Who.FRIEND,
            by=rowan.id, now=clock.now(),
        )  # fmt: skip
        people_named.weigh(
            on_page(document_of).request, row, name="Maria Dell", other_names="", who=Who.FRIEND,
            balance=Balance.REFUSED, asked_on=None, why="She said no.", by=rowan.id,
        )  # fmt: skip
        names = volumes._covered_names(on_page(document_of).request.id)
    assert names == ["Maria Dell"]


def test_a_covered_name_is_called_a_name_aloud_and_other_boxes_by_their_reason(
    document_of: UUID, rowan: Account
) -> None:
    key = {**LETTER["key"][0], "name": "a name: About somebody else"}  # type: ignore[index,dict-item]  # it is a list of dicts
    with db.transaction():
        there = on_page(document_of)
        row = people_named.name_person(
            there.request, name="Maria Dell", other_names="", who=Who.FRIEND, by=rowan.id, now=clock.now()
        )
        covering.cover(
            there, [Box(0.3, 0.3, 0.4, 0.33)], Why.SOMEBODY_ELSE,
            send_once=uuid.uuid4(), by=rowan.id, now=clock.now(), person_id=row.id,
        )  # fmt: skip
        [page] = pieces.pages_of(pieces.Piece(1, 1, document_of, (1,)), {**LETTER, "key": [key]})
        assert [(mark.label, mark.aloud) for mark in page.marks] == [
            ("About somebody else", ""),
            ("About somebody else", "a name: About somebody else"),
        ]


def test_a_box_that_was_not_painted_is_caught_in_a_part_of_any_size(
    document_of: UUID, rowan: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No word is known of the page, and none is said: only its pixels can tell."""
    with db.transaction():
        on_page(document_of).leaf.words = ""
    release_id = prepared(document_of, rowan)
    monkeypatch.setattr(pieces, "SPOKEN_PAGES", 0)
    burn = pieces.leaves.burn_part
    monkeypatch.setattr(
        pieces.leaves, "burn_part", lambda content, marks, *a, **k: burn(content, {}, *a, **k)
    )
    assert making.make_releases() == 0
    with db.transaction():
        assert (part(release_id).state, part(release_id).fault) == (ReleaseState.FAILED, "NotClean")


def test_a_long_part_says_the_words_that_are_known(
    document_of: UUID, rowan: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    with db.transaction():
        on_page(document_of).leaf.words = words_as_kept(leaves.page_words(PAGE.encode(), 1).words)
    release_id = prepared(document_of, rowan)
    monkeypatch.setattr(pieces, "SPOKEN_PAGES", 0)
    assert making.make_releases() == 1
    with db.transaction():
        give(release_id, rowan)
        content = bytes_of(release_id, rowan)
    read = pdfium.PdfDocument(io.BytesIO(content))
    text = " ".join(read[len(read) - 1].get_textpage().get_text_bounded().split())
    read.close()
    assert text == "on 3 May. [About somebody else] Sam was happy."  # what stands clear of the box


def test_a_document_of_another_request_is_no_part_of_this(document_of: UUID, rowan: Account) -> None:
    other = make_document(make_request(name="Kit Else"), PAGE, by=rowan)
    with db.transaction(), pytest.raises(Refused) as refused:
        parts.prepare(
            on_page(document_of).request, [document_of, other],
            is_last=True, send_once=uuid.uuid4(), by=rowan.id,
        )  # fmt: skip
    assert refused.value.reason is WhyNot.TAKEN_OUT


def made_by_hand(document_id: UUID, by: Account) -> UUID:
    """A part that was made, without burning anything: for what comes after."""
    release_id = prepared(document_id, by)
    with db.transaction():
        row = part(release_id)
        pieces.keep(row, 1, 0, 1, b"%PDF-1.7", "application/pdf")
        row.state = ReleaseState.MADE
    return release_id


def given_of(document_id: UUID, by: Account) -> UUID:
    """A part that was given online."""
    release_id = made_by_hand(document_id, by)
    with db.transaction():
        give(release_id, by)
    return release_id


def test_one_device_fetches_once_with_an_hour_for_lines_that_break(
    document_of: UUID, rowan: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    release_id = given_of(document_of, rowan)
    with db.transaction():
        assert bytes_of(release_id, rowan) == bytes_of(release_id, rowan)
        later = clock.now() + timedelta(hours=2)
        monkeypatch.setattr(clock, "now", lambda: later)
        with pytest.raises(Refused) as refused:
            bytes_of(release_id, rowan)
        assert refused.value.reason is WhyNotGiven.OTHER_DEVICE
        assert bytes_of(release_id, rowan, b"e" * 32)
        request = db.session.get_one(RecordsRequest, part(release_id).request_id)
        giving.open_longer(request, part(release_id), by=rowan.id, now=clock.now(), today=clock.today(LONDON))
        assert bytes_of(release_id, rowan)
        row = part(release_id)
        row.open_until = clock.today(LONDON) - timedelta(days=1)
        with pytest.raises(Refused) as refused:
            bytes_of(release_id, rowan)
        assert refused.value.reason is WhyNotGiven.OVER


def test_taken_back_shuts_the_download_at_once(document_of: UUID, rowan: Account) -> None:
    release_id = given_of(document_of, rowan)
    with db.transaction():
        row = part(release_id)
        assert row.open_until == clock.today(LONDON) + timedelta(days=OPEN_DAYS)
        request = db.session.get_one(RecordsRequest, row.request_id)
        giving.take_back(request, row, by=rowan.id, now=clock.now())
        with pytest.raises(Refused) as refused:
            bytes_of(release_id, rowan)
        assert refused.value.reason is WhyNotGiven.TAKEN_BACK


def test_given_twice_is_given_once_and_a_made_part_whose_letter_changes_is_made_again(
    document_of: UUID, rowan: Account
) -> None:
    release_id = made_by_hand(document_of, rowan)
    with db.transaction():
        row = part(release_id)
        request = db.session.get_one(RecordsRequest, row.request_id)
        parts.save_letter(request, row, {**LETTER, "dear": "Dear Sam Vale,"}, by=rowan.id)
        assert row.state is ReleaseState.DRAFT
        assert not queries.volumes_of([release_id])
        parts.make(request, row, by=rowan.id)
        row.state, row.opened_at = ReleaseState.MADE, clock.now()
        give(release_id, rowan, HowGiven.PAPER)
        give(release_id, rowan, HowGiven.PAPER)
        with pytest.raises(Refused) as refused:
            parts.save_letter(request, row, LETTER, by=rowan.id)
        assert refused.value.reason is WhyNotGiven.IS_MADE


def test_letters_are_sealed(document_of: UUID, rowan: Account) -> None:
    release_id = prepared(document_of, rowan)
    with db.transaction():
        sealed = db.session.scalar(sa.select(Release.letter_sealed).where(Release.id == release_id))
        assert sealed
        assert b"Everything" not in sealed
        assert db.session.scalar(sa.select(Leaf.version)) == 2


def test_typed_pages_go_in_larger_pieces_than_scans(rowan: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    request = make_request(officer=rowan)
    document = make_read(request, *["A visit"] * 5, by=rowan)
    release_id = make_part(request, document, by=rowan, content=None)
    with db.transaction():
        parts.make(db.session.get_one(RecordsRequest, request.id), part(release_id), by=rowan.id)
    run = runs.take()
    assert run
    for name, size in {"SPOKEN_PAGES": 0, "MANY": 2, "LIGHT": 3}.items():
        monkeypatch.setattr(pieces, name, size)
    assert [one.pages for one in pieces.plan_of(run)] == [(1, 2, 3), (4, 5)]
    monkeypatch.setattr(pieces, "TYPED", 0)
    assert [one.pages for one in pieces.plan_of(run)] == [(1, 2), (3, 4), (5,)]


@pytest.mark.once
def test_what_takes_long_is_not_done_before_somebody_can_be_called(settings: Settings) -> None:
    jobs = worker.jobs(settings)
    assert set(jobs) >= worker.LONG
    assert making.make_releases in [jobs[name] for name in worker.LONG]


def test_a_turn_that_is_over_leaves_the_rest_for_the_next(document_of: UUID, rowan: Account) -> None:
    release_id = prepared(document_of, rowan)
    assert making.make_releases(a_turn=-1) == 0
    with db.transaction():
        row = part(release_id)
        assert (row.state, row.busy_until, row.tries) == (ReleaseState.MAKING, None, 0)


def test_thrown_away_while_it_is_made_leaves_nothing_behind(
    document_of: UUID, rowan: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    release_id = prepared(document_of, rowan)

    def throw_away(*_given: object, **_more: object) -> bytes:
        with db.transaction():
            row = part(release_id)
            parts.drop_draft(db.session.get_one(RecordsRequest, row.request_id), row, by=rowan.id)
        return b"burned"

    monkeypatch.setattr(pieces.leaves, "burn_part", throw_away)
    assert making.make_releases() == 0
    with db.transaction():
        assert not list(db.session.scalars(sa.select(Release)))
        assert not list(db.session.scalars(sa.select(Volume)))


def test_only_one_hand_of_a_worker_makes_records(document_of: UUID, rowan: Account) -> None:
    prepared(document_of, rowan)
    with making._ONE_AT_A_TIME:
        assert making.make_releases() == 0
