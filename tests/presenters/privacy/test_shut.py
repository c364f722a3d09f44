"""What each process is refused, and what came of the attempts: nothing is said that was not shown."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path

from closeddoor.confinement.enforced import Enforced
from closeddoor.domain.errors import KnownError
from closeddoor.presenters.privacy.shut import ADVICE, NOT_TRIED, Enforcement, ShutPresenter
from closeddoor.presenters.states.privacy.shut import ProcessRow, ShutViewState
from closeddoor.selftest.report import KindReport, Tried
from closeddoor.services.running import Running
from closeddoor.services.selftest import KIND_NAMES
from closeddoor.services.trying import Reports, SelftestService
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.presenters.recording import RecordingPage

CONFINED = Enforced(seccomp=True, landlock=7)
REFUSED, ALLOWED = Tried("TCP to ::1", "network", "refused", "EPERM"), Tried("write a file", "files", "allowed")
OUT = Tried("io_uring", "kernel", "got_out", "got out (EINVAL)")
IN_FORCE = Enforcement(("The kernel refuses.",), (ProcessRow("This window", "It cannot."),), "It refuses", is_any=True)


def reports(*tried: Tried) -> Reports:
    return tuple(KindReport(kind, CONFINED, tried) for kind in KIND_NAMES)


class Scripted(SelftestService):
    """Lets the test say when each kind has told, and what."""

    def __init__(self, dispatcher: QueueDispatcher) -> None:
        super().__init__(InlineExecutor(), dispatcher, Path())
        self.runs: list[Running[Reports]] = []
        self.tell: Callable[[Reports], None] = lambda _: None
        self.is_cancelled = False

    def run(self, on_reports: Callable[[Reports], None]) -> Running[Reports]:
        self.tell = on_reports
        running: Running[Reports] = Running(self._dispatcher, lambda _: None, lambda: KnownError("x", "Stopped."))
        running.future = Future()
        running.cancel = self._cancel  # type: ignore[method-assign]  # seen here
        self.runs.append(running)
        return running

    def _cancel(self) -> None:
        self.is_cancelled = True
        self.runs[-1].future.set_exception(KnownError("selftest.cancelled", "The attempts were stopped."))


class Bench:
    def __init__(self, in_force: Enforcement = IN_FORCE) -> None:
        self.page: RecordingPage[ShutViewState] = RecordingPage()
        self.dispatcher = QueueDispatcher()
        self.service = Scripted(self.dispatcher)
        self.presenter = ShutPresenter(self.page, lambda: in_force, self.service, self.dispatcher)
        self.copied: list[str] = []
        self.presenter.copied.connect(self.copied.append)
        self.presenter.refresh()

    def come_out(self, found: Reports) -> ShutViewState:
        self.presenter.try_out()
        self.service.runs[-1].future.set_result(found)
        self.dispatcher.run()
        return self.page.now()


def test_it_begins_with_what_the_system_tells_and_tries_nothing_by_itself() -> None:
    bench = Bench()
    assert (bench.page.now().sentences, bench.page.now().verdict) == (IN_FORCE.sentences, "")
    assert (bench.presenter.summary, bench.service.runs) == ("It refuses", [])


def test_where_nothing_is_enforced_nothing_is_tried_and_it_is_said() -> None:
    bench = Bench(Enforcement(("Nothing of this is enforced by this system (Darwin).",), (), "Not here", is_any=False))
    bench.presenter.try_out()
    assert bench.service.runs == []
    assert not bench.page.now().can_try
    assert bench.page.now().sentences[-1] == NOT_TRIED


def test_progress_names_the_kind_that_is_at_it() -> None:
    bench = Bench()
    bench.presenter.try_out()
    seen = [bench.page.now().busy]
    bench.service.tell(reports(REFUSED)[:2])
    seen.append(bench.page.now().busy)
    assert [(each.text, each.fraction) for each in seen if each] == [
        ("Trying to get out: the window.", 0.0),
        ("Trying to get out: the reader of documents.", 0.4),
    ]


def test_all_refused_is_said_with_its_number_and_what_was_not_tried() -> None:
    state = Bench().come_out(reports(REFUSED, ALLOWED))
    assert state.verdict == (
        "All 5 attempts were refused by the operating system; 5 other ways are allowed and were not tried."
    )
    assert state.not_tried.startswith("5 ways were not tried because they are allowed")
    assert (state.advice, state.busy) == ("", None)
    first = state.tried[0]
    assert (first.name, first.tally) == ("The window", "1 refused, 1 allowed, so not tried.")
    assert [(group.title, [row.outcome for row in group.rows]) for group in first.groups] == [
        ("Network", ["refused (EPERM)"]),
        ("Files", ["allowed, so not tried"]),
    ]


def test_where_this_window_is_not_confined_the_verdict_and_the_copy_say_what_they_do_not_show() -> None:
    caveat = "This window itself was started without it."
    bench = Bench(replace(IN_FORCE, caveat=caveat))
    assert bench.come_out(reports(REFUSED)).verdict.endswith(f"by the operating system. {caveat}")
    assert bench.presenter.summary.endswith(caveat)
    bench.presenter.copy()
    assert bench.copied[0].endswith(f"\n{caveat}\n")


def test_one_that_got_out_is_said_first_with_what_to_do() -> None:
    state = Bench().come_out((*reports(REFUSED)[:4], KindReport("keychain", CONFINED, (REFUSED, OUT))))
    assert state.verdict == "1 of 6 attempts got out."
    assert state.advice == ADVICE


def test_one_that_did_not_answer_is_named_and_nothing_is_concluded() -> None:
    state = Bench().come_out((*reports(REFUSED)[:4], KindReport("keychain", Enforced(), problem="it took too long")))
    assert state.verdict == "Not everything was tested: the process that asks the keychain did not answer."
    assert (state.advice, state.tried[4].notes) == (ADVICE, ("Not tested: it took too long.",))


def test_stopped_it_says_so_and_shows_nothing_that_was_not_shown_in_full() -> None:
    bench = Bench()
    bench.come_out(reports(REFUSED))
    bench.presenter.try_out()
    bench.presenter.cancel()
    bench.dispatcher.run()
    state = bench.page.now()
    assert bench.service.is_cancelled
    assert state.problem is not None
    assert (state.verdict, state.tried, state.busy) == ("", (), None)
    bench.presenter.copy()
    assert bench.copied == []
    bench.come_out(reports(REFUSED))
    assert bench.page.now().problem is None


def test_the_copy_has_every_attempt() -> None:
    bench = Bench()
    bench.come_out(reports(REFUSED, ALLOWED))
    bench.presenter.copy()
    (text,) = bench.copied
    assert text.count("TCP to ::1") == 5
    assert text.startswith("All 5 attempts were refused by the operating system; 5 other ways are allowed")
    assert bench.presenter.summary in text


def test_looking_again_keeps_what_was_shown_and_asks_the_system_anew() -> None:
    bench = Bench()
    shown = bench.come_out(reports(REFUSED))
    bench.presenter.refresh()
    assert bench.page.now() == shown
    assert bench.presenter.summary == shown.verdict
