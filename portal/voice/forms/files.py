"""Adding a photo, a drawing or a voice note: one form each, on one page."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar
from uuid import UUID

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, StringField

from portal.kit.forms import AtMost, Form, Needed
from portal.voice.rules import FileKind
from portal.voice.rules.files import LONGEST_SAYS, Limits, Sent, WhyNot

_WORDS = {
    WhyNot.NOTHING_CHOSEN: _l("Pick a file first."),
    WhyNot.NOT_A_PICTURE: _l("We can't open this picture. Try another one, or take it again."),
    WhyNot.IS_HEIC: _l(
        "We can't open this kind of photo. Take the photo again from this page, or send a screenshot of it."
    ),
    WhyNot.NOT_A_SOUND: _l("We can't play this. Try to record it again."),
    WhyNot.TOO_MANY_PIXELS: _l("This picture is too large. Send a screenshot of it."),
    WhyNot.TOO_BIG: _l("This file is too big. Pick a smaller one."),
    WhyNot.INFECTED: _l("This file may harm a phone or computer. Pick another one."),
    WhyNot.ENOUGH_TODAY: _l("You have added a lot today. You can add more tomorrow. Your words are fine."),
    WhyNot.NO_SCANNER: _l(
        "We can't take files right now. Your words are fine. You can send them without it."
    ),
    WhyNot.BUSY: _l("Too many people send files right now. Wait a minute. Then try again."),
}


def words_for(why: WhyNot, limits: Limits) -> str:
    """What to do about it, in a young person's words."""
    said = str(_WORDS.get(why, ""))
    if why is WhyNot.TOO_LONG:
        said = ngettext(
            "This is too long. Keep it under %(num)d minute.",
            "This is too long. Keep it under %(num)d minutes.",
            max(1, limits.sound_seconds // 60),
        )
    elif why is WhyNot.TOO_MANY:
        said = ngettext(
            "You have added %(num)d. That is all. Take one off first.",
            "You have added %(num)d. That is all. Take one off first.",
            limits.most,
        )
    return said


class FileForm(Form):
    """One file, what it shows, and an id that makes sending it twice the same as once."""

    kind: ClassVar[FileKind]

    upload = HiddenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"{self.kind.value}-", **kwargs)
        if not self.upload.data:
            self.upload.data = str(uuid.uuid4())

    def upload_id(self) -> UUID:
        """The form's id; a damaged one is replaced."""
        try:
            return UUID(str(self.upload.data))
        except ValueError:
            return uuid.uuid4()

    def sent(self) -> Sent:
        """What came, whole: it is in memory already, and no larger than may be sent."""
        content = bytes(self.file.data.stream.read()) if self.file.data else b""
        bare = "bare" in self and bool(self.bare.data)
        return Sent(self.kind, content, self.says.data or "", may_be_indecent=bare)

    def refuse(self, words: str) -> None:
        """Say under the file what to do about it."""
        self.file.errors = [*self.file.errors, words]


class PhotoForm(FileForm):
    kind = FileKind.PHOTO

    file = FileField(_l("Pick or take a photo"), validators=[Needed(_l("Pick a photo first."))])
    says = StringField(_l("What does it show?"), validators=[AtMost(LONGEST_SAYS)])
    bare = BooleanField(_l("This may be a picture of somebody without clothes on"))


class DrawingForm(FileForm):
    kind = FileKind.DRAWING

    file = FileField(
        _l("Pick or take a photo of your drawing"),
        validators=[Needed(_l("Draw something, or pick a photo of it."))],
    )
    says = StringField(_l("What does it show?"), validators=[AtMost(LONGEST_SAYS)])


class VoiceForm(FileForm):
    kind = FileKind.VOICE

    file = FileField(_l("Record or pick a voice note"), validators=[Needed(_l("Record something first."))])
    says = StringField(_l("What is it about?"), validators=[AtMost(LONGEST_SAYS)])


FORMS: dict[str, type[FileForm]] = {form.kind.value: form for form in (PhotoForm, DrawingForm, VoiceForm)}
