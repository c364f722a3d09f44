"""A child: every text that may come from outside is one of 20 vectors, on every page that shows such texts.

It says `shown NUMBER` for each vector; whoever traces it counts what it opened. Usage: injected_window.py NAME, a word
that is in everything that the vectors would have opened, fetched or run.
"""

import sys
from collections.abc import Iterator

from PySide6.QtWidgets import QApplication, QWidget

from closeddoor.presenters.states.briefing import TermView
from closeddoor.text import render_chat
from closeddoor.ui.theme import Appearance, AppearanceSwitch
from closeddoor.ui.widgets.document import DocumentView
from closeddoor.ui.widgets.words import plain_tip, words
from tests.ui.test_injection import busy_page

WAYS = (
    '<img src="{file}">',
    "<img src={file}>",
    '<img src="{web}">',
    '<img src="qrc:/{name}.png">',
    '<a href="{file}"><img src="{file}"></a>',
    '<body background="{file}">',
    '<table background="{file}"><tr><td background="{file}">x</td></tr></table>',
    '<style>@import url("{file}");</style>',
    '<link rel="stylesheet" href="{file}">',
    '<p style="background-image: url({file})">x</p>',
    '<ul style="list-style-image: url({file})"><li>x</li></ul>',
    '<object data="{file}"></object><embed src="{file}">',
    '<iframe src="{file}"></iframe>',
    "<script src='{file}'></script>",
    "![x]({file})",
    "![x][1]\n\n[1]: {file}",
    "[x]({file})",
    "<{web}>",
    "[![x]({file})]({web})",
    "<!DOCTYPE html><html><head><base href='{file}'></head><body><img src='{name}.png'></body></html>",
)


def vectors(name: str) -> Iterator[str]:
    for way in WAYS:
        yield way.format(name=name, file=f"file:///tmp/{name}.png", web=f"http://{name}.invalid/x.png")


def shown_everywhere(vector: str) -> list[QWidget]:
    """Return the pages, and each kind of widget that shows a text alone, with a tooltip of it."""
    document, answer = DocumentView(), words(vector, selectable=True)
    document.set_document(render_chat(f"Before {vector} after"))
    document.set_terms([TermView("after", vector, vector)])
    answer.setToolTip(plain_tip(vector))
    return [*busy_page(vector), document, answer, words(vector)]


def main(name: str) -> int:
    app = QApplication(sys.argv[:1])
    AppearanceSwitch(app).show(Appearance("light", 1.0, reduced_motion=True))
    for number, vector in enumerate(vectors(name), 1):
        widgets = shown_everywhere(vector)
        for widget in widgets:
            widget.show()
            widget.grab()
        app.processEvents()
        print(f"shown {number}", flush=True)
        for widget in widgets:
            widget.deleteLater()
        app.processEvents()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
