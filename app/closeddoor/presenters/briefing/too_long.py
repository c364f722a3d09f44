"""What is said of a text that is longer than what scoring reads."""

from closeddoor.language import tr
from closeddoor.presenters.states.shared import Problem
from closeddoor.services.practice.limits import MOST_MEMO_CHARACTERS, MOST_QUESTION_CHARACTERS

LONG_MEMO = Problem(
    tr("Your text is longer than {most_memo_characters:,} characters.", most_memo_characters=MOST_MEMO_CHARACTERS),
    tr("All of it is kept; only what comes before that is scored."),
    tr("Shorten it if the end matters."),
)
LONG_QUESTION = Problem(
    tr(
        "Your question is longer than {most_question_characters:,} characters, so it was not asked.",
        most_question_characters=MOST_QUESTION_CHARACTERS,
    ),
    tr("It is still in the field, and no question was used up."),
    tr("Shorten it and ask again."),
)
