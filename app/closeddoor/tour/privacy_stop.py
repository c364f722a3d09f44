"""The privacy room: from the line at the foot of the window, every section, and the self-test's result."""

from closeddoor.bootstrap.system import confines_children
from closeddoor.presenters.states.privacy.room import SECTION_TITLES
from closeddoor.tour.visitor import Visitor
from closeddoor.ui.window import MainWindow


def visit_privacy_room(visitor: Visitor, window: MainWindow) -> None:
    """Look at what the line stands for, then at each section alone; let each process try to get out."""
    window.show_privacy_detail(is_open=True)
    visitor.picture("privacy-line")
    visitor.press("Privacy room")
    window.show_privacy_detail(is_open=False)
    visitor.rest(800)
    visitor.picture("privacy-room")
    for name, title in SECTION_TITLES.items():
        visitor.press(title)
        visitor.rest(800)
        visitor.picture(f"privacy-{name}")
        if name == "shut" and confines_children():
            visitor.press("Try to get out")
            visitor.button("Copy all of it as text")
            visitor.scroll(window, 1.0)
            visitor.picture("privacy-shut-tried")
        visitor.press("Privacy room")
