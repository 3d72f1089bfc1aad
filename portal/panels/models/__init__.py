"""What the panel has: meetings with their papers, challenges with their history."""

from __future__ import annotations

from portal.panels.models.agenda import Agenda, AgendaItem
from portal.panels.models.annual import AnnualReport
from portal.panels.models.challenges import Challenge, ChallengeEvidence, ChallengeStep
from portal.panels.models.cycle import PlannedMeeting, Rhythm
from portal.panels.models.measures import Measure, MeasureMiss, MeasureTarget, MeasureValue
from portal.panels.models.meetings import Meeting, MeetingQuote
from portal.panels.models.members import Cost, Membership, PanelTerms, Training, Vote
from portal.panels.models.packs import PackSection, PublicPaper, SignOff, Writer
from portal.panels.models.plan import BoardReport, BoardRhythm, PlanAction, PlanSent, PlanStep

__all__ = [
    "Agenda",
    "AgendaItem",
    "AnnualReport",
    "BoardReport",
    "BoardRhythm",
    "Challenge",
    "ChallengeEvidence",
    "ChallengeStep",
    "Cost",
    "Measure",
    "MeasureMiss",
    "MeasureTarget",
    "MeasureValue",
    "Meeting",
    "MeetingQuote",
    "Membership",
    "PackSection",
    "PanelTerms",
    "PlanAction",
    "PlanSent",
    "PlanStep",
    "PlannedMeeting",
    "PublicPaper",
    "Rhythm",
    "SignOff",
    "Training",
    "Vote",
    "Writer",
]
