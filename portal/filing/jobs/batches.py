"""Making files with many statements, and letting them go."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import sqlalchemy as sa

from portal import db
from portal.accounts.queries.around import names_of
from portal.clocks.reading import local_day
from portal.documents.pdf import NotMade, pdfs_of
from portal.filing.commands.content import Made, Paper, paper_of, statements_with
from portal.filing.commands.packets import packet_of_many
from portal.filing.commands.sheets import sheet_of
from portal.filing.models import FilingBatch
from portal.filing.queries.deciding import is_open, verdicts_of
from portal.filing.queries.records import has_changed
from portal.filing.rules import BUSY_FOR, KEPT_FOR, MOST_BYTES, MOST_TRIES
from portal.kit import clock, logs
from portal.notices.commands import notify
from portal.notices.rules import NoticeKind
from portal.settings import Settings
from portal.vault import keys
from portal.vault.files import keeping
from portal.vault.models import StoredFile
from portal.voice.queries.apart import kept_from

CHUNK = 10
ZIP = "application/zip"


def make_batches(settings: Settings) -> int:
    """Make every file that was asked for. Drawing happens outside any transaction; after each few the asker's
    page says how far it is. A worker that is killed loses nothing: another begins it anew."""
    made = 0
    while batch_id := _take(clock.now()):
        try:
            _make(batch_id, settings)
            made += 1
        except Exception as fault:
            logs.fault("make a file with many", fault)
            _give_back(batch_id, clock.now())
    return made


def _take(now: datetime) -> UUID | None:
    free = sa.or_(FilingBatch.busy_until.is_(None), FilingBatch.busy_until < now)
    waits = (FilingBatch.made_at.is_(None), FilingBatch.failed_at.is_(None), free)
    with db.transaction():
        row = db.session.scalars(
            sa.select(FilingBatch)
            .where(*waits)
            .order_by(FilingBatch.asked_at)
            .limit(1)
            .with_for_update(skip_locked=True)
        ).one_or_none()
        if row is None:
            return None
        row.tries += 1
        row.done = 0
        row.busy_until = now + BUSY_FOR
        return row.id


def _give_back(batch_id: UUID, now: datetime) -> None:
    with db.transaction():
        row = db.session.get_one(FilingBatch, batch_id)
        if row.tries >= MOST_TRIES:
            row.failed_at = now
        row.busy_until = now + BUSY_FOR / 10


def _make(batch_id: UUID, settings: Settings) -> None:
    ids = _ids_of(batch_id)
    parts: list[tuple[Paper, bytes]] = []
    left: list[str] = []
    size = 0
    for first in range(0, len(ids), CHUNK):
        some = ids[first : first + CHUNK]
        papers = _papers(batch_id, some, settings)
        left += [str(one) for one, _ in papers]
        size += sum(len(along.content) for _, paper in papers for along in paper.along)
        if size > MOST_BYTES:
            raise NotMade("it is too big")
        drawn = pdfs_of([sheet_of(paper, settings.time_zone) for _, paper in papers]) if papers else []
        parts += [(paper, pdf) for (_, paper), pdf in zip(papers, drawn, strict=True)]
        _say_how_far(batch_id, min(len(ids), first + CHUNK))
    _keep(batch_id, packet_of_many(parts), left)


def _ids_of(batch_id: UUID) -> list[UUID]:
    with db.transaction():
        return [UUID(one) for one in db.session.get_one(FilingBatch, batch_id).statement_ids]


def _papers(batch_id: UUID, ids: list[UUID], settings: Settings) -> list[tuple[UUID, Paper]]:
    """Without what was taken back, shut to whoever asked, or waits for a safety lead, since then."""
    now = clock.now()
    on = local_day(now, settings.time_zone.key)
    with db.transaction():
        by, verdicts = db.session.get_one(FilingBatch, batch_id).by_id, verdicts_of(ids)
        made = Made(settings.council_name, names_of([by]).get(by, ""), now)
        return [
            (one.id, paper_of([one], one.young_person_id, made))
            for one in statements_with(ids)
            if one.taken_back_at is None and is_open(verdicts[one.id]) and by not in kept_from(one.id, on)
        ]


def _say_how_far(batch_id: UUID, done: int) -> None:
    with db.transaction():
        row = db.session.get_one(FilingBatch, batch_id)
        row.done = done
        row.busy_until = clock.now() + BUSY_FOR


def _keep(batch_id: UUID, packet: bytes, left: list[str]) -> None:
    now = clock.now()
    with db.transaction():
        row = db.session.get_one(FilingBatch, batch_id)
        row.left_out = len(row.statement_ids) - len(left)
        row.statement_ids = left
        row.file_id = keeping.keep(keys.COUNCIL, packet, ZIP, now=now).id
        row.made_at, row.busy_until = now, None
        notify(row.by_id, NoticeKind.BATCH_READY, row.id, mail=False)


def let_batches_go(now: datetime) -> int:
    """Files that nobody needs any more, and those that hold what was changed or sealed since. What they were
    made of is still here."""
    kept = db.session.scalars(
        sa.select(FilingBatch).where(FilingBatch.gone_at.is_(None), FilingBatch.file_id.is_not(None))
    ).all()
    old = [row for row in kept if row.asked_at < now - KEPT_FOR or has_changed(row)]
    for row in old:
        file = db.session.get(StoredFile, row.file_id)
        row.gone_at, row.file_id = now, None
        db.session.flush()
        if file:
            keeping.let_go(file)
    return len(old)
