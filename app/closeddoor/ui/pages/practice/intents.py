"""What a participant can ask for on the pages of a briefing: one declaration, which every step's widget emits."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class PracticeIntents(QWidget):
    """The base of `BriefingPage`. Steps get it as `intents`, so no signal has to be forwarded by hand.

    `quotes_changed` carries all marks, a tuple of `MarkView` in document order; a confidence is a probability;
    `option_chosen` of a choice among many takes one more, or takes it back; `figures_changed` carries what stands in
    each field of an estimate or a workbook, a dict of texts, `figure_dragged` one figure of an estimate as a number;
    `reply_wanted`: a reply that is being put in a model's words is to be shown as it was written.
    `point_judged` says True (made), False (not made) or None (taken back). A note in the margin names its document and
    its passage in code points; undo and redo are of marks and notes.
    """

    step_requested = Signal(str)
    back_requested = Signal()
    forward_requested = Signal()
    quotes_changed = Signal(object)
    question_asked = Signal(str)
    reply_wanted = Signal()
    draft_changed = Signal(str)
    option_chosen = Signal(str)
    confidence_chosen = Signal(float)
    memo_changed = Signal(str)
    figures_changed = Signal(object)
    figure_dragged = Signal(str, float)
    left_as_proposed = Signal(bool)
    point_judged = Signal(str, str, object)
    note_written = Signal(str, int, int, str)
    note_removed = Signal(str, int, int)
    note_closed = Signal()
    undo_requested = Signal()
    redo_requested = Signal()
    skip_requested = Signal()
    commit_requested = Signal()
