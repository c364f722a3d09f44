"""How long a new theme or text size holds the window, after every page was visited: python -m benchmarks.restyling.

The real window with each page in each of its full states; beside it the same sheet on as many plain labels, in one
run on one machine, so that the ratio tells more than the milliseconds.
"""

import time

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from closeddoor.bootstrap.pages import Pages
from closeddoor.presenters.states.window import PageName
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.ui.window import MainWindow
from tests.ui.accessibility.page_states import PAGE_STATES

LIGHT, DARK = Appearance("light", 1.0, reduced_motion=True), Appearance("dark", 1.0, reduced_motion=True)
LARGE = Appearance("light", 2.0, reduced_motion=True)
LOOKED_AT: tuple[PageName, ...] = ("home", "sandbox", "briefing", "debrief")
SETTLING_ROUNDS = 12


def main() -> None:
    app = QApplication.instance() or QApplication(["benchmark", "-platform", "offscreen"])
    assert isinstance(app, QApplication)
    switch = AppearanceSwitch(app, in_parts=True)
    switch.show(LIGHT)
    window = _visited(switch)
    count = len(window.findChildren(QWidget))
    print(f"{count} widgets; milliseconds of processor time until the window has settled")
    for page in LOOKED_AT:
        window.show_page(page)
        _settle()
        print(f"{page}: dark {_change_ms(switch, DARK):.0f}, large {_change_ms(switch, LARGE):.0f}")
        switch.show(LIGHT)
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    plain = QWidget()
    column = QVBoxLayout(plain)
    for n in range(count):
        column.addWidget(QLabel(str(n)))
    plain.show()
    whole = AppearanceSwitch(app)
    whole.show(LIGHT)
    _settle()
    print(f"as many plain labels: dark {_change_ms(whole, DARK):.0f}, large {_change_ms(whole, LARGE):.0f}")


def _visited(switch: AppearanceSwitch) -> MainWindow:
    """Return a window in which every page was seen in each of its full states."""
    pages = Pages()
    window = MainWindow(pages.by_name, switch)
    window.resize(1440, 900)
    window.show()
    for name, states in PAGE_STATES.items():
        window.show_page(name)
        for state in (state for key, state in states.items() if key.startswith("full")):
            pages.by_name[name].render(state)
            _settle()
    return window


def _change_ms(switch: AppearanceSwitch, to: Appearance) -> float:
    start = time.process_time()
    switch.show(to)
    _settle()
    return 1000 * (time.process_time() - start)


def _settle() -> None:
    for _ in range(SETTLING_ROUNDS):
        QApplication.processEvents()


if __name__ == "__main__":
    main()
