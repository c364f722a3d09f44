"""A refusal at the start, for whoever began from a menu: in the words that a terminal would show, with no session."""

import os
import sys
from collections.abc import Mapping
from typing import TextIO

from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout

from closeddoor.confinement.environment import keep_needed_environment, needed, network_display
from closeddoor.domain.errors import KnownError
from closeddoor.language import tr
from closeddoor.ui.theme import Appearance, AppearanceSwitch, scaled, styled_application
from closeddoor.ui.theme.spacing import XL, L, M
from closeddoor.ui.widgets.buttons import primary
from closeddoor.ui.widgets.words import words

WIDTH_PX = 480


class RefusalWindow(QDialog):
    """Says what happened, what is safe and what to do; Enter, Escape and the button close it."""

    def __init__(self, error: KnownError) -> None:
        super().__init__()
        self.setWindowTitle(tr("Closed Door"))
        self.setAccessibleName(tr("Closed Door did not start"))
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(M)
        column.addWidget(words(tr("Closed Door did not start"), "heading"))
        for sentence in (error.happened, error.safe, error.next_step):
            if sentence:
                column.addWidget(words(sentence, selectable=True))
        column.addStretch(1)
        column.addLayout(self._foot())
        width = scaled(WIDTH_PX)
        self.setFixedSize(width, max(column.totalHeightForWidth(width), column.totalMinimumSize().height()))

    def _foot(self) -> QHBoxLayout:
        close = primary(tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        close.setFocus()
        return foot


def show_refusal(error: KnownError) -> None:
    """Show it where nobody reads the terminal, and return once it was closed."""
    if not is_out_of_sight(needed(os.environ), sys.stderr):
        return
    keep_needed_environment()  # a start from a stick is refused before that was done
    present = QApplication.instance()
    app = present if isinstance(present, QApplication) else styled_application(sys.argv[0])
    AppearanceSwitch(app).show(Appearance())
    RefusalWindow(error).exec()


def is_out_of_sight(environment: Mapping[str, str], errors: TextIO | None) -> bool:
    """Whether what is written to `errors` reaches no terminal while this machine has a screen to show it on.

    A display that is reached over a network is none: it is one of the reasons to refuse.
    """
    if errors is not None and errors.isatty():
        return False
    if environment.get("QT_QPA_PLATFORM", "") in {"offscreen", "minimal"} or network_display(environment):
        return False
    return sys.platform != "linux" or bool({"DISPLAY", "WAYLAND_DISPLAY"} & environment.keys())
