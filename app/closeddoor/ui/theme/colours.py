"""Every colour of the application, in two sets. Nothing else in the code names a colour.

Which set is in force travels in the application's palette, so a widget that paints asks `colours_of(palette)` and
needs no theme object handed to it.
"""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette


@dataclass(frozen=True)
class Tint:
    """Ink on its ground, as `#rrggbb`: a pair that is always used together."""

    ink: str
    ground: str


@dataclass(frozen=True)
class Colours:
    """One theme as `#rrggbb`. `line` only decorates; `edge` bounds controls and keeps 3:1 against every ground."""

    name: str
    paper: str
    surface: str
    sunken: str
    ink: str
    ink_soft: str
    ink_faint: str
    line: str
    edge: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    selection: str
    mark: Tint
    mark_current: Tint
    found: Tint
    partly: Tint
    missed: Tint
    decoy: Tint
    unsure: Tint
    neutral: Tint
    problem: Tint


LIGHT = Colours(
    name="light",
    paper="#faf7f2",
    surface="#fffdf9",
    sunken="#f2ede4",
    ink="#1f1d1a",
    ink_soft="#544f47",
    ink_faint="#6b655b",
    line="#e0d9cc",
    edge="#8a8275",
    accent="#14505f",
    accent_hover="#0d3f4c",
    on_accent="#ffffff",
    accent_soft="#e2ebea",
    selection="#c9dfe1",
    mark=Tint("#14505f", "#e0ecec"),
    mark_current=Tint("#0d3f4c", "#c3dcdf"),
    found=Tint("#1d6240", "#e0efe2"),
    partly=Tint("#6d5200", "#f6ebc8"),
    missed=Tint("#8f3a1c", "#f8e4da"),
    decoy=Tint("#73306a", "#f3e3f0"),
    unsure=Tint("#3b5280", "#e3e9f4"),
    neutral=Tint("#544f47", "#ece7dd"),
    problem=Tint("#7f2a1b", "#f8e6df"),
)

DARK = Colours(
    name="dark",
    paper="#1c1d1f",
    surface="#242628",
    sunken="#17181a",
    ink="#e8e4dc",
    ink_soft="#bdb7ac",
    ink_faint="#a09a90",
    line="#37393c",
    edge="#818386",
    accent="#8cc0cb",
    accent_hover="#a5d0d9",
    on_accent="#0f2329",
    accent_soft="#2a3a3f",
    selection="#2f525b",
    mark=Tint("#a3d0d9", "#283b41"),
    mark_current=Tint("#bfe2e9", "#2f525b"),
    found=Tint("#93cfa9", "#233a2d"),
    partly=Tint("#dfc271", "#3d351d"),
    missed=Tint("#eda88a", "#43291f"),
    decoy=Tint("#d9a6d0", "#3b273a"),
    unsure=Tint("#a9bfe8", "#273147"),
    neutral=Tint("#bdb7ac", "#323436"),
    problem=Tint("#f0a998", "#422721"),
)


def colours_of(palette: QPalette) -> Colours:
    """Return the set that `palette` was made from: its accent tells, the one role no style sheet rule replaces."""
    return DARK if palette.color(QPalette.ColorRole.Accent).name() == DARK.accent else LIGHT


def palette_of(colours: Colours) -> QPalette:
    """Return the palette that carries `colours` to every widget."""
    role = QPalette.ColorRole
    palette = QPalette()
    for which, value in (
        (role.Window, colours.paper),
        (role.WindowText, colours.ink),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.sunken),
        (role.Text, colours.ink),
        (role.PlaceholderText, colours.ink_faint),
        (role.Button, colours.sunken),
        (role.ButtonText, colours.ink),
        (role.BrightText, colours.on_accent),
        (role.Highlight, colours.selection),
        (role.HighlightedText, colours.ink),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.Accent, colours.accent),
        (role.ToolTipBase, colours.surface),
        (role.ToolTipText, colours.ink),
        (role.Light, colours.surface),
        (role.Midlight, colours.sunken),
        (role.Mid, colours.line),
        (role.Dark, colours.edge),
        (role.Shadow, colours.edge),
    ):
        palette.setColor(which, QColor(value))
    disabled = QPalette.ColorGroup.Disabled
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(disabled, which, QColor(colours.ink_faint))
    return palette
