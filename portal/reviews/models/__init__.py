"""reviews: tables, one file a matter."""

from __future__ import annotations

from portal.reviews.models.actions import ActionEvent, AgreedAction
from portal.reviews.models.challenges import IroChallenge, IroReport, IroStep, ReviewsQuarter
from portal.reviews.models.letters import (
    JargonWord,
    Letter,
    LetterFelt,
    LetterReply,
    LetterSample,
    LetterSending,
    LetterTranslation,
)
from portal.reviews.models.record import ReviewRecord
from portal.reviews.models.reviews import (
    BetweenReviews,
    LateReason,
    ManagersWord,
    Review,
    ReviewFelt,
    ReviewMeeting,
    ReviewTalk,
    ReviewWish,
)

__all__ = [
    "ActionEvent",
    "AgreedAction",
    "BetweenReviews",
    "IroChallenge",
    "IroReport",
    "IroStep",
    "JargonWord",
    "LateReason",
    "Letter",
    "LetterFelt",
    "LetterReply",
    "LetterSample",
    "LetterSending",
    "LetterTranslation",
    "ManagersWord",
    "Review",
    "ReviewFelt",
    "ReviewMeeting",
    "ReviewRecord",
    "ReviewTalk",
    "ReviewWish",
    "ReviewsQuarter",
]
