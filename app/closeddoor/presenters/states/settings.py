"""Settings: rows that draw themselves."""

from dataclasses import dataclass

from closeddoor.presenters.states.shared import Problem

SettingValue = str | float | bool


@dataclass(frozen=True)
class Choice:
    value: SettingValue
    title: str


@dataclass(frozen=True)
class SettingRow:
    """One setting: a toggle when `choices` is empty and the value is a bool, else a pick of `choices`.

    `bound` says why there are not more to choose from.
    """

    key: str
    title: str
    about: str
    value: SettingValue
    choices: tuple[Choice, ...] = ()
    bound: str = ""


@dataclass(frozen=True)
class SettingGroup:
    title: str
    rows: tuple[SettingRow, ...]


@dataclass(frozen=True)
class FactRow:
    """A fact about this installation, shown as name and value (profile folder, model file, protection in force)."""

    name: str
    value: str


@dataclass(frozen=True)
class SettingsViewState:
    groups: tuple[SettingGroup, ...]
    facts: tuple[FactRow, ...]
    problem: Problem | None = None
