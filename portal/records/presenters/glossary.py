"""Short words that stand in care files, and what they mean, for somebody who reads their own."""

from __future__ import annotations

import re
from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

MEANS: dict[str, object] = {
    "ABE": _l("An interview with a child that is recorded, so that they need not say it again in court."),
    "ASYE": _l("A social worker in the first year of their work."),
    "CAFCASS": _l("People who speak for a child in court. They do not work for the council."),
    "CAMHS": _l("The health service for how children and young people feel and think."),
    "CIN": _l("Child in need: a child whose family gets help from the council."),
    "CLA": _l("Child looked after: a child who is in the care of the council."),
    "CPC": _l("Child protection conference: a meeting about how to keep a child safe."),
    "CPP": _l("Child protection plan: what everybody does to keep a child safe."),
    "CSE": _l("When somebody uses a child for sex. It is never the child’s fault."),
    "DBS": _l("The check that is made before somebody may work with children."),
    "EDT": _l("The social workers who work at night and at weekends."),
    "EHCP": _l("A plan for a child who needs more help in school."),
    "EPO": _l("Emergency protection order: a judge says that a child must be safe somewhere else at once."),
    "FASD": _l("How alcohol before birth can change how a child learns and acts."),
    "FGC": _l("Family group conference: a meeting where a family makes its own plan."),
    "GAL": _l("Guardian ad litem: an old name for the person who spoke for a child in court."),
    "ICO": _l(
        "Interim care order: a judge says that the council looks after a child for now. It can also mean the "
        "office that checks how records are kept."
    ),
    "IFA": _l("A company that finds foster carers."),
    "IRO": _l(
        "Independent reviewing officer: the person who leads your reviews and checks that the plan is right."
    ),
    "IRR": _l("A record of one thing that happened."),
    "ISO": _l("Interim supervision order: a judge asks the council to watch over a child at home for now."),
    "LAC": _l("Looked after child: an old name for a child in care."),
    "LADO": _l("The person who looks into it when somebody who works with children may have done harm."),
    "LSW": _l("Life story work: time to make sense of what happened and why."),
    "MASH": _l("The team that takes the first call when somebody worries about a child."),
    "NAI": _l("Non-accidental injury: somebody hurt a child, and it was not an accident."),
    "NEET": _l("Not in school, training or a job."),
    "NFA": _l("No further action: nothing more was done then."),
    "PA": _l("Personal adviser: the person who helps you when you leave care."),
    "PEP": _l("Personal education plan: the plan for your time in school."),
    "PLO": _l("The steps a council must take before it goes to court about a child."),
    "PR": _l("Parental responsibility: the right and the duty to decide for a child."),
    "RO": _l("Residence order: an old name for a judge’s word on where a child lives."),
    "S17": _l("The part of the law about help for a child and the family at home."),
    "S20": _l("The part of the law about a child in care when the parents agree."),
    "S31": _l("The part of the law about a judge’s care order."),
    "S47": _l("The part of the law about looking into whether a child is being hurt."),
    "SDQ": _l("A list of questions about how a child feels and gets on."),
    "SEN": _l("Special educational needs: needing more help to learn."),
    "SGO": _l("Special guardianship order: a judge says that a person, often family, brings up a child."),
    "SW": _l("Social worker: somebody who helps children and families for the council."),
    "TAC": _l("Team around the child: the people who help, in one meeting."),
    "UASC": _l("A child who came to this country alone to be safe."),
    "VS": _l("Virtual school: people at the council who help children in care with school."),
    "YOT": _l("Youth offending team: people who work with young people who broke the law."),
}
"""The short word as it stands in files -> what it means. In plain words, never a person's name."""

_SECTION = re.compile(r"^S(?:EC|ECTION)?\.?(\d+)$")
_MOST = 60


def found_in(words: Iterable[str]) -> list[str]:
    """The short words we know that stand among these. Only as they are written in files, so that "pep" and
    "led" are not taken for one."""
    found: set[str] = set()
    for word in words:
        bare = word.strip(".,;:()[]/\"'’‘”“!?-")
        if not 2 <= len(bare) <= _MOST or (not bare[0].isupper() and not bare[1:2].isdigit()):
            continue
        term = bare.replace(".", "")
        if section := _SECTION.match(term.upper()):
            term = f"S{section.group(1)}"
        if term in MEANS:
            found.add(term)
    return sorted(found)


def lines_for(terms: Iterable[str]) -> str:
    """As an officer edits them: one a line, the word, an equals sign, what it means."""
    return "\n".join(f"{term} = {MEANS[term]}" for term in terms)
