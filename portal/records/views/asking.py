"""A young person asks for their records, on three short pages, and sees what they asked for before."""

from __future__ import annotations

from typing import Any

import flask
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from portal.kit import clock
from portal.kit.errors import NotFound
from portal.policy.guard import requires
from portal.policy.permissions import Permission as P
from portal.policy.viewer import the_viewer
from portal.records.commands.asking import forget_draft, keep_draft
from portal.records.commands.receiving import receive
from portal.records.forms.asking import AskForm
from portal.records.presenters import asking as show
from portal.records.presenters.mine import settings, step_labels, today, where_shown
from portal.records.queries.asking import Draft, draft_of
from portal.records.queries.theirs import of_young_person
from portal.records.rules.request import ENDED
from portal.records.views import bp
from portal.records.views.both import Way, for_both

_NEXT = {"what": "how", "how": "check"}


@bp.get("/records")
@requires(P.ASK_FOR_RECORDS)
def asked() -> Any:
    """What they asked for, what is open first; and where to begin."""
    viewer, person = the_viewer(), _person()
    rows = [] if viewer.past_is_shut else list(of_young_person(person))
    return flask.render_template(
        "records/asked.html",
        open_ones=[row for row in rows if row.state not in ENDED],
        past=[row for row in rows if row.state in ENDED],
        labels=step_labels(),
        has_draft=draft_of(person) is not None,
        past_is_shut=viewer.past_is_shut,
        promise=show.promise(today()),
    )


@bp.route("/records/new", defaults={"page": "what"}, methods=["GET", "POST"])
@bp.route("/records/new/<any(how, check):page>", methods=["GET", "POST"])
@requires(P.ASK_FOR_RECORDS)
def new(page: str) -> Any:
    """One of the three pages. What is picked is kept at once; the last one sends it."""
    draft = draft_of(_person())
    if flask.request.method != "POST" or page == "check":
        return _check(draft) if page == "check" else _page(page, _form(draft))
    form = _typed_over(draft, page)
    if not form.is_fine(page):
        return _page(page, form), 422
    keep_draft(_person(), form.to_keep(), now=clock.now())
    return flask.redirect(flask.url_for("records.new", page=_NEXT[page]))


def _check(draft: Draft | None) -> Any:
    form = _form(draft)
    if wrong := form.first_wrong():  # kept before a rule changed, or in a year that is over
        return flask.redirect(flask.url_for("records.new", page=wrong))
    if flask.request.method == "POST":
        return _send(form, draft)
    return _page("check", form)


def _send(form: AskForm, draft: Draft | None) -> Any:
    viewer, posted = the_viewer(), AskForm()
    request = receive(
        show.asked_own(form, today()),
        send_once=draft.send_once if draft else posted.sent_id(),
        by=viewer.account_id,
        now=clock.now(),
        today=today(),
        young_person_id=_person(),
    )
    forget_draft(_person())
    if request.young_person_id != _person():
        raise NotFound
    if viewer.past_is_shut:
        flask.flash(_("We have it. You can see it here when a worker has met you."))
        return flask.redirect(flask.url_for("records.asked"))
    return flask.redirect(flask.url_for("records.own_sent", request_id=request.id))


@bp.post("/records/new/forget")
@requires(P.ASK_FOR_RECORDS)
def forget() -> Any:
    """Throw away what was picked so far."""
    forget_draft(_person())
    flask.flash(_("Thrown away. Nothing was sent."))
    return flask.redirect(flask.url_for("records.asked"))


@for_both("/sent", "sent")
def sent(way: Way) -> Any:
    """It is sent: what happens next, with its day."""
    return flask.render_template("records/sent.html", way=way, where=where_shown(way.request, today()))


def _page(page: str, form: AskForm) -> Any:
    form.give_id()
    return flask.render_template(
        f"records/ask_{page}.html",
        form=form,
        page=page,
        picked=show.picked(form) if page == "check" else [],
        promise=show.promise(today()),
        back=flask.url_for("records.new", page="what" if page == "how" else "how"),
        action="",
        carry=[],
        change=lambda name: flask.url_for("records.new", page=name),
        nothing_picked=not form.scopes.data,
    )


def _form(draft: Draft | None, formdata: Any = None) -> AskForm:
    fields = draft.fields if draft else {}
    form = AskForm(formdata=formdata, data=fields)
    form.set_up(today(), settings().max_words)
    if draft:
        form.send_once.data = str(draft.send_once)
    return form


def _typed_over(draft: Draft | None, page: str) -> AskForm:
    """What was kept, with what was typed on this page in its place."""
    typed, kept = AskForm(), _form(draft)
    fields = {**kept.to_keep(), **{name: typed[name].data for name in AskForm.PAGES[page]}}
    pairs = [(name, value) for name, values in fields.items() for value in _values(values)]
    return _form(draft, MultiDict(pairs))


def _values(value: Any) -> list[str]:
    """As a browser sends it: nothing for an empty box, several for several ticks."""
    if isinstance(value, list):
        return [str(one) for one in value]
    if isinstance(value, bool):
        return ["y"] if value else []
    return [str(value)] if value else []


def _person() -> Any:
    person = the_viewer().young_person_id
    if person is None:
        raise NotFound
    return person
