"""The stop at the library: what is there, and the question that the first pack of an author asks."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QScrollArea

from closeddoor.packs import read_pack
from closeddoor.packs.build import build_archive
from closeddoor.presenters.library.questions import DECLINE
from closeddoor.tour.visitor import Visitor


def visit_library(visitor: Visitor, page: QScrollArea, source: Path) -> None:
    """Look round, drop a pack made of the folder `source` on the page, see what is asked, and decline."""
    visitor.press("Library")
    visitor.picture("library")
    with TemporaryDirectory(prefix="closed-door-tour-") as folder:
        _drop(page, _pack_of_another_author(source, Path(folder)))
        visitor.button(DECLINE)
    visitor.picture("library-first-key")
    visitor.press(DECLINE)


def _pack_of_another_author(source: Path, folder: Path) -> Path:
    """Return a signed .cdpack file in `folder` with the content of `source` under an id of its own."""
    copy = folder / "pack"
    for name, content in read_pack(source).files.items():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_bytes(content)
    about = copy / "pack.toml"
    text = about.read_text(encoding="utf-8")
    about.write_text(re.sub(r'^id = ".*"$', 'id = "org.example.tour"', text, flags=re.MULTILINE), encoding="utf-8")
    archive = folder / "tour.cdpack"
    archive.write_bytes(build_archive(read_pack(copy), Ed25519PrivateKey.generate()))
    return archive


def _drop(page: QScrollArea, file: Path) -> None:
    """Bring a file over the page and let go of it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    at, copy = page.viewport().rect().center(), Qt.DropAction.CopyAction
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for event in (QDragEnterEvent(at, copy, data, button, keys), QDropEvent(QPointF(at), copy, data, button, keys)):
        QApplication.sendEvent(page.viewport(), event)
