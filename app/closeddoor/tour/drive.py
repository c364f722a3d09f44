"""Two starts of the application on one profile, as one visit."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from closeddoor.bootstrap import Application
from closeddoor.domain.secret import Secret
from closeddoor.profile import Profile
from closeddoor.tour.album import Album
from closeddoor.tour.gallery import hang
from closeddoor.tour.route import Route
from closeddoor.tour.visitor import TourError


def drive(
    folder: Path,
    profile: Path,
    size: tuple[int, int],
    appearance: Mapping[str, Any],
    passphrase: Secret | None = None,
    *,
    hangs_gallery: bool = False,
) -> None:
    """Drive the whole route into `folder`; the vault and all else of the run lie in `profile`, which is fresh.

    The visitor types `passphrase`, or one of its own. With `hangs_gallery` every page that showed is shown again in
    every appearance, with a picture of each in `folder/gallery`.
    """
    if (profile / "vault").exists():
        raise TourError("the profile already holds a history, and the tour begins with making one")
    app = QApplication(sys.argv[:1])
    album = Album()
    for visit in (Route.go, Route.come_back):
        application = Application(app, Profile(profile))
        application.frame.apply({"reduced_motion": True, **appearance})
        application.window.resize(*size)
        application.start()
        try:
            visit(Route(application, folder, appearance, passphrase, album))
        finally:
            application.close()
            application.window.close()
            application.deleteLater()  # with it go its timers: what it plans for later has no threads any more
    if hangs_gallery:
        for hung in hang(app, album.plates()):
            hung.save(folder / "gallery")
