"""The palette over an open vault: what there is to find, and what choosing it does."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject

from closeddoor.domain.ports import Dispatcher
from closeddoor.presenters.palette import PalettePage, PalettePresenter, PaletteSources, available_in
from closeddoor.presenters.settings import SettingsPresenter
from closeddoor.presenters.states.palette import PaletteViewState
from closeddoor.ui.window import MainWindow


@dataclass(frozen=True)
class Doors:
    """Where choosing leads, by kind of entry; `actions` are the ones that this installation has.

    `leave` keeps what was typed last on the page that shows.
    """

    leave: Callable[[], None]
    page: Callable[[str], None]
    meeting: Callable[[str], None]
    briefing: Callable[[str, str], None]
    conversation: Callable[[int], None]
    actions: Mapping[str, Callable[[], object]]

    def go(self, kind: str, key: str) -> None:
        """Do what an entry stands for."""
        if kind != "action":
            self.leave()
        if kind == "page":
            self.page(key)
        elif kind == "meeting":
            self.meeting(key)
        elif kind == "briefing":
            pack_id, _, scenario_id = key.partition("/")
            self.briefing(pack_id, scenario_id)
        elif kind == "conversation":
            self.conversation(int(key))
        else:
            self.actions[key]()


class _PaletteLater:
    """Stands for the palette until it first shows: home does without it, and without what its list is drawn with."""

    def __init__(self, make: Callable[[], PalettePage]) -> None:
        self._make = make
        self._page: PalettePage | None = None

    def render(self, state: PaletteViewState) -> None:
        if self._page is None:
            self._page = self._make()
        self._page.render(state)


def appearance_actions(settings: SettingsPresenter) -> Mapping[str, Callable[[], object]]:
    """Return what changes how everything looks."""
    themes = {f"theme.{name}": partial(settings.change, "theme", name) for name in ("light", "dark", "system")}
    sizes = {"text.larger": 1, "text.smaller": -1, "text.usual": 0}
    return {**themes, **{key: partial(settings.step_text_size, step) for key, step in sizes.items()}}


def open_palette(
    window: MainWindow,
    pages: Iterable[str],
    sources: PaletteSources,
    doors: Doors,
    dispatcher: Dispatcher,
    parent: QObject,
) -> PalettePresenter:
    """Return the palette of `window`, wired to its keys."""

    def make() -> PalettePage:
        from closeddoor.ui.palette import Palette  # noqa: PLC0415 - see `_PaletteLater`

        palette = Palette(window)
        palette.text_changed.connect(presenter.search)
        palette.entry_chosen.connect(presenter.choose)
        palette.dismissed.connect(presenter.dismiss)
        return palette

    presenter = PalettePresenter(_PaletteLater(make), sources, available_in(pages, doors.actions), dispatcher, parent)
    presenter.chosen.connect(lambda kind, key: doors.go(kind, key))  # noqa: PLW0108 - Qt keeps no method's object
    window.palette_requested.connect(presenter.open)
    return presenter
