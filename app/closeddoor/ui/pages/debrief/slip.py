"""The slip for the author: a comment, all of what will be copied, and the one button that copies it."""

from PySide6.QtWidgets import QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.debrief_parts import SlipView
from closeddoor.ui.pages.debrief.intents import DebriefIntents
from closeddoor.ui.widgets.buttons import link, primary, quiet
from closeddoor.ui.widgets.fields import TextArea
from closeddoor.ui.widgets.fitting_dialog import FittingDialog
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.notices import announce
from closeddoor.ui.widgets.switched_off import SwitchedOff
from closeddoor.ui.widgets.words import set_words, words

OFFER = tr("Copy a slip for the author")
TITLE = tr("A slip for the author")
ABOUT = tr(
    "Nothing is sent. You copy these lines and pass them on yourself, if you want to. They never hold your score, your "
    "answers or your name."
)
COMMENT = tr("What is wrong with this item?")
ALL_OF_IT = tr("All of what is copied")
COPIED = tr("Copied. The clipboard is emptied after half a minute.")
WIDTH_PX = 560


def slip_link(intents: DebriefIntents, task_id: str, item_id: str) -> QWidget:
    """Return the offer to tell the author what is wrong with an item of which the key is exact."""
    row = QWidget()
    offer = link(OFFER)
    offer.clicked.connect(lambda: intents.slip_changed.emit(task_id, item_id, ""))
    Flow(row).addWidget(offer)
    return row


class SlipDialog(FittingDialog):
    """Shows a `SlipView`; the text follows the comment as it is typed."""

    def __init__(self, intents: DebriefIntents) -> None:
        super().__init__(intents, TITLE, WIDTH_PX)
        self._intents = intents
        self._slip: SlipView | None = None
        self._comment = TextArea(COMMENT, least_lines=3, most_lines=6, serif=True)
        self._comment.draft_changed.connect(self._change)
        self._text = TextArea(ALL_OF_IT, least_lines=6, most_lines=14)
        self._text.setReadOnly(True)
        self._copied = words(face="small")
        self._closed_off = SwitchedOff()
        self._closed_off.asked.connect(self.reject)
        self._closed_off.asked.connect(intents.policy_requested)
        self._copy, close = primary(tr("Copy"), "copy"), quiet(tr("Close"), shortcut="Esc")
        self._copy.clicked.connect(intents.slip_copied)
        close.clicked.connect(self.reject)
        self.rejected.connect(intents.slip_closed)
        self._lay_out()
        self.foot.addStretch(1)
        self.foot.addWidget(close)
        self.foot.addWidget(self._copy)

    def assign(self, slip: SlipView) -> None:
        if slip.is_copied and not (self._slip and self._slip.is_copied):
            announce(self, COPIED)
        self._slip = slip
        self._comment.set_draft(slip.comment)
        self._text.set_draft(slip.text.strip())
        set_words(self._copied, COPIED if slip.is_copied else "")
        self._copy.setEnabled(not slip.refusal)
        self._closed_off.say(slip.refusal, self._copy)

    def _lay_out(self) -> None:
        label = words(COMMENT, "strong")
        label.setBuddy(self._comment)
        parts: tuple[QWidget, ...] = (words(TITLE, "title"), words(ABOUT), self._closed_off, label, self._comment)
        for part in (*parts, words(ALL_OF_IT, "strong"), self._text, self._copied):
            self.body.addWidget(part)
        self._comment.setFocus()

    def _change(self, comment: str) -> None:
        if self._slip is not None:
            self._intents.slip_changed.emit(self._slip.task_id, self._slip.item_id, comment)
