"""The frame: which page shows, what the privacy line says, how everything looks."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, Protocol, cast

from PySide6.QtCore import QObject, Signal

from closeddoor.domain.idle import USUAL_MINUTES
from closeddoor.language import tr
from closeddoor.presenters.states.window import PageName, WindowViewState
from closeddoor.presenters.trail import Trail

IN_MEMORY = tr("Nothing leaves this laptop · kept in memory only, gone when you close")
IN_MEMORY_SHORT = tr("Nothing leaves this laptop · in memory only")
BEFORE_UNLOCK = tr("Nothing leaves this laptop")
LOCKS_SOON = tr("Locks within a minute · press a key or move the pointer to stay")
UNLOCKED = tr("Nothing leaves this laptop · history encrypted")


_LOOK = re.compile(r"(system|light|dark):([0-9]\.[0-9]{1,3}):([01])", re.ASCII)


class Window(Protocol):
    """What this presenter needs of the window."""

    def render(self, state: WindowViewState) -> None: ...


class WindowPresenter(QObject):
    """Knows the page that shows; `page_shown` tells the others, who refresh what they show there.

    `page_wanted` comes just before: who makes pages makes it now. `settings_applied` carries all settings whenever
    they are followed anew.
    """

    page_shown = Signal(str)
    page_wanted = Signal(str)
    kept = Signal()
    settings_applied = Signal(object)

    def __init__(self, window: Window, privacy_detail: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._trail = Trail()
        self._is_held = False
        self._lock_after_minutes: float = USUAL_MINUTES
        self._detail_when_kept = privacy_detail
        self._state = WindowViewState(
            page="unlock", can_navigate=False, privacy_line=BEFORE_UNLOCK, privacy_detail=privacy_detail
        )

    @property
    def page(self) -> PageName:
        return self._state.page

    @property
    def lock_after_minutes(self) -> float:
        """Return after how long a window that nobody uses locks, as the settings have it."""
        return self._lock_after_minutes

    @property
    def is_return(self) -> bool:
        """Whether the page that shows was gone back to: then it is as it was left."""
        return self._state.is_return

    @property
    def is_held(self) -> bool:
        """Whether the page that shows must not be left, because something on it is shown only once."""
        return self._is_held

    @property
    def look(self) -> str:
        """How everything looks, in a word that `wear` takes: the settings cannot be read before a history is open."""
        return f"{self._state.theme}:{self._state.text_scale}:{int(self._state.reduced_motion)}"

    def wear(self, untrusted_look: str) -> None:
        """Look as the window before this one did; anything else than its word changes nothing."""
        match = _LOOK.fullmatch(untrusted_look)
        if match is not None:
            theme, scale, motion = match.groups()
            self.apply({"theme": theme, "text_scale": float(scale), "reduced_motion": motion == "1"})

    def start(self) -> None:
        self._window.render(self._state)

    def show(self, page: str) -> None:
        """Show a page; before the vault is open there is only the first one."""
        self._go(cast("PageName", page), is_return=False)

    def back(self) -> None:
        """Show the page again that this one was opened from."""
        self._go(self._trail.back, is_return=True)

    def open(self) -> None:
        """The vault is open: everything can be reached."""
        if not self._state.can_keep:
            self._state = replace(self._state, privacy_line=UNLOCKED)
        self._state = replace(self._state, can_navigate=True)
        self.show("home")

    def begin_in_memory(self, privacy_detail: str) -> None:
        """What is about to open is in memory only; the line says so, and closing asks first."""
        self._detail_when_kept = self._state.privacy_detail
        self._state = replace(
            self._state,
            privacy_line=IN_MEMORY,
            privacy_short=IN_MEMORY_SHORT,
            privacy_detail=privacy_detail,
            can_keep=True,
            asks_before_closing=True,
        )

    def tell_kept(self) -> None:
        """Everything is on the disk now; `kept` says so."""
        self._change(
            privacy_line=UNLOCKED,
            privacy_short="",
            privacy_detail=self._detail_when_kept,
            can_keep=False,
            asks_before_closing=False,
        )
        self.kept.emit()

    def hold(self, is_held: bool) -> None:  # noqa: FBT001 - a signal's value
        """Let the user stay on the page that shows, because something on it is shown only once; closing asks first.

        Given free again, it asks about what is in memory only, as before.
        """
        self._is_held = is_held
        self._change(can_navigate=not is_held, asks_before_closing=is_held or self._state.can_keep)

    def ask_before_closing(self, *, asks: bool) -> None:
        """Let the window ask first, or close when it is told to."""
        self._change(asks_before_closing=asks and self._state.can_keep)

    def apply(self, settings: Mapping[str, object]) -> None:
        """Follow the settings."""
        self._state = replace(
            self._state,
            theme=cast("Literal['system', 'light', 'dark']", settings["theme"]),
            text_scale=cast("float", settings["text_scale"]),
            reduced_motion=bool(settings["reduced_motion"]),
        )
        self._lock_after_minutes = cast("float", settings.get("lock_after_minutes", USUAL_MINUTES))
        self._window.render(self._state)
        self.settings_applied.emit(settings)

    def warn_of_lock(self, is_near: bool) -> None:  # noqa: FBT001 - a signal's value
        """Say in the privacy line that the window is about to lock, or that it is no longer."""
        self._change(lock_warning=LOCKS_SOON if is_near else "")

    def _go(self, page: PageName, *, is_return: bool) -> None:
        if self._state.can_navigate:
            self._trail = self._trail.to(page, self._state.page)
            self._state = replace(self._state, page=page, is_return=is_return)
            self.page_wanted.emit(page)
            self._window.render(self._state)
            self.page_shown.emit(page)

    def _change(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]  # the names are those of the state
        self._window.render(self._state)
