"""Made-up comments that belong to each theme, and ones that only look it, with where they go instead."""

from __future__ import annotations


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


INCLUDE: dict[str, tuple[str, ...]] = {
    "family_time": _lines(
        """I want to see my little sister more often
        Contact was cancelled again and nobody told me"""
    ),
    "social_worker": _lines(
        """My social worker never rings me back
        I have had five different workers"""
    ),
    "home": _lines(
        """My carers make me feel part of the family
        The food here is horrible"""
    ),
    "moving": _lines(
        """I was told the same day that I had to move
        I don't want to move again"""
    ),
    "school": _lines(
        """My teacher helps me catch up
        I keep getting sent home from school"""
    ),
    "friends": _lines(
        """I am not allowed to have my friends over
        I made a new friend"""
    ),
    "safety": _lines(
        """The older boys here scare me
        I get called names on the bus"""
    ),
    "health": _lines(
        """I have been waiting ages for the dentist
        Nobody tells me what my medicine does"""
    ),
    "feelings": _lines(
        """I feel sad a lot and nobody notices
        I am happier than I was"""
    ),
    "listened": _lines(
        """They decided it before my review
        My reviewing officer asked what I wanted"""
    ),
    "records": _lines(
        """I want to know why I came into care
        They lost my baby photos"""
    ),
    "money": _lines(
        """I don't get my pocket money on time
        I can't afford the bus"""
    ),
    "leaving_care": _lines(
        """I turn 18 soon and don't know where I will live
        My flat is damp and nobody comes"""
    ),
    "work": _lines(
        """I would like help to find an apprenticeship
        I started a weekend job"""
    ),
    "rights": _lines(
        """I don't know who to complain to
        My advocate spoke up for me"""
    ),
    "identity": _lines(
        """Nobody here cooks the food I grew up with
        I want people to use my real name"""
    ),
    "activities": _lines(
        """I want to join the football club
        There is nothing to do in the holidays"""
    ),
    "fairness": _lines(
        """My friends can go out without forms and I can't
        Stop treating me differently because I am in care"""
    ),
    "staff": _lines(
        """I have too many children to see them properly
        Supervision keeps being cancelled"""
    ),
}

EXCLUDE: dict[str, tuple[str, ...]] = {
    "family_time": ("My foster family took me to the sea (home)",),
    "social_worker": ("My key worker at the home is kind (home)",),
    "home": ("I had to leave my home with a day's notice (moving)",),
    "moving": ("I moved into my own flat at 18 (leaving care)",),
    "school": ("I start an apprenticeship in September (work)",),
    "friends": ("The other children at school hit me (safety)",),
    "safety": ("I worry about my exams (feelings)",),
    "health": ("I feel low and want to talk to somebody (feelings)",),
    "feelings": ("I have waited a year for my glasses (health)",),
    "listened": ("I want to make a complaint (rights)",),
    "records": ("They write down what I say at my review (listened)",),
    "money": ("My wages are low because of my shifts (work)",),
    "leaving_care": ("I don't like my room at the home (home)",),
    "work": ("I passed my exams at college (school)",),
    "rights": ("Nobody asked me before the meeting (listened)",),
    "identity": ("I don't know why I came into care (records)",),
    "activities": ("I play football with my mates after school (friends as well)",),
    "fairness": ("The rules of the house are too strict (home)",),
    "staff": ("My social worker is always off sick, said by a young person (social worker)",),
}
