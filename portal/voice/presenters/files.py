"""What the pages about files show: the three forms, limits, and where a file of each page is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time

from flask_babel import gettext as _

from portal.kit import clock
from portal.settings import Settings
from portal.voice.forms.files import FORMS, DrawingForm, FileForm, PhotoForm, VoiceForm
from portal.voice.presenters.saying import settings
from portal.voice.rules import FileKind
from portal.voice.rules.files import Limits

NAMES = {
    ("photo", "image/jpeg"): "photo.jpg",
    ("photo", "image/png"): "photo.png",
    ("drawing", "image/jpeg"): "drawing.jpg",
    ("drawing", "image/png"): "drawing.png",
    ("voice", "audio/mpeg"): "voice.mp3",
    ("board", "image/svg+xml"): "cards.svg",
}
"""Neutral: a name is kept in histories and download lists. It never says whose it is."""


@dataclass
class FilesPage:
    """The three forms; the one that was sent stands in the place of its empty one."""

    photo: FileForm = field(default_factory=lambda: PhotoForm(formdata=None))
    drawing: FileForm = field(default_factory=lambda: DrawingForm(formdata=None))
    voice: FileForm = field(default_factory=lambda: VoiceForm(formdata=None))
    sent: FileForm | None = None

    @classmethod
    def with_sent(cls, form: FileForm) -> FilesPage:
        page = cls(sent=form)
        setattr(page, form.kind.value, form)
        return page


def form_sent(what: str | None) -> FileForm:
    """The form that was sent, by the kind it says; anything odd is taken for a photo."""
    return FORMS.get(what or "", PhotoForm)()


def limits() -> Limits:
    found = settings()
    return Limits(
        found.max_files,
        found.max_picture,
        found.max_sound,
        found.max_sound_seconds,
        found.clamd,
        found.max_files_day,
    )


def day_began() -> datetime:
    """When this day began, on the council's clocks."""
    zone = settings().time_zone
    return datetime.combine(clock.today(zone), time(), zone)


def most_body(found: Settings) -> int:
    """How large a form with a file may be: the largest file, and room for the rest of the form."""
    return max(found.max_picture, found.max_sound) + found.max_body


def name_of(kind: FileKind, media_type: str) -> str:
    return NAMES.get((kind.value, media_type), "file")


def label_of(kind: FileKind) -> str:
    """What a file is called on a page for staff."""
    names: dict[FileKind, str] = {
        FileKind.PHOTO: _("Photo"),
        FileKind.DRAWING: _("Drawing"),
        FileKind.VOICE: _("Voice note"),
        FileKind.BOARD: _("Sorting board"),
    }
    return names[kind]
