"""Two starts of the application on one profile, as one visit."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from closeddoor.bootstrap import Application
from closeddoor.domain.secret import Secret
from closeddoor.profile import Profile
from closeddoor.tour.album import Album
from closeddoor.tour.gallery import hang
from closeddoor.tour.geometry import problems_of
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
) -> tuple[str, ...]:
    """Drive the whole route into `folder`; the vault and all else of the run lie in `profile`, which is fresh.

    The visitor types `passphrase`, or one of its own. With `hangs_gallery` every page that showed is shown again in
    every appearance, with a picture of each in `folder/gallery`; returns what is wrong with any of them, in words.
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
    return tuple(_look_at_all(app, album, folder / "gallery")) if hangs_gallery else ()


def _look_at_all(app: QApplication, album: Album, folder: Path) -> Iterator[str]:
    for hung in hang(app, album.plates()):
        picture = hung.save(folder).relative_to(folder)
        yield from (f"{picture}: {problem}" for problem in problems_of(hung.window))
