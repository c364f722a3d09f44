"""The stage: what the room sees, and the keys that a presenter's remote sends."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.session import Slide, StageViewState
from closeddoor.presenters.words import one_line
from closeddoor.text.blocks import Block, Heading, Paragraph, Run
from closeddoor.ui import shortcuts
from closeddoor.ui.pages.session.stage_text import Shown, StageText
from closeddoor.ui.theme.spacing import L, M, S
from closeddoor.ui.theme.verdicts import VERDICTS
from closeddoor.ui.widgets.buttons import primary, quiet, secondary
from closeddoor.ui.widgets.column import room
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.picker import Picker
from closeddoor.ui.widgets.words import set_words, words

HEADED = 2

LEAST_PX = 48
MOST_BESIDE = 0.42
"""Of the height of the stage, for what is said of a place: the place itself stays in sight above it."""

MOST_NAME = 44
"""Characters of a section in the list of them: the button that opens it keeps its place at any size of text."""

BETWEEN_PX = 3 * M + 4 * S
"""The margins above and below, those of the band, and what stands between the four parts."""

WORDS_FIT = 640
"""Width at text size 1.0 from which there is room for what the keys do as well."""


class StagePage(QWidget):
    """Shows one slide at a time; it knows where a text is turned to, and nothing else.

    `slide_requested`, `step_requested` and `size_requested` carry 1 or -1, `part_requested` the title of a section.
    """

    slide_requested = Signal(int)
    part_requested = Signal(str)
    step_requested = Signal(int)
    size_requested = Signal(int)
    leave_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ground", "paper")
        self._part, self._step, self._clock = words(face="strong"), words(face="soft"), words(face="soft")
        self._next_step = quiet(tr("Next step"), shortcut="Ctrl+Right")
        self._next_step.clicked.connect(lambda: self.step_requested.emit(1))
        self._text = StageText(tr("What the room reads"))
        self._text.setMinimumHeight(LEAST_PX)
        self._said = StageText(tr("What is asked, or said of it"), is_aside=True)
        self._band = QFrame()
        self._band.setProperty("line", "above")
        self._parts = Picker(tr("Go to"), "quiet", words_alone=True)
        self._parts.chosen.connect(self.part_requested)
        self._forward = primary(tr("Next"), hint=tr("Next: also with the remote"), shortcut="Right")
        self._forward.clicked.connect(lambda: self._turn(1))
        self._back = secondary(tr("Back"), shortcut="Left")
        self._back.clicked.connect(lambda: self._turn(-1))
        self._sizes = quiet(tr("Smaller"), shortcut="-"), quiet(tr("Larger"), shortcut="+")
        self.setFocusProxy(self._forward)
        self._is_beside = False
        self._head, self._foot = self._make_head(), self._make_foot()
        self._lay_out()
        self._bind_keys()

    def render(self, state: StageViewState) -> None:  # type: ignore[override]  # a state, not a paint device
        slide = state.slide
        place = tr("{number} of {total}", number=state.number, total=state.total)
        self._part.setText(tr("{place} · {part}", part=slide.part, place=place))
        set_words(self._step, "" if state.step_line == slide.part else state.step_line)
        self._clock.setText(state.clock_line)
        self._next_step.setVisible(bool(state.next_line))
        self._next_step.setToolTip(tr("{next_line} (Ctrl+Right)", next_line=state.next_line))
        self._back.setEnabled(state.number > 1)
        self._parts.assign([(part, one_line(part, MOST_NAME)) for part in state.parts], slide.part)  # whole in the head
        look = "mark" if slide.reason is None else slide.reason.verdict
        # Beside a document, what is said of one place stands below it; anything else is one text.
        beside = _said(slide) if slide.mark is not None else ()
        below = () if beside else _said(slide)
        self._text.assign(Shown((*_blocks(slide), *below), slide.mark, look, state.scale))
        self._is_beside = bool(beside)
        self._band.setVisible(self._is_beside)
        self._said.assign(Shown(beside, scale=state.scale))
        self._share_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the text where there is little: the keys + and - stay."""
        super().resizeEvent(event)
        for button in self._sizes:
            button.setVisible(room(self) > WORDS_FIT)
        self._share_height()

    def _share_height(self) -> None:
        """Leave what is said of a place its part of the height, and never the last line of the place itself."""
        width = self.width() - 2 * L
        taken = self._head.heightForWidth(width) + self._foot.heightForWidth(width) + BETWEEN_PX + LEAST_PX
        self._said.allow(max(LEAST_PX, min(round(MOST_BESIDE * self.height()), self.height() - taken)))

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the desktop back with the stage: only that fills the screen."""
        super().hideEvent(event)
        if not event.spontaneous() and self.window().isFullScreen():
            self._fill_screen()

    def _fill_screen(self) -> None:
        window = self.window()
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _turn(self, direction: int) -> None:
        """Turn a long text before the slide: whoever presses one key sees everything.

        Of a document with a place marked in it that is what is said of the place: it was read before.
        """
        text = self._said if self._is_beside else self._text
        if not text.turn(direction):
            self.slide_requested.emit(direction)

    def _bind_keys(self) -> None:
        for spec, direction in ((shortcuts.NEXT_SLIDE, 1), (shortcuts.LAST_SLIDE, -1)):
            for keys in (spec.keys, *spec.also):
                self._bind(keys, partial(self._turn, direction))
        for spec, wanted in ((shortcuts.RUN_STEP, self.step_requested), (shortcuts.STAGE_SIZE, self.size_requested)):
            self._bind(spec.keys, partial(wanted.emit, 1))
            self._bind(spec.also[0], partial(wanted.emit, -1))
        self._bind(shortcuts.WHOLE_SCREEN.keys, self._fill_screen)
        self._bind(shortcuts.STOP.keys, self.leave_requested.emit)

    def _bind(self, keys: str, wanted: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(wanted)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(L, M, L, M)
        column.setSpacing(S)
        column.addLayout(self._head)
        column.addWidget(self._text, 1)
        band = QVBoxLayout(self._band)
        band.setContentsMargins(0, M, 0, S)
        band.addWidget(self._said)
        column.addWidget(self._band)
        column.addLayout(self._foot)

    def _make_head(self) -> QHBoxLayout:
        """Where it is, and the step of the run of show: both wrap, as nobody in the room can rest a pointer on them."""
        row, titles = QHBoxLayout(), QVBoxLayout()
        row.setSpacing(L)
        titles.setSpacing(0)
        titles.addWidget(self._part)
        titles.addWidget(self._step)
        self._clock.setWordWrap(False)
        row.addLayout(titles, 1)
        row.addWidget(self._clock, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _make_foot(self) -> Flow:
        smaller, larger = self._sizes
        smaller.clicked.connect(lambda: self.size_requested.emit(-1))
        larger.clicked.connect(lambda: self.size_requested.emit(1))
        leave = quiet(tr("End the session"), shortcut="Esc")
        leave.clicked.connect(self.leave_requested)
        foot = Flow(gap_px=M)
        for widget in (self._back, self._forward, self._next_step, self._parts, smaller, larger, leave):
            foot.addWidget(widget)
        return foot


def _blocks(slide: Slide) -> tuple[Block, ...]:
    """Return what is read: a title above it where it says something that the section does not."""
    if slide.mark is not None or slide.title == slide.part:
        return slide.text.blocks
    return (Heading(HEADED, (Run(slide.title, 0),)), *slide.text.blocks)


def _said(slide: Slide) -> tuple[Block, ...]:
    if slide.reason is not None:
        verdict = f"{VERDICTS[slide.reason.verdict].shape} {slide.reason.word}"
        return (Paragraph((Run(verdict, 0, bold=True),)), Paragraph((Run(slide.reason.why, 0),)))
    return (Paragraph((Run(slide.question, 0, bold=True),)),) if slide.question else ()
