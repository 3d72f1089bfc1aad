"""The check-lists: papers, the health passport, the pathway plan, and how one gets each thing."""

from __future__ import annotations

from portal.kit.i18n import N_
from portal.rights.rules.lists import CheckList, ListLine

_PAPERS, _HEALTH, _PLAN = CheckList.PAPERS, CheckList.HEALTH, CheckList.PLAN

LINES = (
    ListLine("birth_certificate", _PAPERS, N_("Birth certificate"), N_("Your worker orders it. We pay.")),
    ListLine(
        "passport",
        _PAPERS,
        N_("Passport or travel papers"),
        N_("Your worker fills in the form with you. We pay."),
    ),
    ListLine(
        "ni_number",
        _PAPERS,
        N_("National Insurance number"),
        N_("It comes in a letter before you are 16. If it did not come, we ask for it with you."),
        first=15,
    ),
    ListLine(
        "bank_account",
        _PAPERS,
        N_("Bank account"),
        N_("Your worker or carer goes to the bank with you."),
    ),
    ListLine(
        "licence",
        _PAPERS,
        N_("Provisional driving licence"),
        N_("It shows who you are, even if you do not drive. Ask us to help pay for it."),
        first=15,
    ),
    ListLine(
        "photo_id",
        _PAPERS,
        N_("A card that shows your age"),
        N_("Ask your worker for a PASS card."),
        first=16,
    ),
    ListLine(
        "right_to_stay",
        _PAPERS,
        N_("Papers about staying in this country"),
        N_("Only if you need them. A lawyer helps you for free."),
    ),
    ListLine(
        "savings", _PAPERS, N_("Where my savings are"), N_("Your worker finds out where the account is.")
    ),
    ListLine(
        "doctor", _HEALTH, N_("A doctor and a dentist near me"), N_("Your worker or carer signs you up.")
    ),
    ListLine(
        "health_story",
        _HEALTH,
        N_("My health story on paper"),
        N_("The nurse for young people in care writes it with you. It is called a health passport."),
        first=15,
    ),
    ListLine(
        "nhs_number",
        _HEALTH,
        N_("My NHS number"),
        N_("Your doctor can tell you. It is in your health story."),
    ),
    ListLine(
        "jabs", _HEALTH, N_("A list of my jabs"), N_("It is in your health story. Your doctor has it too.")
    ),
    ListLine(
        "adviser", _PLAN, N_("I know who my personal adviser is"), N_("You get one from 16 on."), first=15
    ),
    ListLine(
        "plan",
        _PLAN,
        N_("I have my pathway plan"),
        N_("You make it with your worker. A copy is yours."),
        first=15,
    ),
    ListLine(
        "plan_mine",
        _PLAN,
        N_("What I want is in the plan"),
        N_("You can ask to change it at any time."),
        first=15,
    ),
    ListLine(
        "plan_new",
        _PLAN,
        N_("We looked at it in the last six months"),
        N_("You can ask to do it sooner."),
        first=15,
    ),
    ListLine(
        "where_after",
        _PLAN,
        N_("I know where I can live after 18"),
        N_("Ask what there is, and go and see it."),
        16,
    ),
)


def line_of(key: str) -> ListLine | None:
    """One line by its key, or None."""
    return next((one for one in LINES if one.key == key), None)
