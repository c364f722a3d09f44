"""Why a model was not loaded."""


class LoadError(Exception):
    """The model cannot be loaded; `code` says why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)
