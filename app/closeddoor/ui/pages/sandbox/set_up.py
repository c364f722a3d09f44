"""Who answers, how freely and how long, and whether on the record: before the first turn, and later on request."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from closeddoor.language import tr
from closeddoor.presenters.states.sandbox import SetUpState
from closeddoor.ui.pages.sandbox.numbers import Numbers
from closeddoor.ui.pages.sandbox.transcript import COLUMN_PX
from closeddoor.ui.theme.spacing import XL, L, S
from closeddoor.ui.widgets.buttons import secondary
from closeddoor.ui.widgets.choice import SegmentedChoice, Tick
from closeddoor.ui.widgets.column import ColumnPage
from closeddoor.ui.widgets.fields import TextArea
from closeddoor.ui.widgets.flow import Flow
from closeddoor.ui.widgets.fold import Fold
from closeddoor.ui.widgets.switched_off import SwitchedOff
from closeddoor.ui.widgets.words import set_words, words

INVITATION = tr("Ask what you would not ask in the meeting. The model runs on this laptop; nobody else reads it.")
CARRIED = tr("Carried over; the model reads it in front of your first question:")
LATER = tr("What you change here holds for the next replies. What was answered stays as it is.")
OFF_THE_RECORD = tr(
    "Nothing of this conversation is written to the disk, and no search finds it. It ends when you end it, or when"
    " Closed Door locks or closes, and what you copied from it goes then too. The memory of this window forgets it only"
    " when Closed Door locks or closes. This cannot be changed later."
)
OFF = tr("Off the record, from its first turn to its end.")
ON_DISK = tr("On the record: kept in your encrypted history.")
IN_MEMORY = tr("On the record: kept in memory until you close Closed Door.")
OWN_NUMBERS = tr("Numbers of your own hold, in place of those that these words mean.")
MANNERS = (("careful", tr("Careful")), ("balanced", tr("Balanced")), ("free", tr("Free")))
LENGTHS = (("short", tr("Short")), ("medium", tr("Medium")), ("long", tr("Long")))


class SetUpPage(ColumnPage):
    """Emits each choice at once; there is nothing to save."""

    persona_chosen = Signal(object)
    own_text_changed = Signal(str)
    manner_chosen = Signal(object)
    length_chosen = Signal(object)
    number_changed = Signal(str, str)
    balanced_requested = Signal()
    record_chosen = Signal(bool)
    closed = Signal()
    stops_changed = Signal()
    policy_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(COLUMN_PX, parent)
        self._head = words(face="document-soft")
        self._carried = words(face="soft", selectable=True)
        self._personas = SegmentedChoice(tr("Who answers"))
        self._personas.chosen.connect(self.persona_chosen)
        self._about = words(face="small")
        self._caveat = words(face="small")
        self._own = TextArea(tr("What the model is told first"), tr("You are …"), least_lines=3, most_lines=10)
        self._own.draft_changed.connect(self.own_text_changed)
        self._manner = SegmentedChoice(tr("Choice of words"), MANNERS)
        self._manner.chosen.connect(self.manner_chosen)
        self._length = SegmentedChoice(tr("Length of replies"), LENGTHS)
        self._length.chosen.connect(self.length_chosen)
        self._own_numbers = words(face="small")
        self._state = SetUpState()
        self._numbers: Numbers | None = None
        self._record = Tick(tr("Off the record"))
        self._record.toggled.connect(self._tell_record)
        self._record_about = words(OFF_THE_RECORD, "small")
        self._fixed = words(face="small")
        self._closed_off = SwitchedOff()
        self._closed_off.asked.connect(self.policy_requested)
        self._close = secondary(tr("Back to the conversation"), "back", shortcut="Esc")
        self._close.clicked.connect(self.closed)
        self._lay_out()

    def render(self, state: SetUpState, *, is_start: bool, caveat: str) -> None:  # type: ignore[override]  # no device
        """Show `state`; what the model can be trusted with stands under the field at the start, and here later."""
        set_words(self._caveat, "" if is_start else caveat)
        set_words(self._head, INVITATION if is_start else LATER)
        set_words(
            self._carried,
            tr("{carried_over} {text}", carried_over=CARRIED, text=state.carried) if state.carried else "",
        )
        self._close.setVisible(not is_start)
        if len(state.personas) != len(self._state.personas):
            self.stops_changed.emit()
        self._personas.set_choices([(row.persona_id, row.name) for row in state.personas])
        self._state = state
        self._personas.choose(state.persona)
        chosen = next((row for row in state.personas if row.persona_id == state.persona), None)
        set_words(self._about, chosen.about if chosen else "")
        self._own.setVisible(state.persona == "own")
        self._own.set_draft(state.own_text)
        self._manner.choose(state.manner)
        self._length.choose(state.length)
        set_words(self._own_numbers, OWN_NUMBERS if state.has_own_numbers else "")
        if self._numbers is not None:
            self._numbers.render(state)
        self._render_record(state)

    def put_at_top(self, widget: QWidget) -> None:
        """Let `widget` stand before all else."""
        self.body.insertWidget(0, widget)

    def show_top(self) -> None:
        self.verticalScrollBar().setValue(0)

    def _render_record(self, state: SetUpState) -> None:
        self._record.blockSignals(True)
        self._record.setChecked(state.is_off_the_record)
        self._record.blockSignals(False)
        self._record.setVisible(state.can_choose_record)
        self._record.setEnabled(not state.off_refusal)
        self._record_about.setVisible(state.can_choose_record and not state.off_refusal)
        self._closed_off.say(state.off_refusal if state.can_choose_record else "", self._record)
        fixed = OFF if state.is_off_the_record else ON_DISK if state.is_on_disk else IN_MEMORY
        set_words(self._fixed, "" if state.can_choose_record else fixed)

    def _make_numbers(self) -> Numbers:
        self._numbers = Numbers(self)
        self._numbers.number_changed.connect(self.number_changed)
        self._numbers.balanced_requested.connect(self.balanced_requested)
        self._numbers.render(self._state)
        self.stops_changed.emit()
        return self._numbers

    def _tell_record(self, is_off: bool) -> None:  # noqa: FBT001  Qt's signal
        self.record_chosen.emit(is_off)

    def _lay_out(self) -> None:
        self.body.setSpacing(L)
        self.body.addWidget(self._head)
        self.body.addWidget(self._carried)
        self.body.addWidget(_group("", self._record, self._record_about, self._closed_off, self._fixed))
        self.body.addWidget(_group(tr("Who answers"), self._personas, self._about, self._caveat, self._own))
        manners = _beside(_group(tr("Choice of words"), self._manner), _group(tr("Length of replies"), self._length))
        self.body.addWidget(_group("", manners, self._own_numbers))
        self.body.addWidget(Fold(tr("What this means in numbers"), tr("Hide the numbers"), self._make_numbers))
        self.body.addWidget(self._close, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)


def _group(title: str, *widgets: QWidget) -> QWidget:
    group = QWidget()
    column = QVBoxLayout(group)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(S)
    head = (words(title, "strong"),) if title else ()
    for widget in (*head, *widgets):
        column.addWidget(widget)
    return group


def _beside(*groups: QWidget) -> QWidget:
    """Return groups in a row that breaks where there is no room."""
    row = QWidget()
    flow = Flow(row, gap_px=XL)
    for group in groups:
        flow.addWidget(group)
    return row
