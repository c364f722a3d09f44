"""What can be wrong with a Markdown text of a pack."""

from closeddoor.domain.errors import KnownError


class MarkupError(KnownError):
    """A text that is refused, with the line of it (from 1).

    Codes: marker.malformed marker.unclosed marker.nested marker.empty marker.line_break marker.formatting
    marker.hidden marker.twice text.html text.nesting text.dense text.character.
    """

    def __init__(self, code: str, line: int, problem: str) -> None:
        super().__init__(code, f"line {line}: {problem}")
        self.line = line
        self.problem = problem
