"""A child: opens the real window, photographs the screen it is on, closes it. Usage: … PROFILE PICTURE"""

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from closeddoor.bootstrap import Application
from closeddoor.profile import Profile

PAINTED_MS = 300


def main(profile: Path, picture: Path) -> int:
    app = QApplication(sys.argv[:1])
    application = Application(app, Profile(profile))
    application.start()
    timer = QTimer(app, interval=20)

    def look() -> None:
        handle = application.window.windowHandle()
        if handle is not None and handle.isExposed():
            timer.stop()
            QTimer.singleShot(PAINTED_MS, leave)

    def leave() -> None:
        app.primaryScreen().grabWindow(0).save(str(picture))
        sys.stdout.write(f"shown on {app.platformName()}\n")
        application.window.close()

    timer.timeout.connect(look)
    timer.start()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
