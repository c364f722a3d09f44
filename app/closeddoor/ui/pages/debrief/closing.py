"""The end of the debrief: the author's reasons and a real case, the words explained, one's own notes, another try."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.briefing import NoteView, TermView
from closeddoor.presenters.states.debrief import DebriefViewState
from closeddoor.presenters.states.debrief_parts import AgainView
from closeddoor.presenters.words import counted
from closeddoor.ui.pages.debrief.intents import DebriefIntents
from closeddoor.ui.theme.spacing import XL, XS, L, M, S
from closeddoor.ui.widgets.emptying import empty
from closeddoor.ui.widgets.prose import Prose, headline
from closeddoor.ui.widgets.row_button import RowButton
from closeddoor.ui.widgets.words import rule, set_words, words

AGAIN = {
    "again": (tr("Begin again"), tr("The same briefing from the start. What you did now stays as it is.")),
    "twin": (tr("The twin"), tr("The same skills on other facts.")),
}

PRACTISED = tr("What this briefing practised:")


class Closing(QWidget):
    """A part after the tasks, under a strong rule; `title` is what the index calls it."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, XL, 0, 0)
        self.column.setSpacing(M)
        self.column.addWidget(rule(strong=True))

    def add_title(self) -> None:
        title = Prose()
        self.column.addWidget(title)  # before it has words: what shows itself without a parent is a window
        title.set_text(headline(self.title))


class AuthorsDebrief(Closing):
    """The pack's own text."""

    def __init__(self) -> None:
        super().__init__(tr("The reasons"))
        self._text = Prose()
        self.column.addWidget(self._text)

    def assign(self, state: DebriefViewState) -> None:
        self._text.set_text(state.debrief)
        self.setVisible(bool(state.debrief.blocks))


class OwnNotes(Closing):
    """One's own notes on documents that stand nowhere else in the debrief."""

    def __init__(self) -> None:
        super().__init__(tr("Your notes"))
        self._is_built = False
        self.add_title()

    def assign(self, state: DebriefViewState) -> None:
        self.setVisible(bool(state.noted))
        if self._is_built:
            return
        self._is_built = True
        for document in state.noted:
            self.column.addWidget(words(document.title, "strong"))
            for note in document.notes:
                self.column.addWidget(_note(note))


class Terms(Closing):
    """What the terms of the briefing mean, and why they matter here."""

    def __init__(self) -> None:
        super().__init__(tr("Terms"))
        self._is_built = False
        self.add_title()

    def assign(self, state: DebriefViewState) -> None:
        self.setVisible(bool(state.terms))
        if self._is_built:
            return
        self._is_built = True
        for term in state.terms:
            self.column.addWidget(_term(term))


class Again(Closing):
    """What was practised, what to go on with, how long that takes, and how far the facts of this one can be trusted."""

    def __init__(self, intents: DebriefIntents) -> None:
        super().__init__(tr("Go on"))
        self._intents = intents
        self._shown: tuple[AgainView, ...] = ()
        self.add_title()
        self._practised = words(face="soft")
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self._facts = words(face="small")
        self.column.addWidget(self._practised)
        self.column.addLayout(self._list)
        self.column.addSpacing(L)
        self.column.addWidget(self._facts)

    def assign(self, state: DebriefViewState) -> None:
        set_words(self._practised, "\n".join([PRACTISED, *state.practised]) if state.practised else "")
        set_words(self._facts, state.facts_line)
        if state.again == self._shown:
            return
        self._shown = state.again
        empty(self._list)
        for each in state.again:
            self._list.addWidget(self._offer(each))

    def _offer(self, again: AgainView) -> RowButton:
        name, about = AGAIN[again.kind]
        button = RowButton(f"{name}: {again.title}", about, counted(again.minutes, "minute"))
        button.clicked.connect(lambda: self._intents.briefing_requested.emit(again.pack_id, again.scenario_id))
        return button


def _note(note: NoteView) -> QWidget:
    return _pair(words(f"“{note.quote}”", "document-soft"), words(note.text))


def _term(term: TermView) -> QWidget:
    pair = _pair(words(term.term, "strong"), words(term.means))
    layout = pair.layout()
    if term.matters and layout is not None:
        layout.addWidget(words(term.matters, "soft"))
    return pair


def _pair(first: QWidget, second: QWidget) -> QWidget:
    pair = QWidget()
    column = QVBoxLayout(pair)
    column.setContentsMargins(0, S, 0, S)
    column.setSpacing(XS)
    column.addWidget(first)
    column.addWidget(second)
    return pair
