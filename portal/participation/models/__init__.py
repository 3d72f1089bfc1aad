"""Participation: tables, one file a matter."""

from __future__ import annotations

from portal.participation.models.apart import MustNotMeet
from portal.participation.models.awards import Award, AwardLike, Certificate, ThankYou
from portal.participation.models.consultations import Consultation, ConsultationPart
from portal.participation.models.groups import CoverageQuarter, Group, Membership, WelfareNote
from portal.participation.models.ideas import (
    Idea,
    IdeaEvent,
    IdeaQuarter,
    IdeaSupport,
    Piece,
    PieceReport,
)
from portal.participation.models.meetings import AgendaPoint, AgendaVote, GroupMeeting, MeetingComing
from portal.participation.models.minutes import (
    GroupAction,
    GroupActionStep,
    MinutePoint,
    SessionPick,
    SessionQuote,
)
from portal.participation.models.offers import InfluenceQuarter, RoomOffer, RoomPlace
from portal.participation.models.pledge import (
    PledgeAnswer,
    PledgeRound,
    PledgeSheet,
    Promise,
    PromiseVersion,
)

__all__ = [
    "AgendaPoint",
    "AgendaVote",
    "Award",
    "AwardLike",
    "Certificate",
    "Consultation",
    "ConsultationPart",
    "CoverageQuarter",
    "Group",
    "GroupAction",
    "GroupActionStep",
    "GroupMeeting",
    "Idea",
    "IdeaEvent",
    "IdeaQuarter",
    "IdeaSupport",
    "InfluenceQuarter",
    "MeetingComing",
    "Membership",
    "MinutePoint",
    "MustNotMeet",
    "Piece",
    "PieceReport",
    "PledgeAnswer",
    "PledgeRound",
    "PledgeSheet",
    "Promise",
    "PromiseVersion",
    "RoomOffer",
    "RoomPlace",
    "SessionPick",
    "SessionQuote",
    "ThankYou",
    "WelfareNote",
]
