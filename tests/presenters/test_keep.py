"""The keep page over a real vault folder; only its passphrase is cheap to try."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from closeddoor.presenters.keep import CODE_UNCHECKED, DIFFER, NO_KEYCHAIN, SHORT, STILL_HERE, KeepPresenter
from closeddoor.presenters.states.keep import KeepViewState
from closeddoor.services.keeping import KeepingService
from closeddoor.vault.errors import KeychainRefusedError, VaultError
from closeddoor.vault.vault import Vault
from tests.fakes.keychain import FakeKeychain
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.presenters.recording import RecordingPage
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

TYPED = PASSPHRASE.reveal().decode()


class Bench:
    """A page before a history in memory; `heard` are the signals that came, in order."""

    def __init__(self, path: Path, refusal: VaultError | None = None) -> None:
        self.keychain = FakeKeychain(refusal)
        self.folder = cheap_folder(path, self.keychain)
        self.memory = Vault.in_memory()
        self.page = RecordingPage[KeepViewState]()
        self.dispatcher = QueueDispatcher()
        service = KeepingService(self.memory, self.folder, InlineExecutor(), InlineExecutor())
        self.presenter = KeepPresenter(self.page, service, self.dispatcher, ("A promise.",), ("A proof.",))
        self.heard: list[str] = []
        for name in ("asked", "kept", "left", "close_wanted"):
            getattr(self.presenter, name).connect(lambda name=name: self.heard.append(name))
        self.presenter.held.connect(lambda is_held: self.heard.append("held" if is_held else "free"))

    def now(self) -> KeepViewState:
        return self.page.now()

    def do(self, action: Callable[[], None]) -> None:
        action()
        self.dispatcher.run()

    def write(self) -> int:
        return self.memory.conversations.create("Vendor")

    def keep(self) -> tuple[str, ...]:
        """Go as far as the code; return its groups."""
        self.do(self.presenter.begin)
        self.do(lambda: self.presenter.create(TYPED, TYPED))
        return self.now().recovery_groups

    def retype(self, groups: tuple[str, ...]) -> None:
        self.do(self.presenter.confirm_noted)
        asked = self.now().asked_groups
        self.do(lambda: self.presenter.check_groups([f" {groups[index].lower()} " for index in asked]))


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Bench:
    assert qtbot
    return Bench(tmp_path / "vault")


def test_the_promise_stands_with_its_proof_and_its_limits(bench: Bench) -> None:
    bench.do(bench.presenter.begin)
    state = bench.now()
    assert (state.mode, state.promise, state.proof) == ("choose", ("A promise.",), ("A proof.",))
    assert "administrator" in state.limits[0]
    assert [row.kind for row in state.protections] == ["passphrase", "passphrase_device", "account"]
    assert all(row.risk for row in state.protections[1:])


def test_what_needs_a_keychain_is_offered_only_where_there_is_one(qtbot: QtBot, tmp_path: Path) -> None:
    assert qtbot
    bench = Bench(tmp_path / "vault", KeychainRefusedError())
    bench.do(bench.presenter.begin)
    assert [row.kind for row in bench.now().protections] == ["passphrase"]
    assert bench.now().keychain_line == NO_KEYCHAIN


def test_everything_is_kept_once_and_the_code_is_checked_and_then_gone(bench: Bench) -> None:
    conversation = bench.write()
    groups = bench.keep()
    assert (bench.now().mode, len(groups), bench.heard) == ("recovery_show", 7, ["asked", "kept", "asked", "held"])
    assert bench.memory.is_kept
    bench.do(bench.presenter.confirm_noted)
    asked = bench.now().asked_groups
    assert (bench.now().mode, bench.now().recovery_groups, len(asked)) == ("recovery_check", (), 2)
    bench.do(lambda: bench.presenter.check_groups([groups[asked[0]], "ZZZZ"]))
    assert (bench.now().mode, bench.now().recovery_groups) == ("recovery_show", groups)
    assert bench.heard[-1] == "held"
    bench.retype(groups)
    assert bench.heard[-2:] == ["free", "left"]
    bench.do(lambda: bench.presenter.show_mode("recovery_show"))
    assert bench.now().recovery_groups == ()
    bench.memory.close()
    opened = bench.folder.unlock_with_passphrase(PASSPHRASE)
    assert [each.id for each in opened.conversations.list()] == [conversation]
    opened.close()


@pytest.mark.parametrize("kind", ["passphrase", "passphrase_device", "account"])
def test_it_is_protected_as_was_chosen(bench: Bench, kind: str) -> None:
    bench.do(bench.presenter.begin)
    bench.do(lambda: bench.presenter.choose(kind))
    bench.do(lambda: bench.presenter.create(TYPED, TYPED) if kind != "account" else bench.presenter.create("", ""))
    assert bench.folder.state().slots == (kind, "recovery_code")


def test_two_passphrases_that_differ_make_nothing(bench: Bench) -> None:
    bench.do(bench.presenter.begin)
    bench.do(lambda: bench.presenter.create("four plain words", "four plain word"))
    assert (bench.now().mode, bench.now().busy, bench.now().problem) == ("choose", None, DIFFER)
    assert not bench.folder.path.exists()


def test_a_short_passphrase_is_warned_of_once_and_then_taken(bench: Bench) -> None:
    bench.do(lambda: bench.presenter.create("12345678", "12345678"))
    assert (bench.now().mode, bench.now().problem) == ("choose", SHORT)
    bench.do(lambda: bench.presenter.create("12345678", "12345678"))
    assert bench.now().mode == "recovery_show"


def test_what_cannot_be_kept_goes_on_in_memory_and_can_be_tried_again(bench: Bench) -> None:
    conversation = bench.write()
    bench.folder.path.mkdir()
    (bench.folder.path / "somebody else's").touch()
    bench.keep()
    problem = bench.now().problem
    assert problem is not None
    assert (problem.safe, bench.now().mode, bench.heard) == (STILL_HERE, "choose", ["asked", "asked"])
    assert ([each.id for each in bench.memory.conversations.list()], bench.memory.is_kept) == ([conversation], False)
    (bench.folder.path / "somebody else's").unlink()
    bench.keep()
    assert bench.memory.is_kept


def test_after_the_first_debrief_it_is_asked_once(bench: Bench) -> None:
    bench.do(bench.presenter.ask_after_debrief)
    assert bench.now().mode == "ask"
    bench.do(bench.presenter.decline)
    bench.do(bench.presenter.ask_after_debrief)
    assert bench.heard == ["asked", "left"]


def test_closing_asks_only_when_there_is_something_to_keep(bench: Bench) -> None:
    bench.memory.settings.set("theme", "dark")
    bench.do(bench.presenter.ask_before_closing)
    assert bench.heard == ["close_wanted"]
    bench.write()
    bench.do(bench.presenter.ask_before_closing)
    assert (bench.now().mode, bench.heard) == ("ask_closing", ["close_wanted", "asked"])


def test_who_keeps_it_while_closing_is_told_that_it_is_kept(bench: Bench) -> None:
    bench.write()
    bench.do(bench.presenter.ask_before_closing)
    bench.do(bench.presenter.go_on)
    bench.do(lambda: bench.presenter.create(TYPED, TYPED))
    bench.retype(bench.now().recovery_groups)
    assert (bench.now().mode, bench.heard[-1]) == ("kept", "free")


def test_closing_does_not_cover_the_code_that_is_shown_once(bench: Bench) -> None:
    bench.write()
    bench.do(bench.presenter.begin)
    bench.presenter.create(TYPED, TYPED)
    bench.presenter.ask_before_closing()
    bench.dispatcher.run()
    assert bench.now().mode == "recovery_show"
    bench.do(bench.presenter.ask_before_closing)
    assert bench.now().mode == "recovery_show"


def test_closing_brings_an_unchecked_code_back_once(bench: Bench) -> None:
    bench.write()
    groups = bench.keep()
    bench.do(bench.presenter.confirm_noted)
    bench.do(bench.presenter.ask_before_closing)
    assert (bench.now().mode, bench.now().recovery_groups) == ("recovery_show", groups)
    assert (bench.now().problem, bench.heard[-1]) == (CODE_UNCHECKED, "asked")
    bench.do(bench.presenter.confirm_noted)
    bench.do(bench.presenter.ask_before_closing)
    assert (bench.now().problem, bench.heard[-1]) == (CODE_UNCHECKED, "asked")
    bench.do(bench.presenter.ask_before_closing)
    assert bench.heard[-1] == "close_wanted"


def test_a_question_before_closing_that_was_left_is_forgotten(bench: Bench) -> None:
    bench.write()
    bench.do(bench.presenter.ask_before_closing)
    bench.do(bench.presenter.begin)
    bench.do(lambda: bench.presenter.create(TYPED, TYPED))
    bench.retype(bench.now().recovery_groups)
    assert bench.heard[-2:] == ["free", "left"]


@pytest.mark.parametrize(
    ("passphrase", "says"), [("", "is empty"), ("x" * 10_000, "longer than"), ("\ud800" * 12, "stored")]
)
def test_passphrases_that_cannot_be_are_named(bench: Bench, passphrase: str, says: str) -> None:
    bench.do(lambda: bench.presenter.create(passphrase, passphrase))
    assert says in _happened(bench)
    assert (bench.now().mode, bench.now().busy, bench.memory.is_kept) == ("choose", None, False)
    assert not bench.folder.path.exists()


def _happened(bench: Bench) -> str:
    problem = bench.now().problem
    return problem.happened if problem else ""
