"""Start pages and what every page shows around its own: help lines, the way home, the parts of the site."""

from __future__ import annotations

from typing import Any

import flask

from portal.clocks.bank_holidays import NO_DAYS
from portal.clocks.reading import Hours, is_open
from portal.coding.views import take_said_from
from portal.home import presenters, queries
from portal.home.presenters.evidence import offer_figures
from portal.kit import clock
from portal.outcomes.views import take_themes_from
from portal.people import queries as people
from portal.policy.roles import Role
from portal.policy.viewer import Viewer, current_viewer
from portal.settings import Settings
from portal.voice.jobs import reading_hours

bp = flask.Blueprint("home", __name__)

from portal.home.views import opened, start, we_did  # noqa: E402, F401  # they need the blueprint


def register(app: flask.Flask) -> None:
    """Add the start pages, help lines and navigation to every page, and the themes to the officers’ pages."""
    app.register_blueprint(bp)
    app.context_processor(_around_the_page)
    take_themes_from(app, we_did.theme_names)
    take_said_from(app, queries.how_many_said)
    offer_figures(app)


def _around_the_page() -> dict[str, Any]:
    settings: Settings = flask.current_app.extensions["heard.settings"]
    viewer = current_viewer()
    if viewer and not viewer.is_young_person:
        return {
            "home_url": flask.url_for("home.staff"),
            "nav_items": presenters.nav_items(),
            "product_name": _whose_pages(viewer, settings),
            "account_url": flask.url_for("accounts.own_account"),
        }
    person = people.get(viewer.young_person_id) if viewer and viewer.young_person_id else None
    age = people.age_on(person, clock.today(settings.time_zone)) if person else None
    return {
        "home_url": flask.url_for("home.start"),
        "help_lines": presenters.help_lines(age, settings, is_day=is_open(_hours(settings), clock.now())),
    }


def _hours(settings: Settings) -> Hours:
    """When people read. A page that says the database is gone must not ask it."""
    return reading_hours(settings, NO_DAYS if flask.g.get("without_database") else None)


def _whose_pages(viewer: Viewer, settings: Settings) -> str:
    """An advocate is outside the council, and their pages say so."""
    return settings.advocacy_name if Role.ADVOCATE in viewer.roles else settings.council_name
