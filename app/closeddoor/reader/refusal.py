"""A document that is not read, and the code of the sentence that says why."""

from closeddoor.wire.reading import RefusalCode


class RefusalError(Exception):
    """Raised by a reader; the window turns the code into words."""

    def __init__(self, code: RefusalCode) -> None:
        self.code: RefusalCode = code
        super().__init__(code)
