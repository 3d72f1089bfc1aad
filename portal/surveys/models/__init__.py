"""surveys: tables, one file a matter."""

from __future__ import annotations

from portal.surveys.models.answers import (
    SurveyAnswer,
    SurveyAnswered,
    SurveyDraft,
    SurveyIntake,
    SurveyIntakeUsed,
    SurveyNamedAnswer,
    SurveyPaper,
    SurveyTheme,
    SurveyWords,
)
from portal.surveys.models.surveys import Survey, SurveyVersion
from portal.surveys.models.waves import Invitation, Wave, WaveCounts, WaveOutcome

__all__ = [
    "Invitation",
    "Survey",
    "SurveyAnswer",
    "SurveyAnswered",
    "SurveyDraft",
    "SurveyIntake",
    "SurveyIntakeUsed",
    "SurveyNamedAnswer",
    "SurveyPaper",
    "SurveyTheme",
    "SurveyVersion",
    "SurveyWords",
    "Wave",
    "WaveCounts",
    "WaveOutcome",
]
