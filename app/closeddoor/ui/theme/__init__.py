"""How everything looks: colours, type, space, icons, verdicts. Nothing else in the code names a colour or a size."""

from closeddoor.ui.theme.appearance import Appearance, AppearanceSwitch, motion_allowed, styled_application
from closeddoor.ui.theme.colours import DARK, LIGHT, Colours, Tint, colours_of
from closeddoor.ui.theme.icons import icon, pixmap
from closeddoor.ui.theme.typography import (
    column_px,
    document_font,
    interface_font,
    mono_font,
    scaled,
    small_font,
    text_scale,
    title_font,
)

__all__ = [
    "DARK",
    "LIGHT",
    "Appearance",
    "AppearanceSwitch",
    "Colours",
    "Tint",
    "colours_of",
    "column_px",
    "document_font",
    "icon",
    "interface_font",
    "mono_font",
    "motion_allowed",
    "pixmap",
    "scaled",
    "small_font",
    "styled_application",
    "text_scale",
    "title_font",
]
