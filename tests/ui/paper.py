"""A file set on paper to its end."""

from closeddoor.presenters.paper import Steps


def whole(steps: Steps) -> bytes:
    """Take all steps and return the file."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            content: bytes = end.value
            return content
