"""Saving the debrief as a file, when asked: first what that means, then where to."""

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.shared import UNPROTECTED
from closeddoor.ui.file_choice import ask_where_to_save
from closeddoor.ui.widgets.buttons import primary, quiet
from closeddoor.ui.widgets.fitting_dialog import FittingDialog
from closeddoor.ui.widgets.words import words

TITLE = tr("Save this debrief as a PDF")
WHAT = tr("The file holds your answers, your notes and what came of them, and no score.")
LIMIT = tr("{unprotected} A folder that is backed up or copied to a server takes it along.", unprotected=UNPROTECTED)
PDF_FILES = tr("PDF (*.pdf)")
WIDTH_PX = 480


class BeforeSaving(FittingDialog):
    """Says what the file will hold and that nothing protects it; `accepted` when a place is to be chosen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, TITLE, WIDTH_PX)
        choose, cancel = primary(tr("Choose a place …")), quiet(tr("Cancel"), shortcut="Esc")
        choose.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        for part in (words(TITLE, "title"), words(WHAT), words(LIMIT)):
            self.body.addWidget(part)
        self.foot.addStretch(1)
        self.foot.addWidget(cancel)
        self.foot.addWidget(choose)
        choose.setFocus()


def ask_before_saving(parent: QWidget, title: str, chosen: Callable[[Path], None]) -> BeforeSaving:
    """Say what saving means, then ask where; `chosen` gets the place, and nothing when either is dismissed."""
    dialog = BeforeSaving(parent)
    dialog.accepted.connect(lambda: ask_where_to_save(parent, TITLE, file_name(title), PDF_FILES, chosen))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def file_name(title: str) -> str:
    """Return a name that every file system takes: `Debrief, Ninety-two percent contained.pdf`."""
    plain = " ".join(re.sub(r'[\\/:*?"<>|\x00-\x1f]', " ", title).split())[:80].strip(" .")
    return tr("Debrief, {plain}.pdf", plain=plain) if plain else tr("Debrief.pdf")
