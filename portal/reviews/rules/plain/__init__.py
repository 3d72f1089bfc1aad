"""The plain-words check of a letter to a child: what had better be said otherwise, and where. Pure."""

from portal.reviews.rules.plain.check import check, reading_ages
from portal.reviews.rules.plain.promises import Action
from portal.reviews.rules.plain.remarks import ACTION, WHOLE, Known, Piece, Remark, What

__all__ = ["ACTION", "WHOLE", "Action", "Known", "Piece", "Remark", "What", "check", "reading_ages"]
