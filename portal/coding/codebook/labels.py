"""What each theme is called, for adults and for children, and which of the council's promises it belongs
to.
"""

from __future__ import annotations

from dataclasses import dataclass

from portal.kit.i18n import N_


@dataclass(frozen=True, slots=True)
class Label:
    """The names of one theme; `promise` is one of the demo's promises."""

    key: str
    adult: str
    child: str
    description: str
    promise: str
    for_children: bool = True
    from_age: int | None = None
    to_age: int | None = None


LABELS = (
    Label(
        "family_time",
        N_("Family time"),
        N_("My family"),
        N_("Seeing, ringing and missing parents, brothers, sisters and family; how and where they meet."),
        "identity",
    ),
    Label(
        "social_worker",
        N_("Social worker or personal adviser"),
        N_("My worker"),
        N_("The worker: changes of worker, keeping in touch, keeping their word, trust."),
        "involvement",
    ),
    Label(
        "home",
        N_("Home and carers"),
        N_("Where I live"),
        N_("The people a young person lives with and the place: carers, room, food, house rules."),
        "home",
    ),
    Label(
        "moving",
        N_("Moving and stability"),
        N_("Moving home"),
        N_("Moving, how much warning there was, how things were packed, wanting to stay."),
        "home",
    ),
    Label(
        "school",
        N_("School, college and learning"),
        N_("School"),
        N_("School, college, university, teachers, exams, exclusion, help with learning."),
        "education",
    ),
    Label(
        "friends",
        N_("Friends"),
        N_("My friends"),
        N_("Making, seeing and keeping friends; sleepovers; losing friends by moving."),
        "identity",
    ),
    Label(
        "safety",
        N_("Safety and bullying"),
        N_("Feeling safe"),
        N_("Feeling safe or unsafe, bullying, at home, in the area, at school and online."),
        "home",
    ),
    Label(
        "health",
        N_("Health"),
        N_("My health"),
        N_(
            "Doctor, dentist, optician, medicines, disability, food and fitness, waiting for health services."
        ),
        "health",
    ),
    Label(
        "feelings",
        N_("Feelings and wellbeing"),
        N_("My feelings"),
        N_("Happy, sad, angry, worried; mental health and help with it."),
        "health",
    ),
    Label(
        "listened",
        N_("Being heard: reviews, meetings, plans"),
        N_("Being listened to"),
        N_("Having a say in reviews, meetings and plans; being told, asked and believed."),
        "involvement",
    ),
    Label(
        "records",
        N_("Records, photos and life story"),
        N_("My story and photos"),
        N_("Files and what is written in them, life story work, photos, knowing why they are in care."),
        "identity",
    ),
    Label(
        "money",
        N_("Money"),
        N_("Money"),
        N_("Pocket money, savings, allowances, benefits, bank, bills and what things cost."),
        "future",
    ),
    Label(
        "leaving_care",
        N_("Leaving care and own home"),
        N_("Living on my own"),
        N_("Getting ready to leave care, own flat, supported lodgings, staying put, setting up home."),
        "future",
        from_age=15,
    ),
    Label(
        "work",
        N_("Work and training"),
        N_("Jobs and training"),
        N_("Jobs, apprenticeships, work experience, CVs, courses that lead to work."),
        "future",
        from_age=15,
    ),
    Label(
        "rights",
        N_("Rights, complaints and advocacy"),
        N_("My rights"),
        N_("Knowing one's rights, complaining, having an advocate, promises kept or not."),
        "involvement",
    ),
    Label(
        "identity",
        N_("Identity, faith and culture"),
        N_("Being me"),
        N_("Faith, culture, language, hair and food, being LGBTQ+, nationality and immigration papers."),
        "identity",
    ),
    Label(
        "activities",
        N_("Activities and fun"),
        N_("Fun things to do"),
        N_("Hobbies, sport, clubs, trips, holidays, games."),
        "education",
    ),
    Label(
        "fairness",
        N_("Being treated as normal"),
        N_("Being treated fairly"),
        N_("Being trusted and treated like others of the same age; no stigma, no label of being in care."),
        "involvement",
    ),
    Label(
        "staff",
        N_("Staff and services"),
        N_("Staff"),
        N_("Workload, supervision, training, morale, systems and partners: what staff say about their work."),
        "involvement",
        for_children=False,
    ),
)
