"""Settings: one row each; the form draws itself from them."""

from concurrent.futures import Future
from dataclasses import dataclass

from closeddoor.domain.idle import LOCK_AFTER_MINUTES, NEVER, USUAL_MINUTES
from closeddoor.domain.ports import Executor
from closeddoor.language import tr
from closeddoor.policy.in_force import rules
from closeddoor.vault.vault import Vault

SettingValue = str | float | bool

OWN_WORDS_KEY = "replies_in_own_words"
READ_AHEAD_KEY = "read_ahead"
LOCK_AFTER_KEY = "lock_after_minutes"

LOCK_AFTER = {
    NEVER: tr("Never"),
    **{minutes: tr("{n} minutes", n=minutes) for minutes in LOCK_AFTER_MINUTES if minutes != NEVER},
}


UNLOAD_AFTER_KEY, USUAL_UNLOAD_MINUTES = "unload_after_minutes", 15
_UNLOAD_AFTER_MINUTES = (5, 15, 60, NEVER)


@dataclass(frozen=True)
class SettingSpec:
    """A setting: its key in the vault, what it starts as, and for a pick the values with their names."""

    key: str
    group: str
    title: str
    about: str
    default: SettingValue
    choices: tuple[tuple[SettingValue, str], ...] = ()

    def accept(self, value: object) -> SettingValue:
        """Return `value` when it is one of this setting's, else the default: an old file never breaks the page."""
        if self.choices:
            return next((known for known, _ in self.choices if known == value), self.default)
        return value if isinstance(value, type(self.default)) else self.default


SETTING_SPECS: tuple[SettingSpec, ...] = (
    SettingSpec(
        key="theme",
        group=tr("Appearance"),
        title=tr("Theme"),
        about=tr("System follows light and dark as your desktop changes."),
        default="system",
        choices=(("system", tr("System")), ("light", tr("Light")), ("dark", tr("Dark"))),
    ),
    SettingSpec(
        key="text_scale",
        group=tr("Appearance"),
        title=tr("Text size"),
        about=tr("Multiplies every size: documents, interface and titles."),
        default=1.0,
        choices=((0.9, "90%"), (1.0, "100%"), (1.15, "115%"), (1.3, "130%"), (1.6, "160%"), (2.0, "200%")),
    ),
    SettingSpec(
        key="reduced_motion",
        group=tr("Appearance"),
        title=tr("Reduce motion"),
        about=tr("Changes appear at once instead of moving."),
        default=False,
    ),
    SettingSpec(
        key=LOCK_AFTER_KEY,
        group=tr("Privacy"),
        title=tr("Lock after"),
        about=tr(
            "Without a key, the pointer or the wheel. A document that is open counts as read until its reading time"
            " has passed twice."
        ),
        default=USUAL_MINUTES,
        choices=tuple((minutes, LOCK_AFTER[minutes]) for minutes in LOCK_AFTER_MINUTES),
    ),
    SettingSpec(
        key=OWN_WORDS_KEY,
        group=tr("Model"),
        title=tr("Let a capable model put replies in its own words"),
        about=tr("In interviews. It never changes what is said: a wording that is not beyond doubt is not shown."),
        default=True,
    ),
    SettingSpec(
        key=READ_AHEAD_KEY,
        group=tr("Model"),
        title=tr("Read ahead"),
        about=tr(
            "While you read a briefing, a model that will be asked about it reads it too, so that its answers come"
            " sooner. Not off the record, and not on a battery below 20%."
        ),
        default=True,
    ),
    SettingSpec(
        key=UNLOAD_AFTER_KEY,
        group=tr("Model"),
        title=tr("Unload the model after"),
        about=tr(
            "Without a question to it. Its memory is free then, and it loads again by itself when you write to it."
        ),
        default=USUAL_UNLOAD_MINUTES,
        choices=tuple(
            (minutes, tr("{n} minutes", n=minutes) if minutes else tr("Never")) for minutes in _UNLOAD_AFTER_MINUTES
        ),
    ),
)


def bound(spec: SettingSpec, value: object) -> SettingValue:
    """Return the value of a setting as it is in force: the user's, or what the machine's policy makes of it."""
    accepted = spec.accept(value)
    if spec.key == LOCK_AFTER_KEY and not isinstance(accepted, str):
        return rules().lock_after(accepted)
    return accepted


def lock_choices() -> tuple[tuple[float, str], ...]:
    """Return the times after which it may lock here, with their names."""
    return tuple((minutes, name) for minutes, name in LOCK_AFTER.items() if rules().lock_after(minutes) == minutes)


def why_lock_is_bound() -> str:
    """Return why there are fewer times to choose from; empty where the machine's policy leaves them all."""
    most = rules().lock_within_minutes
    return "" if most is None else tr("Your organisation has set {n} minutes as the longest.", n=most)


class SettingsService:
    """Reads and writes settings in the vault, within what the machine's policy leaves open."""

    def __init__(self, vault: Vault, database: Executor) -> None:
        self._vault = vault
        self._database = database

    def load(self) -> Future[dict[str, SettingValue]]:
        """Return the value of every setting, checked."""

        def read() -> dict[str, SettingValue]:
            return {spec.key: bound(spec, self._vault.settings.get(spec.key)) for spec in SETTING_SPECS}

        return self._database.submit(read)

    def store(self, key: str, value: SettingValue) -> Future[None]:
        """Keep one setting; a value that is not one of its own becomes the default, one too loose the strictest."""
        spec = next(spec for spec in SETTING_SPECS if spec.key == key)
        return self._database.submit(lambda: self._vault.settings.set(key, bound(spec, value)))
