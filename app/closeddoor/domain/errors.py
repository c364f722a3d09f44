"""The two ways in which something goes wrong.

Exception
├── KnownError        say it to the user, in their words
│   └── (one subclass per area, beside the code that raises it)
└── BugError          our mistake: log its type and place, never its content
"""


class KnownError(Exception):
    """Something the user is told: what happened, what is safe, what to do next.

    `code` is stable (`area.what`), for tests, `--json` and the documentation; the page shows the sentences only.
    """

    def __init__(self, code: str, happened: str, safe: str = "", next_step: str = "") -> None:
        self.code = code
        self.happened = happened
        self.safe = safe
        self.next_step = next_step
        super().__init__(" ".join(part for part in (happened, safe, next_step) if part))


class BugError(Exception):
    """A state that the program promised cannot be."""
