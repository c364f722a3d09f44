"""How a benchmark says what it measured, and whether that is good enough."""

import json
from collections.abc import Callable

Figures = dict[str, float]


def tell(
    figures: Figures, goals_met: Callable[[Figures], bool], print_table: Callable[[Figures], None], *, as_json: bool
) -> int:
    """Print the figures, as JSON or as a table; return the exit code: 1 when a goal is missed."""
    met = goals_met(figures)
    if as_json:
        print(json.dumps({**figures, "goals_met": met}))
    else:
        print_table(figures)
    return 0 if met else 1
