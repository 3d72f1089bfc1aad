"""Roles in words, for staff pages."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _

from portal.policy.roles import Role


def role_word(role: Role) -> str:
    """What a role is called on staff pages."""
    words: dict[Role, str] = {
        Role.YOUNG_PERSON: _("young person"),
        Role.SOCIAL_WORKER: _("social worker"),
        Role.PERSONAL_ADVISER: _("personal adviser"),
        Role.IRO: _("independent reviewing officer"),
        Role.ADVOCATE: _("advocate"),
        Role.PARTNER: _("partner"),
        Role.FOSTER_CARER: _("foster carer"),
        Role.PARTICIPATION_WORKER: _("participation worker"),
        Role.READER: _("reader"),
        Role.DUTY_WORKER: _("duty worker"),
        Role.SAFETY_LEAD: _("safety lead"),
        Role.MANAGER: _("manager"),
        Role.ADMINISTRATOR: _("administrator"),
        Role.PANEL_MEMBER: _("panel member"),
        Role.PANEL_SUPPORT: _("panel support"),
        Role.BOARD_CHAIR: _("chair of the Improvement Board"),
        Role.BOARD_MEMBER: _("member of the Improvement Board"),
        Role.OBSERVER: _("government’s observer"),
        Role.SCRUTINY_MEMBER: _("member of the scrutiny committee"),
        Role.RECORDS_OFFICER: _("records officer"),
        Role.DATA_PROTECTION_OFFICER: _("data protection officer"),
        Role.COMPLAINTS_MANAGER: _("complaints manager"),
        Role.INVESTIGATOR: _("investigating officer"),
        Role.INDEPENDENT_PERSON: _("independent person"),
    }
    return words[role]


def role_words(roles: Iterable[Role]) -> str:
    """Somebody's roles, in the order of the list of roles."""
    order = list(Role)
    return ", ".join(role_word(role) for role in sorted(roles, key=order.index))
