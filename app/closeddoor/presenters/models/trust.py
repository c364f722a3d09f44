"""What the model in use can be trusted with: what was measured of it on this laptop, and measuring it."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from time import monotonic
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.ports import Dispatcher
from closeddoor.domain.qualification import Figures, Qualification
from closeddoor.language import tr, tr_many
from closeddoor.presenters.models.shown import Shown
from closeddoor.presenters.models.words import day_in_words
from closeddoor.presenters.states.models import ModelFact, TrustView
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.presenters.words import percent
from closeddoor.services.futures import ignore_known

UNMEASURED = tr("Nobody has measured this model on this laptop yet.")
ABOUT = tr(
    "The measurement lets it judge answers whose right verdicts are known, and that it cannot have seen. It may give"
    " second opinions on what you write only where it makes few mistakes and adds to what the built-in grader finds. It"
    " is fine for conversation either way."
)
DURATION = tr(
    "It takes a few minutes with a small model, and an hour or more with a large one on an ordinary processor. You"
    " can go on working meanwhile, and stop it at any time."
)
PASSED = tr("Passed: it may give second opinions on what you write.")
FAILED = tr("Not passed: fine for conversation; not used to judge.")
MEASURE = tr("Measure it")
AGAIN = tr("Measure it again")

OPINION_YES = tr("Yes: it passed the measurement")
OPINION_NO = tr("No: it did not pass the measurement")

CHANCE = 0.5
SAYS_WHEN_LEFT_FROM = 0.03
"""Of the whole: from less of it, how long the rest takes cannot be told."""


class RunningMeasurement(Protocol):
    """A measurement under way."""

    @property
    def future(self) -> Future[Qualification]: ...

    def cancel(self) -> None: ...


class Qualifications(Protocol):
    """What was measured of models, and measuring the one in use."""

    def stored(self, model_sha256: str) -> Future[Qualification | None]: ...

    def run(self, on_progress: Callable[[float], None]) -> RunningMeasurement: ...


class TrustPresenter(QObject):
    """`opinion_told` carries one line on whether the model in use gives second opinions; empty while not known."""

    opinion_told = Signal(str)

    def __init__(
        self,
        shown: Shown,
        qualifications: Qualifications,
        which: Callable[[], str],
        dispatcher: Dispatcher,
        parent: QObject | None = None,
    ) -> None:
        """`which` tells the SHA-256 of the model in use; empty where there is none."""
        super().__init__(parent)
        self._shown = shown
        self._qualifications = qualifications
        self._which = which
        self._dispatcher = dispatcher
        self._running: RunningMeasurement | None = None
        self._measured = ""
        self._began_s = 0.0

    def refresh(self) -> None:
        """Show what is known of the model in use; another one ends the measurement of the one before."""
        sha256 = self._which()
        if self._running is not None and self._measured != sha256:
            self._running.cancel()
        elif self._running is not None:
            return
        if not sha256:
            self._show(TrustView(verdict=tr("There is no model to measure.")))
            return
        stored = self._qualifications.stored(sha256)
        self._dispatcher.deliver(stored, lambda found: self._take(sha256, found), ignore_known)

    def measure(self) -> None:
        """Measure the model in use; nothing happens while that is going on."""
        if self._running is not None or not self._which():
            return
        self._measured, self._began_s = self._which(), monotonic()
        self._show(replace(self._view, measure="", busy=_busy(0.0, 0.0), problem=None))
        self._running = self._qualifications.run(self._tell)
        measured = self._measured
        self._dispatcher.deliver(self._running.future, lambda found: self._end(measured, found), self._fail)

    def cancel(self) -> None:
        if self._running is not None:
            self._running.cancel()

    @property
    def _view(self) -> TrustView:
        return self._shown.state.trust

    def _tell(self, fraction: float) -> None:
        if self._running is not None:
            self._show(replace(self._view, busy=_busy(fraction, monotonic() - self._began_s)))

    def _end(self, sha256: str, found: Qualification) -> None:
        self._running = None
        self._take(sha256, found)
        if sha256 != self._which():
            self.refresh()

    def _fail(self, error: BaseException) -> None:
        self._running = None
        is_same = self._measured == self._which()
        view = replace(self._view, busy=None, measure=MEASURE if not self._view.figures else AGAIN)
        self._show(replace(view, problem=Problem.of(error) if is_same else None))
        if not is_same:
            self.refresh()

    def _take(self, sha256: str, found: Qualification | None) -> None:
        if sha256 != self._which() or self._running is not None:
            return
        self._show(view_of(found))
        self.opinion_told.emit("" if found is None else OPINION_YES if found.passed else OPINION_NO)

    def _show(self, view: TrustView) -> None:
        self._shown.show(trust=view)


def view_of(found: Qualification | None) -> TrustView:
    """Return what is told of a measurement, or of there being none."""
    if found is None:
        return TrustView(UNMEASURED, f"{ABOUT} {DURATION}", measure=MEASURE)
    when = tr(
        "Measured on {day}, on this laptop, with this file and this build of the engine.",
        day=day_in_words(found.measured_on),
    )
    return TrustView(PASSED if found.passed else FAILED, when, found.reasons, figures_of(found), AGAIN)


def figures_of(found: Qualification) -> tuple[ModelFact, ...]:
    """Return the figures in words, each with what the built-in grader reaches alone."""
    together, alone = found.together, found.grader
    return (
        ModelFact(
            tr("Decisions"),
            tr("{n} on answers with known verdicts", n=together.decisions),
            tr("Held out: none was used to fit how the model is weighed."),
        ),
        ModelFact(tr("“Made this point” is right"), _precision(together), _alone(_precision(alone))),
        ModelFact(tr("It decides"), _coverage(together), _alone(_coverage(alone))),
        ModelFact(
            tr("The model by itself"),
            tr("tells a made point from a missed one {share} of the time", share=percent(found.auc)),
            tr("A coin reaches {share}.", share=percent(CHANCE)),
        ),
        ModelFact(tr("Answers that try to trick it"), _gamed(found.gamed, found.gamed_met)),
    )


def _precision(figures: Figures) -> str:
    if figures.precision_met is None:
        return tr("never said")
    return tr(
        "{share} of the time: {right} of {said}, so at least {low} when chance is allowed for",
        share=percent(figures.precision_met),
        right=figures.met_right,
        said=figures.met_said,
        low=percent(figures.precision_met_low),
    )


def _coverage(figures: Figures) -> str:
    return tr("{share} of them, and leaves the rest to you", share=percent(figures.coverage))


def _gamed(tried: int, taken: int) -> str:
    if not taken:
        return tr("None of {n} was taken for a made point", n=tried)
    return tr_many(
        "{taken} of {n} was taken for a made point", "{taken} of {n} were taken for a made point", taken,
        taken=taken, n=tried,
    )  # fmt: skip


def _alone(said: str) -> str:
    return tr("The built-in grader alone: {said}.", said=said)


def _busy(fraction: float, passed_s: float) -> Busy:
    text = tr("Measuring the model. You can go on working meanwhile.")
    if fraction > SAYS_WHEN_LEFT_FROM:
        left_min = passed_s * (1 - fraction) / fraction / 60
        left = (
            tr("Less than a minute is left.")
            if left_min < 1
            else tr_many("About {n} minute is left.", "About {n} minutes are left.", round(left_min), n=round(left_min))
        )
        text = f"{text} {left}"
    return Busy(text, fraction, can_cancel=True)
