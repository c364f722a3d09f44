"""How figures, ratios and goals are written."""

from benchmarks.table.row import Goal, Outcome, Row

_WIDTHS = (52, 15, 38, 15, 8)


def amount(value: float, unit: str) -> str:
    return f"{value:.0f} {unit}" if value >= 100 else f"{value:.1f} {unit}"


def ratio(value: float) -> str:
    return f"{value:.3f}" if value >= 0.1 else f"{value:.4f}"


def goals(row: Row) -> str:
    """Return where the row has to be."""
    return " and ".join(_goal(each, row) for each in row.goals) or "–"


def _goal(goal: Goal, row: Row) -> str:
    sign = "≥" if goal.at == "least" else "≤"
    return f"{sign} {goal.limit:.3g}" + (f" {row.unit}" if goal.of == "value" else "")


def head() -> str:
    names = ("figure", "measured", "against", "measured", "ratio")
    return "".join(f"{name:{width}}" for name, width in zip(names, _WIDTHS, strict=True)) + "goal; verdict"


def line(outcome: Outcome) -> str:
    """Return one line of the printed table."""
    row, figure = outcome.row, outcome.figure
    if figure is None:
        return f"{row.what:{_WIDTHS[0]}}{outcome.verdict}: {outcome.reason}"
    cells = (row.what, amount(figure.value, row.unit), row.against, amount(figure.reference, row.unit))
    written = "".join(f"{cell:{width}}" for cell, width in zip((*cells, ratio(figure.ratio)), _WIDTHS, strict=True))
    return f"{written}{goals(row)}; {outcome.verdict}"
