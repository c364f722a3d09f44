"""Buttons: one primary per screen, secondary, quiet, and links that are no links."""

from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from closeddoor.ui.theme import colours_of, icon, scaled

Kind = Literal["primary", "secondary", "quiet", "link", "rail", "segment", "row"]

ICON_PX = 18


class Button(QPushButton):
    """A button in the application's style; its icon follows theme and text size.

    `hint` and `shortcut` make the tooltip ("Start a conversation (Ctrl+N)"); a button that shows only an icon has its
    words as accessible name.
    """

    def __init__(
        self,
        words: str,
        kind: Kind = "secondary",
        icon_name: str = "",
        *,
        hint: str = "",
        shortcut: str = "",
        icon_only: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("" if icon_only else words, parent)
        self._kind = kind
        self._icon_name = icon_name
        self.setProperty("kind", kind)
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        tip = hint or (words if icon_only else "")
        self.setToolTip(f"{tip or words} ({shortcut})" if shortcut else tip)

    def set_words(self, words: str) -> None:
        """Change what the button says, also to a screen reader."""
        if self.text():
            self.setText(words)
        self.setAccessibleName(words)

    def show_words(self, *, shows: bool) -> None:
        """Show the words beside the icon, or the icon alone."""
        self.setText(self.accessibleName() if shows else "")

    def event(self, event: QEvent) -> bool:
        """Take an icon before the button is first measured or shown: many never are, and drawing takes a while."""
        if event.type() == QEvent.Type.Polish:
            self._fit()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        is_look = event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange)
        if is_look and self.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._kind == "primary" and self.hasFocus():
            self._paint_inner_ring()

    def _fit(self) -> None:
        """Take the icon from the look in force; the style sheet decides the size, at least `spacing.TARGET`."""
        if self._icon_name:
            colours = colours_of(self.palette())
            ink = colours.on_accent if self._kind == "primary" else colours.ink_soft
            size_px = scaled(ICON_PX)
            self.setIcon(icon(self._icon_name, ink, size_px, colours.ink_faint))
            self.setIconSize(QSize(size_px, size_px))

    def _paint_inner_ring(self) -> None:
        """Show focus inside the accent, where a ring in the accent would not be seen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours_of(self.palette()).on_accent), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -4), 2, 2)


def primary(words: str, icon_name: str = "", *, hint: str = "", shortcut: str = "") -> Button:
    """Return the button for the one thing to do next."""
    return Button(words, "primary", icon_name, hint=hint, shortcut=shortcut)


def secondary(words: str, icon_name: str = "", *, hint: str = "", shortcut: str = "") -> Button:
    """Return a button for something else one may do."""
    return Button(words, "secondary", icon_name, hint=hint, shortcut=shortcut)


def quiet(words: str, icon_name: str = "", *, hint: str = "", shortcut: str = "", icon_only: bool = False) -> Button:
    """Return a button that stays in the background until it is needed."""
    return Button(words, "quiet", icon_name, hint=hint, shortcut=shortcut, icon_only=icon_only)


def link(words: str, *, hint: str = "") -> Button:
    """Return a button set like a cross-reference in running text."""
    return Button(words, "link", hint=hint)
