"""The check's word lists: our own words for the case, words that blame, and how to say "you" of somebody.

From what young people in care asked councils to stop saying, in our own words. A council adds and takes off
words on a page of its own; these are what it begins with."""

from __future__ import annotations

from portal.disclosure.mark_words import word_set
from portal.plainwords.jargon import SAY_INSTEAD

_MORE = {
    "sw": "social worker",
    "yp": "you",
    "iro": "I (say who you are)",
    "pep": "plan for school",
    "pep meeting": "meeting about school",
    "ehcp": "plan for help at school",
    "senco": "teacher who plans help",
    "camhs": "the team that helps with feelings",
    "sdq": "questions about how you feel",
    "cic": "child in care",
    "lac review": "review",
    "lac nurse": "nurse",
    "iha": "health check",
    "rha": "health check",
    "section 20": "an agreement with your family",
    "s20": "an agreement with your family",
    "care order": "the court's decision that we look after you",
    "permanence": "where you will grow up",
    "permanency": "where you will grow up",
    "reunification": "going home to your family",
    "rehabilitation home": "going home to your family",
    "placement move": "moving home",
    "matching": "finding the right home",
    "birth family": "family",
    "birth mother": "mum",
    "birth father": "dad",
    "birth mum": "mum",
    "birth dad": "dad",
    "supervised contact": "family time with somebody there",
    "unsupervised": "on your own",
    "facilitate": "help with",
    "facilitated": "helped with",
    "implement": "do",
    "implemented": "done",
    "liaise": "talk",
    "commence": "start",
    "attend": "go to",
    "attended": "went to",
    "ensure": "make sure",
    "regarding": "about",
    "prior to": "before",
    "currently": "now",
    "additional": "more",
    "appropriate": "right",
    "emotional wellbeing": "feelings",
    "emotional well-being": "feelings",
    "wellbeing": "how you are",
    "dysregulated": "upset",
    "regulate": "calm down",
    "attachment": "being close to somebody",
    "trauma": "bad things that happened",
    "presentation": "how you seem",
    "presenting as": "seeming",
    "boundaries": "rules",
    "strategies": "ways to help",
    "resilience": "getting through hard times",
    "therapeutic": "that helps with feelings",
    "peer group": "friends",
    "peer relationships": "friends",
    "positive relationships": "people you get on with",
    "school attendance": "going to school",
    "educational attainment": "school work",
    "exclusion": "being sent home from school",
    "professionals": "people who work with you",
    "agencies": "services",
    "young person's views": "what you think",
    "wishes and feelings": "what you want and feel",
    "best interests": "what is best for you",
    "delegated authority": "what your carer can say yes to",
    "key worker": "the person who looks out for you",
    "independence skills": "doing things for yourself",
    "semi-independent": "with some help",
    "discharge": "end",
}
BUILT_IN = {**SAY_INSTEAD, **_MORE}

NOT_JARGON_BEFORE = {
    "contact": ("to", "can", "please", "may", "will", "you", "could", "not"),
    "case": ("in", "phone", "pencil", "just", "display"),
    "matching": ("a", "with", "two"),
    "exclusion": (),
    "attend": (),
}
"""A word that is ordinary after one of these."""
NOT_JARGON_AFTER = {
    "contact": ("me", "us", "you", "him", "her", "them", "lens", "lenses"),
    "placed": ("on", "in the", "second", "first", "third"),
    "transition": (),
}

BLAMES = {
    "refused to": "did not want to",
    "refuses to": "does not want to",
    "refused": "said no to",
    "refuses": "says no to",
    "refusal": "saying no",
    "failed to": "did not",
    "fails to": "does not",
    "failure to": "not being able to",
    "non-compliant": "not ready for this",
    "non compliant": "not ready for this",
    "uncooperative": "not ready for this",
    "manipulative": "looking for a way to be heard",
    "manipulating": "looking for a way to be heard",
    "attention seeking": "looking for somebody to listen",
    "attention-seeking": "looking for somebody to listen",
    "aggressive": "very angry",
    "aggression": "anger",
    "violent": "very angry",
    "kicked off": "got very upset",
    "kicking off": "getting very upset",
    "challenging": "hard",
    "bad behaviour": "what was hard",
    "poor behaviour": "what was hard",
    "difficult behaviour": "what was hard",
    "naughty": "",
    "disruptive": "finding it hard to settle",
    "defiant": "saying no",
    "did not engage": "did not feel ready to talk",
    "didn't engage": "did not feel ready to talk",
    "would not engage": "did not feel ready to talk",
    "won't engage": "does not feel ready to talk",
    "not engaging": "not feeling ready to talk",
    "chose not to": "did not want to",
    "chooses not to": "does not want to",
    "lied about": "did not feel able to say",
    "lying about": "not feeling able to say",
    "your fault": "",
    "to blame": "",
    "lazy": "",
    "made no effort": "found it hard to start",
    "must try harder": "",
    "could do better": "",
    "poor attitude": "",
    "bad attitude": "",
    "tantrum": "very upset moment",
    "hard to place": "",
    "difficult to place": "",
    "placement breakdown": "having to move",
    "placement broke down": "home could not go on",
    "disappointed in you": "",
    "disappointed with you": "",
    "let us down": "",
    "let people down": "",
    "should have known": "",
    "promiscuous": "",
    "putting yourself at risk": "in danger",
    "puts yourself at risk": "are in danger",
    "risky behaviour": "things that can get you hurt",
    "streetwise": "",
    "ungrateful": "",
    "damaged": "",
    "absconded": "went missing",
    "ran off": "left",
}
"""Words that put it on the child -> other words, where some fit in their place."""

VERBS = {
    "is": "are",
    "was": "were",
    "has": "have",
    "does": "do",
    "isn't": "aren't",
    "wasn't": "weren't",
    "hasn't": "haven't",
    "doesn't": "don't",
    "goes": "go",
    **{
        f"{verb}s": verb
        for verb in sorted(
            word_set(
                "want like feel need live enjoy think say love know get hope ask talk see play sleep "
                "eat learn look seem make find come keep help stay work visit read write tell worry "
                "miss hate remain"
            )
        )
    },
    **{
        same: same
        for same in sorted(
            word_set(
                "would will can could should may might said told asked wanted liked felt needed lived "
                "enjoyed thought loved knew got hoped talked saw went made found came kept helped "
                "stayed worked visited did had won't can't couldn't wouldn't and to in at with"
            )
        )
    },
}
"""How a verb goes after "you" instead of a name."""
