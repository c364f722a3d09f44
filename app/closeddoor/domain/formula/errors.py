"""What is wrong with a formula."""

from closeddoor.domain.errors import KnownError


class FormulaError(KnownError):
    """A formula that does not parse, or that fails at the values it is given.

    Codes: formula.syntax formula.name formula.nesting formula.type formula.arguments formula.fails.
    """


def failing(problem: str) -> FormulaError:
    """Return the error of a formula that parses but cannot be worked out at these values."""
    return FormulaError("formula.fails", problem)
