"""What opens the history: said, and changed one step at a time, each after the present passphrase."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Dispatcher
from closeddoor.domain.secret import Secret
from closeddoor.presenters.code_check import groups_to_ask, is_on_paper
from closeddoor.presenters.keep import GUESSABLE_BELOW
from closeddoor.presenters.privacy import protection_steps as words
from closeddoor.presenters.privacy.protection_changes import KEEPING_PASSPHRASE, TAKEN, change
from closeddoor.presenters.privacy.protection_ways import KEYS, in_short, ways_there_are, ways_there_could_be
from closeddoor.presenters.states.privacy.protection import ProtectionViewState, Step, StepName
from closeddoor.presenters.states.shared import Busy, Problem
from closeddoor.services.protection import ProtectionService
from closeddoor.vault.errors import LastWayError, RotationStoppedError, WrongPassphraseError
from closeddoor.vault.recovery_code import RecoveryCode
from closeddoor.vault.slots import PASSPHRASE_KINDS, SlotKind
from closeddoor.vault.vault_keys import NewCode, NewKeys, opens_alone

T = TypeVar("T")


class ProtectionPage(Protocol):
    """What this presenter needs of its view."""

    def render(self, state: ProtectionViewState) -> None: ...


class ProtectionPresenter(QObject):
    """From the list of ways to a changed one, and back.

    `asked`: the view should show, because the history was opened with the recovery code. `left`: that was put off;
    `given`: another passphrase was set then.
    `held`: no other section has anything to read, for the history had to be closed.
    """

    summary_changed = Signal()
    held = Signal(bool)
    asked = Signal()
    left = Signal()
    given = Signal()

    def __init__(
        self, page: ProtectionPage, service: ProtectionService, dispatcher: Dispatcher, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._service = service
        self._dispatcher = dispatcher
        self._kinds: tuple[SlotKind, ...] = ()
        self._summary = ""
        self._new: NewCode | NewKeys | None = None
        self._warned_of_short = False
        self._is_left = False
        self._state = ProtectionViewState("ways")

    @property
    def summary(self) -> str:
        """Return the ways in one line; empty until they are known."""
        return self._summary

    @property
    def has_unchecked_code(self) -> bool:
        """Whether a new code is shown, or asked for, that is not valid yet."""
        return self._new is not None and self._state.busy is None

    @property
    def puts_new_code(self) -> bool:
        """Whether a new code is being put in force: the disk may have it already, and nobody knows yet."""
        return self._new is not None and self._state.busy is not None

    @property
    def is_closed(self) -> bool:
        """Whether the history had to be closed: nothing can be done any more but to open it again."""
        return self._state.mode == "stopped"

    def refresh(self) -> None:
        """Look anew what opens the history; a step that is under way goes on."""
        self._is_left = False
        self._dispatcher.deliver(self._service.slots(), self._take_kinds, self._tell)

    def show_problem(self, problem: Problem) -> None:
        self._show(busy=None, problem=problem)

    def offer_new_passphrase(self) -> None:
        """Ask for another passphrase, once: the history was just opened with the recovery code."""
        self._service.forget_passphrase()

        def offer(kinds: tuple[SlotKind, ...]) -> None:
            self._take_kinds(kinds)
            self._show(mode="step", step=words.after_code(kinds), problem=None)
            self.asked.emit()

        self._dispatcher.deliver(self._service.slots(), offer, self._tell)

    def begin(self, name: StepName) -> None:
        """Show a step, or why it cannot be taken; one that needs a keychain tries it out first."""
        if name in TAKEN and not opens_alone(kind for kind in self._kinds if kind != TAKEN[name]):
            self._show(problem=Problem.of(LastWayError()), done="")
        elif name in KEEPING_PASSPHRASE and not self._service.asks and set(self._kinds) & set(PASSPHRASE_KINDS):
            self._show(problem=words.PASSPHRASE_FIRST, done="")
        else:
            self._warned_of_short = False
            self._show(mode="step", step=self._step(name), problem=None, done="")
            if name in ("join", "account"):
                self._try_keychain()

    def send(self, present: str, new: str, repeated: str) -> None:
        """Take the step, with what was typed."""
        step = self._state.step
        if step is None or self._state.busy is not None:
            return
        problem = self._refusal(step, present, new, repeated)
        if problem is not None:
            self._show(problem=problem)
        else:
            self._take(step, Secret.from_text(present) if step.asks else None, Secret.from_text(new))

    def go_back(self) -> None:
        """Leave everything as it is."""
        step = self._state.step
        put_off = step is not None and step.back == words.NOT_NOW
        self._forget_new()
        self._show(mode="ways", step=None, problem=None)
        if put_off:
            self.left.emit()

    def leave(self) -> None:
        """Forget a step that was not taken, because the view is left; work under way goes on behind it."""
        self._is_left = True
        if self._state.busy is None and self._state.mode in ("ways", "step", "code_show", "code_check"):
            done = words.UNCHECKED if self._new is not None else ""
            self._forget_new()
            self._show(mode="ways", step=None, problem=None, done=done)

    def show_mode(self, mode: str) -> None:
        """Go back to the ways, or to the code while its groups are asked for."""
        if mode == "code_show" and self._code is not None:
            self._show(mode="code_show", recovery_groups=self._code.groups, problem=None)
        else:
            self.go_back()

    def confirm_noted(self) -> None:
        """Ask for two groups of the code, so that it is on paper before it is gone."""
        if self._code is not None:
            asked = groups_to_ask(self._code)
            self._show(mode="code_check", recovery_groups=(), asked_groups=asked, problem=None)

    def check_groups(self, typed: list[str]) -> None:
        """Put the code, or the keys, when the retyped groups are right; else show the code again."""
        new, code = self._new, self._code
        if new is None or code is None or self._state.busy is not None:
            return
        if not is_on_paper(code, self._state.asked_groups, typed):
            self._show(mode="code_show", recovery_groups=code.groups, problem=words.OTHER_GROUPS)
        elif isinstance(new, NewCode):
            self._run(words.WORKING, self._service.put_code(new), lambda _: self._finish("code"))
        else:
            self._run(words.WRITING_ANEW, self._service.rotate(new), self._finish_keys)

    @property
    def _code(self) -> RecoveryCode | None:
        return self._new.code if self._new else None

    def _step(self, name: StepName) -> Step:
        step = words.STEPS[name]
        if name == "change" and not self._service.asks:  # it is not known, nor is a keychain that half of it was in
            return replace(words.after_code(self._kinds), back=step.back)
        return replace(step, asks=self._service.asks)

    def _refusal(self, step: Step, present: str, new: str, repeated: str) -> Problem | None:
        if step.asks and not present:
            return words.NOT_GIVEN
        if not step.asks_new:
            return None
        if new != repeated:
            return words.DIFFER
        if not new:
            return words.NONE_TYPED
        if len(new) < GUESSABLE_BELOW and not self._warned_of_short:
            self._warned_of_short = True
            return words.SHORT
        return None

    def _take(self, step: Step, present: Secret | None, new: Secret) -> None:
        service, busy = self._service, words.BUSY.get(step.name, words.WORKING)
        if step.name == "code":
            self._run(busy, service.new_code(present), self._show_code)
        elif step.name == "keys":
            self._run(busy, service.new_keys(present), self._show_code)
        else:
            self._run(busy, change(service, step.name, self._kinds, present, new), lambda _: self._finish(step.name))

    def _try_keychain(self) -> None:
        def give_up(error: BaseException) -> None:
            self._show(mode="ways", step=None, busy=None, problem=Problem.of(error))

        self._show(busy=Busy(words.TRYING_KEYCHAIN))
        self._dispatcher.deliver(self._service.keychain_works(), lambda _: self._show(busy=None), give_up)

    def _show_code(self, new: NewCode | NewKeys) -> None:
        self._new = new
        if self._is_left:  # a code is shown to whoever asked for it, not to whoever comes by later
            self._forget_new()
            self._show(mode="ways", step=None, busy=None, done="")
            return
        self._show(mode="code_show", step=None, recovery_groups=new.code.groups, busy=None)

    def _finish(self, name: StepName) -> None:
        was_asked = self._state.step is not None and self._state.step.back == words.NOT_NOW
        self._new = None
        self._show(mode="ways", step=None, recovery_groups=(), busy=None, done=words.DONE[name])
        self.refresh()
        if was_asked:
            self.given.emit()

    def _finish_keys(self, left_to_say: str) -> None:
        self._finish("keys")
        if left_to_say:
            self._show(done="", problem=Problem(left_to_say))

    def _forget_new(self) -> None:
        if isinstance(self._new, NewKeys):
            self._service.give_up(self._new)
        self._new = None
        self._state = replace(self._state, recovery_groups=())

    def _take_kinds(self, kinds: tuple[SlotKind, ...]) -> None:
        self._kinds = kinds
        self._summary = in_short(kinds)
        mode = self._state.mode
        if mode in ("ways", "in_memory"):
            mode = "ways" if kinds else "in_memory"
        self._show(mode=mode, ways=ways_there_are(kinds), others=ways_there_could_be(kinds), keys=KEYS)
        self.summary_changed.emit()

    def _run(self, text: str, future: Future[T], done: Callable[[T], None]) -> None:
        self._show(busy=Busy(text), problem=None)
        self._dispatcher.deliver(future, done, self._tell)

    def _tell(self, error: BaseException) -> None:
        if not isinstance(error, KnownError):
            raise error
        if isinstance(error, WrongPassphraseError):
            self._show(busy=None, problem=words.NOT_THE_PRESENT)
        elif isinstance(error, RotationStoppedError):
            self._new = None
            self._show(mode="stopped", recovery_groups=(), busy=None, problem=Problem.of(error))
            self.held.emit(True)
        else:
            self._show(busy=None, problem=Problem.of(error))

    def _show(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]  # the names are those of the state
        self._page.render(self._state)
