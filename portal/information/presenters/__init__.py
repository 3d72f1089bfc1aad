"""What is held, in plain words, and why the law lets us: the pages and the notice are made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l


@dataclass(frozen=True)
class Held:
    """One kind of thing: where it comes from, why it is kept, for how long, who can see it, by what law."""

    picture: str
    what: Any
    source: Any
    why: Any
    seen_by: Any
    how_long: Any
    law: str


_JOB = "UK GDPR art 6(1)(e), 9(2)(g); Children Act 1989 s22"
_CARE_FILE = _l("Until you would be 75. The law says so.")
HELD = (
    Held(
        "me",
        _l("Who you are: your name, your birthday, where you live"),
        _l("From the council's own files"),
        _l("So that we know it is you, and who works with you"),
        _l("People who work with you, and a few who keep this in order"),
        _CARE_FILE,
        _JOB,
    ),
    Held(
        "say",
        _l("What you told us, and our answers"),
        _l("From you"),
        _l("So that somebody reads it, answers, and does something"),
        _l("Our safety team, the people you picked, and those they had to ask"),
        _CARE_FILE,
        _JOB,
    ),
    Held(
        "letter",
        _l("Your reviews, letters, and what was agreed"),
        _l("From you and the people who plan for you"),
        _l("So that what was agreed happens"),
        _l("The person who leads your reviews, and those who work with you"),
        _CARE_FILE,
        "Care Planning Regulations 2010, regs 32 to 38, 50",
    ),
    Held(
        "answers",
        _l("Complaints, and asking for your records"),
        _l("From you"),
        _l("So that you get an answer by a set day"),
        _l("The few people who work on it. Never somebody you complain about"),
        _CARE_FILE,
        "Children Act 1989 s26; UK GDPR arts 12 to 15",
    ),
    Held(
        "people",
        _l("That you wanted an advocate. What you told them is theirs"),
        _l("From you"),
        _l("So that somebody comes"),
        _l("The advocates. The council sees only that you asked"),
        _CARE_FILE,
        "Children Act 1989 s26A",
    ),
    Held(
        "friends",
        _l("Groups you are in, ideas and votes"),
        _l("From you"),
        _l("So that you can change things together"),
        _l("The people who run the groups. Others see only what you chose"),
        _l("While you are in a group, and then with your file"),
        "UK GDPR art 6(1)(e); Children Act 1989 s22(4)",
    ),
    Held(
        "eye",
        _l("Who opened your things, and when"),
        _l("This site writes it down by itself"),
        _l("So that you can check on us"),
        _l("You, and the people who look into it if something went wrong"),
        _CARE_FILE,
        "UK GDPR arts 5(1)(f), 5(2)",
    ),
)
FACES = ("little", "8-11", "12-17", "leaver")


def face_for(age: int | None) -> str:
    """Which of the four notices fits."""
    if age is None:
        return "12-17"
    if age < 8:
        return "little"
    if age < 12:
        return "8-11"
    return "12-17" if age < 18 else "leaver"
