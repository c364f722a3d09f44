"""The counts that the readme gives are those of what is there."""

import re

import pytest

from closeddoor.domain.tasks.registry import TASK_SPECS
from closeddoor.packs import read_pack
from tests.docs.documents import ROOT
from tests.security.proof.table import ROWS

NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", *[""] * 9, "twenty")
LABELLED = ROOT / "app" / "closeddoor" / "grading" / "labelled_set"


def labelled_decisions() -> int:
    """Count a decision for each criterion of each sample answer, as the measurement of a model does."""
    scenarios = read_pack(LABELLED).scenarios
    criteria = {
        (scenario.id, task.id): len(getattr(task, "criteria", ())) for scenario in scenarios for task in scenario.tasks
    }
    return sum(criteria[scenario.id, answer.task] for scenario in scenarios for answer in scenario.answers)


COUNTED = {
    r"(\w+) briefings on five shelves": lambda: len(list((ROOT / "scenarios").glob("*/scenarios/*"))),
    r"briefings on (\w+) shelves": lambda: len(list((ROOT / "scenarios").glob("*/pack.toml"))),
    r"(\w+) kinds of\s+task": lambda: len(TASK_SPECS),
    r"\((\w+) kinds, each with six questions": lambda: len(
        list((ROOT / "app" / "closeddoor" / "meetings").glob("*.toml"))
    ),
    r"(\w+) promises tried in earnest": lambda: len(ROWS),
    r"(\d+) labelled decisions": labelled_decisions,
}


@pytest.mark.parametrize("pattern", COUNTED)
def test_the_readme_counts_right(pattern: str) -> None:
    (said,) = re.findall(pattern, (ROOT / "README.md").read_text(encoding="utf-8"))
    number = int(said) if said.isdigit() else NUMBERS.index(said.lower())
    assert number == COUNTED[pattern]()
