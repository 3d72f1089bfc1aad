"""Writing the annual report: one box a part."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Optional

from portal.kit.forms import AtMost, Form
from portal.reviews.rules.annual import LONGEST, Part

HEADINGS = {
    Part.SERVICE: _l("The service: who we are, and how many children each of us has"),
    Part.ON_TIME: _l("Reviews on time, and why some were late"),
    Part.TAKING_PART: _l("How children and parents took part"),
    Part.CHILDREN_SAY: _l("What children say of their reviews"),
    Part.LETTERS: _l("Letters to children"),
    Part.AGREED: _l("What was agreed, and whether it was done"),
    Part.CONCERNS: _l("Concerns we raised, and how they were resolved"),
    Part.CHANGED: _l("What changed for children"),
    Part.AUDITS: _l("What we learned from looking at our own work"),
    Part.SIBLINGS: _l("Brothers and sisters with different IROs"),
    Part.RESOURCES: _l("Risks: people, time and money"),
    Part.NEXT: _l("What we will do next year"),
}
ASKS = {
    Part.SERVICE: _l("How the service developed, who is in it, caseloads against the guidance of 50 to 70."),
    Part.ON_TIME: _l("What lay behind the late ones, and what was done about it."),
    Part.TAKING_PART: _l("Who led their own review. How parents took part. Who was not reached."),
    Part.CHILDREN_SAY: _l("What stands out. No words of a child that they did not let us use."),
    Part.LETTERS: _l("How letters are received, and what was changed because of it."),
    Part.AGREED: _l("Which kinds of promises are kept, and which slip."),
    Part.CONCERNS: _l("Patterns, not single children. Whether challenge made a difference."),
    Part.CHANGED: _l(
        "Filled from closed challenges, once five children have one. Take out what could show who."
    ),
    Part.AUDITS: _l("What samples of letters and records showed, and what changed."),
    Part.SIBLINGS: _l("The portal does not know who is whose brother or sister: write what you know."),
    Part.RESOURCES: _l("What could stop children from getting a good review."),
    Part.NEXT: _l("A few things, each with a name and a date."),
}


def _box(part: Part) -> TextAreaField:
    return TextAreaField(HEADINGS[part], validators=[Optional(), AtMost(LONGEST)], description=ASKS[part])


class ReportForm(Form):
    """Every part, and the number the page was opened at."""

    number = HiddenField()
    service = _box(Part.SERVICE)
    on_time = _box(Part.ON_TIME)
    taking_part = _box(Part.TAKING_PART)
    children_say = _box(Part.CHILDREN_SAY)
    letters = _box(Part.LETTERS)
    agreed = _box(Part.AGREED)
    concerns = _box(Part.CONCERNS)
    changed = _box(Part.CHANGED)
    audits = _box(Part.AUDITS)
    siblings = _box(Part.SIBLINGS)
    resources = _box(Part.RESOURCES)
    next = _box(Part.NEXT)

    def fill(self, parts: dict[Part, str], number: int) -> None:
        for part, words in parts.items():
            self[part.value].data = words
        self.number.data = str(number)

    def parts(self) -> dict[Part, str]:
        return {part: self[part.value].data or "" for part in Part}

    def sent_number(self) -> int:
        sent = self.number.data or ""
        return int(sent) if sent.isdecimal() else -1
