"""What the process keeps of its environment: a variable may name a library to load or a port to listen on."""

import os
import sys
from collections.abc import Mapping

_KEPT = frozenset(
    {
        *("HOME", "LOGNAME", "USER", "PATH", "TZ", "TMPDIR", "TEMP", "TMP"),
        *("LANG", "LANGUAGE", "TERM", "COLUMNS", "LINES", "NO_COLOR"),
        *("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "XAUTHORITY", "ICEAUTHORITY", "SESSION_MANAGER"),
        "DESKTOP_STARTUP_ID",
        *("DBUS_SESSION_BUS_ADDRESS", "DBUS_SYSTEM_BUS_ADDRESS", "AT_SPI_BUS_ADDRESS", "IBUS_ADDRESS"),
        *("DESKTOP_SESSION", "GNOME_DESKTOP_SESSION_ID", "KDE_FULL_SESSION", "KDE_SESSION_VERSION"),
        *("XCURSOR_SIZE", "XCURSOR_THEME", "XMODIFIERS", "QT_IM_MODULE", "QT_IM_MODULES"),
        *("QT_ACCESSIBILITY", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON"),
        *("QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_SCALE_FACTOR_ROUNDING_POLICY", "QT_FONT_DPI"),
        *("QT_AUTO_SCREEN_SCALE_FACTOR", "QT_ENABLE_HIGHDPI_SCALING"),
        "OLLAMA_MODELS",  # where models are looked for
    }
)
_KEPT_PREFIXES = ("LC_", "XDG_", "XKB_DEFAULT_")
_PLATFORM = "QT_QPA_PLATFORM"
_DISPLAYS = ("xcb", "wayland", "offscreen", "minimal")
"""Qt's own way of showing a window by serving it over TCP, `vnc`, is none of them."""


def keep_needed_environment() -> None:
    """Forget the variables that are not needed, before Qt or a child can read them. Done on Linux only."""
    if sys.platform == "linux":
        kept = needed(os.environ)
        os.environ.clear()
        os.environ.update(kept)


def needed(environment: Mapping[str, str]) -> dict[str, str]:
    """Return what is kept: no LD_*, no PYTHON*, nothing that names a plug-in, a log or a proxy."""
    kept = {name: value for name, value in environment.items() if name in _KEPT or name.startswith(_KEPT_PREFIXES)}
    displays = [name for name in environment.get(_PLATFORM, "").split(";") if name in _DISPLAYS]
    return {**kept, _PLATFORM: ";".join(displays)} if displays else kept


def network_display(environment: Mapping[str, str]) -> str:
    """Return the display that Qt would reach over the network, "" for one of this machine."""
    display, platforms = environment.get("DISPLAY", ""), environment.get(_PLATFORM, "")
    first = platforms.split(";")[0] if platforms else "wayland" if environment.get("WAYLAND_DISPLAY") else "xcb"
    host = display.rpartition(":")[0].rpartition("/")[2]
    return display if first == "xcb" and host not in {"", "unix"} else ""
