"""What a model can be trusted with: what was measured of it, and measuring it."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from closeddoor.domain.errors import KnownError
from closeddoor.domain.qualification import Calibration, Figures, JudgedModel, Qualification
from closeddoor.presenters.models.shown import Shown
from closeddoor.presenters.models.trust import FAILED, MEASURE, OPINION_NO, OPINION_YES, PASSED, TrustPresenter
from closeddoor.presenters.states.models import ModelsViewState, TrustView
from tests.fakes.ports import QueueDispatcher
from tests.presenters.recording import RecordingPage

FOUND = Qualification(
    model=JudgedModel("aa", "ggml 1", "Qwen3 8B"),
    grader_version=3,
    measured_on="2026-11-23",
    grader=Figures(312, 60, 52, 140, 138, 0.76, 0.8),
    together=Figures(312, 70, 65, 160, 157, 0.84, 0.86),
    auc=0.914,
    gamed=48,
    gamed_met=0,
    passed=True,
    reasons=("It adds what the grader does not find.",),
    calibration=Calibration(0.0, 1.0, 1.0, 0.1, 0.9),
)


class Measurement:
    def __init__(self, on_progress: Callable[[float], None]) -> None:
        self.on_progress = on_progress
        self.future: Future[Qualification] = Future()
        self.is_cancelled = False

    def cancel(self) -> None:
        self.is_cancelled = True


class Bench:
    """A presenter over measurements that a test ends when it likes."""

    def __init__(self) -> None:
        self.sha256 = "aa"
        self.known: dict[str, Qualification] = {}
        self.running: list[Measurement] = []
        self.opinions: list[str] = []
        self.dispatcher = QueueDispatcher()
        self.page = RecordingPage[ModelsViewState]()
        shown = Shown(self.page, ModelsViewState("ask"))
        self.presenter = TrustPresenter(shown, self, lambda: self.sha256, self.dispatcher)
        self.presenter.opinion_told.connect(self.opinions.append)

    def stored(self, model_sha256: str) -> Future[Qualification | None]:
        future: Future[Qualification | None] = Future()
        future.set_result(self.known.get(model_sha256))
        return future

    def run(self, on_progress: Callable[[float], None]) -> Measurement:
        self.running.append(Measurement(on_progress))
        return self.running[-1]

    def refresh(self) -> TrustView:
        self.presenter.refresh()
        self.dispatcher.run()
        return self.now()

    def now(self) -> TrustView:
        return self.page.now().trust


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    assert qtbot
    return Bench()


def test_one_that_was_never_measured_can_be_and_is_not_trusted(bench: Bench) -> None:
    view = bench.refresh()
    assert (view.measure, view.figures, "Nobody has measured" in view.verdict) == (MEASURE, (), True)
    assert bench.opinions == [""]


def test_what_comes_late_of_the_model_before_is_not_said_of_the_one_in_use(bench: Bench) -> None:
    bench.known["aa"] = FOUND
    bench.presenter.refresh()
    bench.sha256 = "bb"
    bench.dispatcher.run()
    assert bench.page.states == []
    assert "Nobody has measured" in bench.refresh().verdict


def test_without_a_model_nothing_is_offered(bench: Bench) -> None:
    bench.sha256 = ""
    assert bench.refresh().measure == ""
    bench.presenter.measure()
    assert bench.running == []


def test_what_was_measured_is_said_in_words_with_what_the_grader_reaches_alone(bench: Bench) -> None:
    bench.known["aa"] = FOUND
    view = bench.refresh()
    assert (view.verdict, view.reasons, bench.opinions) == (PASSED, FOUND.reasons, [OPINION_YES])
    assert "23 November 2026" in view.about
    said = {fact.name: f"{fact.value} {fact.about}" for fact in view.figures}
    assert "312" in said["Decisions"]
    assert "93% of the time: 65 of 70, so at least 84%" in said["“Made this point” is right"]
    assert "alone: 87% of the time: 52 of 60" in said["“Made this point” is right"]
    assert "74% of them" in said["It decides"]
    assert "alone: 64%" in said["It decides"]
    assert "91%" in said["The model by itself"]
    assert "None of 48" in said["Answers that try to trick it"]
    bench.known["aa"] = replace(FOUND, passed=False, gamed_met=2)
    view = bench.refresh()
    assert (view.verdict, bench.opinions[-1]) == (FAILED, OPINION_NO)
    assert "2 of 48 were taken" in view.figures[-1].value


def test_one_that_never_says_that_a_point_is_made_is_told_so(bench: Bench) -> None:
    bench.known["aa"] = replace(FOUND, together=Figures(312, 0, 0, 10, 9, 0.0, None))
    assert bench.refresh().figures[1].value == "never said"


def test_measuring_shows_how_far_it_is_and_what_it_found(bench: Bench) -> None:
    bench.refresh()
    bench.presenter.measure()
    bench.presenter.measure()  # a second time while it is going on is nothing
    (running,) = bench.running
    assert (bench.now().measure, bench.now().busy is not None) == ("", True)
    running.on_progress(0.5)
    busy = bench.now().busy
    assert busy is not None
    assert (busy.fraction, busy.can_cancel) == (0.5, True)
    assert "Less than a minute is left" in busy.text
    bench.presenter.refresh()  # who leaves the room and returns finds it at work
    bench.dispatcher.run()
    assert bench.now().busy == busy
    running.future.set_result(FOUND)
    bench.dispatcher.run()
    assert (bench.now().verdict, bench.now().busy, bench.opinions[-1]) == (PASSED, None, OPINION_YES)


def test_one_that_is_given_up_says_so_and_can_be_measured_again(bench: Bench) -> None:
    bench.refresh()
    bench.presenter.measure()
    bench.presenter.cancel()
    assert bench.running[0].is_cancelled
    bench.running[0].future.set_exception(KnownError("qualification.cancelled", "Stopped.", "Nothing changed."))
    bench.dispatcher.run()
    view = bench.now()
    assert view.problem is not None
    assert (view.problem.happened, view.busy, view.measure) == ("Stopped.", None, MEASURE)
    bench.presenter.measure()
    assert len(bench.running) == 2
    assert bench.now().problem is None


def test_another_model_ends_the_measurement_and_nothing_is_said_of_the_wrong_one(bench: Bench) -> None:
    bench.refresh()
    bench.presenter.measure()
    bench.sha256, bench.known["bb"] = "bb", replace(FOUND, passed=False)
    bench.refresh()
    assert bench.running[0].is_cancelled
    bench.running[0].future.set_exception(KnownError("qualification.cancelled", "Stopped."))
    bench.dispatcher.run()
    assert (bench.now().verdict, bench.now().problem, bench.now().busy) == (FAILED, None, None)


def test_one_that_ended_after_another_was_chosen_is_not_shown_as_its_own(bench: Bench) -> None:
    bench.refresh()
    bench.presenter.measure()
    bench.sha256 = "bb"
    bench.running[0].future.set_result(FOUND)
    bench.dispatcher.run()
    assert "Nobody has measured" in bench.now().verdict
    assert bench.now().busy is None
