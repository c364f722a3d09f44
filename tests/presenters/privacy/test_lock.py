"""The section on locking: what this system tells is said as it is, and what cannot be kept stays as it was."""

from concurrent.futures import Future

from closeddoor.presenters.privacy.lock import KEY, LockPresenter
from closeddoor.presenters.states.privacy.lock import LockViewState
from closeddoor.services.futures import done
from closeddoor.ui.system_lock import Hears
from closeddoor.vault.errors import DiskFullError
from tests.fakes.ports import QueueDispatcher
from tests.presenters.recording import RecordingPage


class Bench:
    """The presenter over settings that may have no room, and a desktop that tells what the test says."""

    def __init__(self) -> None:
        self.page: RecordingPage[LockViewState] = RecordingPage()
        self.dispatcher = QueueDispatcher()
        self.is_kept, self.is_full, self.hears = True, False, Hears()
        self.stored: list[tuple[str, float]] = []
        self.changed: list[tuple[str, object]] = []
        self.presenter = LockPresenter(self.page, self, lambda: self.is_kept, lambda: self.hears, self.dispatcher)
        self.presenter.changed.connect(lambda key, value: self.changed.append((key, value)))
        self.presenter.follow({KEY: 15})

    def store(self, key: str, value: float) -> Future[None]:
        if self.is_full:
            failed: Future[None] = Future()
            failed.set_exception(DiskFullError())
            return failed
        self.stored.append((key, value))
        return done(None)

    def choose(self, minutes: float) -> LockViewState:
        self.presenter.choose(minutes)
        self.dispatcher.run()
        return self.page.now()

    def said(self) -> dict[str, str]:
        self.presenter.refresh()
        return {each.name: each.how for each in self.page.now().triggers}


def test_only_what_the_system_tells_is_said_to_lock() -> None:
    bench = Bench()
    assert "does not tell" in bench.said()["Screen lock"]
    assert "does not tell" in bench.said()["Sleep"]
    assert "does not tell" in bench.said()["Switching to another account"]
    assert bench.presenter.summary == "After 15 minutes unused, not with the screen, not before sleep"
    bench.hears = Hears(screen_lock=True, sleep=True)
    assert bench.said()["Screen lock"].startswith("Locks when your desktop says that its screen is locked;")
    assert "does not wait" in bench.said()["Sleep"]
    bench.hears = Hears(screen_lock=True, sleep=True, delays_sleep=True, user_switch=True)
    assert "sleep waits" in bench.said()["Sleep"]
    assert bench.presenter.summary == "After 15 minutes unused, with the screen if that is told, before sleep"


def test_a_time_is_kept_before_anybody_follows_it() -> None:
    bench = Bench()
    assert bench.choose(60).after_minutes == 60
    assert (bench.stored, bench.changed) == ([(KEY, 60)], [(KEY, 60)])
    assert bench.choose(0).after_minutes == 0
    assert bench.presenter.summary.startswith("Not by time")


def test_a_time_that_cannot_be_kept_stays_as_it_was_and_is_said() -> None:
    bench = Bench()
    bench.is_full = True
    state = bench.choose(60)
    assert state.after_minutes == 15
    assert state.problem is not None
    assert bench.changed == []


def test_a_history_in_memory_is_not_said_to_lock() -> None:
    bench = Bench()
    bench.is_kept = False
    bench.presenter.refresh()
    state = bench.page.now()
    assert (state.can_lock, state.triggers, state.effects) == (False, (), ())
    assert "in memory only" in state.lead
    assert bench.presenter.summary == "In memory only: nothing locks it"
