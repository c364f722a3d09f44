"""An application that ends while a page is painted: python -m tests.ui.closing_while_painting FOLDER."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from closeddoor.presenters.dispatch import QtDispatcher
from closeddoor.presenters.paper import Order, PaperDesk, Steps
from closeddoor.ui.pages.sandbox.paper import pdf_of_markdown

PAINTING = 0.9


def main(folder: Path) -> None:
    app = QApplication(["closing", "-platform", "offscreen"])
    jobs = ThreadPoolExecutor(1)
    desk = PaperDesk(QtDispatcher(app), jobs)

    def steps() -> Steps:
        inner = pdf_of_markdown("A page of words. " * 6_000, "t", "")
        for share in inner:
            if share > PAINTING:
                QTimer.singleShot(0, app.quit)
            yield share
        return b"It was not quick enough."

    desk.make(Order(folder / "a.pdf", steps, lambda _: None, print, print))
    app.exec()
    jobs.shutdown()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
