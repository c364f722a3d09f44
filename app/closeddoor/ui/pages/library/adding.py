"""Adding a pack: by file, by folder, or by dropping either on the window."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.domain.release import RELEASE_SUFFIXES
from closeddoor.language import tr
from closeddoor.ui.file_choice import ask_for_files, ask_for_folder
from closeddoor.ui.pack_drop import SUFFIX
from closeddoor.ui.theme.spacing import M, S
from closeddoor.ui.widgets.buttons import primary, secondary
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.switched_off import SwitchedOff
from closeddoor.ui.widgets.words import words

ABOUT = tr("A pack brings briefings. It is data only: nothing in it runs, and nothing is fetched.")
FILES = tr(
    "Packs and newer versions ({patterns})", patterns=" ".join(f"*{each}" for each in (SUFFIX, *RELEASE_SUFFIXES))
)


ABOUT_RELEASES = tr(
    "A newer version of Closed Door ({suffixes}, with its .sig beside it) is verified here too. Nothing is installed by"
    " that.",
    suffixes=tr(" or ").join(RELEASE_SUFFIXES),
)


class AddPack(QWidget):
    """Two ways to name a pack; `pack_chosen` carries the path of the file or folder."""

    pack_chosen = Signal(object)
    policy_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._file = primary(tr("Add a pack …"), "plus")
        self._file.clicked.connect(self._choose_file)
        self._folder = secondary(tr("Add a folder …"))
        self._folder.clicked.connect(self._choose_folder)
        self._bound = SwitchedOff()
        self._bound.asked.connect(self.policy_requested)
        buttons = Flow(gap_px=M)
        buttons.addWidget(self._file)
        buttons.addWidget(self._folder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(words(ABOUT, "document-soft"))
        column.addSpacing(S)
        column.addLayout(buttons)
        column.addWidget(self._bound)
        column.addWidget(words(ABOUT_RELEASES, "small"))
        column.addWidget(
            words(tr("or drop a {suffix} file, or an author's folder, anywhere on the window", suffix=SUFFIX), "small")
        )

    def take_focus(self) -> None:
        """Let the keyboard begin here."""
        self._file.setFocus()

    def say_rule(self, rule: str) -> None:
        """Say which packs may be added, where not all may."""
        self._bound.say(rule)

    def set_enabled(self, *, is_enabled: bool) -> None:
        for button in (self._file, self._folder):
            button.setEnabled(is_enabled)

    def _choose_file(self) -> None:
        ask_for_files(
            self.window(),
            tr("Add a pack, or look at a newer version"),
            FILES,
            lambda paths: self.pack_chosen.emit(paths[0]),
        )

    def _choose_folder(self) -> None:
        ask_for_folder(self.window(), tr("Add the folder of a pack"), self.pack_chosen.emit)
