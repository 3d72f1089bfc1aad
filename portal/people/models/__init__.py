"""Young people and what is known about them. Names, numbers, dates of birth and postcodes are sealed."""

from portal.people.models.care import Episode, ReviewHeld, ReviewPlanned, SupportSpan
from portal.people.models.links import CareLink, KeptApart
from portal.people.models.numbers import Identifier, Merge, NotTheSame, StaffIdentifier, WorkerTeam
from portal.people.models.who import NameToken, YoungPerson

__all__ = [
    "CareLink",
    "Episode",
    "Identifier",
    "KeptApart",
    "Merge",
    "NameToken",
    "NotTheSame",
    "ReviewHeld",
    "ReviewPlanned",
    "StaffIdentifier",
    "SupportSpan",
    "WorkerTeam",
    "YoungPerson",
]
