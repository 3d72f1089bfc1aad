"""What the pages of accounts need beside their rows: roles in words, pictures beside words, QR codes."""

from portal.accounts.presenters.roles import role_word, role_words
from portal.accounts.presenters.words import ShownWord, shown, typed_words

__all__ = ["ShownWord", "role_word", "role_words", "shown", "typed_words"]
