"""In which face a survey speaks to somebody, and when it asks. Pure."""

from __future__ import annotations

from portal.surveys.rules.content import Content
from portal.surveys.rules.kinds import YOUNG, Face
from portal.voice.rules import Look

_NEAREST = {
    Look.LITTLE: (Face.LITTLE, Face.EIGHT, Face.TWELVE, Face.LEAVER),
    Look.YOUNGER: (Face.EIGHT, Face.LITTLE, Face.TWELVE, Face.LEAVER),
    Look.OLDER: (Face.TWELVE, Face.EIGHT, Face.LEAVER, Face.LITTLE),
    Look.LEAVER: (Face.LEAVER, Face.TWELVE, Face.EIGHT, Face.LITTLE),
}


def face_for(look: Look | None, content: Content) -> Face:
    """The nearest of its faces to the look a young person has. Who has none gets the first of the young."""
    if not content.faces:
        return Face.ADULT
    wanted = _NEAREST[look] if look else content.faces
    young = (face for face in wanted if face in content.faces and face in YOUNG)
    return next(young, content.faces[0])


def asks_first(content: Content) -> tuple[Face, ...]:
    """The faces to choose from where nobody is known: by a link, on a tablet. One needs no choice."""
    return content.faces if len(content.faces) > 1 else ()
