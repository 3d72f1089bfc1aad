"""voice: tables, one file a matter."""

from __future__ import annotations

from portal.voice.models.after import Addition, Filing
from portal.voice.models.alone import AloneCard, PersonPhoto
from portal.voice.models.answering import AskedToAnswer
from portal.voice.models.capture import Capture, CaptureDraft
from portal.voice.models.desk import Firing, HandOver, Proved
from portal.voice.models.files import Attachment
from portal.voice.models.said import (
    Answer,
    Call,
    Concern,
    Draft,
    Handling,
    Recipient,
    Share,
    Statement,
    Topic,
)
from portal.voice.models.saying import BoardCard, LookChosen, Reply

__all__ = [
    "Addition",
    "AloneCard",
    "Answer",
    "AskedToAnswer",
    "Attachment",
    "BoardCard",
    "Call",
    "Capture",
    "CaptureDraft",
    "Concern",
    "Draft",
    "Filing",
    "Firing",
    "HandOver",
    "Handling",
    "LookChosen",
    "PersonPhoto",
    "Proved",
    "Recipient",
    "Reply",
    "Share",
    "Statement",
    "Topic",
]
