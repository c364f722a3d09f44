"""Of the machine: display, fonts, and the disk that a profile lies on. No path and no name of a user is in it."""

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from PySide6.QtGui import QFontDatabase, QGuiApplication

from closeddoor.profile import is_bundle
from closeddoor.ui.theme.typography import sans_family, serif_family

Encryption = Literal["yes", "no", "not known"]


def edition() -> str:
    """Return whether this is a bundle or runs from its source."""
    return "bundle" if is_bundle() else "source"


def display_state(environment: Mapping[str, str]) -> dict[str, Any]:
    """Return by what a window would be shown, as the environment says; none is opened to find out."""
    kind = "Wayland" if environment.get("WAYLAND_DISPLAY") else "X11" if environment.get("DISPLAY") else "none"
    asked_for = environment.get("QT_QPA_PLATFORM", "")
    if sys.platform in {"win32", "darwin"}:
        kind = sys.platform
    return {
        "kind": asked_for if kind == "none" and asked_for else kind,
        "session": environment.get("XDG_SESSION_TYPE") or "not told",
        "platform_asked_for": asked_for or "none",
        "scale_asked_for": environment.get("QT_SCALE_FACTOR") or "none",
    }


def without_a_window() -> QGuiApplication:
    """Return an application that has fonts and asks no display for anything."""
    there = QGuiApplication.instance()
    if isinstance(there, QGuiApplication):
        return there
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    return QGuiApplication([])


def font_state() -> dict[str, Any]:
    """Return which fonts documents and interface would be set in, and how many families there are."""
    return {"families": len(QFontDatabase.families()), "serif": serif_family(), "sans": sans_family()}


def disk_state(folder: Path) -> dict[str, Any]:
    """Return how much is free where `folder` is or would be, and whether that disk is encrypted, as far as is told."""
    there = next((each for each in (folder, *folder.parents) if each.is_dir()), Path("/"))
    return {"free_bytes": shutil.disk_usage(there).free, "encrypted": is_encrypted(there.stat().st_dev)}


def is_encrypted(device: int, blocks: Path = Path("/sys/dev/block")) -> Encryption:
    """Return whether a block device is dm-crypt, or all that it is made of is; a share or overlay tells nothing.

    Source: Linux, Documentation/ABI/testing/sysfs-block-dm; the UUID of a dm-crypt device begins with CRYPT-.
    """
    node = blocks / f"{os.major(device)}:{os.minor(device)}" if hasattr(os, "major") else blocks
    if not hasattr(os, "major") or not node.exists():
        return "not known"
    return "yes" if _on_crypt(node.resolve()) else "no"


def _on_crypt(node: Path) -> bool:
    uuid = node / "dm" / "uuid"
    if uuid.is_file() and uuid.read_text(encoding="ascii", errors="replace").startswith("CRYPT-"):
        return True
    below = [*(node / "slaves").iterdir()] if (node / "slaves").is_dir() else []
    return bool(below) and all(_on_crypt(each.resolve()) for each in below)
