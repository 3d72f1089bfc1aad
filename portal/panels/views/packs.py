"""A paper's sections: worded, placed, left out; signed off by a second person; opened to everybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import flask
from flask_babel import gettext as _

from portal.accounts.queries import staffing
from portal.kit import clock
from portal.panels.commands import packs as commands
from portal.panels.commands import packs_signing as signing
from portal.panels.commands.papers import note_opened
from portal.panels.forms.packs import AskSignOffForm, PressForm, SectionForm, SignOffForm
from portal.panels.presenters import packs_making as show
from portal.panels.presenters import packs_public, preparing
from portal.panels.presenters import papers as paper
from portal.panels.presenters.numbers import today
from portal.panels.queries import packs as queries
from portal.panels.queries import packs_signing, papers
from portal.panels.queries.packs_states import writers
from portal.panels.queries.papers import Prepared, Printed
from portal.panels.rules import Stage
from portal.panels.rules.packs import moved
from portal.panels.rules.papers import WhyNot
from portal.panels.views import bp
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer


@bp.get("/staff/panel/<uuid:meeting_id>/prepare/sections")
@requires(P.PREPARE_PAPERS, of=papers.meeting_to_prepare)
def pack_sections(meeting: Prepared) -> Any:
    """Every section of which there is anything to say, in its order."""
    if (away := _elsewhere(meeting)) is not None:
        return away
    return flask.render_template("panels/pack_sections.html", meeting=meeting, lines=show.lines(meeting))


@bp.post("/staff/panel/<uuid:meeting_id>/prepare/sections/<key>/move")
@requires(P.PREPARE_PAPERS, of=queries.section_to_change)
def pack_move(found: tuple[Prepared, str]) -> Any:
    """A place up or down."""
    meeting, key = found
    if (away := _elsewhere(meeting)) is not None:
        return away
    keys = moved(
        [one.section.key for one in show.lines(meeting)], key, up=flask.request.form.get("to") == "up"
    )
    commands.place_sections(meeting.id, keys, by=the_viewer().account_id)
    return flask.redirect(flask.url_for("panels.pack_sections", meeting_id=meeting.id, _anchor=key), 303)


@bp.route("/staff/panel/<uuid:meeting_id>/prepare/sections/<key>", methods=["GET", "POST"])
@requires(P.PREPARE_PAPERS, of=queries.section_to_change)
def pack_section(found: tuple[Prepared, str]) -> Any:
    """One section: its figures, its story line, whether it stands."""
    meeting, key = found
    if (away := _elsewhere(meeting)) is not None:
        return away
    line = next((one for one in show.lines(meeting) if one.section.key == key), None)
    if line is None:
        return _to_sections(meeting)
    form = SectionForm(data=show.filled_in(line))
    if not form.is_submitted() or not form.validate():
        return _answer("panels/pack_section.html", form, meeting=meeting, line=line)
    commands.change_section(meeting.id, show.placed_by(form, line), by=the_viewer().account_id)
    flask.flash(_("Saved."))
    return _to_sections(meeting)


@bp.route("/staff/panel/<uuid:meeting_id>/prepare/sign-off", methods=["GET", "POST"])
@requires(P.PREPARE_PAPERS, of=papers.meeting_to_prepare)
def pack_ask_sign_off(meeting: Prepared) -> Any:
    """Ask a manager to look at the paper as it is; from then on its figures are frozen."""
    if (away := _elsewhere(meeting)) is not None:
        return away
    why, by = papers.why_not_publish(meeting), the_viewer().account_id
    wrote = {*writers(meeting.id), by}
    form = AskSignOffForm()
    form.offer([one for one in staffing.officers(today()) if one[0] not in wrote])
    last = packs_signing.sign_off_of(meeting.id)
    may_ask = why is WhyNot.NOT_SIGNED_OFF and not show.is_waiting(last)
    if may_ask and form.is_submitted() and form.validate():
        of = UUID(form.officer.data)
        commands.ask_for_sign_off(meeting.id, of, by=by, today=today(), now=clock.now())
        flask.flash(_("Asked. They have been told."))
        return _to(meeting.id)
    return _answer(
        "panels/pack_ask_sign_off.html",
        form,
        meeting=meeting,
        may_ask=may_ask,
        history=packs_signing.history(meeting.id),
        sign_words=show.sign_words,
        why_not=preparing.why_not_words(why) if why and why is not WhyNot.NOT_SIGNED_OFF else "",
    )


@bp.route("/staff/panel/<uuid:meeting_id>/sign-off", methods=["GET", "POST"])
@requires(P.SIGN_OFF_PAPERS, of=packs_signing.paper_to_sign)
def pack_sign_off(meeting: Prepared) -> Any:
    """The whole paper as members would read it; sign it off or send it back."""
    by = the_viewer().account_id
    printed = show.as_it_would_be(meeting)
    if meeting.stage is Stage.PUBLISHED or printed is None:
        return flask.redirect(flask.url_for("panels.papers"), 303)
    asked = packs_signing.sign_off_of(meeting.id)
    form, is_mine = SignOffForm().of(asked.id if asked else None), by in writers(meeting.id)
    if form.is_submitted() and not is_mine and form.validate():
        if form.give.data:
            signing.give(meeting.id, by=by, now=clock.now(), looked_at=asked.id if asked else None)
            flask.flash(_("Signed off. Whoever asked has been told."))
        else:
            signing.send_back(meeting.id, form.words.data or "", by=by, now=clock.now())
            flask.flash(_("Sent back. Whoever asked has been told."))
        return flask.redirect(flask.url_for("panels.papers"), 303)
    note_opened(meeting.id, by=by, now=clock.now())
    page = paper.paper_page(printed, is_preview=True)
    return _answer(
        "panels/pack_sign_off.html",
        form,
        meeting=meeting,
        page=page,
        asked=asked,
        is_mine=is_mine,
        left_out=[line for line in show.lines(meeting) if line.placed.left_out],
    )


@bp.get("/staff/panel/<uuid:meeting_id>/sign-off/public")
@requires(P.SIGN_OFF_PAPERS, of=packs_signing.paper_to_sign)
def pack_sign_off_public(meeting: Prepared) -> Any:
    """The same as everybody would read it."""
    return _as_everybody("panels/public_paper.html", meeting, packs_public.public_page)


@bp.get("/staff/panel/<uuid:meeting_id>/sign-off/young")
@requires(P.SIGN_OFF_PAPERS, of=packs_signing.paper_to_sign)
def pack_sign_off_young(meeting: Prepared) -> Any:
    """The same as young people would read it."""
    return _as_everybody("panels/public_young.html", meeting, packs_public.young_page)


@bp.route("/staff/panel/<uuid:meeting_id>/public", methods=["GET", "POST"])
@requires(P.PREPARE_PAPERS, of=papers.paper_to_read)
def pack_public(printed: Printed) -> Any:
    """What the public version would say, and whether everybody may read it."""
    form, is_open = PressForm(), queries.is_public(printed.id)
    if form.validate_on_submit():
        change = commands.close_to_all if flask.request.form.get("to") == "close" else commands.open_to_all
        change(printed.id, by=the_viewer().account_id, now=clock.now())
        flask.flash(_("Saved."))
        return flask.redirect(flask.url_for("panels.pack_public", meeting_id=printed.id), 303)
    return _answer("panels/pack_public.html", form, printed=printed, is_open=is_open)


def _as_everybody(template: str, meeting: Prepared, page_of: Callable[[Printed], Any]) -> Any:
    printed = show.as_it_would_be(meeting)
    if meeting.stage is Stage.PUBLISHED or printed is None:
        return flask.redirect(flask.url_for("panels.papers"), 303)
    back = flask.url_for("panels.pack_sign_off", meeting_id=meeting.id)
    return flask.render_template(template, page=page_of(printed), sign_off_url=back)


def _elsewhere(meeting: Prepared) -> Any:
    """Where a paper without numbers, or one that is published, is looked at."""
    if meeting.stage is Stage.PUBLISHED:
        return flask.redirect(flask.url_for("panels.paper", meeting_id=meeting.id), 303)
    return _to(meeting.id) if meeting.draft is None else None


def _answer(template: str, form: Any, **values: Any) -> Any:
    page = flask.render_template(template, form=form, **values)
    return (page, 422) if form.is_submitted() else page


def _to_sections(meeting: Prepared) -> Any:
    return flask.redirect(flask.url_for("panels.pack_sections", meeting_id=meeting.id), 303)


def _to(meeting_id: UUID) -> Any:
    return flask.redirect(flask.url_for("panels.prepare", meeting_id=meeting_id), 303)
