"""Made-up answers for the demo, by theme: what we understood, and what we will do or why we can't."""

from __future__ import annotations

from typing import NamedTuple


class DemoAnswer(NamedTuple):
    """`will_do` or `reason` is given, never both."""

    understood: str
    will_do: str = ""
    reason: str = ""


ANSWERS: dict[str, list[DemoAnswer]] = {
    "family_time": [
        DemoAnswer(
            "You want family time to stay when we say it will be, and to be told first if it changes.",
            will_do="I will ring you the same day if it has to change, and tell you why.",
        ),
        DemoAnswer(
            "You want to see your family more often.",
            reason="A judge decides how often. I have asked for it to be looked at again.",
        ),
    ],
    "social_worker": [
        DemoAnswer(
            "You want your social worker to come when they say they will.",
            will_do="I have put the next four visits in the diary. If I can't come I will ring you myself.",
        )
    ],
    "home": [
        DemoAnswer(
            "You told us what it is like where you live and what should be different.",
            will_do="I will come on Thursday and we will talk about it with your carer, if you want me to.",
        )
    ],
    "moving": [
        DemoAnswer(
            "You want to know about a move before it happens, and to have proper bags.",
            will_do="You will see the new place first. I have ordered two cases for your things.",
        ),
        DemoAnswer(
            "You do not want to move.",
            reason="The home is closing, so we can't keep you there. We were told late too. I am sorry.",
        ),
    ],
    "school": [
        DemoAnswer(
            "School is not working the way it should for you.",
            will_do="I will meet your teacher with you and we will change the plan together.",
        )
    ],
    "friends": [
        DemoAnswer(
            "You want to see your friends outside school.",
            will_do="Your carer can say yes to this without asking us. I have told them so in writing.",
        )
    ],
    "safety": [
        DemoAnswer(
            "You told us that you do not feel safe there.",
            will_do="I am coming to see you on your own this week. Nobody there will know what you wrote.",
        )
    ],
    "health": [
        DemoAnswer("You are waiting for an appointment.", will_do="I rang them. I will take you myself.")
    ],
    "feelings": [
        DemoAnswer(
            "Things feel hard at the moment.",
            will_do="I would like to come and listen. We can also find somebody else for you to talk to.",
        )
    ],
    "listened": [
        DemoAnswer(
            "You want people to hear you in your meetings.",
            will_do="You can say who comes and where it is. I will ask you before each one.",
        )
    ],
    "records": [
        DemoAnswer(
            "You want to know what is written about you.",
            will_do="I will go through it with you. You can ask for all of it and I will help you ask.",
        )
    ],
    "money": [
        DemoAnswer(
            "You need to know what money you get.",
            will_do="I have sent you the list and checked it was paid.",
        )
    ],
    "leaving_care": [
        DemoAnswer(
            "You are worried about living on your own.",
            will_do="We will make the plan together. You can stay where you are until you are 21.",
        )
    ],
    "work": [
        DemoAnswer(
            "You want a chance at work.", will_do="I have asked for a place for you to try for two weeks."
        )
    ],
    "rights": [
        DemoAnswer("You want to know your rights.", will_do="I will bring the list and we read it together.")
    ],
    "identity": [
        DemoAnswer(
            "It matters to you who you are and where you come from.",
            will_do="I will talk with your carer about it, and find somebody who knows more than I do.",
        )
    ],
    "activities": [
        DemoAnswer("You want to do more of what you like.", will_do="I have asked for the money for a term."),
        DemoAnswer(
            "You asked for something for the garden.",
            reason="The landlord says no to it because of the wall. I asked twice. I am sorry.",
        ),
    ],
    "fairness": [
        DemoAnswer(
            "You want to be treated like everybody else.", will_do="I will talk to them about it this week."
        )
    ],
}
GOOD_NEWS = DemoAnswer(
    "You told us something good.", will_do="Thank you for telling us. I have told the people it is about."
)
