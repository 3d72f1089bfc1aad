"""The words and codes of the Standard Safeguarding Dataset as ours. Pure.

The dataset gives each case system's own text where the returns have codes: a code, a code with its words, or
the words alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from portal.people.rules import LinkKind

TABLES = {
    "ssd_person": ("pers_person_id", "pers_dob"),
    "ssd_linked_identifiers": ("link_person_id", "link_identifier_type", "link_identifier_value"),
    "ssd_disability": ("disa_person_id", "disa_disability_code"),
    "ssd_immigration_status": (
        "immi_person_id",
        "immi_immigration_status",
        "immi_immigration_status_end_date",
    ),
    "ssd_cla_placement": ("clap_cla_placement_id", "clap_cla_placement_type"),
    "ssd_cla_episodes": (
        *("clae_person_id", "clae_cla_episode_start_date", "clae_cla_episode_ceased_date"),
        "clae_cla_placement_id",
    ),
    "ssd_cla_reviews": ("clar_cla_id", "clar_cla_review_date"),
    "ssd_care_leavers": ("clea_person_id",),
    "ssd_cin_plans": ("cinp_person_id", "cinp_cin_plan_start_date", "cinp_cin_plan_end_date"),
    "ssd_cp_plans": ("cppl_person_id", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date"),
    "ssd_department": ("dept_team_id", "dept_team_name"),
    "ssd_professionals": ("prof_professional_id",),
    "ssd_involvements": (
        *("invo_professional_id", "invo_professional_role_id", "invo_person_id"),
        *("invo_involvement_start_date", "invo_involvement_end_date"),
    ),
}
"""The tables that are read and the columns each must have; others are used where they are there."""

_ROLES = (
    (re.compile(r"\b(iro|independent reviewing)\b"), LinkKind.IRO),
    (re.compile(r"\b(pa|personal advis[eo]r|leaving care advis[eo]r|care leavers? advis[eo]r)\b"),
     LinkKind.PERSONAL_ADVISER),
    (re.compile(r"\bparticipation (worker|officer)\b"), LinkKind.PARTICIPATION_WORKER),
    (re.compile(r"\b(social worker|sw|allocated (case )?worker|case worker|key ?worker|newly qualified)\b"),
     LinkKind.SOCIAL_WORKER),
)  # fmt: skip
_NOT_WORKERS = re.compile(r"\b(manager|supervisor|admin|business support|supervising|fostering)\b")

SEX = {"M": "1", "MALE": "1", "1": "1", "F": "2", "FEMALE": "2", "2": "2"}
_IN_TOUCH = {"Y": "YES", "N": "NO", "1": "YES", "0": "NO", "TRUE": "YES", "FALSE": "NO"}


def role_of(role: str, job_title: str = "") -> LinkKind | None:
    """In what capacity somebody works with a young person, by the role of the involvement, else by the job.
    A manager or a foster carer's own worker is none of the child's."""
    for text in (role, job_title):
        words = re.sub(r"[^a-z]+", " ", text.casefold()).strip()
        if _NOT_WORKERS.search(words):
            return None
        for pattern, kind in _ROLES:
            if pattern.search(words):
                return kind
    return None


def code_in(text: str, known: Mapping[str, str]) -> str | None:
    """The code that a text gives: itself, the word it begins with, or its words; None when it is none."""
    text = text.strip()
    if not text:
        return ""
    for said in (text.upper(), re.split(r"[\s:–-]", text.upper(), maxsplit=1)[0]):
        if said in known:
            return said
    return next((code for code, words in known.items() if words.casefold() == text.casefold()), None)


def in_touch_of(text: str, known: Mapping[str, str]) -> str | None:
    """The return's code for whether a care leaver is in touch."""
    return _IN_TOUCH.get(text.strip().upper()) or code_in(text, known)
