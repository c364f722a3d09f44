"""What goes and what stays, before everything is deleted."""

from PySide6.QtCore import Signal

from closeddoor.language import tr
from closeddoor.presenters.states.record import DeletionQuestion
from closeddoor.ui.theme.spacing import L, M
from closeddoor.ui.widgets.buttons import primary, secondary
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.flow_page import FlowPage
from closeddoor.ui.widgets.notices import announce
from closeddoor.ui.widgets.words import words


class Question(FlowPage):
    """Asks once; keeping everything is what it offers first."""

    confirmed = Signal()
    declined = Signal()

    def __init__(self) -> None:
        super().__init__(760, top_px=L)
        self._asked: DeletionQuestion | None = None
        self._title = words(face="heading")
        self._lines = words()
        self._keep = primary(tr("Keep everything"))
        self._keep.clicked.connect(lambda: self.declined.emit())  # noqa: PLW0108  the signal carries a flag
        self._go = secondary(tr("Delete"))
        self._go.clicked.connect(lambda: self.confirmed.emit())  # noqa: PLW0108  the same
        answers = Flow(gap_px=M)
        answers.addWidget(self._keep)
        answers.addWidget(self._go)
        self.body.addWidget(self._title)
        self.body.addWidget(self._lines)
        self.body.addLayout(answers)
        self.body.addStretch(1)

    def ask(self, question: DeletionQuestion) -> None:
        """Show the question, once; a screen reader says it, and the keyboard rests on the way out."""
        if question == self._asked and self.isVisible():
            return
        self._asked = question
        self._title.setText(question.title)
        self._lines.setText("\n\n".join(question.lines))
        self._keep.set_words(question.decline)
        self._go.set_words(question.confirm)
        announce(self, " ".join((question.title, *question.lines)))

    def focus(self) -> None:
        self._keep.setFocus()
