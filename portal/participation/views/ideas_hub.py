"""What the hubs and the pages of one group show of ideas and drafts."""

from __future__ import annotations

from datetime import date
from typing import Any

from portal.participation.presenters import hub
from portal.participation.queries import consultations, moderation
from portal.participation.queries import ideas as queries
from portal.participation.queries.ideas_reader import reader
from portal.policy.guard import may
from portal.policy.permissions import Permission as P
from portal.policy.viewer import Viewer


@hub.gives
def to_hub(viewer: Viewer, today: date) -> dict[str, Any]:
    """Ideas with news, and whether they are asked about a draft now."""
    if viewer.young_person_id is None:
        return {}
    return {
        "ideas_new": queries.with_news(reader(viewer, today)),
        "ideas_open_asking": consultations.is_asked_now(viewer.young_person_id, today),
    }


@hub.waits
def waiting(viewer: Viewer, today: date) -> int:
    """Ideas with news."""
    return queries.with_news(reader(viewer, today)) if queries.news_of(viewer.account_id) else 0


@hub.gives_staff
def to_kept(viewer: Viewer, today: date) -> dict[str, Any]:
    """How much waits to be approved."""
    return {"ideas_to_approve": len(moderation.queue(viewer))} if may(P.MODERATE_IDEAS) else {}


@hub.gives_group
def to_group(viewer: Viewer, group: Any, today: date) -> dict[str, Any]:
    """Ideas of one group."""
    if viewer.young_person_id is None:
        return {}
    return {"ideas_of_group": queries.of_group(reader(viewer, today), group.id)}


@hub.gives_kept_group
def to_kept_group(viewer: Viewer, group: Any, today: date) -> dict[str, Any]:
    """Ideas of one group that wait for an answer."""
    return {"ideas_for_agenda": queries.for_agenda(group.id, viewer)}
