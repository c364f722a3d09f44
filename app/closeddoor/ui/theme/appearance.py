"""Puts a look in force: style, palette, font and style sheet, live and together.

Qt puts a changed style sheet on every widget that was ever shown: seconds in a long session, nearly all of it for pages
that nobody sees. So a window of many pages wears the sheet in parts, and each page when it is shown.
"""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QPixmapCache
from PySide6.QtWidgets import QApplication, QWidget

from closeddoor.ui.theme.colours import DARK, LIGHT, Colours, palette_of
from closeddoor.ui.theme.sheet import style_sheet
from closeddoor.ui.theme.typography import clamp_scale, interface_font

ThemeName = Literal["system", "light", "dark"]

REDUCED_MOTION = "closeddoor_reduced_motion"

STYLE = "Fusion"
_STYLED = "closeddoor_styled"


@dataclass(frozen=True)
class Appearance:
    """What the user chose; `text_scale` from 0.9 to 2.0."""

    theme: ThemeName = "system"
    text_scale: float = 1.0
    reduced_motion: bool = False


def motion_allowed() -> bool:
    """Tell whether something may move; a test's or a script's application without a look in force holds still."""
    app = QApplication.instance()
    return app is not None and app.property(REDUCED_MOTION) is False


def colours_for(theme: ThemeName, scheme: Qt.ColorScheme) -> Colours:
    """Return the colours of `theme`; `system` follows the desktop's `scheme`, light where it tells none."""
    if theme == "system":
        return DARK if scheme == Qt.ColorScheme.Dark else LIGHT
    return DARK if theme == "dark" else LIGHT


KEPT_PIXMAPS_KB = 2048
"""Qt keeps icons as it painted them, by the numbers of a picture and a palette that no new look has again: 10 MB
of them by default, which hours of use fill. What one look needs fits in a fifth of that."""


def styled_application(name: str) -> QApplication:
    """Return the application in its style from the first moment on.

    `QApplication.setStyle` returns the style, and PySide6 then makes every enum that styles have: 6 ms of a start.
    """
    app = QApplication([name, "-style", STYLE])
    app.setProperty(_STYLED, True)
    QPixmapCache.setCacheLimit(KEPT_PIXMAPS_KB)
    return app


class AppearanceSwitch(QObject):
    """Keeps the application's look as `show` last asked, and follows the desktop's light and dark while on `system`.

    With `in_parts` the style sheet is on no widget but those given to `dress`; who shows them gives them again when the
    look has `changed`, those that are hidden not before they are shown. Else it is on all widgets of the application.
    """

    changed = Signal()

    def __init__(self, app: QApplication, *, in_parts: bool = False) -> None:
        super().__init__(app)
        self._app = app
        self._in_parts = in_parts
        self._sheet = ""
        self._shown: tuple[Colours, float] | None = None
        self._appearance = Appearance()
        if app.property(_STYLED) is not True:
            app.setStyle(STYLE)
        app.styleHints().colorSchemeChanged.connect(self._follow)

    def show(self, appearance: Appearance) -> None:
        """Put `appearance` in force; nothing is laid out again when nothing changed."""
        self._appearance = appearance
        self._app.setProperty(REDUCED_MOTION, appearance.reduced_motion)
        colours = colours_for(appearance.theme, self._app.styleHints().colorScheme())
        scale = clamp_scale(appearance.text_scale)
        if self._shown == (colours, scale) and bool(self._app.styleSheet()) != self._in_parts:
            return
        self._shown = (colours, scale)
        self._sheet = style_sheet(colours, scale)
        # Taken off first: Qt puts one sheet in the place of another on each widget as many times as it is deep.
        self._app.setStyleSheet("")
        self._app.setPalette(palette_of(colours))
        self._app.setFont(interface_font(scale))
        if not self._in_parts:
            self._app.setStyleSheet(self._sheet)
        self.changed.emit()

    def dress(self, part: QWidget) -> None:
        """Put the look in force on `part` and on what is in it, where it is not on yet."""
        if self._in_parts and part.styleSheet() != self._sheet:
            part.setStyleSheet(self._sheet)

    def _follow(self) -> None:
        self.show(self._appearance)
