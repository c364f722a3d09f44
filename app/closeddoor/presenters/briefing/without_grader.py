"""What is said where the model that compares sentences cannot be used: what is safe, and how to go on without it."""

from closeddoor.domain.errors import KnownError
from closeddoor.language import tr
from closeddoor.presenters.briefing.view import FORWARD_AT
from closeddoor.services.practice import SELF_SCORE


def without_grader(error: BaseException) -> BaseException:
    """Return a failure of scoring with the way on that there always is."""
    if not isinstance(error, KnownError):
        return error
    way_on = tr(
        "Press “{show}” to try once more: if it still cannot be used, you decide on your own text, point by point.",
        show=FORWARD_AT[SELF_SCORE],
    )
    return _with_way_on(error, tr("Your answers are fixed and kept."), way_on)


def without_match(error: BaseException) -> BaseException:
    """Return a failure to read a question of an interview in the same way."""
    if not isinstance(error, KnownError):
        return error
    way_on = tr(
        "Ask it again to try once more: if it still cannot be read, the reply brings nothing to light, and afterwards"
        " you decide, fact by fact, which you asked for."
    )
    return _with_way_on(error, tr("Your question is still in the field."), way_on)


def _with_way_on(error: KnownError, safe: str, way_on: str) -> KnownError:
    return KnownError(error.code, error.happened, safe, f"{error.next_step} {way_on}".strip())
