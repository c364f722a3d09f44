"""What is said of a text that is longer than what scoring reads."""

from closeddoor.presenters.states.shared import Problem
from closeddoor.services.practice.limits import MOST_MEMO_CHARACTERS, MOST_QUESTION_CHARACTERS

LONG_MEMO = Problem(
    f"Your text is longer than {MOST_MEMO_CHARACTERS:,} characters.",
    "All of it is kept; only what comes before that is scored.",
    "Shorten it if the end matters.",
)
LONG_QUESTION = Problem(
    f"Your question is longer than {MOST_QUESTION_CHARACTERS:,} characters, so it was not asked.",
    "It is still in the field, and no question was used up.",
    "Shorten it and ask again.",
)
