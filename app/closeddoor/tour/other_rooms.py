"""The other stops: a meeting, the record, practice on an own document, models, and going anywhere by name."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt

from closeddoor.language import tr
from closeddoor.tour.visitor import Visitor
from closeddoor.ui.palette import NAME, Palette
from closeddoor.ui.window import MainWindow

RECORD_VIEWS = ("What it shows", "Attempts", "Questions due", "Statement")


def visit_meeting(visitor: Visitor, visit: Mapping[str, Any]) -> None:
    """From home to the guide for a meeting, and a note before it."""
    visitor.press("Home")
    visitor.press(visit["kind"])
    visitor.write("Your notes", visit["note"])
    visitor.rest(800)
    visitor.picture("meeting")


def visit_record(visitor: Visitor) -> None:
    """Every view of the record, and a card turned where one is due."""
    visitor.press("My record")
    for view in RECORD_VIEWS:
        visitor.press(view)
        visitor.rest(400)
        visitor.picture(f"record-{view.split()[-1].lower()}")
        if view == "Questions due":
            visitor.press_where_there("Turn the card")
            visitor.picture("record-card-turned")


def visit_own_practice(visitor: Visitor, visit: Mapping[str, Any]) -> None:
    """Practise on a pasted text: points first, then an answer, then one's own verdict on it."""
    visitor.press("Library")
    visitor.press("Practise on a document of your own")
    visitor.picture("own-practice")
    visitor.write("Text to practise on", visit["text"].strip())
    visitor.press("Practise on this text")
    for number, point in enumerate(visit["points"], start=1):
        visitor.write(tr("Point {index}: a good answer would", index=number), point)
    visitor.picture("own-practice-points")
    visitor.press("Go on to your answer")
    visitor.write("Your answer", visit["answer"].strip())
    visitor.picture("own-practice-answer")
    visitor.press("Judge your answer")
    visitor.picture("own-practice-judging")
    visitor.press("Done")


def visit_models(visitor: Visitor, window: MainWindow) -> None:
    """From the settings to the model room, from its top to its end; nobody looks into other applications' folders."""
    visitor.press("Settings")
    visitor.press("Model room")
    visitor.button("Measure it")
    visitor.picture("models")
    visitor.press_where_there("Load it now")
    visitor.button("Take it out of memory")
    visitor.picture("models-loaded")
    visitor.press("How to get one and bring it over")
    for name, share in (("measuring", 0.3), ("choosing", 0.6), ("better", 1.0)):
        visitor.scroll(window, share)
        visitor.picture(f"models-{name}")


def visit_palette(visitor: Visitor, window: MainWindow, words: str) -> None:
    """Open what goes anywhere by name, type a few words, and leave all as it was."""
    window.palette_requested.emit()
    visitor.write(NAME, words)
    visitor.rest(400)
    visitor.picture("palette")
    visitor.key(visitor.the(Palette), Qt.Key.Key_Escape)
