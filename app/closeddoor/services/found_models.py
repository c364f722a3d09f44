"""Models of other applications: looking for them, taking one, remembering which was chosen."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Dispatcher, Executor
from closeddoor.inference.found_models import Found, Look
from closeddoor.inference.judged_model import FoundModel
from closeddoor.inference.model_places import ModelPlace
from closeddoor.inference.picking import PickedFile
from closeddoor.inference.taking import NOTHING_CHANGED, ChosenModel, Taking, sweep
from closeddoor.language import tr
from closeddoor.policy.in_force import rules
from closeddoor.vault.vault import Vault
from closeddoor.wire.model_headers import HeaderAnswer

T = TypeVar("T")

CHOICE_KEY = "chat_model"
STEP_S = 0.08
"""How long one step of reading a model may keep the thread that other jobs wait for."""


class TakingCancelledError(KnownError):
    """The user gave it up."""

    def __init__(self) -> None:
        super().__init__("model.taking_cancelled", tr("Stopped. The model was not taken."), NOTHING_CHANGED)


@dataclass(frozen=True)
class Work:
    """Where work is done, and how its results come back."""

    database: Executor
    jobs: Executor
    dispatcher: Dispatcher


class HeaderReader(Protocol):
    """Reads the beginnings of model files, which nobody vouches for, in a process of its own."""

    def read(self, beginnings: Sequence[bytes]) -> Future[tuple[HeaderAnswer, ...]]: ...


class _RunningLook:
    """A look, portion by portion: files are opened by a job, and their beginnings read by the reader."""

    def __init__(self, look: Look, work: Work, headers: HeaderReader) -> None:
        self.future: Future[Found] = Future()
        self._look = look
        self._work = work
        self._headers = headers
        self._go_on()

    def _go_on(self) -> None:
        self._deliver(self._work.jobs.submit(self._look.pieces), self._read)

    def _read(self, pieces: list[bytes]) -> None:
        if pieces:
            self._deliver(self._headers.read(pieces), self._take)
        else:
            self.future.set_result(self._look.found)

    def _take(self, answers: tuple[HeaderAnswer, ...]) -> None:
        self._look.take(answers)
        self._go_on()

    def _deliver(self, future: Future[T], done: Callable[[T], None]) -> None:
        self._work.dispatcher.deliver(future, done, self.future.set_exception)


class RunningTake:
    """A model on its way: a future, and a way to give it up."""

    def __init__(self, taking: Taking, work: Work, on_progress: Callable[[float], None]) -> None:
        self.future: Future[ChosenModel] = Future()
        self._taking = taking
        self._work = work
        self._on_progress = on_progress
        self._is_cancelled = self._is_over = False
        self._go_on()

    def cancel(self) -> None:
        self._is_cancelled = True

    def end(self) -> None:
        """Give it up where it stands, because no job will be done any more: what was copied so far goes."""
        self._is_over = True
        self._taking.abandon()

    def _go_on(self) -> None:
        step = self._abandon if self._is_cancelled else self._advance
        self._work.dispatcher.deliver(self._work.jobs.submit(step), self._take_note, self.future.set_exception)

    def _advance(self) -> ChosenModel | None:
        return self._taking.advance(STEP_S)

    def _abandon(self) -> ChosenModel | None:
        self._taking.abandon()
        raise TakingCancelledError

    def _take_note(self, taken: ChosenModel | None) -> None:
        if self._is_over:
            return
        if taken is not None and not self._refuse(taken):
            self.future.set_result(taken)
        if taken is not None:
            return
        self._on_progress(self._taking.fraction)
        self._go_on()

    def _refuse(self, taken: ChosenModel) -> bool:
        """Fail where the machine's policy does not allow this file; a copy that was made of it goes."""
        try:
            rules().check_model(taken.sha256)
        except KnownError as error:
            if taken.is_copy:
                taken.path.unlink(missing_ok=True)
            self.future.set_exception(error)
            return True
        return False


class FoundModelService:
    """Nothing is read before `look` is called; `folder` is where copies go."""

    def __init__(
        self, vault: Vault, places: tuple[ModelPlace, ...], folder: Path, work: Work, headers: HeaderReader
    ) -> None:  # fmt: skip
        self._vault = vault
        self._places = places
        self._folder = folder
        self._work = work
        self._headers = headers

    @property
    def places(self) -> tuple[ModelPlace, ...]:
        return self._places

    def look(self) -> Future[Found]:
        """Look through the places of other applications."""
        return _RunningLook(Look(self._places), self._work, self._headers).future

    def pick(self, untrusted: Path) -> Future[FoundModel]:
        """Read the beginning of a file that the user picked; fails with a `KnownError` when it is no model for here."""
        picked: Future[FoundModel] = Future()

        def judge(file: PickedFile, answers: tuple[HeaderAnswer, ...]) -> None:
            try:
                picked.set_result(file.judged(answers[0]))
            except KnownError as error:
                picked.set_exception(error)

        def read(file: PickedFile) -> None:
            answers = self._headers.read([file.beginning])
            self._work.dispatcher.deliver(answers, partial(judge, file), picked.set_exception)

        opened = self._work.jobs.submit(partial(PickedFile, untrusted))
        self._work.dispatcher.deliver(opened, read, picked.set_exception)
        return picked

    def sweep(self) -> Future[int]:
        """Delete what copies that never came to their end have left, and count it; before the first `take` only."""
        return self._work.jobs.submit(lambda: sweep(self._folder))

    def take(self, model: FoundModel, *, copies: bool, on_progress: Callable[[float], None]) -> RunningTake:
        """Hash a model and copy it if wanted, step by step; `on_progress` gets 0 to 1. Fails with a `KnownError`."""
        return RunningTake(Taking(model, self._folder if copies else None), self._work, on_progress)

    def remember(self, choice: ChosenModel | None) -> Future[None]:
        """Keep which model is chosen; None is the one that comes with the application."""
        return self._work.database.submit(
            lambda: self._vault.settings.set(CHOICE_KEY, choice.to_json() if choice else None)
        )

    def remember_verified(self, choice: ChosenModel) -> Future[None]:
        """Keep by what the file of the chosen model is known again, unless another was chosen meanwhile."""

        def keep() -> None:
            stored = chosen_model(self._vault)
            if stored is not None and (stored.path, stored.sha256) == (choice.path, choice.sha256):
                self._vault.settings.set(CHOICE_KEY, choice.to_json())

        return self._work.database.submit(keep)


def chosen_model(vault: Vault) -> ChosenModel | None:
    """Return the model that was chosen; None for the one that comes with the application. Blocks for one read."""
    return ChosenModel.from_json(vault.settings.get(CHOICE_KEY))
