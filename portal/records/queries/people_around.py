"""Names that the portal knows around whoever a file is about, to begin the list of people named with."""

from __future__ import annotations

from dataclasses import dataclass

from portal.accounts.queries.around import names_of
from portal.people import queries as people
from portal.people.rules import LinkKind
from portal.records.models import RecordsRequest
from portal.records.rules import Who

_AS = {
    LinkKind.SOCIAL_WORKER: Who.PROFESSIONAL,
    LinkKind.PERSONAL_ADVISER: Who.PROFESSIONAL,
    LinkKind.IRO: Who.PROFESSIONAL,
    LinkKind.PARTICIPATION_WORKER: Who.PROFESSIONAL,
    LinkKind.FOSTER_CARER: Who.CARER,
    # Not the advocate: that a young person has one is theirs to tell.
}


@dataclass(frozen=True)
class Known:
    """Somebody whose name we know, and who they are to the person."""

    name: str
    who: Who


def known_around(request: RecordsRequest) -> list[Known]:
    """The person's own names, and whoever works or worked with them or looked after them."""
    own = [request.name, *request.other_names.replace(",", "\n").splitlines()]
    found = {name.strip().casefold(): Known(name.strip(), Who.THEMSELVES) for name in own if name.strip()}
    if request.young_person_id is not None:
        links = [link for link in people.all_links_of(request.young_person_id) if link.kind in _AS]
        names = names_of({link.account_id for link in links})
        for link in links:
            if name := names.get(link.account_id, ""):
                found.setdefault(name.casefold(), Known(name, _AS[link.kind]))
    return list(found.values())
