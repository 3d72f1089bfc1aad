"""Pages of files that were sent: looked at, read, searched for names, and released with boxes burned in.

Bytes in, bytes out: nothing here knows a database or a page of ours. Whatever opens a file does so in a
process apart (`child`); nothing is written to disk."""

from portal.documents.leaves.binding import bind
from portal.documents.leaves.burning import burn, burn_part
from portal.documents.leaves.finding import Hit, Pattern, areas_of, find, secrets_of, whole_words
from portal.documents.leaves.looking import (
    MOST_BYTES,
    MOST_PAGES,
    can_read_scans,
    look_at,
    page_picture,
    page_pictures,
    page_words,
    pages_words,
)
from portal.documents.leaves.parts import NotAPart
from portal.documents.leaves.proof import prove_clean
from portal.documents.leaves.shapes import (
    Area,
    Drawn,
    Fault,
    Finding,
    Hidden,
    How,
    Kind,
    Looked,
    Mark,
    NotDrawn,
    Read,
    Size,
    Trace,
    Word,
)
from portal.kit.apart import TooBusy

__all__ = [
    "MOST_BYTES",
    "MOST_PAGES",
    "Area",
    "Drawn",
    "Fault",
    "Finding",
    "Hidden",
    "Hit",
    "How",
    "Kind",
    "Looked",
    "Mark",
    "NotAPart",
    "NotDrawn",
    "Pattern",
    "Read",
    "Size",
    "TooBusy",
    "Trace",
    "Word",
    "areas_of",
    "bind",
    "burn",
    "burn_part",
    "can_read_scans",
    "find",
    "look_at",
    "page_picture",
    "page_pictures",
    "page_words",
    "pages_words",
    "prove_clean",
    "secrets_of",
    "whole_words",
]
