"""Asking for a file: Qt's own dialog, which tells no desktop portal and is kept from writing down where one looked.

A portal would not serve a process that others may not read either. The dialogs do not block: what was chosen is
handed to a function, and nothing is when the dialog is dismissed.
"""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import platformdirs
from PySide6.QtCore import QSettings, QSize
from PySide6.QtWidgets import QFileDialog, QWidget

from closeddoor.language import tr
from closeddoor.ui.theme import scaled

ANY_FILE = tr("Any file (*)")


def ask_for_files(
    parent: QWidget, title: str, name_filter: str, chosen: Callable[[Sequence[Path]], None]
) -> QFileDialog:  # fmt: skip
    """Ask for one or more files to read; `name_filter` is Qt's, as in "Documents (*.pdf *.docx)"."""
    dialog = _dialog(parent, title, name_filter)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setOption(QFileDialog.Option.ReadOnly)
    dialog.filesSelected.connect(lambda names: chosen([Path(name) for name in names]))
    dialog.open()
    return dialog


def ask_for_folder(parent: QWidget, title: str, chosen: Callable[[Path], None]) -> QFileDialog:
    """Ask for a folder to read."""
    dialog = _dialog(parent, title, ANY_FILE)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.setOption(QFileDialog.Option.ReadOnly)
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.open()
    return dialog


def ask_where_to_save(
    parent: QWidget,
    title: str,
    suggested_name: str,
    name_filter: str,
    chosen: Callable[[Path], None],
    folder: Path | None = None,
) -> QFileDialog:
    """Ask for a place of the user's choice; a file that is there is replaced only after the dialog asked.

    It begins in `folder`, or where documents are.
    """
    dialog = _dialog(parent, title, name_filter)
    documents = folder or platformdirs.user_documents_path()
    if documents.is_dir():  # the home itself is shut to a confined window
        dialog.setDirectory(str(documents))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(suggested_name).suffix.removeprefix("."))
    dialog.selectFile(suggested_name)
    dialog.fileSelected.connect(lambda name: chosen(Path(name)))
    dialog.open()
    return dialog


def _dialog(parent: QWidget, title: str, name_filter: str) -> QFileDialog:
    _remember_no_place()
    dialog = QFileDialog(parent, title, str(Path.home()), name_filter)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setAccessibleName(title)
    dialog.finished.connect(dialog.deleteLater)
    dialog.resize(parent.window().size().boundedTo(QSize(scaled(860), scaled(560))))
    return dialog


def _remember_no_place() -> None:
    """Keep the dialog from writing down where one looked: it has no switch for that, only the file it writes to.

    Measured: without this it leaves the folder in QtProject.conf of the account, in plain text. On Windows and macOS
    Qt keeps such settings where this does not reach.
    """
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
