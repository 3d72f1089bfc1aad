"""What somebody else may write down for a young person, and how far it is as the writer may know. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portal.voice.rules import HowSure, Level, Way


class Worry(StrEnum):
    """Whether whoever wrote it down thinks that somebody may be getting hurt."""

    NO = "no"
    NOT_SURE = "not_sure"
    YES = "yes"


class WhyNot(StrEnum):
    """Why it was not written down."""

    NOTHING = "nothing was written"
    NO_PRESENT = "say who was there"
    NO_TOLD_TO = "say whom they told"
    NO_WHEN = "say when it was"
    IN_FUTURE = "it has not happened yet"
    NO_HOW_SURE = "say how sure you are"
    NO_WORRY = "say whether you are worried"
    NO_TOLD = "say whether they are told"
    NO_WHY_NOT_TOLD = "say why they are not told"
    NOBODY_TO_TELL = "nobody passed this on"
    TOLD_ALREADY = "they were told what came of it"
    NOT_WRITTEN_DOWN = "nobody wrote it down for them"
    SHOWN_ALREADY = "they see it already"


class Stage(StrEnum):
    """How far it is, for whoever wrote it down: never what was answered, nor whom it concerns."""

    WAITING = "waits to be read"
    READ = "read"
    IN_HAND = "somebody is dealing with it"
    CLOSED = "closed"


@dataclass(frozen=True)
class Written:
    """What somebody wrote down. `words` and `wants` are the young person's own; the rest is the writer's."""

    way: Way
    happened_at: datetime | None
    worry: Worry | None
    words: str = ""
    wants: str = ""
    present: str = ""
    where: str = ""
    saw: str = ""
    told_to: str = ""
    understands: str = ""
    how_sure: HowSure | None = None
    is_told: bool | None = True
    why_not_told: str = ""
    was_told_in_person: bool = False

    @property
    def told(self) -> tuple[str, ...]:
        """What is told about the young person by somebody else; of what was passed on, the words too: whoever
        remembers them may say "she" for "I"."""
        remembered = (self.words, self.wants) if self.way is Way.PASSED_ON else ()
        return (*remembered, *self.beside)

    @property
    def beside(self) -> tuple[str, ...]:
        """The writer's texts that may hold a worry: read for the order of the desk's list."""
        return tuple(text for text in (self.saw, self.understands, self.why_not_told) if text)


KEPT_DAYS = 7
"""For so long what was begun waits to be sent. The page says so."""

_RAISED = {Worry.YES: Level.NOW, Worry.NOT_SURE: Level.SOON, Worry.NO: Level.REST}
_ORDER = list(Level)


def whys_not_write_down(written: Written, now: datetime) -> list[WhyNot]:
    """Everything that is missing, in the order of the page."""
    texts = {Way.TOGETHER: (written.words, written.wants), Way.OBSERVED: (written.saw,)}
    wanted = [
        (WhyNot.NOTHING, any(texts.get(written.way, (written.words, written.saw)))),
        (WhyNot.NO_PRESENT, written.way is not Way.TOGETHER or written.present),
        (WhyNot.NO_TOLD_TO, written.way is not Way.PASSED_ON or written.told_to),
        (WhyNot.NO_WHEN, written.happened_at),
        (WhyNot.IN_FUTURE, written.happened_at is None or written.happened_at <= now),
        (WhyNot.NO_HOW_SURE, written.way is not Way.OBSERVED or written.how_sure),
        (WhyNot.NO_WORRY, written.worry),
        (WhyNot.NO_TOLD, written.is_told is not None),
        (WhyNot.NO_WHY_NOT_TOLD, written.is_told is not False or written.why_not_told),
    ]
    return [why for why, is_there in wanted if not is_there]


def raised(level: Level, by: Worry | Level) -> Level:
    """Where it stands in the desk's list: what the writer worries about, or tells of, never lets it sink."""
    return min(level, _RAISED[by] if isinstance(by, Worry) else by, key=_ORDER.index)


def stage_of(
    *,
    read_at: datetime | None,
    taken_back_at: datetime | None,
    has_answerer: bool,
    is_answered: bool,
) -> Stage:
    """The same whether or not it concerns whoever wrote it down: nothing here tells them that."""
    if read_at is None:
        return Stage.WAITING
    if taken_back_at or is_answered:
        return Stage.CLOSED
    return Stage.IN_HAND if has_answerer else Stage.READ


def why_not_news(way: Way | None, news: str) -> WhyNot | None:
    """What came of it is told once, to whoever passed it on."""
    if way is not Way.PASSED_ON:
        return WhyNot.NOBODY_TO_TELL
    return WhyNot.TOLD_ALREADY if news else None


def may_be_quoted(way: Way) -> bool:
    """Only what they said themselves, alone or beside somebody: nobody can consent for somebody else."""
    return way in (Way.OWN, Way.TOGETHER)
