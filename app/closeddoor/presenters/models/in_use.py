"""The model in use: what it is, how it stands with it now, how fast it is here, and what it is used for."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from closeddoor.domain.errors import KnownError
from closeddoor.inference.sizes import size_in_words
from closeddoor.inference.states import WorkerState
from closeddoor.language import tr
from closeddoor.presenters.models.shown import Shown
from closeddoor.presenters.models.words import (
    day_in_words,
    pages_in_words,
    reading_speed,
    size_and_kind,
    writing_speed,
)
from closeddoor.presenters.states.models import InUseAction, InUseView, ModelFact
from closeddoor.presenters.states.shared import Busy, Problem

TOO_BIG = "model.too_big"
"""Refused for what is free now: closing other programs helps, and so may insisting."""

NOT_SAID = tr("The file does not say")
NOT_MEASURED = tr("Not measured yet")
NOT_BEFORE_MEASURED = tr("Not before it was measured, below")

STATUS = {
    "absent": tr("Not in memory now. It loads by itself when you write to it."),
    "ready": tr("In memory and ready."),
}


@dataclass(frozen=True)
class Speed:
    """How fast a model was on this laptop; `measured_on` is a date, ISO 8601."""

    reply_tokens_per_s: float
    prompt_tokens_per_s: float
    measured_on: str


@dataclass(frozen=True)
class InHand:
    """All that is known of the chat model in use; empty, 0 or None where it is not known.

    `memory_bytes` is what its process holds now, `needed_bytes` what it is expected to take, `free_bytes` what is free.
    `missing` says why there is no model at all.
    """

    name: str
    caveat: str
    state: WorkerState
    is_starter: bool = False
    path: Path | None = None
    size_bytes: int = 0
    quantisation: str = ""
    licence: str = ""
    sha256: str = ""
    context_tokens: int = 0
    memory_bytes: int | None = None
    needed_bytes: int | None = None
    free_bytes: int | None = None
    speed: Speed | None = None
    processor: str = ""
    can_rephrase: bool = False
    missing: KnownError | None = None


class ModelRuns(Protocol):
    """Loads the chat model and ends it."""

    def start_chat(self) -> None: ...

    def cancel_loading(self) -> None: ...

    def unload(self) -> None: ...

    def load_anyway(self) -> None: ...


class InUsePresenter:
    """Shows what `look` tells each time it is asked to; loads and unloads when it is told to."""

    def __init__(self, shown: Shown, look: Callable[[], InHand], runs: ModelRuns, home: Path) -> None:
        self._shown = shown
        self._look = look
        self._runs = runs
        self._home = home
        self._back_to = ""
        self._second_opinion = NOT_BEFORE_MEASURED

    def refresh(self) -> None:
        """Show it as it is now."""
        hand = self._look()
        view = InUseView(hand.name, hand.caveat, facts=facts_of(hand, self._home), uses=self._uses(hand))
        self._shown.show(in_use=self._as_it_stands(view, hand))

    def offer_back(self, name: str) -> None:
        """Offer the model that was in use before, by its name, where this one does not load; empty for none."""
        self._back_to = name

    def tell_second_opinion(self, line: str) -> None:
        """Say whether it gives second opinions, as the measurement found."""
        self._second_opinion = line or NOT_BEFORE_MEASURED
        self.refresh()

    def load(self) -> None:
        """Load it now, or try again."""
        self._runs.start_chat()
        self.refresh()

    def load_anyway(self) -> None:
        """Load it although little memory is free; the system may end it."""
        self._runs.load_anyway()
        self.refresh()

    def unload(self) -> None:
        self._runs.unload()
        self.refresh()

    def cancel(self) -> None:
        self._runs.cancel_loading()

    def _as_it_stands(self, view: InUseView, hand: InHand) -> InUseView:
        phase, problem = hand.state.phase, hand.missing or hand.state.problem
        if hand.missing or phase == "failed":
            told = Problem.of(problem) if problem else None
            can_load_anyway = isinstance(problem, KnownError) and problem.code == TOO_BIG
            return replace(view, action="retry", problem=told, back_to=self._back_to, can_load_anyway=can_load_anyway)
        if phase in ("starting", "loading"):
            return replace(view, busy=_loading(hand.state))
        if phase == "ready":
            self._back_to = ""
        action: InUseAction = "unload" if phase == "ready" else "load"
        return replace(view, status=STATUS[phase], action=action)

    def _uses(self, hand: InHand) -> tuple[ModelFact, ...]:
        conversation = tr("Yes, as a demonstration") if hand.is_starter else tr("Yes")
        return (
            ModelFact(tr("Conversation in the sandbox"), conversation),
            ModelFact(tr("The wording of a counterpart's replies"), _wording(hand)),
            ModelFact(tr("A second opinion on what you write"), self._second_opinion),
        )


def facts_of(hand: InHand, home: Path) -> tuple[ModelFact, ...]:
    """Return what is known of a model, in the order in which one asks for it."""
    facts = [_speed(hand.speed)]
    if hand.context_tokens:
        held = tr("{count:,} tokens: your words and its own together.", count=hand.context_tokens)
        facts.append(ModelFact(tr("What it can hold"), pages_in_words(hand.context_tokens), held))
    facts += [*_memory(hand), *_file(hand, home)]
    facts.append(ModelFact(tr("Licence"), hand.licence or NOT_SAID, _licence(hand)))
    if hand.processor:
        facts.append(ModelFact(tr("Runs on"), hand.processor))
    return tuple(facts)


def _speed(speed: Speed | None) -> ModelFact:
    if speed is None:
        return ModelFact(tr("Speed"), NOT_MEASURED, tr("It stands here once it has been measured."))
    value = f"{writing_speed(speed.reply_tokens_per_s)}; {reading_speed(speed.prompt_tokens_per_s)}"
    about = tr("Measured on this laptop on {day}.", day=day_in_words(speed.measured_on))
    return ModelFact(tr("Speed"), value, about)


def _memory(hand: InHand) -> list[ModelFact]:
    if hand.memory_bytes:
        return [ModelFact(tr("Memory"), tr("{size} now", size=size_in_words(hand.memory_bytes)))]
    if not hand.needed_bytes:
        return []
    free = tr("{size} are free now.", size=size_in_words(hand.free_bytes)) if hand.free_bytes else ""
    value = tr("About {size} once it is loaded", size=size_in_words(hand.needed_bytes))
    return [ModelFact(tr("Memory"), value, free)]


def _file(hand: InHand, home: Path) -> list[ModelFact]:
    facts = []
    size = size_and_kind(hand.size_bytes, hand.quantisation)
    if hand.path is not None:
        facts.append(ModelFact(tr("File"), hand.path.name, _place(hand.path.parent, home)))
    if size:
        facts.append(ModelFact(tr("Size"), size))
    if hand.sha256:
        grouped = " ".join(hand.sha256[place : place + 8] for place in range(0, len(hand.sha256), 8))
        facts.append(ModelFact(tr("SHA-256"), grouped, tr("Compare it with what the publisher shows."), is_copied=True))
    return facts


def _licence(hand: InHand) -> str:
    if hand.is_starter:
        return tr("It comes with Closed Door.")
    return tr("As the file says it; its text is with the publisher.") if hand.licence else tr("Ask its publisher.")


def _wording(hand: InHand) -> str:
    if hand.can_rephrase:
        return tr("Yes, where no figure and no name is changed by it")
    if hand.is_starter:
        return tr("No: it is too small")
    return tr("No: it is too small") if hand.state.phase == "ready" else tr("If it is large enough: told once loaded")


def _place(folder: Path, home: Path) -> str:
    return f"~/{folder.relative_to(home)}" if folder.is_relative_to(home) else str(folder)


def _loading(state: WorkerState) -> Busy:
    doing = tr("Checking the file and loading it into memory.")
    return Busy(doing, state.progress if state.phase == "loading" else None, can_cancel=True)
