"""Tables of access to records."""

from portal.records.models.board import RecordsCalendar, RequestName
from portal.records.models.figures import RecordsQuarter
from portal.records.models.finding import Search, SearchChange
from portal.records.models.giving import Download, Feeling, Meeting, Questioning, Release, Volume
from portal.records.models.reading import Document, HarmQuestion, Leaf, PersonNamed, Redaction
from portal.records.models.request import (
    RecordsRequest,
    RequestDraft,
    RequestEvent,
    RequestKey,
    RequestMessage,
)
from portal.records.models.story import Book, Chapter

__all__ = [
    "Book",
    "Chapter",
    "Document",
    "Download",
    "Feeling",
    "HarmQuestion",
    "Leaf",
    "Meeting",
    "PersonNamed",
    "Questioning",
    "RecordsCalendar",
    "RecordsQuarter",
    "RecordsRequest",
    "Redaction",
    "Release",
    "RequestDraft",
    "RequestEvent",
    "RequestKey",
    "RequestMessage",
    "RequestName",
    "Search",
    "SearchChange",
    "Volume",
]
