"""What is promised before the first keystroke, and what is not."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.ui.theme.spacing import L, M, S
from closeddoor.ui.widgets.words import rule, words


class Promise(QWidget):
    """The promise in the document's face, its first sentence as the title; under rules, its proof and its limits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[tuple[str, ...], ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(M)
        self._column.addWidget(words(tr("Closed Door"), "kicker"))

    def render(self, promise: tuple[str, ...], limits: tuple[str, ...], proof: tuple[str, ...] = ()) -> None:  # type: ignore[override]  # not a paint device
        if (promise, limits, proof) == self._shown:
            return
        self._shown = (promise, limits, proof)
        self._clear()
        for index, sentence in enumerate(promise):
            self._column.addWidget(words(sentence, "document" if index else "title"))
            if not index:
                self._column.addSpacing(S)
        self._add(tr("What enforces it here"), proof)
        self._add(tr("What this does not protect against"), limits)
        self._column.addStretch(1)

    def _add(self, heading: str, sentences: tuple[str, ...]) -> None:
        """Add sentences under a rule and a heading, if there are any."""
        if not sentences:
            return
        self._column.addSpacing(L)
        self._column.addWidget(rule())
        self._column.addWidget(words(heading, "strong"))
        for sentence in sentences:
            self._column.addWidget(words(sentence, "soft"))

    def _clear(self) -> None:
        """Take away all but the name of the application."""
        while self._column.count() > 1:
            item = self._column.takeAt(1)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
