"""What a participant can ask for on the debrief: one declaration, which every section emits."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class DebriefIntents(QWidget):
    """The base of `DebriefPage`. Sections get it as `intents`, so no signal has to be forwarded by hand.

    `account_changed` and `account_given`: what was expected, what surprised; `point_decided` and `mark_stood_by`: task,
    item, yes or no; `card_kept`: number of the author's card, yes or no; `briefing_requested`: pack, scenario;
    `file_requested`: a `Path` and the `Prepare` of the PDF; `slip_changed`: task, item, comment.
    """

    account_changed = Signal(str, str)
    account_given = Signal(str, str)
    account_skipped = Signal()
    point_decided = Signal(str, str, bool)
    mark_stood_by = Signal(str, str, bool)
    next_time_changed = Signal(str)
    card_kept = Signal(int, bool)
    briefing_requested = Signal(str, str)
    file_requested = Signal(object, object)
    file_given_up = Signal()
    slip_changed = Signal(str, str, str)
    slip_copied = Signal()
    policy_requested = Signal()
    slip_closed = Signal()
    done_requested = Signal()
