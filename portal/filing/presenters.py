"""What the pages of filing show and give: rows as choices, files to be saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import flask
from flask_babel import gettext as _

from portal.documents.pdf import pdfs_of
from portal.filing import queries
from portal.filing.commands.content import Made, Paper, paper_of
from portal.filing.commands.packets import packet_of
from portal.filing.commands.sheets import JSON_NAME, sheet_of
from portal.filing.commands.signed import signed_json
from portal.filing.forms import BatchForm, FiledForm
from portal.filing.queries import Batch, Period, Row, ToFile
from portal.kit import clock, dates
from portal.people import queries as people
from portal.policy.viewer import the_viewer
from portal.settings import Settings

JSON, PDF, PACKET = KINDS = ("json", "pdf", "packet")


def settings() -> Settings:
    found: Settings = flask.current_app.extensions["heard.settings"]
    return found


def batch_form(rows: Sequence[Row]) -> BatchForm:
    form = BatchForm()
    form.offer(
        [
            (str(row.id), str(_("%(name)s, %(when)s", name=row.name, when=dates.stamp(row.sent_at))))
            for row in rows
            if not row.waits
        ]
    )
    if flask.request.method == "GET":
        form.give_id()
        form.said.data = [str(row.id) for row in rows if row.filed_on is None and not row.waits]
    return form


def filed_form(sent_at: datetime, *, is_sent: bool | None = None) -> FiledForm:
    """The form; one that is not the one that was sent is fresh, with today in it."""
    today = people.today()
    is_sent = flask.request.method == "POST" if is_sent is None else is_sent
    form = FiledForm() if is_sent else FiledForm(formdata=None)
    form.set_up(sent_on=clock.local(sent_at, settings().time_zone).date(), today=today, is_fresh=not is_sent)
    if not is_sent:
        form.filed_on.data = today
        form.filed_on.raw_parts = {"day": str(today.day), "month": str(today.month), "year": str(today.year)}
    return form


def last_sent(batch: Batch) -> datetime:
    """When the last of a batch was said: not all of it can have been filed before."""
    return queries.last_sent(batch.row)


def moments(since: date, until: date) -> tuple[datetime, datetime]:
    """Days on the council's clocks as moments, the last day whole."""
    zone = settings().time_zone
    return datetime.combine(since, time(), zone), datetime.combine(until + timedelta(days=1), time(), zone)


def paper_for(found: ToFile) -> Paper:
    made = Made(settings().council_name, the_viewer().name, clock.now())
    return paper_of([found.statement], found.statement.young_person_id, made)


def paper_of_period(period: Period, statements: Sequence[object], since: date, until: date) -> Paper:
    made = Made(settings().council_name, the_viewer().name, clock.now(), since, until)
    return paper_of(statements, period.young_person_id, made)  # type: ignore[arg-type]  # rows, which no presenter knows


def as_file(paper: Paper, kind: str) -> flask.Response:
    """To be saved; its name says nothing. Raises NotMade."""
    if kind == JSON:
        return saved(signed_json(paper.content), "application/json", JSON_NAME)
    pdf = pdfs_of([sheet_of(paper, settings().time_zone)])[0]
    if kind == PDF:
        return saved(pdf, "application/pdf", "record.pdf")
    return saved(packet_of(paper, pdf), "application/zip", "record.zip")


def saved(content: bytes, media_type: str, name: str) -> flask.Response:
    response = flask.Response(content, mimetype=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
