"""What is being typed and is not in the vault yet: kept soon, at once when left, again where a disk refused it."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Generic, TypeVar

from closeddoor.domain.errors import KnownError
from closeddoor.domain.ports import Dispatcher
from closeddoor.presenters.states.shared import Problem

Name = TypeVar("Name")
Value = TypeVar("Value")

KEEP_AFTER_S = 0.8
"""No more typing than this is ever lost to a crash: it counts from the first key, so nobody who types on outruns it."""

RETRY_AFTER_S = 10.0
"""A disk that refused is asked again after this long, with whatever is typed next, and when the page is left."""


@dataclass(frozen=True, eq=False)
class _Sent(Generic[Value]):
    """A value on its way to the vault; the same value sent twice is two of them."""

    value: Value


class Drafts(Generic[Name, Value]):
    """Remembers the last value of each name until `save` has put it into the vault. Call it on the window's thread.

    Of one name the later value wins, also over one that is refused meanwhile. `on_kept` is called after each value with
    the problem that is over with it, None mostly; `on_failed` with each failure. A `hopeless` one is not tried again.
    """

    def __init__(
        self,
        save: Callable[[Name, Value], Future[None]],
        dispatcher: Dispatcher,
        on_kept: Callable[[Problem | None], None],
        on_failed: Callable[[BaseException], None],
        hopeless: tuple[type[KnownError], ...] = (),
    ) -> None:
        self._save = save
        self._dispatcher = dispatcher
        self._on_kept = on_kept
        self._on_failed = on_failed
        self._hopeless = hopeless
        self._waiting: dict[Name, Value] = {}
        self._sent: dict[Name, _Sent[Value]] = {}
        self._timers: set[float] = set()
        self._problem: Problem | None = None

    @property
    def are_waiting(self) -> bool:
        """Whether something typed is not in the vault yet."""
        return bool(self._waiting or self._sent)

    @property
    def not_kept(self) -> Mapping[Name, Value]:
        """What was typed and is not in the vault yet, by its name."""
        return {name: sent.value for name, sent in self._sent.items()} | self._waiting

    def write(self, name: Name, value: Value) -> None:
        """Take what was typed; it is kept within `KEEP_AFTER_S`."""
        self._waiting[name] = value
        self._keep_after(KEEP_AFTER_S)

    def keep(self) -> None:
        """Keep all of it now, in the order it was begun; no timer has anything left to do."""
        self._timers = set()
        for name in tuple(self._waiting):
            self._send(name, self._waiting.pop(name))

    def latest(self, name: Name, kept: Value) -> Value:
        """Return what was typed last; `kept` is what the vault had, which may be older."""
        sent = self._sent.get(name)
        return self._waiting.get(name, sent.value if sent else kept)

    def forget(self, name: Name) -> None:
        """Drop what belongs to something that is no longer there, also when the vault refuses it later."""
        self._waiting.pop(name, None)
        self._sent.pop(name, None)

    def forget_all(self) -> None:
        self._waiting.clear()
        self._sent.clear()

    def _send(self, name: Name, value: Value) -> None:
        self._sent[name] = sent = _Sent(value)

        def is_last() -> bool:
            is_last = self._sent.get(name) is sent
            if is_last:
                del self._sent[name]
            return is_last

        def kept(_: None) -> None:
            is_last()
            over, self._problem = (None, self._problem) if self.are_waiting else (self._problem, None)
            self._on_kept(over)

        def failed(error: BaseException) -> None:
            if is_last() and not isinstance(error, self._hopeless):
                self._waiting.setdefault(name, value)  # unless more was typed meanwhile
                self._try_again(error)
            self._on_failed(error)

        self._dispatcher.deliver(self._save(name, value), kept, failed)

    def _try_again(self, error: BaseException) -> None:
        """Ask the disk again later; a mistake of ours is only met again when more is typed, or the page is left."""
        if isinstance(error, KnownError):
            self._problem = Problem.of(error)
            self._keep_after(RETRY_AFTER_S)

    def _keep_after(self, delay_s: float) -> None:
        """Keep after a while, unless all was kept before; of each kind one timer runs at a time."""
        timers = self._timers
        if delay_s in timers:
            return
        timers.add(delay_s)

        def keep() -> None:
            if timers is self._timers:
                self.keep()

        self._dispatcher.later(delay_s, keep)
