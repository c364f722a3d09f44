"""Choosing a .cdpack file: by Qt's own dialog, or by dropping it."""

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QSettings, QSize, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from closeddoor.ui.theme import scaled

SUFFIX = ".cdpack"


def choose_pack(parent: QWidget, chosen: Callable[[Path], None]) -> QFileDialog:
    """Open a dialog over `parent` and call `chosen` with the file, when there is one.

    Qt's own: a desktop portal does not serve a process that others may not read, and would remember the place.
    """
    _remember_no_place()
    dialog = QFileDialog(parent, "Closed Door", str(Path.home()), f"Scenario packs (*{SUFFIX})")
    dialog.setAccessibleName("Add a pack")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setOption(QFileDialog.Option.ReadOnly)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, "Look at it")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.resize(parent.window().size().boundedTo(QSize(scaled(860), scaled(560))))
    dialog.open()
    return dialog


def pack_dropped(untrusted: QMimeData) -> Path | None:
    """Return the one local .cdpack file that is being dropped; None for anything else."""
    urls = untrusted.urls() if untrusted.hasUrls() else []
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.casefold() == SUFFIX else None


def _remember_no_place() -> None:
    """Keep the dialog from writing down where one looked: it has no switch for that, only the file it writes to.

    Measured: without this it leaves the folder in QtProject.conf of the account, in plain text. On Windows and macOS
    Qt keeps such settings where this does not reach.
    """
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
