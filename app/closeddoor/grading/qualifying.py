"""Whether a pack's own test lets the grader near a text; where it does not, the participant decides every point.

A pack may come from anyone, on any subject: its labelled answers are the only evidence of how the grader reads it.
"""

from closeddoor.domain.verdicts import InterviewGrading, MemoGrading
from closeddoor.grading.agreement import Agreement
from closeddoor.language import tr

LEAST_PRECISION = 0.85
"""The least share of credits (`met`, or a fact brought to light) that the author's labels must bear out.

The grader is held to 0.90 over many packs. One task's own test has a dozen or two credits, where a single error by
chance moves the share by 0.05 to 0.1: so a task falls back one step below, at more than about one wrong credit in
seven. A grader that credits nothing is not short: it leaves all to the participant as it is.
"""


NOT_MATCHED = (
    "In this interview the application cannot tell reliably enough what a question asks for, so the replies bring "
    "nothing to light. Put your questions all the same: afterwards you decide, fact by fact, which you asked for."
)
"""Said while an interview is held that the participant will score: an evasive reply is no sign of a poor question."""


def is_short(found: Agreement) -> bool:
    """Return whether a task has to be scored by the participant."""
    return found.credited_rightly < LEAST_PRECISION * found.credited


def memo_left_to_participant(found: Agreement) -> MemoGrading:
    """Return the grading of a memo whose test is short: no verdict, and why."""
    note = (
        "The grader was not used on this text: it is not reliable enough on this memo. On the author's own labelled "
        f"answers, {_figure(found, 'points it credited')} were really made; it takes {LEAST_PRECISION:.0%}. Each point "
        "is for you to decide, with the criterion and the samples beside your text."
    )
    return MemoGrading(scored_by="participant", note=note)


def interview_left_to_participant(found: Agreement) -> InterviewGrading:
    """Return the same for an interview."""
    note = (
        "Your questions were not matched to the facts: that is not reliable enough in this interview. On the author's "
        f"own labelled questions, {_figure(found, 'facts that came to light')} were really asked for; it takes "
        f"{LEAST_PRECISION:.0%}. An evasive reply says nothing about your question, and each fact is for you to decide."
    )
    return InterviewGrading(None, scored_by="participant", note=note)


def memo_not_graded(why: str) -> MemoGrading:
    """Return the grading of a memo where the grader cannot work now; `why` is a sentence."""
    note = tr(
        "The grader was not used on this text. {why} Each point is for you to decide, with the criterion and the"
        " samples beside your text.",
        why=why,
    )
    return MemoGrading(scored_by="participant", note=note)


def interview_not_graded(why: str) -> InterviewGrading:
    """Return the same for an interview."""
    note = tr(
        "Your questions were not matched to the facts. {why} An evasive reply says nothing about your question, and"
        " each fact is for you to decide.",
        why=why,
    )
    return InterviewGrading(None, scored_by="participant", note=note)


def _figure(found: Agreement, what: str) -> str:
    share = found.credited_rightly * 100 // max(1, found.credited)  # rounded down: 84.9 is not shown as 85
    return f"only {found.credited_rightly} of the {found.credited} {what} ({share}%)"
