"""What came of a row, and how it is told."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.security.proof.row import Figure, Row


@dataclass(frozen=True)
class Outcome:
    """`control` is what happened without the defence; `seconds` are those of both."""

    row: Row
    figure: Figure
    control: Figure
    seconds: float
    is_full: bool

    @property
    def holds(self) -> bool:
        """As it should be; in a short run also where this system lacks what it takes to measure."""
        if self.is_unmeasured:
            return not self.is_full
        return self.figure.holds and self.control.breaks

    @property
    def is_unmeasured(self) -> bool:
        return self.figure.is_unmeasured or (self.figure.holds and self.control.is_unmeasured)

    @property
    def verdict(self) -> str:
        if self.is_unmeasured:
            return "NOT MEASURED"
        if not self.figure.holds:
            return "FAILS"
        return "holds" if self.control.breaks else "PROVES NOTHING"


def told(outcome: Outcome) -> Iterator[str]:
    """The lines that are printed of a row."""
    row = outcome.row
    yield f"{row.name}: {row.goal}"
    yield f"    {outcome.verdict}: {outcome.figure.said}"
    if not outcome.figure.is_unmeasured:
        so = "fails as it must" if outcome.control.breaks else "DOES NOT FAIL, so the row would not have noticed"
        yield f"    without {row.defence}, it {so}: {outcome.control.said}"
    yield f"    {outcome.seconds:.0f} s"
