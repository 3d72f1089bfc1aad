"""What is known here already, so that nobody is asked for it again."""

from __future__ import annotations

from datetime import date, timedelta

from portal.people import queries as people
from portal.people.models import Episode, YoungPerson
from portal.rights.rules.standing import BEGINS, Care, Say, Told

SHORT_BREAKS = frozenset({"V3", "V4"})
"""Legal statuses of planned short breaks: they are not among the thirteen weeks."""
_WEEKS = timedelta(weeks=13)
_SINCE = 14


def known_of(person: YoungPerson, today: date) -> Told | None:
    """What the record says of somebody's care; None where their age is not known, or no care is on it."""
    age = people.age_on(person, today)
    episodes = [one for one in people.episodes_of(person.id) if one.legal_status not in SHORT_BREAKS]
    if age is None or not episodes or person.born_on is None:
        return None
    is_now = any(one.ended_on is None or one.ended_on > today for one in episodes)
    after = [_since(one, _birthday(person.born_on, _SINCE), today) for one in episodes]
    spent = sum(after, timedelta())
    sixteen = _birthday(person.born_on, BEGINS)
    return Told(
        age=age,
        care=Care.NOW if is_now else Care.BEFORE,
        weeks=Say.YES if spent >= _WEEKS else Say.NO,
        at_sixteen=Say.YES if any(_since(one, sixteen, today) for one in episodes) else Say.NO,
        came_alone=person.unaccompanied_until is not None,
    )


def _since(episode: Episode, day: date, today: date) -> timedelta:
    """How much of an episode lies from that day to today."""
    last = min(episode.ended_on or today, today)
    return max(last - max(episode.started_on, day), timedelta())


def _birthday(born_on: date, age: int) -> date:
    """The day on which they are so old: 1 March for who was born on 29 February, in other years."""
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return date(born_on.year + age, 3, 1)
