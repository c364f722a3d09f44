"""Text on its way to a worker: whatever a text field can hold, as something that an encoding can hold too."""

from closeddoor.wire.messages import Turn

MAX_REQUEST_CHARACTERS = 300_000
"""JSON may spell a character in twelve bytes; more than this could outgrow a frame, and every context."""


def clean(turn: Turn) -> Turn:
    return Turn(turn.role, unicode_of(turn.text))


def unicode_of(text: str) -> str:
    """Return text without halves of surrogate pairs, which a text field can hold and no encoding can."""
    return text.encode("utf-8", "replace").decode("utf-8")
