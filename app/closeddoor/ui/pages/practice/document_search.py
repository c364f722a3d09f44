"""Finding words in the documents on a page: what is sought stays on the page and is recorded nowhere."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt

from closeddoor.language import tr
from closeddoor.ui.pages.practice.document_bar import DocumentBar
from closeddoor.ui.widgets.document import DocumentView, TextRange
from closeddoor.ui.widgets.document.seeking import MOST_HITS, find_hits

Place = tuple[int, int, int]
"""Which document, and from where to where."""

Reveal = Callable[[int, int], None]
"""Brings code point `start` of a document into view."""


def count_words(place: int, count: int, *, is_sought: bool) -> str:
    """Say where among the places one is; `place` counts from 0."""
    if not is_sought:
        return ""
    if not count:
        return tr("Not found")
    if count >= MOST_HITS:
        return tr("{place} of more than {count}", place=place + 1, count=count)
    return tr("{place} of {count}", place=place + 1, count=count)


class DocumentSearch(QObject):
    """Searches all of `views` in their order; Enter goes from one document into the next and round again."""

    def __init__(self, bar: DocumentBar, reveal: Reveal) -> None:
        super().__init__(bar)
        self._bar = bar
        self._reveal = reveal
        self._views: list[DocumentView] = []
        self._places: list[Place] = []
        self._at = 0
        bar.find_button.clicked.connect(self.open)
        bar.finder.sought.connect(self._seek)
        bar.finder.step_wanted.connect(self._step)
        bar.finder.closed.connect(self.close)

    def set_views(self, views: Sequence[DocumentView]) -> None:
        """Search these from now on."""
        self._views = list(views)
        if not self._bar.finder.isHidden():
            self._seek(self._bar.finder.text())

    def open(self) -> None:
        self._bar.finder.show()
        self._bar.finder.take_focus()
        self._seek(self._bar.finder.text())

    def close(self) -> None:
        """Close the row; the place one was at stays selected, so that it can be marked or noted at once."""
        self._bar.finder.hide()
        places, self._places = self._places, []
        self._draw()
        if places:
            index, start, end = places[self._at]
            self._views[index].select(start, end)
            self._views[index].setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._views:
            shown = next((view for view in self._views if view.isVisible()), self._views[0])
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _seek(self, sought: str) -> None:
        """Find all places; the one shown stays near the one before as the words are typed on."""
        before = self._places[self._at][:2] if self._places else (0, 0)
        self._places = [
            (index, start, end)
            for index, view in enumerate(self._views)
            for start, end in find_hits(view.displayed(), sought)
        ]
        self._at = next((at for at, place in enumerate(self._places) if place[:2] >= before), 0)
        self._show(is_sought=bool(sought.strip()))

    def _step(self, step: int) -> None:
        if self._places:
            self._at = (self._at + step) % len(self._places)
            self._show(is_sought=True)

    def _show(self, *, is_sought: bool) -> None:
        count = len(self._places)
        self._bar.finder.show_count(count_words(self._at, count, is_sought=is_sought), can_step=count > 1)
        self._draw()
        if self._places:
            index, start, _ = self._places[self._at]
            self._reveal(index, start)

    def _draw(self) -> None:
        for index, view in enumerate(self._views):
            view.set_ranges(
                [
                    TextRange(start, end, "hit", word=None, current=at == self._at)
                    for at, (document, start, end) in enumerate(self._places)
                    if document == index
                ],
                "hits",
            )
