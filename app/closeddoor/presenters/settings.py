"""Settings: rows from their specs, facts about this installation, changes applied at once."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.ports import Dispatcher
from closeddoor.presenters.states.settings import Choice, FactRow, SettingGroup, SettingRow, SettingsViewState
from closeddoor.presenters.states.shared import Problem
from closeddoor.services.settings import (
    LOCK_AFTER_KEY,
    SETTING_SPECS,
    SettingSpec,
    SettingsService,
    SettingValue,
    lock_choices,
    why_lock_is_bound,
)

TEXT_SIZE, USUAL_SIZE = "text_scale", 1.0

Facts = Callable[[], tuple[FactRow, ...]]


class SettingsPage(Protocol):
    """What this presenter needs of its page."""

    def render(self, state: SettingsViewState) -> None: ...


class SettingsPresenter(QObject):
    """Shows and keeps settings; `settings_changed` carries all values, for the window to follow."""

    settings_changed = Signal(object)

    def __init__(
        self,
        page: SettingsPage,
        settings: SettingsService,
        facts: Facts,
        dispatcher: Dispatcher,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._settings = settings
        self._facts = facts
        self._dispatcher = dispatcher
        self._values: dict[str, SettingValue] = {spec.key: spec.default for spec in SETTING_SPECS}
        self._being_kept: dict[str, SettingValue] = {}
        self._is_known = False

    @property
    def values(self) -> dict[str, SettingValue]:
        """Return all values, for who comes after `settings_changed` told them; empty until they are known."""
        return dict(self._values) if self._is_known else {}

    def refresh(self) -> None:
        """Show what is kept; what was changed since it was asked for stays as it was changed."""

        def show(kept: dict[str, SettingValue]) -> None:
            self._apply({**kept, **self._being_kept})

        self._dispatcher.deliver(self._settings.load(), show, self._show_failure)

    def follow(self) -> None:
        """Have what is kept followed, while the page itself is not seen yet."""

        def follow(kept: dict[str, SettingValue]) -> None:
            self._values, self._is_known = {**kept, **self._being_kept}, True
            self.settings_changed.emit(self._values)

        self._dispatcher.deliver(self._settings.load(), follow, self._show_failure)

    def change(self, key: str, value: SettingValue) -> None:
        """Apply a setting at once and keep it."""
        self._being_kept[key] = value
        self._apply({**self._values, key: value})
        stored: Future[None] = self._settings.store(key, value)
        self._dispatcher.deliver(stored, lambda _: self._settle(key, value), self._show_failure)

    def _settle(self, key: str, value: SettingValue) -> None:
        """From now on what is read is what was changed, unless it was changed again."""
        if self._being_kept.get(key) == value:
            del self._being_kept[key]

    def step_text_size(self, step: int) -> None:
        """Make text the next size up (1) or down (-1) of those that there are, or the usual one (0)."""
        sizes = [value for value, _ in next(spec for spec in SETTING_SPECS if spec.key == TEXT_SIZE).choices]
        place = sizes.index(self._values[TEXT_SIZE]) + step if step else sizes.index(USUAL_SIZE)
        if sizes[max(0, min(place, len(sizes) - 1))] != self._values[TEXT_SIZE]:
            self.change(TEXT_SIZE, sizes[max(0, min(place, len(sizes) - 1))])

    def _apply(self, values: dict[str, SettingValue]) -> None:
        self._values, self._is_known = values, True
        self.settings_changed.emit(values)
        self._render(None)

    def _show_failure(self, error: BaseException) -> None:
        self._render(Problem.of(error))

    def _render(self, problem: Problem | None) -> None:
        self._page.render(SettingsViewState(setting_groups(self._values), self._facts(), problem))


def _row(spec: SettingSpec, value: SettingValue) -> SettingRow:
    is_lock = spec.key == LOCK_AFTER_KEY
    choices = tuple(Choice(value, title) for value, title in (lock_choices() if is_lock else spec.choices))
    return SettingRow(spec.key, spec.title, spec.about, value, choices, why_lock_is_bound() if is_lock else "")


def setting_groups(values: Mapping[str, SettingValue]) -> tuple[SettingGroup, ...]:
    """Return the rows of all settings under their groups, in the order of the specs."""
    groups: dict[str, list[SettingRow]] = {}
    for spec in SETTING_SPECS:
        groups.setdefault(spec.group, []).append(_row(spec, values[spec.key]))
    return tuple(SettingGroup(title, tuple(rows)) for title, rows in groups.items())
