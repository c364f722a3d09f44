from pytestqt.qtbot import QtBot

from closeddoor.presenters.settings import SettingsPresenter
from closeddoor.presenters.states.settings import FactRow, SettingsViewState, SettingValue
from closeddoor.presenters.states.shared import Problem
from closeddoor.services.settings import SETTING_SPECS, SettingsService
from closeddoor.vault.errors import DiskFullError
from closeddoor.vault.vault import Vault
from tests.fakes.ports import InlineExecutor, QueueDispatcher
from tests.presenters.recording import RecordingPage

FACTS = (FactRow("Version", "0"),)


class Bench:
    def __init__(self) -> None:
        self.vault = Vault.in_memory()
        self.page = RecordingPage[SettingsViewState]()
        self.dispatcher = QueueDispatcher()
        service = SettingsService(self.vault, InlineExecutor())
        self.presenter = SettingsPresenter(self.page, service, lambda: FACTS, self.dispatcher)
        self.applied: list[dict[str, SettingValue]] = []
        self.presenter.settings_changed.connect(self.applied.append)

    def refresh(self) -> None:
        self.presenter.refresh()
        self.dispatcher.run()

    def values(self) -> dict[str, SettingValue]:
        return {row.key: row.value for group in self.page.now().groups for row in group.rows}


def test_every_setting_has_its_row_and_its_default(qtbot: QtBot) -> None:
    assert qtbot
    bench = Bench()
    bench.refresh()
    assert bench.values() == {spec.key: spec.default for spec in SETTING_SPECS}
    assert bench.page.now().facts == FACTS
    assert bench.applied == [bench.values()]


def test_a_change_shows_at_once_and_is_there_the_next_time(qtbot: QtBot) -> None:
    assert qtbot
    bench = Bench()
    bench.refresh()
    bench.presenter.change("theme", "dark")
    assert bench.values()["theme"] == "dark"
    assert bench.applied[-1]["theme"] == "dark"
    bench.presenter.change("text_scale", 1.6)
    bench.refresh()
    assert (bench.values()["theme"], bench.values()["text_scale"]) == ("dark", 1.6)


def test_a_value_that_is_none_of_its_own_becomes_the_default(qtbot: QtBot) -> None:
    assert qtbot
    bench = Bench()
    for key, value in (("theme", "pink"), ("text_scale", 900), ("reduced_motion", "yes")):
        bench.vault.settings.set(key, value)
    bench.refresh()
    assert bench.values() == {spec.key: spec.default for spec in SETTING_SPECS}


class FullDisk:
    """Settings that cannot be written."""

    def set(self, *_: object) -> None:
        raise DiskFullError


def test_what_cannot_be_kept_applies_and_says_so(qtbot: QtBot) -> None:
    assert qtbot
    bench = Bench()
    bench.refresh()
    bench.vault.settings = FullDisk()  # type: ignore[assignment]  # all that storing asks of it
    bench.presenter.change("theme", "dark")
    bench.dispatcher.run()
    assert bench.values()["theme"] == "dark"
    assert bench.page.now().problem == Problem.of(DiskFullError())


def test_a_share_is_written_as_everywhere_else() -> None:
    names = [name for spec in SETTING_SPECS for _, name in spec.choices if "%" in name]
    assert names
    assert not [name for name in names if " %" in name]


def test_text_grows_and_shrinks_by_the_sizes_there_are_and_stops_at_the_ends(qtbot: QtBot) -> None:
    assert qtbot
    bench = Bench()
    bench.refresh()
    sizes = []
    for step in (1, 1, 0, -1, -1):
        bench.presenter.step_text_size(step)
        sizes.append(bench.values()["text_scale"])
    assert sizes == [1.15, 1.3, 1.0, 0.9, 0.9]
    for _ in range(9):
        bench.presenter.step_text_size(1)
    bench.refresh()
    assert bench.values()["text_scale"] == 2.0


def test_a_change_made_while_settings_are_read_is_not_undone_by_the_reading(qtbot: QtBot) -> None:
    assert qtbot
    bench = Bench()
    bench.presenter.refresh()
    bench.presenter.change("theme", "dark")
    bench.dispatcher.run()
    assert bench.values()["theme"] == "dark"
    assert bench.applied[-1]["theme"] == "dark"
    bench.refresh()
    assert bench.values()["theme"] == "dark"
