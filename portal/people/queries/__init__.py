"""Reads about young people: their facts, who works with them, how a viewer stands to them, finding them."""

from portal.people.queries.facts import (
    age_on,
    episodes_of,
    get,
    identifiers_of,
    number_hash,
    reviews_of,
    several,
    today,
    with_number,
    zone,
)
from portal.people.queries.finding import Found, FoundPage, young_people
from portal.people.queries.links import all_links_of, link_of, links_of, young_people_of
from portal.people.queries.merging import (
    Waiting,
    are_not_the_same,
    half_of,
    merge_subject,
    pair_subject,
    waiting_to_merge,
    why_not_undo_now,
)
from portal.people.queries.names import account_names, name_accounts_with
from portal.people.queries.standing import (
    kept_apart,
    kept_apart_from,
    relations_to,
    young_person_subject,
)
from portal.people.queries.support import (
    KnownFacts,
    facts_of,
    spans_of,
    support_by_hand,
    support_of,
    supports_of,
)

__all__ = [
    "Found",
    "FoundPage",
    "KnownFacts",
    "Waiting",
    "account_names",
    "age_on",
    "all_links_of",
    "are_not_the_same",
    "episodes_of",
    "facts_of",
    "get",
    "half_of",
    "identifiers_of",
    "kept_apart",
    "kept_apart_from",
    "link_of",
    "links_of",
    "merge_subject",
    "name_accounts_with",
    "number_hash",
    "pair_subject",
    "relations_to",
    "reviews_of",
    "several",
    "spans_of",
    "support_by_hand",
    "support_of",
    "supports_of",
    "today",
    "waiting_to_merge",
    "why_not_undo_now",
    "with_number",
    "young_people",
    "young_people_of",
    "young_person_subject",
    "zone",
]
