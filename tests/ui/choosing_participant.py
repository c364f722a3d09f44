"""A child: chooses a file in the application's dialog, and goes.

Usage: choosing_participant.py FOLDER [forgetful]
"""

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from closeddoor.ui import file_choice


def main(folder: Path, *, is_forgetful: bool) -> int:
    app = QApplication(sys.argv[:1])
    if not is_forgetful:
        file_choice._remember_no_place = lambda: None  # the defence is taken out
    (folder / "letters.cdpack").write_bytes(b"")
    window = QWidget()
    chosen: list[Path] = []
    dialog = file_choice.ask_for_files(window, "Add a pack", "Packs (*.cdpack)", chosen.extend)
    dialog.setDirectory(str(folder))
    dialog.selectFile(str(folder / "letters.cdpack"))
    QTimer.singleShot(200, dialog.accept)
    dialog.destroyed.connect(app.quit)
    app.exec()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    print(*chosen)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), is_forgetful="forgetful" in sys.argv))
