"""Taking a file: looked at, made anew in a process of its own, kept with the draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal import db
from portal.vault import keys
from portal.vault.files import faults, keeping, pictures, scanning, sounds
from portal.vault.files.kinds import PICTURES, Kind, kind_of
from portal.voice.commands import drafts
from portal.voice.models import Attachment
from portal.voice.queries import files as queries
from portal.voice.queries.drafts import row_of
from portal.voice.rules import FileKind
from portal.voice.rules import files as rules
from portal.voice.rules.files import Limits, SealWhy, Sent, WhyNot

_WHY: dict[type[faults.Unusable], WhyNot] = {
    faults.IsHeic: WhyNot.IS_HEIC,
    faults.NotAPicture: WhyNot.NOT_A_PICTURE,
    faults.NotASound: WhyNot.NOT_A_SOUND,
    faults.TooManyPixels: WhyNot.TOO_MANY_PIXELS,
    faults.TooBig: WhyNot.TOO_BIG,
    faults.TooLong: WhyNot.TOO_LONG,
    faults.Infected: WhyNot.INFECTED,
    faults.CannotScan: WhyNot.NO_SCANNER,
    faults.TooBusy: WhyNot.BUSY,
}


@dataclass(frozen=True)
class Checked:
    """A file that can be kept: what is shown of it (nothing when it is sealed), and what came."""

    sent: Sent
    came_as: Kind
    shown: pictures.Picture | sounds.Sound | None


def check(sent: Sent, limits: Limits) -> Checked | WhyNot:
    """Look at what came and make it anew, or why it cannot be taken. Takes its time, so it holds no lock and
    comes before anything is written. What may be indecent is not opened, not even by a machine."""
    if not sent.content:
        return WhyNot.NOTHING_CHOSEN
    db.hold_nothing()
    try:
        return _checked(sent, limits)
    except faults.Unusable as fault:
        return _WHY[type(fault)]


def _checked(sent: Sent, limits: Limits) -> Checked:
    came_as = kind_of(sent.content)
    if sent.kind is FileKind.VOICE:
        if came_as is None:
            raise faults.NotASound
        if len(sent.content) > limits.sound_bytes:
            raise faults.TooBig
        scanning.scan(sent.content, limits.clamd)
        sound = sounds.remade(sent.content, most_bytes=limits.sound_bytes, most_seconds=limits.sound_seconds)
        return Checked(sent, came_as, sound)
    if sent.may_be_indecent:
        return Checked(sent, _picture_kind(sent.content, came_as, limits), None)
    if came_as is None:
        raise faults.NotAPicture
    if len(sent.content) > limits.picture_bytes:
        raise faults.TooBig
    scanning.scan(sent.content, limits.clamd)
    return Checked(sent, came_as, pictures.remade(sent.content, most_bytes=limits.picture_bytes))


def _picture_kind(content: bytes, came_as: Kind | None, limits: Limits) -> Kind:
    """By its first bytes alone. HEIC too: nobody here has to be able to show it."""
    if len(content) > limits.picture_bytes:
        raise faults.TooBig
    if came_as not in (*PICTURES, Kind.HEIC):
        raise faults.NotAPicture
    return came_as


def why_not_today(
    young_person_id: UUID, upload: UUID, limits: Limits, *, day_began: datetime
) -> WhyNot | None:
    """Whether enough came on this day, asked before any work is put into the file. Not of one that is kept
    already: a double tap is answered like the first."""
    if db.session.get(Attachment, _id_of(young_person_id, upload)):
        return None
    return rules.why_not_add(0, queries.came_since(young_person_id, day_began), limits)


def add(
    young_person_id: UUID,
    upload: UUID,
    checked: Checked,
    limits: Limits,
    *,
    now: datetime,
    day_began: datetime | None = None,
) -> Attachment | WhyNot:
    """Keep it with the draft, encrypted. The same `upload` again, from a second try or a double tap, is the
    same file. Gives why not when there are as many as may be sent. The draft must be there."""
    drafts.one_at_a_time(young_person_id)
    file_id = _id_of(young_person_id, upload)
    if found := db.session.get(Attachment, file_id):
        return found
    draft = row_of(young_person_id, as_it_is_now=True)
    assert draft is not None
    so_far = queries.waiting(young_person_id, draft.send_once)
    today = queries.came_since(young_person_id, day_began) if day_began else 0
    if why := rules.why_not_add(len(so_far), today, limits):
        return why
    sent, shown = checked.sent, checked.shown
    row = Attachment(
        id=file_id,
        young_person_id=young_person_id,
        send_once=draft.send_once,
        kind=sent.kind,
        place=1 + max((one.place for one in so_far), default=0),
        made_at=now,
        original_id=keeping.keep(young_person_id, sent.content, checked.came_as.value, now=now).id,
    )
    if shown:
        row.shown_id = keeping.keep(young_person_id, shown.content, shown.media_type, now=now).id
    else:
        row.sealed_at, row.sealed_by_young_person, row.seal_why = now, True, SealWhy.INDECENT.value
    if isinstance(shown, pictures.Picture):
        row.width, row.height = shown.width, shown.height
    elif isinstance(shown, sounds.Sound):
        row.seconds = shown.seconds
    row.says = sent.says
    db.session.add(row)
    db.session.flush()
    return row


def _id_of(young_person_id: UUID, upload: UUID) -> UUID:
    return UUID(bytes=keys.blind("upload", f"{young_person_id} {upload}")[:16], version=4)
