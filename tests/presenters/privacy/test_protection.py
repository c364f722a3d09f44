"""The keys section over a real vault; only its passphrase is cheap to try."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from closeddoor.domain.secret import Secret
from closeddoor.presenters.privacy import protection_steps as words
from closeddoor.presenters.privacy.protection import ProtectionPresenter
from closeddoor.presenters.states.privacy.protection import ProtectionViewState, StepName
from closeddoor.services.protection import ProtectionService
from closeddoor.vault.errors import DeviceSecretMissingError, KeychainRefusedError, LastWayError, VaultError
from closeddoor.vault.key_file import COPY_NAME, KEYS_NAME
from closeddoor.vault.vault import Vault
from tests.fakes.keychain import QuickKeychain
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.presenters.recording import RecordingPage
from tests.vault.cheap_vault import PASSPHRASE, cheap_folder

TYPED = PASSPHRASE.reveal().decode()
NEW = "other words, told to nobody"


class Bench:
    """The section before a kept history; `heard` are the signals that came, in order."""

    def __init__(self, path: Path) -> None:
        self.keychain = QuickKeychain()
        self.folder = cheap_folder(path, self.keychain)
        self.vault, self.code = self.folder.create(PASSPHRASE)
        self.vault.conversations.create("Kept")
        self.page = RecordingPage[ProtectionViewState]()
        self.dispatcher = QueueDispatcher()
        self.presenter = self.new_presenter(self.vault)
        self.do(self.presenter.refresh)
        self.heard: list[str] = []
        for name in ("asked", "left"):
            getattr(self.presenter, name).connect(lambda name=name: self.heard.append(name))

    def new_presenter(self, vault: Vault) -> ProtectionPresenter:
        service = ProtectionService(vault, InlineExecutor(), InlineExecutor())
        return ProtectionPresenter(self.page, service, self.dispatcher)

    def now(self) -> ProtectionViewState:
        return self.page.now()

    def do(self, action: Callable[[], object]) -> None:
        action()
        self.dispatcher.run()

    def step(self, name: StepName, present: str = "", new: str = "", repeated: str | None = None) -> None:
        self.do(lambda: self.presenter.begin(name))
        self.do(lambda: self.presenter.send(present, new, new if repeated is None else repeated))

    def retype(self) -> tuple[str, ...]:
        """Type the groups that are asked for; return the whole code."""
        groups = self.now().recovery_groups
        self.do(self.presenter.confirm_noted)
        self.do(lambda: self.presenter.check_groups([groups[index].lower() for index in self.now().asked_groups]))
        return groups

    def titles(self) -> list[str]:
        return [row.title for row in self.now().ways]

    def keys(self) -> bytes:
        return (self.folder.path / KEYS_NAME).read_bytes()

    def opens(self, how: Callable[[], Vault]) -> bool:
        """Whether it opens after this session, with everything in it."""
        self.vault.close()
        try:
            opened = how()
        except VaultError:
            return False
        titles = [each.title for each in opened.conversations.list()]
        opened.close()
        return titles == ["Kept"]

    def opens_with(self, passphrase: str) -> bool:
        return self.opens(lambda: self.folder.unlock_with_passphrase(Secret.from_text(passphrase)))

    def opens_with_code(self, groups: tuple[str, ...]) -> bool:
        return self.opens(lambda: self.folder.unlock_with_recovery_code(Secret.from_text("-".join(groups))))


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    assert qtbot
    bench = Bench(tmp_path / "vault")
    yield bench
    bench.vault.close()


def test_each_way_is_said_with_its_limits(bench: Bench) -> None:
    state = bench.now()
    assert (state.mode, bench.presenter.summary) == ("ways", "Opens with: passphrase and recovery code")
    assert bench.titles() == ["Passphrase", "Recovery code"]
    assert all(row.limit and row.steps for row in state.ways)
    assert [row.title for row in state.others] == ["This account, without a passphrase"]


def test_what_is_in_memory_is_to_be_kept_first(bench: Bench) -> None:
    memory = Vault.in_memory()
    presenter = bench.new_presenter(memory)
    bench.do(presenter.refresh)
    assert (bench.now().mode, presenter.summary) == ("in_memory", "Nothing is kept yet")
    memory.close()


def test_a_changed_passphrase_opens_it_and_the_one_before_does_not(bench: Bench) -> None:
    bench.step("change", TYPED, NEW)
    assert (bench.now().mode, bench.now().step, bench.now().done) == ("ways", None, words.DONE["change"])
    assert bench.opens_with(NEW)
    assert not bench.opens_with(TYPED)


@pytest.mark.parametrize(
    ("present", "new", "repeated", "problem"),
    [
        ("", NEW, NEW, words.NOT_GIVEN),
        ("guessed by a passer-by", NEW, NEW, words.NOT_THE_PRESENT),
        (TYPED, NEW, f"{NEW}.", words.DIFFER),
        (TYPED, "", "", words.NONE_TYPED),
        (TYPED, "short", "short", words.SHORT),
    ],
)
def test_what_was_typed_wrong_is_named_and_changes_nothing(
    bench: Bench, present: str, new: str, repeated: str, problem: object
) -> None:
    before = bench.keys()
    bench.step("change", present, new, repeated)
    state = bench.now()
    assert (state.mode, state.problem, state.busy, bench.keys()) == ("step", problem, None, before)


def test_a_short_passphrase_is_taken_at_the_second_time(bench: Bench) -> None:
    bench.step("change", TYPED, "short")
    bench.do(lambda: bench.presenter.send(TYPED, "short", "short"))
    assert bench.opens_with("short")


def test_every_step_asks_for_the_present_passphrase(bench: Bench) -> None:
    bench.step("account", TYPED)
    before = bench.keys()
    names: tuple[StepName, ...] = ("change", "join", "code", "keys", "remove_passphrase", "remove_account")
    for name in names:
        bench.step(name, "guessed by a passer-by", NEW)
        assert (bench.now().mode, bench.now().problem) == ("step", words.NOT_THE_PRESENT), name
    assert bench.keys() == before


def test_a_passphrase_is_joined_with_this_laptop_and_parted_again(bench: Bench) -> None:
    bench.step("join", TYPED)
    assert bench.titles() == ["Passphrase, on this laptop only", "Recovery code"]
    kept, bench.keychain.items = bench.keychain.items, {}
    bench.vault.close()
    with pytest.raises(DeviceSecretMissingError):
        bench.folder.unlock_with_passphrase(PASSPHRASE)
    bench.keychain.items = kept
    bench.vault = bench.folder.unlock_with_passphrase(PASSPHRASE)
    bench.presenter = bench.new_presenter(bench.vault)
    bench.do(bench.presenter.refresh)
    bench.step("change", TYPED, NEW)
    assert bench.titles() == ["Passphrase, on this laptop only", "Recovery code"], "another passphrase, the same way"
    bench.step("part", NEW)
    assert bench.titles() == ["Passphrase", "Recovery code"]
    assert bench.keychain.items == {}
    assert bench.opens_with(NEW)


def test_a_keychain_is_tried_out_before_anything_is_asked(bench: Bench) -> None:
    bench.keychain.refusal = KeychainRefusedError()
    before = bench.keys()
    bench.do(lambda: bench.presenter.begin("account"))
    assert bench.now().problem is not None
    assert (bench.now().mode, bench.now().busy, bench.keys()) == ("ways", None, before)


def test_this_account_is_let_in_and_out_again(bench: Bench) -> None:
    bench.step("account", TYPED)
    assert bench.presenter.summary == "Opens with: passphrase, this account and recovery code"
    assert len(bench.keychain.items) == 1
    bench.step("remove_account", TYPED)
    assert bench.keychain.items == {}
    assert bench.titles() == ["Passphrase", "Recovery code"]


def test_the_last_way_that_a_person_carries_is_not_taken_away(bench: Bench) -> None:
    bench.step("account", TYPED)
    bench.step("remove_recovery_code", TYPED)
    before = bench.keys()
    for name in ("remove_passphrase", "join"):
        bench.do(lambda name=name: bench.presenter.begin(name))  # type: ignore[misc]  # mypy knows no default there
        assert bench.now().problem is not None
        assert bench.now().problem.happened == LastWayError.HAPPENED  # type: ignore[union-attr]  # as above
        assert (bench.now().mode, bench.keys()) == ("ways", before)


def test_another_code_counts_when_its_groups_were_retyped(bench: Bench) -> None:
    before = bench.keys()
    bench.step("code", TYPED)
    assert (bench.now().mode, len(bench.now().recovery_groups), bench.keys()) == ("code_show", 7, before)
    groups = bench.now().recovery_groups
    bench.do(bench.presenter.confirm_noted)
    assert bench.now().recovery_groups == ()
    bench.do(lambda: bench.presenter.check_groups(["ZZZZ", "ZZZZ"]))
    assert (bench.now().mode, bench.now().problem, bench.keys()) == ("code_show", words.OTHER_GROUPS, before)
    assert bench.retype() == groups
    assert (bench.now().mode, bench.now().recovery_groups, bench.now().done) == ("ways", (), words.DONE["code"])
    assert bench.opens_with_code(groups)
    assert not bench.opens_with_code(bench.code.groups)


def test_a_code_that_was_not_checked_is_said_to_be_none(bench: Bench) -> None:
    """Whoever leaves in between has a paper in hand that opens nothing."""
    before = bench.keys()
    bench.step("code", TYPED)
    bench.do(bench.presenter.leave)
    bench.do(bench.presenter.refresh)
    state = bench.now()
    assert (state.mode, state.recovery_groups, state.done, bench.keys()) == ("ways", (), words.UNCHECKED, before)
    bench.do(lambda: bench.presenter.show_mode("code_show"))
    assert bench.now().recovery_groups == ()
    bench.do(bench.presenter.leave)
    assert bench.now().done == ""
    assert bench.opens_with_code(bench.code.groups)


@pytest.mark.parametrize("name", ["code", "keys"])
def test_a_code_that_is_being_put_is_not_said_to_be_none(bench: Bench, name: StepName) -> None:
    """The disk may have it already, and nobody has heard of it yet."""
    bench.step(name, TYPED)
    assert (bench.presenter.has_unchecked_code, bench.presenter.puts_new_code) == (True, False)
    groups = bench.now().recovery_groups
    bench.do(bench.presenter.confirm_noted)
    bench.presenter.check_groups([groups[index] for index in bench.now().asked_groups])
    assert (bench.presenter.has_unchecked_code, bench.presenter.puts_new_code) == (False, True)
    bench.dispatcher.run()
    assert (bench.presenter.has_unchecked_code, bench.presenter.puts_new_code) == (False, False)
    assert bench.opens_with_code(groups)


def test_a_code_is_not_shown_to_whoever_comes_by_later(bench: Bench) -> None:
    bench.do(lambda: bench.presenter.begin("code"))
    bench.presenter.send(TYPED, "", "")
    bench.presenter.leave()
    bench.dispatcher.run()
    assert (bench.now().mode, bench.now().recovery_groups, bench.now().busy) == ("ways", (), None)


def test_new_keys_keep_the_passphrase_and_take_the_old_code_away(bench: Bench) -> None:
    data_key = bench.vault.keys.opened.data_key  # type: ignore[union-attr]  # it is kept
    bench.step("account", TYPED)
    bench.step("keys", TYPED)
    assert bench.now().mode == "code_show"
    groups = bench.retype()
    assert (bench.now().mode, bench.now().problem, bench.now().done) == ("ways", None, words.DONE["keys"])
    assert bench.vault.keys.opened.data_key != data_key  # type: ignore[union-attr]  # it is kept
    assert len(bench.keychain.items) == 1
    assert bench.opens_with(TYPED)
    assert bench.opens_with_code(groups)
    assert not bench.opens_with_code(bench.code.groups)


def test_new_keys_that_are_given_up_leave_nothing_in_the_keychain(bench: Bench) -> None:
    bench.step("account", TYPED)
    bench.step("keys", TYPED)
    assert len(bench.keychain.items) == 2
    bench.do(bench.presenter.go_back)
    assert len(bench.keychain.items) == 1
    assert bench.opens_with_code(bench.code.groups)


def test_what_the_disk_refuses_is_told_and_can_be_tried_again(bench: Bench) -> None:
    bench.step("code", TYPED)
    blocks = [bench.folder.path / f"{name}.tmp" for name in (KEYS_NAME, COPY_NAME)]
    for block in blocks:
        block.mkdir()
    groups = bench.retype()
    assert bench.now().mode == "code_check"
    assert bench.now().problem is not None
    for block in blocks:
        block.rmdir()
    bench.do(lambda: bench.presenter.check_groups([groups[index] for index in bench.now().asked_groups]))
    assert bench.opens_with_code(groups)


def test_whoever_came_by_the_code_is_offered_another_passphrase_once(bench: Bench) -> None:
    bench.do(bench.presenter.offer_new_passphrase)
    state = bench.now()
    assert (state.mode, bench.heard) == ("step", ["asked"])
    assert state.step is not None
    assert (state.step.asks, state.step.asks_new, state.step.back) == (False, True, words.NOT_NOW)
    bench.do(bench.presenter.refresh)
    assert bench.now().mode == "step", "looking anew takes nothing away"
    bench.do(lambda: bench.presenter.send("", NEW, NEW))
    assert bench.heard == ["asked"]
    bench.step("code", "")
    assert bench.now().problem == words.NOT_GIVEN, "from now on it is asked for"
    assert bench.opens_with(NEW)
    assert not bench.opens_with(TYPED)


def test_what_is_said_after_the_code_fits_the_ways_there_are() -> None:
    alone, joined = words.after_code(("recovery_code",)), words.after_code(("passphrase_device", "recovery_code"))
    assert "no passphrase opens it" in alone.about
    assert words.WITHOUT_DEVICE in joined.more
    assert words.after_code(("passphrase", "recovery_code")) == words.AFTER_CODE


def test_another_passphrase_may_be_put_off(bench: Bench) -> None:
    bench.do(bench.presenter.offer_new_passphrase)
    bench.do(lambda: bench.presenter.show_mode("ways"))
    assert (bench.now().mode, bench.heard) == ("ways", ["asked", "left"])
    for name in ("keys", "join"):  # they seal something under a passphrase that nobody has typed
        bench.do(lambda name=name: bench.presenter.begin(name))  # type: ignore[misc]  # mypy knows no default there
        assert (bench.now().mode, bench.now().problem) == ("ways", words.PASSPHRASE_FIRST)
    bench.step("change", "", NEW)
    assert bench.opens_with(NEW)


def test_a_passphrase_whose_keychain_is_gone_is_set_anew_without_it(bench: Bench) -> None:
    bench.step("join", TYPED)
    bench.do(bench.presenter.offer_new_passphrase)
    bench.do(lambda: bench.presenter.show_mode("ways"))
    bench.keychain.refusal = KeychainRefusedError()
    bench.step("change", "", NEW)
    assert (bench.now().problem, bench.titles()) == (None, ["Passphrase", "Recovery code"])
    assert bench.opens_with(NEW)
