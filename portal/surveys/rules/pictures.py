"""The pictures an option may have, by their names in the sprite of young people's pages. Pure."""

from __future__ import annotations

PICTURES = (
    "home", "family_time", "friends", "people", "social_worker", "me", "school", "work", "activities",
    "food", "sleep", "health", "feelings", "heart", "safety", "shield", "listened", "say", "fairness",
    "rights", "promise", "identity", "moving", "leaving_care", "money", "phone", "records", "letter",
    "pencil", "speaker", "clock", "key", "lock", "language", "help", "eye", "tick", "face-very_good",
    "face-good", "face-mixed", "face-bad", "face-very_bad",
)  # fmt: skip
