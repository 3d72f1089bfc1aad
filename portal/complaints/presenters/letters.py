"""The outcome of a stage: points with what was found, the letter with its check, a first draft of it."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from portal.complaints.forms import words
from portal.complaints.queries.facts import Facts
from portal.complaints.rules import Stage, Track
from portal.kit.dates import day


@dataclass(frozen=True)
class ShownPoint:
    """A point of the complaint and what was found of it at this stage."""

    id: str
    number: int
    words: str
    finding: str
    why: str


def points_of(found: Facts) -> list[ShownPoint]:
    """Each with its finding at the stage it is at."""
    return [
        ShownPoint(
            id=str(point.id),
            number=point.number,
            words=point.words,
            finding=row.finding.value if (row := found.finding_of(point)) else "",
            why=row.why if row else "",
        )
        for point in found.points
    ]


def all_they_read(found: Facts, body: str) -> list[str]:
    """The letter and what stands below it on their page."""
    why = [point.why for point in points_of(found)]
    remedies = [one.words for one in found.remedies if one.stage is found.row.stage]
    return [body, *why, *remedies]


def first_draft(found: Facts, council: str) -> str:
    """What a letter begins with: what was found, what is done, what they can do. To be rewritten."""
    lines = [_("Dear %(name)s,", name=found.name) if found.name else _("Hello,"), ""]
    lines += [_("You told us that something was not right. Thank you. This is what we found."), ""]
    for point in points_of(found):
        lines.append(f"{point.number}. {point.words}")
        if point.finding:
            lines.append(_("What we found: %(finding)s.", finding=words.FINDINGS[point.finding]))
        if point.why:
            lines.append(point.why)
        lines.append("")
    for remedy in found.remedies:
        lines.append(_("By %(day)s: %(what)s", day=day(remedy.due_on), what=remedy.words))
    if found.remedies:
        lines.append("")
    lines += [_what_next(found), "", council]
    return "\n".join(lines)


def _what_next(found: Facts) -> str:
    row = found.row
    if row.track is not Track.STATUTORY:
        said = _(
            "If this is not right for you, you can ask somebody outside the council to look. Ask us how."
        )
    elif row.stage is Stage.FIRST:
        said = _(
            "If this is not right for you, you can ask for the next step. Somebody who does not work with "
            "you looks at it then. Tell us on your page, or ring us. An advocate can help you."
        )
    elif row.stage is Stage.SECOND:
        said = _(
            "If this is not right for you, you can ask for a panel. Three people from outside look at it "
            "then. Tell us on your page, or ring us. An advocate can help you."
        )
    else:
        said = _("If this is not right for you, you can ask the Ombudsman to look. It costs nothing.")
    return str(said)
