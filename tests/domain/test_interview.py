import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeddoor.domain.tasks.base import ScoringContext
from closeddoor.domain.tasks.interview import InterviewResponse, InterviewState, advance, decide, replay, score
from closeddoor.domain.verdicts import InterviewGrading, QuestionMatch
from tests.domain.samples import interview_task

TASK = interview_task()
FACTS = [fact.id for fact in TASK.facts]


def ask(*matches: tuple[tuple[str, ...], tuple[str, ...]]) -> tuple[InterviewState, list[tuple[str, str]]]:
    state = InterviewState()
    said: list[tuple[str, str]] = []
    for index, (revealed, unclear) in enumerate(matches):
        state, answer = advance(TASK, state, QuestionMatch(index, revealed, unclear))
        said.append((answer.kind, answer.text))
    return state, said


def test_a_fact_is_told_once_as_news_and_again_as_a_repetition_at_no_cost() -> None:
    state, said = ask((("renewal",), ()), (("renewal",), ()))
    assert said == [("reveals", "It renews."), ("repeats", "It renews.")]
    assert (state.revealed, state.turns_used) == (("renewal",), 1)


def test_one_question_tells_its_two_most_probable_facts() -> None:
    state, said = ask((("staff", "renewal", "weather"), ()))
    assert said == [("reveals", "Two people. It renews.")]
    assert state.revealed == ("staff", "renewal")


def test_deflections_are_used_in_turn_and_begin_anew() -> None:
    state, said = ask(*[((), ())] * 4)
    assert [text for _, text in said] == ["One.", "Two.", "Three.", "One."]
    assert state.turns_used == 3


def test_only_the_first_question_that_asks_for_nothing_is_free() -> None:
    nothing, match = QuestionMatch(0), QuestionMatch(1, ("renewal",))
    state, free = InterviewState(), []
    for each in (nothing, match, nothing, nothing):
        state, answer = advance(TASK, state, each)
        free.append(answer.is_free)
    assert free == [True, False, False, False]
    assert state.turns_left(TASK) == 0


def test_an_unclear_question_is_asked_back_once_per_fact_and_free() -> None:
    state, said = ask(((), ("renewal",)), ((), ("renewal",)), ((), ("staff",)))
    assert [kind for kind, _ in said] == ["unclear", "deflects", "unclear"]
    assert (state.turns_used, state.turns_left(TASK)) == (0, 3)


def test_unclear_only_is_unsure_and_a_clear_question_settles_it() -> None:
    matches = (QuestionMatch(0, unclear=("renewal", "staff")), QuestionMatch(1, revealed=("staff",)))
    context = ScoringContext(gradings={"interview": InterviewGrading(matches)})
    result = score(TASK, InterviewResponse(("a", "b")), context)
    assert [item.verdict for item in result.items] == ["unsure", "revealed", "not_revealed"]
    assert (result.score, result.low, result.high) == (7.5, 7.5, 30)
    assert decide(TASK, result, {"renewal": "revealed"}).score == 30


def test_questions_beyond_twice_the_turns_are_ignored_and_noted() -> None:
    matches = (*[QuestionMatch(index) for index in range(6)], QuestionMatch(6, ("renewal",)))
    context = ScoringContext(gradings={"interview": InterviewGrading(matches)})
    result = score(TASK, InterviewResponse(("q",) * 7), context)
    assert result.score == 0
    assert "last 1 question was not counted" in result.note
    assert replay(TASK, [*matches[1:]]).revealed == ("renewal",)


def test_every_question_of_a_live_interview_counts() -> None:
    """Its page asks back for free, once per fact, and so may go beyond twice the turns."""
    matches = (*[QuestionMatch(index) for index in range(6)], QuestionMatch(6, ("renewal",)))
    context = ScoringContext(gradings={"interview": InterviewGrading(matches, live=True)})
    result = score(TASK, InterviewResponse(("q",) * 7), context)
    assert [item.id for item in result.items if item.verdict == "revealed"] == ["renewal"]
    assert result.note == ""


def test_without_grading_every_fact_is_for_the_participant() -> None:
    result = score(TASK, InterviewResponse(("q",)), ScoringContext())
    assert (result.low, result.high, result.scored_by) == (0, 30, "participant")


ids = st.lists(st.sampled_from(FACTS), max_size=3, unique=True).map(tuple)


@given(st.lists(st.tuples(ids, ids), max_size=12))
def test_an_interview_never_forgets_nor_tells_too_much(matches: list[tuple[tuple[str, ...], tuple[str, ...]]]) -> None:
    state = InterviewState()
    for index, (revealed, unclear) in enumerate(matches):
        after, answer = advance(TASK, state, QuestionMatch(index, revealed, unclear))
        assert after.revealed[: len(state.revealed)] == state.revealed
        assert len(after.revealed) - len(state.revealed) <= 2
        assert after.turns_used == state.turns_used + (not answer.is_free)
        assert answer.is_free or answer.kind in {"reveals", "deflects"}
        assert not after.unclear & set(after.revealed)
        state = after
    assert len(set(state.revealed)) == len(state.revealed)
    assert asked_back(matches) <= len(FACTS)


def asked_back(matches: list[tuple[tuple[str, ...], tuple[str, ...]]]) -> int:
    """Count the questions that were asked back: at most one per fact."""
    return sum(kind == "unclear" for kind, _ in ask(*matches)[1])


@pytest.mark.parametrize("field", ["points", "probability", "evidence"])
def test_interview_items_have_no_fields_of_a_memo(field: str) -> None:
    result = score(TASK, InterviewResponse(("q",)), ScoringContext())
    assert all(field not in item.to_json() for item in result.items)
