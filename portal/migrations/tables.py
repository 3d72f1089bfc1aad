"""Imports every capability's tables, so that the metadata is whole."""

from portal.accounts import models as accounts
from portal.advocacy import models as advocacy
from portal.audit import models as audit
from portal.coding import models as coding
from portal.complaints import models as complaints
from portal.deadlines import models as deadlines
from portal.filing import models as filing
from portal.information import models as information
from portal.listening import models as listening
from portal.nameless import models as nameless
from portal.notices import models as notices
from portal.outcomes import models as outcomes
from portal.panels import models as panels
from portal.participation import models as participation
from portal.people import models as people
from portal.records import models as records
from portal.reviews import models as reviews
from portal.rights import models as rights
from portal.sorting import models as sorting
from portal.surveys import models as surveys
from portal.vault import models as vault
from portal.voice import models as voice

__all__ = [
    "accounts",
    "advocacy",
    "audit",
    "coding",
    "complaints",
    "deadlines",
    "filing",
    "information",
    "listening",
    "nameless",
    "notices",
    "outcomes",
    "panels",
    "participation",
    "people",
    "records",
    "reviews",
    "rights",
    "sorting",
    "surveys",
    "vault",
    "voice",
]
