"""What somebody answered on paper, written in by staff."""

from __future__ import annotations

from uuid import UUID

from portal.kit.errors import Refused
from portal.nameless.commands.talking import Moment
from portal.surveys.commands import answering_named
from portal.surveys.commands.answering import Taken, put_in_intake, tell_the_desk
from portal.surveys.queries.subjects import WaveFound
from portal.surveys.rules.kinds import Face, Privacy, WaveState, WhyNot
from portal.surveys.rules.path import Values, kept
from portal.surveys.rules.steps import NotYet, why_not_send


def add_from_paper(
    wave: WaveFound,
    face: Face,
    values: Values,
    *,
    by: UUID,
    about: answering_named.About,
    invitation_id: UUID | None = None,
) -> None:
    """`values` as `rules.values.clean` gives them. A confidential one needs the invitation. On paper
    somebody may leave out even what is needed on a screen. Raises Refused."""
    if wave.state is not WaveState.OPEN:
        raise Refused(WhyNot.CLOSED if wave.state is WaveState.CLOSED else WhyNot.NOT_OPEN)
    said = {key: value for key, value in values.items() if value is not None}
    taken = Taken(face, kept(wave.version.content, said))
    if why_not_send(wave.version.content, taken.values) is NotYet.NOTHING:
        raise Refused(NotYet.NOTHING)
    if wave.privacy is Privacy.CONFIDENTIAL:
        if invitation_id is None:
            raise Refused(WhyNot.CONFIDENTIAL_NEEDS_TO_KNOW_WHO)
        answering_named.add(wave, invitation_id, taken, about, by=by)
        return
    put_in_intake(wave, face, taken.values)
    moment = Moment(about.now, about.promises.hours)
    tell_the_desk(wave.version.content, face, taken.values, moment, about.language)
