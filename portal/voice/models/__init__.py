"""voice: tables, one file a matter."""

from __future__ import annotations

from portal.voice.models.after import Addition
from portal.voice.models.alone import AloneCard, PersonPhoto
from portal.voice.models.capture import Capture
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
    "Attachment",
    "BoardCard",
    "Call",
    "Capture",
    "Concern",
    "Draft",
    "Handling",
    "LookChosen",
    "PersonPhoto",
    "Recipient",
    "Reply",
    "Share",
    "Statement",
    "Topic",
]
