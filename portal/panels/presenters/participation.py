"""The groups, ideas, being in the room and the pledge, in words: as it was counted when the paper froze."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _

from portal.disclosure.counts import Period
from portal.outcomes.presenters import number_words, share_words
from portal.panels.presenters import numbers
from portal.panels.presenters.records import how_counted
from portal.panels.rules.packs import Audience, Row, Section, Table

Kept = Mapping[str, Any]


def section(kept: Kept, audience: Audience) -> Section:
    """As it is printed. The words of chairs and of minutes are for members only."""
    tables = [
        table for table in (_met(kept), _coverage(kept), _ideas(kept), _rooms(kept), _pledge(kept)) if table
    ]
    return Section(
        key="participation",
        title=str(_("The groups, and being in the room")),
        story=_story(kept),
        tables=tuple(tables),
        points=tuple(_words(kept)) if audience is Audience.MEMBERS else (),
        how=(
            str(_("Numbers of young people are rounded, and small ones are not shown.")),
            str(
                _(
                    "Members whom the council works with no more are not counted. What nobody wrote "
                    "down is not, either."
                )
            ),
        ),
    )


def _story(kept: Kept) -> str:
    rooms = kept["rooms"]
    if rooms and rooms["printed"]["asked"]:
        one = rooms["printed"]
        said = _(
            "Of %(asked)s chairs who were asked what young people’s view changed, %(said)s have said it, and "
            "%(changed)s said that something changed.",
            asked=one["asked"],
            said=one["said"],
            changed=one["changed"],
        )
        return str(said)
    met = kept["met"]
    return str(
        _(
            "The groups met: meetings %(meetings)s, sessions with younger children %(sessions)s. Promised to "
            "them: %(promised)s, of these settled: %(kept)s.",
            meetings=met["meetings"],
            sessions=met["sessions"],
            promised=met["promised"],
            kept=met["kept"],
        )
    )


def _between(one: Kept) -> tuple[str, ...]:
    return how_counted(
        numbers.span(Period(date.fromisoformat(one["first"]), date.fromisoformat(one["last"])))
    )


def _table(caption: str, first: str, rows: list[tuple[str, str]], how: tuple[str, ...]) -> Table:
    head = (first, str(_("How many")))
    return Table(caption, head, tuple(Row(label, (value,), how) for label, value in rows))


def _met(kept: Kept) -> Table:
    met = kept["met"]
    rows = [
        (str(_("Meetings of the groups")), str(met["meetings"])),
        (str(_("Sessions with younger children")), str(met["sessions"])),
        (str(_("Things promised to groups")), str(met["promised"])),
        (str(_("Of these, done or answered with a reason")), str(met["kept"])),
    ]
    how = (str(_("Meetings that were held between the days of this paper; no people are counted in it.")),)
    return _table(str(_("Meetings")), str(_("What")), rows, how)


def _coverage(kept: Kept) -> Table | None:
    found = kept["coverage"]
    if not found:
        return None
    how = _between(found)
    rows = [
        Row(_kind(by, value), (_plain(everybody), _plain(members)), how)
        for by, value, everybody, members in found["printed"]
    ]
    head = (str(_("Who")), str(_("All young people")), str(_("In groups")))
    return Table(str(_("Do the groups look like everyone?")), head, tuple(rows))


def _plain(number: int | None) -> str:
    return "–" if number is None else str(number)


def _kind(by: str, value: str) -> str:
    """What a line is called; in the words of the page on which the groups' workers see it."""
    if not by:
        return str(_("All"))
    if value == "not_known":
        return f"{_by(by)}: {_('not known')}"
    if by == "unaccompanied":
        return f"{_by(by)}: {_('Yes') if value == 'yes' else _('No')}"
    words = {
        "under_11": _("under 11"),
        "11_15": _("11 to 15"),
        "16_17": _("16 and 17"),
        "18_over": _("18 and over"),
        "far": _("20 miles or more from their own home"),
        "near": _("Less than 20 miles from their own home"),
        "foster": _("Foster home"),
        "childrens_home": _("Children’s home"),
        "supported": _("Supported or semi-independent home"),
        "parents_or_own": _("With parents, or on their own"),
        "other": _("Other"),
        "female": _("Female"),
        "male": _("Male"),
        "white": _("White"),
        "mixed": _("Mixed"),
        "asian": _("Asian"),
        "black": _("Black"),
        "yes": _("Disability known"),
        "no": _("No disability"),
    }
    return f"{_by(by)}: {words.get(value, value)}"


def _by(by: str) -> str:
    words = {
        "age": _("By age"),
        "distance": _("By distance from home"),
        "home": _("By kind of home"),
        "gender": _("By gender"),
        "ethnicity": _("By ethnicity"),
        "unaccompanied": _("Came to this country alone"),
        "disability": _("By disability"),
    }
    return str(words.get(by, by))


def _ideas(kept: Kept) -> Table | None:
    found = kept["ideas"]
    if not found:
        return None
    one = found["printed"]
    states = {
        "open": _("Open"),
        "looked_at": _("Being looked at"),
        "will_do": _("We do this"),
        "did": _("We did it"),
        "cannot": _("We cannot do it"),
        "not_now": _("Not now"),
        "reopened": _("Opened again"),
    }
    rows = [
        (str(_("Ideas approved")), number_words(one.get("approved"))),
        (str(_("Young people whose ideas they are")), number_words(one.get("authors"))),
        (str(_("Ideas answered by the promised day")), share_words(one.get("in_time"))),
    ]
    rows += [(str(states.get(key, key)), number_words(value)) for key, value in one.get("states", {}).items()]
    return _table(str(_("Young people’s ideas")), str(_("What")), rows, _between(found))


def _rooms(kept: Kept) -> Table | None:
    found = kept["rooms"]
    if not found:
        return None
    one = found["printed"]
    rows = [(room(kind), str(count)) for kind, count in one["offers"].items() if count]
    rows.append((str(_("Young people who took part")), number_words(one["took_part"])))
    rows.append((str(_("Chairs asked what changed")), str(one["asked"])))
    rows.append((str(_("Of these, have said it")), str(one["said"])))
    return _table(str(_("Places in the room")), str(_("Where")), rows, _between(found))


def room(kind: str) -> str:
    """What kind of meeting it was."""
    words = {
        "panel": _("The corporate parenting panel"),
        "leaders": _("A meeting of senior leaders"),
        "safeguarding": _("The safeguarding partnership"),
        "staff_interview": _("Interviews for new staff"),
        "carer_interview": _("Interviews for new carers"),
        "carer_training": _("Training of carers"),
        "other": _("Other"),
    }
    return str(words.get(kind, kind))


def _pledge(kept: Kept) -> Table | None:
    found = kept["pledge"]
    if not found:
        return None
    marks = {
        "kept": _("Kept"),
        "partly": _("Partly kept"),
        "not": _("Not kept"),
        "dont_know": _("I don’t know"),
    }
    how = (
        str(_("Marked by young people in %(year)s, counted once the round had closed.", year=found["year"])),
    )
    rows = [
        Row(
            one["title"],
            tuple(number_words(one["row"].get(key)) if one["row"] else "–" for key in marks),
            how,
        )
        for one in found["promises"]
    ]
    head = (str(_("Promise")), *(str(label) for label in marks.values()))
    return Table(str(_("The pledge, as young people marked it")), head, tuple(rows))


def _words(kept: Kept) -> Iterator[str]:
    """What chairs said had changed, what the groups gave the panel to read, and its own answers."""
    for kind, text in (kept["rooms"] or {"printed": {"words": []}})["printed"]["words"]:
        yield f"{room(kind)}: {text}"
    for held_on, _is_session, text in kept["met"]["minutes"]:
        yield f"{numbers.day(date.fromisoformat(held_on))}: {text}"
    for one in (kept["pledge"] or {"promises": []})["promises"]:
        if one["answer"]:
            yield str(_("The panel’s answer: %(promise)s", promise=one["title"])) + f". {one['answer']}"
