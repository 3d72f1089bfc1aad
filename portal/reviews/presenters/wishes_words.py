"""What was picked about a review, in the young person's words and in staff's."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _


def wish_words(name: str, value: str) -> str:
    """What they picked, as they read it."""
    words: dict[tuple[str, str], str] = {
        ("coming", "room"): _("Yes, all of it"),
        ("coming", "part"): _("Yes, some of it"),
        ("coming", "video"): _("By phone or video"),
        ("coming", "not"): _("No"),
        ("coming", "not_sure"): _("I don't know yet"),
        ("chair", "me"): _("Yes, me"),
        ("chair", "together"): _("Yes, together with somebody"),
        ("chair", "not"): _("No"),
        ("chair", "not_sure"): _("I don't know yet"),
        ("brings", "friend"): _("A friend"),
        ("brings", "advocate"): _("An advocate"),
        ("brings", "somebody"): _("Somebody else I trust"),
        ("brings", "nobody"): _("Nobody"),
    }
    return words.get((name, value), "")


def staff_words(wish: Any) -> list[tuple[str, str]]:
    """The same for staff, short."""
    picked = [
        (_("Comes"), wish_words("coming", wish.coming)),
        (_("Leads it"), wish_words("chair", wish.chair)),
        (_("Brings"), wish_words("brings", wish.brings)),
        (_("Wants there"), wish.who),
        (_("Does not want there"), wish.who_not),
        (_("Where"), wish.where),
        (_("What else would help"), wish.anything),
    ]
    return [(name, value) for name, value in picked if value]
