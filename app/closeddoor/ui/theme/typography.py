"""Four sizes of text: two for the interface, one for documents, one for titles; one scale multiplies all.

The scale in force travels in the application's font, so a widget asks `text_scale()` and needs no theme object.
Sizes are device-independent pixels: Qt multiplies them by the screen's own factor.
"""

import sys

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QGuiApplication

INTERFACE_PX = 15
SMALL_PX = 13
DOCUMENT_PX = 18
TITLE_PX = 30

LEAST_SCALE, MOST_SCALE = 0.9, 2.0

SERIFS = (
    "Charis SIL",
    "Source Serif 4",
    "Iowan Old Style",
    "Georgia",
    "Noto Serif",
    "Liberation Serif",
    "DejaVu Serif",
)
SANS_ON_LINUX = ("Inter", "Noto Sans", "Liberation Sans", "DejaVu Sans")
MONOS = ("JetBrains Mono", "SF Mono", "Cascadia Mono", "Consolas", "Liberation Mono", "DejaVu Sans Mono")

CHARACTERS_PER_LINE = 72
"""A column of 66 to 72 characters is read without losing the line."""


def _first_installed(wanted: tuple[str, ...], otherwise: str) -> str:
    installed = set(QFontDatabase.families())
    return next((family for family in wanted if family in installed), otherwise)


def serif_family() -> str:
    """Return the family for documents and titles."""
    return _first_installed(SERIFS, QFont("serif").defaultFamily())


def sans_family() -> str:
    """Return the family for the interface: the system's own, except on Linux where it is often not set with care."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    return _first_installed(SANS_ON_LINUX, system) if sys.platform.startswith("linux") else system


def mono_family() -> str:
    """Return the family for code."""
    return _first_installed(MONOS, QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family())


def clamp_scale(scale: float) -> float:
    """Return `scale` within what every page is built for."""
    return min(MOST_SCALE, max(LEAST_SCALE, scale))


def text_scale() -> float:
    """Return the user's text scale (1.0: as designed) that is in force."""
    size_px = QGuiApplication.font().pixelSize()
    return size_px / INTERFACE_PX if size_px > 0 else 1.0


def scaled(pixels: float, scale: float | None = None) -> int:
    """Return `pixels` multiplied by the text scale, in whole pixels."""
    return round(pixels * (text_scale() if scale is None else scale))


def _font(family: str, pixels: float, scale: float | None = None) -> QFont:
    font = QFont(family)
    font.setPixelSize(scaled(pixels, scale))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def interface_font(scale: float | None = None) -> QFont:
    """Return the font of the interface; the application's font is made from it."""
    return _font(sans_family(), INTERFACE_PX, scale)


def small_font() -> QFont:
    """Return the interface's second size, for what stands beside or under something."""
    return _font(sans_family(), SMALL_PX)


def document_font() -> QFont:
    """Return the font in which documents and the user's own longer writing are set."""
    return _font(serif_family(), DOCUMENT_PX)


def title_font() -> QFont:
    """Return the font of titles."""
    return _font(serif_family(), TITLE_PX)


def mono_font() -> QFont:
    """Return the font of code, sized to sit beside document text."""
    return _font(mono_family(), SMALL_PX + 1)


def column_px(font: QFont, characters: int = CHARACTERS_PER_LINE) -> int:
    """Return the width in pixels of a line of `characters` characters of running English in `font`."""
    sample = "the renewal clause binds both parties for a further term unless notice is given in writing"
    return round(QFontMetricsF(font).horizontalAdvance(sample) / len(sample) * characters)
