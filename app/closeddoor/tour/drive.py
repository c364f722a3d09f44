"""Two starts of the application on one profile, as one visit."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from closeddoor.bootstrap import Application
from closeddoor.profile import Profile
from closeddoor.tour.route import Route


def drive(folder: Path, profile: Path, size: tuple[int, int], appearance: Mapping[str, Any]) -> None:
    """Drive the whole route into `folder`; the vault and all else of the run lie in `profile`."""
    app = QApplication(sys.argv[:1])
    for visit in (Route.go, Route.come_back):
        application = Application(app, Profile(profile))
        application.frame.apply({"reduced_motion": True, **appearance})
        application.window.resize(*size)
        application.start()
        try:
            visit(Route(application, folder, appearance))
        finally:
            application.close()
            application.window.close()
