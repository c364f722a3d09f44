"""What is said of a memo or interview that was not graded: only the participant decides it."""

from collections.abc import Mapping

from closeddoor.domain.result import TaskResult
from closeddoor.language import tr_many
from closeddoor.presenters.states.shared import Verdict
from closeddoor.presenters.words import counted

READING_ORDER: Mapping[Verdict, int] = {"unsure": 0, "found": 1, "partly": 2, "missed": 3, "decoy": 4, "neutral": 5}
"""What is to be decided comes first, then what was found, then what was missed."""


def was_not_graded(result: TaskResult) -> bool:
    """Return whether the note says why grading was not used: another language, a pack whose own test is short."""
    return result.scored_by == "participant" and bool(result.note)


def is_undecided(result: TaskResult) -> bool:
    """Return whether the participant has not decided any of it yet either."""
    return was_not_graded(result) and all(item.verdict == "unsure" for item in result.items)


def undecided_line(result: TaskResult, lead: str, noun: str) -> str:
    """Return `Your text was not graded: 6 points are for you to decide.`."""
    count = len(result.items)
    return tr_many(
        "{lead}: {things} is for you to decide.",
        "{lead}: {things} are for you to decide.",
        count,
        lead=lead,
        things=counted(count, noun),
    )
