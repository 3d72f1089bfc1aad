"""Reads about young people: their facts, who works with them, how a viewer stands to them, finding them."""

from portal.people.queries.facts import (
    age_on,
    episodes_of,
    get,
    number_hash,
    reviews_of,
    several,
    today,
    with_number,
)
from portal.people.queries.finding import Found, FoundPage, young_people
from portal.people.queries.links import all_links_of, link_of, links_of, young_people_of
from portal.people.queries.names import account_names, name_accounts_with
from portal.people.queries.standing import (
    kept_apart,
    kept_apart_from,
    relations_to,
    young_person_subject,
)

__all__ = [
    "Found",
    "FoundPage",
    "account_names",
    "age_on",
    "all_links_of",
    "episodes_of",
    "get",
    "kept_apart",
    "kept_apart_from",
    "link_of",
    "links_of",
    "name_accounts_with",
    "number_hash",
    "relations_to",
    "reviews_of",
    "several",
    "today",
    "with_number",
    "young_people",
    "young_people_of",
    "young_person_subject",
]
