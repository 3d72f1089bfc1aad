"""Imports every capability's tables, so that the metadata is whole."""

from portal.accounts import models as accounts
from portal.audit import models as audit
from portal.coding import models as coding
from portal.deadlines import models as deadlines
from portal.filing import models as filing
from portal.listening import models as listening
from portal.nameless import models as nameless
from portal.notices import models as notices
from portal.outcomes import models as outcomes
from portal.panels import models as panels
from portal.people import models as people
from portal.records import models as records
from portal.reviews import models as reviews
from portal.sorting import models as sorting
from portal.surveys import models as surveys
from portal.vault import models as vault
from portal.voice import models as voice

__all__ = [
    "accounts",
    "audit",
    "coding",
    "deadlines",
    "filing",
    "listening",
    "nameless",
    "notices",
    "outcomes",
    "panels",
    "people",
    "records",
    "reviews",
    "sorting",
    "surveys",
    "vault",
    "voice",
]
