"""Giving: begin a part, have it made, read it as they will, give it, take it back."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _

from portal.kit import clock
from portal.kit.errors import Refused
from portal.kit.forms import Form
from portal.people.queries import today
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.records.commands import giving as commands
from portal.records.commands import parts
from portal.records.forms.giving import GiveForm, PartForm
from portal.records.presenters import giving as show
from portal.records.presenters.breaches import breach_until
from portal.records.presenters.fronts import with_facts
from portal.records.presenters.given import given_now
from portal.records.presenters.giving_words import why_words
from portal.records.presenters.why import why_words as life_words
from portal.records.queries import giving as queries
from portal.records.queries.requests import staff_request
from portal.records.rules import HowGiven, ReleaseState
from portal.records.rules.life import WhyNot as LifeWhyNot
from portal.records.views import bp

_AT = "/staff/records/<uuid:request_id>/give"
_PART = f"{_AT}/<uuid:release_id>"
_PDF = "application/pdf"

bp.add_app_template_global(show.summary, "records_parts")
bp.add_app_template_global(given_now, "records_given")


@bp.get(_AT)
@requires(P.SEE_REQUEST, of=staff_request)
def giving(found: Any) -> Any:
    """The parts there are, what is missing, and what can be done with each."""
    return _page(found)


@bp.post(f"{_AT}/begin")
@requires(P.GIVE_RECORDS, of=staff_request)
def begin_part(found: Any) -> Any:
    """Put a part together from documents that are read and checked."""
    page = show.giving_page(found)
    form = PartForm(documents=page.choices)
    if not form.validate():
        return (_page(found, begin=form), 422) if page.can_begin and page.choices else _back(found)
    try:
        row = parts.prepare(
            found,
            form.document_ids(),
            is_last=bool(form.is_last.data),
            send_once=form.sent_id(),
            by=the_viewer().account_id,
        )
    except Refused as refused:
        if not page.can_begin:
            return _refused(found, refused)
        form.documents.errors = [why_words(refused.reason)]
        return _page(found, begin=form), 422
    return flask.redirect(flask.url_for("records.part_letter", request_id=found.id, release_id=row.id), 303)


@bp.post(f"{_PART}/make")
@requires(P.GIVE_RECORDS, of=queries.release)
def make_part(found: Any) -> Any:
    """Have it made: contents and key are worked out anew, so that nothing in front of it is old."""
    request, row = found
    me = the_viewer().account_id
    if not Form().validate():
        return _page(request), 422
    try:
        said = queries.letter_of(row)
        letter = with_facts(request, row, said) if said else said
        if letter != said:
            parts.save_letter(request, row, letter, by=me)
        parts.make(request, row, by=me)
    except Refused as refused:
        return _refused(request, refused)
    flask.flash(
        _("It is being made. This takes about a minute for ten pages. You can go on with other work.")
    )
    return _back(request)


@bp.get(f"{_PART}/volumes/<uuid:volume_id>")
@requires(P.GIVE_RECORDS, of=queries.given_volume)
def part_volume(found: Any) -> Any:
    """A volume as its reader will have it."""
    request, row, volume = found
    try:
        sent = commands.open_as_reader(request, row, volume, by=the_viewer().account_id, now=clock.now())
    except Refused as refused:
        return _refused(request, refused)
    response = flask.Response(sent.pieces, mimetype=_PDF)
    response.content_length = sent.size
    name = f"{request.reference}-{row.number}-{volume.number}.pdf"
    response.headers.set("Content-Disposition", "inline", filename=name)
    return response


@bp.post(f"{_PART}/give")
@requires(P.GIVE_RECORDS, of=queries.release)
def give_part(found: Any) -> Any:
    """Online it opens at once; on paper or in person it is written down."""
    request, row = found
    form = GiveForm(today=today())
    if row.state is ReleaseState.GIVEN:
        return _back(request)  # pressed twice
    if why := show.why_not_offered(request, row):
        return _refused(request, Refused(why))
    if not form.validate():
        return _page(request, give=form), 422
    try:
        commands.give(
            request,
            row,
            form.wanted(),
            on=form.on.data,
            by=the_viewer().account_id,
            now=clock.now(),
            today=today(),
        )
    except Refused as refused:
        _say(form, refused)
        return _page(request, give=form), 422
    flask.flash(
        _("Given. They are told that there is news, and can get it on their page.")
        if form.wanted() is HowGiven.ONLINE
        else _("Written down that they have it.")
    )
    return _back(request)


@bp.post(f"{_PART}/longer")
@requires(P.GIVE_RECORDS, of=queries.release)
def part_longer(found: Any) -> Any:
    """Open it again for every device."""
    request, row = found
    if not Form().validate():
        return _page(request), 422
    try:
        commands.open_longer(request, row, by=the_viewer().account_id, now=clock.now(), today=today())
    except Refused as refused:
        return _refused(request, refused)
    flask.flash(_("Open again, on every device once more."))
    return _back(request)


@bp.route(f"{_PART}/take-back", methods=["GET", "POST"])
@requires(P.GIVE_RECORDS, of=queries.release)
def part_back(found: Any) -> Any:
    """Something was given that should not have been: shut it, and say what comes next."""
    request, row = found
    form = Form()
    if flask.request.method == "POST" and form.validate():
        try:
            commands.take_back(request, row, by=the_viewer().account_id, now=clock.now())
        except Refused as refused:
            return _refused(request, refused)
        flask.flash(_("Taken back. Nobody can get it from now on."))
        return _back(request)
    if row.state is not ReleaseState.GIVEN:
        return _back(request)
    page = flask.render_template(
        "records/giving/take_back.html",
        request=request,
        row=row,
        form=form,
        has=queries.somebody_has(row),
        until=breach_until(clock.now()),
    )
    return page, 422 if form.errors else 200


@bp.post(f"{_PART}/drop")
@requires(P.GIVE_RECORDS, of=queries.release)
def drop_part(found: Any) -> Any:
    """This part is not wanted after all. Pages and boxes stay."""
    request, row = found
    if not Form().validate():
        return _page(request), 422
    try:
        parts.drop_draft(request, row, by=the_viewer().account_id)
    except Refused as refused:
        return _refused(request, refused)
    flask.flash(_("Thrown away. The documents and what is covered on them are as they were."))
    return _back(request)


def _say(form: GiveForm, refused: Refused) -> None:
    """Beside the field it is about."""
    field = form.on if isinstance(refused.reason, LifeWhyNot) else form.has_read
    field.errors = [life_words(refused.reason) if field is form.on else why_words(refused.reason)]


def _refused(request: Any, refused: Refused) -> Any:
    """Why not, on top of the page."""
    form = Form(formdata=None)
    form.form_errors = [why_words(refused.reason)]
    return _page(request, wrong=form), 409


def _page(
    request: Any, *, begin: PartForm | None = None, give: GiveForm | None = None, wrong: Form | None = None
) -> str:
    page = show.giving_page(request)
    if begin is None:
        begin = PartForm(formdata=None, documents=page.choices)
        begin.documents.data, begin.is_last.data = show.not_given_yet(request), True
    begin.give_id()
    return flask.render_template(
        "records/giving/page.html",
        page=page,
        request=request,
        begin=begin,
        give=give or GiveForm(formdata=None, today=today()),
        wrong=wrong,
    )


def _back(request: Any) -> Any:
    return flask.redirect(flask.url_for("records.giving", request_id=request.id), 303)
