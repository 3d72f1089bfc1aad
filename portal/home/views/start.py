"""Where somebody begins: the door, a young person's own space, a member of staff's day."""

from __future__ import annotations

import uuid

import flask

from portal.coding.queries import waiting_for
from portal.coding.queries.quotes import own_quotes
from portal.home import presenters, queries
from portal.home.views import bp
from portal.kit import clock
from portal.nameless.queries import desk as nameless
from portal.participation.presenters import hub as groups_hub
from portal.people import queries as people
from portal.policy.guard import may, public, requires
from portal.policy.permissions import Permission as P
from portal.policy.roles import PANEL
from portal.policy.viewer import current_viewer, the_viewer
from portal.records.queries.story import new_ones
from portal.reviews.presenters import actions_own as agreed_own
from portal.reviews.queries.actions_list import waiting as agreed_waiting
from portal.reviews.queries.letters import new_letters
from portal.reviews.queries.wishes import own_line
from portal.rights.presenters.welcome import is_new_here
from portal.surveys.queries.asked import how_many_wait
from portal.voice.presenters.asking import little_url, look_now
from portal.voice.queries.drafts import started
from portal.voice.queries.own import new_answers
from portal.voice.queries.speaking import around
from portal.voice.rules import Look


@bp.get("/")
@public
def door() -> flask.typing.ResponseReturnValue:
    """Everybody's first address: on to their own start page, or to the way in."""
    viewer = current_viewer()
    if viewer is None:
        return flask.redirect(flask.url_for("accounts.come_in"))
    return flask.redirect(flask.url_for("home.start" if viewer.is_young_person else "home.staff"))


@bp.get("/start")
@requires(P.OWN_SPACE)
def start() -> str:
    """A young person's own space: one thing to do first."""
    viewer, now = the_viewer(), clock.now()
    person = people.get(viewer.young_person_id) if viewer.young_person_id else None
    look = look_now(around(person.id, people.today())) if person else None
    return flask.render_template(
        "home/start.html",
        called=person.called if person else "",
        new_answers=new_answers(viewer),
        has_draft=started(viewer) is not None,
        quotes_waiting=waiting_for(viewer),
        has_quotes=bool(own_quotes(viewer)),
        we_did=queries.newest_we_did(viewer, now, people.today()),
        shorter=queries.reads_short_words(viewer),
        asks_look=look is None,
        new_story=new_ones(viewer),
        agreed=agreed_own.line_of(viewer, people.today()),
        new_letters=new_letters(viewer),
        groups_wait=groups_hub.how_many_wait(viewer, people.today()),
        review=own_line(viewer) if person else None,
        send_once=uuid.uuid4(),
        little_url=little_url() if look is Look.LITTLE else None,
        questions=how_many_wait(viewer),
        is_new_here=is_new_here(viewer),
    )


@bp.get("/staff")
@requires(P.STAFF_HOME)
def staff() -> str:
    """What needs this person now, and what they were told."""
    viewer, now = the_viewer(), clock.now()
    answers = may(P.READ_LISTS)
    return flask.render_template(
        "home/staff.html",
        waiting=queries.waiting(viewer, now) if may(P.USE_DESK) else None,
        nameless=nameless.to_read(viewer, now) if may(P.USE_DESK) else None,
        owed=queries.owed_by(viewer, people.today()) if answers else None,
        told=presenters.notices(queries.told(viewer)),
        words=queries.words_waiting(viewer, now, people.today(), sorts=may(P.USE_DESK))
        if may(P.USE_QUOTES)
        else None,
        passes_on=may(P.USE_CAPTURE) and not answers,
        may_record_request=may(P.RECORD_REQUEST),
        agreed=agreed_waiting(viewer, people.today()) if may(P.USE_ACTIONS) else None,
        panel=queries.panel_day(people.today()) if viewer.roles & PANEL else None,
    )
