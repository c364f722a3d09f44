"""What counts as a point made or missed, over tasks made by hand."""

from collections.abc import Mapping
from dataclasses import replace

from closeddoor.domain.document import Document, Span
from closeddoor.domain.record.bands import competencies
from closeddoor.domain.record.calibration import Judgement, judgements
from closeddoor.domain.record.estimates import intervals
from closeddoor.domain.record.evidence import points_of, self_decided
from closeddoor.domain.record.headers import AttemptHeader, first_attempts, ordinals
from closeddoor.domain.record.rubric import rubric_of
from closeddoor.domain.record.work import AttemptWork, TaskWork, Verdicted
from closeddoor.domain.scenario import Scenario
from closeddoor.domain.tasks.base import Task
from closeddoor.domain.tasks.choice import ChoiceTask
from closeddoor.domain.tasks.decision import DecisionTask
from closeddoor.domain.tasks.estimate import EstimateTask
from closeddoor.domain.tasks.highlight import Decoy, HighlightTask, Label, Target
from closeddoor.domain.tasks.interview import Fact, InterviewTask, Persona
from closeddoor.domain.tasks.memo import Criterion, MemoTask
from closeddoor.domain.tasks.options import Option
from closeddoor.domain.tasks.workbook import Input, WorkbookTask

LETTER = Document("letter", "The letter", "letter.md", "", "It renews by itself.", (Span("renewal", 0, 9),))
MARK = HighlightTask(
    id="mark",
    title="Mark",
    prompt="Mark.",
    points=10,
    tags=("evidence",),
    document="letter",
    labels=(Label("wrong", "Wrong"),),
    targets=(Target("renewal", "wrong", 3, "Why", ("exits",)), Target("claim", "wrong", 1, "Why")),
    decoys=(Decoy("audit", "Why"),),
)
OPTIONS = (
    Option("defer", "Defer", 1, "Why", ("exits",)),
    Option("pilot", "Pilot", 0.5, "Why"),
    Option("sign", "Sign", 0, "Why"),
)
DECIDE = DecisionTask(id="decide", title="Decide", prompt="", points=10, tags=("evidence",), options=OPTIONS)
PICK = ChoiceTask(
    id="pick",
    title="Pick",
    prompt="",
    points=10,
    tags=("evidence",),
    select="many",
    options=(
        Option("a", "A", 1, ""), Option("b", "B", 0.5, ""), Option("c", "C", -1, ""), Option("d", "D", -1, "")
    ),
)  # fmt: skip
CASE = WorkbookTask(
    id="case",
    title="Case",
    prompt="",
    points=10,
    tags=("money",),
    horizon_years=3,
    inputs=(
        Input("rate", "Rate", "%", "number", 5, (4, 6), 1, ""),
        Input("users", "Users", "%", "number", 95, (40, 65), 1, ""),
        Input("cost", "Cost", "%", "number", 5, (4, 6), 1, ""),
    ),
    outputs=(),
)
REPLY = MemoTask(
    id="reply",
    title="Reply",
    prompt="",
    points=10,
    tags=("public-care",),
    words=(40, 80),
    criteria=(
        Criterion("asks", "Asks for our data.", 3, "", (), ()),
        Criterion("praise", "Calls it revolutionary.", -2, "", (), ()),
    ),
)
CALL = InterviewTask(
    id="call",
    title="Ask",
    prompt="",
    points=10,
    tags=("exits",),
    turns=8,
    persona=Persona("Dana", "Sales", "", "", (), ""),
    facts=(Fact("renewal", ("Does it renew?",), "", 3, ""), Fact("parking", ("Is parking easy?",), "", 0, "")),
)
COST = EstimateTask(id="cost", title="Cost", prompt="", points=10, answer=100.0, unit="EUR", scale=50.0, why="")
SCENARIO = Scenario("s", "A letter", "vendor-proposal", 1, 10, "", "", (), (LETTER,), "")


def work(task: Task, verdicts: Mapping[str, str], decided: str = "", **stated: object) -> AttemptWork:
    items = {each: Verdicted(verdict, each != decided) for each, verdict in verdicts.items()}
    done = TaskWork(task.id, items, **stated)  # type: ignore[arg-type]  # its own names
    return AttemptWork(1, "p", rubric_of(replace(SCENARIO, tasks=(task,))), 0, (done,))


def outcomes(task: Task, **verdicts: str) -> list[tuple[str, str]]:
    return [(point.title, point.outcome) for point in points_of(work(task, verdicts))]


def test_passages_count_by_their_words_and_decoys_do_not() -> None:
    attempt = work(MARK, {"renewal": "found_other_label", "claim": "missed", "audit": "decoy", "quote-1": "neutral"})
    renewal, claim = points_of(attempt)
    assert (renewal.title, renewal.outcome, renewal.tags) == ("It renews", "partly", ("exits",))
    assert (claim.outcome, claim.tags) == ("missed", ("evidence",))


def test_one_pick_is_one_point_for_what_the_best_option_stands_for() -> None:
    assert outcomes(DECIDE, defer="chosen", pilot="not_chosen", sign="not_chosen") == [("Decide: Defer", "made")]
    assert outcomes(DECIDE, defer="not_chosen", pilot="chosen") == [("Decide: Defer", "partly")]
    assert outcomes(DECIDE, defer="not_chosen", sign="chosen") == [("Decide: Defer", "missed")]


def test_an_option_rightly_left_alone_is_no_merit() -> None:
    assert outcomes(PICK, a="chosen", b="not_chosen", c="chosen", d="not_chosen") == [
        ("A", "made"),
        ("B", "missed"),
        ("Picked, and does harm: C", "missed"),
    ]


def test_an_assumption_that_was_sound_counts_only_when_it_was_spoilt() -> None:
    assert outcomes(CASE, rate="right", users="right", cost="wrong") == [("Users", "made"), ("Cost", "missed")]


def test_silence_is_no_care_with_words() -> None:
    unsaid = "Better left unsaid: Calls it revolutionary."
    assert outcomes(REPLY, asks="met", praise="not_met") == [("Asks for our data.", "made"), (unsaid, "made")]
    assert outcomes(REPLY, asks="not_met", praise="not_met") == [("Asks for our data.", "missed")]
    assert outcomes(REPLY, asks="unsure", praise="met") == [(unsaid, "missed")]


def test_a_question_worth_nothing_counts_for_nothing() -> None:
    assert outcomes(CALL, renewal="revealed", parking="not_revealed") == [("Does it renew?", "made")]


def test_what_a_participant_decided_is_counted_apart() -> None:
    attempt = work(REPLY, {"asks": "met", "praise": "met"}, decided="asks")
    assert [point.title for point in points_of(attempt)] == ["Better left unsaid: Calls it revolutionary."]
    assert self_decided(attempt) == 1


def test_a_task_left_out_shows_nothing() -> None:
    assert points_of(work(CALL, {})) == ()
    assert judgements([work(DECIDE, {}, confidence=0.9)]) == ()


def test_confidences_and_intervals_meet_what_was_true() -> None:
    sure = work(DECIDE, {"defer": "not_chosen", "sign": "chosen"}, confidence=0.9)
    right = work(DECIDE, {"defer": "chosen"}, confidence=0.6)
    assert judgements([sure, right]) == (Judgement(0.9, False), Judgement(0.6, True))
    (estimate,) = intervals([work(COST, {"answer": "outside"}, interval=(10.0, 50.0, 90.0))]).estimates
    assert (estimate.truth, estimate.is_inside, estimate.off_by) == (100.0, False, 0.5)


def test_evidence_stands_by_competency_the_latest_first() -> None:
    early, late = work(MARK, {"renewal": "found"}), replace(work(CALL, {"renewal": "revealed"}), attempt_id=2, at_ms=9)
    (exits,) = competencies([early, late])
    assert exits.tag == "exits"
    assert [attempt.attempt_id for attempt in exits.attempts] == [2, 1]


def test_only_the_first_scored_attempt_at_a_scenario_counts() -> None:
    def header(number: int, scenario: str, *, is_scored: bool = True) -> AttemptHeader:
        return AttemptHeader(number, "p", "h", scenario, 0, 0, None, is_scored)

    headers = (header(4, "a"), header(3, "b"), header(2, "a"), header(1, "a", is_scored=False))
    assert [each.id for each in first_attempts(headers)] == [2, 3]
    assert ordinals(headers) == {1: 1, 2: 2, 3: 1, 4: 3}
