"""The welcome packs: what somebody who comes into care is told first, in the words of their age.

Marked for translation, English here. A council's own file puts its own lines in the place of a part
(`welcome_own.py`).
"""

from __future__ import annotations

from portal.kit.i18n import N_
from portal.rights.rules.welcome import Pack, Section

_SCHOOL_OLDER = Section(
    "school",
    N_("School and work"),
    "school",
    (
        N_("We try hard to keep you at the school or college you have now."),
        N_("You make a plan for your learning with a teacher. In it you say what you need."),
        N_("Do you have a job? Tell us. You can keep it."),
    ),
)
_THINGS = Section(
    "things",
    N_("Your things"),
    "moving",
    (
        N_("Your things are yours. They come with you, and not in bin bags."),
        N_("Did something stay behind? Tell us what. We try to get it."),
        N_("You get what you need now: clothes, things to wash with, things for school."),
    ),
)
_TELL = Section(
    "tell",
    N_("Who to tell"),
    "say",
    (
        N_("You can say how you are here, at any time. A person reads it and answers you."),
        N_("Is something not right? Are you not safe? Say it here, or ring us. Each page has the numbers."),
        N_("You can have an advocate. They are on your side and do not work for us. It is free."),
    ),
)
_WORDS = Section(
    "words",
    N_("Words you will hear"),
    "listened",
    (
        N_("Review: a meeting about how things are for you. You can say how you want it."),
        N_("Independent Reviewing Officer: they lead your reviews. They check that we do what we said."),
        N_("Care plan: what we do so that you are well, and who does it."),
        N_("Advocate: a person who helps you be heard."),
    ),
)

_LITTLE = (
    Section(
        "happening",
        N_("What is happening"),
        "home",
        (
            N_("You have a new place to live."),
            N_("Grown-ups here look after you."),
            N_("It is not your fault."),
        ),
    ),
    Section(
        "people",
        N_("Who is who"),
        "people",
        (
            N_("Your carer cooks and plays with you."),
            N_("Your social worker visits you. You can ask them things."),
        ),
    ),
    Section(
        "things",
        N_("Your things"),
        "moving",
        (N_("Your toys and clothes are yours."), N_("Is something missing? Tell a grown-up.")),
    ),
    Section(
        "family",
        N_("Your family"),
        "heart",
        (N_("You can miss them. You can talk about them."), N_("We tell you when you can see them.")),
    ),
    Section("school", N_("School"), "school", (N_("You go to school. We tell you which one."),)),
    Section(
        "feelings",
        N_("How you feel"),
        "face-mixed",
        (N_("You can be sad or cross or happy."), N_("A cuddle or a talk can help.")),
    ),
    Section(
        "rights",
        N_("Your rights"),
        "shield",
        (N_("You must be safe."), N_("Nobody may hurt you."), N_("We must listen to you.")),
    ),
    Section(
        "tell",
        N_("Who to tell"),
        "say",
        (N_("Are you sad or scared? Tell a grown-up you like."), N_("You can tell us here too.")),
    ),
    Section(
        "words",
        N_("Words you will hear"),
        "listened",
        (
            N_("Care: other grown-ups look after you for now."),
            N_("Review: a meeting about you. It is to help you."),
        ),
    ),
)

_CHILD = (
    Section(
        "happening",
        N_("What is happening"),
        "home",
        (
            N_("You live with somebody new for now. It is called being in care."),
            N_("It is not your fault. Grown-ups decided it to keep you safe."),
            N_("We do not know yet how long. When we know, we tell you."),
        ),
    ),
    Section(
        "people",
        N_("Who is who"),
        "people",
        (
            N_("Your carer looks after you each day."),
            N_("Your social worker comes to see you. You can talk to them alone."),
            N_("Another person leads the meetings about you. They check that we keep our word."),
        ),
    ),
    _THINGS,
    Section(
        "family",
        N_("Your family"),
        "heart",
        (
            N_("You can love your family and be cross with them too."),
            N_("We help you see them or talk to them, if it is safe. If we say no, we tell you why."),
            N_("Do you have brothers or sisters? You can ask to live with them or to see them."),
        ),
    ),
    Section(
        "school",
        N_("School"),
        "school",
        (
            N_("We try hard to keep you at your school."),
            N_("There is a teacher who helps children in care. You choose who else knows."),
        ),
    ),
    Section(
        "feelings",
        N_("How you feel"),
        "face-mixed",
        (
            N_("You may feel sad, cross, scared, or nothing at all. All of that is fine."),
            N_("Your first night may be odd. You can ask for a light, a drink, or a talk."),
            N_("If it stays hard, tell somebody. There are people whose job it is to help with feelings."),
        ),
    ),
    Section(
        "rights",
        N_("Your rights"),
        "shield",
        (
            N_("You must be safe, well and fed. Nobody may hurt you."),
            N_("You can say what you want, and we must listen. If we say no, we tell you why."),
            N_("You can ask what is written about you."),
        ),
    ),
    _TELL,
    _WORDS,
)

_TEEN = (
    Section(
        "happening",
        N_("What is happening"),
        "home",
        (
            N_("You are in care. It means that the council must make sure you are looked after well."),
            N_(
                "It can be because a court said so, or because your family and we agreed. Ask us which it is."
            ),
            N_("You have a say in what comes next: where you live, who you see, what the plan is."),
        ),
    ),
    Section(
        "people",
        N_("Who is who"),
        "people",
        (
            N_("Your social worker makes the plan with you. You can talk to them without your carer there."),
            N_("Your carers or key worker look after you each day."),
            N_("Your Independent Reviewing Officer leads your reviews. You can ask to see them alone."),
        ),
    ),
    _THINGS,
    Section(
        "family",
        N_("Your family and friends"),
        "heart",
        (
            N_("You can ask to see or ring your family, your brothers and sisters, and your friends."),
            N_("If we say no to something, we must tell you the true reason."),
            N_("You do not have to see anybody you do not want to see."),
        ),
    ),
    Section(
        "school",
        N_("School"),
        "school",
        (
            N_("We try hard to keep you at your school. If you must change, you come first for a good one."),
            N_("You make a plan for your learning with a teacher. In it you say what you need."),
            N_("You choose who at school knows that you are in care."),
        ),
    ),
    Section(
        "feelings",
        N_("How you feel"),
        "face-mixed",
        (
            N_("You may feel angry, sad, relieved, or all at once. None of it is wrong."),
            N_("You do not have to talk. When you want to, pick who with."),
            N_("You can ask for somebody who is trained to help with feelings."),
        ),
    ),
    Section(
        "rights",
        N_("Your rights"),
        "shield",
        (
            N_("You must be safe. Nobody may hurt you, shame you, or lock you in."),
            N_("You have a right to be heard, to see your plan, and to see what is written about you."),
            N_("You get pocket money, money for clothes, and money is saved for you."),
        ),
    ),
    _TELL,
    _WORDS,
)

_OLDER = (
    Section(
        "happening",
        N_("What is happening"),
        "home",
        (
            N_(
                "You are in care. The council must make sure that you have a safe home and people around you."
            ),
            N_("From 16 on you get a personal adviser and a new plan: what you want, and who helps."),
            N_("Nobody should rush you. You do not have to live alone at 16 or 17."),
        ),
    ),
    _TEEN[1],
    _THINGS,
    _TEEN[3],
    _SCHOOL_OLDER,
    _TEEN[5],
    Section(
        "rights",
        N_("Your rights"),
        "shield",
        (
            N_("You must be safe. Nobody may hurt you, shame you, or lock you in."),
            N_("You have a right to be heard, to see your plan, and to see what is written about you."),
            N_("Help does not end at 18. You can have a personal adviser until you are 25."),
        ),
    ),
    _TELL,
    _WORDS,
)

_ALONE = (
    Section(
        "happening",
        N_("What is happening"),
        "home",
        (
            N_("You came to this country without your parents. Here the council looks after you."),
            N_("We are not the police. We are not the people who decide if you can stay."),
            N_("You have not done anything wrong by coming here."),
        ),
    ),
    Section(
        "people",
        N_("Who is who"),
        "people",
        (
            N_("Your social worker makes a plan with you. Ask them anything."),
            N_("You can always have an interpreter. It is free. You can ask for a man or a woman."),
            N_("A lawyer helps you ask to stay. It is free. What you tell your lawyer stays with them."),
        ),
    ),
    _THINGS,
    Section(
        "family",
        N_("Your family"),
        "heart",
        (
            N_("Do you not know where your family is? The Red Cross can look for them, if you want it."),
            N_("We do not tell people in your home country that you are here, unless you say so."),
            N_("We help you meet people who speak your language."),
        ),
    ),
    Section(
        "school",
        N_("School"),
        "school",
        (
            N_("You can go to school or college. It is free."),
            N_("You can learn English there. You do not have to know it first."),
        ),
    ),
    Section(
        "feelings",
        N_("How you feel"),
        "face-mixed",
        (
            N_("Bad dreams, no sleep, being far away in your head: many have this after a hard road."),
            N_("A doctor can help. It is free. A doctor keeps it to themselves, unless you are in danger."),
        ),
    ),
    Section(
        "rights",
        N_("Your rights"),
        "shield",
        (
            N_("You have the same rights as each child in care here."),
            N_("You can keep your faith: food, prayer, clothes, a place to go."),
            N_("If somebody says that you are older than you are, you can have an advocate and a lawyer."),
            N_("If somebody wants money from you, or makes you work, tell us. We keep you safe from them."),
        ),
    ),
    _TELL,
    _WORDS,
)

PACKS: dict[Pack, tuple[Section, ...]] = {
    Pack.LITTLE: _LITTLE,
    Pack.CHILD: _CHILD,
    Pack.TEEN: _TEEN,
    Pack.OLDER: _OLDER,
    Pack.ALONE: _ALONE,
}
